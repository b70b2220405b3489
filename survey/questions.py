"""The questions of one export, typed, with a reason in every empty cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from survey.absence import Draft, Reach, decide
from survey.answers import CONTACT_MARK, Answers, columns_of, empty_columns, read_answers
from survey.codebook import Codebook, Variable
from survey.errors import Problem, StudyError, did_you_mean
from survey.missing import Reason
from survey.rules import Rule, parse_rule
from survey.survey import Action, Step

if TYPE_CHECKING:
    import pandas as pd

    from survey.read.export import Export

CAME_THIS_FAR = (Reason.NO_ANSWER, Reason.DONT_KNOW, Reason.REFUSED, Reason.INVALID)
"""What a cell can say that proves that the person came as far as this question."""


@dataclass(frozen=True)
class WaveExport:
    """An export, the wave it belongs to, and the rule that tells who finished, where the platform does not."""

    wave: str
    export: Export
    finished: Rule | None = None


@dataclass(frozen=True)
class Conventions:
    """How a study's exports write absence."""

    codes: Mapping[str, Reason] = field(default_factory=dict)
    blank: Reason = Reason.UNKNOWN


def asked(codebook: Codebook) -> list[Variable]:
    """Return the questions whose answers a survey holds: neither derived nor identifying."""
    return [variable for variable in codebook if not variable.derived and not variable.identifier]


def read_questions(codebook: Codebook, part: WaveExport, conventions: Conventions) -> tuple[Draft, list[Step]]:
    """Return all questions of the export with every absence decided, and what happened on the way."""
    draft, steps = Draft(codebook, part.export.cells.index), []
    questions = asked(codebook)
    _check_columns(questions, part)
    read = {
        variable.name: read_answers(variable, part.export, conventions.codes)
        for variable in questions
        if _in(variable, part.wave)
    }
    reach = _reach(codebook, part, read)
    for position, variable in enumerate(questions):
        if variable.name not in read:
            draft.add(*_not_in_wave(variable, part.export))
            continue
        answers = read[variable.name]
        decided = decide(variable, position, answers, draft, reach, conventions.blank)
        draft.add(decided.values, decided.reasons)
        steps += _found(variable, answers, decided.off_route)
        steps += _constrain(variable, draft)
    return draft, steps


def _in(variable: Variable, wave: str) -> bool:
    return not variable.waves or wave in variable.waves


def _check_columns(questions: Sequence[Variable], part: WaveExport) -> None:
    """Raise `StudyError` for questions of this wave that the export does not hold."""
    present = {str(column) for column in part.export.cells.columns}
    absent = [
        Problem(f"the export has no column '{column}'", f"{variable.place}", _nearest(column, present))
        for variable in questions
        if _in(variable, part.wave)
        for column in columns_of(variable)
        if column not in present
    ]
    if absent:
        raise StudyError(*absent)


def _nearest(column: str, present: set[str]) -> str:
    near = did_you_mean(column, present)
    if near.startswith("Known"):
        near = f"The export has {len(present)} columns; none has a name like it."
    return f"{near} If this wave did not ask it, fill the column waves."


def _not_in_wave(variable: Variable, export: Export) -> tuple[pd.DataFrame, pd.DataFrame]:
    import pandas as pd

    values = empty_columns(variable, export.cells.index)
    return values, pd.DataFrame(Reason.NOT_IN_WAVE.value, values.index, values.columns, dtype="string")


def _reach(codebook: Codebook, part: WaveExport, read: Mapping[str, Answers]) -> Reach:
    """Return how far each person came: by page where the platform counts them, else by the last cell filled."""
    import pandas as pd

    index = part.export.cells.index
    last = pd.Series(-1, index=index)
    for position, variable in enumerate(asked(codebook)):
        if variable.name in read:
            answers = read[variable.name]
            spoke = answers.values.notna() | answers.reasons.isin(list(CAME_THIS_FAR))
            last = last.mask(spoke.any(axis=1), position)
    finished = part.export.finished
    if part.finished is not None:
        everything = pd.concat([answers.values for answers in read.values()], axis=1)
        finished = part.finished.evaluate(Draft.of(codebook, everything))
    if finished is None:
        finished = pd.Series(pd.NA, index=index, dtype="boolean")
    return Reach(finished.astype("boolean"), part.export.last_page, last)


def _found(variable: Variable, answers: Answers, off_route: int) -> list[Step]:
    invalid = int((answers.reasons == Reason.INVALID.value).any(axis=1).sum())
    found: list[tuple[Action, int, str]] = [
        (Action.INVALID, invalid, str(variable.type)),
        (Action.OFF_ROUTE, off_route, variable.relevant),
        (Action.SET_APART, answers.contacts, CONTACT_MARK),
    ]
    return [Step(action, variable.name, count, rule) for action, count, rule in found if count]


def _constrain(variable: Variable, draft: Draft) -> list[Step]:
    """Make answers that break the question's constraint invalid; one that cannot be judged stays."""
    if not variable.constraint:
        return []
    kept = parse_rule(variable.constraint, variable.place).evaluate(draft, variable.name)
    broken = (~kept).fillna(False).astype(bool)
    values, reasons = draft.values[list(variable.columns)], draft.reasons[list(variable.columns)]
    broken &= values.notna().any(axis=1)
    draft.add(values.mask(broken), reasons.mask(broken, Reason.INVALID.value))
    count = int(broken.sum())
    return [Step(Action.INVALID, variable.name, count, variable.constraint)] if count else []
