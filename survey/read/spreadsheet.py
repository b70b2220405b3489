"""A plain table, as CSV or in a workbook: one row per respondent, with or without a row of headings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from survey.errors import problem
from survey.read.export import Alike, Export, Hints, Signs, State
from survey.read.file import File, Kind
from survey.read.grid import name_heads

if TYPE_CHECKING:
    import pandas as pd

SIGNS = Signs(
    ticked=frozenset({"1", "yes", "Yes", "ja", "Ja", "oui", "Oui", "x", "X", "TRUE", "True", "true", "WAAR", "VRAI"}),
    unticked=frozenset({"0", "no", "No", "nee", "Nee", "non", "Non", "FALSE", "False", "false", "ONWAAR", "FAUX"}),
    blank=frozenset(
        "#N/A #N/B #NULL! #LEEG! #NUL! #VALUE! #WAARDE! #VALEUR! #DIV/0! #DEEL/0! #REF! #VERW! #NAME? #NAAM? #NOM?"
        " #NUM! #GETAL! #NOMBRE!".split()
    ),
)
"""Blank are the errors that Excel writes in Dutch, French and English, first of them "not available"."""


def recognise(file: File) -> bool:
    """Return whether this is a table at all."""
    return file.kind in {Kind.TEXT, Kind.WORKBOOK}


def read(file: File, hints: Hints) -> Export:
    """Return the export; with names in the hints the first row is data already."""
    heads = hints.names or file.grid.top[0]
    if len(heads) != file.grid.width:
        what = f"this file has {file.grid.width} columns, the workbook names {len(heads)}"
        raise problem(what, str(file.path), "Without a heading row, every column stands in the sheet survey in order.")
    cells = file.grid.frame(heads, skip=0 if hints.names else 1)
    return Export(
        path=str(file.path),
        sha256=file.sha256,
        format="spreadsheet",
        cells=cells,
        signs=SIGNS,
        spelling=file.grid.spelling + _nameless(heads, cells),
        letters=file.grid.letters,
        alike=Alike(several=frozenset(State)),
    )


def _nameless(heads: Sequence[str], cells: pd.DataFrame) -> str:
    """Return how many columns hold something under no heading, or nothing: merged headings do that."""
    count = sum(not head.strip() and name in cells for head, name in zip(heads, name_heads(heads), strict=True))
    return f"; {count} column{'s' if count > 1 else ''} without a heading" if count else ""
