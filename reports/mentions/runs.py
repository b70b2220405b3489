"""The text of a paragraph, however Word has cut it into runs: where each sign stands, and how to cut out a part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.openxml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BARRIER = "\ufffc"
"""Stands for what is no text: a picture, the mark of a footnote, the edge of a field."""

SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad"}
BARE = {f"{W}rPr", f"{W}lastRenderedPageBreak"}
"""What leaves a run empty."""
GONE = {f"{W}del", f"{W}moveFrom"}
REVISIONS = {f"{W}ins", f"{W}moveTo", *GONE}
ROOMS = {f"{W}{tag}" for tag in ("p", "ins", "moveTo", "hyperlink", "sdtContent", "smartTag", "customXml", "fldSimple")}
"""What can hold a content control beside runs."""


@dataclass(frozen=True)
class Piece:
    """A stretch of text within one run, or one sign, or a barrier."""

    node: _Element
    start: int
    text: str

    @property
    def end(self) -> int:
        """Return where the next piece starts."""
        return self.start + len(self.text)

    @property
    def run(self) -> _Element:
        """Return the run it stands in."""
        parent = self.node.getparent()
        assert parent is not None  # noqa: S101  a piece is found within a run
        return parent


def paragraphs(root: _Element) -> Iterator[_Element]:
    """Yield every paragraph, also those in tables, notes and text boxes."""
    return root.iter(f"{W}p")


def pieces(paragraph: _Element) -> list[Piece]:
    """Return the text of a paragraph in order; what is deleted, and text boxes anchored in it, do not belong to it."""
    found: list[Piece] = []
    place = 0
    for run in _runs(paragraph):
        for node in run:
            if node.tag in BARE or not isinstance(node.tag, str):
                continue
            text = (node.text or "") if node.tag == f"{W}t" else SIGNS.get(node.tag, BARRIER)
            found.append(Piece(node, place, text))
            place += len(text)
    return found


def text_of(found: Sequence[Piece]) -> str:
    """Return the text of pieces."""
    return "".join(piece.text for piece in found)


def within(node: _Element, tags: set[str], stop: _Element | None = None) -> _Element | None:
    """Return the nearest element around `node` that is one of `tags`, looking no further than `stop`."""
    for around in node.iterancestors():
        if around.tag in tags:
            return around
        if around is stop:
            return None
    return None


def cut_out(paragraph: _Element, start: int, end: int) -> list[Piece]:
    """Cut the runs so that this stretch fills whole runs, and return it."""
    _cut(paragraph, end)
    _cut(paragraph, start)
    return [piece for piece in pieces(paragraph) if piece.start >= start and piece.end <= end and piece.text]


def _cut(paragraph: _Element, place: int) -> None:
    """Cut the run that holds this place in two; do nothing where one ends there."""
    for piece in pieces(paragraph):
        if piece.start <= place < piece.end:
            _divide(piece.run, piece.node, place - piece.start)
            return


def _divide(run: _Element, node: _Element, place: int) -> None:
    """Move what stands before a place in a run into a run of its own, formatted alike, before it."""
    before = run.makeelement(run.tag, {str(key): str(value) for key, value in run.attrib.items()})
    for child in list(run):
        if child.tag == f"{W}rPr":
            before.append(deepcopy(child))
        elif child is node:
            break
        else:
            before.append(child)
    if place:
        left = deepcopy(node)
        left.tail = None
        set_text(left, (node.text or "")[:place])
        set_text(node, (node.text or "")[place:])
        before.append(left)
    if not is_bare(before):
        run.addprevious(before)


def is_bare(run: _Element) -> bool:
    """Tell whether nothing is left in a run."""
    return all(child.tag in BARE for child in run)


def set_text(node: _Element, text: str) -> None:
    """Write a text, whose blanks at the ends count."""
    node.text = text
    if text != text.strip():
        node.set(SPACE, "preserve")


def remove(found: Sequence[Piece]) -> None:
    """Remove pieces, and the runs that are empty without them; nothing that stands between them."""
    for piece in found:
        run = piece.run
        run.remove(piece.node)
        parent = run.getparent()
        if is_bare(run) and parent is not None:
            parent.remove(run)


def properties_of(run: _Element) -> _Element | None:
    """Return how a run is formatted, without the record of who changed that."""
    found = run.find(f"{W}rPr")
    if found is None:
        return None
    copy = deepcopy(found)
    copy.tail = None
    for change in copy.findall(f"{W}rPrChange"):
        copy.remove(change)
    return copy


def _runs(paragraph: _Element) -> Iterator[_Element]:
    """Yield the runs of a paragraph in order, not those of paragraphs within it."""
    stack = list(reversed(paragraph))
    while stack:
        node = stack.pop()
        if node.tag == f"{W}r":
            yield node
        elif node.tag not in GONE and node.tag != f"{W}p":
            stack.extend(reversed(node))
