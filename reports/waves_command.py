"""`cryptodrug waves`: what changed between the questionnaires, what the crosswalk says of it, and what is left open."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from reports.terminal import language_of, print_json
from survey.errors import StudyError, problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console
    from rich.text import Text

    from reports.waves import Told
    from survey.codebook import Codebook
    from survey.study import Study
    from survey.waves.bridges import Bridge
    from survey.waves.crosswalk import CrosswalkRow
    from survey.waves.transitions import Question, Transition
    from survey.waves.wording import Piece

REMOVED, ADDED = "red strike", "green underline"
"""How words look in a terminal with colours, besides the marks around them."""


@dataclass(frozen=True)
class Waves:
    """The questionnaires of a study, and what became of each question from one to the next."""

    name: str
    languages: Sequence[str]
    questionnaires: Mapping[str, Codebook]
    transitions: tuple[Transition, ...]

    @property
    def open(self) -> bool:
        """Return whether a person has something to decide."""
        return any(transition.open for transition in self.transitions)


def run(folder: Path, lang: str | None, *, as_json: bool, out: Path | None, force: bool) -> bool:
    """Tell what changed, in the terminal, as JSON or as a Word file; return whether something is left to decide."""
    from survey import Study

    try:
        study = Study.load(folder)
    except StudyError as error:
        if not (as_json or out):
            _show_unfinished(folder, lang)
        raise error from None
    language = language_of(study, lang)
    waves = _waves(study)
    if out:
        _write(study, waves, language, out, force=force)
    if as_json:
        print_json(waves_record(waves))
    elif not out:
        _show(waves, language)
    return waves.open


def waves_record(waves: Waves) -> dict[str, Any]:
    """Return everything as a record for JSON, in names of questions and categories."""
    return {
        "study": waves.name,
        "waves": list(waves.questionnaires),
        "transitions": [
            {
                "before": transition.before,
                "after": transition.after,
                "same": transition.same,
                "open": len(transition.open),
                "questions": [_question_record(question) for question in transition.changed],
            }
            for transition in waves.transitions
        ],
    }


def _waves(study: Study) -> Waves:
    """Return what became of the questions of a study; raise `StudyError` when it has one wave only."""
    from survey.waves.crosswalk import read_crosswalk
    from survey.waves.transitions import transitions
    from survey.workbook import read_workbook

    questionnaires = study.questionnaires
    _refuse_one(study.path, questionnaires)
    rows = read_crosswalk(read_workbook(study.path).get("crosswalk", ()), list(questionnaires))
    found = transitions(questionnaires, study.bridges, rows)
    return Waves(study.name, study.languages, questionnaires, found)


def _refuse_one(folder: Path, questionnaires: Mapping[str, Codebook]) -> None:
    if len(questionnaires) < 2:
        advice = "Add a [[wave]] block to study.toml: docs/waves.md tells how."
        raise problem("this study has one wave, so there is nothing to hold against each other", str(folder), advice)


def _show_unfinished(folder: Path, lang: str | None) -> None:
    """Show what changed in a study that cannot be used yet, so that its crosswalk can be finished.

    Says nothing where not even the questionnaires can be read, or there is one.
    """
    from reports.languages import LANGUAGES
    from survey.settings import read_settings
    from survey.waves.crosswalk import read_crosswalk
    from survey.waves.questionnaires import read_questionnaires
    from survey.waves.transitions import transitions
    from survey.workbook import read_workbook

    try:
        settings, sheets = read_settings(folder), read_workbook(folder)
        questionnaires = read_questionnaires(folder, settings, sheets)
        rows = read_crosswalk(sheets.get("crosswalk", ()), list(questionnaires))
    except StudyError:
        return
    if len(questionnaires) > 1:
        languages = settings.study.languages
        language = lang or next((each for each in languages if each in LANGUAGES), "en")
        found = transitions(questionnaires, None, rows)
        _show(Waves(folder.resolve().name, languages, questionnaires, found), language)


def _show(waves: Waves, language: str) -> None:
    """Print each wave against the one before, then the rows that would settle what is open."""
    from rich.console import Console
    from rich.text import Text

    from reports.vocabulary import word
    from reports.waves import Account, ready_rows

    console = Console(soft_wrap=True, highlight=False)
    for transition in waves.transitions:
        account = Account(transition, waves.questionnaires, language)
        console.print(Text(account.heading(), style="bold"))
        console.print(Text(account.counts()))
        console.print()
        for told in account.told():
            _show_question(told, console)
    rows = ready_rows(waves.transitions)
    if rows:
        console.print(Text(word("waves.copy", language)))
        typer.echo(copied(rows, waves.languages))


def _show_question(told: Told, console: Console) -> None:
    from rich.text import Text

    console.print(Text.assemble((told.name, "bold"), f" · {told.kinds}"))
    for line in told.lines:
        console.print(Text("  ").append_text(_marked(line)))
    for said in told.verdict:
        console.print(Text(f"  → {said}", style="italic"))
    console.print()


def _marked(line: Sequence[Piece]) -> Text:
    """Return words with marks around those that went and came, which say it without colours too."""
    from rich.text import Text

    from reports.waves import gaps
    from survey.waves.wording import Fate

    looks = {Fate.KEPT: ("{}", ""), Fate.REMOVED: ("[-{}-]", REMOVED), Fate.ADDED: ("{{+{}+}}", ADDED)}
    marked = Text()
    for gap, piece in gaps(line):
        form, style = looks[piece.fate]
        marked.append(gap).append(form.format(piece.text), style=style)
    return marked


def copied(rows: Sequence[CrosswalkRow], languages: Sequence[str]) -> str:
    """Return rows as lines of the sheet `crosswalk`, with its heads, and nothing where the reason must come."""
    from reports.waves import HEADS, cells

    why = [f"why::{language}" for language in languages]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([[*HEADS, *why], *([*cells(row), *[""] * len(why)] for row in rows)])
    return out.getvalue().rstrip("\n")


def _write(study: Study, waves: Waves, language: str, out: Path, *, force: bool) -> None:
    from reports.places import guard
    from reports.vocabulary import word
    from reports.waves_document import write_waves

    guard(out, ".docx", study, force=force)
    write_waves(study, waves.transitions, language, out)
    typer.echo(word("command.written", language, path=str(out)), err=True)


def _question_record(question: Question) -> dict[str, Any]:
    change = question.change
    return {
        "variable": change.variable,
        "before": change.before.name if change.before else None,
        "kinds": [kind.value for kind in change.kinds],
        "held_against": question.against or None,
        "wording": dict(_wordings(question)),
        "routing": [change.before.relevant, change.after.relevant] if change.before and change.after else None,
        "categories": [
            {
                "kind": each.kind.value,
                "before": each.before.name if each.before else None,
                "after": each.after.name if each.after else None,
                "text_was": each.was or None,
            }
            for each in change.categories
            if each.kind != "same"
        ],
        "crosswalk": [_bridge_record(bridge) for bridge in question.bridges],
        "undecided": question.undecided,
        "suggestion": _suggestion_record(question),
        "rows": [_row_record(row) for row in question.proposed],
    }


def _wordings(question: Question) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield by language the words of a changed wording, each run with what became of it."""
    from survey.waves.changes import ChangeKind
    from survey.waves.wording import differences

    before, after = question.change.before, question.change.after
    if before is None or after is None or ChangeKind.REWORDED not in question.change.kinds:
        return
    for language, text in after.label.texts.items():
        pieces = differences(before.label.texts.get(language, ""), text)
        yield language, [[piece.fate.value, piece.text] for piece in pieces]


def _bridge_record(bridge: Bridge) -> dict[str, Any]:
    return {
        "variable": bridge.variable,
        "rule": bridge.rule.value,
        "status": bridge.status.value,
        "why": dict(bridge.why.texts),
        "undecided": bridge.undecided,
    }


def _suggestion_record(question: Question) -> dict[str, Any] | None:
    found = question.suggestion
    return {"before": found.before, "likeness": round(found.likeness, 3)} if found else None


def _row_record(row: CrosswalkRow) -> dict[str, str]:
    from reports.waves import HEADS, cells

    return dict(zip(HEADS, cells(row), strict=True))
