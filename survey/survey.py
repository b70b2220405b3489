"""The cleaned answers of everyone included, with a reason for every absence."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import accumulate
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
    HARMONISED = "harmonised"
    """Answers of a wave whose category has no counterpart in the survey of all waves."""
    RECODED = "recoded"
    CALCULATED = "calculated"
    CORRECTED = "corrected"
    REASSIGNED = "reassigned"
    """Open answers that coders moved to a category."""
    EXCLUDED = "excluded"
    CANNOT_TELL = "cannot_tell"
    DECIDED = "decided"
    LINKED = "linked"
    """People of one wave found again in another by the code of their own answers."""
    UNCLEAR_CODE = "unclear_code"
    """People whose code fits several people, so that they are not linked."""
    INCOMPLETE_CODE = "incomplete_code"


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
    wave: str = ""
    """Whose answers it is about, in a survey of several waves."""


@dataclass(frozen=True)
class Source:
    """One export file as it was read."""

    name: str
    sha256: str
    format: str
    rows: int
    wave: str


@dataclass(frozen=True)
class Linked:
    """The people of two waves who are the same: their study ids in the earlier and in the later one."""

    pairs: tuple[tuple[str, str], ...] = ()
    ambiguous: tuple[Person, ...] = ()
    """Of either wave: their code fits several people."""
    incomplete: tuple[Person, ...] = ()
    """Of either wave: too little of their code is there."""


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
    links: Mapping[tuple[str, str], Linked] = field(default_factory=dict)
    """Who answered in two waves, by the earlier and the later of them."""
    parts: tuple[Survey, ...] = ()
    """The same people wave by wave, each as its own wave would give them; none where there is one wave."""

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
        kept = replace(self, values=self.values[rows], reasons=self.reasons[rows], parts=())
        return replace(kept, parts=_kept(self.parts, kept.index)) if self.parts else kept

    @property
    def waves(self) -> tuple[str, ...]:
        """Return the names of the waves, in order; a wave of which nobody is left is still one."""
        if self.parts:
            return tuple(wave for part in self.parts for wave in part.waves)
        named = tuple(dict.fromkeys(source.wave for source in self.sources))
        return named or tuple(map(str, self.index.get_level_values("wave").unique()))

    def of_waves(self, names: Collection[str]) -> Survey:
        """Return the people of some waves, with the questions and categories that these waves had.

        Of one wave this is what that wave alone would give: its own history, sources and wording.
        """
        if not self.parts or set(names) >= set(self.waves):
            return self
        chosen = [part for part in self.parts if set(part.waves) & set(names)]
        together = chosen[0] if len(chosen) == 1 else join_waves(chosen, self.codebook)
        return replace(together.narrowed(names), corpora=self.corpora, links=self.links)

    def narrowed(self, names: Collection[str]) -> Survey:
        """Return the survey without the columns of questions and boxes that none of these waves had."""
        codebook = self.codebook.of_waves(names)
        held = {column for variable in codebook for column in variable.columns}
        columns = [column for column in self.values if column in held]
        narrow = replace(self, values=self.values[columns], reasons=self.reasons[columns], codebook=codebook)
        return replace(narrow, parts=tuple(part.narrowed(names) for part in self.parts))

    def count_reasons(self, column: str) -> Mapping[Reason, int]:
        """Return how many people miss an answer in `column`, for each reason that occurs."""
        counts = self.reasons[column].value_counts()
        return {reason: int(counts[reason]) for reason in Reason if reason in counts.index}


def join(parts: Sequence[Survey], codebook: Codebook) -> Survey:
    """Return the people of several waves, or files, as one survey; the parts share one codebook.

    What the parts hold is a view of the whole: it takes no memory of its own.
    """
    import pandas as pd

    return Survey(
        values=pd.concat([part.values for part in parts]),
        reasons=pd.concat([part.reasons for part in parts]),
        codebook=codebook,
        history=tuple(step for part in parts for step in part.history),
        sources=tuple(source for part in parts for source in part.sources),
        started=sum(part.started for part in parts),
        tells_finished=all(part.tells_finished for part in parts),
        alike=_all_alike(parts),
        letters=tuple(file for part in parts for file in part.letters),
        same_people=tuple(person for part in parts for person in part.same_people),
        reassigned=_all_moved(parts),
    )


def join_waves(parts: Sequence[Survey], codebook: Codebook) -> Survey:
    """Return the survey of several waves, which knows each of them by itself."""
    whole = join([_marked(part) for part in parts], codebook)
    ends = list(accumulate(map(len, parts), initial=0))
    views = (
        replace(part, values=whole.values.iloc[start:end], reasons=whole.reasons.iloc[start:end])
        for part, start, end in zip(parts, ends, ends[1:], strict=False)
    )
    return replace(whole, parts=tuple(views))


def _marked(part: Survey) -> Survey:
    """Return the survey of one wave with the wave's name at each line of its history."""
    wave = next(iter(part.waves), "")
    return replace(part, history=tuple(replace(step, wave=wave) for step in part.history))


def _kept(parts: Sequence[Survey], index: pd.Index) -> tuple[Survey, ...]:
    return tuple(part.keep(part.index.isin(index).tolist()) for part in parts)


def _all_moved(parts: Sequence[Survey]) -> dict[str, tuple[Person, ...]]:
    names = dict.fromkeys(name for part in parts for name in part.reassigned)
    return {name: tuple(person for part in parts for person in part.reassigned.get(name, ())) for name in names}


def _all_alike(parts: Sequence[Survey]) -> dict[str, frozenset[State]]:
    names = dict.fromkeys(name for part in parts for name in part.alike)
    return {name: frozenset().union(*(part.alike.get(name, ()) for part in parts)) for name in names}
