"""The cleaned answers of everyone included, with a reason for every absence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from survey.codebook import Codebook, Label
from survey.missing import Reason

if TYPE_CHECKING:
    import pandas as pd

    from survey.interviews.corpus import Corpus
    from survey.read.export import State

INDEX = ("wave", "respondent")

Person = tuple[str, str]
"""Wave and study id."""


class Action(StrEnum):
    """What a cleaning step did."""

    READ = "read"
    LEFT_OUT = "left_out"
    """Rows that are nobody's answers: previews and tests."""
    REPEATED = "repeated"
    """Responses that an earlier file of the wave holds too."""
    SET_APART = "set_apart"
    UNNAMED = "unnamed"
    INVALID = "invalid"
    AMBIGUOUS = "ambiguous"
    OFF_ROUTE = "off_route"
    RECODED = "recoded"
    CALCULATED = "calculated"
    CORRECTED = "corrected"
    REASSIGNED = "reassigned"
    """Open answers that coders moved to a category."""
    EXCLUDED = "excluded"
    CANNOT_TELL = "cannot_tell"
    DECIDED = "decided"


@dataclass(frozen=True)
class Step:
    """One line of cleaning history: what was done to what, by which rule, and to how many."""

    action: Action
    subject: str
    """A variable, a column of the export, or the name of a rule."""
    count: int | None
    """How many cells, columns or people; nothing once disclosure control has hidden it."""
    rule: str = ""
    label: Label = field(default_factory=Label)
    reason: Reason | None = None
    why: Label = field(default_factory=Label)
    """What a person decided this for, in words; `rule` then says who decided, and when."""


@dataclass(frozen=True)
class Source:
    """One export file as it was read."""

    name: str
    sha256: str
    format: str
    rows: int
    wave: str


@dataclass(frozen=True)
class Survey:
    """Answers and reasons: two frames of one shape, indexed by wave and respondent.

    `values` holds one column for each entry of `Variable.columns`: categorical for select_one and ranks,
    nullable boolean for tick boxes, Int64, Float64, string or datetime64 else. `reasons` holds text, a
    `Reason` where the value is absent and missing where it is present.
    """

    values: pd.DataFrame
    reasons: pd.DataFrame
    codebook: Codebook
    history: tuple[Step, ...] = ()
    sources: tuple[Source, ...] = ()
    started: int = 0
    """How many questionnaires were started, before any exclusion."""
    tells_finished: bool = False
    """Whether every export, or a rule for it, tells who went on to the end."""
    alike: Mapping[str, frozenset[State]] = field(default_factory=dict)
    """What the exports write alike, by variable: no reader can tell these states apart."""
    letters: tuple[str, ...] = ()
    """Files whose letters look as if they were written on another kind of computer."""
    same_people: tuple[Person, ...] = ()
    """People of whom a token or e-mail address stands in two files of one wave."""
    reassigned: Mapping[str, tuple[Person, ...]] = field(default_factory=dict)
    """Whose open answer was given a category of the variable."""
    corpora: tuple[Corpus, ...] = ()
    """The sets of interviews that were held with some of them, or with others."""

    def __post_init__(self) -> None:
        """Refuse a survey in which a cell holds both an answer and a reason, or neither."""
        if not (self.values.index.equals(self.reasons.index) and self.values.columns.equals(self.reasons.columns)):
            raise ValueError("values and reasons differ in shape")
        if tuple(self.values.index.names) != INDEX or not self.values.index.is_unique:
            raise ValueError("a survey is indexed by wave and respondent, each pair once")
        both_or_neither = self.values.isna().to_numpy() != self.reasons.notna().to_numpy()
        if both_or_neither.any():
            column = self.values.columns[both_or_neither.any(axis=0)][0]
            raise ValueError(f"a cell of '{column}' holds both an answer and a reason, or neither")

    def __len__(self) -> int:
        return len(self.values)

    @property
    def index(self) -> pd.Index:
        """Return wave and study id of everyone."""
        return self.values.index

    def column(self, name: str) -> pd.Series:
        """Return the answers in one column."""
        return self.values[name]

    def keep(self, rows: pd.Series | Sequence[bool]) -> Survey:
        """Return the survey of the people for whom `rows` (Boolean, in the same order) is true."""
        return replace(self, values=self.values[rows], reasons=self.reasons[rows])

    def count_reasons(self, column: str) -> Mapping[Reason, int]:
        """Return how many people miss an answer in `column`, for each reason that occurs."""
        counts = self.reasons[column].value_counts()
        return {reason: int(counts[reason]) for reason in Reason if reason in counts.index}
