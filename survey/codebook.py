"""What was asked: variables, their categories, routing and missing codes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

from survey.errors import did_you_mean, problem
from survey.missing import Reason


@dataclass(frozen=True)
class Label:
    """One text in several languages, keyed by language code (`nl`, `fr`, `en`)."""

    texts: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.texts)

    def text(self, language: str) -> str:
        """Return the text in `language`, else in the first language there is, else nothing."""
        return self.texts.get(language) or next(iter(self.texts.values()), "")


class VariableType(StrEnum):
    """What kind of answer a question takes; the XLSForm names."""

    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANK = "rank"
    INTEGER = "integer"
    DECIMAL = "decimal"
    TEXT = "text"
    DATE = "date"


class Scale(StrEnum):
    """What may be done with the categories of a question."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    LIKERT = "likert"
    BANDS = "bands"


class Role(StrEnum):
    """What a question asks about its item (here: about one drug)."""

    RECENCY = "recency"
    FREQUENCY = "frequency"
    FREQUENCY_BEFORE = "frequency_before"
    BEFORE = "before"
    AFTER = "after"
    ONSET = "onset"
    NEW = "new"
    BOUGHT = "bought"
    PRICE = "price"
    AMOUNT = "amount"


ITEM_LIST = "item"
"""The choice list that names the items (drugs) which questions are about."""

GROUP_LIST = "group"
"""The choice list that names the groups (push, pull) which categories are in."""


@dataclass(frozen=True)
class Choice:
    """One category of a question."""

    name: str
    label: Label
    codes: tuple[str, ...] = ()
    """How the export writes it, where that is not `name`; the name is then no code."""
    reason: Reason | None = None
    """Set when the category is an absence ("don't know"), not an answer."""
    exclusive: bool = False
    low: Fraction | None = None
    high: Fraction | None = None
    """Limits of a band: `low` belongs to it, `high` to the next; an open last band has no `high`."""
    score: Fraction | None = None
    """What the category counts as in a score; its code is no number until somebody says so here."""
    top: bool = False
    """Counts as positive in a share such as "fairly to very positive"."""
    implies: str = ""
    """On a gate's category ("never"): the answer it implies in the questions it routes past."""
    collapse: str = ""
    group: str = ""
    """What it is one of (push, pull): a name of the list `group`."""
    coded: bool = False
    """Not offered by the questionnaire: added by who coded the open answers."""
    waves: tuple[str, ...] = ()
    """The waves that offered it; empty = every wave that asked the question."""

    @property
    def written(self) -> tuple[str, ...]:
        """Return how an export writes this category."""
        return self.codes or (self.name,)


@dataclass(frozen=True)
class Variable:
    """One question, or one variable derived from others."""

    name: str
    type: VariableType
    label: Label
    choices: tuple[Choice, ...] = ()
    list_name: str = ""
    scale: Scale = Scale.NOMINAL
    item: str = ""
    role: Role | None = None
    relevant: str = ""
    routing: str = ""
    """The platform's own words for a routing that nobody has written as `relevant` yet."""
    constraint: str = ""
    calculation: str = ""
    missing: Mapping[str, Reason] = field(default_factory=dict)
    blank: str = ""
    """What an empty cell means: a reason, or `none` (a set with nothing ticked); empty = as the study says."""
    identifier: bool = False
    sensitive: bool = True
    group: str = ""
    """The innermost group it stands in: a page, or a battery on a page."""
    page: int = 0
    """The number of its page, from 1; 0 when the questionnaire has no pages."""
    waves: tuple[str, ...] = ()
    """The waves that asked it; empty = every wave."""
    listed: bool = False
    """The study's own workbook names its waves: one that did not ask it still shows it, as not in this wave."""
    column: str = ""
    """Its heading in the export, where that is not `name`."""
    rank_places: int = 0
    """How many ranks could be given; 0 = as many as there are categories."""
    derived: bool = False
    harmonised: bool = False
    """Asked nowhere as such: the crosswalk makes it of each wave's own question."""
    place: str = ""
    """Where the workbook defines it, for messages."""

    def is_in(self, wave: str) -> bool:
        """Return whether a wave asked it."""
        return not self.waves or wave in self.waves

    @property
    def answers(self) -> tuple[Choice, ...]:
        """Return the categories that are answers, leaving out those that are absences."""
        return tuple(choice for choice in self.choices if choice.reason is None)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return this variable's columns in a survey: one, or one for each tick box or rank."""
        if self.type is VariableType.SELECT_MULTIPLE:
            return tuple(f"{self.name}/{choice.name}" for choice in self.answers)
        if self.type is VariableType.RANK:
            return tuple(f"{self.name}/{place}" for place in range(1, self.places + 1))
        return (self.name,)

    @property
    def places(self) -> int:
        """Return how many ranks could be given."""
        return self.rank_places or len(self.answers)

    def choice(self, name: str) -> Choice:
        """Return the category called `name`; raise `StudyError` when there is none."""
        for choice in self.choices:
            if choice.name == name:
                return choice
        names = [choice.name for choice in self.choices]
        raise problem(f"'{self.name}' has no category '{name}'", self.place, did_you_mean(name, names))


@dataclass(frozen=True)
class Codebook:
    """All variables in the order of the questionnaire, with the pages and batteries they stand in."""

    variables: Mapping[str, Variable]
    groups: Mapping[str, Label] = field(default_factory=dict)
    lists: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    within: Mapping[str, str] = field(default_factory=dict)
    """The group that each battery stands in; groups that stand in none are pages."""

    def __iter__(self) -> Iterator[Variable]:
        return iter(self.variables.values())

    def __getitem__(self, name: str) -> Variable:
        return self.find(name, "the codebook")

    def find(self, name: str, place: str) -> Variable:
        """Return the variable that `place` calls `name`; raise `StudyError` naming the nearest when there is none."""
        if name not in self.variables:
            raise problem(f"there is no variable '{name}'", place, did_you_mean(name, self.variables))
        return self.variables[name]

    def about(self, role: Role) -> dict[str, Variable]:
        """Return the variables with this role, keyed by item, in questionnaire order."""
        return {variable.item: variable for variable in self if variable.role is role and variable.item}

    def item_label(self, item: str) -> Label:
        """Return the name of an item from the choice list `item`, or the bare item."""
        for choice in self.lists.get(ITEM_LIST, ()):
            if choice.name == item:
                return choice.label
        return Label({"": item})

    def of_waves(self, waves: Collection[str]) -> Codebook:
        """Return the questions that one of these waves asked, with the categories that one of them offered."""
        there = (v for v in self if v.listed or not v.waves or set(v.waves) & set(waves))
        return replace(self, variables={variable.name: _of_waves(variable, waves) for variable in there})

    def as_asked(self) -> Codebook:
        """Return the codebook without the categories that only coders of open answers gave."""
        asked = {variable.name: _as_asked(variable) for variable in self}
        return replace(self, variables=asked)

    def group_label(self, group: str) -> Label:
        """Return the name of a group of categories from the choice list `group`, or the bare group."""
        for choice in self.lists.get(GROUP_LIST, ()):
            if choice.name == group:
                return choice.label
        return Label({"": group})


def _of_waves(variable: Variable, waves: Collection[str]) -> Variable:
    if not variable.waves and not any(choice.waves for choice in variable.choices):
        return variable
    if variable.waves and not set(variable.waves) & set(waves):
        return variable
    asked = _left(variable.waves, waves)
    there = asked or tuple(waves)
    offered = (choice for choice in variable.choices if not choice.waves or set(choice.waves) & set(there))
    choices = tuple(replace(choice, waves=_left(choice.waves, there)) for choice in offered)
    return replace(variable, waves=asked, choices=choices)


def _left(some: tuple[str, ...], waves: Collection[str]) -> tuple[str, ...]:
    """Return those of some waves that are looked at; nothing, which stands for all, where they are all of them."""
    left = tuple(wave for wave in some if wave in waves)
    return () if len(left) == len(set(waves)) else left


def _as_asked(variable: Variable) -> Variable:
    if not any(choice.coded for choice in variable.choices) or variable.derived:
        return variable
    return replace(variable, choices=tuple(choice for choice in variable.choices if not choice.coded))
