"""A study's tables renewed inside an author's own Word file, and nothing else touched.

What was last printed stands in the file (`reports.manifest`), so that a refresh is a merge of three: what was printed,
what stands there now, what the release says. `Draft` is the open document; each kind of thing that is renewed in it
(tables here) is a step between opening and writing.
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.disclosure import Audience, Release
from reports.manifest import Printed
from reports.refresh.draft import Draft
from reports.refresh.finding import LOOK, Finding, Kind
from reports.refresh.package import open_package
from reports.refresh.pen import Pen, RevisionPen
from reports.refresh.tables import Tables
from survey.errors import problem

__all__ = ["LOOK", "Draft", "Finding", "Kind", "Refreshed", "Wishes", "open_package", "refresh"]


@dataclass(frozen=True)
class Wishes:
    """How a document is to be refreshed."""

    revised: str = ""
    """When changes are written as revisions: of what moment, as Word writes it (2026-01-31T12:00:00Z)."""
    take_new: bool = False
    """Where author and release both changed a cell, take the release's."""
    rebuild: tuple[str, ...] = ()
    """Tables to set anew."""


@dataclass(frozen=True)
class Refreshed:
    """What a refresh made of a document."""

    content: bytes | None
    """The new file; nothing when the old one is as it should be."""
    findings: tuple[Finding, ...]
    titles: dict[str, str]
    """The name of each table by its key."""


def refresh(draft: Draft, release: Release, study: str, language: str, wishes: Wishes) -> Refreshed:
    """Renew everything of the study in a document; raise `StudyError` where it is not this study's."""
    internal = release.policy.audience is Audience.INTERNAL
    _check(draft, study, internal=internal)
    pen = RevisionPen(draft.body.next_revision, wishes.revised) if wishes.revised else Pen()
    tables = Tables(draft, release, language, pen, wishes.take_new)
    tables.renew(wishes.rebuild)
    base = draft.base or Printed(study=study, language=language, internal=internal, threshold=release.policy.threshold)
    printed = base.model_copy(update={"tables": tables.after, "threshold": release.policy.threshold})
    return Refreshed(draft.written(printed), tuple(tables.findings), tables.titles)


def _check(draft: Draft, study: str, *, internal: bool) -> None:
    """Refuse the document of another study, and numbers for the team in a document for everybody."""
    base, place = draft.base, str(draft.package.path)
    if base is not None and base.study != study:
        advice = f"Name the folder of the study '{base.study}'."
        raise problem(f"this document prints the study '{base.study}', not '{study}'", place, advice)
    if internal and (base is None or not base.internal):
        raise problem("this document is public, and these numbers are not", place, "Write a report with --internal.")
