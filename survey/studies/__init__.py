"""Studies that come with the product."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from enum import StrEnum
from importlib.resources import files
from pathlib import Path

from survey.errors import problem

PARTS = ("study.toml", "codebook/*.csv", "data/*.csv", "interviews/*.csv", "interviews/transcripts/*.txt")
"""What of a built-in study makes up its folder; the rest are the scripts that made it."""


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
