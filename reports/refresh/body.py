"""The text of a document by others, with its anchors looked up once: tags, bookmarks, and ids that are still free."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import count
from typing import TYPE_CHECKING

from reports.anchors import Anchor, control_id, tag
from reports.openxml import W
from reports.refresh.grid import nearest

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MARK_ID = re.compile(rb'<w:bookmarkStart\b[^>]*?w:id="(\d{1,9})"')
REVISION_ID = re.compile(rb'<w:(?:ins|del|moveFrom|moveTo|cellIns|cellDel)\b[^>]*?w:id="(\d{1,9})"')


class Body:
    """The main text of a document, and what is needed to find and place anchors in it."""

    def __init__(self, root: Element, parts: Mapping[str, bytes]) -> None:
        self.root = root
        self.controls: dict[str, list[Element]] = defaultdict(list)
        self.marks: dict[str, list[Element]] = defaultdict(list)
        stories = [data for name, data in parts.items() if name.startswith("word/") and name.endswith(".xml")]
        self.ids = count(_after(MARK_ID, stories))
        self.next_revision = _after(REVISION_ID, stories)
        self._control_ids = {str(e.get(f"{W}val")) for e in root.iterfind(f".//{W}sdtPr/{W}id")}
        for element in root.iter(f"{W}sdt", f"{W}bookmarkStart"):
            if element.tag == f"{W}bookmarkStart":
                self.marks[str(element.get(f"{W}name"))].append(element)
            else:
                named = element.find(f"{W}sdtPr/{W}tag")
                self.controls["" if named is None else str(named.get(f"{W}val"))].append(element)

    def tagged(self, key: str) -> list[Element]:
        """Return the controls that carry a table's tag."""
        return self.controls.get(tag(Anchor.TABLE, key), [])

    def mark(self, name: str) -> Element | None:
        """Return where a bookmark starts; nothing where there is none, or one in each of several paragraphs."""
        found = self.marks.get(name, [])
        places = {nearest(start, "p") for start in found}
        return found[-1] if len(places) == 1 else None

    def mend(self, name: str) -> None:
        """Take out what LibreOffice doubles in an empty paragraph: a second start without an end."""
        found = self.marks.get(name, [])
        if len(found) < 2 or self.mark(name) is None:
            return
        ends = {end.get(f"{W}id") for end in self.root.iter(f"{W}bookmarkEnd")}
        for start in [start for start in found[:-1] if start.get(f"{W}id") not in ends]:
            found.remove(start)
            start.getparent().remove(start)  # type: ignore[union-attr]

    def add_mark(self, paragraph: Element, name: str) -> None:
        """Put a bookmark without length at the end of a paragraph, unless the document has one of that name."""
        from lxml import etree

        if self.marks.get(name):
            return
        number = {f"{W}id": str(next(self.ids))}
        start = etree.SubElement(paragraph, f"{W}bookmarkStart", {**number, f"{W}name": name})
        etree.SubElement(paragraph, f"{W}bookmarkEnd", number)
        self.marks[name].append(start)

    def forget(self, element: Element) -> None:
        """Leave out the bookmarks within something that is taken out."""
        for start in element.iter(f"{W}bookmarkStart"):
            self.marks[str(start.get(f"{W}name"))].remove(start)

    def learn(self, element: Element) -> None:
        """Take up the bookmarks within something that is put in."""
        for start in element.iter(f"{W}bookmarkStart"):
            self.marks[str(start.get(f"{W}name"))].append(start)

    def free_control_id(self, name: str) -> str:
        """Return an id for a control with this tag that no other control has."""
        number = control_id(name)
        while str(number) in self._control_ids:
            number = number % (2**31 - 2) + 1
        self._control_ids.add(str(number))
        return str(number)


def table_of(element: Element) -> Element | None:
    """Return the table that an anchor stands in."""
    return nearest(element, "tbl")


def outer_tables(element: Element) -> Iterator[Element]:
    """Yield the tables in a control, those within tables left out."""
    for child in element:
        if child.tag == f"{W}tbl":
            yield child
        elif isinstance(child.tag, str):
            yield from outer_tables(child)


def _after(pattern: re.Pattern[bytes], stories: list[bytes]) -> int:
    return 1 + max((int(found) for data in stories for found in pattern.findall(data)), default=0)
