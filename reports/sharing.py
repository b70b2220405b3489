"""How columns share the width of a page when they cannot all have what they would like."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import permutations

STEP = 20
"""Widths are tried by this much: a point."""

MOVES = (640, 320, 160, 80)
"""So much one column gives another, as long as the table becomes lower."""


def shared(wanted: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Return the widths under the highest limit that fits: narrow columns keep what they want, wide ones give.

    No column is narrower than the least it must have; where even that does not fit, each has its least.
    """
    limit = max(wanted)
    while sum(_limited(wanted, least, limit)) > room and limit > 0:
        limit -= STEP
    return _limited(wanted, least, limit)


def balanced(widths: Sequence[int], least: Sequence[int], height: Callable[[Sequence[int]], int]) -> list[int]:
    """Return widths of the same sum at which the table is lower: columns with little text give to those with much."""
    best, lowest = list(widths), height(widths)
    for move in MOVES:
        better = True
        while better:
            better = False
            for tried in _moved(best, least, move):
                if (now := height(tried)) < lowest:
                    best, lowest, better = tried, now, True
                    break
    return best


def _moved(widths: list[int], least: Sequence[int], move: int) -> Iterator[list[int]]:
    """Yield the widths after each gift of one column to another that leaves the giver its least."""
    for giver, taker in permutations(range(len(widths)), 2):
        if widths[giver] - move >= least[giver]:
            moved = list(widths)
            moved[giver] -= move
            moved[taker] += move
            yield moved


def _limited(wanted: Sequence[int], least: Sequence[int], limit: int) -> list[int]:
    return [max(need, min(width, limit)) for width, need in zip(wanted, least, strict=True)]
