"""Text of a template that stays: its own language, and ids that are not those of the report."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import TYPE_CHECKING

from reports.house.order import PARAGRAPH, RUN, put, sort
from reports.house.package import Package
from reports.house.styles import NAMING, VAL
from reports.openxml import W

if TYPE_CHECKING:
    from lxml import etree

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MAIN_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
BOOKMARKS_FROM, DRAWINGS_FROM = 500_000_000, 900_000
"""Ids of the template's own bookmarks and drawings begin here; those of the report are lower, or their own."""
EMU = 635
"""Parts of a drawing's measure in a twentieth of a point."""
STORIES = ("header", "footer", "footnotes", "endnotes")


def stories(package: Package, main: str) -> list[str]:
    """Return the names of the template's headers, footers and notes."""
    return sorted({link.target for link in package.links[main].values() if link.name in STORIES})


def renumber(kept: Sequence[etree._Element], ours: Iterable[etree._Element]) -> None:
    """Give what stays of a template ids that nothing of ours has, and take out names that ours have."""
    names = {each.get(f"{W}name") for piece in ours for each in piece.iter(f"{W}bookmarkStart")}
    new: dict[tuple[int, str | None], str] = {}
    for story, root in enumerate(kept):
        for mark in list(root.iter(f"{W}bookmarkStart")):
            if mark.get(f"{W}name") in names:
                _remove(mark, root)
        for mark in root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            key = (story if root.tag != f"{W}p" else -1, mark.get(f"{W}id"))
            mark.set(f"{W}id", new.setdefault(key, str(BOOKMARKS_FROM + len(new))))
    drawings = [each for root in kept for each in root.iter(f"{DRAWING}docPr")]
    for number, drawing in enumerate(drawings, DRAWINGS_FROM):
        drawing.set("id", str(number))
    _controls(kept, ours)


def speak(kept: Iterable[etree._Element], theirs: str, locale: str) -> None:
    """Say of text that stays which language it is in, where the report is in another."""
    from lxml import etree

    if not theirs or theirs.partition("-")[0].lower() == locale.partition("-")[0].lower():
        return
    for root in kept:
        for run in root.iter(f"{W}r"):
            properties = run.find(f"{W}rPr")
            if properties is None:
                properties = etree.Element(f"{W}rPr")
                run.insert(0, properties)
            if properties.find(f"{W}lang") is None:
                put(properties, etree.Element(f"{W}lang", {f"{W}val": theirs}), RUN)


def mend(kept: Iterable[etree._Element], styles: Container[str]) -> None:
    """Put right what programs leave in text that stays: properties out of order, styles that are gone, stale marks."""
    for root in kept:
        for properties in root.iter(f"{W}pPr"):
            sort(properties, PARAGRAPH)
        for properties in root.iter(f"{W}rPr"):
            sort(properties, RUN)
        for naming in list(root.iter(*(f"{W}{name}" for name in NAMING))):
            if naming.get(VAL) not in styles and (owner := naming.getparent()) is not None:
                owner.remove(naming)
        for mark in root.iter(f"{W}fldChar", f"{W}fldSimple"):
            mark.attrib.pop(f"{W}dirty", "")


def fit(ours: Iterable[etree._Element], text_width: int) -> None:
    """Make drawings of ours that are wider than the page as wide as it."""
    room = text_width * EMU
    for inline in (each for piece in ours for each in piece.iter(f"{DRAWING}inline")):
        for extent in inline.iter(f"{DRAWING}extent", f"{MAIN_DRAWING}ext"):
            wide, high = (int(extent.get(key, "0")) for key in ("cx", "cy"))
            if wide > room:
                extent.set("cx", str(room))
                extent.set("cy", str(high * room // wide))


def _controls(kept: Sequence[etree._Element], ours: Iterable[etree._Element]) -> None:
    """Make the ids of content controls unique."""
    known = {str(each.get(f"{W}val")) for piece in ours for each in piece.iterfind(f".//{W}sdtPr/{W}id")}
    for root in kept:
        for control in root.iterfind(f".//{W}sdtPr/{W}id"):
            value = str(control.get(f"{W}val"))
            while value in known:
                value = str(int(value) % (2**31 - 2) + 1)
            known.add(value)
            control.set(f"{W}val", value)


def _remove(mark: etree._Element, root: etree._Element) -> None:
    """Take out a bookmark, its end too."""
    ends = [each for each in root.iter(f"{W}bookmarkEnd") if each.get(f"{W}id") == mark.get(f"{W}id")]
    for each in (mark, *ends):
        if (parent := each.getparent()) is not None:
            parent.remove(each)
