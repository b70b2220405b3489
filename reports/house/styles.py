"""Our styles as an institute has them: the one of the same name, and ours where it has none."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from reports.house.order import PARAGRAPH, STYLE, put, within
from reports.openxml import W

if TYPE_CHECKING:
    from lxml import etree

VAL, STYLE_ID = f"{W}val", f"{W}styleId"
NAMING = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
OWED = ("keepNext", "keepLines", "numPr", "tabs", "outlineLvl")
"""What our own styles give a paragraph and the text relies on; set on the paragraph where the institute's does not."""
RUNNING = "Normal"
"""The id of our running text."""
SIDES = {"left": "0", "right": "0", "firstLine": "0"}


@dataclass
class Sheet:
    """The styles of one file."""

    root: etree._Element

    @cached_property
    def by_id(self) -> dict[str, etree._Element]:
        """Return every style by its id."""
        return {str(style.get(STYLE_ID)): style for style in self.root.iter(f"{W}style")}

    def named(self, kind: str, name: str) -> str:
        """Return the id of the style of this name, whatever its letters' case, or nothing."""
        same = (key for key, style in self.by_id.items() if kind_of(style) == kind and name_of(style) == name.lower())
        return next(same, "")

    def default(self, kind: str) -> str:
        """Return the id of the style that text of this kind has when it names none, or nothing."""
        styles = self.by_id.items()
        return next((k for k, s in styles if kind_of(s) == kind and s.get(f"{W}default") in {"1", "true", "on"}), "")

    def chain(self, key: str) -> Iterator[etree._Element]:
        """Yield a style and those it is based on."""
        seen: set[str] = set()
        while key in self.by_id and key not in seen:
            seen.add(key)
            yield self.by_id[key]
            key = based_on(self.by_id[key])

    def property(self, key: str, path: str) -> etree._Element | None:
        """Return what a style, or one it is based on, says of one property."""
        found = (style.find(path) for style in self.chain(key))
        return next((each for each in found if each is not None), None)


@dataclass
class Wardrobe:
    """Which style of the institute stands for each of ours, and ours where it has none."""

    theirs: Sheet
    ours: Sheet
    ids: dict[str, str] = field(default_factory=dict)
    bullets: str = ""
    """The number under which our lists are kept in the institute's numbering."""
    lists: bool = False
    """Whether anything refers to that number."""

    def id_of(self, key: str) -> str:
        """Return the id of the institute's style for one of ours; one that it has not is added."""
        if key not in self.ids:
            style = self.ours.by_id[key]
            kind, is_default = kind_of(style), bool(style.get(f"{W}default"))
            found = self.theirs.named(kind, name_of(style)) or (self.theirs.default(kind) if is_default else "")
            self.ids[key] = found or self._free(key)
            if not found:
                self._add(style)
        return self.ids[key]

    def dress(self, element: etree._Element) -> None:
        """Give everything in a piece of our text the institute's styles."""
        for naming in element.iter(*(f"{W}{name}" for name in NAMING)):
            key = str(naming.get(VAL))
            naming.set(VAL, self.id_of(key))
            owner = naming.getparent()
            if naming.tag == f"{W}pStyle" and owner is not None:
                for owed in self._owed(key):
                    if owner.find(owed.tag) is None:
                        put(owner, copy.deepcopy(owed), PARAGRAPH)

    def _owed(self, key: str) -> list[etree._Element]:
        if key not in self._debts:
            ours = ((name, self.ours.property(key, f"{W}pPr/{W}{name}")) for name in OWED)
            lacking = {name: each for name, each in ours if each is not None and not self._gives(self.ids[key], name)}
            self._debts[key] = [self._numbered(copy.deepcopy(each)) for each in lacking.values()]
        return self._debts[key]

    @cached_property
    def _debts(self) -> dict[str, list[etree._Element]]:
        return {}

    def _gives(self, key: str, name: str) -> bool:
        return self.theirs.property(key, f"{W}pPr/{W}{name}") is not None

    def _free(self, key: str) -> str:
        """Return an id for a style of ours that no style of the institute has; Word reads them without their case."""
        known = {each.lower() for each in self.theirs.by_id}
        names = (key, *(f"{key}Report{n or ''}" for n in range(len(known) + 1)))
        return next(name for name in names if name.lower() not in known)

    def _add(self, style: etree._Element) -> None:
        added = copy.deepcopy(style)
        added.set(STYLE_ID, self.ids[str(style.get(STYLE_ID))])
        self.theirs.by_id[str(added.get(STYLE_ID))] = added
        self.theirs.root.append(added)
        for name in ("basedOn", "next"):
            if (other := added.find(f"{W}{name}")) is not None:
                other.set(VAL, self.id_of(str(other.get(VAL))))
        self._numbered(added)
        if kind_of(style) == "paragraph" and based_on(style) == RUNNING:
            self._freed(added)

    def _numbered(self, element: etree._Element) -> etree._Element:
        for number in element.iter(f"{W}numId"):
            number.set(VAL, self.bullets)
            self.lists = True
        return element

    def _freed(self, added: etree._Element) -> None:
        """Undo what the institute's running text does that ours does not: indents, and both margins flush."""
        from lxml import etree

        base = based_on(added)
        properties = within(added, "pPr", STYLE)
        if self.theirs.property(base, f"{W}pPr/{W}ind") is not None:
            indent = within(properties, "ind", PARAGRAPH)
            for side, none in SIDES.items():
                if indent.get(f"{W}{side}") is None and not (side == "firstLine" and indent.get(f"{W}hanging")):
                    indent.set(f"{W}{side}", none)
        if self.theirs.property(base, f"{W}pPr/{W}jc") is not None and properties.find(f"{W}jc") is None:
            put(properties, etree.Element(f"{W}jc", {VAL: "left"}), PARAGRAPH)


def kind_of(style: etree._Element) -> str:
    """Return whether a style is one of paragraphs, characters, tables or lists."""
    return str(style.get(f"{W}type", "paragraph"))


def name_of(style: etree._Element) -> str:
    """Return a style's name as it is compared: Word writes its own names in English whatever its language."""
    return written_name(style).lower()


def based_on(style: etree._Element) -> str:
    """Return the id of the style that a style is based on, or nothing."""
    base = style.find(f"{W}basedOn")
    return "" if base is None else str(base.get(VAL))


def written_name(style: etree._Element) -> str:
    """Return a style's name as it is written."""
    name = style.find(f"{W}name")
    return "" if name is None else str(name.get(VAL))
