"""A plain delimited table: one row per respondent, with or without a row of headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.errors import problem
from survey.read.export import Export, Signs
from survey.read.text import Delimited

if TYPE_CHECKING:
    import pandas as pd

SIGNS = Signs(
    ticked=frozenset({"1", "yes", "Yes", "ja", "Ja", "oui", "Oui", "x", "X", "TRUE", "True", "true", "WAAR", "VRAI"}),
    unticked=frozenset({"0", "no", "No", "nee", "Nee", "non", "Non", "FALSE", "False", "false", "ONWAAR", "FAUX"}),
)


def recognise(file: Delimited) -> bool:
    """Return true: any delimited text is at least a table."""
    return True


def read(file: Delimited, names: tuple[str, ...] = ()) -> Export:
    """Return the export; with `names` the first row is data already."""
    cells = frame(file, names, file.heads)
    return Export(
        path=str(file.path),
        sha256=file.sha256,
        format="spreadsheet",
        cells=cells,
        signs=SIGNS,
        spelling=file.spelling,
    )


def frame(file: Delimited, names: tuple[str, ...], heads: tuple[str, ...]) -> pd.DataFrame:
    """Return the cells as text under their headings; raise `StudyError` for headings used twice.

    A column without a heading and a row without any cell filled are left out: nothing can be said of them. With
    `names` there is no heading row, and their number must be that of the columns.
    """
    import pandas as pd

    rows = [row for row in (file.rows if names else file.rows[1:]) if any(cell.strip() for cell in row)]
    columns = [head.strip() for head in names or heads]
    if len(columns) != len(file.heads):
        what = f"this file has {len(file.heads)} columns, the workbook names {len(columns)}"
        raise problem(what, str(file.path), "Without a heading row, every column stands in the sheet survey in order.")
    first = {column: place for place, column in reversed(list(enumerate(columns, start=1)))}
    for place, column in enumerate(columns, start=1):
        if column and first[column] != place:
            # the heading itself is not repeated: without a heading row it would be somebody's answer
            what = f"columns {first[column]} and {place} have the same heading"
            advice = "Rename one and export again; if the first row is no heading, set header = false in study.toml."
            raise problem(what, str(file.path), advice)
    table = pd.DataFrame(rows, columns=columns, dtype="string").fillna("")
    return table.loc[:, [column for column in columns if column]]
