"""The pictures of a figure that is not drawn any more, taken out of a document that everybody may read, and hung back.

A picture that nobody renews shows numbers that may be hidden by now. In its place stands a sentence that says so, with
a bookmark, so that a later refresh hangs the picture back there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reports.anchors import Anchor, bookmark
from reports.attachments import OFFICE
from reports.languages import LANGUAGES
from reports.manifest import squeezed
from reports.markup import NAMESPACES
from reports.openxml import W, parse
from reports.plate import WP, Hung, attachments, drawings
from reports.refresh.body import Body
from reports.refresh.drawings import Drawing
from reports.refresh.grid import nearest
from reports.refresh.new_row import bare_copy
from reports.refresh.pen import new_run
from reports.refresh.shelf import Shelf
from reports.refresh.text import has_more, read
from reports.vocabulary import word

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

R = f"{{{OFFICE}}}"
WHYS = ("hidden", "dropped")


def empty_place(body: Body, key: str) -> Element | None:
    """Return the paragraph that stands for the pictures of a figure; nothing where they were never taken out."""
    start = body.mark(bookmark(Anchor.FIGURE, key))
    return None if start is None else nearest(start, "p")


def withdraw(body: Body, key: str, found: Sequence[Drawing], said: str, shelf: Shelf) -> Element | None:
    """Take pictures out, with the files that they alone show, and say so where the first one stood; return where."""
    place = nearest(found[0].frame, "p")
    for drawing in found[1:]:
        take_out(body, drawing, shelf)
    run = _drop(found[0], shelf)
    if place is None:
        return None
    sentence = new_run(said)
    place.append(sentence) if run is None else run.addprevious(sentence)
    _drop_empty(run)
    body.add_mark(place, bookmark(Anchor.FIGURE, key))
    return place


def take_out(body: Body, drawing: Drawing, shelf: Shelf) -> None:
    """Take a picture out, and its paragraph where nothing else is in it."""
    paragraph = nearest(drawing.frame, "p")
    _drop_empty(_drop(drawing, shelf))
    parent = None if paragraph is None else paragraph.getparent()
    if paragraph is None or parent is None or has_more(paragraph) or read(paragraph).text.strip():
        return
    others = [child for child in parent if child.tag == f"{W}p"]
    if next(paragraph.iter(f"{W}bookmarkStart"), None) is None and (parent.tag != f"{W}tc" or len(others) > 1):
        parent.remove(paragraph)


def hang_back(body: Body, place: Element, hung: Hung, shelf: Shelf) -> list[Drawing]:
    """Put the pictures of a figure where the sentence stands that they are not shown; return them."""
    files, taken = attachments([hung]), _ids(body)
    found, at = [], place
    for number, xml in enumerate(drawings(hung)):
        drawing = next(parse(f"<w:p {NAMESPACES}>{xml}</w:p>".encode(), hung.plate.key).iter(f"{W}drawing"))
        for pointer in drawing.iter():
            for key in [key for key in map(str, pointer.keys()) if key.startswith(R)]:
                pointer.set(key, shelf.put(files[str(pointer.get(key))]))
        taken += 1
        for about in drawing.iter(f"{{{WP}}}docPr", "{*}cNvPr"):
            about.set("id", str(taken))
        at = place if number == 0 else _behind(at)
        run = new_run("")
        run.append(drawing)
        at.append(run)
        found.append(Drawing(next(drawing.iter(f"{{{WP}}}inline")), number))
    _unsay(body, place, hung.plate.table.id)
    return found


def _behind(place: Element) -> Element:
    from lxml import etree

    paragraph = etree.Element(f"{W}p")
    properties = bare_copy(place.find(f"{W}pPr"))
    if properties is not None:
        paragraph.append(properties)
    place.addnext(paragraph)
    return paragraph


def _unsay(body: Body, place: Element, key: str) -> None:
    """Take the sentence out as it was printed, and its bookmark; what its author made of it stays."""
    sentences = {squeezed(word(f"figure.not_shown.{why}", language)) for why in WHYS for language in LANGUAGES}
    for run in list(place.iter(f"{W}r")):
        parent = run.getparent()
        if parent is not None and squeezed("".join(t.text or "" for t in run.iter(f"{W}t"))) in sentences:
            parent.remove(run)
    for start in body.marks.pop(bookmark(Anchor.FIGURE, key), []):
        for mark in [start, *place.iter(f"{W}bookmarkEnd")]:
            parent = mark.getparent()
            if parent is not None and mark.get(f"{W}id") == start.get(f"{W}id"):
                parent.remove(mark)


def _drop(drawing: Drawing, shelf: Shelf) -> Element | None:
    """Take a drawing out of its run; return the run."""
    frame = drawing.frame
    used = {str(e.get(key)) for e in frame.iter() for key in map(str, e.keys()) if key.startswith(R)}
    around = frame.getparent()
    holder = frame if around is None or around.tag != f"{W}drawing" else around
    run, parent = nearest(holder, "r"), holder.getparent()
    if parent is not None:
        parent.remove(holder)
    for key in sorted(used):
        shelf.drop(key)
    return run


def _drop_empty(run: Element | None) -> None:
    parent = None if run is None else run.getparent()
    if run is not None and parent is not None and all(child.tag == f"{W}rPr" for child in run):
        parent.remove(run)


def _ids(body: Body) -> int:
    """Return the highest id of a drawing."""
    ids = [str(about.get("id")) for about in body.root.iter(f"{{{WP}}}docPr")]
    return max((int(each) for each in ids if each.isdigit()), default=0)
