"""The variables of an SPSS file: which there are, what they are called, and what their values mean.

One variable for each column of the survey, named as it is with `_` for `/`, and beside it, where needed:

- `…_why` for a text, a date, or a number whose own answers lie among the absence codes: such a variable cannot
  hold these codes, so the companion does (0 = answered);
- `…_ranked` for a ranking: 1 when at least one place is filled in and nothing is named twice;
- `f_…` for a table with a rule of its own (`where`): 1 for the people of that table, 0 for everyone else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from survey.codebook import Choice, Label, Scale, Variable, VariableType
from survey.missing import Reason
from survey.plan import TablePlan
from survey.survey import INDEX, Survey
from survey.write.coding import ANSWERED_CODE, CODES, NUMBERS, category_codes, holds_codes
from survey.write.fields import Field, fields
from survey.write.spss_names import spss_names
from survey.write.words import (
    ANSWERED,
    NO,
    NOT_TICKED,
    RANKED,
    RESPONDENT,
    SELECTED,
    TICKED,
    WAVE,
    WHY,
    YES,
    joined,
    reason_label,
)

if TYPE_CHECKING:
    from survey.study import Study


class Content(Enum):
    """What a variable of the file holds."""

    INDEX = auto()
    ANSWERS = auto()
    WHY = auto()
    RANKED = auto()
    FILTER = auto()


@dataclass(frozen=True)
class Column:
    """One variable of an SPSS file."""

    name: str
    content: Content
    key: str
    """The survey's column, the question ranked, or the table, that it is about."""
    label: Label
    measure: str
    values: Mapping[int, Label] = field(default_factory=dict)
    """What its values mean, absences included."""
    absences: bool = False
    """Whether it holds absence codes, which are then declared missing."""
    source: Field | None = None
    """The survey's column, for answers and for reasons."""
    variable: Variable | None = None
    plan: TablePlan | None = None


@dataclass(frozen=True)
class Layout:
    """The variables of an SPSS file in order, and where each thing is found."""

    columns: tuple[Column, ...]

    def find(self, content: Content, key: str) -> Column | None:
        """Return the variable with this content about `key`, if there is one."""
        return next((column for column in self.columns if (column.content, column.key) == (content, key)), None)

    def answers(self, variable: Variable) -> tuple[Column, ...]:
        """Return the variables that hold the answers to a question: one, or one for each tick box or place."""
        names = set(variable.columns)
        return tuple(c for c in self.columns if c.content is Content.ANSWERS and c.key in names)


ABSENCES = {CODES[reason]: reason_label(reason) for reason in Reason}
TICKS = {1: TICKED, 0: NOT_TICKED}
TRUTH = {1: YES, 0: NO}
WHY_ENDING = "_why"


def layout(study: Study, survey: Survey) -> Layout:
    """Return the variables of the study's SPSS file; the study's own names are given out first."""
    columns = [*_index(), *_answers(survey), *_filters(study)]
    first = [column for column in columns if column.content is Content.ANSWERS]
    names = spss_names(column.name for column in first)
    answers = {column.key: name for column, name in zip(first, names, strict=True)}
    rest = [column for column in columns if column.content is not Content.ANSWERS]
    others = iter(spss_names((_beside(column, answers) for column in rest), taken=names))
    return Layout(
        tuple(
            replace(column, name=answers[column.key] if column.content is Content.ANSWERS else next(others))
            for column in columns
        )
    )


def _beside(column: Column, answers: Mapping[str, str]) -> str:
    """Return the name a variable would have: a companion is called after its variable's final name."""
    return f"{answers[column.key]}{WHY_ENDING}" if column.content is Content.WHY else column.name


def _index() -> Iterator[Column]:
    for name, label in zip(INDEX, (WAVE, RESPONDENT), strict=True):
        yield Column(name, Content.INDEX, name, label, "nominal")


def _answers(survey: Survey) -> Iterator[Column]:
    ranked: set[str] = set()
    for source in fields(survey):
        variable = source.variable
        if source.place and variable.name not in ranked:
            ranked.add(variable.name)
            yield _ranked(variable)
        coded = holds_codes(survey, source)
        yield _answer(source, coded)
        if not coded:
            yield _why(source)


def _answer(source: Field, coded: bool) -> Column:
    values = {**_meanings(source), **(ABSENCES if coded else {})}
    measure = _measure(source)
    return Column(
        source.name, Content.ANSWERS, source.name, source.label, measure, values, coded, source, source.variable
    )


def _meanings(source: Field) -> dict[int, Label]:
    if source.choice:
        return dict(TICKS)
    codes = category_codes(source.categories)
    return {codes[choice.name]: _named(choice) for choice in source.categories}


def _named(choice: Choice) -> Label:
    return choice.label or Label({"": choice.name})


def _measure(source: Field) -> str:
    if source.type in NUMBERS or source.type is VariableType.DATE:
        return "scale"
    ordered = source.type is VariableType.SELECT_ONE and source.variable.scale is not Scale.NOMINAL
    return "ordinal" if ordered else "nominal"


def _why(source: Field) -> Column:
    values = {ANSWERED_CODE: ANSWERED, **ABSENCES}
    label = joined(source.label, WHY)
    return Column(f"{source.name}{WHY_ENDING}", Content.WHY, source.name, label, "nominal", values, source=source)


def _ranked(variable: Variable) -> Column:
    label = joined(variable.label, RANKED)
    return Column(f"{variable.name}_ranked", Content.RANKED, variable.name, label, "nominal", TRUTH, variable=variable)


def _filters(study: Study) -> Iterator[Column]:
    for plan in study.plans:
        if plan.where:
            label = joined(SELECTED, Label({"": plan.id}), " ")
            yield Column(f"f_{plan.id}", Content.FILTER, plan.id, label, "nominal", TRUTH, plan=plan)
