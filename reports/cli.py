"""The command line: `cryptodrug demo | new | check | tables | report | refresh | waves | export | audit`.

Exit 0: done. 1: something needs the researcher's eye. 2: cannot, with one message that says what,
where and what to do, and never what a person answered.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reports.interviews import app as interviews
from reports.languages import LANGUAGES
from reports.terminal import (
    LOOK,
    Force,
    Lang,
    SetName,
    Spoken,
    StudyPath,
    Template,
    Waves,
    busy,
    language_of,
    print_json,
)

if TYPE_CHECKING:
    from analysis.thresholds import Loss

CANNOT = 2

app = typer.Typer(
    name="cryptodrug",
    help="From a survey export to the report's Word tables, with a reason for every empty cell.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


app.add_typer(interviews)


def main() -> None:
    """Run the command line; turn every failure into one message and exit code 2."""
    from survey.errors import StudyError

    _speak_utf8()
    try:
        app()
    except StudyError as error:
        _complain(str(error))
    except Exception as error:
        if os.environ.get("CRYPTODRUG_DEBUG"):
            raise
        kind = type(error).__name__
        _complain(f"This is a fault in cryptodrug, not in your study ({kind}).\nCRYPTODRUG_DEBUG=1 shows where it is.")


@app.command(epilog="Examples: cryptodrug demo my-first-study · cryptodrug demo --follow-up two-waves")
def demo(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="The folder to make.")] = Path("cryptodrug-study"),
    follow_up: Annotated[bool, typer.Option("--follow-up", help="With its second wave.")] = False,
    lang: Lang = None,
) -> None:
    """Copy the built-in (synthetic) study to DIR and write its report.

    A folder in which somebody has worked is never overwritten.
    """
    from reports.delivery import publish
    from reports.vocabulary import word
    from survey import Study
    from survey.studies import add_follow_up, copy_study

    copied = copy_study("cryptodrug", folder)
    added = follow_up and add_follow_up("cryptodrug", folder)
    study = Study.load(folder)
    language = language_of(study, lang)
    typer.echo(word(f"command.{copied.value}", language, path=str(folder)))
    if added:
        typer.echo(word("command.followed", language, wave=study.waves[-1].name))
    publish(study, language, None)


@app.command(
    epilog="Examples: cryptodrug new my-study --export answers.csv · "
    "cryptodrug new my-study --export results.csv --structure survey.lss --lang nl"
)
def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
    export: Annotated[
        list[Path],
        typer.Option(
            "--export", metavar="FILE", help="What the platform wrote; more than once for a wave in several files."
        ),
    ],
    structure: Annotated[
        Path | None,
        typer.Option(
            "--structure",
            metavar="FILE",
            help="The questionnaire: .qsf, .lss, .R, .sav, XLSForm, or REDCap dictionary.",
        ),
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="NAME", help="The platform, where the content does not tell.")
    ] = "",
    header: Annotated[bool, typer.Option("--header/--no-header", help="Whether the first row holds headings.")] = True,
    lang: Lang = None,
) -> None:
    """Draft a study from an export: settings, workbook, routing, a table for each question.

    `check` and `report` work on it at once; draft.md in the folder lists what a person should confirm.
    """
    from reports.draft import draft_page
    from reports.vocabulary import word
    from survey.draft import draft_study
    from survey.draft.folder import check_free, write_draft

    check_free(folder)
    speech = lang or next(iter(LANGUAGES))
    with busy(word("command.drafting", speech)):
        draft = draft_study(export, structure, tuple(dict.fromkeys((speech, *LANGUAGES))), format_, header=header)
        language = lang or draft.languages[0]
        write_draft(draft, folder, lambda made: {"draft.md": draft_page(draft, _losses(made), language)})
    typer.echo(word("command.new", language, path=str(folder)))
    typer.echo(word("command.draft", language, path=str(folder / "draft.md")))


def _losses(folder: Path) -> tuple[Loss, ...]:
    """Return what the usual thresholds would hide of a study's tables."""
    import analysis
    from analysis.thresholds import losses
    from survey import Study

    study = Study.load(folder)
    analysis.check_plans(study)
    survey = study.survey(keep_keys=False)
    return losses(analysis.tables(study, survey), survey.history)


@app.command(epilog="Examples: cryptodrug check my-study · cryptodrug check my-study --cases doubts.xlsx")
def check(
    study: StudyPath,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON on standard output.")] = False,
    cases: Annotated[
        Path | None, typer.Option(metavar="FILE.xlsx", help="Write the doubtful records (confidential).")
    ] = None,
    wave: Waves = None,
    lang: Lang = None,
    force: Force = False,
) -> None:
    """Tell what is wrong or doubtful in codebook and data, how they were cleaned, and who is left.

    Exits 1 when something needs your eye.
    """
    from rich.console import Console

    from analysis import check_plans
    from reports.check import check_record, show_check
    from reports.places import guard
    from reports.vocabulary import word
    from survey import Study
    from survey.checks import find_doubts

    loaded = Study.load(study).of_waves(wave or ())
    language = language_of(loaded, lang)
    if cases:
        guard(cases, ".xlsx", loaded, force=force)
    check_plans(loaded)
    with busy(word("command.reading", language)):
        survey, keys = loaded.survey_and_keys()
        doubts = find_doubts(survey, loaded.contradictions)
    if as_json:
        print_json(check_record(survey, doubts, loaded.name))
    else:
        show_check(survey, doubts, language, Console(soft_wrap=False))
    if cases:
        from survey.write.cases import write_cases

        count = write_cases(doubts, survey, keys, cases)
        typer.echo(word("command.cases", language, n=count, path=str(cases)), err=as_json)
    raise typer.Exit(LOOK if doubts else 0)


@app.command(
    epilog="Examples: cryptodrug tables my-study · cryptodrug tables my-study info_bron --lang en --json "
    "· cryptodrug tables my-study info_bron --out table.docx --lang fr"
)
def tables(
    study: StudyPath,
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Only these tables.")] = None,
    wave: Waves = None,
    lang: Lang = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON on standard output.")] = False,
    public: Annotated[bool, typer.Option("--public", help="As they would be released: small counts hidden.")] = False,
    keys: Annotated[
        bool, typer.Option("--keys", help="What to type in your own document for each number: {{ table.row.column }}.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write them to a .docx, .html or .xlsx file.")
    ] = None,
    internal: Annotated[
        bool, typer.Option("--internal", help="Of --out: everything, marked confidential: for the team only.")
    ] = False,
    template: Template = None,
    force: Force = False,
) -> None:
    """Show the tables in the terminal, or as JSON: the team's own numbers, or with --public what would be released.

    What goes to a file with --out is protected and registered as `report` does, unless it is --internal.
    """
    from reports.delivery import check_tables, publish, release_of
    from reports.mentions.listing import key_lines
    from reports.plain import show
    from reports.records import records
    from survey import Study

    check_tables(out, as_json=as_json, public=public, internal=internal)
    loaded = Study.load(study).of_waves(wave or ())
    language = language_of(loaded, lang)
    if out:
        publish(loaded, language, out, internal=internal, force=force, only=tuple(ids or ()), template=template)
        return
    release, _ = release_of(loaded, language, internal=not public, only=tuple(ids or ()))
    if as_json:
        print_json(records(release, loaded.name, language))
    elif keys:
        typer.echo("\n".join(key_lines(release, language)))
    else:
        show(release, language)


@app.command(
    epilog="Examples: cryptodrug report my-study · cryptodrug report my-study --lang fr --out rapport.html "
    "· cryptodrug report my-study --wave 2021"
)
def report(
    study: StudyPath,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Where to write it: .docx, .html or .xlsx.")
    ] = None,
    wave: Waves = None,
    lang: Lang = None,
    internal: Annotated[
        bool, typer.Option("--internal", help="Everything, marked confidential: for the team only.")
    ] = False,
    page_numbers: Annotated[
        bool, typer.Option("--page-numbers", help="Page numbers in the list of tables (needs LibreOffice).")
    ] = False,
    template: Template = None,
    force: Force = False,
) -> None:
    """Write the report: in Word, as one web page (.html) or as a workbook (.xlsx), by the ending of --out.

    Counts below the study's threshold are hidden, unless it is internal.
    """
    from reports.delivery import publish
    from survey import Study

    loaded = Study.load(study).of_waves(wave or ())
    language = language_of(loaded, lang)
    publish(loaded, language, out, internal=internal, force=force, page_numbers=page_numbers, template=template)


@app.command(
    epilog="Examples: cryptodrug refresh my-study thesis.docx · cryptodrug refresh my-study thesis.docx --dry-run"
)
def refresh(
    study: StudyPath,
    document: Annotated[Path, typer.Argument(metavar="DOCUMENT", help="Your own Word file, begun as a report.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would change.")] = False,
    track_changes: Annotated[bool, typer.Option("--track-changes", help="Write as revisions, to accept.")] = False,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write another file instead.")] = None,
    rebuild: Annotated[
        list[str] | None, typer.Option("--rebuild", metavar="ID", help="Set this table anew, or put it back.")
    ] = None,
    take_new: Annotated[bool, typer.Option("--take-new", help="In conflicts take the study's number.")] = False,
    wave: Waves = None,
    lang: Spoken = None,
    internal: Annotated[bool, typer.Option("--internal", help="The document is the team's own, and says so.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Take up a document of an older version; replace a file that is not ours.")
    ] = False,
) -> None:
    """Renew the study's tables and numbers in your own Word file, and touch nothing else. What you corrected stays.

    Exits 1 when it is done and something needs your eye: a conflict, a place not found again, a number out of date.
    """
    from reports.refresh_command import Order, run
    from survey import Study

    order = Order(document, out, dry_run, track_changes, rebuild or (), take_new, force, lang, internal)
    raise typer.Exit(LOOK if run(Study.load(study).of_waves(wave or ()), order) else 0)


@app.command(
    epilog="Examples: cryptodrug export my-study --to data.sav · cryptodrug export my-study --to annex.docx --lang fr "
    "· cryptodrug export my-study --to interviews.qdpx --blind"
)
def export(
    study: StudyPath,
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="The file to write; its ending says what it is.")],
    set_name: SetName = "",
    variables: Annotated[
        str,
        typer.Option(
            "--variables",
            metavar="'NAME NAME'",
            help="Of .qdpx: questions whose answers go along, or none; by default those of the interviews' tables.",
        ),
    ] = "",
    blind: Annotated[
        bool, typer.Option("--blind", help="Of .qdpx: texts and codes without codings, for a second coder.")
    ] = False,
    raw: Annotated[
        bool, typer.Option("--raw", help="Of .qdpx: also interviews not pseudonymised, marked confidential.")
    ] = False,
    lang: Lang = None,
    force: Force = False,
) -> None:
    """Write the cleaned data, the interviews, or what describes them, for other programs. Identifiers are in none.

    .sav or .zsav: SPSS, with syntax (.sps) that reproduces the tables. .csv: with a data package (datapackage.json).
    .xlsx: with a codebook. .xml: DDI codebook. .docx: annex with questionnaire and codebook, in the language asked for.
    .qdpx: interviews with codes and codings for NVivo, MAXQDA, ATLAS.ti, QualCoder (REFI-QDA). .qdc: their codes.
    """
    from reports.exchange import Wishes
    from reports.export_command import run

    run(study, to, Wishes(set_name, variables, blind, raw), lang, force=force)


@app.command(epilog="Examples: cryptodrug waves my-study · cryptodrug waves my-study --lang fr --out changes.docx")
def waves(
    study: StudyPath,
    lang: Lang = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON on standard output.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.docx", help="Write it to a Word file instead.")
    ] = None,
    force: Force = False,
) -> None:
    """Tell what changed between the questionnaires of the waves, word for word, and what the crosswalk says of it.

    Exits 1 when something is left to decide: rows for the sheet crosswalk are given, ready to copy.
    """
    from reports.waves_command import run

    raise typer.Exit(LOOK if run(study, lang, as_json=as_json, out=out, force=force) else 0)


@app.command(epilog="Examples: cryptodrug audit report.docx · cryptodrug audit thesis.docx --lang nl --json")
def audit(
    document: Annotated[Path, typer.Argument(metavar="DOCUMENT", help="Any Word document (.docx).")],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON on standard output.")] = False,
    lang: Lang = None,
) -> None:
    """Tell which printed percentages, means and totals in a Word document are impossible for their n.

    Exits 1 when there are any.
    """
    from reports.audit import audit as look
    from reports.audit import audit_lines, audit_record

    found = look(document)
    if as_json:
        print_json(audit_record(found))
    else:
        typer.echo("\n".join(audit_lines(found, lang or "en")))
    raise typer.Exit(LOOK if found.findings else 0)


def _speak_utf8() -> None:
    """Write UTF-8 whatever the terminal's code page: table text has letters and signs beyond it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _complain(message: str) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True, soft_wrap=True, highlight=False)
    first, _, rest = message.partition("\n")
    console.print(Text.assemble(("cryptodrug: ", "bold red"), (first, "bold"), f"\n{rest}" if rest else ""))
    sys.exit(CANNOT)
