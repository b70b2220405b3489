"""A workbook to be read: sheets of texts and numbers with their look, links from sheet to sheet, ready to be printed.

Every text is stored as text, so that none runs as a formula; numbers are numbers, with a format that each computer
shows in its own language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from survey.write.sheets import LONGEST, RUNNABLE, printable, signed

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST_NAME = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'|'$")
"""What the name of a sheet cannot hold."""
LETTER, LINE = 0.92, 14.0
"""How wide a letter is, in those of a column's width, and how high a line, in points."""
A4 = 9


class Look(StrEnum):
    """How a cell looks."""

    PLAIN = "plain"
    TITLE = "title"
    STRONG = "strong"
    HEAD = "head"
    SPAN = "span"
    NOTE = "note"
    LINK = "link"
    TOTAL = "total"


LETTERS: dict[str, Any] = {"name": "Arial", "sz": 10}
FONTS: dict[Look, dict[str, Any]] = {
    Look.TITLE: {"b": True, "sz": 13},
    Look.NOTE: {"sz": 9},
    Look.LINK: {"u": "single", "color": "1F4E79"},
    **{look: {"b": True} for look in (Look.STRONG, Look.HEAD, Look.SPAN, Look.TOTAL)},
}


@dataclass(frozen=True)
class Entry:
    """A cell: a text, or a number with its format."""

    value: str | int | float
    look: Look = Look.PLAIN
    format: str = "General"
    at_right: bool = False
    indent: int = 0
    over: int = 1
    """The number of columns that it runs over."""
    link: str = ""
    """The name of the sheet to which it leads."""


@dataclass(frozen=True)
class Leaf:
    """A sheet: rows of cells, how wide its columns are, and which rows are heads."""

    name: str
    rows: tuple[tuple[Entry | None, ...], ...]
    widths: tuple[float, ...]
    heads: tuple[int, int] = (0, 0)
    """The first and the last row of the heads, which stay in sight and come again on every page; counted from 1."""


def sheet_names(wanted: Iterable[str], taken: Sequence[str] = ()) -> list[str]:
    """Return names for sheets: no sign too many, none that is forbidden, no two alike."""
    used = {name.casefold() for name in (*taken, "history")}  # Excel keeps that name for itself
    names: list[str] = []
    for text in wanted:
        plain = FORBIDDEN.sub("_", text)[:LONGEST_NAME] or "_"
        name, number = plain, 2
        while name.casefold() in used:
            ending = f"_{number}"
            name, number = plain[: LONGEST_NAME - len(ending)] + ending, number + 1
        used.add(name.casefold())
        names.append(name)
    return names


def book_bytes(leaves: Sequence[Leaf], title: str, marks: str = "") -> bytes:
    """Return an .xlsx file with these sheets; `marks` stands at the head of every page that is printed."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title, book.properties.creator = printable(title), "cryptodrug"
    book.properties.keywords = book.properties.contentStatus = marks or None
    for leaf in leaves:
        _fill(book, leaf, marks)
    return signed(book)


def _fill(book: Workbook, leaf: Leaf, marks: str) -> None:
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(leaf.name)
    for place, width in enumerate(leaf.widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for number, row in enumerate(leaf.rows, 1):
        lines = _tallest(row, leaf.widths)
        sheet.row_dimensions[number].height = LINE * lines
        for place, entry in enumerate(row, 1):
            if entry is not None:
                _write(sheet, number, place, entry, "top" if lines > 1 else "center")
    _set_up(sheet, leaf, marks)


def _write(sheet: Worksheet, row: int, column: int, entry: Entry, upright: str) -> None:
    from openpyxl.styles import Alignment

    cell: Any = sheet.cell(row, column)
    if isinstance(entry.value, str):
        text = printable(entry.value)[:LONGEST]
        cell.value, cell.data_type, cell.quotePrefix = text, "s", text.startswith(RUNNABLE)
    else:
        cell.value, cell.number_format = entry.value, entry.format
    centred = entry.look is Look.SPAN
    side = "center" if centred else "right" if entry.at_right else "left"
    upright = "bottom" if entry.look in (Look.HEAD, Look.SPAN) else upright
    cell.alignment = Alignment(horizontal=side, vertical=upright, wrap_text=True, indent=entry.indent)
    _dress(sheet, row, column, entry)
    if entry.over > 1:
        sheet.merge_cells(start_row=row, start_column=column, end_row=row, end_column=column + entry.over - 1)
    if entry.link:
        _link(cell, entry.link)


def _dress(sheet: Worksheet, row: int, column: int, entry: Entry) -> None:
    from openpyxl.styles import Border, Font, Side

    thin = Side(style="thin")
    ruled = {Look.HEAD: Border(bottom=thin), Look.SPAN: Border(bottom=thin), Look.TOTAL: Border(top=thin)}
    for place in range(column, column + entry.over):
        cell = sheet.cell(row, place)
        cell.font = Font(**{**LETTERS, **FONTS.get(entry.look, {})})
        if entry.look in ruled:
            cell.border = ruled[entry.look]


def _link(cell: Cell, name: str) -> None:
    from openpyxl.worksheet.hyperlink import Hyperlink

    quoted = name.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!A1")


def _tallest(row: Sequence[Entry | None], widths: Sequence[float]) -> float:
    """Return how many lines a row is high: no program tells by itself where a text runs over several columns."""
    most = 1.0
    for place, entry in enumerate(row):
        if entry is not None and isinstance(entry.value, str):
            large = {Look.TITLE: 1.3, Look.NOTE: 0.9}.get(entry.look, 1.0)
            room = sum(widths[place : place + entry.over]) / large
            most = max(most, _lines(entry.value, room) * max(large, 1.0))
    return most


def _lines(text: str, room: float) -> int:
    """Return about how many lines a text takes in a column."""
    lines, used = 1, 0.0
    for word in text.split(" "):
        width = len(word) * LETTER
        if used and used + LETTER + width > room:
            lines, used = lines + 1, width
        else:
            used += width + (LETTER if used else 0)
    return lines


def _set_up(sheet: Worksheet, leaf: Leaf, marks: str) -> None:
    """Prepare a sheet for the screen and for paper: as wide as a page, heads on each, numbered."""
    first, last = leaf.heads
    paper: Any = sheet
    if last:
        sheet.freeze_panes = f"B{last + 1}"
        sheet.print_title_rows = f"{first}:{last}"
    sheet.sheet_view.showGridLines = False
    paper.page_setup.paperSize = A4
    paper.page_setup.orientation = "landscape" if sum(leaf.widths) > 100 else "portrait"
    paper.sheet_properties.pageSetUpPr.fitToPage = True
    paper.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    paper.oddHeader.right.text = marks.replace("&", "&&") or None
    paper.oddFooter.right.text = "&P / &N"
