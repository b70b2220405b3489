"""How likely is a result as far out as this one, if labels were shuffled among these people?

**Exact** where all ways of shuffling can be gone through; else **drawn**: B tables with the margins of the one
seen, each as often as shuffling gives it (`scipy.stats.random_table`, Boyett 1979, Appl Stat 28:329, whole numbers
only and therefore the same on every machine; Patefield 1981, Appl Stat 30:91, with more than 100 people).
p = (1 + #{as far out}) / (B + 1) (Phipson and Smyth 2010, Stat Appl Genet Mol Biol 9:39), so a p of 0 is impossible;
its Monte Carlo error is sqrt(p(1-p)/B). The seed is fixed: every run gives the same p.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import comb, sqrt
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np

    Tables: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
    """Tables drawn, one after the other: table, row, column."""
    Truths: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
    Numbers: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

SEED = 2019
DRAWS = 100_000
LEAST_DRAWS = 9_999
CELLS = 50_000_000
"""Wide tables are drawn less often, until so many cells are drawn in all, but never less than `LEAST_DRAWS` times."""
SHUFFLED = 100
"""With more people tables are drawn cell by cell (Patefield), not person by person (Boyett)."""
LARGE = 500
"""With more people nothing is gone through in every way."""
AT_ONCE = 2_000_000
"""Cells held in memory."""
NEAR = 1e-9
"""Statistics this close are the same number, reached by another order of additions."""


class How(StrEnum):
    """How a probability was found."""

    EXACT = "exact"
    DRAWN = "drawn"
    APPROXIMATE = "approximate"


@dataclass(frozen=True)
class Probability:
    """A two-sided p, how it was found, and the smallest one that these margins can give."""

    p: float
    how: How
    smallest: float = 0.0
    draws: int = 0
    seed: int | None = None

    @property
    def error(self) -> float:
        """Return the Monte Carlo error; 0 where nothing was drawn."""
        return sqrt(self.p * (1 - self.p) / self.draws) if self.draws else 0.0


def shuffled(
    rows: Sequence[int],
    columns: Sequence[int],
    as_far: Callable[[Tables], Truths],
    smallest: float = 0.0,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Probability:
    """Return the p of tables with these margins for which `as_far` says they lie as far out as the one seen.

    Both margins must add up to the same number of people, one or more; a margin may hold zeros.
    """
    draws = min(draws, max(LEAST_DRAWS, CELLS // (len(rows) * len(columns))))
    hits = sum(int(as_far(tables).sum()) for tables in _tables(rows, columns, draws, seed))
    return Probability((1 + hits) / (draws + 1), How.DRAWN, smallest, draws, seed)


def splits(sizes: Sequence[int]) -> int:
    """Return in how many ways people can be dealt out over groups of these sizes."""
    ways, left = 1, sum(sizes)
    for size in sizes:
        ways *= comb(left, size)
        left -= size
    return ways


def _tables(rows: Sequence[int], columns: Sequence[int], draws: int, seed: int) -> Iterator[Tables]:
    import numpy as np
    from scipy.stats import random_table

    random = np.random.default_rng(seed)
    method = "boyett" if sum(rows) <= SHUFFLED else "patefield"
    at_once = max(1, AT_ONCE // (len(rows) * len(columns)))
    for start in range(0, draws, at_once):
        size = min(at_once, draws - start)
        found = random_table.rvs(rows, columns, method=method, size=size, random_state=random)
        yield np.asarray(found).round().astype("int64").reshape(size, len(rows), len(columns))
