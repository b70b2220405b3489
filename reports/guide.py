"""How to read the tables: what a base is, what the marks and the reasons for absence mean."""

from __future__ import annotations

from analysis.disclosure import Release
from reports.markup import heading, paragraph, run
from reports.vocabulary import word
from survey.missing import Reason


def guide(release: Release, language: str) -> str:
    """Return the reading guide; it explains only the reasons that occur."""
    mark = word("number.hidden", language)
    texts = [
        word("document.guide.base", language),
        word("document.guide.percent", language),
        word("document.guide.marks", language, mark=mark),
        word("document.guide.note", language),
    ]
    body = "".join(paragraph(run(text), "Normal") for text in texts)
    return heading(word("document.guide.title", language)) + body + _reasons(release, language)


def occurring(release: Release) -> list[Reason]:
    """Return the reasons that the tables or the cleaning history name."""
    bases = [base for table in release.tables for base in table.bases]
    named = {reason for base in bases for reason in (*base.missing, *base.hidden)}
    named |= {step.reason for step in release.history if step.reason is not None}
    return [reason for reason in Reason if reason in named]


def _reasons(release: Release, language: str) -> str:
    found = occurring(release)
    if not found:
        return ""
    lines = "".join(paragraph(_reason(reason, language), "ListBullet") for reason in found)
    return heading(word("document.guide.reasons", language), 2) + lines


def _reason(reason: Reason, language: str) -> str:
    name = run(word(f"reason.{reason.value}", language), "Strong")
    return name + run(word("document.colon", language) + word(f"document.meaning.{reason.value}", language))
