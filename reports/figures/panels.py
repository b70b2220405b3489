"""Small panels beside each other, one for each row of a table, all on one scale; the other rows lie faint behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from analysis.table import Column, Row
from reports.figures.canvas import ACCENT, FAINT, GREY, PALE, SMALL, Canvas, Pen, height_of, text_width, wrapped
from reports.figures.sheets import MARK, WIDTH, Band, Sheet, is_known, number, spoken, value
from reports.vocabulary import say, word

MOST_ACROSS = 5
"""Panels beside each other."""
BETWEEN, TALL, FOOT = 12.0, 74.0, 15.0
EDGE = 9.0
"""White in a panel, left of its first place and right of its last."""
LONGEST = 76.0
"""How long a line below a place may be."""
OVER = 11.0
"""White over the highest point, for its number."""
TOP = 100
NAMES = SMALL + 0.5
SOLID, DOTTED = "-", (0, (1.2, 1.6))

Line: TypeAlias = tuple[Sequence[tuple[float, float]], bool]
"""Points to be joined, and whether what lies between them is known."""


@dataclass(frozen=True)
class Stop:
    """One place across a panel: the column of its numbers, where it lies on the scale, and what is written below."""

    column: Column
    place: float
    text: str
    said: str
    """What a sentence calls it."""

    @property
    def lines(self) -> list[str]:
        """Return what is written below, in lines."""
        return wrapped(self.text, LONGEST, SMALL)


@dataclass(frozen=True)
class Panels:
    """What all panels of a figure share."""

    rows: tuple[Row, ...]
    stops: tuple[Stop, ...]
    stepped: bool = False
    """Whether a curve rises at once at each place: from one year to the next, but over a longer time nobody knows."""
    page: float = WIDTH

    @property
    def across(self) -> int:
        """Return how many panels stand beside each other, so that what is written below them fits."""
        fits = (n for n in range(MOST_ACROSS, 1, -1) if self._nearest(n) >= self._widest + 4)
        return next(fits, 1)

    @property
    def width(self) -> float:
        """Return how wide one panel is."""
        return (self.page - BETWEEN * (self.across - 1)) / self.across

    @property
    def edge(self) -> float:
        """Return the white left of the first place and right of the last: half of what is written there fits."""
        return max(EDGE, self._widest / 2)

    @property
    def foot(self) -> float:
        """Return how high what is written below a panel is."""
        return max(FOOT, max(height_of(stop.lines, SMALL) for stop in self.stops) + 6)

    @property
    def _widest(self) -> float:
        return max(text_width(line, SMALL) for stop in self.stops for line in stop.lines)

    def _nearest(self, across: int) -> float:
        """Return how far the nearest two places are apart, with so many panels beside each other."""
        places = [stop.place for stop in self.stops]
        room = (self.page - BETWEEN * (across - 1)) / across - 2 * self.edge
        nearest = min((after - before for before, after in pairwise(places)), default=1.0)
        return room * nearest / max(places[-1] - places[0], 1.0) if len(places) > 1 else room


@dataclass(frozen=True)
class Frame:
    """Where one panel lies, and where places and shares are on it."""

    left: float
    top: float
    width: float
    edge: float
    stops: tuple[Stop, ...]

    def across(self, stop: Stop) -> float:
        """Return where a place lies."""
        low = self.stops[0].place
        high = max(self.stops[-1].place, low + 1)
        return self.left + self.edge + (stop.place - low) / (high - low) * (self.width - 2 * self.edge)

    def down(self, share: float) -> float:
        """Return where a share lies."""
        return self.top + OVER + (TOP - share) / TOP * (TALL - OVER)

    def point(self, row: Row, stop: Stop) -> tuple[float, float]:
        """Return where the number of a row lies."""
        return self.across(stop), self.down(float(value(row, stop.column.key)))

    @property
    def floor(self) -> float:
        """Return where nobody lies."""
        return self.top + TALL


def sheet(panels: Panels, language: str) -> Sheet:
    """Return the panels."""
    step = panels.across
    groups = [panels.rows[at : at + step] for at in range(0, len(panels.rows), step)]
    return Sheet((), tuple(_band(group, panels, language) for group in groups), width=panels.page)


def says(panels: Panels, language: str) -> list[str]:
    """Return the numbers in words, row by row."""
    colon = word("document.colon", language)
    return [
        say(row.label, language)
        + colon
        + ", ".join(
            f"{stop.said} {spoken(row, stop.column, language)}" for stop in panels.stops if stop.column.key in row.cells
        )
        for row in panels.rows
    ]


def _band(group: Sequence[Row], panels: Panels, language: str) -> Band:
    width = panels.width
    lines = [wrapped(say(row.label, language), width, NAMES, bold=True) for row in group]
    title = max(height_of(found, NAMES) for found in lines) + 4

    def paint(sheet: Canvas, top: float) -> None:
        for place, (row, found) in enumerate(zip(group, lines, strict=True)):
            frame = Frame(place * (width + BETWEEN), top + title, width, panels.edge, panels.stops)
            sheet.lines(frame.left, top + title - 4 - height_of(found, NAMES), found, Pen(NAMES, bold=True))
            for other in panels.rows:
                _draw(sheet, lines_of(other, frame, panels.stepped), FAINT, 0.8)
            _panel(sheet, row, frame, panels, language)

    return Band(title + TALL + panels.foot + 8, paint)


def _panel(sheet: Canvas, row: Row, frame: Frame, panels: Panels, language: str) -> None:
    sheet.line((frame.left, frame.floor), (frame.left + frame.width, frame.floor), PALE, 0.6)
    _draw(sheet, lines_of(row, frame, panels.stepped), ACCENT, 1.8)
    for stop in frame.stops:
        across = frame.across(stop)
        sheet.lines(across, frame.floor + 3.5, stop.lines, Pen(SMALL, GREY, align="center"))
        text = number(row, stop.column, language)
        if is_known(row, stop.column.key):
            down = frame.point(row, stop)[1]
            sheet.dot(across, down, radius=2.2)
            sheet.text(across, down - 7.5, text, Pen(SMALL, align="center", cleared=True))
        elif text:
            sheet.text(across, frame.floor - 6, text, MARK)


def lines_of(row: Row, frame: Frame, stepped: bool) -> list[Line]:
    """Return the pieces of a row's curve; there is none beside a number that is hidden."""
    found: list[Line] = []
    for before, after in pairwise(frame.stops):
        if not (is_known(row, before.column.key) and is_known(row, after.column.key)):
            continue
        start, end = frame.point(row, before), frame.point(row, after)
        if stepped and after.place - before.place == 1:
            found.append(((start, (end[0], start[1]), end), True))
        else:
            found.append(((start, end), not stepped))
    return found


def _draw(sheet: Canvas, lines: Sequence[Line], colour: str, width: float) -> None:
    for points, sure in lines:
        sheet.path(points, colour, width if sure else width * 0.7, SOLID if sure else DOTTED)
