"""The questions of one export, typed, with a reason in every empty cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from survey.absence import Draft, Reach, decide
from survey.answers import CONTACT_MARK, Answers, empty_columns, read_answers
from survey.codebook import Codebook, Variable, VariableType
from survey.errors import Problem, StudyError, did_you_mean, problem
from survey.headings import columns_of
from survey.missing import Reason
from survey.origin import ORIGIN
from survey.read.export import Alike, State
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
    file: str = ""
    """Its name, when the wave has several files: response numbers may be the same in two of them."""


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
        if variable.is_in(part.wave)
    }
    reach = _reach(codebook, part, read)
    for position, variable in enumerate(questions):
        if variable.name not in read:
            draft.add(variable, *not_in_wave(variable, draft.index))
            continue
        answers = read[variable.name]
        draft.add(variable, *decide(variable, position, answers, draft, reach, conventions.blank))
        steps += _found(variable, answers, draft)
        steps += _constrain(variable, draft)
    return draft, steps


def written_alike(codebook: Codebook, part: WaveExport, codes: Mapping[str, Reason]) -> dict[str, frozenset[State]]:
    """Return by question of this wave what the export writes alike; nothing where it tells all states apart.

    A state for which the export uses a declared code is told apart by that code.
    """
    found = [variable for variable in asked(codebook) if variable.is_in(part.wave) and variable.name != ORIGIN]
    alike = {v.name: _alike(v, part.export) - _coded(v, part.export, codes) for v in found}
    return {name: states for name, states in alike.items() if len(states) > 1}


def _alike(variable: Variable, export: Export) -> frozenset[State]:
    """Return what is written alike of one question; a code that the file declares without a reason says nothing."""
    written = export.alike.several if variable.type is VariableType.SELECT_MULTIPLE else export.alike.single
    columns = columns_of(variable, export.cells)
    dumb = any(Reason.UNKNOWN in export.missing.get(column, {}).values() for column in columns)
    return written | Alike().single if dumb else written


def _coded(variable: Variable, export: Export, codes: Mapping[str, Reason]) -> frozenset[State]:
    """Return the states for which a declared code stands in the cells of a question."""
    used: set[Reason] = set()
    for column in columns_of(variable, export.cells):
        declared = {**export.missing.get(column, {}), **codes, **variable.missing}
        used |= {declared[text] for text in set(export.column(column).unique()) & set(declared)}
    states = {Reason.NO_ANSWER: State.LEFT_OPEN, Reason.NOT_SHOWN: State.NOT_SHOWN}
    return frozenset(states[reason] for reason in used & set(states))


def _check_columns(questions: Sequence[Variable], part: WaveExport) -> None:
    """Raise `StudyError` for questions of this wave that the export does not hold."""
    present = {str(column) for column in part.export.cells.columns}
    wanted = [(v, column) for v in questions if v.is_in(part.wave) for column in columns_of(v, present)]
    absent = [(variable, column) for variable, column in wanted if column not in present]
    if len(absent) > len(wanted) / 2:
        what = f"the export has {len(wanted) - len(absent)} of the {len(wanted)} columns that the workbook names"
        advice = "Is it the right file? If its first row is no heading, set header = false in study.toml."
        raise problem(what, part.export.path, advice)
    named = {column for _, column in wanted}
    twice = [(v, column) for v, column in wanted if f"{column}#2" in present - named]
    problems = [_no_column(variable, column, present) for variable, column in absent]
    problems += [_two_columns(variable, column) for variable, column in twice]
    if problems:
        raise StudyError(*problems)


def _no_column(variable: Variable, column: str, present: set[str]) -> Problem:
    near = did_you_mean(column, present)
    if near.startswith("Known"):
        near = f"The export has {len(present)} columns; none has a name like it."
    advice = f"{near} If this wave did not ask it, let its workbook say gone, or fill the column waves."
    return Problem(f"the export has no column '{column}'", variable.place, advice)


def _two_columns(variable: Variable, column: str) -> Problem:
    what = f"the export has two columns '{column}'"
    advice = f"Name the one that is meant in the column 'column': '{column}#2' is the second; or rename one."
    return Problem(what, variable.place, advice)


def not_in_wave(variable: Variable, index: pd.Index) -> tuple[pd.DataFrame, pd.Series]:
    """Return the columns and reasons of a question that a wave did not ask."""
    import pandas as pd

    return empty_columns(variable, index), pd.Series(Reason.NOT_IN_WAVE.value, index=index, dtype=object)


def _reach(codebook: Codebook, part: WaveExport, read: Mapping[str, Answers]) -> Reach:
    """Return how far each person came: by page where the platform counts them, else by the last cell filled."""
    import pandas as pd

    index = part.export.cells.index
    last = pd.Series(-1, index=index)
    for position, variable in enumerate(asked(codebook)):
        if variable.name in read:
            answers = read[variable.name]
            last = last.mask(answers.answered | answers.shown | answers.said.isin(list(CAME_THIS_FAR)), position)
    finished = part.export.finished
    if part.finished is not None:
        everything = pd.concat([answers.values for answers in read.values()], axis=1)
        finished = part.finished.evaluate(Draft.of(codebook, everything))
    if finished is None:
        finished = pd.Series(pd.NA, index=index, dtype="boolean")
    return Reach(finished.astype("boolean"), part.export.last_page, last)


def _found(variable: Variable, answers: Answers, draft: Draft) -> list[Step]:
    off_route = answers.answered & draft.routing(variable)[0]
    found = [
        (Action.INVALID, int((answers.said == Reason.INVALID.value).sum()), str(variable.type)),
        (Action.OFF_ROUTE, int(off_route.sum()), variable.relevant),
        (Action.SET_APART, answers.contacts, CONTACT_MARK),
        (Action.AMBIGUOUS, answers.ambiguous, str(variable.type)),
    ]
    return [Step(action, variable.name, count, rule) for action, count, rule in found if count]


def _constrain(variable: Variable, draft: Draft) -> list[Step]:
    """Make answers that break the question's constraint invalid; one that cannot be judged stays."""
    import pandas as pd

    if not variable.constraint:
        return []
    values = pd.DataFrame({column: draft.column(column) for column in variable.columns})
    kept = parse_rule(variable.constraint, variable.place).evaluate(draft, variable.name)
    broken = (~kept).fillna(False).astype(bool) & values.notna().any(axis=1)
    draft.add(variable, values.mask(broken), draft.absences[variable.name].mask(broken, Reason.INVALID.value))
    count = int(broken.sum())
    return [Step(Action.INVALID, variable.name, count, variable.constraint)] if count else []
