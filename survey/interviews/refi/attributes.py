"""Answers of the people interviewed, as variables of cases: typed, by label, and nothing that could name anybody."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from survey.codebook import Variable, VariableType
from survey.errors import gather, problem
from survey.write.fields import Field, fields

if TYPE_CHECKING:
    from survey.codebook import Codebook
    from survey.interviews.corpus import Corpus
    from survey.survey import Person, Survey

Said: TypeAlias = Callable[[object], str]


class Kind(StrEnum):
    """The types of variables of the standard that answers have."""

    TEXT = "Text"
    BOOLEAN = "Boolean"
    INTEGER = "Integer"
    FLOAT = "Float"
    DATE = "Date"


KINDS = {
    VariableType.SELECT_MULTIPLE: Kind.BOOLEAN,
    VariableType.INTEGER: Kind.INTEGER,
    VariableType.DECIMAL: Kind.FLOAT,
    VariableType.DATE: Kind.DATE,
}
"""Of every other type the label is written."""


@dataclass(frozen=True)
class Attribute:
    """One variable: what it is called, and what it is for each interview; no entry where there is no answer."""

    name: str
    kind: Kind
    label: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    """By interview, as XML writes it."""


def check_variables(names: Sequence[str], codebook: Codebook, place: str) -> tuple[Variable, ...]:
    """Return the variables called so; raise `StudyError` for one that must not leave with an interview."""
    return tuple(gather(lambda name: _allowed(codebook.find(name, place), place), dict.fromkeys(names)))


def attributes(corpus: Corpus, survey: Survey, variables: Sequence[Variable], language: str) -> tuple[Attribute, ...]:
    """Return the answers of the respondents to whom the interviews of a set are tied."""
    wanted = {variable.name for variable in variables}
    known = set(survey.index)
    people = {each.id: each.person for each in corpus if each.person is not None and each.person in known}
    found = [each for each in fields(survey) if each.variable.name in wanted]
    return tuple(_attribute(each, people, survey, language) for each in found)


def _allowed(variable: Variable, place: str) -> Variable:
    if variable.identifier:
        raise problem(f"'{variable.name}' identifies people and leaves with no interview", place, "Leave it out.")
    if variable.type is VariableType.TEXT:
        what = f"'{variable.name}' is an open answer, in which anything can stand"
        raise problem(what, place, "Leave it out, or make categories of it in the sheet recode.")
    return variable


def _attribute(asked: Field, people: Mapping[str, Person], survey: Survey, language: str) -> Attribute:
    kind = KINDS.get(asked.type, Kind.TEXT)
    labels = {choice.name: choice.label.text(language) or choice.name for choice in asked.categories}
    say = _SAID.get(kind) or (lambda value: labels.get(str(value), str(value)))
    column = survey.column(asked.name)
    present = column.notna()
    values = {interview: say(column[person]) for interview, person in people.items() if present[person]}
    written = {interview: value for interview, value in values.items() if value}
    return Attribute(asked.name, kind, asked.label.text(language), written)


def _decimal(value: object) -> str:
    """Return a number without exponent; nothing for one without end, which the standard cannot hold."""
    number = Decimal(str(value))
    return format(number, "f") if number.is_finite() else ""


def _day(value: object) -> str:
    return date.fromisoformat(str(value)[:10]).isoformat()


_SAID: Mapping[Kind, Said] = {
    Kind.BOOLEAN: lambda value: "true" if value else "false",
    Kind.INTEGER: lambda value: str(int(str(value))),
    Kind.FLOAT: _decimal,
    Kind.DATE: _day,
}
