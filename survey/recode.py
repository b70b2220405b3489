"""Variables derived from others: the sheet `recode`, and questions of type `calculate`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from survey.codebook import Choice, Codebook, Scale, Variable, VariableType
from survey.errors import gather, problem
from survey.rules import Rule, parse_rule
from survey.workbook import Line

if TYPE_CHECKING:
    import pandas as pd

    from survey.absence import Draft

NUMBERS = {VariableType.INTEGER, VariableType.DECIMAL}


@dataclass(frozen=True)
class Piece:
    """A range (`low` in it, `high` not) or some values of the source, and the category they become."""

    category: str
    low: Fraction | None
    high: Fraction | None
    values: tuple[str, ...]

    def holds(self, source: pd.Series) -> pd.Series:
        """Return for whom the source falls in this piece; false where it is missing."""
        if self.values:
            return source.astype("string").isin(self.values).astype(bool)
        inside = source.notna()
        if self.low is not None:
            inside &= (source >= float(self.low)).fillna(False).astype(bool)
        if self.high is not None:
            inside &= (source < float(self.high)).fillna(False).astype(bool)
        return inside


@dataclass(frozen=True)
class Recode:
    """A derived variable: its source and the pieces of it, in order; the first piece that holds counts."""

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
        for piece in reversed(self.pieces):
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

        return pd.Series(self.rule.calculate(draft), index=draft.index).astype("Float64")


Derivation = Recode | Calculation


def read_recodes(lines: Iterable[Line], codebook: Codebook) -> tuple[Recode, ...]:
    """Return the derived variables of the sheet `recode`; its rows of one variable stand together."""
    blocks = [(name, list(block)) for name, block in groupby(lines, key=lambda line: line["variable"])]
    taken = set(codebook.variables)
    for name, block in blocks:
        if name in taken:
            raise problem(f"the variable '{name}' is there already", block[0].place, "Rename the derived one.")
        taken.add(name)
    return tuple(gather(lambda block: _recode(block[0], block[1], taken, codebook), blocks))


def _recode(name: str, lines: Sequence[Line], known: set[str], codebook: Codebook) -> Recode:
    first = lines[0]
    source = first["source"]
    if source not in known:
        codebook.find(source, first.place)
    if any(line["source"] not in {"", source} for line in lines):
        raise problem(f"'{name}' has more than one source", first.place, "Recode one variable at a time.")
    choices = {line["category"]: _category(line) for line in reversed(lines)}
    ordered = tuple(choices[category] for category in dict.fromkeys(line["category"] for line in lines))
    variable = Variable(
        name=name,
        type=VariableType.SELECT_ONE,
        label=first.label(),
        choices=ordered,
        list_name=name,
        scale=first.word("scale", Scale, Scale.ORDINAL),
        derived=True,
        place=first.place,
    )
    return Recode(variable, source, tuple(gather(lambda line: _piece(line, codebook, source), lines)))


def _category(line: Line) -> Choice:
    if not line["category"]:
        raise problem("a recode needs a category", line.place)
    label, low, high = line.label("category_label"), line.number("low"), line.number("high")
    return Choice(line["category"], label, low=low, high=high, top=line.yes("top"))


def _piece(line: Line, codebook: Codebook, source: str) -> Piece:
    low, high, values = line.number("low"), line.number("high"), line["value"]
    if not values and low is None and high is None:
        raise problem("a recode needs low, high or value", line.place)
    names = tuple(value.strip() for value in values.split("|") if value.strip())
    variable = codebook.variables.get(source)
    if variable and variable.type is VariableType.SELECT_ONE:
        for name in names:
            variable.choice(name)
    elif variable and variable.type not in NUMBERS:
        raise problem(f"'{source}' is neither a number nor a single choice", line.place, "Only those can be recoded.")
    return Piece(line["category"], low, high, names)


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
