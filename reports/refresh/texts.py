"""All paragraphs of ours outside the tables in one document: cover, reading guide, chapter headings, appendix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reports.layout import Layout
from reports.manifest import PrintedText, same
from reports.passages import CHAPTERS, COVER, Passage
from reports.refresh.copies import renew_title
from reports.refresh.draft import Draft
from reports.refresh.finding import Finding, Kind
from reports.refresh.pen import Pen
from reports.refresh.phrases import Phrases
from reports.refresh.story import Story
from reports.refresh.work import Fresh, Work
from reports.vocabulary import word
from reports.word import Exhibit


class Texts:
    """The stories of a report in a document."""

    def __init__(
        self, draft: Draft, stories: Mapping[str, Sequence[Passage | Exhibit]], language: str, pen: Pen, take_new: bool
    ) -> None:
        self.draft, self.stories, self.language, self.pen, self.take_new = draft, stories, language, pen, take_new
        self.base = dict(draft.base.texts) if draft.base else {}
        self.phrases = Phrases(draft.body.root)
        self.after: dict[str, PrintedText] = {}
        self.findings: list[Finding] = []
        self.titles = {story: word(f"refresh.{story}", language) for story in stories}

    def renew(self) -> None:
        """Renew every story of which something was printed here, or is found here all the same."""
        for name, parts in self.stories.items():
            told = [part if isinstance(part, Passage) else None for part in parts]
            base = {key: text for key, text in self.base.items() if key.startswith(f"{name}.")}
            if name == CHAPTERS:
                told = _moved(told, base)
            known = self.draft.base is not None
            story = Story(self._work(name), told, base, self.phrases, known=known)
            if base or story.is_here:
                story.renew(grows=name != CHAPTERS)
                self.after |= story.after
                self.findings += story.work.findings
        self._title()

    def _title(self) -> None:
        """Renew the study's title in the heads of pages; tell where these are no longer right about invented data."""
        fresh = {part.key: part.whole for part in self.stories.get(COVER, ()) if isinstance(part, Passage)}
        old, new = self.base.get(f"{COVER}.title"), fresh.get(f"{COVER}.title")
        if old is None or new is None:
            return
        if not same(old.text, new) and (places := renew_title(self.draft, old.text, new, self.pen)):
            where = word("refresh.page_heads", self.language)
            self.findings += [Finding(Kind.CHANGED, COVER, where, "", old.text, old.text, new)] * min(places, 1)
        mark = f"{COVER}.synthetic"
        if (mark in fresh) != (mark in self.base):
            self.findings.append(Finding(Kind.REFUSED, COVER, why="invented" if mark in fresh else "not_invented"))

    def _work(self, name: str) -> Work:
        """Return a story as a table of which nothing is printed: its paragraphs are merged as texts of one are."""
        body, nothing = self.draft.body, Layout(name, "", "", (), ())
        fresh = Fresh(nothing, (), "", self.language)
        return Work(body, body.root, name, fresh, None, self.pen, self.take_new, self.draft.styles)


def exhibits(stories: Mapping[str, Sequence[Passage | Exhibit]]) -> list[Exhibit]:
    """Return the tables between the paragraphs of all stories."""
    return [part for parts in stories.values() for part in parts if isinstance(part, Exhibit)]


def _moved(told: Sequence[Passage | None], base: Mapping[str, PrintedText]) -> list[Passage | None]:
    """Return the headings under the keys that they had: another table is the first of its chapter by now."""
    fresh = {part.key for part in told if part is not None}
    old = {text.text: key for key, text in base.items() if key not in fresh}
    return [
        replace(part, key=old.get(part.whole, part.key)) if part is not None and part.key not in base else part
        for part in told
    ]
