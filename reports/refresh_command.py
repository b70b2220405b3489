"""`cryptodrug refresh`: an author's own Word file brought up to date, and told what was done and what was left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from reports.terminal import busy
from survey.errors import problem

if TYPE_CHECKING:
    from reports.refresh import Draft, Refreshed
    from survey.study import Study

OWNER = "~$"
"""Word puts a file with this and the end of a document's name beside one that it has open; LibreOffice has its own."""


@dataclass(frozen=True)
class Order:
    """What was asked for on the command line."""

    document: Path
    out: Path | None = None
    dry_run: bool = False
    track_changes: bool = False
    rebuild: Sequence[str] = ()
    take_new: bool = False
    force: bool = False
    lang: str | None = None
    internal: bool = False

    @property
    def target(self) -> Path:
        """Return the file to write."""
        return self.out or self.document


def run(study: Study, order: Order) -> bool:
    """Refresh a document and tell what was done; return whether something needs its author's eye."""
    from reports.refresh import Draft, open_package
    from reports.refresh.account import account
    from reports.vocabulary import word

    draft = Draft(open_package(order.document))
    _check(study, order)
    language = _language(draft, order)
    study = _about_waves(study, draft, order)
    if others := [wave.name for wave in study.settings.wave if wave not in study.waves]:
        waves = ", ".join(wave.name for wave in study.waves)
        typer.echo(word("refresh.waves", language, waves=waves, others=", ".join(others)))
    refreshed = _refresh(study, order, draft, language)
    if draft.base is None and refreshed.findings:
        typer.echo(word("refresh.no_base", language))
    for line in account(refreshed, language, in_full=order.dry_run, known=draft.base is not None):
        typer.echo(line)
    outcome = "dry" if order.dry_run else "same" if refreshed.content is None else "written"
    path = order.target if outcome == "written" else order.document
    typer.echo(word(f"refresh.{outcome}", language, path=str(path)))
    if outcome == "written":
        typer.echo(word("refresh.list_of_tables", language))
    return refreshed.needs_look


def _refresh(study: Study, order: Order, draft: Draft, language: str) -> Refreshed:
    """Compute, protect, renew and write; released numbers go into the register before they go into the document."""
    from reports.delivery import release_of
    from reports.front import front_of, identity
    from reports.refresh import Wishes, check_study, refresh
    from reports.registry import write_registry
    from reports.vocabulary import word
    from survey.files import write_file

    internal = order.internal or (draft.base is not None and draft.base.internal)
    check_study(draft, identity(study), study.title.text(language), adopt=order.force)
    release, survey = release_of(study, language, internal=internal)
    with busy(word("refresh.working", language)):
        moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if order.track_changes else ""
        wishes = Wishes(moment, order.take_new, tuple(order.rebuild), adopt=order.force)
        refreshed = refresh(draft, release, front_of(study, survey, language), wishes)
        content = refreshed.content
        if content is not None and not order.dry_run:
            if not internal:
                write_registry(study.path, release)
            write_file(order.target, lambda file: file.write(content))
        elif order.out and not order.dry_run:
            write_file(order.out, lambda file: file.write(order.document.read_bytes()))
    return refreshed


def _language(draft: Draft, order: Order) -> str:
    """Return the document's language: as it was printed, else as asked, else as it is set; raise when nobody knows."""
    from reports.refresh import spoken

    printed = draft.base.language if draft.base else ""
    if printed and order.lang and order.lang != printed:
        raise problem(f"this document is printed in '{printed}'", str(order.document), "Leave out --lang.")
    language = printed or order.lang or spoken(draft)
    if not language:
        raise problem(
            "the language of this document cannot be told", str(order.document), "Give it: --lang nl, fr or en."
        )
    return language


def _about_waves(study: Study, draft: Draft, order: Order) -> Study:
    """Return the study as seen from the waves asked for, else from those that the document was written about.

    A document must not change its subject because a wave was added to the study.
    """
    known = [wave.name for wave in study.settings.wave]
    if study.chosen or len(known) == 1:
        return study
    if draft.base is None:
        what = "which waves this document is about cannot be told"
        raise problem(what, str(order.document), f"Give them: --wave {known[-1]}, or several.")
    return study.of_waves([wave for wave in draft.base.waves if wave in known])


def _check(study: Study, order: Order) -> None:
    """Refuse a place that must not be written to, and a document that is open elsewhere."""
    from reports.places import guard

    if order.dry_run:
        return
    guard(order.target, ".docx", study, force=order.force or order.target == order.document)
    name = order.target.name
    beside = [order.target.with_name(OWNER + name[2:]), order.target.with_name(f".~lock.{name}#")]
    if any(path.exists() for path in beside):
        advice = "Close it in Word or LibreOffice, and try again; if it is not open, delete the lock file beside it."
        raise problem("this document is open in another program", str(order.target), advice)
