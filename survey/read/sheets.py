"""The first sheet of a workbook (xlsx, xlsb, xls, ods) as rows of text."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from survey.errors import problem
from survey.read.archive import open_archive
from survey.read.grid import TOP, Grid

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

ADVICE = "Save it again as .xlsx."


def open_sheet(path: Path) -> Grid:
    """Return the rows of the first visible sheet that holds any; raise `StudyError` when there is none.

    Numbers are written as people would (`3`, `1.5`), dates as `2019-06-03`, true and false as `TRUE`, `FALSE`;
    an error (`#N/A`) is blank. The spelling tells which sheets were not read, and of merged headings.
    """
    book = _book(path)
    visible = _visible(book)
    for name in visible:
        rows = _trimmed(_rows(book, name, path))
        if rows:
            spelling = f"sheet {name}{_unread(book, visible)}{_merged(book, name)}"
            return Grid(str(path), spelling, tuple(tuple(row) for row in rows[:TOP]), _Rows(rows))
    raise problem("this workbook has no sheet with anything in it", str(path), "Export the data again.")


def sheet_names(path: Path) -> tuple[str, ...]:
    """Return the names of all sheets, hidden ones too; raise `StudyError` when this is no workbook."""
    return tuple(_book(path).sheet_names)


def read_sheet(path: Path, name: str) -> list[list[str]]:
    """Return every row of one sheet, blank ones too, so that the first is row 1."""
    return _rows(_book(path), name, path)


def _book(path: Path) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    _check_size(path)
    try:
        return CalamineWorkbook.from_path(str(path))
    except PasswordError:
        raise problem("this workbook has a password", str(path), "Save a copy without one.") from None
    except (CalamineError, OSError) as error:
        raise problem(f"this workbook cannot be read: {error}", str(path), ADVICE) from None


def _check_size(path: Path) -> None:
    """Raise `StudyError` for a workbook whose entries could harm, or that unpacks to more than any export does."""
    if zipfile.is_zipfile(path):
        with open_archive(path) as archive:
            archive.unpack()


def _rows(book: CalamineWorkbook, name: str, path: Path) -> list[list[str]]:
    from python_calamine import CalamineError

    try:
        sheet = book.get_sheet_by_name(name)
        return [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    except (CalamineError, OSError) as error:
        raise problem(f"the sheet '{name}' cannot be read: {error}", str(path), ADVICE) from None


def _unread(book: CalamineWorkbook, visible: Sequence[str]) -> str:
    """Return what a researcher must know about the other sheets, or nothing."""
    hidden = len(book.sheet_names) - len(visible)
    counts = ((len(visible) - 1, "other"), (hidden, "hidden"))
    told = [f"{n} {word} sheet{'s' if n > 1 else ''} not read" for n, word in counts if n]
    return "".join(f"; {part}" for part in told)


def _merged(book: CalamineWorkbook, name: str) -> str:
    """Return a warning when cells of the first row are merged: their heading then stands over one column only."""
    ranges = book.get_sheet_by_name(name).merged_cell_ranges or []
    wide = any(start[0] == 0 and start[1] != end[1] for start, end in ranges)
    return "; merged headings" if wide else ""


def _visible(book: CalamineWorkbook) -> list[str]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    return [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible is SheetVisibleEnum.Visible and sheet.typ is SheetTypeEnum.WorkSheet
    ]


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    """Return the rows without blank ones, and without the columns right of the last that says anything."""
    filled = [row for row in rows if any(map(str.strip, row))]
    width = max((place for row in filled for place, cell in enumerate(row, start=1) if cell.strip()), default=0)
    return [row[:width] for row in filled]


class _Rows:
    """Rows that are in memory already, given as often as wanted."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        self.rows = rows

    def __call__(self) -> Iterable[Sequence[str]]:
        return self.rows


def _text(cell: object) -> str:
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return plain_number(cell)
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
        case date() | time() | timedelta():
            return str(cell)
        case _:
            return str(cell)


def plain_number(number: float) -> str:
    """Return a number without an exponent and without a fraction of zero, all its digits kept: `3`, `0.0000001`."""
    text = format(Decimal(repr(number)), "f")
    return text.removesuffix(".0")
