"""How to read the tables: what a base is, what the marks and the reasons for absence mean."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.disclosure import Release
from reports.passages import GUIDE, Passage, passages
from reports.prose import Heading, Paragraph, Point, Points, Prose
from reports.vocabulary import word
from survey.missing import Reason


def guide(release: Release, language: str) -> list[Passage]:
    """Return the reading guide, paragraph by paragraph."""
    return passages(GUIDE, reading_guide(release, language))


def reading_guide(release: Release, language: str) -> Iterator[Prose]:
    """Yield the reading guide; it explains only the reasons that occur."""
    yield Heading(word("document.guide.title", language), key="title")
    yield Paragraph(word("document.guide.base", language), "base")
    yield Paragraph(word("document.guide.percent", language), "percent")
    yield Paragraph(word("document.guide.marks", language, mark=word("number.hidden", language)), "marks")
    yield Paragraph(word("document.guide.note", language), "note")
    if found := occurring(release):
        yield Heading(word("document.guide.reasons", language), 2, key="reasons")
        yield Points(tuple(_reason(reason, language) for reason in found))


def occurring(release: Release) -> list[Reason]:
    """Return the reasons that the tables or the cleaning history name."""
    bases = [base for table in release.tables for base in table.bases]
    named = {reason for base in bases for reason in (*base.missing, *base.hidden)}
    named |= {step.reason for step in release.history if step.reason is not None}
    return [reason for reason in Reason if reason in named]


def _reason(reason: Reason, language: str) -> Point:
    meaning = word("document.colon", language) + word(f"document.meaning.{reason.value}", language)
    return Point(meaning, word(f"reason.{reason.value}", language), f"reason.{reason.value}")
