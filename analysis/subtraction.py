"""What follows from the numbers beside it, and must therefore be hidden with them.

**Parts of a known sum.** Where a sum and all its parts but one are shown, the last part follows. So a hidden
part never stands alone: the next smallest part that is not zero is hidden too, until at least two are, of at
least k people together (two hidden parts of two people would be one each). Where there are not enough parts,
the sum is hidden instead, if it can be. Equal parts are taken in the order they stand in.

Sums looked at: a base with its absences; a row of the missingness table; the respondent flow; the break-off curve;
the patterns of missing answers. Rows of a distribution, and groups of a whole, are not.

**Bounds** of a share stand on the base of those asked, beside the base of those who answered: where the difference
is small, n and absences of the first are not told either.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeVar

from analysis.table import Row, Table
from survey.missing import NOT_ASKED, Reason

Key = TypeVar("Key")

ASKED, ANSWERED, NONRESPONSE = "asked", "answered", "nonresponse"
OUT, LEFT = "out", "left"
STILL_IN, PERCENT, FINISHED = "still_in", "percent", "finished"
LOWEST, HIGHEST = "lowest", "highest"
N = "n"
REASONS = frozenset(reason.value for reason in Reason)
APART = frozenset(reason.value for reason in NOT_ASKED)


def pool(parts: Mapping[Key, int], k: int) -> frozenset[Key]:
    """Return the parts of a sum to hide: the small ones, and as many more as keep them from following."""
    hidden = [key for key, n in parts.items() if 0 < n < k]
    if not hidden:
        return frozenset()
    others = sorted((key for key, n in parts.items() if n >= k), key=lambda key: parts[key])
    while others and not is_safe(parts, hidden, k):
        hidden.append(others.pop(0))
    return frozenset(hidden)


def is_safe(parts: Mapping[Key, int], hidden: frozenset[Key] | list[Key], k: int) -> bool:
    """Tell whether hidden parts cannot be had from their sum: none are, or two or more of k people together."""
    return not hidden or (len(hidden) > 1 and sum(parts[key] for key in hidden) >= k)


def giving_away(table: Table, k: int) -> frozenset[tuple[str, str]]:
    """Return the cells (row and column) to hide because they are, or give away, a hidden part of a sum."""
    if table.kind == "flow":
        return _in_flow(table, k)
    if table.kind == "missingness":
        return frozenset((row.key, key) for row in table.rows for key in _in_missingness(row, k))
    if table.kind == "breakoff":
        return frozenset(cell for group in _groups(table, LEFT) for cell in _in_curve(table, group, k))
    if table.kind == "patterns":
        return frozenset(cell for group in _groups(table, "") for cell in _in_patterns(table, group, k))
    return frozenset()


def resting(table: Table, hidden: Collection[tuple[str, str]], k: int) -> set[str]:
    """Return the bases whose n would tell what is hidden.

    Those of the missingness table that count the hidden absences of their rows once more, and those of bounds
    between which and the answers stand a few people only.
    """
    rows = {key for key, _ in hidden}
    shares = [(row, row.cells[key]) for row in table.rows for key in row.cells if key.endswith(NONRESPONSE)]
    limits = [(row.cells[key], gap) for row in table.rows for key in row.cells if (gap := _gap(row, key)) is not None]
    return {cell.base for row, cell in shares if cell.base is not None and row.key in rows} | {
        cell.base for cell, gap in limits if cell.base is not None and 0 < gap < k
    }


def _gap(row: Row, key: str) -> int | None:
    """Return how many people stand between two bounds, where `key` is the column of the upper one."""
    group, _, last = key.rpartition(HIGHEST)
    low, high = row.cells.get(group + LOWEST), row.cells[key]
    if last or key.rpartition(".")[2] != HIGHEST or low is None or None in (low.base, low.count, high.count):
        return None
    return (high.count or 0) - (low.count or 0)


def _groups(table: Table, last: str) -> set[str]:
    """Return what stands before the keys of each group's columns in a table with `by`; nothing for everyone."""
    keys = [column.key for column in table.columns if column.key.endswith(last)]
    return {key[: key.rfind(".") + 1] for key in keys}


def _in_curve(table: Table, group: str, k: int) -> list[tuple[str, str]]:
    """Return the hidden people who left, and those still in between the first of them and the last.

    Everyone left somewhere or went on to the end: the parts of a known sum.
    """
    parts = {row.key: row.cells[group + LEFT].count or 0 for row in table.rows if group + LEFT in row.cells}
    end = next((row.key for row in table.rows if row.key == FINISHED), "")
    last = table.row(end)
    if last is not None and group + STILL_IN in last.cells:
        parts[end] = last.cells[group + STILL_IN].count or 0
    hidden, order = pool(parts, k), list(parts)
    places = [place for place, key in enumerate(order) if key in hidden]
    between = order[places[0] + 1 : places[-1] + 1] if places else []
    curve = [(key, group + column) for key in between for column in (STILL_IN, PERCENT)]
    return [*((key, group + LEFT) for key in hidden), *curve]


def _in_patterns(table: Table, group: str, k: int) -> list[tuple[str, str]]:
    """Return the patterns whose number of people is hidden: all patterns together are everyone."""
    row = table.row(N)
    cells = {} if row is None else row.cells
    parts = {key: cell.count or 0 for key, cell in cells.items() if key[: key.rfind(".") + 1] == group}
    return [(line, key) for key in pool(parts, k) for line in (N, PERCENT)]


def _in_flow(table: Table, k: int) -> frozenset[tuple[str, str]]:
    """Return the hidden exclusions, and what remained after each of them but the last."""
    parts = {row.key: row.cells[OUT].count or 0 for row in table.rows if OUT in row.cells}
    hidden, order = pool(parts, k), list(parts)
    places = [place for place, key in enumerate(order) if key in hidden]
    between = order[places[0] : places[-1]] if places else []
    return frozenset([*((key, OUT) for key in hidden), *((key, LEFT) for key in between)])


def _in_missingness(row: Row, k: int) -> list[str]:
    """Return the columns to hide in a row: everyone, and each group of a table with `by`, by itself."""
    groups = {key.rpartition(ASKED)[0] for key in row.cells if key.rpartition(".")[2] == ASKED}
    return [group + key for group in groups for key in _in_group(row, group, k)]


def _in_group(row: Row, group: str, k: int) -> list[str]:
    """Return the columns to hide: asked = answered + absences of those asked; all = asked + the other absences.

    The share of nonresponse goes as soon as an absence among those asked is hidden: it is made of them.
    """
    cells = {key.removeprefix(group): cell for key, cell in row.cells.items() if key.startswith(group)}
    parts = {key: cell.count or 0 for key, cell in cells.items() if key in REASONS}
    inside = pool({key: n for key, n in parts.items() if key not in APART}, k)
    apart = pool({key: n for key, n in parts.items() if key in APART}, k)
    alone = is_safe(parts, inside, k) and is_safe(parts, apart, k)
    hidden = inside | apart if alone else pool(parts, k)
    sums = [
        *([] if alone else [ASKED]),
        *([] if is_safe(parts, hidden, k) else [ANSWERED]),
        *([NONRESPONSE] if hidden - APART and NONRESPONSE in cells else []),
    ]
    return [*hidden, *sums]
