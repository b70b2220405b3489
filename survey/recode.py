"""Variables derived from others: the sheet `recode`, and questions of type `calculate`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from survey.codebook import Choice, Codebook, Scale, Variable, VariableType
from survey.errors import did_you_mean, gather, problem
from survey.rules import Rule, parse_rule
from survey.workbook import Line

if TYPE_CHECKING:
    import pandas as pd

    from survey.absence import Draft

DECIMALS = 9
"""Calculated numbers are rounded to these, so that 0.1 + 0.2 is 0.3 and a half stays a half."""

NUMBER = re.compile(r"-?\d+(\.\d+)?")
NUMBERS = {VariableType.INTEGER, VariableType.DECIMAL}


@dataclass(frozen=True)
class Piece:
    """A range (`low` in it, `high` not) or some values of the source, and the category they become."""

    category: str
    low: Fraction | None
    high: Fraction | None
    values: tuple[str, ...]
    names: bool = True
    """Whether the values are names of categories, not numbers."""

    def holds(self, source: pd.Series) -> pd.Series:
        """Return for whom the source falls in this piece; false where it is missing."""
        if self.values:
            return source.isin(self.values if self.names else [float(value) for value in self.values])
        inside = source.notna()
        if self.low is not None:
            inside &= (source >= float(self.low)).fillna(False).astype(bool)
        if self.high is not None:
            inside &= (source < float(self.high)).fillna(False).astype(bool)
        return inside

    def overlaps(self, other: Piece) -> bool:
        """Return whether some answer would fall in both."""
        if self.values or other.values:
            return bool(set(self.values) & set(other.values))
        begins = [piece.low for piece in (self, other) if piece.low is not None]
        ends = [piece.high for piece in (self, other) if piece.high is not None]
        return not begins or not ends or max(begins) < min(ends)


@dataclass(frozen=True)
class Recode:
    """A derived variable: its source and the pieces of it, none of which overlap."""

    variable: Variable
    source: str
    pieces: tuple[Piece, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """Return the one variable it is made from."""
        return (self.source,)

    def derive(self, draft: Draft) -> pd.Series:
        """Return the category of each person, missing where the source is or no piece holds."""
        import pandas as pd

        source = draft.column(self.source)
        names = pd.Series(pd.NA, index=source.index, dtype="string")
        for piece in self.pieces:
            names = names.mask(piece.holds(source), piece.category)
        choices = [choice.name for choice in self.variable.choices]
        return names.astype(pd.CategoricalDtype(choices, ordered=self.variable.scale is not Scale.NOMINAL))


@dataclass(frozen=True)
class Calculation:
    """A derived number: the `calculate` question and its rule."""

    variable: Variable

    @cached_property
    def rule(self) -> Rule:
        """Return the parsed calculation."""
        return parse_rule(self.variable.calculation, self.variable.place)

    @property
    def sources(self) -> tuple[str, ...]:
        """Return the variables it is made from."""
        return self.rule.variables

    def derive(self, draft: Draft) -> pd.Series:
        """Return each person's number, missing where the calculation has none."""
        import pandas as pd

        return pd.Series(self.rule.calculate(draft), index=draft.index).astype("Float64").round(DECIMALS)


Derivation = Recode | Calculation


def read_recodes(lines: Iterable[Line], codebook: Codebook) -> tuple[Recode, ...]:
    """Return the derived variables of the sheet `recode`; rows of one variable stand together, sources above it."""
    known = codebook
    made: list[Recode] = []
    for name, block in groupby(lines, key=lambda line: line["variable"]):
        made.append(_recode(name, list(block), known))
        known = add_derived(known, made[-1:])
    return tuple(made)


def _recode(name: str, lines: Sequence[Line], known: Codebook) -> Recode:
    first = lines[0]
    if name in known.variables:
        raise problem(f"the variable '{name}' is there already", first.place, "Rename the derived one.")
    source = known.find(first["source"], first.place)
    if any(line["source"] not in {"", source.name} for line in lines):
        raise problem(f"'{name}' has more than one source", first.place, "Recode one variable at a time.")
    if source.identifier or source.type not in {*NUMBERS, VariableType.SELECT_ONE}:
        what = f"'{source.name}' is neither a number nor a single choice"
        raise problem(what, first.place, "Only those can be recoded.")
    choices = {line["category"]: _category(line) for line in reversed(lines)}
    variable = Variable(
        name=name,
        type=VariableType.SELECT_ONE,
        label=first.label(),
        choices=tuple(choices[category] for category in dict.fromkeys(line["category"] for line in lines)),
        list_name=name,
        scale=first.word("scale", Scale, Scale.ORDINAL),
        derived=True,
        place=first.place,
    )
    pieces = tuple(gather(lambda line: _piece(line, source), lines))
    for place, line in enumerate(lines):
        if any(pieces[place].overlaps(other) for other in pieces[:place]):
            raise problem("this range overlaps one above it", line.place, "Let each begin where the other ends.")
    return Recode(variable, source.name, pieces)


def _category(line: Line) -> Choice:
    if not line["category"]:
        raise problem("a recode needs a category", line.place)
    label, low, high = line.label("category_label"), line.number("low"), line.number("high")
    return Choice(line["category"], label, low=low, high=high, top=line.yes("top"))


def _piece(line: Line, source: Variable) -> Piece:
    low, high = line.number("low"), line.number("high")
    values = tuple(value.strip() for value in line["value"].split("|") if value.strip())
    if not values and low is None and high is None:
        raise problem("a recode needs low, high or value", line.place)
    if source.type is VariableType.SELECT_ONE:
        _check_names(line, source, values)
    elif not all(NUMBER.fullmatch(value) for value in values):
        raise problem(f"'{source.name}' is a number, and a value here is none", line.place)
    return Piece(line["category"], low, high, values, names=source.type is VariableType.SELECT_ONE)


def _check_names(line: Line, source: Variable, values: Sequence[str]) -> None:
    names = [choice.name for choice in source.answers]
    wrong = [value for value in values if value not in names]
    if wrong:
        what = f"'{wrong[0]}' is no answer to '{source.name}'"
        raise problem(what, line.place, did_you_mean(wrong[0], names))
    if not values:
        raise problem(f"'{source.name}' has categories, not numbers", line.place, "Fill the column value.")


def in_order(derivations: Iterable[Derivation]) -> tuple[Derivation, ...]:
    """Return the derivations so that each comes after its sources; raise `StudyError` for a circle."""
    from graphlib import CycleError, TopologicalSorter

    named = {derivation.variable.name: derivation for derivation in derivations}
    graph = {name: [source for source in made.sources if source in named] for name, made in named.items()}
    try:
        return tuple(named[name] for name in TopologicalSorter(graph).static_order())
    except CycleError as error:
        circle = " → ".join(error.args[1])
        place = named[error.args[1][0]].variable.place
        raise problem(f"these variables are calculated from each other: {circle}", place) from None


def add_derived(codebook: Codebook, recodes: Iterable[Recode]) -> Codebook:
    """Return the codebook with the recoded variables behind the questions."""
    return replace(
        codebook, variables={**codebook.variables, **{made.variable.name: made.variable for made in recodes}}
    )


def inherited(draft: Draft, sources: Sequence[str]) -> pd.Series:
    """Return why a derived value is absent: the reason of its first absent source, else missing."""
    import pandas as pd

    reason = pd.Series(None, index=draft.index, dtype=object)
    for source in sources:
        reason = reason.where(reason.notna(), draft.absences[source])
    return reason


def derivations(codebook: Codebook, recodes: Iterable[Recode]) -> tuple[Derivation, ...]:
    """Return every derived variable of a study, each after its sources."""
    calculated: Mapping[str, Derivation] = {
        variable.name: Calculation(variable) for variable in codebook if variable.calculation
    }
    return in_order([*calculated.values(), *recodes])


def with_waves(codebook: Codebook, recodes: Iterable[Recode], waves: Sequence[str]) -> Codebook:
    """Return the codebook in which each derived variable is of the waves that asked everything it is made of."""
    variables = dict(codebook.variables)
    for made in derivations(codebook, recodes):
        sources = [variables[name].waves for name in made.sources if name in variables]
        held = [wave for wave in waves if all(not own or wave in own for own in sources)]
        name = made.variable.name
        if len(held) < len(waves) and len(waves) > 1:
            variables[name] = replace(variables[name], waves=tuple(held))
    return replace(codebook, variables=variables)
