"""The ways in which a release leaves: a Word file, a web page or a workbook, by the ending of the file's name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from reports.terminal import busy
from survey.errors import problem
from survey.files import check_place

if TYPE_CHECKING:
    from analysis.disclosure import Release
    from reports.front import Front
    from reports.house import House
    from survey.study import Study
    from survey.survey import Survey

WORD, PAGE, WORKBOOK = ".docx", ".html", ".xlsx"
ENDINGS = (WORD, PAGE, WORKBOOK)


def publish(
    study: Study,
    language: str,
    out: Path | None,
    *,
    internal: bool = False,
    force: bool = False,
    page_numbers: bool = False,
    only: tuple[str, ...] | None = None,
    template: Path | None = None,
) -> None:
    """Write the whole report, or with `only` those tables alone (all of them, when it is empty)."""
    from reports.front import front_of
    from reports.places import default_path
    from reports.registry import write_registry
    from reports.vocabulary import word

    path = out or default_path(study, language, internal=internal)
    check_out(path, study, force=force, page_numbers=page_numbers)
    house = _house(study, template, path)
    release, survey = release_of(study, language, internal=internal, only=only)
    with busy(word("command.setting", language)):
        if not internal:
            write_registry(study.path, release)  # first: nothing may be out that is not in the register
        front = front_of(study, survey, language)
        deliver(release, front, path, whole=only is None, page_numbers=page_numbers, house=house)
    typer.echo(word("command.written", language, path=str(path)))
    if house and (lacking := house.lacking(path.read_bytes())):
        typer.echo(word("house.lacking", language, names=", ".join(lacking)))


def _house(study: Study, template: Path | None, path: Path) -> House | None:
    """Return the template to write in, where a Word file is written."""
    from reports.house import house_of

    if path.suffix.lower() == WORD:
        return house_of(study, template)
    if template:
        raise problem("only a Word file has a template", str(path), "Leave out --template.")
    return None


def release_of(
    study: Study, language: str, *, internal: bool, only: tuple[str, ...] | None = None
) -> tuple[Release, Survey]:
    """Read, compute and protect; with `only`, other tables and how the data were cleaned are no part of the release."""
    import analysis
    from analysis.disclosure import Audience, Policy, protect
    from reports.registry import read_registry
    from reports.vocabulary import word

    with busy(word("command.reading", language)):
        analysis.check_plans(study)
        survey = study.survey()
    with busy(word("command.counting", language)):
        asked = only or ()
        made = analysis.tables(study, survey, asked)
        history = survey.history if only is None else ()
        policy = Policy(Audience.INTERNAL if internal else Audience.PUBLIC, study.threshold)
        return protect(made, history, policy, read_registry(study.path), asked), survey


def check_out(path: Path, study: Study, *, force: bool, page_numbers: bool = False) -> None:
    """Refuse an ending that nothing is written for, and a place that must not be written to."""
    from reports.places import guard

    check_place(path)
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        what = f"no report is written as '{ending}'" if ending else "its name does not say what to write"
        raise problem(what, str(path), f"Let its name end in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}.")
    if page_numbers and ending != WORD:
        raise problem("only a Word file has page numbers", str(path), "Leave out --page-numbers.")
    guard(path, ending, study, force=force)


def check_tables(out: Path | None, *, as_json: bool, public: bool, internal: bool) -> None:
    """Refuse options of `tables` that contradict each other."""
    if out is not None and as_json:
        raise problem("--json prints, and --out writes a file", "the command", "Leave out one of them.")
    if public and internal:
        raise problem("--public hides small counts, and --internal shows them", "the command", "Choose one of them.")


def deliver(
    release: Release,
    front: Front,
    path: Path,
    *,
    whole: bool = True,
    page_numbers: bool = False,
    house: House | None = None,
) -> None:
    """Write a release to a file: as a whole report, or its tables alone."""
    from survey.files import write_file

    if whole and path.suffix.lower() == WORD:
        from reports.document import write_report

        write_report(release, front, path, page_numbers=page_numbers, house=house)
        return
    content = content_of(release, front, path.suffix.lower(), whole=whole, house=house)
    write_file(path, lambda file: file.write(content))


def content_of(release: Release, front: Front, ending: str, *, whole: bool = True, house: House | None = None) -> bytes:
    """Return a release as a file of this kind: the same input gives the same bytes."""
    match ending:
        case ".html":
            from reports import html

            return html.page(release, front) if whole else html.excerpt(release, front)
        case ".xlsx":
            from reports.workbook import workbook

            return workbook(release, front, whole=whole)
        case _:
            from reports import document

            return document.report(release, front, house=house) if whole else document.excerpt(release, front, house)
