"""Missingness map: a row for each question, a strip for each reason, darker the more people it holds."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.table import Column, Row, Table, Unit
from reports.figures.canvas import (
    ACCENT,
    FAINT,
    GREY,
    QUIET_INK,
    SMALL,
    WHITE,
    Canvas,
    Pen,
    height_of,
    mixed,
    on,
    text_width,
    wrapped,
)
from reports.figures.sheets import (
    WIDTH,
    Band,
    Labels,
    Sheet,
    blank,
    is_known,
    labels,
    number,
    ordinary,
    value,
)
from reports.vocabulary import capital, say

LEAST = 13.5
LABELS = 205.0
LETTERS = 7.5
TURNED_MOST = 74.0
PALEST = "#EAF0F6"
NAMED = 5
"""The alt text names so many questions: those that fewest people answered."""
ANSWERED = "answered"


def columns(table: Table) -> tuple[str, ...]:
    """Return the columns that are drawn: who answered, and each reason why the others did not."""
    return tuple(column.key for column in table.columns if column.unit is Unit.COUNT and column.key != "asked")


def sheet(table: Table, language: str, width: float = WIDTH) -> Sheet:
    """Return the map of a missingness table; where its numbers would meet on a narrow page, it is as wide as others."""
    drawn = [column for column in table.columns if column.key in columns(table)]
    rows = ordinary(table)
    beside = labels(table, rows, language, width, LABELS, LETTERS)
    step = (width - beside.right) / max(1, len(drawn))
    widest = max((text_width(number(row, column, language), SMALL) for row in rows for column in drawn), default=0.0)
    if widest > step - 1.5 and width < WIDTH:
        return sheet(table, language)
    heads = _heads([say(column.label, language) for column in drawn], beside.right, step)
    bands = [_band(table, row, drawn, beside, step, language) for row in rows]
    return Sheet((heads,), tuple(bands), (blank(2),), width)


def says(table: Table, language: str) -> list[str]:
    """Return the questions that fewest people answered, with how many did."""
    column = next(column for column in table.columns if column.key == ANSWERED)
    rows = sorted((row for row in ordinary(table) if is_known(row, ANSWERED)), key=lambda row: value(row, ANSWERED))
    return [f"{say(row.label, language)} {number(row, column, language)}" for row in rows[:NAMED]]


def _heads(texts: Sequence[str], left: float, step: float) -> Band:
    """Return the heads: across where every word fits, else turned upright."""
    words = [part for text in texts for part in text.split()]
    across = all(text_width(part, SMALL) <= step - 4 for part in words)
    room = step - 4 if across else TURNED_MOST
    lines = [wrapped(capital(text), room, SMALL) for text in texts]
    tallest = max((height_of(found, SMALL) for found in lines), default=0.0)
    longest = max((text_width(line, SMALL) for found in lines for line in found), default=0.0)
    height = (tallest if across else longest) + 8

    def paint(sheet: Canvas, top: float) -> None:
        for place, found in enumerate(lines):
            middle = left + (place + 0.5) * step
            if across:
                sheet.lines(middle, top + height - 4 - height_of(found, SMALL), found, Pen(SMALL, GREY, align="center"))
                continue
            for at, line in enumerate(found):
                shift = (at - (len(found) - 1) / 2) * SMALL * 1.22
                sheet.text(middle + shift, top + height - 4, line, Pen(SMALL, GREY, align="center", turned=True))

    return Band(height, paint)


def _band(table: Table, row: Row, drawn: Sequence[Column], beside: Labels, step: float, language: str) -> Band:
    height = beside.height(row, LEAST)

    def paint(sheet: Canvas, top: float) -> None:
        beside.paint(sheet, top, row, height)
        for place, column in enumerate(drawn):
            corner = (beside.right + place * step + 0.75, top + 0.75)
            fill = _shade(table, row, column.key)
            sheet.box(corner, (step - 1.5, height - 1.5), fill, FAINT if fill == WHITE else "none")
            pen = Pen(SMALL, _letters(row, column.key, fill), align="center")
            sheet.text(beside.right + (place + 0.5) * step, top + height / 2, number(row, column, language), pen)

    return Band(height, paint)


def _shade(table: Table, row: Row, key: str) -> str:
    everyone = table.universe.n
    if not is_known(row, key) or not everyone or not value(row, key):
        return WHITE
    return mixed(PALEST, ACCENT, min(1.0, float(value(row, key) / everyone)))


def _letters(row: Row, key: str, fill: str) -> str:
    return on(fill) if is_known(row, key) and value(row, key) else QUIET_INK
