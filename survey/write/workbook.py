"""A workbook for people to go on in: text cells, heads that stay in sight, columns wide enough to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from survey.write.sheets import signed

NARROW, WIDE = 10, 60


def workbook_bytes(sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """Return an .xlsx file with these sheets; every cell is text, also one that looks like a formula."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for place, row in enumerate(rows, start=1):
            for column, text in enumerate(row, start=1):
                if text:
                    cell = sheet.cell(place, column)
                    cell.value, cell.data_type = text, "s"
                    cell.number_format = "@"
                    cell.alignment = Alignment(vertical="top", wrap_text=True)
                    cell.font = Font(bold=place == 1)
        sheet.freeze_panes = "A2"
        for column, cells in enumerate(zip(*rows, strict=True), start=1):
            width = min(max(map(len, cells)) + 2, WIDE)
            sheet.column_dimensions[get_column_letter(column)].width = max(width, NARROW)
    return signed(book)
