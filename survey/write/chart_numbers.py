"""A small workbook of numbers under heads: what Word opens when somebody edits a chart."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from survey.write.sheets import UNPRINTABLE, signed

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell

SHEET = "Sheet1"


def numbers_bytes(heads: Sequence[str], rows: Sequence[tuple[str, Sequence[Decimal | None]]]) -> bytes:
    """Return an .xlsx file: heads in the first row, a label and its numbers in each next one; None stays empty."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    for column, head in enumerate(heads, start=2):
        _text(sheet.cell(1, column), head)
    for place, (label, values) in enumerate(rows, start=2):
        _text(sheet.cell(place, 1), label)
        for column, value in enumerate(values, start=2):
            if value is not None:
                sheet.cell(place, column).value = value
    sheet.column_dimensions["A"].width = 40
    return signed(book)


def _text(cell: Cell | MergedCell, text: str) -> None:
    """Write a text as text, also one that looks like a formula."""
    cell.value = UNPRINTABLE.sub("", text)
    cell.data_type = "s"
