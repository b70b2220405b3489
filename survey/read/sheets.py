"""The first sheet of a workbook (xlsx, xlsb, xls, ods) as rows of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from survey.errors import problem
from survey.read.grid import TOP, Grid

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook


def open_sheet(path: Path) -> Grid:
    """Return the rows of the first visible sheet that holds any; raise `StudyError` when there is none.

    Numbers are written as people would (`3`, `1.5`), dates as `2019-06-03`, true and false as `TRUE`, `FALSE`.
    """
    book = _book(path)
    for name in _visible(book):
        rows = [[_text(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
        rows = _from_first(rows)
        if rows:
            return Grid(str(path), f"sheet {name}", tuple(tuple(row) for row in rows[:TOP]), _given(rows))
    raise problem("this workbook has no sheet with anything in it", str(path), "Export the data again.")


def hidden_sheets(path: Path) -> tuple[str, ...]:
    """Return the names of the sheets that a reader of the workbook does not see."""
    book = _book(path)
    return tuple(name for name in book.sheet_names if name not in _visible(book))


def _book(path: Path) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_path(str(path))
    except PasswordError:
        raise problem("this workbook has a password", str(path), "Save a copy without one.") from None
    except (CalamineError, OSError) as error:
        raise problem(f"this workbook cannot be read: {error}", str(path), "Save it again as .xlsx.") from None


def _visible(book: CalamineWorkbook) -> list[str]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    return [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible is SheetVisibleEnum.Visible and sheet.typ is SheetTypeEnum.WorkSheet
    ]


def _from_first(rows: list[list[str]]) -> list[list[str]]:
    """Return the rows without blank ones, and without the columns right of the last that says anything."""
    filled = [row for row in rows if any(map(str.strip, row))]
    width = max((place for row in filled for place, cell in enumerate(row, start=1) if cell.strip()), default=0)
    return [row[:width] for row in filled]


def _given(rows: Sequence[Sequence[str]]) -> _Rows:
    return _Rows(rows)


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
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
        case date() | time() | timedelta():
            return str(cell)
        case _:
            return str(cell)
