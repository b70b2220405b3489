"""The paragraphs of a report outside its tables: cover, reading guide, chapter headings, methods appendix.

Each is known by a key that is free of language and has a bookmark, so that a refresh renews it where it stands. The
paragraphs of one part of the report are a story: what is new in it goes behind what was before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from reports.anchors import Anchor, Marks
from reports.manifest import PrintedText, squeezed
from reports.markup import run, tab
from reports.prose import Heading, Paragraph, Points, Prose

COVER, GUIDE, CHAPTERS, METHOD = "text.cover", "text.guide", "text.chapters", "text.method"
STORIES = (COVER, GUIDE, CHAPTERS, METHOD)
FIRST_ID, PER_STORY = 100_000, 100_000
"""Ids of the bookmarks of paragraphs begin here, behind those of captions, headings and notes; so many for a story."""


@dataclass(frozen=True)
class Form:
    """How a paragraph is set."""

    style: str
    lead: str = ""
    """The character style of the words it begins with."""
    tabbed: bool = False
    """Whether a tab stands behind these."""
    keep: bool = False
    new_page: bool = False
    tongue: str = ""


@dataclass(frozen=True)
class Passage:
    """One paragraph: what it is known by in its story, what it says, and the words that lead it, if there are any."""

    key: str
    text: str
    lead: str = ""
    form: Form = field(default_factory=lambda: Form("Normal"))

    @property
    def whole(self) -> str:
        """Return all it says, as it is compared."""
        return squeezed(self.as_set)

    @property
    def as_set(self) -> str:
        """Return all it says with the blanks it is set in: those that a word may not be parted at are kept."""
        return f"{self.lead}{' ' if self.form.tabbed else ''}{self.text}"

    @property
    def printed(self) -> PrintedText:
        """Return it as it is printed."""
        return PrintedText(text=self.whole, lead=squeezed(self.lead))


def passages(story: str, parts: Iterable[Prose]) -> list[Passage]:
    """Return text between the tables paragraph by paragraph, each under a key of its own within the story."""
    return apart([replace(each, key=f"{story}.{each.key}") for part in parts for each in _passages(part)])


def apart(found: Sequence[Passage]) -> list[Passage]:
    """Return passages with a number behind the keys that are there already."""
    times: dict[str, int] = {}
    made = []
    for each in found:
        times[each.key] = times.get(each.key, 0) + 1
        number = times[each.key]
        made.append(each if number == 1 else replace(each, key=f"{each.key}.{number}"))
    return made


def _passages(part: Prose) -> Iterator[Passage]:
    match part:
        case Heading():
            form = Form(f"Heading{part.level}", new_page=part.new_page, tongue=part.tongue)
            yield Passage(part.key, part.text, form=form)
        case Paragraph():
            yield Passage(part.key, part.text)
        case Points():
            form = Form("ListBullet", lead="Strong")
            yield from (Passage(point.key, point.text, point.lead, form) for point in part.points)


def set_passages(story: str, found: Sequence[Passage]) -> list[str]:
    """Return the paragraphs of a story with their bookmarks."""
    first = FIRST_ID + STORIES.index(story) * PER_STORY
    return [set_passage(each, first + place) for place, each in enumerate(found)]


def set_passage(passage: Passage, number: int) -> str:
    """Return a paragraph; its bookmark has this id."""
    form = passage.form
    keep = "<w:keepNext/>" if form.keep else ""
    breaks = "<w:pageBreakBefore/>" if form.new_page else ""
    lead = run(passage.lead, form.lead) + (tab() if form.tabbed else "")
    mark = Marks(passage.key, 0, iter([number])).mark(Anchor.TEXT)
    said = lead + run(passage.text, tongue=form.tongue) + mark
    return f'<w:p><w:pPr><w:pStyle w:val="{form.style}"/>{keep}{breaks}</w:pPr>{said}</w:p>'
