"""Before and after: a row for each category, a ring for before and a dot for after, joined by a line."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.table import Column, Level, Row, Table, Text, Unit
from reports.figures.canvas import ACCENT, GREY, PALE, SMALL, WHITE, Canvas, Pen, height_of, text_width, wrapped
from reports.figures.dots import TICKS, VALUE_ROOM
from reports.figures.sheets import (
    MARK,
    WIDTH,
    Band,
    Labels,
    Scale,
    Sheet,
    axis,
    column_of,
    head_band,
    is_known,
    labels,
    number,
    ruled,
    spoken,
    value,
)
from reports.numbers import head
from reports.vocabulary import say, word

SIDES = ("before", "after")
ROW = 19.0
APART = 7.0
BETWEEN = 22.0
CLOSE = 1.0
"""Dots nearer than this many points are one mark."""


def columns(table: Table) -> tuple[str, ...]:
    """Return the columns that are drawn: before and after."""
    return SIDES if all(column_of(table, side) is not None for side in SIDES) else ()


def rows_of(table: Table) -> list[Row]:
    """Return the categories in their order, and what the table gives as a total of some of them."""
    return [row for row in table.rows if row.level in (Level.ROW, Level.TOTAL)]


def sheet(table: Table, language: str, width: float = WIDTH) -> Sheet:
    """Return the figure of a table of change."""
    rows, drawn = rows_of(table), [c for side in SIDES if (c := column_of(table, side)) is not None]
    beside = labels(table, rows, language, width, bold=any(row.level is Level.TOTAL for row in rows))
    scale = Scale(beside.right + 2 * APART, width - VALUE_ROOM, 0, 100)
    kept = {row.key for row in rows}
    bands = [
        _band(row, drawn, beside, scale, language) if row.key in kept else head_band(table, row, language, width)
        for row in table.rows
        if row.key in kept or row.level is Level.HEAD
    ]
    foot = axis(scale, TICKS, head(Unit.PERCENT, language), language)
    return Sheet((_key(drawn, language, width),), tuple(bands), (foot,), width)


def says(table: Table, language: str) -> list[str]:
    """Return the numbers in words: each category before and after."""
    drawn = [column for side in SIDES if (column := column_of(table, side)) is not None]
    colon = word("document.colon", language)
    return [
        say(row.label, language)
        + colon
        + ", ".join(f"{say(_title(c), language)} {spoken(row, c, language)}" for c in drawn if c.key in row.cells)
        for row in rows_of(table)
    ]


def _title(column: Column) -> Text:
    return column.label if column.spanner is None else column.spanner


def _key(drawn: Sequence[Column], language: str, width: float) -> Band:
    """Return ring and dot with their names, beside each other where they fit, else under each other."""
    names = [say(_title(column), language) for column in drawn]
    lines = [wrapped(name, width - 14, SMALL) for name in names]
    widths = [text_width(found[0], SMALL) + 14 for found in lines]
    beside = sum(widths) + BETWEEN <= width and all(len(found) == 1 for found in lines)
    heights = [height_of(found, SMALL) + 3 for found in lines]
    corners = [(0.0, 0.0), (widths[0] + BETWEEN, 0.0) if beside else (0.0, heights[0])]

    def paint(sheet: Canvas, top: float) -> None:
        for side, found, (left, down) in zip(SIDES, lines, corners, strict=True):
            _mark(sheet, side, left + 4.5, top + down + SMALL * 0.61)
            sheet.lines(left + 14, top + down, found, Pen(SMALL, GREY))

    return Band((max(heights) if beside else sum(heights)) + 5, paint)


def _mark(sheet: Canvas, side: str, across: float, middle: float) -> None:
    """Draw a ring for before or a dot for after."""
    colour = GREY if side == SIDES[0] else ACCENT
    sheet.dot(across, middle, WHITE if side == SIDES[0] else colour, colour)


def _hidden(sheet: Canvas, side: str, across: float, middle: float, text: str) -> None:
    """Draw a small pale ring or dot beside the mark of a hidden number."""
    sheet.dot(across, middle, WHITE if side == SIDES[0] else PALE, PALE, 1.8)
    sheet.text(across + APART, middle, text, MARK)


def _band(row: Row, drawn: Sequence[Column], beside: Labels, scale: Scale, language: str) -> Band:
    is_total = row.level is Level.TOTAL
    height = beside.height(row, ROW) + (6 if is_total else 0)

    def paint(sheet: Canvas, top: float) -> None:
        ruled(sheet, scale, TICKS, top, height)
        if is_total:
            sheet.line((0, top + 3), (scale.right, top + 3), PALE, 0.6)
        shift = 3 if is_total else 0
        beside.paint(sheet, top + shift, row, height - shift, bold=is_total)
        _paint(sheet, top + shift + (height - shift) / 2, row, drawn, scale, language)

    return Band(height, paint)


def _paint(sheet: Canvas, middle: float, row: Row, drawn: Sequence[Column], scale: Scale, language: str) -> None:
    known = sorted((c for c in drawn if is_known(row, c.key)), key=lambda column: value(row, column.key))
    at = {column.key: scale.at(value(row, column.key)) for column in known}
    texts = {column.key: number(row, column, language) for column in drawn}
    if len(at) == 2:
        sheet.line((min(at.values()), middle), (max(at.values()), middle), GREY, 1.4)
    for side in SIDES:
        if side in at:
            _mark(sheet, side, at[side], middle)
    _numbers(sheet, middle, [(at[c.key], texts[c.key]) for c in known])
    for place, column in enumerate(drawn):
        if column.key not in at and texts[column.key]:
            _hidden(sheet, column.key, scale.right + (2 + 3 * place) * APART, middle, texts[column.key])


def _numbers(sheet: Canvas, middle: float, marks: Sequence[tuple[float, str]]) -> None:
    """Write the lower number left of its mark and the higher one right."""
    if not marks:
        return
    (low, first), (high, last) = marks[0], marks[-1]
    if len(marks) == 1 or (high - low < CLOSE and first == last):
        sheet.text(high + APART, middle, last, Pen(SMALL, cleared=True))
        return
    sheet.text(low - APART, middle, first, Pen(SMALL, align="right", cleared=True))
    sheet.text(high + APART, middle, last, Pen(SMALL, cleared=True))
