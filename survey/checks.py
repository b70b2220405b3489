"""What is doubtful in a study that can be used: things a researcher should look at, with the people concerned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from survey.answers import CONTACT_MARK
from survey.codebook import Variable, VariableType
from survey.contradictions import Contradiction
from survey.missing import Reason
from survey.origin import ORIGIN
from survey.repeats import find_same_answers
from survey.rules import parse_rule
from survey.survey import Action, Survey

if TYPE_CHECKING:
    import pandas as pd


FEWEST = 10
"""A figure about fewer people than these is doubtful: one answer changes a percentage by more than ten points."""


class Concern(StrEnum):
    """Why something is doubtful."""

    INVALID = "invalid"
    """Answered with something impossible."""
    OFF_ROUTE = "off_route"
    """Answered although routing says there can be no answer."""
    CONTRADICTION = "contradiction"
    """"None of these" ticked together with something else."""
    IMPLAUSIBLE = "implausible"
    """Answers that the workbook calls a contradiction."""
    UNKNOWN = "unknown"
    """The export cannot tell why the answer is absent."""
    CONTACT = "contact"
    """An address or number that identifies a person, left in an open answer."""
    AMBIGUOUS = "ambiguous"
    """A number such as 1.234, whose mark may be one of thousands."""
    CANNOT_TELL = "cannot_tell"
    """Kept, because an exclusion rule met a missing value."""
    NOBODY = "nobody"
    """No questionnaire is left to count."""
    UNTRANSLATED = "untranslated"
    """The platform routed this question by a rule that nobody has written as `relevant`."""
    SMALL_BASE = "small_base"
    """Answered by fewer than ten people."""
    SAME_PERSON = "same_person"
    """A token or e-mail address that stands in two files of a wave: one person, perhaps."""
    SAME_ANSWERS = "same_answers"
    """All answers alike in two files of a wave: one person, perhaps."""
    LETTERS = "letters"
    """A file whose letters look as if they were written on another kind of computer."""
    UNNAMED = "unnamed"
    """A column of the export that the workbook does not name."""


@dataclass(frozen=True)
class Doubt:
    """One doubt: what it is about, how many people or columns, and the people (wave and study id), where there are."""

    concern: Concern
    subject: str
    count: int
    rule: str = ""
    people: tuple[tuple[str, str], ...] = ()
    about: tuple[str, ...] = ()
    """The questions to look up, where the subject is none."""
    wave: str = ""
    """Whose answers it is about, in a survey of several waves."""


def find_doubts(survey: Survey, contradictions: Sequence[Contradiction] = ()) -> tuple[Doubt, ...]:
    """Return everything doubtful in a survey: the questions in order, between them, then what the cleaning met.

    Of several waves, each by itself: it has its own questions and routing.
    """
    if survey.parts:
        by_wave = {part.waves[0]: find_doubts(survey.of_waves(part.waves), contradictions) for part in survey.parts}
        return tuple(replace(doubt, wave=wave) for wave, doubts in by_wave.items() for doubt in doubts)
    contradictions = [found for found in contradictions if found.is_about(survey.codebook)]
    questions = [variable for variable in survey.codebook if not variable.derived and not variable.identifier]
    found = [doubt for variable in questions for doubt in _about(variable, survey)]
    between = [doubt for contradiction in contradictions for doubt in _between(contradiction, survey)]
    return (*found, *between, *_about_files(survey), *_from_history(survey))


def _about(variable: Variable, survey: Survey) -> Iterator[Doubt]:
    columns = list(variable.columns)
    values, reasons = survey.values[columns], survey.reasons[columns]
    answered = values.notna().any(axis=1)
    rows = [
        (Concern.INVALID, (reasons == Reason.INVALID.value).any(axis=1), variable.constraint),
        (Concern.UNKNOWN, (reasons == Reason.UNKNOWN.value).any(axis=1), ""),
        (Concern.OFF_ROUTE, answered & _routed_past(variable, survey), variable.relevant),
        (Concern.CONTRADICTION, _contradicts(variable, values), ""),
    ]
    for concern, people, rule in rows:
        sure = people.fillna(False).astype(bool)
        if sure.any():
            yield Doubt(concern, variable.name, int(sure.sum()), rule, tuple(sure.index[sure]))
    if 0 < answered.sum() < FEWEST <= len(survey):
        yield Doubt(Concern.SMALL_BASE, variable.name, int(answered.sum()))
    if variable.routing and not variable.relevant:
        yield Doubt(Concern.UNTRANSLATED, variable.name, len(survey), variable.routing)


def _between(contradiction: Contradiction, survey: Survey) -> Iterator[Doubt]:
    people = contradiction.people(survey)
    if people.any():
        found = tuple(people.index[people])
        rule = contradiction.rule.text
        yield Doubt(Concern.IMPLAUSIBLE, contradiction.name, len(found), rule, found, contradiction.variables)


def _about_files(survey: Survey) -> Iterator[Doubt]:
    for concern, people in (
        (Concern.SAME_PERSON, survey.same_people),
        (Concern.SAME_ANSWERS, find_same_answers(survey)),
    ):
        included = tuple(person for person in people if person in survey.index)
        if included:
            yield Doubt(concern, ORIGIN, len(included), people=included)
    for file in survey.letters:
        yield Doubt(Concern.LETTERS, file, 1)


def _routed_past(variable: Variable, survey: Survey) -> pd.Series:
    if not variable.relevant:
        return survey.reasons.iloc[:, 0].isna() & False
    return ~parse_rule(variable.relevant, variable.place).evaluate(survey)


def _contradicts(variable: Variable, values: pd.DataFrame) -> pd.Series:
    """Return for whom an exclusive box is ticked together with another."""
    if variable.type is not VariableType.SELECT_MULTIPLE:
        return values.iloc[:, 0].isna() & False
    exclusive = [f"{variable.name}/{choice.name}" for choice in variable.answers if choice.exclusive]
    return values[exclusive].any(axis=1) & (values.sum(axis=1) > 1)


def _from_history(survey: Survey) -> Iterator[Doubt]:
    if not len(survey):
        yield Doubt(Concern.NOBODY, ", ".join(source.name for source in survey.sources), 0)
    for step in survey.history:
        count = step.count or 0
        if step.action is Action.AMBIGUOUS:
            yield Doubt(Concern.AMBIGUOUS, step.subject, count)
        elif step.action is Action.UNNAMED:
            yield Doubt(Concern.UNNAMED, step.subject, count)
        elif step.action is Action.CANNOT_TELL:
            yield Doubt(Concern.CANNOT_TELL, step.subject, count, step.rule)
        elif step.action is Action.SET_APART and step.rule == CONTACT_MARK:
            yield Doubt(Concern.CONTACT, step.subject, count)
