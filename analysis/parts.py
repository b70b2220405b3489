"""Parts that add up to a number that is shown: which of them would give another one away.

Disclosure control hides a cell for its own count; beside a known sum, a single hidden part follows by
subtraction. A kind that knows its parts says so in `Cell.reveals`: each part reveals the sum of those smaller than
it. Whatever the threshold k, a hidden part then takes the next larger ones with it, until two or more are hidden
that are k people or more together (`analysis/subtraction.py` does the same for absences).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from analysis.table import Cell

Key = TypeVar("Key")


def revealing(parts: Mapping[Key, int]) -> dict[Key, int | None]:
    """Return, for each part of a sum, the number of people that it gives away: those in all smaller parts.

    Equal parts are taken in the order they stand in; zeros are shown and give nothing away.
    """
    found: dict[Key, int | None] = dict.fromkeys(parts)
    smaller = 0
    for key in sorted((key for key in parts if parts[key]), key=lambda key: parts[key]):
        found[key] = smaller or None
        smaller += parts[key]
    return found


def told(cell: Cell | None, reveals: int | None) -> Cell | None:
    """Return the cell with what it gives away, the smaller of two where it gives away something already."""
    return None if cell is None else replace(cell, reveals=smallest((cell.reveals or 0, reveals or 0)))


def smallest(counts: Iterable[int]) -> int | None:
    """Return the smallest number of people that is not zero, if there is one."""
    return min((n for n in counts if n > 0), default=None)
