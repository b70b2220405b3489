"""A figure as bands under each other: heads, one band for each row, and a foot; long ones go on in a next picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate, pairwise

from analysis.table import Cell, Column, Level, Row, Table
from reports.bases import head_bases
from reports.figures.canvas import (
    FAINT,
    GREY,
    PALE,
    QUIET_INK,
    SMALL,
    TEXT,
    Canvas,
    Pen,
    canvas,
    height_of,
    text_width,
    wrapped,
)
from reports.numbers import decimal, shown
from reports.paper import PORTRAIT
from reports.vocabulary import say, word

WIDTH = PORTRAIT.text_width / 20
"""A figure is as wide as the text, in points."""
PHONE = 258.0
"""Where it is read on a phone it is as wide as that: letters keep their size."""
TALLEST = 620.0
"""A picture is no higher, so that it fits on a page with its caption and notes."""
LABELS_LEAST, LABELS_MOST = 70.0, 185.0
GAP = 10.0
"""White between labels and marks."""
AIR = 5.0
"""White in a band, above and below its lines together."""
ROW_LEAST = 17.0
SHARES = ("percent", "estimate")
"""Units that a sentence says with a sign for per cent."""
QUIET = Pen(SMALL, GREY)
MARK = Pen(SMALL, QUIET_INK, align="center")
"""How the mark of a hidden number is drawn."""


@dataclass(frozen=True)
class Band:
    """A strip over the full width: how high it is, and what is drawn on it from a given height down."""

    height: float
    paint: Callable[[Canvas, float], None]


@dataclass(frozen=True)
class Sheet:
    """All bands of a figure; head and foot come again on each picture it takes."""

    head: tuple[Band, ...]
    rows: tuple[Band, ...]
    foot: tuple[Band, ...] = ()
    width: float = WIDTH

    @property
    def height(self) -> float:
        """Return how high all bands are together."""
        return sum(band.height for band in (*self.head, *self.rows, *self.foot))

    def pictures(self) -> Iterator[Canvas]:
        """Yield as many pictures as it takes."""
        return self.split(self.sizes)

    @cached_property
    def sizes(self) -> list[int]:
        """Return how many rows stand on each picture."""
        return [len(rows) for rows in self._pages()]

    def split(self, sizes: Sequence[int]) -> Iterator[Canvas]:
        """Yield a picture for each so many rows."""
        ends = list(accumulate(sizes))
        for start, end in zip([0, *ends], ends, strict=False):
            bands = (*self.head, *self.rows[start:end], *self.foot)
            sheet, top = canvas(self.width, sum(band.height for band in bands)), 0.0
            for band in bands:
                band.paint(sheet, top)
                top += band.height
            yield sheet

    def _pages(self) -> Iterator[list[Band]]:
        """Yield the rows of each picture, about as many on each."""
        room = TALLEST - sum(band.height for band in (*self.head, *self.foot))
        total = sum(band.height for band in self.rows)
        share = total / max(1, -(-total // room)) + ROW_LEAST
        page: list[Band] = []
        for band in self.rows:
            if page and sum(each.height for each in page) + band.height > min(room, share):
                yield page
                page = []
            page.append(band)
        yield page


def evenly(rows: int, parts: int) -> list[int]:
    """Return how many rows stand on each of some pictures, as many on each as can be."""
    ends = [rows * part // parts for part in range(parts + 1)]
    return [end - start for start, end in pairwise(ends)]


@dataclass(frozen=True)
class Scale:
    """Where numbers lie between two edges of the paper."""

    left: float
    right: float
    low: float
    high: float

    def at(self, value: Fraction | float) -> float:
        """Return the place of a number."""
        return self.left + (float(value) - self.low) / (self.high - self.low) * (self.right - self.left)


@dataclass(frozen=True)
class Labels:
    """The labels of rows in a column of their own, as wide as they need, and the numbers of people behind them."""

    texts: dict[str, str]
    counts: dict[str, str]
    width: float
    room: float
    """For the numbers."""
    size: float = TEXT
    bold: bool = False
    """Whether some are set bold, which takes more room."""
    page: float = WIDTH
    """How wide the figure is."""

    @property
    def right(self) -> float:
        """Return where the marks begin."""
        return self.width + self.room + GAP

    def lines(self, row: Row) -> list[str]:
        """Return the label of a row in lines."""
        return wrapped(self.texts[row.key], self.width, self.size, self.bold)

    def height(self, row: Row, least: float = ROW_LEAST) -> float:
        """Return how high the band of a row must be."""
        return max(least, height_of(self.lines(row), self.size) + AIR)

    def paint(self, sheet: Canvas, top: float, row: Row, height: float, bold: bool = False) -> None:
        """Write the label of a row in the middle of its band."""
        lines = self.lines(row)
        sheet.lines(0, top + (height - height_of(lines, self.size)) / 2, lines, Pen(self.size, bold=bold))
        if row.key in self.counts:
            pen = Pen(SMALL, GREY, align="right")
            sheet.text(self.width + self.room, top + height / 2, self.counts[row.key], pen)

    def head(self, sheet: Canvas, middle: float, text: str) -> None:
        """Write what the numbers beside the labels are."""
        if self.counts:
            sheet.text(self.width + self.room, middle, text, Pen(SMALL, GREY, align="right"))


def labels(
    table: Table, rows: Sequence[Row], language: str, page: float, most: float = LABELS_MOST, size: float = TEXT,
    bold: bool = False,
) -> Labels:  # fmt: skip
    """Return the labels of rows, with the numbers of `n` beside them where the table has it.

    On a narrower page they take as large a part of it.
    """
    texts = {row.key: say(row.label, language) for row in rows}
    column = column_of(table, "n")
    counts = {row.key: number(row, column, language) for row in rows if column is not None and "n" in row.cells}
    widest = max((text_width(text, size, bold) for text in texts.values()), default=0.0) + 1
    room = max((text_width(text, SMALL) for text in counts.values()), default=0.0)
    width = min(max(widest, LABELS_LEAST), most * page / WIDTH)
    return Labels(texts, counts, width, room + GAP if counts else 0.0, size, bold, page)


def column_of(table: Table, key: str) -> Column | None:
    """Return a column by its key."""
    return next((column for column in table.columns if column.key == key), None)


def is_known(row: Row, key: str) -> bool:
    """Tell whether a row has a number in this column, and it is not hidden."""
    cell = row.cells.get(key)
    return cell is not None and not cell.hidden and cell.value is not None


def value(row: Row, key: str) -> Fraction:
    """Return a number that is known."""
    found = row.cells[key].value
    return Fraction(0) if found is None else found


def number(row: Row, column: Column, language: str) -> str:
    """Return the number of a row in a column as the table prints it."""
    cell = row.cells.get(column.key)
    return "" if cell is None else shown(cell, column, language)


def spoken(row: Row, column: Column, language: str) -> str:
    """Return the same for a sentence, with its sign for per cent."""
    text, cell = number(row, column, language), row.cells.get(column.key, Cell())
    is_share = (cell.unit or column.unit).value in SHARES and not cell.hidden
    return word("number.percent", language, value=text) if text and is_share else text


def ordinary(table: Table) -> list[Row]:
    """Return the rows that a figure shows: no heads, totals or summaries."""
    return [row for row in table.rows if row.level is Level.ROW]


def head_band(table: Table, row: Row, language: str, width: float) -> Band:
    """Return the band of a head over rows, with its n where it has one of its own."""
    base = head_bases(table).get(row.key)
    label = say(row.label, language)
    text = label if base is None else word("document.head_base", language, label=label, n=base.n)
    lines = wrapped(text, width, bold=True)

    def paint(sheet: Canvas, top: float) -> None:
        sheet.lines(0, top + 9, lines, Pen(bold=True))

    return Band(height_of(lines) + 12, paint)


def axis(scale: Scale, ticks: Sequence[float], unit: str, language: str) -> Band:
    """Return the band of an axis under the marks; the unit stands behind its last number."""

    def paint(sheet: Canvas, top: float) -> None:
        for tick in ticks:
            text = decimal(Fraction(tick), language)
            place = scale.at(tick)
            sheet.text(place, top + 8, text, Pen(SMALL, GREY, align="center"))
            if tick == ticks[-1] and unit:
                sheet.text(place + text_width(text, SMALL) / 2 + 2.5, top + 8, unit, QUIET)

    return Band(14, paint)


def ruled(sheet: Canvas, scale: Scale, ticks: Sequence[float], top: float, height: float) -> None:
    """Draw the fine upright lines of the ticks behind a band."""
    for tick in ticks:
        colour = PALE if tick == scale.low == 0 else FAINT
        sheet.line((scale.at(tick), top), (scale.at(tick), top + height), colour, 0.6)


def blank(height: float) -> Band:
    """Return white."""
    return Band(height, lambda sheet, top: None)
