"""What follows from the numbers beside it, and must therefore be hidden with them.

**Parts of a known sum.** Where a sum and all its parts but one are shown, the last part follows. So a hidden
part never stands alone: the next smallest part that is not zero is hidden too, until at least two are, of at
least k people together (two hidden parts of two people would be one each). Where there are not enough parts,
the sum is hidden instead, if it can be. Equal parts are taken in the order they stand in.

Sums looked at: a base with its absences; a row of the missingness table; the respondent flow. Rows of a
distribution, and groups of a whole, are not.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeVar

from analysis.table import Row, Table
from survey.missing import NOT_ASKED, Reason

Key = TypeVar("Key")

ASKED, ANSWERED, NONRESPONSE = "asked", "answered", "nonresponse"
OUT, LEFT = "out", "left"
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
    return frozenset()


def resting(table: Table, hidden: Collection[tuple[str, str]]) -> set[str]:
    """Return the bases of the missingness table that count the hidden absences of their rows once more."""
    rows = {key for key, _ in hidden}
    shares = [(row, row.cells[key]) for row in table.rows for key in row.cells if key.endswith(NONRESPONSE)]
    return {cell.base for row, cell in shares if cell.base is not None and row.key in rows}


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
