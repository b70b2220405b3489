"""Studies that come with the product."""

from __future__ import annotations

import csv
import io
import shutil
import tomllib
from collections.abc import Iterator, Sequence
from enum import StrEnum
from importlib.resources import files
from pathlib import Path

from survey.errors import problem
from survey.files import csv_bytes, make_folder, write_file

FOLLOW_UP = "follow-up"
"""The folder of a built-in study with what its next wave needs; a study reads nothing from there."""

BLOCK, CROSSWALK, TABLES = "wave.toml", "crosswalk.csv", "tables.csv"
PARTS = (
    "study.toml",
    "codebook/*.csv",
    "data/*.csv",
    "interviews/*.csv",
    "interviews/transcripts/*.txt",
    f"{FOLLOW_UP}/*.csv",
    f"{FOLLOW_UP}/*.toml",
    f"{FOLLOW_UP}/*/*.csv",
)
"""What of a built-in study makes up its folder; the rest are the scripts that made it."""

BEFORE = "published"
"""The kind of table before which the tables of the next wave are put, where there is one."""


class Copied(StrEnum):
    """What became of a copy."""

    NEW = "new"
    SAME = "same"
    EDITED = "edited"
    """Somebody has worked in that folder, so it was left as it is."""


def copy_study(name: str, target: Path) -> Copied:
    """Copy a built-in study to the folder `target`, unless one is there already; never overwrite anything.

    Raises `StudyError` when something else stands there, or when it cannot be written.
    """
    source = Path(str(files("survey.studies"))) / name
    if target.exists():
        return _compare(source, target)
    beside = target.with_name(f".{target.name}.new")
    try:
        for part in _parts(source):
            place = beside / part
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / part, place)
        beside.replace(target)
    except OSError as error:
        shutil.rmtree(beside, ignore_errors=True)
        raise problem(f"this folder cannot be made: {error.strerror}", str(target), "Choose another place.") from None
    return Copied.NEW


def add_follow_up(name: str, folder: Path) -> bool:
    """Add the next wave to a copy of a built-in study; return whether it was not there yet.

    Does what a person would do by hand: the export, the wave's own workbook and the sheet `crosswalk` to their places,
    its tables into the sheet `tables`, its block behind the others in `study.toml`. Raises `StudyError`, before
    anything is written, when somebody has worked in the folder or something stands in a place that it needs.
    """
    source, settings = Path(str(files("survey.studies"))) / name, folder / "study.toml"
    brought = source / FOLLOW_UP
    block, before = (brought / BLOCK).read_bytes(), settings.read_bytes()
    if block in before:
        return False
    if _compare(source, folder) is Copied.EDITED:
        advice = "Add the wave by hand (docs/waves.md), or name a new folder: cryptodrug demo --follow-up FOLDER"
        raise problem("somebody has worked in this study", str(folder), advice)
    new = _places(brought, folder)
    taken = next((path for path in new if path.exists()), None)
    if taken is not None:
        raise problem("this stands where the next wave belongs", str(taken), "Move it, or name a new folder.")
    if (brought / TABLES).is_file():
        new[folder / "codebook" / TABLES] = _with_tables(folder / "codebook" / TABLES, brought / TABLES)
    for path, content in {**new, settings: before + block}.items():
        make_folder(path.parent)
        _write(path, content)
    return True


def _write(path: Path, content: bytes) -> None:
    write_file(path, lambda file: file.write(content))


def _places(brought: Path, folder: Path) -> dict[Path, bytes]:
    """Return what each file of a wave is in the study, by the place where it belongs."""
    wave = tomllib.loads((brought / BLOCK).read_text(encoding="utf-8"))["wave"][0]
    places = {wave["export"]: Path(wave["export"]).name, f"codebook/{CROSSWALK}": CROSSWALK}
    sheets = sorted((brought / wave["codebook"]).glob("*.csv"))
    places |= {f"{wave['codebook']}/{sheet.name}": f"{wave['codebook']}/{sheet.name}" for sheet in sheets}
    return {folder / place: (brought / name).read_bytes() for place, name in places.items()}


def _with_tables(sheet: Path, more: Path) -> bytes:
    """Return the sheet `tables` with the rows of another one before its table of published figures, or at its end."""
    rows, new = _read(sheet), _read(more)
    heads = list(dict.fromkeys((*rows[0], *new[0])))
    spot = next((number for number, row in enumerate(rows) if row["kind"] == BEFORE), len(rows))
    lines = (*rows[:spot], *new, *rows[spot:])
    return csv_bytes(heads, ([line.get(head, "") for head in heads] for line in lines))


def _read(sheet: Path) -> Sequence[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sheet.read_text(encoding="utf-8-sig"), newline="")))


def _compare(source: Path, target: Path) -> Copied:
    if not (target / "study.toml").is_file():
        what = "this exists already and is no study"
        raise problem(what, str(target), "Name a new folder: cryptodrug demo FOLDER")
    same = all((target / part).is_file() and _same(source / part, target / part) for part in _parts(source))
    more = {path.relative_to(target) for path in (target / "codebook").glob("*")} - set(_parts(source))
    return Copied.SAME if same and not more else Copied.EDITED


def _same(one: Path, other: Path) -> bool:
    return one.read_bytes() == other.read_bytes()


def _parts(source: Path) -> Iterator[Path]:
    for pattern in PARTS:
        yield from (path.relative_to(source) for path in sorted(source.glob(pattern)))
