"""Onset curves: a small panel for each item, with the share that had begun by each age; the others faint behind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.table import Column, Row, Table
from reports.figures.canvas import ACCENT, FAINT, GREY, PALE, SMALL, Canvas, Pen, height_of, wrapped
from reports.figures.sheets import MARK, WIDTH, Band, Sheet, is_known, number, ordinary, spoken, value
from reports.numbers import whole
from reports.vocabulary import say, word

SHARE = re.compile(r"by_(\d+)")
ACROSS = 5
"""Panels beside each other."""
BETWEEN, TALL, FOOT = 12.0, 74.0, 15.0
OVER = 11.0
"""White over the highest point, for its number."""
TOP = 100


@dataclass(frozen=True)
class Frame:
    """Where one panel lies, and where ages and shares are on it."""

    left: float
    top: float
    width: float
    ages: tuple[int, ...]

    def across(self, place: int) -> float:
        """Return where an age lies."""
        low, high = self.ages[0], max(self.ages[-1], self.ages[0] + 1)
        return self.left + 9 + (self.ages[place] - low) / (high - low) * (self.width - 18)

    def down(self, share: float) -> float:
        """Return where a share lies."""
        return self.top + OVER + (TOP - share) / TOP * (TALL - OVER)

    @property
    def floor(self) -> float:
        """Return where nobody lies."""
        return self.top + TALL


def columns(table: Table) -> tuple[str, ...]:
    """Return the columns that are drawn: the shares that had begun by each age, in order of age."""
    found = {column.key: int(match[1]) for column in table.columns if (match := SHARE.fullmatch(column.key))}
    return tuple(sorted(found, key=found.__getitem__))


def rows_of(table: Table) -> list[Row]:
    """Return the items, those first that most had begun by the last age; hidden ones stand last."""
    last = columns(table)[-1]
    known = [row for row in ordinary(table) if is_known(row, last)]
    unknown = [row for row in ordinary(table) if not is_known(row, last)]
    return [*sorted(known, key=lambda row: -value(row, last)), *unknown]


def sheet(table: Table, language: str) -> Sheet:
    """Return the panels of a table of ages at first use."""
    rows = rows_of(table)
    groups = [rows[at : at + ACROSS] for at in range(0, len(rows), ACROSS)]
    return Sheet((), tuple(_band(table, group, rows, language) for group in groups))


def says(table: Table, language: str) -> list[str]:
    """Return the numbers in words, item by item."""
    drawn, colon = _drawn(table), word("document.colon", language)
    return [
        say(row.label, language)
        + colon
        + ", ".join(f"{say(c.label, language)} {spoken(row, c, language)}" for c in drawn if c.key in row.cells)
        for row in rows_of(table)
    ]


def _drawn(table: Table) -> list[Column]:
    by_key = {column.key: column for column in table.columns}
    return [by_key[key] for key in columns(table)]


def _band(table: Table, group: Sequence[Row], rows: Sequence[Row], language: str) -> Band:
    width = (WIDTH - BETWEEN * (ACROSS - 1)) / ACROSS
    lines = [wrapped(say(row.label, language), width, SMALL + 0.5, bold=True) for row in group]
    title = max(height_of(found, SMALL + 0.5) for found in lines) + 4
    drawn = _drawn(table)
    ages = tuple(int(key.removeprefix("by_")) for key in columns(table))

    def paint(sheet: Canvas, top: float) -> None:
        for place, (row, found) in enumerate(zip(group, lines, strict=True)):
            frame = Frame(place * (width + BETWEEN), top + title, width, ages)
            upper = top + title - 4 - height_of(found, SMALL + 0.5)
            sheet.lines(frame.left, upper, found, Pen(SMALL + 0.5, bold=True))
            for other in rows:
                _line(sheet, other, drawn, frame, FAINT, 0.8)
            _panel(sheet, row, drawn, frame, language)

    return Band(title + TALL + FOOT + 8, paint)


def _panel(sheet: Canvas, row: Row, drawn: Sequence[Column], frame: Frame, language: str) -> None:
    sheet.line((frame.left, frame.floor), (frame.left + frame.width, frame.floor), PALE, 0.6)
    _line(sheet, row, drawn, frame, ACCENT, 1.8)
    for place, column in enumerate(drawn):
        across = frame.across(place)
        sheet.text(across, frame.floor + 8, whole(frame.ages[place], language), Pen(SMALL, GREY, align="center"))
        text = number(row, column, language)
        if is_known(row, column.key):
            down = frame.down(float(value(row, column.key)))
            sheet.dot(across, down, radius=2.2)
            sheet.text(across, down - 7.5, text, Pen(SMALL, align="center", cleared=True))
        elif text:
            sheet.text(across, frame.floor - 6, text, MARK)


def _line(sheet: Canvas, row: Row, drawn: Sequence[Column], frame: Frame, colour: str, width: float) -> None:
    """Draw the curve; it is broken where a number is hidden."""
    points: list[tuple[float, float]] = []
    for place, column in enumerate(drawn):
        if is_known(row, column.key):
            points.append((frame.across(place), frame.down(float(value(row, column.key)))))
            continue
        _stretch(sheet, points, colour, width)
        points = []
    _stretch(sheet, points, colour, width)


def _stretch(sheet: Canvas, points: Sequence[tuple[float, float]], colour: str, width: float) -> None:
    if len(points) > 1:
        sheet.path(points, colour, width)
