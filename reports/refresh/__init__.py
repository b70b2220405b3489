"""A study's tables, figures and numbers renewed inside an author's own Word file, and nothing else touched.

What was last printed stands in the file (`reports.manifest`), so that a refresh is a merge of three: what was printed,
what stands there now, what the release says. `Draft` is the open document; each kind of thing that is renewed in it
(tables, figures, numbers in running text) is a step between opening and writing.
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.disclosure import Audience, Release
from reports.document import texts as printed_texts
from reports.front import Front
from reports.manifest import Printed
from reports.refresh.belonging import check_study
from reports.refresh.discretion import Discretion, pen_for
from reports.refresh.draft import Draft
from reports.refresh.figures import Figures
from reports.refresh.finding import LOOK, Finding, Kind
from reports.refresh.numbers import Numbers
from reports.refresh.package import open_package
from reports.refresh.tables import Tables
from reports.refresh.texts import Texts, exhibits
from reports.refresh.traces import is_confidential, spoken
from reports.vocabulary import say
from survey.errors import problem

__all__ = [
    "LOOK",
    "Draft",
    "Finding",
    "Kind",
    "Refreshed",
    "Wishes",
    "check_study",
    "open_package",
    "refresh",
    "spoken",
]


@dataclass(frozen=True)
class Wishes:
    """How a document is to be refreshed."""

    revised: str = ""
    """When changes are written as revisions: of what moment, as Word writes it (2026-01-31T12:00:00Z)."""
    take_new: bool = False
    """Where author and release both changed a cell, take the release's."""
    rebuild: tuple[str, ...] = ()
    """Tables to set anew."""
    adopt: bool = False
    """Take up a document by an older version, which does not tell of which study it is."""


@dataclass(frozen=True)
class Refreshed:
    """What a refresh made of a document."""

    content: bytes | None
    """The new file; nothing when the old one is as it should be."""
    findings: tuple[Finding, ...]
    titles: dict[str, str]
    """The name of each table and figure by its key."""
    numbers: tuple[str, ...] = ()
    """What became of the numbers in running text, in words."""
    doubtful: bool = False
    """Whether a number in running text needs its author's eye."""

    @property
    def needs_look(self) -> bool:
        """Tell whether a person must look at something."""
        return self.doubtful or any(finding.kind in LOOK for finding in self.findings)


def refresh(draft: Draft, release: Release, front: Front, wishes: Wishes) -> Refreshed:
    """Renew everything of the study in a document; raise `StudyError` where it is not this study's."""
    study, language = front.name, front.language
    internal = release.policy.audience is Audience.INTERNAL
    check_study(draft, study, say(front.title, language), adopt=wishes.adopt)
    _check_audience(draft, internal=internal)
    pen = pen_for(draft, release, language, wishes.revised)
    stories = printed_texts(release, front)
    tables = Tables(draft, release, language, pen, wishes.take_new, exhibits(stories))
    tables.renew(wishes.rebuild)
    texts = Texts(draft, stories, language, pen, wishes.take_new)
    texts.renew()
    base = draft.base or Printed(study=study, language=language, internal=internal, threshold=release.policy.threshold)
    figures = Figures(draft, release, language, pen, wishes.take_new)
    figures.renew(wishes.rebuild)
    numbers = Numbers(draft, release, base, pen, wishes.take_new)
    numbers.renew()
    whole = Discretion(draft, release, language, tables, texts, figures, numbers)
    whole.renew_lists()
    findings = (*tables.findings, *figures.findings, *texts.findings, *whole.findings(pen))
    after = {**whole.after(), "study": study, "threshold": release.policy.threshold, "waves": list(front.waves)}
    content = draft.written(base.model_copy(update=after))
    titles = tables.titles | figures.titles | texts.titles | whole.titles
    return Refreshed(content, findings, titles, tuple(numbers.said), numbers.doubtful)


def _check_audience(draft: Draft, *, internal: bool) -> None:
    """Refuse numbers for the team in a document for everybody, and a document for the team with half of its numbers."""
    was = is_confidential(draft) if draft.base is None else draft.base.internal
    if internal != was:
        what = "this document is public, and these numbers are not" if internal else "this document is internal"
        advice = "Leave out --internal." if internal else "Refresh it with the team's numbers: --internal."
        raise problem(what, str(draft.package.path), advice)
