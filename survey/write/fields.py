"""What leaves: one column for each column of the survey, and which text each has in each language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from survey.codebook import Choice, Label, Variable, VariableType
from survey.survey import INDEX, Survey
from survey.write.words import PLACE, joined


@dataclass(frozen=True)
class Field:
    """One column of a survey: a question, one tick box of it, or one place of a ranking."""

    name: str
    variable: Variable
    choice: Choice | None = None
    """The category that a tick box stands for."""
    place: int = 0
    """The place of a ranking, from 1."""

    @property
    def type(self) -> VariableType:
        """Return the type of the question."""
        return self.variable.type

    @property
    def label(self) -> Label:
        """Return the question, with the tick box or the place behind it."""
        if self.choice:
            return joined(self.variable.label, self.choice.label)
        if self.place:
            place = Label({language: f"{text} {self.place}" for language, text in PLACE.texts.items()})
            return joined(self.variable.label, place)
        return self.variable.label

    @property
    def categories(self) -> tuple[Choice, ...]:
        """Return the categories a cell can hold; none for tick boxes, numbers, texts and dates."""
        named = self.type in {VariableType.SELECT_ONE, VariableType.RANK}
        return self.variable.answers if named else ()


def fields(survey: Survey) -> tuple[Field, ...]:
    """Return every column that leaves, in the order of the codebook; identifiers never do."""
    held = set(survey.values.columns)
    found = (field for variable in survey.codebook if not variable.identifier for field in _fields(variable))
    return tuple(field for field in found if field.name in held)


def index_names(survey: Survey) -> tuple[str, ...]:
    """Return the headings of wave and respondent; `_` is put behind one that a variable is called by already."""
    taken = {field.name for field in fields(survey)}
    return tuple(_free(name, taken) for name in INDEX)


def _free(name: str, taken: set[str]) -> str:
    return _free(f"{name}_", taken) if name in taken else name


def _fields(variable: Variable) -> Iterator[Field]:
    match variable.type:
        case VariableType.SELECT_MULTIPLE:
            for choice, name in zip(variable.answers, variable.columns, strict=True):
                yield Field(name, variable, choice=choice)
        case VariableType.RANK:
            for place, name in enumerate(variable.columns, start=1):
                yield Field(name, variable, place=place)
        case _:
            yield Field(variable.name, variable)
