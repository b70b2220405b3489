"""How to read the tables: what a base is, what the marks and the reasons for absence mean."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.disclosure import Release
from reports.markup import set_prose
from reports.prose import Heading, Paragraph, Point, Points, Prose
from reports.vocabulary import word
from survey.missing import Reason


def guide(release: Release, language: str) -> str:
    """Return the reading guide as Word has it."""
    return "".join(map(set_prose, reading_guide(release, language)))


def reading_guide(release: Release, language: str) -> Iterator[Prose]:
    """Yield the reading guide; it explains only the reasons that occur."""
    yield Heading(word("document.guide.title", language))
    yield Paragraph(word("document.guide.base", language))
    yield Paragraph(word("document.guide.percent", language))
    yield Paragraph(word("document.guide.marks", language, mark=word("number.hidden", language)))
    yield Paragraph(word("document.guide.note", language))
    if found := occurring(release):
        yield Heading(word("document.guide.reasons", language), 2)
        yield Points(tuple(_reason(reason, language) for reason in found))


def occurring(release: Release) -> list[Reason]:
    """Return the reasons that the tables or the cleaning history name."""
    bases = [base for table in release.tables for base in table.bases]
    named = {reason for base in bases for reason in (*base.missing, *base.hidden)}
    named |= {step.reason for step in release.history if step.reason is not None}
    return [reason for reason in Reason if reason in named]


def _reason(reason: Reason, language: str) -> Point:
    meaning = word("document.colon", language) + word(f"document.meaning.{reason.value}", language)
    return Point(meaning, lead=word(f"reason.{reason.value}", language))
