"""Dot plot: a row for each category, a dot at its percentage, n beside its label."""

from __future__ import annotations

from analysis.table import Level, Row, Table, Unit
from reports.figures.canvas import ACCENT, Canvas, Pen, text_width
from reports.figures.sheets import (
    MARK,
    WIDTH,
    Band,
    Labels,
    Scale,
    Sheet,
    axis,
    blank,
    column_of,
    head_band,
    is_known,
    labels,
    number,
    ordinary,
    ruled,
    spoken,
    value,
)
from reports.numbers import head
from reports.vocabulary import say, word

SHARE = "percent"
LAST = ("none", "nothing_ticked")
"""Rows that stand last, however large they are."""
TICKS = (0, 25, 50, 75, 100)
VALUE_ROOM, BEHIND = 48.0, 7.0


def columns(table: Table) -> tuple[str, ...]:
    """Return the columns that are drawn."""
    return (SHARE,) if column_of(table, SHARE) is not None else ()


def rows_of(table: Table) -> list[Row]:
    """Return the rows in the order they are drawn: boxes of a set from large to small, hidden ones behind them.

    Categories of a single question keep the order of the table, which may be a scale.
    """
    kept = [row for row in table.rows if row.level in (Level.ROW, Level.HEAD)]
    if table.kind != "multiresponse" or any(row.level is Level.HEAD for row in kept):
        return kept
    return sorted(kept, key=_place)


def sheet(table: Table, language: str, width: float = WIDTH) -> Sheet:
    """Return the dot plot of a table of shares."""
    rows = rows_of(table)
    beside = labels(table, ordinary(table), language, width)
    scale = Scale(beside.right, width - _room(table, language), 0, 100)
    bands = [
        head_band(table, row, language, width)
        if row.level is Level.HEAD
        else _band(table, row, beside, scale, language)
        for row in rows
    ]
    foot = axis(scale, TICKS, head(Unit.PERCENT, language), language)
    return Sheet((_heads(beside, language),), tuple(bands), (foot,), width)


def says(table: Table, language: str) -> list[str]:
    """Return the numbers in words, in the order of the figure."""
    column = column_of(table, SHARE)
    rows = [row for row in rows_of(table) if row.level is Level.ROW and SHARE in row.cells]
    return [f"{say(row.label, language)} {spoken(row, column, language)}" for row in rows if column is not None]


def _place(row: Row) -> tuple[bool, bool, float]:
    known = is_known(row, SHARE)
    return row.key in LAST, not known, -float(value(row, SHARE)) if known else 0.0


def _room(table: Table, language: str) -> float:
    """Return the room right of the axis: a number with its interval is long."""
    column = column_of(table, SHARE)
    numbers = [number(row, column, language) for row in table.rows if column is not None]
    return max([VALUE_ROOM, *(text_width(text) + 2 * BEHIND for text in numbers)])


def _heads(beside: Labels, language: str) -> Band:
    if not beside.counts:
        return blank(2)
    return Band(13, lambda sheet, top: beside.head(sheet, top + 6, word("unit.count", language)))


def _band(table: Table, row: Row, beside: Labels, scale: Scale, language: str) -> Band:
    height, column = beside.height(row), column_of(table, SHARE)
    text = "" if column is None else number(row, column, language)

    def paint(sheet: Canvas, top: float) -> None:
        middle = top + height / 2
        ruled(sheet, scale, TICKS, top, height)
        beside.paint(sheet, top, row, height)
        if is_known(row, SHARE):
            end = scale.at(value(row, SHARE))
            sheet.line((scale.left, middle), (end, middle), ACCENT, 1.6)
            sheet.dot(end, middle)
            sheet.text(end + BEHIND, middle, text, Pen(cleared=True))
        elif text:
            sheet.text(scale.left + BEHIND, middle, text, MARK)

    return Band(height, paint)
