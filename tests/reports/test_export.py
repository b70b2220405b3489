"""`cryptodrug export`: every file by its ending, what is said where, and what is never replaced."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from ooxml import faults
from test_document import paragraphs

from reports import cli
from reports.exchange import ENDINGS as EXCHANGE
from reports.export import endings, files_of
from survey.errors import StudyError
from survey.keystore import key_file
from survey.write import WRITERS
from tests.short_study import short_study

Export = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return short_study(tmp_path_factory.mktemp("studies") / "study")


@pytest.fixture
def export(study: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Export:
    def export(to: Path | str, *more: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["cryptodrug", "export", str(study), "--to", str(to), *more])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        code = caught.value.code
        return (code if isinstance(code, int) else 0, *capsys.readouterr())

    return export


@pytest.mark.parametrize(
    ("name", "beside"),
    [
        ("data.sav", ["data.sps"]),
        ("data.zsav", ["data.sps"]),
        ("data.csv", ["datapackage.json"]),
        ("data.xlsx", []),
        ("codebook.xml", []),
        ("annex.docx", []),
    ],
)
def test_an_export_writes_its_files_and_names_each(
    name: str, beside: list[str], export: Export, tmp_path: Path
) -> None:
    code, out, err = export(tmp_path / name, "--lang", "en")
    assert code == 0, err
    files = [name, *beside]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(files)
    assert out.splitlines() == [f"Written: {tmp_path / file}" for file in files]
    confidential = "Confidential: this file holds answers of single respondents. Not for sharing.\n"
    assert err == ("" if name in {"codebook.xml", "annex.docx"} else confidential)


@pytest.mark.parametrize("name", ["data.sav", "data.csv", "data.xlsx", "codebook.xml", "annex.docx"])
def test_what_we_wrote_is_replaced_on_a_rerun(name: str, export: Export, tmp_path: Path) -> None:
    assert export(tmp_path / name)[0] == 0
    assert export(tmp_path / name)[0] == 0


@pytest.mark.parametrize(
    ("name", "theirs"),
    [
        ("data.sav", "data.sav"),
        ("data.sav", "data.sps"),
        ("data.csv", "datapackage.json"),
        ("data.xlsx", "data.xlsx"),
        ("annex.docx", "annex.docx"),
    ],
)
def test_somebody_s_file_stays_also_beside_the_one_named(
    name: str, theirs: str, export: Export, tmp_path: Path
) -> None:
    mine = tmp_path / theirs
    mine.write_text("mine", encoding="utf-8")
    code, out, err = export(tmp_path / name)
    assert (code, out) == (2, "")
    assert theirs in err
    assert "--force" in err
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {theirs: "mine"}
    assert export(tmp_path / name, "--force")[0] == 0
    assert mine.read_bytes() != b"mine"


def test_the_study_s_own_sources_are_never_written_to(export: Export, study: Path) -> None:
    for place in (study / "data" / "2019.csv", key_file(study)):
        before = place.read_bytes() if place.exists() else None
        code, _, err = export(place, "--force")
        assert code == 2
        assert "a place of the study itself" in err
        assert (place.read_bytes() if place.exists() else None) == before


@pytest.mark.parametrize("name", ["data.pdf", "data", "data.sav.bak"])
def test_an_unknown_ending_names_the_known_ones(name: str, export: Export, tmp_path: Path) -> None:
    code, out, err = export(tmp_path / name)
    assert (code, out) == (2, "")
    assert ", ".join(endings()) in " ".join(err.split())
    assert not list(tmp_path.iterdir())


def test_a_bare_name_is_relative_to_where_the_command_runs(
    export: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert export("annex.docx")[0] == 0
    assert (tmp_path / "annex.docx").is_file()


def test_the_annex_is_in_the_language_asked_for(export: Export, tmp_path: Path) -> None:
    path = tmp_path / "annexe.docx"
    assert export(path, "--lang", "fr")[0] == 0
    assert faults(path) == []
    assert paragraphs(path)[0] == "Questionnaire et livre de codes"


def test_the_annex_needs_no_answers(export: Export, study: Path, tmp_path: Path) -> None:
    data, away = study / "data", study / "elsewhere"
    data.rename(away)
    try:
        assert export(tmp_path / "annex.docx")[0] == 0
        assert export(tmp_path / "data.csv")[0] == 2
    finally:
        away.rename(data)


def test_every_writer_can_be_asked_for() -> None:
    assert set(endings()) == {*WRITERS, *EXCHANGE, ".docx"}
    for ending in endings():
        assert files_of(Path(f"x{ending.upper()}"))[0] == Path(f"x{ending.upper()}")
    with pytest.raises(StudyError, match="has an ending"):
        files_of(Path("x"))
