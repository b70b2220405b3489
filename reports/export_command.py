"""`cryptodrug export`: data, interviews or the annex written for other programs, and told where they are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from reports.terminal import busy, language_of

if TYPE_CHECKING:
    from reports.exchange import Wishes
    from survey import Study


def run(folder: Path, to: Path, wishes: Wishes, lang: str | None, *, force: bool) -> None:
    """Write what the ending of the file asks for."""
    from reports.exchange import check_wishes
    from reports.export import files_of, holds_answers, is_annex, is_exchange
    from reports.places import guard
    from reports.vocabulary import word
    from survey import Study

    files = files_of(to)
    check_wishes(to, wishes)
    study = Study.load(folder)
    language = language_of(study, lang)
    for file in files:
        guard(file, file.suffix.lower(), study, force=force)
    if is_exchange(to):
        _exchange(study, language, to, wishes)
        return
    written = _write_annex(study, language, to) if is_annex(to) else _write_data(study, language, to)
    for file in written:
        typer.echo(word("command.written", language, path=str(file)))
    if holds_answers(to):
        typer.echo(word("command.confidential", language), err=True)


def _exchange(study: Study, language: str, path: Path, wishes: Wishes) -> None:
    from reports.exchange import PROJECT, write_exchange
    from reports.vocabulary import word

    with busy(word("command.exporting", language)):
        said = write_exchange(study, path, language, wishes)
    typer.echo("\n".join((word("command.written", language, path=str(path)), *said)))
    if path.suffix.lower() == PROJECT:
        typer.echo(word("exchange.raw" if wishes.raw else "exchange.confidential", language), err=True)


def _write_annex(study: Study, language: str, path: Path) -> tuple[Path, ...]:
    from reports.annex import write_annex
    from reports.vocabulary import word

    with busy(word("command.exporting", language)):
        write_annex(study, language, path)
    return (path,)


def _write_data(study: Study, language: str, path: Path) -> tuple[Path, ...]:
    import analysis
    from reports.export import write_export
    from reports.vocabulary import word

    with busy(word("command.reading", language)):
        analysis.check_plans(study)
        survey = study.survey()
    with busy(word("command.exporting", language)):
        return write_export(study, survey, path)
