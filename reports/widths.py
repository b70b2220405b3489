"""How wide the columns of a printed table must be, and on which page at which size it fits."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from reports.layout import Layout
from reports.paper import FORMATS, Format
from reports.rows import SHORT

MARGINS = 210
"""White at both sides of a cell, and a little for what rounding takes."""

INDENT = 200
NARROWEST = 740
STUB_LEAST = 2000
"""Least room for the row labels, where they need it."""

STUB_LEAST_LONG = 4000
"""The same in a long table of numbers, where labels on several lines would cost pages."""

STUB_MOST = 4600
"""They take no more than this before they are broken."""

TEXT_LEAST, TEXT_MOST = 1500, 5600
"""The same for columns of text."""

UNUSUAL = 2
"""A text more than so many times as wide as the usual one in its column is broken."""

HEAD_LINES = 2
FULL_ENOUGH = 0.62
"""A table is at least this share of the page wide, so that a page of small tables looks of one piece."""

TURNED_MOST = 1700
"""Turned heads are no longer than this before they are broken."""

LINE = 1.25
"""The height of a line, in ems."""

REGULAR = {
    222: "ijl'‘’|",
    278: " !,./:;I[]ft\u00a0",
    333: "()-`r{}",
    389: '*"',
    500: "Jcksvxyz",
    584: "+<=>~×−",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "—…@",
}
BOLD = {
    278: " ,./Iijl\u00a0‘’'|",
    333: "!()-:;[]`ft",
    389: "*r{}",
    474: '"',
    500: "z",
    584: "+<=>~×−",
    611: "?FLTZbdghnopqu",
    667: "EPSVXY",
    722: "&ABCDHKNRU",
    778: "GOQw",
    833: "M",
    889: "%m",
    944: "W",
    1000: "—…@",
}
"""Widths of the letters of Arial, in thousandths of an em; all others, digits among them, are 556 wide."""

OTHER = 556
STEP = 20
"""Widths are tried by this much: a point."""

LETTERS = {
    bold: {sign: width for width, signs in table.items() for sign in signs}
    for bold, table in ((False, REGULAR), (True, BOLD))
}


def format_for(layout: Layout) -> Format:
    """Return the first format in which the table's longest words fit, else the roomiest."""
    return next((form for form in FORMATS if Measure(layout, form).fits), FORMATS[-1])


def column_widths(measure: Measure) -> list[int]:
    """Return the width of the row labels and of each column; together they never exceed the page."""
    room = measure.form.paper.text_width
    columns = _spread_spanners(measure, measure.wanted)
    stub, *columns = _shared([measure.stub, *columns], [measure.stub_least, *measure.least], room)
    stub = max(stub, round(room * FULL_ENOUGH) - sum(columns))
    return _fit([stub, *columns], room)


@dataclass(frozen=True)
class Measure:
    """What the words of a table need, in one format."""

    layout: Layout
    form: Format

    @property
    def fits(self) -> bool:
        """Tell whether every word fits beside row labels of a decent width."""
        return self.stub_least + sum(self.least) <= self.form.paper.text_width

    @cached_property
    def least(self) -> list[int]:
        """Return the width of each column's longest word; numbers are never broken."""
        return [self._least(place) for place in range(len(self.layout.heads))]

    @property
    def wanted(self) -> list[int]:
        """Return the width each column would like: heads in two lines, texts as they are."""
        return [self._wanted(place) for place in range(len(self.layout.heads))]

    @cached_property
    def stub(self) -> int:
        """Return the width the row labels would like."""
        indent = INDENT if self.layout.has_heads else 0
        return min(self.width((line.label for line in self.layout.lines), bold=True) + indent, STUB_MOST)

    @property
    def stub_least(self) -> int:
        """Return the width the row labels must have."""
        long = len(self.layout.lines) > SHORT and not any(head.is_text for head in self.layout.heads)
        return min(STUB_LEAST_LONG if long else STUB_LEAST, self.stub)

    @cached_property
    def head_height(self) -> int:
        """Return the height of turned heads; 0 where heads stand across."""
        if not self.form.turned:
            return 0
        turned = [head.text for head in self.layout.heads if not head.is_text]
        words = [word for text in turned for word in text.split(" ")]
        return min(self.width(turned, bold=True), max(TURNED_MOST, self.width(words, bold=True)))

    def width(self, texts: Iterable[str], bold: bool = False) -> int:
        """Return how wide a column must be for the widest of some texts."""
        return round(max((_ems(text, bold) for text in texts), default=0.0) * self.form.em) + MARGINS

    def _least(self, place: int) -> int:
        head = self.layout.heads[place]
        words = self.width((*head.text.split(" "), head.unit), bold=True)
        if head.is_text:
            return max(min(self._cells(place), TEXT_LEAST), words)
        return max(NARROWEST, self._turned(place) if self.form.turned else words, self._cells(place))

    def _turned(self, place: int) -> int:
        """Return the width of a turned head: its lines beside each other, the unit on one of its own."""
        head = self.layout.heads[place]
        lines = -(-self.width([head.text], bold=True) // self.head_height) + bool(head.unit)
        return round(lines * LINE * self.form.em) + MARGINS

    def _wanted(self, place: int) -> int:
        head, least = self.layout.heads[place], self.least[place]
        if head.is_text:
            return max(least, min(self._cells(place), self._usual(place) * UNUSUAL, TEXT_MOST))
        if self.form.turned:
            return least
        return max(least, self.width([head.text], bold=True) // HEAD_LINES + MARGINS)

    def _cells(self, place: int) -> int:
        """Return the width of a column's widest cell."""
        return self.width(set(self._texts(place)), bold=not self.layout.heads[place].is_text)

    def _usual(self, place: int) -> int:
        """Return the width of a column's usual cell, the median one."""
        widths = sorted(self.width([text]) for text in self._texts(place) if text)
        return widths[len(widths) // 2] if widths else 0

    def _texts(self, place: int) -> list[str]:
        count = len(self.layout.heads)
        return [line.cells[place] for line in self.layout.lines if len(line.cells) == count and not line.runs_over]


@lru_cache(maxsize=10_000)
def _ems(text: str, bold: bool) -> float:
    """Return how wide a text is in Arial, in ems; a letter is as wide with its accent as without."""
    widths = LETTERS[bold]
    if not text.isascii():
        text = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    return sum(widths.get(sign, OTHER) for sign in text) / 1000


def _shared(wanted: list[int], least: list[int], room: int) -> list[int]:
    """Return the widths under the highest limit that fits: narrow columns keep what they want, wide ones give."""
    limit = max(wanted)
    while sum(_limited(wanted, least, limit)) > room and limit > max(least):
        limit -= STEP
    return _limited(wanted, least, limit)


def _limited(wanted: list[int], least: list[int], limit: int) -> list[int]:
    return [max(need, min(width, limit)) for width, need in zip(wanted, least, strict=True)]


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
