"""Every number that left the team, so that later releases can be held against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.rounding import printed
from analysis.table import Cell, Column, Row, Table, Term
from survey.survey import Step

HISTORY = "history"
"""Where the counts of the cleaning history stand: in the methods appendix, in no table."""


@dataclass(frozen=True)
class Number:
    """One number that left the team: where it stood, on how many people, and as it was printed."""

    table: str
    row: str
    """A row or a base; `universe`; `head` for the size of a group above its columns; in the history, a subject."""
    column: str
    """A column; `n`, `outside` or a reason for the parts of a base; in the history, what was done."""
    wave: str
    n: int | None
    value: str
    threshold: int


@dataclass(frozen=True)
class Registry:
    """The numbers released so far, oldest first, each once; never a hidden one."""

    numbers: tuple[Number, ...] = ()

    def merge(self, numbers: Iterable[Number]) -> Registry:
        """Return the registry with these numbers added; what was released stays released."""
        return Registry(tuple(dict.fromkeys((*self.numbers, *numbers))))


def numbers(tables: Sequence[Table], history: Sequence[Step], k: int) -> list[Number]:
    """Return every number that protected tables and history show."""
    found = [number for table in tables for number in _of_table(table, k)]
    steps = [(step.subject, step.action.value, step.count) for step in history if step.count is not None]
    return found + [Number(HISTORY, subject, action, "", n, str(n), k) for subject, action, n in steps]


def _of_table(table: Table, k: int) -> Iterator[Number]:
    counts = (*_universe(table), *_heads(table), *_bases(table))
    yield from (Number(table.id, row, column, table.wave, n, str(n), k) for row, column, n in counts)
    yield from _cells(table, k)


def _universe(table: Table) -> Iterator[tuple[str, str, int]]:
    universe = table.universe
    yield from _known("universe", {"n": universe.n, "cannot_tell": universe.cannot_tell or None})


def _bases(table: Table) -> Iterator[tuple[str, str, int]]:
    for base in table.bases:
        reasons = {str(reason): n for reason, n in base.missing.items()}
        yield from _known(base.key, {"n": base.n, **reasons, "outside": base.outside or None})


def _heads(table: Table) -> Iterator[tuple[str, str, int]]:
    """Yield the number of people that stands above the columns of a group."""
    for column in table.columns:
        n = column.spanner.values.get("n") if isinstance(column.spanner, Term) else None
        if isinstance(n, int):
            yield "head", column.key, n


def _known(row: str, counts: Mapping[str, int | None]) -> Iterator[tuple[str, str, int]]:
    yield from ((row, column, n) for column, n in counts.items() if n is not None)


def _cells(table: Table, k: int) -> list[Number]:
    columns = {column.key: column for column in table.columns}
    return [
        Number(table.id, row.key, key, table.wave, _n(table, row, cell), _said(cell, columns[key]), k)
        for row in table.rows
        for key, cell in row.cells.items()
        if not cell.hidden and (cell.value is not None or cell.count is not None)
    ]


def _n(table: Table, row: Row, cell: Cell) -> int | None:
    base = table.base_of(row, cell)
    return cell.count if base is None else base.n


def _said(cell: Cell, column: Column) -> str:
    """Return a cell's numbers as printed: its value with its interval, or the name that stands in its place."""
    values = (cell.value, cell.low, cell.high)
    parts = [printed(value, cell.unit or column.unit, cell.digits) for value in values if value is not None]
    return " ".join(parts) or cell.key or str(cell.count)
