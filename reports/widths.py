"""How wide the columns of a printed table must be, and on which page at which size it fits."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from reports.layout import Layout
from reports.paper import FORMATS, Format
from reports.rows import SHORT
from reports.sharing import balanced, shared

MARGINS = 210
"""White at both sides of a cell, and a little for what rounding takes."""

INDENT = 200
NARROWEST = 740
STUB_LEAST = 2000
"""Least room for the row labels, where they need it."""

STUB_SHARE = 0.6
"""They have at least this share of what they would like, so that few take more than two lines."""

STUB_LEAST_LONG = 3800
"""The same in a long table of numbers, where labels on several lines would cost pages."""

STUB_MOST = 4600
"""They take no more than this before they are broken."""

TEXT_LEAST = 2000
"""Least room for a column of text."""

WORTH_BREAKING = 0.9
"""It gets less, and short texts are broken, where that makes a table so much lower."""

WORD_MOST = 3000
"""A longer word in a label or a text, such as a checksum, may be broken."""

HEAD_LINES, SPAN_LINES, SPAN_LINES_MOST = 2, 2, 3
"""A head and a shared heading like to stand in so many lines; a shared one never takes more than the most."""

FULL_ENOUGH = 0.62
"""A table is at least this share of the page wide, so that a page of small tables looks of one piece."""

TURNED_MOST = 1700
"""Turned heads are no longer than this before they are broken."""

HIGHEST = 2
"""A line of the highest row counts so many times more when columns share the page."""

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
LETTERS = {
    bold: {sign: width for width, signs in table.items() for sign in signs}
    for bold, table in ((False, REGULAR), (True, BOLD))
}


def format_for(layout: Layout, forms: Sequence[Format] = FORMATS) -> Format:
    """Return the first format in which the table's longest words fit, else the roomiest."""
    return next((form for form in forms if Measure(layout, form).fits), forms[-1])


def column_widths(measure: Measure) -> list[int]:
    """Return the width of the row labels and of each column; together they never exceed the page."""
    room, least = measure.form.room, [measure.stub_least, *measure.least]
    widths = shared([measure.stub, *measure.wanted], least, room)
    if measure.has_text:
        widths = balanced(widths, least, measure.height)
        closer = balanced(widths, [measure.stub_least, *measure.barest], measure.height)
        widths = closer if measure.height(closer) <= WORTH_BREAKING * measure.height(widths) else widths
    stub, *columns = widths
    return _fit([max(stub, round(room * FULL_ENOUGH) - sum(columns)), *columns], room)


@dataclass(frozen=True)
class Measure:
    """What the words of a table need, in one format."""

    layout: Layout
    form: Format

    @property
    def fits(self) -> bool:
        """Tell whether every word fits beside row labels of a decent width."""
        return self.stub_least + sum(self.least) <= self.form.room

    @property
    def has_text(self) -> bool:
        """Tell whether some column holds text, which may be broken."""
        return any(head.is_text for head in self.layout.heads)

    @cached_property
    def least(self) -> list[int]:
        """Return the width of each column's longest word, shared headings included; numbers are never broken."""
        return self._under_spans([self._least(place) for place in range(len(self.layout.heads))], SPAN_LINES_MOST)

    @cached_property
    def barest(self) -> list[int]:
        """Return the same where texts have no more than their longest word."""
        return self._under_spans([self._barest(place) for place in range(len(self.layout.heads))], SPAN_LINES_MOST)

    @cached_property
    def wanted(self) -> list[int]:
        """Return the width each column would like: heads in two lines, texts as they are."""
        return self._under_spans([self._wanted(place) for place in range(len(self.layout.heads))], SPAN_LINES)

    def height(self, widths: Sequence[int]) -> int:
        """Return how many lines the rows take at some widths, the highest row counted more: it is ugly by itself."""
        full = [line for line in self.layout.lines if len(line.cells) == len(self.layout.heads)]
        rooms = [(width - MARGINS) / self.form.em for width in widths]
        rows = [max(map(_line_count, (line.label, *line.cells), rooms)) for line in full]
        return sum(rows) + HIGHEST * max(rows, default=0)

    @cached_property
    def stub(self) -> int:
        """Return the width the row labels would like."""
        indent = INDENT if self.layout.has_heads else 0
        return min(self.width((line.label for line in self.layout.lines), bold=True) + indent, STUB_MOST)

    @property
    def stub_least(self) -> int:
        """Return the width the row labels must have."""
        long = len(self.layout.lines) > SHORT and not self.has_text
        words = self._longest_word(line.label for line in self.layout.lines) + (INDENT if self.layout.has_heads else 0)
        decent = max(STUB_LEAST, words, round(self.stub * STUB_SHARE))
        return min(STUB_LEAST_LONG if long else decent, self.stub)

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

    def _barest(self, place: int) -> int:
        head = self.layout.heads[place]
        if not head.is_text:
            return self._least(place)
        words = self.width((*head.text.split(" "), head.unit), bold=True)
        return max(words, self._longest_word(self._texts(place)))

    def _least(self, place: int) -> int:
        head = self.layout.heads[place]
        words = self.width((*head.text.split(" "), head.unit), bold=True)
        if head.is_text:
            return max(min(self._cells(place), TEXT_LEAST), self._barest(place))
        return max(NARROWEST, self._turned(place) if self.form.turned else words, self._cells(place))

    def _turned(self, place: int) -> int:
        """Return the width of a turned head: its lines beside each other, the unit on one of its own."""
        head = self.layout.heads[place]
        lines = -(-self.width([head.text], bold=True) // self.head_height) + bool(head.unit)
        return round(lines * LINE * self.form.em) + MARGINS

    def _wanted(self, place: int) -> int:
        head, least = self.layout.heads[place], self.least[place]
        if head.is_text:
            return max(least, self._cells(place))
        if self.form.turned:
            return least
        return max(least, self.width([head.text], bold=True) // HEAD_LINES + MARGINS)

    def _cells(self, place: int) -> int:
        """Return the width of a column's widest cell."""
        return self.width(set(self._texts(place)), bold=not self.layout.heads[place].is_text)

    def _longest_word(self, texts: Iterable[str]) -> int:
        return min(self.width(word for text in texts for word in text.split(" ")), WORD_MOST)

    def _under_spans(self, columns: list[int], lines: int) -> list[int]:
        """Widen columns over which their shared heading would break within a word, or into too many lines."""
        widened, start = list(columns), 0
        for span in self.layout.spans:
            text = self.width([span.text], bold=True) // lines + MARGINS if span.text else 0
            needed = max(text, self.width(span.text.split(" "), bold=True))
            missing = needed - sum(widened[start : start + span.width])
            for place in range(start, start + span.width):
                widened[place] += max(0, -(-missing // span.width))
            start += span.width
        return widened

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


@lru_cache(maxsize=50_000)
def _line_count(text: str, room: float) -> int:
    """Return how many lines a text takes in so many ems."""
    count, used, blank = 1, 0.0, _ems(" ", False)
    for word in text.split(" "):
        width = _ems(word, False)
        if used and used + blank + width > room:
            count, used = count + 1, width
        else:
            used += width + (blank if used else 0)
    return count


def _fit(widths: list[int], room: int) -> list[int]:
    """Scale down what still does not fit on the page."""
    total = sum(widths)
    return widths if total <= room else [width * room // total for width in widths]
