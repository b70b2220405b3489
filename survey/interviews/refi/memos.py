"""What people wrote beside their codings: descriptions of selections, and notes tied to them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from survey.interviews.refi.archive import Container
from survey.interviews.refi.evidence import agrees
from survey.interviews.refi.losses import Account
from survey.interviews.refi.names import child, children, guid, within, words
from survey.interviews.refi.texts import read_text
from survey.interviews.transcript import canonical

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


@dataclass
class Memos:
    """The notes of a project, and the links that tie them to selections, as some programs do with annotations."""

    container: Container
    account: Account
    _notes: dict[str, Element] = field(default_factory=dict)
    _links: dict[str, list[tuple[Element, str]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Look up notes, and links of which one end is a note."""
        root = self.container.root
        self._notes = {guid(each.get("guid")): each for each in within(root, "Notes", "Note")}
        for link in within(root, "Links", "Link"):
            ends = guid(link.get("originGUID")), guid(link.get("targetGUID"))
            for note, other in (ends, ends[::-1]):
                if note in self._notes:
                    self._links[other].append((link, note))

    def of_selection(self, selection: Element, found: str) -> list[str]:
        """Return the memos of a selection; a description that repeats the words found there is none."""
        described = child(selection, "Description")
        written = [] if described is None or agrees(found, described.text or "") else [words(selection, "Description")]
        if described is not None:
            self.account.take(described)
        return [*written, *self._noted(selection), *self._linked(selection)]

    def of_coding(self, coding: Element) -> list[str]:
        """Return the memos of one coding."""
        return self._noted(coding)

    def _noted(self, element: Element) -> list[str]:
        found = []
        for ref in children(element, "NoteRef"):
            note = guid(ref.get("targetGUID"))
            if note in self._notes and (text := self._text(note)):
                self.account.take(ref)
                found.append(text)
        return found

    def _linked(self, selection: Element) -> list[str]:
        found = []
        for link, note in self._links.get(guid(selection.get("guid")), ()):
            if text := self._text(note):
                self.account.take(link)
                found.append(text)
        return found

    def _text(self, key: str) -> str:
        note = self._notes[key]
        raw = read_text(self.container, note)
        text = raw.canonical.strip() if raw is not None else ""
        if text:
            self.account.take(note)
            return text
        described = child(note, "Description")
        text = canonical(described.text or "").strip() if described is not None else ""
        if text and described is not None:
            self.account.take(note)
            self.account.take(described)
        return text


def joined(memos: list[str]) -> str:
    """Return memos as one, a line for each, none twice."""
    return "\n".join(dict.fromkeys(canonical(memo).strip() for memo in memos if memo.strip()))
