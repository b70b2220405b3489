"""The paragraphs of a Word document, walked in the order of its XML.

Kept: what stands in the text and what was put in with changes tracked. Left out: what was deleted or moved away,
instructions of fields, pictures, text boxes, footnotes. A tab, a line break and a hyphen that does not break are one
character each. Names of elements are compared without their namespace, as strict documents have another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from survey.interviews.read.layout import Block, Mark, Paragraph, Piece, Table, Words

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "sym": "\ufffd"}
GONE = frozenset({"del", "moveFrom"})
MARKS = {"commentRangeStart": "start", "commentRangeEnd": "end", "commentReference": "reference"}
UNREAD = frozenset({"instrText", "delText", "delInstrText", "rt", "Fallback", "txbxContent"})
PICTURES = "pictures and text boxes"
LEFT = {
    "drawing": PICTURES,
    "pict": PICTURES,
    "object": PICTURES,
    "footnoteReference": "footnotes and endnotes",
    "endnoteReference": "footnotes and endnotes",
    "altChunk": "inserted files",
}
LEVELS = frozenset("012345678")
"""Outline levels of headings; 9 is body text."""
OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True)
class Look:
    """What a style says: whether its words are bold, whether it is a heading, and which style it goes on from."""

    bold: bool | None = None
    heading: bool | None = None
    based_on: str = ""


def name_of(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element | None, name: str) -> str:
    """Return an attribute, whatever its namespace, or nothing."""
    given = element.attrib.items() if element is not None else ()
    return next((value for key, value in given if key.rpartition("}")[2] == name), "")


def child(element: Element | None, *names: str) -> Element | None:
    """Return the first child with the first of these names, in it the first with the second, and so on."""
    for name in names:
        element = next((each for each in element if name_of(each) == name), None) if element is not None else None
    return element


def looks(styles: Element | None) -> dict[str, Look]:
    """Return what each style of a document says."""
    found = [each for each in styles if name_of(each) == "style"] if styles is not None else []
    return {attribute(style, "styleId"): _look(style) for style in found}


def _look(style: Element) -> Look:
    outline = attribute(child(style, "pPr", "outlineLvl"), "val")
    called = attribute(child(style, "name"), "val").casefold()
    heading = outline in LEVELS if outline else called.startswith("heading ") or None
    return Look(_bold(child(style, "rPr")), heading, attribute(child(style, "basedOn"), "val"))


def _bold(properties: Element | None) -> bool | None:
    """Return whether properties of a run say bold, or nothing when they do not say."""
    bold = child(properties, "b")
    return None if bold is None else attribute(bold, "val") not in OFF


@dataclass
class Walk:
    """A walk through a document: what it passes, and what is left out of the text on the way."""

    looks: dict[str, Look] = field(default_factory=dict)
    left: Counter[str] = field(default_factory=Counter)
    waiting: list[Piece] = field(default_factory=list)
    """Marks between paragraphs, and a paragraph whose end was deleted: they go with the next paragraph."""
    last: Paragraph | None = None

    def blocks(self, body: Element) -> list[Block]:
        """Return the paragraphs and tables in an element."""
        found: list[Block] = list(self._blocks(body, gone=False))
        if self.waiting:
            rest = Paragraph()
            (self.last or rest).pieces.extend(self.waiting)
            found += [] if self.last else [rest]
            self.waiting = []
        return found

    def _blocks(self, parent: Element, gone: bool) -> Iterator[Block]:
        for element in parent:
            name = name_of(element)
            if name == "p":
                yield from self._paragraph(element, gone)
            elif name == "tbl":
                rows = list(self._rows(element, gone))
                if any(rows):
                    yield Table(rows)
            elif name in MARKS:
                self._mark(element)
            elif name in LEFT:
                self.left[LEFT[name]] += 1
            elif not _unread(name):
                yield from self._blocks(element, gone or name in GONE)

    def _rows(self, table: Element, gone: bool) -> Iterator[list[list[Block]]]:
        for row, row_gone in self._inside(table, "tr", gone):
            properties = child(row, "trPr")
            deleted = row_gone or any(child(properties, name) is not None for name in GONE)
            cells = [list(self._blocks(cell, gone=out)) for cell, out in self._inside(row, "tc", deleted)]
            if cells and not deleted:
                yield cells

    def _inside(self, parent: Element, wanted: str, gone: bool) -> Iterator[tuple[Element, bool]]:
        """Yield the rows of a table or cells of a row, also those wrapped in something."""
        for element in parent:
            name = name_of(element)
            if name == wanted:
                yield element, gone
            elif name in MARKS:
                self._mark(element)
            elif not _unread(name):
                yield from self._inside(element, wanted, gone or name in GONE)

    def _paragraph(self, element: Element, gone: bool) -> Iterator[Paragraph]:
        style = attribute(child(element, "pPr", "pStyle"), "val")
        bold = bool(self._says(style, lambda look: look.bold))
        outline = attribute(child(element, "pPr", "outlineLvl"), "val")
        heading = outline in LEVELS if outline else bool(self._says(style, lambda look: look.heading))
        pieces = list(self._pieces(element, bold, gone))
        merged = any(child(element, "pPr", "rPr", name) is not None for name in GONE)
        if gone or merged:
            self.waiting += pieces
            return
        self.last = Paragraph([*self.waiting, *pieces], heading)
        self.waiting = []
        yield self.last

    def _says(self, style: str, said: Callable[[Look], bool | None]) -> bool | None:
        """Return what a style, or the first of those it goes on from, says."""
        seen: set[str] = set()
        while style in self.looks and style not in seen:
            seen.add(style)
            answer = said(self.looks[style])
            if answer is not None:
                return answer
            style = self.looks[style].based_on
        return None

    def _pieces(self, parent: Element, bold: bool, gone: bool) -> Iterator[Piece]:
        if name_of(parent) == "r":
            style = attribute(child(parent, "rPr", "rStyle"), "val")
            own = _bold(child(parent, "rPr"))
            bold = own if own is not None else bool(self._says(style, lambda look: look.bold)) or bold
        for element in parent:
            name = name_of(element)
            if name in MARKS:
                yield Mark(MARKS[name], attribute(element, "id"))
            elif name in SIGNS or name == "t":
                yield from [] if gone else [Words(SIGNS.get(name) or element.text or "", bold)]
            elif name in LEFT:
                self.left[LEFT[name]] += not gone
            elif not _unread(name):
                yield from self._pieces(element, bold, gone or name in GONE)

    def _mark(self, element: Element) -> None:
        """Put a mark between paragraphs where it belongs: an end behind the last one, a beginning before the next."""
        mark = Mark(MARKS[name_of(element)], attribute(element, "id"))
        if mark.kind == "start" or self.last is None or self.waiting:
            self.waiting.append(mark)
        else:
            self.last.pieces.append(mark)


def _unread(name: str) -> bool:
    return name in UNREAD or name.endswith("Pr")
