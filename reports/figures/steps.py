"""Saturation curve: different codes so far as a step curve over the interviews, and below it the new ones of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from analysis.table import Column, Row, Table
from reports.figures.canvas import ACCENT, FAINT, GREY, PALE, SMALL, Canvas, Pen, text_width
from reports.figures.sheets import MARK, WIDTH, Band, Sheet, column_of, is_known, number, ordinary, spoken, value
from reports.numbers import whole
from reports.vocabulary import capital, say, word

SO_FAR, NEW = "cumulative", "new"
TALL, SHORT, HEAD, FOOT, OVER = 150.0, 34.0, 15.0, 26.0, 12.0
APART = 3.0
"""White between two numbers."""
THICK = 0.55
"""Of the room of an interview, how much the bar of its new codes takes."""


@dataclass(frozen=True)
class Frame:
    """Where interviews and numbers of codes lie: the curve above, bars of new ones below."""

    top: float
    rows: tuple[Row, ...]
    width: float

    @property
    def step(self) -> float:
        """Return how wide the room of one interview is."""
        return self.width / max(1, len(self.rows))

    @property
    def floor(self) -> float:
        """Return where no code lies, on the curve."""
        return self.top + HEAD + TALL

    @property
    def ground(self) -> float:
        """Return where no code lies, under the bars."""
        return self.floor + 2 * HEAD + SHORT

    def middle(self, place: int) -> float:
        """Return the middle of an interview's room."""
        return (place + 0.5) * self.step

    def height(self, row: Row, key: str, room: float) -> float:
        """Return how high a number stands, in a room as high as the largest."""
        largest = max((value(each, key) for each in self.rows if is_known(each, key)), default=Fraction(0))
        return float(value(row, key) / max(largest, Fraction(1))) * (room - OVER)


def columns(table: Table) -> tuple[str, ...]:
    """Return the columns that are drawn: codes so far, and new ones."""
    found = tuple(key for key in (SO_FAR, NEW) if column_of(table, key) is not None)
    return found if len(found) == 2 else ()


def sheet(table: Table, language: str, width: float = WIDTH) -> Sheet:
    """Return the curve of a table of saturation, in one picture."""
    rows, drawn = tuple(ordinary(table)), [c for key in (SO_FAR, NEW) if (c := column_of(table, key)) is not None]
    stub = "" if table.stub is None else say(table.stub, language)

    def paint(sheet: Canvas, top: float) -> None:
        frame = Frame(top, rows, width)
        _titles(sheet, frame, drawn, language)
        _curve(sheet, frame, drawn[0], language)
        _bars(sheet, frame, drawn[1], language)
        _axis(sheet, frame, stub, language)

    return Sheet((), (Band(TALL + SHORT + 3 * HEAD + FOOT, paint),), width=width)


def says(table: Table, language: str) -> list[str]:
    """Return the numbers in words, interview by interview."""
    drawn = [c for key in columns(table) if (c := column_of(table, key)) is not None]
    colon = word("document.colon", language)
    return [
        say(row.label, language)
        + colon
        + ", ".join(f"{say(c.label, language)} {spoken(row, c, language)}" for c in drawn if c.key in row.cells)
        for row in ordinary(table)
    ]


def _titles(sheet: Canvas, frame: Frame, drawn: Sequence[Column], language: str) -> None:
    for column, top in zip(drawn, (frame.top, frame.floor + HEAD), strict=True):
        sheet.text(0, top + SMALL / 2 + 1, capital(say(column.label, language)), Pen(SMALL + 0.5, bold=True))


def _curve(sheet: Canvas, frame: Frame, column: Column, language: str) -> None:
    """Draw one level stretch for each interview, and a rise between two of which both are known."""
    sheet.line((0, frame.floor), (frame.width, frame.floor), PALE, 0.6)
    levels = [
        frame.floor - frame.height(row, column.key, TALL) if is_known(row, column.key) else None for row in frame.rows
    ]
    for place, level in enumerate(levels):
        if level is not None:
            sheet.line((place * frame.step, level), ((place + 1) * frame.step, level), ACCENT, 1.8)
    for place, (before, after) in enumerate(pairwise(levels), 1):
        if before is not None and after is not None and before != after:
            sheet.path([(place * frame.step, before), (place * frame.step, after)], ACCENT, 1.8)
    tops = [frame.floor if level is None else level for level in levels]
    _numbers(sheet, frame, column, tops, language)


def _bars(sheet: Canvas, frame: Frame, column: Column, language: str) -> None:
    sheet.line((0, frame.ground), (frame.width, frame.ground), PALE, 0.6)
    tops = []
    for place, row in enumerate(frame.rows):
        high = frame.height(row, column.key, SHORT) if is_known(row, column.key) else 0.0
        left = frame.middle(place) - frame.step * THICK / 2
        if high:
            sheet.box((left, frame.ground - high), (frame.step * THICK, high), ACCENT)
        tops.append(frame.ground - high)
    _numbers(sheet, frame, column, tops, language)


def _numbers(sheet: Canvas, frame: Frame, column: Column, tops: Sequence[float], language: str) -> None:
    """Write the numbers over their marks: all where they fit, else as many as do, the last one always."""
    texts = [number(row, column, language) for row in frame.rows]
    every = _every(texts, frame.step)
    for place, (row, text, top) in enumerate(zip(frame.rows, texts, tops, strict=True)):
        if text and (len(texts) - 1 - place) % every == 0:
            pen = Pen(SMALL, align="center", cleared=True) if is_known(row, column.key) else MARK
            sheet.text(frame.middle(place), top - 6, text, pen)


def _axis(sheet: Canvas, frame: Frame, stub: str, language: str) -> None:
    texts = [whole(place, language) for place in range(1, len(frame.rows) + 1)]
    every = _every(texts, frame.step)
    for place, text in enumerate(texts):
        sheet.line((place * frame.step, frame.top + HEAD), (place * frame.step, frame.floor), FAINT, 0.4)
        if (len(texts) - 1 - place) % every == 0:
            sheet.text(frame.middle(place), frame.ground + 8, text, Pen(SMALL, GREY, align="center"))
    sheet.text(0, frame.ground + 20, stub, Pen(SMALL, GREY))


def _every(texts: Sequence[str], step: float) -> int:
    """Return that every how many numbers are written, so that none touches another."""
    widest = max((text_width(text, SMALL) for text in texts), default=0.0) + APART
    return max(1, -int(-widest // step))
