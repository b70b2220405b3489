"""Stacked bars: a row for each item, a part for each category, its percentage on it.

`likert` sets the bars around the middle of the scale, `stacked` at one edge. A number that is hidden takes a
place of fixed size, so that the bar tells nothing about it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from analysis.batteries import TAKEN
from analysis.table import Column, Row, Table, Unit
from reports.figures.canvas import ACCENT, FAINT, GREY, SMALL, WHITE, Canvas, Pen, mixed, on, text_width
from reports.figures.names import Name, fit, key_band, name_band
from reports.figures.sheets import (
    MARK,
    WIDTH,
    Band,
    Labels,
    Sheet,
    blank,
    column_of,
    labels,
    number,
    ordinary,
    spoken,
    value,
)
from reports.vocabulary import say, word

Before: TypeAlias = tuple[Fraction, Fraction]
"""What lies before the middle of a bar: per cents, and places of hidden numbers."""

THICK, LEAST = 14.0, 20.0
SLOT = 12.0
"""The place of a hidden number."""
MARGIN = 1.5
"""White at both sides of a number on its part."""


@dataclass(frozen=True)
class Part:
    """One part of a bar: from where to where, in which colour, with which number on it."""

    left: float
    width: float
    fill: str
    text: str
    hidden: bool = False


MIDDLE = "#F2F2F2"
TURNOVER = {"stopped": "#D9D9D9", "kept": ACCENT, "new": "#8FAECB"}
"""What becomes of an item, in the order of the bar, and in which colour: each as far from the others in grey print."""


def columns(table: Table) -> tuple[str, ...]:
    """Return the columns that are drawn: the categories."""
    return tuple(column.key for column in _categories(table))


def turnover_columns(table: Table) -> tuple[str, ...]:
    """Return the columns that are drawn: stopped, kept and new."""
    return tuple(column.key for column in _fates(table))


def likert(table: Table, language: str, width: float = WIDTH) -> Sheet:
    """Return bars around the middle of the scale: half of a middle category lies on each side."""
    scale = _categories(table)
    middle = Fraction(len(scale), 2)
    before = {row.key: _before(row, scale, middle) for row in ordinary(table)}
    return _sheet(table, language, width, scale, diverging(len(scale)), before)


def stacked(table: Table, language: str, width: float = WIDTH) -> Sheet:
    """Return bars that begin at one edge, each of the whole base."""
    scale = _categories(table)
    before = {row.key: (Fraction(0), Fraction(0)) for row in ordinary(table)}
    return _sheet(table, language, width, scale, shades(len(scale)), before)


def turnover(table: Table, language: str, width: float = WIDTH) -> Sheet:
    """Return bars of before and since: stopped left of a line, kept and new right of it.

    Left and dark part together are the users before, dark and right part together the users since.
    """
    scale = _fates(table)
    before = {row.key: _before(row, scale, Fraction(1)) for row in ordinary(table)}
    return _sheet(table, language, width, scale, list(TURNOVER.values()), before)


def says(table: Table, language: str) -> list[str]:
    """Return the numbers in words, item by item."""
    return _said(table, _categories(table), language)


def turnover_says(table: Table, language: str) -> list[str]:
    """Return the numbers in words, item by item."""
    return _said(table, _fates(table), language)


def shades(count: int) -> list[str]:
    """Return blues from light to dark."""
    return [mixed("#DCE4ED", ACCENT, place) for place in _steps(count)]


def diverging(count: int) -> list[str]:
    """Return greys from dark to light, and the accent from light to dark; in the middle lies the lightest."""
    side = [mixed("#D0D0D0", GREY, place) for place in (_steps(count // 2) if count > 2 else [0.0])]
    other = [mixed("#98B3CF", ACCENT, place) for place in _steps(count // 2)]
    return [*reversed(side), *([MIDDLE] if count % 2 else []), *other]


def _said(table: Table, scale: Sequence[Column], language: str) -> list[str]:
    colon = word("document.colon", language)
    return [
        say(row.label, language)
        + colon
        + ", ".join(f"{say(c.label, language)} {spoken(row, c, language)}" for c in scale if c.key in row.cells)
        for row in ordinary(table)
    ]


def _categories(table: Table) -> list[Column]:
    return [
        column
        for column in table.columns
        if column.key not in TAKEN and column.unit in (Unit.PERCENT, Unit.COUNT_PERCENT) and not column.summary
    ]


def _fates(table: Table) -> list[Column]:
    found = [column_of(table, key) for key in TURNOVER]
    return [column for column in found if column is not None]


def _before(row: Row, scale: Sequence[Column], middle: Fraction) -> Before:
    """Return what lies before the middle: per cents, and places of hidden numbers."""
    shares, slots = Fraction(0), Fraction(0)
    for place, column in enumerate(scale):
        part = min(max(middle - place, Fraction(0)), Fraction(1))
        cell = row.cells.get(column.key)
        if cell is not None and cell.hidden:
            slots += part
        elif cell is not None:
            shares += part * (cell.value or 0)
    return shares, slots


def _sheet(
    table: Table, language: str, width: float, scale: Sequence[Column], fills: Sequence[str],
    before: Mapping[str, Before],
) -> Sheet:  # fmt: skip
    rows = ordinary(table)
    beside = labels(table, rows, language, width)
    unit, origin = _fit(rows, scale, before, beside)
    parts = {row.key: _parts(row, scale, fills, origin, unit, before[row.key], language) for row in rows}
    first = parts[rows[0].key]
    names = [Name(say(c.label, language), p.left + p.width / 2) for c, p in zip(scale, first, strict=True)]
    bands = [_band(row, beside, parts[row.key], _centre(origin, before)) for row in rows]
    return Sheet(tuple(_heads(names, fills, beside, language)), tuple(bands), (blank(2),), width)


def _fit(
    rows: Sequence[Row], scale: Sequence[Column], before: Mapping[str, Before], beside: Labels
) -> tuple[float, float]:
    """Return how wide one per cent is, and where the middle lies, so that all bars fit."""
    room = beside.page - beside.right
    sizes = {row.key: _size(row, scale) for row in rows}
    left, right = max(float(shares) for shares, _ in before.values()), 0.0
    slots_left, slots_right = max(float(slots) for _, slots in before.values()), 0.0
    for key, (shares, slots) in before.items():
        right = max(right, float(sizes[key][0] - shares))
        slots_right = max(slots_right, float(sizes[key][1] - slots))
    unit = (room - (slots_left + slots_right) * SLOT) / max(left + right, 1.0)
    return unit, beside.right + max(float(shares) * unit + float(count) * SLOT for shares, count in before.values())


def _size(row: Row, scale: Sequence[Column]) -> tuple[Fraction, int]:
    cells = [row.cells[column.key] for column in scale if column.key in row.cells]
    return sum((cell.value or Fraction(0) for cell in cells), Fraction(0)), sum(cell.hidden for cell in cells)


def _parts(
    row: Row, scale: Sequence[Column], fills: Sequence[str], origin: float, unit: float,
    before: Before, language: str,
) -> list[Part]:  # fmt: skip
    at, found = origin - float(before[0]) * unit - float(before[1]) * SLOT, []
    for column, fill in zip(scale, fills, strict=True):
        cell = row.cells.get(column.key)
        hidden = cell is not None and cell.hidden
        width = SLOT if hidden else float(value(row, column.key)) * unit if cell is not None else 0.0
        found.append(Part(at, width, fill, number(row, column, language), hidden))
        at += width
    return found


def _band(row: Row, beside: Labels, parts: Sequence[Part], centre: float | None) -> Band:
    height = beside.height(row, LEAST)

    def paint(sheet: Canvas, top: float) -> None:
        middle = top + height / 2
        beside.paint(sheet, top, row, height)
        for part in parts:
            _paint(sheet, part, middle)
        if centre is not None:
            for start, end in ((top, middle - THICK / 2), (middle + THICK / 2, top + height)):
                sheet.line((centre, start), (centre, end), GREY, 0.8)

    return Band(height, paint)


def _paint(sheet: Canvas, part: Part, middle: float) -> None:
    corner, size = (part.left, middle - THICK / 2), (part.width, THICK)
    if part.hidden:
        sheet.box(corner, size, WHITE, FAINT)
        sheet.text(part.left + part.width / 2, middle, part.text, MARK)
    elif part.width > 0:
        sheet.box(corner, size, part.fill, WHITE)
        if text_width(part.text, SMALL) + 2 * MARGIN <= part.width:
            sheet.text(part.left + part.width / 2, middle, part.text, Pen(SMALL, on(part.fill), align="center"))


def _heads(names: Sequence[Name], fills: Sequence[str], beside: Labels, language: str) -> Iterator[Band]:
    """Yield the names of the parts: over the first bar, or with their colours where words would have to be broken."""
    if fit(names, beside.right, beside.page - 1):
        yield _headed(name_band(names, beside.right, beside.page - 1), beside, language)
        return
    yield key_band(names, fills, beside.page)
    yield _headed(blank(11), beside, language)


def _headed(names: Band, beside: Labels, language: str) -> Band:
    """Return the names with the head of the numbers of people beside them."""

    def paint(sheet: Canvas, top: float) -> None:
        names.paint(sheet, top)
        beside.head(sheet, top + names.height - 6, word("unit.count", language))

    return Band(names.height, paint)


def _centre(origin: float, before: Mapping[str, Before]) -> float | None:
    """Return where the middle of the scale is drawn; nowhere when the bars begin at the edge."""
    return origin if any(any(part) for part in before.values()) else None


def _steps(count: int) -> list[float]:
    return [place / max(1, count - 1) for place in range(count)] if count != 1 else [1.0]
