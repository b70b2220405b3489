"""One table as HTML: a caption, heads that say what they stand over, and notes beneath.

The table stands in a box of its own that scrolls sideways, so that a narrow screen shows all of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from analysis.table import Level
from reports.fields import Caption
from reports.html.tags import tag, text, void
from reports.layout import Head, Layout, Line
from reports.tongues import Tongues, by_tongue
from reports.vocabulary import word

LONG = 60
"""A text of more letters makes its column wider where a narrow screen would make its row high."""


@dataclass(frozen=True)
class Grid:
    """The table of one layout."""

    layout: Layout
    caption: Caption
    tongues: Tongues = field(default_factory=Tongues)

    def html(self) -> str:
        """Return the table in its box."""
        caption = tag("caption", tag("span", captioned(self.caption), class_="said"))
        table = tag("table", "\n".join((caption, *self._columns(), self._heads(), *self._bodies())))
        return scrolled(table, self.caption.text)

    def _columns(self) -> Iterator[str]:
        """Yield the columns in the groups that share a heading."""
        if self.layout.spans:
            yield tag("colgroup", void("col"))
            yield from (tag("colgroup", void("col") * span.width) for span in self.layout.spans)

    def _heads(self) -> str:
        stub = tag("th", text(self.layout.stub), scope="col", lang=self.tongues.stub or None)
        first = stub if self.layout.stub else tag("td")
        heads = (self._head(place, head) for place, head in enumerate(self.layout.heads))
        return tag("thead", "\n".join((*self._spanners(), tag("tr", first + "".join(heads)))))

    def _spanners(self) -> Iterator[str]:
        if not self.layout.spans:
            return
        cells, place = [tag("td")], 0
        for span in self.layout.spans:
            tongue = self.tongues.spans.get(place) or None
            place += span.width
            shared = tag("th", text(span.text), scope="colgroup", colspan=span.width, class_="span", lang=tongue)
            cells.append(shared if span.text else tag("td"))
        yield tag("tr", "".join(cells))

    def _head(self, place: int, head: Head) -> str:
        unit = tag("span", text(head.unit), class_="unit") if head.unit else ""
        content = text(head.text) + (void("br") if head.text and unit else "") + unit
        return tag(
            "th",
            content,
            scope="col",
            class_="t" if head.is_text else None,
            lang=self.tongues.heads.get(place) or None,
        )

    def _bodies(self) -> Iterator[str]:
        """Yield the lines, those under a head together with it."""
        block: list[str] = []
        for line in self.layout.lines:
            if line.level is Level.HEAD and block:
                yield tag("tbody", "\n".join(block))
                block = []
            block.append(self._line(line))
        if block:
            yield tag("tbody", "\n".join(block))

    def _line(self, line: Line) -> str:
        label, tongue = text(line.label), self.tongues.labels.get(line.key) or None
        if not line.cells:
            said = tag("span", label, class_="said")
            head = tag("th", said, scope="rowgroup", colspan=len(self.layout.heads) + 1, lang=tongue)
            return tag("tr", head, class_="head")
        first = tag("th", label, scope="row", lang=tongue)
        if line.runs_over:
            over = tag("td", text(line.cells[0]), colspan=len(self.layout.heads), class_="over")
            return tag("tr", first + over, class_=line.level.value)
        cells = (self._cell(line, place, head) for place, head in enumerate(self.layout.heads))
        set_in = line.level is Level.ROW and self.layout.has_heads
        return tag("tr", first + "".join(cells), class_="in" if set_in else _class_of(line.level))

    def _cell(self, line: Line, place: int, head: Head) -> str:
        tongue = self.tongues.cells.get((line.key, place)) or None
        said = quoted(line.cells[place], self.tongues.parts.get((line.key, place), ()))
        kind = ("t long" if len(line.cells[place]) > LONG else "t") if head.is_text else None
        return tag("td", said, class_=kind, lang=tongue)


def quoted(said: str, spoken: Sequence[tuple[str, str]]) -> str:
    """Return a text, those of its words that are in another language marked as such."""
    parts = by_tongue(said, spoken)
    return "".join(tag("span", text(part), lang=tongue) if tongue else text(part) for part, tongue in parts)


def captioned(caption: Caption) -> str:
    """Return the words of a caption, its number apart."""
    return tag("b", text(caption.name)) + quoted(caption.text.removeprefix(caption.name), caption.spoken)


def scrolled(content: str, name: str) -> str:
    """Return content in a box that scrolls sideways, by keyboard too."""
    return tag("div", content, class_="box", role="region", tabindex=0, aria_label=name)


def notes(lines: tuple[str, ...], language: str, spoken: Sequence[tuple[str, str]] = ()) -> str:
    """Return the notes, one paragraph each, the first one led by "Noot."; some words are in another language."""
    lead = tag("i", text(word("document.note", language))) + " "
    said = (tag("p", (lead if place == 0 else "") + quoted(line, spoken)) for place, line in enumerate(lines))
    return tag("div", "".join(said), class_="notes") if lines else ""


def _class_of(level: Level) -> str | None:
    return None if level is Level.ROW else level.value
