"""Do the same people answer several like questions alike? Cochran's Q for ticks, Friedman for scores.

Both take the answers of whole persons as patterns with counts. A person who misses one of the answers (`None`) is left
out and counted: these tests are of complete persons.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from math import sqrt

SEED, DRAWS = 2019, 9_999
STATES = 300
"""As many combinations of column sums are followed exactly; where there are more, ticks are shuffled instead."""
CELLS = 100_000
"""With more ticks than this to shuffle, χ² is as good and is used alone."""

Ticks = Mapping[tuple[bool | None, ...], int]
Scores = Mapping[tuple[float | None, ...], int]
Sums = dict[tuple[int, ...], int]


class Way(StrEnum):
    """How a probability was found."""

    EXACT = "exact"
    DRAWN = "drawn"
    CHI2 = "chi2"


@dataclass(frozen=True)
class CochranQ:
    """Cochran's Q over k items ticked or not by the same people."""

    q: float
    df: int
    p: float
    """By permutation: exact, or drawn; by χ² where there were too many people for either."""
    way: Way
    asymptotic: float
    """By χ² with k - 1 degrees of freedom."""
    error: float
    """Monte Carlo standard error of `p`; 0 where it was not drawn."""
    effect: float
    """Kendall's W of the ticks, Q/(n(k-1)): 0 = all items alike, 1 = everyone ticks the same items."""
    n: int
    """Complete persons."""
    telling: int
    """Those who ticked some and not all: only they move Q."""
    dropped: int


@dataclass(frozen=True)
class Friedman:
    """Friedman's test over k scores of the same people, with Kendall's W as its effect."""

    statistic: float
    df: int
    p: float
    w: float
    """Kendall's W: 0 = no agreement on the order of the items, 1 = complete agreement."""
    n: int
    dropped: int


def cochran(ticks: Ticks) -> CochranQ | None:
    """Return Cochran's Q: are the k items ticked equally often by the same people?

    **Formula.** Q = (k-1)(kΣC² - T²)/(kT - ΣR²), C column sums, R a person's ticks, T all ticks. **p.** Each person's
    ticks are shuffled among the items: exactly, by convolving column sums (their order does not matter, so equal sets
    of sums are one), or by seeded draws where that gets too large; χ² with k-1 degrees stands beside it. **Ties.**
    Whoever ticked all or none leaves Q as it is. **Missing values.** Incomplete persons are left out and counted.
    **None.** Nothing is returned where nobody tells two items apart. **Source.** Cochran 1950, Biometrika 37:256; p of
    draws, never 0: Phipson & Smyth 2010, Statistical Applications in Genetics and Molecular Biology 9:39. R:
    rows 110 100 111 000 101 110 010 100, `rstatix::cochran_qtest`, `friedman.test(m)` and `coin::symmetry_test(…,
    teststat = "quad")`: Q 4, p .135335; exact, by all arrangements with `combn`: .181070.
    """
    from scipy.stats import chi2

    complete = {row: n for row, n in ticks.items() if None not in row and n}
    telling = {row: n for row, n in complete.items() if 0 < sum(map(bool, row)) < len(row)}
    if not telling:
        return None
    k, n = len(next(iter(telling))), sum(complete.values())
    columns = [sum(count for row, count in telling.items() if row[item]) for item in range(k)]
    sizes = _sizes(telling)
    squares = sum(c * c for c in columns)
    q = _q(squares, sizes, k)
    asymptotic = float(chi2.sf(q, k - 1))
    p, way = _chance(sizes, k, squares, asymptotic)
    error = sqrt(p * (1 - p) / DRAWS) if way is Way.DRAWN else 0.0
    moved, dropped = sum(telling.values()), sum(ticks.values()) - n
    return CochranQ(q, k - 1, p, way, asymptotic, error, q / (n * (k - 1)), n, moved, dropped)


def friedman(scores: Scores) -> Friedman | None:
    """Return Friedman's test: do people rank the k items alike? With Kendall's W.

    **Formula.** Midranks within each person; χ² = 12Σ(R_j - n(k+1)/2)²/(nk(k+1) - Σ(t³-t)/(k-1)), t the ties within
    persons; χ² with k-1 degrees; W = χ²/(n(k-1)). **Ties** are corrected for, as R does. **Missing values.** Incomplete
    persons are left out and counted. **None.** Nothing where everyone ties all items. **Source.** Friedman 1937, JASA
    32:675; Kendall & Babington Smith 1939. R: `friedman.test(m)`, `effectsize::kendalls_w(m)`.
    """
    from scipy.stats import chi2

    complete = {row: n for row, n in scores.items() if None not in row and n}
    n = sum(complete.values())
    k = len(next(iter(complete), ()))
    ranked = [(_doubled_midranks([x for x in row if x is not None]), count) for row, count in complete.items()]
    ties = sum(count * _ties(row) for row, count in complete.items())
    below = n * k * (k + 1) - Fraction(ties, k - 1) if k > 1 else Fraction(0)
    if not below:
        return None
    sums = [Fraction(sum(ranks[item] * count for ranks, count in ranked), 2) for item in range(k)]
    value = float(12 * sum((r - Fraction(n * (k + 1), 2)) ** 2 for r in sums) / below)
    return Friedman(value, k - 1, float(chi2.sf(value, k - 1)), value / (n * (k - 1)), n, sum(scores.values()) - n)


def _sizes(telling: Mapping[tuple[bool | None, ...], int]) -> dict[int, int]:
    """Return how many people ticked 1, 2, … items."""
    found: dict[int, int] = {}
    for row, count in telling.items():
        size = sum(map(bool, row))
        found[size] = found.get(size, 0) + count
    return found


def _q(squares: int, sizes: Mapping[int, int], k: int) -> float:
    total = sum(size * n for size, n in sizes.items())
    rows = sum(size * size * n for size, n in sizes.items())
    return float(Fraction((k - 1) * (k * squares - total * total), k * total - rows))


def _chance(sizes: Mapping[int, int], k: int, squares: int, asymptotic: float) -> tuple[float, Way]:
    """Return P(ΣC² ≥ the one seen): with what each person ticks in number fixed, Q rises and falls with it alone."""
    sums = _convolve(sizes, k)
    if sums is not None:
        far = sum(n for columns, n in sums.items() if sum(c * c for c in columns) >= squares)
        return float(Fraction(far, sum(sums.values()))), Way.EXACT
    if sum(sizes.values()) * k <= CELLS:
        return (1 + _reached(sizes, k, squares)) / (1 + DRAWS), Way.DRAWN
    return asymptotic, Way.CHI2


def _convolve(sizes: Mapping[int, int], k: int) -> Sums | None:
    """Return in how many ways each set of column sums comes about; nothing where there are too many sets."""
    sums: Sums = {(0,) * k: 1}
    for size in (size for size, n in sizes.items() for _ in range(n)):
        sums = _add(sums, size, k)
        if len(sums) > STATES:
            return None
    return sums


def _add(sums: Sums, size: int, k: int) -> Sums:
    """Return the sums after one more person with `size` ticks anywhere."""
    found: Sums = {}
    for columns, ways in sums.items():
        for ticked in combinations(range(k), size):
            after = tuple(sorted(c + (item in ticked) for item, c in enumerate(columns)))
            found[after] = found.get(after, 0) + ways
    return found


def _reached(sizes: Mapping[int, int], k: int, squares: int) -> int:
    """Return in how many seeded draws ΣC² was at least the one seen, each person's ticks being shuffled."""
    import numpy as np

    rng = np.random.default_rng(SEED)
    found = np.zeros((DRAWS, k), dtype=np.int64)
    for size in sorted(sizes):
        for _ in range(sizes[size]):
            found += rng.random((DRAWS, k)).argsort(axis=1) < size
    return int(((found * found).sum(axis=1) >= squares).sum())


def _doubled_midranks(row: Sequence[float]) -> list[int]:
    return [2 * sum(y < x for y in row) + sum(y == x for y in row) + 1 for x in row]


def _ties(row: Sequence[float | None]) -> int:
    return sum(row.count(x) ** 3 - row.count(x) for x in set(row))
