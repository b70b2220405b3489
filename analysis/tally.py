"""The one module that walks over respondents' rows; everything after it works from patterns with counts.

A pattern is what some people have in common: for each variable an answer or the reason for its absence.
Answers are names of categories, truth values, exact fractions, texts and dates; for a multi-response set
the frozen set of what was ticked (empty: a real "none"), for a ranking the tuple of items by place, `None`
where a place was left open. A ranking that names an item twice says nothing: it counts as invalid.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from analysis.table import Base, Text
from survey.codebook import Variable, VariableType
from survey.missing import NOT_ASKED, Denominator, Reason
from survey.rules import parse_rule
from survey.survey import Person, Survey

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    IntArray: TypeAlias = np.ndarray[tuple[int], np.dtype[np.int64]]

Answer: TypeAlias = Hashable
Entry: TypeAlias = Answer | Reason
REASONS = tuple(Reason)


@dataclass(frozen=True)
class Pattern:
    """One combination of entries, in the order of the tally's names, and how many people have it."""

    entries: tuple[Entry, ...]
    count: int


@dataclass(frozen=True)
class Counts:
    """How many people gave each answer, miss one for each reason, or are not concerned at all.

    Answers and reasons stay apart: a category may well be called `unknown`.
    """

    answers: Mapping[Answer, int]
    missing: Mapping[Reason, int] = field(default_factory=dict)
    outside: int = 0

    def __getitem__(self, answer: Answer) -> int:
        return self.answers.get(answer, 0)

    @property
    def n(self) -> int:
        """Return how many people answered."""
        return sum(self.answers.values())

    def inside(self, denominator: Denominator) -> Mapping[Reason, int]:
        """Return the absences that a denominator counts among its people."""
        return {reason: n for reason, n in self.missing.items() if reason not in denominator.absent}

    def size(self, denominator: Denominator) -> int:
        """Return how many people a denominator holds."""
        return self.n + sum(self.inside(denominator).values())

    def base(self, key: str, label: Text, denominator: Denominator = Denominator.VALID) -> Base:
        """Return the base of these counts: n, and by reason everyone else."""
        missing = {reason: n for reason, n in self.missing.items() if reason in denominator.absent}
        return Base(key, label, self.size(denominator), missing, self.outside)


@dataclass(frozen=True)
class Tally:
    """Answer patterns over some variables, each with the number of people who show it."""

    names: tuple[str, ...]
    patterns: tuple[Pattern, ...]

    @property
    def n(self) -> int:
        """Return how many people were counted."""
        return sum(pattern.count for pattern in self.patterns)

    def counts(self, name: str) -> Counts:
        """Return the counts of one variable."""
        place = self.names.index(name)
        return self.classify(lambda entries: entries[place])

    def classify(self, rule: Callable[[tuple[Entry, ...]], Entry | None]) -> Counts:
        """Return the counts of what `rule` makes of a pattern: an answer, a reason, or nothing (outside)."""
        answers: dict[Answer, int] = {}
        missing: dict[Reason, int] = {}
        outside = 0
        for pattern in self.patterns:
            entry = rule(pattern.entries)
            if entry is None:
                outside += pattern.count
            elif isinstance(entry, Reason):
                missing[entry] = missing.get(entry, 0) + pattern.count
            else:
                answers[entry] = answers.get(entry, 0) + pattern.count
        return Counts(answers, {reason: missing[reason] for reason in REASONS if reason in missing}, outside)


def tally(survey: Survey, names: Sequence[str]) -> Tally:
    """Return the answer patterns of a survey over the variables called `names`."""
    variables = [survey.codebook[name] for name in dict.fromkeys(names)]
    columns = [column for variable in variables for column in variable.columns]
    patterns = [
        Pattern(_fold(variables, dict(zip(columns, entries, strict=True))), count)
        for entries, count in _combinations(survey, columns)
    ]
    return Tally(tuple(variable.name for variable in variables), tuple(patterns))


def tally_pairs(first: Survey, second: Survey, pairs: Sequence[tuple[str, str]], name: str) -> Tally:
    """Return what the same people said to one question in two surveys: patterns of two entries, the first one's first.

    `pairs` are their study ids in either; each survey has one wave, and the question as that wave had it.
    """
    if not pairs:
        return Tally((name, name), ())
    sides = [_answers_in_order(survey, name, ids) for survey, ids in zip((first, second), _unzip(pairs), strict=True)]
    rows, counts = _distinct([codes for _, columns in sides for codes, _ in columns])
    known = [entries for _, columns in sides for _, entries in columns]
    split = len(sides[0][1])
    found = []
    for row, count in zip(rows, counts, strict=True):
        entries = _read(row, known)
        both = zip(sides, (entries[:split], entries[split:]), strict=True)
        found.append(Pattern(tuple(_folded(variable, own) for (variable, _), own in both), count))
    return Tally((name, name), tuple(found))


def _unzip(pairs: Sequence[tuple[str, str]]) -> tuple[list[str], list[str]]:
    return [one for one, _ in pairs], [other for _, other in pairs]


def _answers_in_order(
    survey: Survey, name: str, people: Sequence[str]
) -> tuple[Variable, list[tuple[IntArray, list[Entry]]]]:
    """Return a question, and its columns as numbers with what each stands for, of some people in their order."""
    import pandas as pd

    variable = survey.codebook[name]
    rows = survey.index.get_level_values("respondent").get_indexer(pd.Index(people))
    columns = variable.columns
    return variable, [_code(survey.values[c].iloc[rows], survey.reasons[c].iloc[rows]) for c in columns]


def select(survey: Survey, where: str, place: str) -> tuple[Survey, int]:
    """Return the people for whom a rule is true, and how many were left out because it cannot be told."""
    if not where:
        return survey, 0
    truth = parse_rule(where, place).evaluate(survey)
    return survey.keep(truth.fillna(False).astype(bool)), int(truth.isna().sum())


def group(survey: Survey, name: str, category: str) -> Survey:
    """Return the people who gave one answer to a single-choice question."""
    return survey.keep(survey.values[name].eq(category).fillna(False).astype(bool))


def among(survey: Survey, people: Sequence[Person]) -> Survey:
    """Return those of these people who are in the survey."""
    wanted = set(people)
    return survey.keep([person in wanted for person in survey.index])


def answers_of(survey: Survey, name: str, people: Sequence[Person]) -> dict[Person, Entry]:
    """Return what single people said to one question; those who are not in the survey are left out.

    For the few who were interviewed only.
    """
    held = [person for person in dict.fromkeys(people) if person in survey.index]
    return {person: tally(among(survey, [person]), [name]).patterns[0].entries[0] for person in held}


def count_reason(survey: Survey, reason: Reason) -> int:
    """Return how many people miss at least one answer for this reason."""
    return int((survey.reasons == reason.value).any(axis=1).sum())


def waves(survey: Survey) -> tuple[str, ...]:
    """Return the names of the waves in a survey, in the order of its rows."""
    return tuple(str(wave) for wave in survey.values.index.get_level_values("wave").unique())


def _combinations(survey: Survey, columns: Sequence[str]) -> list[tuple[tuple[Entry, ...], int]]:
    if not columns or not len(survey):
        return [((), len(survey))] if not columns else []
    coded = [_code(survey.values[column], survey.reasons[column]) for column in columns]
    rows, counts = _distinct([codes for codes, _ in coded])
    known = [entries for _, entries in coded]
    return [(_read(row, known), int(count)) for row, count in zip(rows, counts, strict=True)]


def _distinct(columns: Sequence[IntArray]) -> tuple[list[list[int]], list[int]]:
    """Return the different rows of some columns of numbers, in order, and how often each occurs.

    The columns are folded into one number for each row, which sorts far faster than rows do.
    """
    import numpy as np

    folded = columns[0]
    for column in columns[1:]:
        known = np.unique(folded, return_inverse=True)[1]  # keeps the numbers small however many columns there are
        folded = known * (int(column.max()) - int(column.min()) + 1) + (column - column.min())
    _, places, counts = np.unique(folded, return_index=True, return_counts=True)
    return np.column_stack([column[places] for column in columns]).tolist(), counts.tolist()


def _read(codes: Sequence[int], known: Sequence[Sequence[Entry]]) -> tuple[Entry, ...]:
    return tuple(entries[code] for code, entries in zip(codes, known, strict=True))


def _code(values: pd.Series, reasons: pd.Series) -> tuple[IntArray, list[Entry]]:
    """Return a column as numbers, and what each stands for; reasons are counted from the end, below zero."""
    import numpy as np

    codes, answers = _factorize(values)
    away = np.flatnonzero(codes < 0)
    codes[away] = _reasons().get_indexer(reasons.array[away]) - len(REASONS)
    return codes, [*map(_reader(values), answers), *REASONS]


def _factorize(values: pd.Series) -> tuple[IntArray, Sequence[object]]:
    """Return each answer's place among the different answers (-1 where there is none), and those answers."""
    import pandas as pd

    if isinstance(values.dtype, pd.CategoricalDtype):
        return values.cat.codes.to_numpy().astype("int64"), list(values.cat.categories)
    codes, answers = pd.factorize(values, sort=True)
    return codes, list(answers)


@cache
def _reasons() -> pd.Index:
    import pandas as pd

    return pd.Index([reason.value for reason in REASONS], dtype=object)


def _reader(values: pd.Series) -> Callable[[object], Answer]:
    """Return what turns an answer as pandas holds it into plain, exact Python."""
    from pandas import CategoricalDtype
    from pandas.api import types

    if isinstance(values.dtype, CategoricalDtype):
        return str
    if types.is_bool_dtype(values):
        return bool
    if types.is_numeric_dtype(values):
        return lambda answer: Fraction(str(answer))
    if types.is_datetime64_any_dtype(values):
        return lambda answer: date.fromisoformat(str(answer)[:10])
    return str


def _fold(variables: Sequence[Variable], entries: Mapping[str, Entry]) -> tuple[Entry, ...]:
    return tuple(_folded(variable, [entries[column] for column in variable.columns]) for variable in variables)


def _folded(variable: Variable, entries: Sequence[Entry]) -> Entry:
    if variable.type is VariableType.SELECT_MULTIPLE:
        return _ticked(variable, entries)
    if variable.type is VariableType.RANK:
        return _ranked(entries)
    return entries[0]


def _ticked(variable: Variable, entries: Sequence[Entry]) -> Entry:
    absent = next((entry for entry in entries if isinstance(entry, Reason)), None)
    if absent is not None:
        return absent
    return frozenset(choice.name for choice, ticked in zip(variable.answers, entries, strict=True) if ticked)


def _ranked(entries: Sequence[Entry]) -> Entry:
    places = tuple(None if isinstance(entry, Reason) else entry for entry in entries)
    named = [item for item in places if item is not None]
    if not named:
        return entries[0]
    return places if len(set(named)) == len(named) else Reason.INVALID


def leavers(survey: Survey, names: Sequence[str]) -> dict[str, int]:
    """Return how many people broke off at each question, in the order given.

    They left at the last question that was put to them before the first they no longer saw; who saw none of them
    left at the first.
    """
    import numpy as np

    if not names:
        return {}
    columns = [survey.codebook[name].columns[0] for name in names]
    reasons = survey.reasons[columns]
    gone = reasons.isin([Reason.BREAK_OFF.value]).to_numpy()
    put = ~reasons.isin([reason.value for reason in NOT_ASKED]).to_numpy()
    gone, put = gone[gone.any(axis=1)], put[gone.any(axis=1)]
    seen = put & (np.arange(len(columns)) < gone.argmax(axis=1)[:, None])
    last = np.where(seen.any(axis=1), len(columns) - 1 - seen[:, ::-1].argmax(axis=1), 0)
    return dict(zip(names, np.bincount(last, minlength=len(columns)).tolist(), strict=True))
