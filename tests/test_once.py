"""Dear work is shared only where everything that goes in is the same, and never as the same object."""

import io
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from survey.read import read_export
from tests import once


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return the files that were really read, from now on."""
    for name, least in {"_kept": {}, "_quick": set(), "LEAST": 0, "MANY": 0}.items():
        monkeypatch.setattr(once, name, least)
    return []


@pytest.fixture
def read(readings: list[Path]) -> Callable[[Path], Any]:
    def read(path: Path, *more: Any) -> Any:
        readings.append(path)
        return read_export(path, *more)

    return once._reading(read)


def export(folder: Path, answer: str = "23") -> Path:
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "study.toml").touch()
    file = folder / "data" / "x.csv"
    file.write_text(f"age,sex\n{answer},v\n", encoding="utf-8")
    return file


def test_the_export_of_a_copied_study_is_read_once(
    read: Callable[[Path], Any], readings: list[Path], tmp_path: Path
) -> None:
    here, there = export(tmp_path / "here"), export(tmp_path / "there")
    first = read(here)
    first.cells.iloc[0, 0] = None
    second = read(there)
    assert readings == [here]
    assert (first.path, second.path) == (str(here), str(there))
    assert second.cells["age"].tolist() == ["23"]


@pytest.mark.parametrize("changed", ["x.csv", "beside.csv"])
def test_other_files_are_another_export(
    read: Callable[[Path], Any], readings: list[Path], tmp_path: Path, changed: str
) -> None:
    file = export(tmp_path)
    read(file)
    file.with_name(changed).write_text("age,sex\n24,v\n", encoding="utf-8")
    assert read(file).cells["age"].tolist() == ["24" if changed == "x.csv" else "23"]
    assert readings == [file, file]


def test_where_nothing_is_kept_all_is_done_anew(
    read: Callable[[Path], Any], readings: list[Path], tmp_path: Path
) -> None:
    file = export(tmp_path)
    read(file)
    with once.nothing_kept():
        read(file)
    assert readings == [file, file]


@pytest.mark.parametrize("place", once.SEAMS)
def test_every_seam_is_there(place: str) -> None:
    module, _, name = place.rpartition(".")
    assert hasattr(getattr(import_module(module), name), "__wrapped__")


def test_what_names_its_folder_names_the_folder_it_is_asked_for(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    kept = once._bytes((f"{here}/x.csv, row 2", here / "x.csv"), here)
    assert once._Reader(io.BytesIO(kept), there).load() == (f"{there}/x.csv, row 2", there / "x.csv")


def test_what_cannot_be_told_apart_is_done_anew() -> None:
    deep: list[object] = []
    for _ in range(3):
        deep.append(deep)
    made = iter(range(2))
    assert [once._once("deep", deep, Path("/nowhere"), lambda: next(made)) for _ in range(2)] == [0, 1]
