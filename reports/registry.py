"""The register of released numbers: `releases.csv` in the study folder, which only ever grows."""

from __future__ import annotations

import csv
import io
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from survey.errors import problem
from survey.files import keep_file

if TYPE_CHECKING:
    from analysis.disclosure import Number, Registry, Release

NAME = "releases.csv"


def read_registry(study: Path) -> Registry:
    """Return the numbers a study has released so far; raise `StudyError` when the register cannot be read."""
    from analysis.disclosure import Registry

    path = study / NAME
    if not path.exists():
        return Registry()
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if list(reader.fieldnames or ()) != _heads():
                raise KeyError(NAME)
            return Registry(tuple(map(_number, reader)))
    except (OSError, UnicodeDecodeError, csv.Error, KeyError, TypeError, ValueError):
        advice = "Restore it from a backup: what was released stays released."
        raise problem("the register of released numbers cannot be read", str(path), advice) from None


def write_registry(study: Path, release: Release) -> None:
    """Write the register with this release's numbers in it; leave it alone when there are no new ones."""
    path = study / NAME
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_heads())
    writer.writerows(_row(number) for number in release.registry.numbers)
    keep_file(path, text.getvalue().encode())


def _heads() -> list[str]:
    from analysis.disclosure import Number

    return [field.name for field in fields(Number)]


def _row(number: Number) -> list[object]:
    return ["" if cell is None else cell for cell in vars(number).values()]


def _number(row: dict[str, str]) -> Number:
    from analysis.disclosure import Number

    n = int(row["n"]) if row["n"] else None
    spot = (row["table"], row["row"], row["column"], row["wave"])
    return Number(*spot, n, row["value"], int(row["threshold"]))
