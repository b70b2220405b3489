"""Lines over waves: a panel for each answer, waves at their place in time, n under each of them.

A line joins two waves that follow each other and were asked the same; where one of them was not asked, or not
comparably, there is no line, and none goes across. What is compared with care has a ring and a broken line. Shares
begin at zero, on one scale for the whole figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from analysis.table import Column, Level, Row, Table, Term, Text
from reports.figures.canvas import (
    ACCENT,
    FAINT,
    GREY,
    LINE,
    PALE,
    SMALL,
    WHITE,
    Canvas,
    Pen,
    height_of,
    text_width,
    wrapped,
)
from reports.figures.sheets import MARK, WIDTH, Band, Sheet, head_band, is_known, number, spoken, value
from reports.figures.trend import columns
from reports.numbers import whole
from reports.vocabulary import say, word
from survey.codebook import Label

MOST_ACROSS = 5
BETWEEN, TALL, OVER = 14.0, 70.0, 12.0
EDGE = 9.0
"""White in a panel, left of its first wave and right of its last, at least."""
NAMES = SMALL + 0.5
STEP = 10
"""The scale ends at a multiple of this many per cent."""
SOLID, BROKEN = "-", (0, (3.0, 2.0))
RADIUS = 2.4
NEAREST = 15.0
"""Waves lie at least so far apart, so that their numbers do not touch."""
MOST_TIERS = 2
TIER = 2 * SMALL * LINE
"""How high a name with its n is."""
LEGEND = 22.0


@dataclass(frozen=True)
class Wave:
    """One wave across a panel: its column, its place in time, and its name."""

    column: Column
    place: float
    name: str


@dataclass(frozen=True)
class Lines:
    """What all panels of a figure share."""

    table: Table
    waves: tuple[Wave, ...]
    top: int
    """The highest share on the scale."""
    page: float
    language: str

    @cached_property
    def across(self) -> int:
        """Return how many panels stand beside each other, so that what is written below the waves fits."""
        return next((n for n in range(MOST_ACROSS, 1, -1) if self._tiers(n) is not None), 1)

    @property
    def width(self) -> float:
        """Return how wide one panel is."""
        return self._wide(self.across)

    @property
    def edge(self) -> float:
        """Return the white beside the first and last wave: half of what is written there fits."""
        return max(EDGE, self.widest / 2)

    @cached_property
    def tiers(self) -> list[int]:
        """Return for each wave how many steps down its name stands, so that no two lie over each other."""
        return self._tiers(self.across) or [at % MOST_TIERS for at in range(len(self.waves))]

    @property
    def height(self) -> float:
        """Return how high a panel is, without its title."""
        return TALL + (max(self.tiers, default=0) + 1) * TIER + 12

    @cached_property
    def widest(self) -> float:
        """Return how wide what stands below a wave is at most."""
        texts = [*(wave.name for wave in self.waves), word("figure.lines_n", self.language, n="000")]
        return max(text_width(text, SMALL) for text in texts)

    def _wide(self, across: int) -> float:
        return (self.page - BETWEEN * (across - 1)) / across

    def _tiers(self, across: int) -> list[int] | None:
        """Return the same for so many panels beside each other; nothing where names or numbers would not fit."""
        room = self._wide(across) - 2 * self.edge
        ends, found = [float("-inf")] * MOST_TIERS, []
        for before, wave in zip((None, *self.waves), self.waves, strict=False):
            place = wave.place * room
            close = before is not None and place - before.place * room < NEAREST
            tier = next((at for at, end in enumerate(ends) if place - end >= self.widest + 4), None)
            if close or tier is None:
                return None
            ends[tier] = place
            found.append(tier)
        return found

    def base(self, row: Row, wave: Wave) -> str:
        """Return the n of a row in a wave; a dash where the wave has nothing there."""
        cell = row.cells.get(wave.column.key)
        base = None if cell is None else self.table.base_of(row, cell)
        if cell is None or base is None:
            return "–"
        n = word("number.hidden", self.language) if base.n is None else whole(base.n, self.language)
        return word("figure.lines_n", self.language, n=n)


@dataclass(frozen=True)
class Frame:
    """Where one panel lies, and where waves and shares are on it."""

    lines: Lines
    left: float
    top: float

    def across(self, wave: Wave) -> float:
        """Return where a wave lies; a lone one in the middle."""
        room = self.lines.width - 2 * self.lines.edge
        return self.left + self.lines.edge + (wave.place if len(self.lines.waves) > 1 else 0.5) * room

    def down(self, share: float) -> float:
        """Return where a share lies."""
        return self.top + OVER + (self.lines.top - share) / self.lines.top * (TALL - OVER)

    def point(self, row: Row, wave: Wave) -> tuple[float, float]:
        """Return where the number of a row lies."""
        return self.across(wave), self.down(float(value(row, wave.column.key)))


def sheet(table: Table, language: str, width: float = WIDTH) -> Sheet:
    """Return the panels of a table over waves, each question under its head."""
    lines = _lines(table, language, width)
    bands = [band for head, rows in blocks(table) for band in _block(lines, head, rows)]
    return Sheet((), tuple(bands), tuple(_legend(lines)), width)


def says(table: Table, language: str) -> list[str]:
    """Return the numbers in words, row by row; what is compared with care says so."""
    found = _lines(table, language, WIDTH).waves
    colon = word("document.colon", language)
    return [
        say(label_of(head, row), language)
        + colon
        + ", ".join(_said(row, wave, language) for wave in found if wave.column.key in row.cells)
        for head, rows in blocks(table)
        for row in rows
    ]


def label_of(head: Row | None, row: Row) -> Text:
    """Return what a row is called where no head stands over it."""
    return row.label if head is None else Term("shifts.row", {"question": _unmarked(head.label), "answer": row.label})


def blocks(table: Table) -> list[tuple[Row | None, list[Row]]]:
    """Return the rows that are drawn, under their heads; those before the first one have none."""
    found: list[tuple[Row | None, list[Row]]] = [(None, [])]
    for row in table.rows:
        if row.level is Level.HEAD:
            found.append((row, []))
        elif row.level is Level.ROW:
            found[-1][1].append(row)
    return [block for block in found if block[1]]


def _unmarked(text: Text) -> Text:
    """Return a name without the mark that a note of the table explains: the figure has a mark of its own."""
    bare = text.values.get("text") if isinstance(text, Term) and text.key == "trend.marked" else None
    return bare if isinstance(bare, Label | Term) else text


def _name(column: Column, language: str) -> str:
    """Return what a wave is called, without how many people are in it."""
    head = column.spanner or column.label
    group = head.values.get("group") if isinstance(head, Term) else None
    return say(_unmarked(group if isinstance(group, Label | Term) else head), language)


def _said(row: Row, wave: Wave, language: str) -> str:
    text = f"{wave.name} {spoken(_bare(row, wave), wave.column, language)}"
    return word("figure.lines_care", language, text=text) if row.cells[wave.column.key].care else text


def _bare(row: Row, wave: Wave) -> Row:
    """Return the row with a number without its interval, which is drawn."""
    cell = replace(row.cells[wave.column.key], low=None, high=None)
    return replace(row, cells={**row.cells, wave.column.key: cell})


def _lines(table: Table, language: str, page: float) -> Lines:
    drawn = set(columns(table))
    found = [column for column in table.columns if column.key in drawn]
    waves = tuple(
        Wave(column, place, _name(column, language)) for column, place in zip(found, _places(found), strict=True)
    )
    rows = [row for _, rows in blocks(table) for row in rows]
    return Lines(table, waves, _top(rows, waves), page, language)


def _places(found: Sequence[Column]) -> list[float]:
    """Return where waves lie between 0 and 1: by their days, else at equal distances."""
    days = [column.when.toordinal() for column in found if column.when is not None]
    if len(days) < len(found) or days != sorted(set(days)):
        days = list(range(len(found)))
    return [(day - days[0]) / max(days[-1] - days[0], 1) for day in days]


def _top(rows: Sequence[Row], waves: Sequence[Wave]) -> int:
    cells = [row.cells[wave.column.key] for row in rows for wave in waves if is_known(row, wave.column.key)]
    highest = max((float(cell.high if cell.high is not None else cell.value or 0) for cell in cells), default=0.0)
    return min(100, max(STEP, -int(-highest // STEP) * STEP))


def _block(lines: Lines, head: Row | None, rows: Sequence[Row]) -> Iterator[Band]:
    if head is not None:
        yield head_band(lines.table, replace(head, label=_unmarked(head.label)), lines.language, lines.page)
    for at in range(0, len(rows), lines.across):
        yield _band(lines, rows, rows[at : at + lines.across])


def _band(lines: Lines, rows: Sequence[Row], group: Sequence[Row]) -> Band:
    titles = [wrapped(say(row.label, lines.language), lines.width, NAMES, bold=True) for row in group]
    above = max(height_of(found, NAMES) for found in titles) + 4

    def paint(sheet: Canvas, top: float) -> None:
        for place, (row, found) in enumerate(zip(group, titles, strict=True)):
            frame = Frame(lines, place * (lines.width + BETWEEN), top + above)
            sheet.lines(frame.left, frame.top - 4 - height_of(found, NAMES), found, Pen(NAMES, bold=True))
            for other in rows:
                _join(sheet, frame, other, FAINT, 0.8)
            _panel(sheet, frame, row)

    return Band(above + lines.height, paint)


def _panel(sheet: Canvas, frame: Frame, row: Row) -> None:
    floor, lines = frame.down(0), frame.lines
    sheet.line((frame.left, floor), (frame.left + lines.width, floor), PALE, 0.6)
    _join(sheet, frame, row, ACCENT, 1.8)
    for wave, tier in zip(lines.waves, lines.tiers, strict=True):
        across, top = frame.across(wave), floor + 4 + tier * TIER
        if tier:
            sheet.line((across, floor), (across, top), FAINT, 0.6)
        sheet.lines(across, top, [wave.name, lines.base(row, wave)], Pen(SMALL, GREY, align="center", cleared=True))
        if wave.column.key in row.cells:
            _mark(sheet, frame, row, wave)


def _mark(sheet: Canvas, frame: Frame, row: Row, wave: Wave) -> None:
    """Draw the number of one wave: a dot or ring, its interval behind it, the number over both."""
    cell, across = row.cells[wave.column.key], frame.across(wave)
    text = number(_bare(row, wave), wave.column, frame.lines.language)
    if not is_known(row, wave.column.key):
        sheet.text(across, frame.down(0) - 6, text, MARK)
        return
    down = over = frame.point(row, wave)[1]
    if cell.low is not None and cell.high is not None:
        over = frame.down(float(cell.high))
        sheet.line((across, frame.down(float(cell.low))), (across, over), GREY, 1.0)
    sheet.dot(across, down, WHITE if cell.care else ACCENT, radius=RADIUS)
    sheet.text(across, over - 7.5, text, Pen(SMALL, align="center", cleared=True))


def _join(sheet: Canvas, frame: Frame, row: Row, colour: str, width: float) -> None:
    """Join waves that follow each other and both have a number that is shown; broken where one is with care."""
    for before, after in pairwise(frame.lines.waves):
        keys = (before.column.key, after.column.key)
        if all(is_known(row, key) for key in keys):
            care = any(row.cells[key].care for key in keys)
            dashes = BROKEN if care else SOLID
            sheet.path(
                (frame.point(row, before), frame.point(row, after)), colour, width * (0.7 if care else 1), dashes
            )


def _legend(lines: Lines) -> Iterator[Band]:
    """Yield what a ring and an upright line mean, where there are any."""
    cells = [cell for _, rows in blocks(lines.table) for row in rows for cell in row.cells.values() if not cell.hidden]
    if any(cell.care for cell in cells):
        yield _explained(lines, word("figure.lines_with_care", lines.language), _ring)
    keys = {wave.column.key for wave in lines.waves}
    bars = (row.cells[key] for _, rows in blocks(lines.table) for row in rows for key in keys & set(row.cells))
    if any(cell.low is not None for cell in bars):
        yield _explained(lines, word("figure.lines_interval", lines.language), _bar)


def _explained(lines: Lines, text: str, draw: Callable[[Canvas, float], None]) -> Band:
    found = wrapped(text, lines.page - LEGEND, SMALL)
    height = height_of(found, SMALL) + 4

    def paint(sheet: Canvas, top: float) -> None:
        draw(sheet, top + SMALL * 0.61)
        sheet.lines(LEGEND, top, found, Pen(SMALL, GREY))

    return Band(height, paint)


def _ring(sheet: Canvas, middle: float) -> None:
    sheet.path(((0, middle), (LEGEND - 5, middle)), ACCENT, 1.3, BROKEN)
    sheet.dot((LEGEND - 5) / 2, middle, WHITE, radius=RADIUS)


def _bar(sheet: Canvas, middle: float) -> None:
    sheet.line(((LEGEND - 5) / 2, middle - 4), ((LEGEND - 5) / 2, middle + 4), GREY, 1.0)
