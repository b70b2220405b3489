"""The bound numbers of a part: found by the tag of their control, or by their bookmark where the tag was lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.anchors import LONGEST_TAG, TAGS, Anchor, bookmark, tag
from reports.markup import clean
from reports.mentions.names import Taken, digest_of
from reports.mentions.runs import BARRIER, FALLBACK, REVISIONS, Piece, pieces, text_of, within
from reports.openxml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

PREFIX = f"{TAGS[Anchor.NUMBER]}:"
MARK = f"_w{Anchor.NUMBER}_"


@dataclass(frozen=True)
class Held:
    """A bound number in a document: its name, the text it shows, and where that stands."""

    name: str
    paragraph: _Element
    pieces: tuple[Piece, ...]
    control: _Element | None
    """The content control around it, where there is one."""
    start: str = ""
    """The name of the bookmark by which it was found, where that is how."""

    @property
    def text(self) -> str:
        """Return the text that stands there now."""
        return text_of(self.pieces).replace(BARRIER, "")

    @property
    def mark(self) -> str:
        """Return the name of the bookmark by which this place is known among those of its number."""
        return self.start or (_mark_of(self.control) if self.control is not None else "")

    @property
    def holds_text(self) -> bool:
        """Tell whether there is a text to be replaced, be it empty."""
        return any(piece.node.tag == f"{W}t" for piece in self.pieces)

    @property
    def is_revised(self) -> bool:
        """Tell whether tracked changes wait within it or around it."""
        if not self.pieces:
            return False
        holder = within(self.pieces[0].run, {f"{W}sdt", f"{W}p"})
        inside = holder is not None and holder.tag == f"{W}sdt" and next(holder.iter(*REVISIONS), None) is not None
        return inside or any(within(piece.run, REVISIONS, self.paragraph) is not None for piece in self.pieces)

    @property
    def is_copy(self) -> bool:
        """Tell whether it stands in the copy of a text box for older programs."""
        return within(self.paragraph, {FALLBACK}) is not None


def holds_numbers(root: _Element) -> bool:
    """Tell whether a part holds any bound number."""
    return any(map(is_ours, root.iter(f"{W}sdt"))) or next(_marks(root), None) is not None


def held_numbers(root: _Element, names: Iterable[str] = ()) -> list[Held]:
    """Return the bound numbers of a part; `names` are those that there can be.

    A tag or bookmark that stands for none of them keeps its own words as name.
    """
    known = {key: name for name in names for key in (bookmark(Anchor.NUMBER, name), tag(Anchor.NUMBER, name))}
    tagged = [held for control in root.iter(f"{W}sdt") if (held := _tagged(control, known)) is not None]
    seen = {piece.node for held in tagged for piece in held.pieces}
    marked = [held for start in _marks(root) if (held := _marked(start, known, seen)) is not None]
    return tagged + marked


def is_ours(control: _Element) -> bool:
    """Tell whether a content control holds a bound number."""
    return tag_of(control).startswith(PREFIX)


def tag_of(control: _Element) -> str:
    """Return the tag of a content control, or nothing."""
    found = control.find(f"{W}sdtPr/{W}tag")
    return "" if found is None else found.get(f"{W}val", "")


def anchor(held: Held, taken: Taken) -> bool:
    """Put back the tag or the bookmark that another program lost; tell whether there was anything to do."""
    control = held.control
    if control is None:
        return False
    if not tag_of(control):
        return _add_tag(control, held.name, taken)
    if not held.mark:
        start, end = mark(control, held.name, taken)
        control.addprevious(start)
        control.addnext(end)
        return True
    return False


def mark(like: _Element, name: str, taken: Taken) -> tuple[_Element, _Element]:
    """Return the two ends of a new bookmark of a number."""
    place, number = taken.new_bookmark(name)
    start = like.makeelement(f"{W}bookmarkStart", {f"{W}id": str(number), f"{W}name": place})
    return start, like.makeelement(f"{W}bookmarkEnd", {f"{W}id": str(number)})


def set_properties(properties: _Element, name: str, place: str, taken: Taken) -> None:
    """Write into the properties of a control what it holds."""
    from lxml import etree

    for element, content in (
        ("alias", clean(name)[:LONGEST_TAG]),
        ("tag", tag(Anchor.NUMBER, name)),
        ("id", str(taken.new_control(place))),
    ):
        etree.SubElement(properties, f"{W}{element}", {f"{W}val": content})


def _add_tag(control: _Element, name: str, taken: Taken) -> bool:
    """Name a control whose properties are empty; one that says something else of itself is left as it is."""
    properties = control.find(f"{W}sdtPr")
    if properties is None or len(properties):
        return False
    set_properties(properties, name, name, taken)
    return True


def unwrap(control: _Element) -> None:
    """Put the content of a control in its place, and take away the bookmark around it."""
    start, end = control.getprevious(), control.getnext()
    if start is not None and start.get(f"{W}name", "").startswith(MARK):
        for node in (start, end):
            if (
                node is not None
                and node.get(f"{W}id") == start.get(f"{W}id")
                and (parent := node.getparent()) is not None
            ):
                parent.remove(node)
    content = control.find(f"{W}sdtContent")
    for child in list(content) if content is not None else []:
        control.addprevious(child)
    parent = control.getparent()
    if parent is not None:
        parent.remove(control)


def _tagged(control: _Element, known: Mapping[str, str]) -> Held | None:
    if not is_ours(control):
        return None
    paragraph = within(control, {f"{W}p"})
    if paragraph is None:
        return None
    inside = set(control.iter(f"{W}r"))
    named = tag_of(control)
    held = tuple(piece for piece in pieces(paragraph) if piece.run in inside)
    return Held(known.get(named, named.removeprefix(PREFIX)), paragraph, held, control)


def _marks(root: _Element) -> Iterator[_Element]:
    for start in root.iter(f"{W}bookmarkStart"):
        if start.get(f"{W}name", "").startswith(MARK):
            yield start


def _marked(start: _Element, known: Mapping[str, str], seen: set[_Element]) -> Held | None:
    """Return the number between the ends of a bookmark, unless its control was found by its tag."""
    paragraph = within(start, {f"{W}p"})
    if paragraph is None:
        return None
    order = {node: place for place, node in enumerate(paragraph.iter())}
    end = next(
        (node for node in order if node.tag == f"{W}bookmarkEnd" and node.get(f"{W}id") == start.get(f"{W}id")), None
    )
    if end is None:
        return None
    held = tuple(piece for piece in pieces(paragraph) if order[start] < order[piece.node] < order[end])
    if not held or any(piece.node in seen for piece in held):
        return None
    name = digest_of(start.get(f"{W}name", ""))
    return Held(known.get(name, name), paragraph, held, _control_of(held, paragraph), start.get(f"{W}name", ""))


def _control_of(held: tuple[Piece, ...], paragraph: _Element) -> _Element | None:
    """Return the control without a tag that holds these pieces and no others: LibreOffice leaves it so."""
    around = within(held[0].run, {f"{W}sdt"}, paragraph)
    if around is None or tag_of(around):
        return None
    inside = set(around.iter(f"{W}r"))
    same = [piece.node for piece in pieces(paragraph) if piece.run in inside] == [piece.node for piece in held]
    return around if same else None


def _mark_of(control: _Element) -> str:
    """Return the bookmark of ours that stands in a control or around it, or nothing."""
    starts = list(control.iter(f"{W}bookmarkStart"))
    for before in control.itersiblings(preceding=True):
        if before.tag not in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            break
        starts.append(before)
    names = (start.get(f"{W}name", "") for start in starts)
    return next((name for name in names if name.startswith(MARK)), "")
