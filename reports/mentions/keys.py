"""What an author can name in running text: every number of a release by `table.row.column`, every base by `table.n`.

A key is free of language. Behind a bar an author can say how it is printed: `| n` the count of people behind the
number, `| 1` the number alone with one decimal (0 to 3).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from analysis.disclosure import Release
from analysis.table import Cell, Column, Table, Term, Text, Unit
from reports.manifest import Printed
from reports.numbers import decimal, shown, whole
from reports.vocabulary import say, word

BAR = "|"
COUNT = "n"
DECIMALS = re.compile(r"[0-3]")
DIGITS = re.compile(r"\d+")
LETTERS_TO_A_SLIP, MOST_SLIPS = 3, 3
"""A misspelt word has at most one slip for so many letters, and so many in all."""

DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
UNSEEN = dict.fromkeys(
    map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\"'`\u00b4\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u00ab\u00bb")
)
"""Signs that a word processor puts around or into a word by itself."""
BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class Value:
    """A number as it is printed, and whether it is hidden."""

    text: str
    hidden: bool = False


@dataclass(frozen=True)
class Number:
    """Something that has a key: a cell of a table, or the n of a base."""

    key: str
    table: Table
    names: tuple[Text, ...]
    """What it is called in its table."""
    cell: Cell
    column: Column

    def label(self, language: str) -> str:
        """Return what it is called: the labels of its row and column, or of its base."""
        return ", ".join(text for name in self.names if (text := say(name, language)))

    def shown(self, form: str, language: str) -> Value | None:
        """Return the number in this form, or nothing where it cannot be printed so."""
        if self.cell.hidden:
            return Value(word("number.hidden", language), hidden=True)
        text = self._formed(form, language) if form else shown(self.cell, self.column, language).strip()
        return Value(text) if text else None

    def _formed(self, form: str, language: str) -> str:
        if form == COUNT:
            return "" if self.cell.count is None else whole(self.cell.count, language)
        if self.cell.value is None or not DECIMALS.fullmatch(form):
            return ""
        return decimal(self.cell.value, language, int(form))


@dataclass(frozen=True)
class Written:
    """What stands between braces, read: its key and form, as the product writes them."""

    key: str
    form: str = ""

    @property
    def name(self) -> str:
        """Return key and form in one: the name under which the number is bound and kept."""
        return f"{self.key}{BAR}{self.form}" if self.form else self.key


def written(text: str) -> Written:
    """Return a name, or what an author wrote between braces, as key and form."""
    key, _, form = text.partition(BAR)
    return Written(_tidy(key), _tidy(form))


def was_printed(key: str, base: Printed) -> bool:
    """Tell whether a document printed the number of a key, in a table or in its text."""
    cells = (
        f"{name}.{row}.{column}"
        for name, table in base.tables.items()
        for row in table.rows
        for column in table.columns
    )
    return _loose(key) in map(_loose, (*cells, *(written(name).key for name in base.numbers)))


@dataclass(frozen=True)
class Keys:
    """Every key of a release, in a language."""

    release: Release
    language: str

    @cached_property
    def numbers(self) -> Mapping[str, Number]:
        """Return every number by its key; a cell goes before a base of the same name."""
        found: dict[str, Number] = {}
        for table in self.release.tables:
            for number in (*_cells(table), *_bases(table)):
                found.setdefault(number.key, number)
        return found

    @cached_property
    def _loose(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for key in self.numbers:
            found[_loose(key)] = (*found.get(_loose(key), ()), key)
        return found

    def find(self, key: str) -> Number | None:
        """Return the number of a key; capitals count only where keys differ in nothing else."""
        if key in self.numbers:
            return self.numbers[key]
        alike = self._loose.get(_loose(key), ())
        return self.numbers[alike[0]] if len(alike) == 1 else None

    def nearest(self, key: str) -> str:
        """Return the key of which one that does not exist is a misspelling, or nothing."""
        slips = ((_slips(key, known), known) for known in self.numbers)
        return min(((slip, known) for slip, known in slips if slip), default=(0, ""))[1]


def _slips(key: str, known: str) -> int:
    """Return how many slips of the pen lead from one key to another; 0 where it is another key, not a misspelt one.

    Each of their parts must be the same but for a slip in so many letters; a number in it is no slip.
    """
    ours, theirs = _loose(key).split("."), _loose(known).split(".")
    if len(ours) != len(theirs):
        return 0
    slips = 0
    for one, other in zip(ours, theirs, strict=True):
        if one != other:
            far = DIGITS.findall(one) != DIGITS.findall(other) or abs(len(one) - len(other)) > MOST_SLIPS
            here = MOST_SLIPS + 1 if far else _edits(one, other)
            if here > min(len(other) // LETTERS_TO_A_SLIP, MOST_SLIPS):
                return 0
            slips += here
    return slips


def _edits(one: str, other: str) -> int:
    """Return by how many letters put in, left out, changed or turned round two words differ."""
    before, last = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        now = [i]
        for j, wanted in enumerate(other, 1):
            edits = min(last[j] + 1, now[j - 1] + 1, last[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and (letter, one[i - 2]) == (other[j - 2], wanted):
                edits = min(edits, before[j - 2] + 1)
            now.append(edits)
        before, last = last, now
    return last[-1]


def _cells(table: Table) -> Iterator[Number]:
    columns = {column.key: column for column in table.columns}
    for row in table.rows:
        for key, cell in row.cells.items():
            if _says_something(cell):
                column = columns[key]
                names = (
                    (row.label, column.label) if column.spanner is None else (row.label, column.spanner, column.label)
                )
                yield Number(f"{table.id}.{row.key}.{key}", table, names, cell, column)


def _says_something(cell: Cell) -> bool:
    return cell.hidden or cell.text is not None or cell.value is not None or cell.count is not None


def _bases(table: Table) -> Iterator[Number]:
    """Yield the n of every base, and that of the table: of its only base, or else of all it is about."""
    column = Column(COUNT, table.title, Unit.COUNT)
    for base in table.bases:
        yield Number(f"{table.id}.base.{base.key}", table, (base.label, Term("column.n")), _n(base.n), column)
    only = table.bases[0].n if len(table.bases) == 1 else table.universe.n
    yield Number(f"{table.id}.n", table, (table.title, Term("column.n")), _n(only), column)


def _n(n: int | None) -> Cell:
    return Cell(count=n, hidden=n is None)


def _tidy(text: str) -> str:
    """Return text without blanks and without the signs that a word processor adds."""
    return BLANKS.sub("", unicodedata.normalize("NFC", text).translate(UNSEEN)).strip(".")


def _loose(key: str) -> str:
    return unicodedata.normalize("NFKC", _tidy(key)).translate(DASHES).casefold()
