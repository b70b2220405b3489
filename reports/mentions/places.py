"""A document as a reader goes through it: sections under their headings, and the tables of ours in them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reports.anchors import TAGS, Anchor, bookmark, tag
from reports.fields import bookmark_of
from reports.manifest import squeezed
from reports.mentions.controls import tag_of
from reports.mentions.runs import BARRIER, FALLBACK, pieces, text_of, within
from reports.openxml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

HEADING = re.compile(r"(?:heading|kop|titre|[üu]berschrift)\s?[1-9]", re.IGNORECASE)
NUMBER = re.compile(r"\d+(?:[.-]\d+)*")
NOTE_STYLE = "TableNote"
"""That of the notes under our tables and figures."""
OURS = tuple(f"{word}:" for word in (TAGS[Anchor.TABLE], TAGS[Anchor.FIGURE]))
MARKS = (f"_w{Anchor.NOTE}_", f"_w{Anchor.TEXT}_")
"""How the bookmarks of paragraphs begin that are ours: notes, headings, guide and appendix."""
BODY_LEVEL = 9
"""The outline level of what is no heading."""


@dataclass(frozen=True)
class Place:
    """Where a table stands: its number as printed, and the bookmarks that refer to it."""

    number: str
    bookmarks: frozenset[str]


@dataclass
class Section:
    """What stands between two headings."""

    heading: str = ""
    paragraphs: list[_Element] = field(default_factory=list)
    tables: dict[str, Place] = field(default_factory=dict)
    captions: list[_Element] = field(default_factory=list)


def heading_styles(styles: _Element) -> frozenset[str]:
    """Return the ids of the styles that are headings, given the part `styles.xml`."""
    own = {style.get(f"{W}styleId", ""): style for style in styles.iter(f"{W}style")}
    return frozenset(key for key in own if _is_heading_style(key, own))


def table_places(root: _Element, tables: Collection[str], headings: frozenset[str] = frozenset()) -> dict[str, Place]:
    """Return where these tables stand in the body of a document."""
    return {key: place for section in sections(root, tables, headings) for key, place in section.tables.items()}


def sections(root: _Element, tables: Collection[str], headings: frozenset[str] = frozenset()) -> list[Section]:
    """Return the sections of a part; of one without a body (notes, margins) each child is a section."""
    known = {name: key for key in tables for name in (tag(Anchor.TABLE, key), bookmark(Anchor.TABLE, key))}
    ours = MARKS + tuple(bookmark_of(name) for key in tables for name in (key, f"figure.{key}"))
    body = root.find(f"{W}body")
    if body is None:
        return [Section(paragraphs=_running(child, ours)) for child in root]
    found = [Section()]
    above: _Element | None = None
    for block in _blocks(body):
        if block.tag == f"{W}p":
            if _is_heading(block, headings):
                found.append(Section(squeezed(text_of(pieces(block)).replace(BARRIER, ""))))
            found[-1].paragraphs += _running(block, ours)
            above = block
        elif key := _table(block, known):
            found[-1].tables[key] = _place(above)
            found[-1].captions += [] if above is None else [above]
    return found


def _blocks(holder: _Element) -> Iterator[_Element]:
    """Yield paragraphs, tables and controls of ours; of other controls, what is in them."""
    for child in holder:
        content = child.find(f"{W}sdtContent") if child.tag == f"{W}sdt" else None
        if content is not None and not tag_of(child).startswith(OURS):
            yield from _blocks(content)
        elif child.tag in (f"{W}p", f"{W}tbl", f"{W}sdt"):
            yield child


def _running(block: _Element, ours: tuple[str, ...]) -> list[_Element]:
    """Return the paragraphs of running text in a block, also in its text boxes; none in tables, none that we wrote."""
    around = {f"{W}tbl", FALLBACK}
    return [
        paragraph
        for paragraph in block.iter(f"{W}p")
        if within(paragraph, around, block) is None and not _is_ours(paragraph, ours)
    ]


def _is_ours(paragraph: _Element, marks: tuple[str, ...]) -> bool:
    """Tell whether a paragraph is a note, caption, heading or text that the product wrote."""
    names = (start.get(f"{W}name", "") for start in paragraph.iter(f"{W}bookmarkStart"))
    return _style(paragraph).startswith(NOTE_STYLE) or any(name.startswith(marks) for name in names)


def _table(block: _Element, known: Mapping[str, str]) -> str:
    """Return the key of the table of ours that a block is, or nothing."""
    named = [tag_of(block), *(start.get(f"{W}name", "") for start in block.iter(f"{W}bookmarkStart"))]
    return next((known[name] for name in named if name in known), "")


def _place(caption: _Element | None) -> Place:
    """Return the number and bookmarks of the caption above a table."""
    if caption is None:
        return Place("", frozenset())
    number = NUMBER.search(text_of(pieces(caption)))
    names = (start.get(f"{W}name", "") for start in caption.iter(f"{W}bookmarkStart"))
    return Place(number[0] if number else "", frozenset(name for name in names if name))


def _is_heading(paragraph: _Element, headings: frozenset[str]) -> bool:
    level = paragraph.find(f"{W}pPr/{W}outlineLvl")
    name = _style(paragraph)
    return _is_level(level) or name in headings or HEADING.fullmatch(name) is not None


def _style(paragraph: _Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val", "")


def _is_level(level: _Element | None) -> bool:
    value = "" if level is None else level.get(f"{W}val", "")
    return value.isdigit() and int(value) < BODY_LEVEL


def _is_heading_style(key: str, styles: Mapping[str, _Element]) -> bool:
    """Tell whether a style, or one that it is based on, has an outline level or the name of a heading."""
    passed: set[str] = set()
    while key in styles and key not in passed:
        passed.add(key)
        level, name = styles[key].find(f"{W}pPr/{W}outlineLvl"), styles[key].find(f"{W}name")
        if level is not None:
            return _is_level(level)
        if name is not None and HEADING.fullmatch(name.get(f"{W}val", "")):
            return True
        based = styles[key].find(f"{W}basedOn")
        key = "" if based is None else based.get(f"{W}val", "")
    return False
