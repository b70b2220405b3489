"""What `cryptodrug check` prints: how the data were cleaned, who is left, and what is doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from reports.appendix import explain
from reports.vocabulary import word
from survey.checks import Doubt
from survey.read.export import State
from survey.survey import Action, Step, Survey

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table as Grid

IN_FLOW = frozenset({Action.EXCLUDED, Action.CANNOT_TELL})


def show_check(survey: Survey, doubts: Iterable[Doubt], language: str, console: Console) -> None:
    """Print the respondent flow, the cleaning history and the doubts."""
    for wave in survey.parts or (survey,):
        console.print(_grid(_headed("check.flow", wave, survey, language), list(_flow(wave, language))), "")
    history = [step for step in survey.history if step.action not in IN_FLOW]
    console.print(_grid(word("check.history", language), [_step(step, language) for step in history]), "")
    if survey.alike:
        console.print(_grid(word("check.alike", language), list(_alike(survey, language))), "")
    rows = [_doubt(doubt, language) for doubt in doubts]
    if rows:
        console.print(_grid(word("check.doubts", language), rows))
    else:
        console.print(word("check.no_doubts", language))


def check_record(survey: Survey, doubts: Iterable[Doubt], study: str) -> dict[str, Any]:
    """Return the same as a record for JSON; it names no respondent."""
    return {
        "study": study,
        "started": survey.started,
        "included": len(survey),
        "history": [
            {
                "wave": step.wave or next(iter(survey.waves), ""),
                "action": step.action.value,
                "subject": step.subject,
                "rule": explain(step, ""),
                "count": step.count,
            }
            for step in survey.history
        ],
        "alike": {variable: sorted(states) for variable, states in survey.alike.items()},
        "doubts": [
            {
                "wave": doubt.wave or next(iter(survey.waves), ""),
                "concern": doubt.concern.value,
                "subject": doubt.subject,
                "rule": doubt.rule,
                "count": doubt.count,
            }
            for doubt in doubts
        ],
    }


def _flow(survey: Survey, language: str) -> Iterator[tuple[str, str, str]]:
    yield word("check.started", language), str(survey.started), ""
    for step in survey.history:
        if step.action is Action.EXCLUDED:
            name = step.label.text(language) or word("check.by_hand", language)
            yield f"  − {name}", str(step.count), explain(step, language)
        elif step.action is Action.CANNOT_TELL:
            yield f"    {word('check.cannot_tell', language)}", str(step.count), ""
    yield word("check.included", language), str(len(survey)), ""


def _step(step: Step, language: str) -> tuple[str, str, str]:
    subject = word(f"reason.{step.reason.value}", language) if step.reason else step.subject
    action = word(f"check.action.{step.action.value}", language) + word("document.colon", language)
    return _of_wave(step.wave) + action + subject, str(step.count), explain(step, language)


def _alike(survey: Survey, language: str) -> Iterator[tuple[str, str, str]]:
    """Yield what is written alike, for how many questions, and for which."""
    together: dict[frozenset[State], list[str]] = {}
    for variable, states in survey.alike.items():
        together.setdefault(states, []).append(variable)
    for states, variables in together.items():
        names = " / ".join(word(f"check.state.{state.value}", language) for state in State if state in states)
        yield names, str(len(variables)), ", ".join(variables)


def _doubt(doubt: Doubt, language: str) -> tuple[str, str, str]:
    concern = word("document.colon", language) + word(f"check.concern.{doubt.concern.value}", language)
    return _of_wave(doubt.wave) + doubt.subject + concern, str(doubt.count), doubt.rule


def _of_wave(wave: str) -> str:
    """Return what stands before a line about one of several waves."""
    return f"{wave} · " if wave else ""


def _headed(key: str, wave: Survey, whole: Survey, language: str) -> str:
    return word(key, language) if wave is whole else f"{word(key, language)} · {wave.waves[0]}"


def _grid(title: str, rows: list[tuple[str, str, str]]) -> Grid:
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(title=Text(title, style="bold"), title_justify="left", box=None, show_header=False, pad_edge=False)
    grid.add_column(overflow="fold")
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(style="dim", overflow="fold")
    for cells in rows:
        grid.add_row(*(Text(cell) for cell in cells))
    return grid
