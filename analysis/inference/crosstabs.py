"""Do the answers to two questions go together? Tables of counts without an order of rows or columns.

All functions take counts of people who answered both questions: whoever misses one is left out, and counted, before.
Rows and columns that nobody is in are left out: they say nothing and change no p.
**Meaning.** How unusual the table would be if the answers to one question were shuffled among these people.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import accumulate
from math import comb, exp, factorial, inf, log, nan, prod, sqrt
from typing import TYPE_CHECKING, TypeAlias

from analysis.inference.draws import DRAWS, LARGE, NEAR, SEED, How, Probability, shuffled

if TYPE_CHECKING:
    from analysis.inference.draws import Tables, Truths

Counts: TypeAlias = Sequence[Sequence[int]]
Sums: TypeAlias = tuple[int, ...]

Z = 1.959963984540054
TABLE_DRAWS = 1_000_000
FILLINGS = 100_000
"""So many ways to fill half of a table are gone through; with more, tables are drawn."""


@dataclass(frozen=True)
class Fisher:
    """Fisher's exact test of a 2×2 table."""

    n: int
    probability: Probability
    odds_ratio: float
    """Of the sample, ad/bc; infinite when b or c is 0, not a number when a or d is too."""
    conditional: float
    """Conditional maximum likelihood estimate, with its 95 % interval."""
    low: float
    high: float


@dataclass(frozen=True)
class Association:
    """Chi-square without correction, and Cramér's V."""

    n: int
    chi2: float
    df: int
    p: float
    v: float


def fisher(table: Counts) -> Fisher:
    """Return Fisher's exact test of [[a, b], [c, d]].

    **Formula.** With all margins fixed a is hypergeometric; p sums the probabilities of all tables at most as probable
    as this one, compared as whole numbers, so that ties are ties. The conditional odds ratio is the maximum
    likelihood estimate of the noncentral hypergeometric, its interval the central 95 % one; since p is not central,
    the interval may hold 1 although p < .05 (below: p .0427, .9986 to 7.992).
    **Zeros.** An odds ratio with a 0 is 0 or infinite; nothing is added to a cell. An empty margin gives p = 1.
    **Source.** Fisher 1935, JRSS 98:39. R: `fisher.test(matrix(c(21,9,27,32),2))` p .042675, OR 2.73363; R finds
    ratio and interval by iteration, good to 4 digits. Above 500 people: ratio of the sample, Woolf's interval (1955).
    """
    (a, b), (c, d) = table
    odds = a * d / (b * c) if b * c else (inf if a * d else nan)
    return Fisher(a + b + c + d, _fisher_p(a, b, c, d), odds, *_conditional(table))


def _fisher_p(a: int, b: int, c: int, d: int) -> Probability:
    if a + b + c + d > LARGE:
        from scipy.stats import fisher_exact

        return Probability(float(fisher_exact([[a, b], [c, d]]).pvalue), How.EXACT)
    least, most = max(0, a - d), min(a + b, a + c)
    ways = [comb(a + b, x) * comb(c + d, a + c - x) for x in range(least, most + 1)]
    total = comb(a + b + c + d, a + c)
    p = Fraction(sum(way for way in ways if way <= ways[a - least]), total)
    smallest = Fraction(sum(way for way in ways if way == min(ways)), total)
    return Probability(float(p), How.EXACT, float(smallest))


def _conditional(table: Counts) -> tuple[float, float, float]:
    from scipy.stats.contingency import odds_ratio

    if 0 in (*map(sum, table), *map(sum, zip(*table, strict=True))):
        return nan, 0.0, inf
    if sum(map(sum, table)) > LARGE:
        return _logit(table)
    found = odds_ratio([list(row) for row in table], kind="conditional")
    interval = found.confidence_interval(0.95)
    return float(found.statistic), float(interval.low), float(interval.high)


def _logit(table: Counts) -> tuple[float, float, float]:
    """Return the odds ratio and Woolf's interval: of many people the conditional one differs in the fourth digit."""
    (a, b), (c, d) = table
    if not a * b * c * d:
        return (inf if a * d else 0.0), 0.0, inf
    width = Z * sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    return a * d / (b * c), exp(log(a * d / (b * c)) - width), exp(log(a * d / (b * c)) + width)


def association(table: Counts) -> Association:
    """Return Pearson's chi-square, uncorrected, and V = sqrt(χ²/(n(min(r, c) - 1))).

    **Zeros.** Empty rows and columns are left out; what then has one row or column has χ² 0, p 1 and V 0.
    **Source.** Pearson 1900; Cramér 1946. R: `chisq.test(m, correct = FALSE)`, `vcd::assocstats(m)$cramer`.
    """
    from scipy.stats import chi2

    used = occupied(table)
    rows, columns = _margins(used)
    n, df = sum(rows), (len(rows) - 1) * (len(columns) - 1)
    if min(len(rows), len(columns)) < 2:
        return Association(n, 0.0, 0, 1.0, 0.0)
    cells = [(k, rows[i], columns[j]) for i, row in enumerate(used) for j, k in enumerate(row)]
    value = n * (sum(Fraction(k * k, r * c) for k, r, c in cells) - 1)
    v = sqrt(value / (n * (min(len(rows), len(columns)) - 1)))
    return Association(n, float(value), df, float(chi2.sf(float(value), df)), v)


def freeman_halton(table: Counts, draws: int = 0, seed: int = SEED) -> Probability:
    """Return the p of Fisher's test for any number of rows and columns: exact where it can be, else drawn.

    **Formula.** With margins fixed, the probability of a table is proportional to Π 1/x!; p sums the probabilities of
    all tables at most as probable as this one.
    **Exact.** The rows are split into two halves; each half is filled in every way that its margins allow, and the
    fillings are paired by their column sums, sorted by their weight: whole numbers, so ties are exact. Two columns go
    through for some 100 people in seven rows, 4×3 tables likewise. **Drawn** where each half has more than 100,000
    fillings, or with more than 500 people: a million tables, or 100,000 (`draws.py`); one is as improbable as this
    one when its Σ log x! is not more than 1e-9 smaller.
    **Source.** Freeman and Halton 1951, Biometrika 38:141. R: `fisher.test(m)`; for
    `matrix(c(3,1,0,7,2,5,1,6,4),3,byrow=TRUE)` .0499934; its `simulate.p.value` draws as we do.
    """
    used = occupied(table)
    rows, columns = _margins(used)
    if min(len(rows), len(columns)) < 2:
        return Probability(1.0, How.EXACT, 1.0)
    turned = list(zip(*used, strict=True))
    plans = [plan for plan in (_halved(used), _halved(turned)) if plan] if sum(rows) <= LARGE else []
    if plans:
        return _enumerated(*min(plans, key=_effort))
    times = draws or (TABLE_DRAWS if sum(rows) <= LARGE else DRAWS)
    return shuffled(rows, columns, _as_improbable(used), draws=times, seed=seed)


def occupied(table: Counts) -> list[list[int]]:
    """Return a table without the rows and columns that nobody is in."""
    columns = [j for j in range(len(table[0]) if table else 0) if any(row[j] for row in table)]
    return [[row[j] for j in columns] for row in table if any(row)]


def fillings(total: int, limits: Sequence[int]) -> Iterator[Sums]:
    """Yield every way to spread a total over cells, none above its limit."""
    if not limits:
        if not total:
            yield ()
        return
    rest = sum(limits[1:])
    for first in range(max(0, total - rest), min(total, limits[0]) + 1):
        yield from ((first, *others) for others in fillings(total - first, limits[1:]))


def _margins(table: Counts) -> tuple[list[int], list[int]]:
    return [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]


def _halved(table: Counts) -> tuple[Counts, Counts] | None:
    """Return the rows in two halves of which each can be filled in few enough ways; nothing when there are none."""
    rows = sorted(table, key=sum, reverse=True)
    sizes = [comb(sum(row) + len(row) - 1, len(row) - 1) for row in rows]
    halves: tuple[list[Sequence[int]], list[Sequence[int]]] = ([], [])
    efforts = [1, 1]
    for row, size in zip(rows, sizes, strict=True):
        lighter = efforts.index(min(efforts))
        halves[lighter].append(row)
        efforts[lighter] *= size
    return halves if max(efforts) <= FILLINGS else None


def _effort(halves: tuple[Counts, Counts]) -> int:
    return max(prod(comb(sum(row) + len(row) - 1, len(row) - 1) for row in half) for half in halves)


def _enumerated(first: Counts, second: Counts) -> Probability:
    rows, columns = _margins([*first, *second])
    seen = prod(_weight(row) for row in (*first, *second))
    below, above = _half(first, columns), _half(second, columns)
    pairs = [(below[sums], above[_rest(columns, sums)]) for sums in below if _rest(columns, sums) in above]
    total = _ways(sum(rows)) // prod(map(_ways, columns))
    least = min(min(ours) * min(theirs) for ours, theirs in pairs)
    p, smallest = (Fraction(_tail(pairs, bound), total) for bound in (seen, least))
    return Probability(float(p), How.EXACT, float(smallest))


def _weight(row: Sequence[int]) -> int:
    return _ways(sum(row)) // prod(map(_ways, row))


@cache
def _ways(n: int) -> int:
    return factorial(n)


def _rest(columns: Sequence[int], sums: Sums) -> Sums:
    return tuple(column - part for column, part in zip(columns, sums, strict=True))


def _half(rows: Counts, columns: Sequence[int]) -> dict[Sums, dict[int, int]]:
    """Return, for each column sums that some rows can have, the weights of their fillings and how many have each."""
    found: dict[Sums, dict[int, int]] = {(0,) * len(columns): {1: 1}}
    for row in rows:
        longer: dict[Sums, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for sums, weights in found.items():
            for cells in fillings(sum(row), _rest(columns, sums)):
                own, reached = _weight(cells), tuple(a + b for a, b in zip(sums, cells, strict=True))
                for weight, times in weights.items():
                    longer[reached][weight * own] += times
        found = longer
    return found


def _tail(pairs: Sequence[tuple[dict[int, int], dict[int, int]]], bound: int) -> int:
    """Return the summed weight of all tables that weigh at most `bound`."""
    total = 0
    for ours, theirs in pairs:
        weights = sorted(theirs)
        sums = [0, *accumulate(weight * theirs[weight] for weight in weights)]
        total += sum(w * times * sums[bisect_right(weights, bound // w)] for w, times in ours.items())
    return total


def _as_improbable(table: Counts) -> Callable[[Tables], Truths]:
    """Return what tells which drawn tables are at most as probable as this one."""
    import numpy as np
    from scipy.special import gammaln

    logs = gammaln(np.arange(sum(map(sum, table)) + 1) + 1.0)
    seen = logs[np.asarray(table)].sum()

    def look(tables: Tables) -> Truths:
        return logs[tables].sum(axis=(1, 2)) >= seen - NEAR  # type: ignore[no-any-return]

    return look
