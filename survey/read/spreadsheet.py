"""A plain table, as CSV or in a workbook: one row per respondent, with or without a row of headings."""

from __future__ import annotations

from survey.errors import problem
from survey.read.export import Alike, Export, Hints, Signs, State
from survey.read.file import File, Kind

SIGNS = Signs(
    ticked=frozenset({"1", "yes", "Yes", "ja", "Ja", "oui", "Oui", "x", "X", "TRUE", "True", "true", "WAAR", "VRAI"}),
    unticked=frozenset({"0", "no", "No", "nee", "Nee", "non", "Non", "FALSE", "False", "false", "ONWAAR", "FAUX"}),
    blank=frozenset({"#N/B", "#N/A", "#NULL!", "#LEEG!", "#NUL!"}),
)


def recognise(file: File) -> bool:
    """Return whether this is a table at all."""
    return file.kind in {Kind.TEXT, Kind.WORKBOOK}


def read(file: File, hints: Hints) -> Export:
    """Return the export; with names in the hints the first row is data already."""
    heads = hints.names or file.grid.top[0]
    if len(heads) != file.grid.width:
        what = f"this file has {file.grid.width} columns, the workbook names {len(heads)}"
        raise problem(what, str(file.path), "Without a heading row, every column stands in the sheet survey in order.")
    return Export(
        path=str(file.path),
        sha256=file.sha256,
        format="spreadsheet",
        cells=file.grid.frame(heads, skip=0 if hints.names else 1),
        signs=SIGNS,
        spelling=file.grid.spelling,
        letters=file.grid.letters,
        alike=Alike(several=frozenset(State)),
    )
