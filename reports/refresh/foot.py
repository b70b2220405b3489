"""The notes under a table: renewed by place, put in behind the last one, taken out only where nobody worked on them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reports.anchors import Anchor, bookmark
from reports.manifest import same, squeezed
from reports.openxml import W
from reports.refresh.finding import Kind
from reports.refresh.grid import nearest
from reports.refresh.new_row import bare_copy
from reports.refresh.pen import behind, new_run
from reports.refresh.text import has_more, is_revised, read, text_of
from reports.refresh.work import Where, Work
from reports.vocabulary import word

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

STYLE = "TableNote"
NEAR = 20
"""So many paragraphs under a table are looked through for notes that have lost their bookmark."""


class Foot:
    """The notes of one table under refresh."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.lead = word("document.note", work.fresh.language)
        self.base = work.base.notes if work.base else []
        self.theirs = work.fresh.notes
        self.found = self._find()
        self.added = 0

    def renew(self) -> list[str]:
        """Renew every note; return what each was last printed as from now on."""
        after: list[str] = []
        for place, text in enumerate(self.theirs):
            if place in self.found:
                after.append(self._note(place, text))
            else:
                after.append(self._put_in(place, text))
        for place in range(len(self.theirs), len(self.base)):
            after += self._take_out(place)
        return [squeezed(text) for text in after]

    def _find(self) -> dict[int, Element]:
        """Return the paragraph of each note: by its bookmark, else near the table by what it was last printed as."""
        found: dict[int, Element] = {}
        near = list(_following(self.work.table))
        for place in range(max(len(self.base), len(self.theirs))):
            start = self.work.body.mark(bookmark(Anchor.NOTE, self.work.key, str(place)))
            paragraph = None if start is None else nearest(start, "p")
            if paragraph is None:
                wanted = [texts[place] for texts in (self.base, self.theirs) if place < len(texts)]
                alike = [each for each in near if any(same(self._said(each), text) for text in wanted)]
                paragraph = alike[0] if len(alike) == 1 else None
            if paragraph is not None and paragraph not in found.values():
                found[place] = paragraph
        return found

    def _said(self, paragraph: Element) -> str:
        """Return what a note says, without the word that leads the first."""
        return squeezed(text_of(paragraph)).removeprefix(self.lead).strip()

    def _note(self, place: int, text: str) -> str:
        paragraph = self.found[place]
        base = self.base[place] if place < len(self.base) else None
        write, after = self.work.merge(paragraph, self._said(paragraph), base, text, Where(self.lead))
        if write:
            whole = read(paragraph)
            part = behind(whole, self.lead)
            leads = len(part.pieces) == len(whole.pieces) and squeezed(whole.text).startswith(self.lead)
            self.work.pen.rewrite(part, f"{self.lead} {text}" if leads else text, paragraph)
        return after

    def _put_in(self, place: int, text: str) -> str:
        """Put a note in behind the one before it, unless its author deleted it."""
        if place < len(self.base):
            if not same(self.base[place], text):
                self.work.note(Kind.ABSENT, Where(self.lead), self.base[place], "", text)
            return text
        if self.work.base is None and not self.work.take_new:
            self.work.note(Kind.UNKNOWN, Where(self.lead), "", "", text)
            return text
        from lxml import etree

        before = next((self.found[other] for other in range(place - 1, -1, -1) if other in self.found), None)
        paragraph = etree.Element(f"{W}p")
        properties = self._properties(before)
        if properties is not None:
            paragraph.append(properties)
        paragraph.append(new_run(text if self.found else f"{self.lead} {text}"))
        (self.work.table if before is None else before).addnext(paragraph)
        self.found[place] = paragraph
        self.added += 1
        self.work.pen.add_paragraph(paragraph)
        self.work.note(Kind.CHANGED, Where(self.lead), "", "", text)
        return text

    def _properties(self, before: Element | None) -> Element | None:
        """Return the format of a new note: that of the one before it, else the style of notes."""
        from lxml import etree

        if before is not None:
            return bare_copy(before.find(f"{W}pPr"))
        properties = etree.Element(f"{W}pPr")
        etree.SubElement(properties, f"{W}pStyle", {f"{W}val": STYLE})
        return properties if STYLE in self.work.styles else None

    def _take_out(self, place: int) -> list[str]:
        """Take a note out, or list it and return it."""
        paragraph, printed = self.found.get(place), self.base[place]
        if paragraph is None:
            return []
        names = {str(mark.get(f"{W}name")) for mark in paragraph.iter(f"{W}bookmarkStart")}
        ours = bookmark(Anchor.NOTE, self.work.key, str(place))
        worked = is_revised(paragraph) or has_more(paragraph) or bool(names - {ours})
        if worked or not same(self._said(paragraph), printed):
            self.work.note(Kind.STAYS, Where(self.lead), printed, self._said(paragraph))
            return [printed]
        self.work.body.forget(paragraph)
        del self.found[place]
        self.work.pen.remove_paragraph(paragraph)
        self.work.note(Kind.CHANGED, Where(self.lead), printed)
        return []


def mark_notes(work: Work, found: dict[int, Element]) -> None:
    """Put the bookmark back in every note that has lost it."""
    for place, paragraph in found.items():
        work.body.add_mark(paragraph, bookmark(Anchor.NOTE, work.key, str(place)))


def _following(table: Element) -> Iterator[Element]:
    """Yield the paragraphs right under a table, up to whatever is none."""
    at = table
    for _ in range(NEAR):
        after = next((each for each in at.itersiblings() if each.tag in {f"{W}p", f"{W}tbl", f"{W}sdt"}), None)
        if after is None or after.tag != f"{W}p":
            return
        yield after
        at = after
