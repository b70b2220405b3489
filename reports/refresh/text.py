"""The text of a cell or paragraph by others: what it says once its revisions are accepted, and what else it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reports.openxml import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

THROUGH = {
    f"{W}{name}"
    for name in ("p", "hyperlink", "ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "bdo", "dir")
}
"""What runs can stand in; deleted text, text boxes, pictures and tables within are not text of the place itself."""

SIGNS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}t": ""}
REVISED = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"))
FIELDS = tuple(f"{W}{name}" for name in ("fldChar", "fldSimple", "instrText"))
OTHER = tuple(
    f"{W}{name}"
    for name in (
        *("commentRangeStart", "commentRangeEnd", "commentReference", "footnoteReference", "endnoteReference"),
        *("drawing", "pict", "object", "tbl", "txbxContent", "sectPr", "sym"),
    )
)
"""What must never be lost with the text beside it."""


@dataclass
class Reading:
    """The pieces of text in a place, in order, each an element within a run."""

    pieces: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the text; a new line where a line is broken or a paragraph ends."""
        return "".join(map(said, self.pieces))

    def lines(self) -> list[list[Element]]:
        """Return the pieces line by line, the breaks themselves left out."""
        found: list[list[Element]] = [[]]
        for piece in self.pieces:
            if said(piece) == "\n" and piece.tag != f"{W}t":
                found.append([])
            else:
                found[-1].append(piece)
        return found


def said(piece: Element) -> str:
    """Return what a piece prints."""
    if piece.tag == f"{W}p":
        return "\n"
    return piece.text or "" if piece.tag == f"{W}t" else SIGNS[str(piece.tag)]


def read(place: Element, after: Element | None = None) -> Reading:
    """Return the text of a cell or paragraph, from behind one of its elements where one is given."""
    reading, waiting = Reading(), after is not None
    for piece in _pieces(place):
        if piece is after:
            waiting = False
        elif not waiting and piece.tag in SIGNS:
            reading.pieces.append(piece)
    return reading


def text_of(place: Element) -> str:
    """Return what a cell or paragraph says; the paragraphs of a cell as lines."""
    if place.tag == f"{W}p":
        return read(place).text
    return "\n".join(read(paragraph).text for paragraph in paragraphs(place))


def paragraphs(cell: Element) -> Iterator[Element]:
    """Yield the paragraphs of a cell, those in controls too and those in tables within it not."""
    for child in cell:
        if child.tag == f"{W}p":
            yield child
        elif child.tag in THROUGH:
            yield from paragraphs(child)


def is_revised(place: Element) -> bool:
    """Tell whether a revision of text is pending here."""
    return next(place.iter(*REVISED), None) is not None


def has_field(place: Element) -> bool:
    """Tell whether Word computes something here."""
    return next(place.iter(*FIELDS), None) is not None


def has_more(place: Element) -> bool:
    """Tell whether there is something beside text here: a comment, a footnote, a picture, a field, a table."""
    return next(place.iter(*OTHER, *FIELDS), None) is not None


def _pieces(place: Element) -> Iterator[Element]:
    for child in place:
        if child.tag == f"{W}r":
            yield from child
        elif child.tag in THROUGH:
            yield from _pieces(child)
        elif not isinstance(child.tag, str):
            continue
        else:
            yield child
