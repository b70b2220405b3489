"""Intervals: a row for each variable, a strip from the first to the third quartile, the median on it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from analysis.table import Column, Row, Table, Unit
from reports.figures.canvas import ACCENT, GREY, SMALL, WHITE, Canvas, Pen, mixed
from reports.figures.names import LEADER, Name, name_band
from reports.figures.sheets import (
    MARK,
    WIDTH,
    Band,
    Labels,
    Scale,
    Sheet,
    axis,
    column_of,
    is_known,
    labels,
    number,
    ordinary,
    ruled,
    value,
)
from reports.numbers import head
from reports.vocabulary import say, word

LOW, MIDDLE, HIGH = "q1", "median", "q3"
NUMBERS = (LOW, MIDDLE, HIGH)
ROW, THICK = 22.0, 7.0
DOWN = 3.5
"""Strips lie so far under the middle of their band: the median is written over its dot."""
STEPS = (1, 2, 5)
ROOM = 30.0
STRIP = mixed(WHITE, ACCENT, 0.32)


def columns(table: Table) -> tuple[str, ...]:
    """Return the columns that are drawn: the quartiles and the median, as far as the table has them."""
    found = tuple(key for key in NUMBERS if column_of(table, key) is not None)
    return found if MIDDLE in found else ()


def rows_of(table: Table) -> list[Row]:
    """Return the rows from the lowest median to the highest; hidden ones stand last."""
    known = [row for row in ordinary(table) if is_known(row, MIDDLE)]
    unknown = [row for row in ordinary(table) if not is_known(row, MIDDLE)]
    return [*sorted(known, key=lambda row: (value(row, MIDDLE), _sum(row))), *unknown]


def sheet(table: Table, language: str, width: float = WIDTH) -> Sheet:
    """Return the strips of a table of numbers."""
    rows, drawn = rows_of(table), [c for key in columns(table) if (c := column_of(table, key)) is not None]
    beside = labels(table, rows, language, width)
    ticks = _ticks([value(row, key) for row in rows for key in columns(table) if is_known(row, key)])
    scale = Scale(beside.right + ROOM / 2, width - ROOM, ticks[0], ticks[-1])
    bands = tuple(_band(row, drawn, beside, scale, ticks, language) for row in rows)
    unit = head(drawn[0].unit if drawn else Unit.NUMBER, language)
    return Sheet(_heads(rows, drawn, beside, scale, language), bands, (axis(scale, ticks, unit, language),), width)


def says(table: Table, language: str) -> list[str]:
    """Return the numbers in words, from the lowest median to the highest."""
    drawn = [column for key in columns(table) if (column := column_of(table, key)) is not None]
    colon = word("document.colon", language)
    return [
        say(row.label, language)
        + colon
        + ", ".join(f"{say(column.label, language)} {number(row, column, language)}" for column in drawn)
        for row in rows_of(table)
        if MIDDLE in row.cells
    ]


def _sum(row: Row) -> float:
    return sum(float(value(row, key)) for key in (LOW, HIGH) if is_known(row, key))


def _heads(
    rows: Sequence[Row], drawn: Sequence[Column], beside: Labels, scale: Scale, language: str
) -> tuple[Band, ...]:
    """Return the names of quartiles and median, over the first row that shows them all."""
    whole = [row for row in rows[:1] if all(is_known(row, column.key) for column in drawn)]
    if not whole:
        return ()
    names = [Name(say(column.label, language), scale.at(value(whole[0], column.key))) for column in drawn]
    names.sort(key=lambda name: name.place)
    band = name_band(names, beside.right, beside.page - 1)

    def paint(sheet: Canvas, top: float) -> None:
        band.paint(sheet, top)
        beside.head(sheet, top + band.height - LEADER + 3, word("unit.count", language))

    return (Band(band.height, paint),)


def _band(
    row: Row, drawn: Sequence[Column], beside: Labels, scale: Scale, ticks: Sequence[float], language: str
) -> Band:
    height = beside.height(row, ROW)

    def paint(sheet: Canvas, top: float) -> None:
        ruled(sheet, scale, ticks, top, height)
        beside.paint(sheet, top + DOWN, row, height)
        if is_known(row, MIDDLE):
            _paint(sheet, top + height / 2, row, {c.key: number(row, c, language) for c in drawn}, scale)
        elif MIDDLE in row.cells:
            sheet.text(scale.left + 7, top + height / 2 + DOWN, word("number.hidden", language), MARK)

    return Band(height, paint)


def _paint(sheet: Canvas, middle: float, row: Row, texts: dict[str, str], scale: Scale) -> None:
    """Draw the strip, the median as a dot, and the numbers: the quartiles outside, the median above its dot."""
    at = {key: scale.at(value(row, key)) for key in texts if is_known(row, key)}
    line = middle + DOWN
    low, high = at.get(LOW, at[MIDDLE]), at.get(HIGH, at[MIDDLE])
    sheet.box((low, line - THICK / 2), (high - low, THICK), STRIP)
    sheet.dot(at[MIDDLE], line)
    sheet.text(at[MIDDLE], line - 9.5, texts[MIDDLE], Pen(SMALL, bold=True, align="center"))
    quiet, apart = Pen(SMALL, GREY, cleared=True), 5.5
    if LOW in texts:
        pen = Pen(SMALL, GREY, align="right", cleared=True) if LOW in at else Pen(SMALL, MARK.colour, align="right")
        sheet.text(min(low, at[MIDDLE] - 1) - apart, line, texts[LOW], pen)
    if HIGH in texts:
        pen = quiet if HIGH in at else Pen(SMALL, MARK.colour)
        sheet.text(max(high, at[MIDDLE] + 1) + apart, line, texts[HIGH], pen)


def _ticks(values: Sequence[object]) -> list[float]:
    """Return at most eight round numbers that hold all values between them."""
    numbers = [float(each) for each in values] or [0.0, 1.0]  # type: ignore[arg-type]
    low, high = min(numbers), max(numbers)
    step = _step((high - low) / 6)
    first, last = math.floor(low / step) * step, math.ceil(high / step) * step
    last = last if last > first else first + step
    return [first + place * step for place in range(round((last - first) / step) + 1)]


def _step(rough: float) -> float:
    if rough <= 1:
        return 1.0
    power = 10 ** math.floor(math.log10(rough))
    return float(next((power * step for step in STEPS if power * step >= rough), power * 10))
