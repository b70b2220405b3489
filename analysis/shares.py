"""Shares of a base: percentages and counts as columns and cells, shown as the plan asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from analysis.table import Cell, Column, Row, Term, Text, Unit

PERCENT, COUNT, BOTH = "%", "n", "n (%)"
TOKENS = (PERCENT, COUNT, BOTH)
"""What the column `show` may hold: percentages, counts, or a count with its percentage in one column."""

COLUMNS = {
    PERCENT: Column("percent", Term("column.percent"), Unit.PERCENT),
    COUNT: Column("n", Term("column.n"), Unit.COUNT),
    BOTH: Column("percent", Term("column.n_percent"), Unit.COUNT_PERCENT),
}
UNITS = {PERCENT: Unit.PERCENT, COUNT: Unit.COUNT, BOTH: Unit.COUNT_PERCENT}


def percentage(k: int, n: int) -> Fraction:
    """Return k of n in per cent, unrounded."""
    return Fraction(100 * k, n)


def count(k: int) -> Cell:
    """Return a cell that holds a number of people."""
    return Cell(Fraction(k), k, unit=Unit.COUNT)


def share(k: int, n: int, token: str = PERCENT, base: str | None = None) -> Cell | None:
    """Return a cell that holds k of n as `token` says; nothing for a percentage of nobody."""
    if token == COUNT:
        return Cell(Fraction(k), k, base=base)
    return Cell(percentage(k, n), k, base=base) if n else None


def columns(show: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns for `show`; the first of two with one key wins."""
    found = {COLUMNS[token].key: COLUMNS[token] for token in reversed(show)}
    return tuple(sorted(found.values(), key=lambda column: _place(show, column)))


def cells(k: int, n: int, show: Sequence[str]) -> dict[str, Cell]:
    """Return the cells of one row for `show`."""
    made = {COLUMNS[token].key: share(k, n, token) for token in reversed(show)}
    return present(made)


def present(made: dict[str, Cell | None]) -> dict[str, Cell]:
    """Return the cells that have something to say."""
    return {key: cell for key, cell in made.items() if cell is not None}


def by_size(rows: Iterable[Row], column: str) -> list[Row]:
    """Return rows from large to small by the count in a column; equal ones keep their order."""
    return sorted(rows, key=lambda row: -_count(row, column))


def category_column(name: str, label: Text, token: str, taken: Iterable[str], spanner: Text | None = None) -> Column:
    """Return the column of a category; its key is the category's name, unless the kind uses that itself."""
    return Column(row_key(name, taken), label, UNITS[token], spanner)


def row_key(name: str, taken: Iterable[str]) -> str:
    """Return the key of a row or column named in the workbook: its name, or `choice.` before it where that is taken.

    The kinds have rows and columns of their own (`total`, `top`, …), and a category may be called the same.
    """
    return f"choice.{name}" if name in set(taken) else name


def _count(row: Row, column: str) -> int:
    cell = row.cells.get(column)
    return cell.count or 0 if cell is not None else 0


def _place(show: Sequence[str], column: Column) -> int:
    return next(place for place, token in enumerate(show) if COLUMNS[token].key == column.key)
