"""One story of a report under refresh: its paragraphs found, renewed, put in and taken out.

A paragraph is found by its bookmark, else by what was last printed there, else as the only one between its neighbours:
so far goes an author who writes one of ours anew, and it is told as a correction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from reports.anchors import Anchor, bookmark
from reports.manifest import PrintedText, same, squeezed
from reports.openxml import W
from reports.passages import Passage
from reports.refresh.finding import Finding, Kind
from reports.refresh.grid import nearest
from reports.refresh.phrases import Phrases, made, named, rewrite
from reports.refresh.text import has_more, is_revised, text_of
from reports.refresh.work import Where, Work

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


class Story:
    """The paragraphs of one story: those of the release in their order, and what was last printed of each."""

    def __init__(
        self,
        work: Work,
        parts: Sequence[Passage | None],
        base: Mapping[str, PrintedText],
        phrases: Phrases,
        *,
        known: bool = True,
    ) -> None:
        """Take the parts as they are printed, nothing for a table between them; is it `known` what was last printed?"""
        self.work, self.parts, self.base, self.phrases, self.known = work, parts, base, phrases, known
        self.fresh = {part.key: part for part in parts if part is not None}
        self.keys = list(dict.fromkeys([*self.fresh, *base]))
        self.found = self._find()
        self.after: dict[str, PrintedText] = {}
        self.gone = 0

    def renew(self, *, grows: bool = True) -> None:
        """Renew every paragraph; unless the story `grows`, none is put in or taken out."""
        shared = {key for key, times in self._claims.items() if times > 1}
        for key in self.keys:
            fresh, paragraph, base = self.fresh.get(key), self.found.get(key), self.base.get(key)
            if fresh and key in shared and paragraph is not None:
                self._joined(fresh, base, paragraph)
            elif fresh and paragraph is not None:
                self._renew(fresh, base, paragraph)
            elif fresh and base:
                self._absent(fresh, base)
            elif fresh and not self.known:
                self.after[key] = fresh.printed
            elif fresh and self.base and grows:
                self._put_in(fresh)
            elif base and paragraph is not None:
                self._take_out(key, base, paragraph, grows=grows)
        if self.gone:
            self.work.findings.append(Finding(Kind.ABSENT, self.work.key, column=str(self.gone), why="texts_gone"))
        self._anchor()

    @property
    def _claims(self) -> Counter[str]:
        """Return for each key how many keys have its paragraph: its author joined some of ours."""
        times = Counter(self.found.values())
        return Counter({key: times[paragraph] for key, paragraph in self.found.items()})

    def _find(self) -> dict[str, Element]:
        found: dict[str, Element] = {}
        for key in self.keys:
            start = self.work.body.mark(bookmark(Anchor.TEXT, key))
            paragraph = None if start is None else nearest(start, "p")
            if paragraph is not None:
                found[key] = paragraph
        for key in [key for key in self.keys if key not in found]:
            alike = [each for text in self._texts(key) for each in self.phrases.saying(text)]
            if len(alike) == 1 and alike[0] not in found.values():
                found[key] = alike[0]
        return found | self._between(found)

    def _texts(self, key: str) -> list[str]:
        """Return what a paragraph was last printed as; where nobody knows, what it is printed as now."""
        if key in self.base:
            return [self.base[key].text]
        return [] if self.known else [self.fresh[key].whole]

    def _between(self, found: Mapping[str, Element]) -> dict[str, Element]:
        """Return the paragraphs that stand alone between two of ours, where only one of ours is missing."""
        order = [key for key in self.base if key in self.fresh]
        matched = {}
        for place in range(1, len(order) - 1):
            before, after = found.get(order[place - 1]), found.get(order[place + 1])
            if order[place] in found or before is None or after is None:
                continue
            alone = before.getnext()
            if alone is not None and alone.tag == f"{W}p" and alone.getnext() is after and alone not in found.values():
                matched[order[place]] = alone
        return matched

    def _renew(self, fresh: Passage, base: PrintedText | None, paragraph: Element) -> None:
        mine, last = text_of(paragraph), base.text if base else None
        write, after = self.work.merge(paragraph, mine, last, fresh.whole, Where(named(fresh)))
        if write:
            rewrite(self.work.pen, paragraph, base.lead if base else "", fresh)
        if base is not None:
            self.after[fresh.key] = fresh.printed if same(after, fresh.whole) else base
        elif write or same(mine, fresh.whole):
            self.after[fresh.key] = fresh.printed

    def _joined(self, fresh: Passage, base: PrintedText | None, paragraph: Element) -> None:
        """Tell of a paragraph that its author made one with another of ours: it is not written."""
        if base is not None and not same(base.text, fresh.whole):
            mine = text_of(paragraph)
            if squeezed(fresh.whole) not in squeezed(mine):
                self.work.note(Kind.CONFLICT, Where(named(fresh)), base.text, mine, fresh.whole)
                self.after[fresh.key] = base
                return
        self.after[fresh.key] = fresh.printed

    def _absent(self, fresh: Passage, base: PrintedText) -> None:
        """Leave out what its author deleted; tell where its old text is still to be found."""
        self.after[fresh.key] = base
        if not same(base.text, fresh.whole) and self.phrases.holding(base.text):
            self.work.findings.append(Finding(Kind.LOST, self.work.key, column=named(fresh), why="text_elsewhere"))
        else:
            self.gone += 1

    def _put_in(self, fresh: Passage) -> None:
        """Put a new paragraph in behind the one before it, else before the one behind it."""
        place = self.parts.index(fresh)
        before, after = self._near(self.parts[:place][::-1]), self._near(self.parts[place + 1 :])
        if before is None and after is None:
            return
        paragraph = made(fresh, self._model(fresh), self.work.styles)
        if before is not None:
            before.addnext(paragraph)
        elif after is not None:
            after.addprevious(paragraph)
        self.found[fresh.key] = paragraph
        self.after[fresh.key] = fresh.printed
        self.work.pen.add_paragraph(paragraph)
        self.work.note(Kind.CHANGED, Where(named(fresh)), "", "", fresh.whole)

    def _near(self, parts: Sequence[Passage | None]) -> Element | None:
        """Return the first of these paragraphs that is in the document, up to a table."""
        for part in parts:
            if part is None:
                return None
            if part.key in self.found:
                return self.found[part.key]
        return None

    def _model(self, fresh: Passage) -> Element | None:
        """Return a paragraph of the document that is set as this one is."""
        alike = (key for key, part in self.fresh.items() if part.form.style == fresh.form.style)
        return next((self.found[key] for key in alike if key in self.found), None)

    def _take_out(self, key: str, base: PrintedText, paragraph: Element, *, grows: bool) -> None:
        """Take out what the release has no longer, unless its author worked on it: then it stays and is told."""
        names = {str(mark.get(f"{W}name")) for mark in paragraph.iter(f"{W}bookmarkStart")}
        worked = is_revised(paragraph) or has_more(paragraph) or bool(names - {bookmark(Anchor.TEXT, key)})
        if not grows or worked or not same(text_of(paragraph), base.text):
            self.after[key] = base
            self.work.note(Kind.STAYS, Where(base.text), base.text, text_of(paragraph))
            return
        self.work.body.forget(paragraph)
        del self.found[key]
        self.work.pen.remove_paragraph(paragraph)
        self.work.note(Kind.CHANGED, Where(base.text), base.text)

    def _anchor(self) -> None:
        """Put the bookmark back in every paragraph that has lost it."""
        body, lost = self.work.body, False
        for key, paragraph in self.found.items():
            name = bookmark(Anchor.TEXT, key)
            body.mend(name)
            lost = lost or (not body.marks.get(name) and key in self.base)
            if self._is_ours(key):
                body.add_mark(paragraph, name)
        if lost:
            self.work.note(Kind.ANCHORED, Where())

    def _is_ours(self, key: str) -> bool:
        return key in self.after or key in self.base

    @cached_property
    def is_here(self) -> bool:
        """Tell whether any of the story is in the document."""
        return bool(self.found)
