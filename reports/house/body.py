"""Where the report goes in a template: in the place of `{{ report }}`, or of everything there."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.house.pages import become, completed, following, inherited, lies, page_of, sized
from reports.openxml import W
from survey.errors import problem

if TYPE_CHECKING:
    from lxml import etree

MARKER = re.compile(r"\{\{\s*report\s*\}\}", re.IGNORECASE)
SECTION = f"{W}sectPr"
COMMENTS = tuple(f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))


@dataclass
class Frame:
    """What of a template stands before the report and after it, and the section that the report stands in."""

    before: list[etree._Element]
    after: list[etree._Element]
    section: etree._Element

    @property
    def is_last(self) -> bool:
        """Tell whether nothing comes after the report."""
        return self.after == [self.section]


def frame_of(body: etree._Element, place: str) -> Frame:
    """Return the frame; raise `StudyError` for a marker that is there twice, or not in a paragraph of its own."""
    from lxml import etree

    if body.find(SECTION) is None:
        body.append(etree.Element(SECTION))
    marked = [each for each in body if each.tag == f"{W}p" and MARKER.fullmatch(_text(each).strip())]
    if len(MARKER.findall("\n".join(map(_text, body.iter(f"{W}p"))))) > len(marked) or len(marked) > 1:
        what = "{{ report }} stands in this template more than once, or among other text"
        raise problem(what, place, "Give it one paragraph of its own, in no table and no text box.")
    if not marked:
        return _empty(body)
    at = list(body).index(marked[0])
    before, after = list(body)[:at], list(body)[at + 1 :]
    for owner in (*before, *after):
        _without_comments(owner)
    if (own := marked[0].find(f"{W}pPr/{SECTION}")) is not None:
        after.insert(0, _ends(own))
    section = next(found for each in after if (found := _section_in(each)) is not None)
    _set(section, [found for each in before if (found := _section_in(each)) is not None])
    _paired([*before, *after])
    return Frame(before, after, section)


def set_sections(frame: Frame, ours: list[etree._Element], place: str) -> None:
    """Give the sections of our text, whose last one stands at its end, the pages of the template."""
    upright = page_of(frame.section, place)
    opening, further = frame.section, following(frame.section)
    last = ours.pop()
    within = [section for each in ours if (section := _section_in(each)) is not None]
    for number, section in enumerate(within):
        like = further if number else opening
        _replace(section, sized(like, upright.turned) if lies(section) else copy.deepcopy(like))
    like = further if within else opening
    if not lies(last):
        _replace_in(frame, like)
    elif frame.is_last:
        _replace_in(frame, sized(like, upright.turned))
    else:
        ours.append(_ends(sized(like, upright.turned)))
        _replace_in(frame, further)


def _empty(body: etree._Element) -> Frame:
    """Return the frame of a template whose text is left out: its last section."""
    sections = list(body.iter(SECTION))
    section = sections[-1]
    _set(section, sections[:-1])
    return Frame([], [section], section)


def _set(section: etree._Element, earlier: list[etree._Element]) -> None:
    """Complete a section, in its place."""
    become(section, completed(section, inherited([*earlier, section])))


def _replace(section: etree._Element, made: etree._Element) -> None:
    owner = section.getparent()
    if owner is not None:
        owner.replace(section, made)


def _replace_in(frame: Frame, made: etree._Element) -> None:
    if made is not frame.section:
        become(frame.section, made)


def _section_in(element: etree._Element) -> etree._Element | None:
    return element if element.tag == SECTION else element.find(f"{W}pPr/{SECTION}")


def _ends(section: etree._Element) -> etree._Element:
    """Return a paragraph of no height that ends a section."""
    from lxml import etree

    made = etree.Element(f"{W}p")
    properties = etree.SubElement(made, f"{W}pPr")
    flat = {"before": "0", "after": "0", "line": "20", "lineRule": "exact"}
    etree.SubElement(properties, f"{W}spacing", {f"{W}{key}": value for key, value in flat.items()})
    properties.append(section)
    return made


def _text(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def _without_comments(owner: etree._Element) -> None:
    for each in list(owner.iter(*COMMENTS)):
        holder = each.getparent()
        alone = holder is not None and holder.tag == f"{W}r" and not holder.findall(f"{W}t")
        mark = holder if holder is not None and alone else each
        if (parent := mark.getparent()) is not None:
            parent.remove(mark)


def _paired(kept: list[etree._Element]) -> None:
    """Take out bookmarks that begin or end where the report stands now."""
    marks = {
        kind: [each for owner in kept for each in owner.iter(f"{W}{kind}")] for kind in ("bookmarkStart", "bookmarkEnd")
    }
    starts, ends = ({each.get(f"{W}id") for each in found} for found in marks.values())
    for each in (*marks["bookmarkStart"], *marks["bookmarkEnd"]):
        parent = each.getparent()
        if parent is not None and each.get(f"{W}id") not in starts & ends:
            parent.remove(each)
