"""A table of numbers that knows whom each number is about. Nothing here is text yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from survey.codebook import Label
from survey.missing import Reason


@dataclass(frozen=True)
class Term:
    """A word of the product's own vocabulary, said in the reader's language when it is printed.

    `key` is a dotted key of `reports/languages/*.toml`; `values` fill its placeholders. The placeholder `n`
    always is a number of people: disclosure control hides it when it is small, wherever the term stands.
    """

    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    """Placeholder values: text, numbers, labels or terms."""


Text: TypeAlias = Label | Term


@dataclass(frozen=True)
class Figure:
    """A computed number within a term, with the decimals to print: an effect size, a statistic."""

    value: float
    digits: int = 2


@dataclass(frozen=True)
class Chance:
    """A probability within a term: printed as `p = 0.043`, never as zero, `p < 0.001`."""

    value: float


class Unit(StrEnum):
    """What a number is a number of; printed in the head of its column."""

    COUNT = "count"
    PERCENT = "percent"
    COUNT_PERCENT = "count_percent"
    """A percentage printed behind its count: 30 (45)."""
    ESTIMATE = "estimate"
    """A percentage that is no count of its base (Kaplan–Meier)."""
    POINTS = "points"
    """A difference between two percentages."""
    NUMBER = "number"
    YEARS = "years"
    EURO = "euro"
    RANK = "rank"
    TEXT = "text"


class RespondentUnit(StrEnum):
    """What is counted in a universe."""

    RESPONDENTS = "respondents"
    STARTED = "started"
    INTERVIEWS = "interviews"
    SEGMENTS = "segments"
    TURNS = "turns"
    FINDINGS = "findings"
    ITEMS = "items"
    QUESTIONS = "questions"


@dataclass(frozen=True)
class Universe:
    """Everyone a table is about: the unit counted, how many, and the filter that chose them."""

    unit: RespondentUnit
    n: int | None
    """How many; nothing once disclosure control has hidden it."""
    where: str = ""
    label: Text | None = None
    cannot_tell: int | None = 0
    """People left out because the filter met a missing value; nothing once it is hidden."""


@dataclass(frozen=True)
class Base:
    """Whom a percentage is of: n people, and why the others of the universe are not among them."""

    key: str
    label: Text
    n: int | None
    """How many; nothing once disclosure control has hidden it."""
    missing: Mapping[Reason, int] = field(default_factory=dict)
    outside: int | None = 0
    """People of the universe whom this base is not about (another group, not a user); nothing once hidden."""
    elsewhere: int = 0
    """How many of those outside are counted elsewhere in the table (other waves): their number can hide no other."""
    hidden: frozenset[Reason] = frozenset()
    """Reasons whose count disclosure control hides; their counts are then absent from `missing`."""

    @property
    def universe(self) -> int | None:
        """Return n, absences and people outside together; nothing once one of them is hidden."""
        if self.n is None or self.outside is None or self.hidden:
            return None
        return self.n + sum(self.missing.values()) + self.outside


@dataclass(frozen=True)
class Cell:
    """One number, unrounded: an exact fraction wherever it comes from counts.

    `count` is the number of people behind it (the numerator of a percentage, the n of a mean). A cell can
    hold `text` instead (the modal category). A cell that has nothing to say is left out of its row.
    """

    value: Fraction | None = None
    count: int | None = None
    unit: Unit | None = None
    """Where it differs from the column's."""
    low: Fraction | None = None
    high: Fraction | None = None
    text: Text | None = None
    base: str | None = None
    """Where it differs from the row's."""
    digits: int | None = None
    """Decimals to print, where they differ from the unit's."""
    extreme: bool = False
    """A smallest or largest value: one person's answer, so it never leaves the team."""
    key: str = ""
    """What `text` names, free of language (the name of the modal category), to be compared by."""
    times: int = 1
    """How many times the threshold must stand behind it: twice for a quartile."""
    reveals: int | None = None
    """A smaller count that this number gives away beside its neighbour (cumulative numbers do)."""
    signed: bool = False
    """A difference: printed with a plus where it is one."""
    care: bool = False
    """Comparable with its neighbours with care only: a mark at the head of its row or column says so."""
    solves: bool = False
    """Made of a whole distribution (a mean): with it a hidden row of that distribution could be solved for."""
    copy_of: tuple[str, str, str] | None = None
    """Table, row and column it repeats: what is hidden there is hidden here."""
    hidden: bool = False


@dataclass(frozen=True)
class Column:
    """A column of numbers; `spanner` is the heading it shares with its neighbours."""

    key: str
    label: Text
    unit: Unit
    spanner: Text | None = None
    when: date | None = None
    """When its people answered, where that is known: a figure puts it at its place in time."""
    summary: bool = False
    """Not printed as a column: holds the cells of summary rows, which run over the full width."""


class Level(StrEnum):
    """What a row is: a head over the rows below it, an ordinary row, a total, a summary across the columns."""

    HEAD = "head"
    ROW = "row"
    TOTAL = "total"
    SUMMARY = "summary"


@dataclass(frozen=True)
class Row:
    """One row: its cells by column key, on one of the table's bases."""

    key: str
    label: Text
    base: str = ""
    cells: Mapping[str, Cell] = field(default_factory=dict)
    level: Level = Level.ROW


class NoteKind(StrEnum):
    """Why a note stands under a table."""

    SYNTHETIC = "synthetic"
    REMARK = "remark"
    RULE = "rule"
    DOUBT = "doubt"
    HIDDEN = "hidden"
    LITERATURE = "literature"
    TEST = "test"
    """A test or interval that the plan asked for; it goes when anything of its table is hidden."""


@dataclass(frozen=True)
class Note:
    """A remark under a table."""

    kind: NoteKind
    text: Text
    about: tuple[str, str, str] | None = None
    """The cell (table, row and column) whose number it tells something about; hidden with that cell."""


@dataclass(frozen=True)
class Table:
    """Rows and columns of numbers, each on a base of a stated universe.

    Making one fails with `ValueError` when a base does not add up to the universe, a key occurs twice,
    or a cell names a column or base that is not there.
    """

    id: str
    kind: str
    title: Text
    universe: Universe
    bases: tuple[Base, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Note, ...] = ()
    waves: tuple[str, ...] = ()
    """The waves it is about."""
    section: Text | None = None
    stub: Text | None = None
    """Heading over the row labels."""
    figure: str = ""
    """How it is also drawn, where the plan asks for a figure."""
    aside: bool = False
    """Not printed: protection looks at it, because another table repeats numbers of it."""

    def __post_init__(self) -> None:
        """Refuse a table that does not add up."""
        for keys in (self.base_keys, [column.key for column in self.columns], [row.key for row in self.rows]):
            if len(set(keys)) != len(keys):
                raise ValueError(f"table '{self.id}' uses a key twice: {sorted(keys)}")
        for base in self.bases:
            if None not in (base.universe, self.universe.n) and base.universe != self.universe.n:
                raise ValueError(f"table '{self.id}': base '{base.key}' counts {base.universe}, not {self.universe.n}")
        for row in self.rows:
            self._check(row)

    @property
    def wave(self) -> str:
        """Return the names of its waves as one text."""
        return " ".join(self.waves)

    @property
    def base_keys(self) -> list[str]:
        """Return the keys of the bases."""
        return [base.key for base in self.bases]

    def _check(self, row: Row) -> None:
        columns = {column.key for column in self.columns}
        bases = {row.base, *(cell.base for cell in row.cells.values() if cell.base is not None)} - {""}
        if not set(row.cells) <= columns:
            raise ValueError(f"table '{self.id}', row '{row.key}': cells outside the columns")
        if not bases <= set(self.base_keys):
            raise ValueError(f"table '{self.id}', row '{row.key}': no such base")

    def row(self, key: str) -> Row | None:
        """Return the row called `key`, if there is one."""
        return next((row for row in self.rows if row.key == key), None)

    def base_of(self, row: Row, cell: Cell) -> Base | None:
        """Return the base a cell stands on."""
        key = row.base if cell.base is None else cell.base
        return next((base for base in self.bases if base.key == key), None)
