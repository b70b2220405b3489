"""How wide the columns of a printed table must be, and on which page at which size it fits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reports.layout import Layout
from reports.paper import FORMATS, Format

MARGINS = 220
"""White at both sides of a cell, and a little for letters that are wider than reckoned."""

INDENT = 200
NARROWEST = 760
STUB_LEAST = 2500
"""Least room for the row labels, where they need it."""

STUB_MOST = 4600
"""They take no more than this before they are broken."""

TEXT_LEAST, TEXT_MOST = 1500, 3600
"""The same for columns of text."""

HEAD_LINES = 2
FULL_ENOUGH = 0.62
"""A table is at least this share of the page wide, so that a page of small tables looks of one piece."""

NARROW = frozenset("fijlrtI.,;:'’‘|!()[]/ \u00a0-")
WIDE = frozenset("mwMWGOQ%€—")


def format_for(layout: Layout) -> Format:
    """Return the first format in which the table's longest words fit, else the roomiest."""
    return next((form for form in FORMATS if Measure(layout, form).fits), FORMATS[-1])


def column_widths(layout: Layout, form: Format) -> list[int]:
    """Return the width of the row labels and of each column; together they never exceed the page."""
    measure, room = Measure(layout, form), form.paper.text_width
    columns = _shrink(measure.wanted, measure.least, room - measure.stub_least)
    columns = _spread_spanners(measure, columns)
    stub = min(measure.stub, room - sum(columns))
    stub = max(stub, round(room * FULL_ENOUGH) - sum(columns))
    return _fit([stub, *columns], room)


@dataclass(frozen=True)
class Measure:
    """What the words of a table need, at one size."""

    layout: Layout
    form: Format

    @property
    def fits(self) -> bool:
        """Tell whether every word fits beside row labels of a decent width."""
        return self.stub_least + sum(self.least) <= self.form.paper.text_width

    @property
    def least(self) -> list[int]:
        """Return the width of each column's longest word; numbers are never broken."""
        return [self._least(place) for place in range(len(self.layout.heads))]

    @property
    def wanted(self) -> list[int]:
        """Return the width each column would like: heads in two lines, texts as they are."""
        return [self._wanted(place) for place in range(len(self.layout.heads))]

    @property
    def stub(self) -> int:
        """Return the width the row labels would like."""
        indent = INDENT if self.layout.has_heads else 0
        return min(self.width((line.label for line in self.layout.lines), bold=True) + indent, STUB_MOST)

    @property
    def stub_least(self) -> int:
        """Return the width the row labels must have."""
        return min(STUB_LEAST, self.stub)

    def width(self, texts: Iterable[str], bold: bool = False) -> int:
        """Return about how wide a column must be for the widest of some texts."""
        ems = max((_ems(text) for text in texts), default=0.0)
        return round(ems * self.form.em * (1.1 if bold else 1)) + MARGINS

    def _least(self, place: int) -> int:
        head, cells = self.layout.heads[place], self._cells(place)
        words = self.width((*head.text.split(" "), head.unit), bold=True)
        if head.is_text:
            return max(min(self.width(cells), TEXT_LEAST), words)
        return max(NARROWEST, words, self.width(cells, bold=True))

    def _wanted(self, place: int) -> int:
        head, least = self.layout.heads[place], self._least(place)
        if head.is_text:
            return max(least, min(self.width(self._cells(place)), TEXT_MOST))
        return max(least, self.width([head.text], bold=True) // HEAD_LINES + MARGINS)

    def _cells(self, place: int) -> list[str]:
        lines = [line for line in self.layout.lines if len(line.cells) == len(self.layout.heads) and not line.runs_over]
        return [line.cells[place] for line in lines]


def _ems(text: str) -> float:
    """Return about how wide a text is in Arial, in ems."""
    return sum(0.3 if sign in NARROW else 0.86 if sign in WIDE else 0.67 if sign.isupper() else 0.556 for sign in text)


def _shrink(wanted: list[int], least: list[int], room: int) -> list[int]:
    """Take what is too much from the columns that have more than they need, in proportion."""
    excess = sum(wanted) - room
    spare = [width - need for width, need in zip(wanted, least, strict=True)]
    if excess <= 0 or not sum(spare):
        return wanted
    taken = min(1.0, excess / sum(spare))
    return [width - round(more * taken) for width, more in zip(wanted, spare, strict=True)]


def _spread_spanners(measure: Measure, columns: list[int]) -> list[int]:
    """Widen columns over which the longest word of their shared heading would not fit."""
    widened, start = list(columns), 0
    for span in measure.layout.spans:
        missing = measure.width(span.text.split(" "), bold=True) - sum(widened[start : start + span.width])
        for place in range(start, start + span.width):
            widened[place] += max(0, -(-missing // span.width))
        start += span.width
    return widened


def _fit(widths: list[int], room: int) -> list[int]:
    """Scale down what still does not fit on the page."""
    total = sum(widths)
    return widths if total <= room else [width * room // total for width in widths]
