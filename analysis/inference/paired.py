"""Did the same people answer differently the second time? Tests and intervals of pairs.

Two yes/no answers of n people are four counts: a yes/yes, b yes/no, c no/yes, d no/no. Only b and c tell of change.
Whoever misses one of the two answers is no pair and is not among the counts.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from statistics import NormalDist
from typing import TYPE_CHECKING

from analysis.inference.shares import wilson

if TYPE_CHECKING:
    import numpy as np

Z = NormalDist().inv_cdf(0.975)
FEWEST = 6
"""With fewer people who changed, no exact two-sided test can give p < 0.05: 2 · 0.5⁵ = 0.0625."""
EXACT = 200
"""Up to so many people who changed the signed-rank distribution is computed; above, its normal approximation."""
HALVINGS = 100


@dataclass(frozen=True)
class Pairs:
    """Two yes/no answers of the same people, counted."""

    both: int
    first_only: int
    second_only: int
    neither: int

    @property
    def n(self) -> int:
        """Return how many people gave both answers."""
        return self.both + self.first_only + self.second_only + self.neither

    @property
    def changed(self) -> int:
        """Return how many said yes once only."""
        return self.first_only + self.second_only


@dataclass(frozen=True)
class PairedDifference:
    """First share less second, -1 to 1, with a 95 % interval."""

    value: Fraction
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class McNemar:
    """Whether those who changed went one way more than the other."""

    exact: float
    mid: float
    n: int
    """Everyone who gave both answers."""
    changed: int
    """b + c: those the test looks at."""


@dataclass(frozen=True)
class Symmetry:
    """A χ² test on a square table of before and after."""

    statistic: float
    df: int
    p: float
    n: int


class Zeros(StrEnum):
    """What the signed-rank test does with people who did not change."""

    DROPPED = "dropped"
    """Taken out before ranking (Wilcoxon 1949)."""
    PRATT = "pratt"
    """Ranked with the others and then taken out (Pratt 1959)."""


@dataclass(frozen=True)
class SignedRank:
    """Wilcoxon's signed-rank test, with how many went up, down or stayed."""

    up: int
    down: int
    same: int
    w: Fraction
    """Sum of the ranks of those who went up."""
    p: float
    effect: Fraction
    """Rank-biserial: (W+ - W-)/(W+ + W-); it ignores those who stayed, so print `same` beside it."""
    exact: bool
    zeros: Zeros

    @property
    def n(self) -> int:
        """Return the number of pairs."""
        return self.up + self.down + self.same


def newcombe(pairs: Pairs) -> PairedDifference | None:
    """Return the difference of two shares of the same people, (b - c)/n, with Newcombe's interval.

    **Formula.** D - sqrt((p1-l1)² - 2φ(p1-l1)(u2-p2) + (u2-p2)²) to D + sqrt((u1-p1)² - 2φ(u1-p1)(p2-l2) + (p2-l2)²),
    l and u Wilson's; φ = A/sqrt((a+b)(c+d)(a+c)(b+d)), A = ad - bc, reduced to max(A - n/2, 0) where it is positive.
    **Zero margins.** φ = 0. **Nobody.** Nothing. It may exclude 0 while the exact test has p > .05: print both.
    **Source.** Newcombe 1998, Statistics in Medicine 17:2635, method 10. R: the formula on `prop.test(x, n, correct =
    FALSE)$conf.int`; counts 1, 1, 7, 12: -.506920 -.025559.
    """
    n = pairs.n
    if not n:
        return None
    k1, k2 = pairs.both + pairs.first_only, pairs.both + pairs.second_only
    (l1, u1), (l2, u2) = (tuple(map(float, wilson(k, n))) for k in (k1, k2))
    p1, p2, phi = k1 / n, k2 / n, _phi(pairs)
    value = Fraction(pairs.first_only - pairs.second_only, n)
    low, high = _side(p1 - l1, u2 - p2, phi), _side(u1 - p1, p2 - l2, phi)
    return PairedDifference(value, max(float(value) - low, -1.0), min(float(value) + high, 1.0), n)


def tango(pairs: Pairs) -> PairedDifference | None:
    """Return the difference of two shares of the same people, (b - c)/n, with Tango's score interval.

    **Formula.** The D for which (b-c-nD)/sqrt(n(2q + D(1-D))) = ±z; q = (sqrt(B²-4AC) - B)/2A, A = 2n, B = -b-c +
    (2n-b+c)D, C = -cD(1-D), found by halving. **Zeros.** Where nobody changed: ±z²/(n+z²). **Nobody.** Nothing.
    **Source.** Tango 1998, Statistics in Medicine 17:891. R: `contingencytables::
    Tango_asymptotic_score_CI_paired_2x2(matrix(c(1,7,1,12),2))`: -.517232 -.026003.
    """
    n = pairs.n
    if not n:
        return None
    b, c = pairs.first_only, pairs.second_only
    return PairedDifference(Fraction(b - c, n), _tango_low(b, c, n), -_tango_low(c, b, n), n)


def mcnemar(pairs: Pairs) -> McNemar | None:
    """Return McNemar's test: is yes/no as frequent as no/yes among those who changed?

    **Formula.** Binomial, b of b + c at one half, two-sided: min(1, 2 P(X ≤ min(b, c))). Mid-p: less P(X = min);
    where b = c, 1 - P(X = b)/2. **Ties.** Those who answered alike twice tell nothing here; say how many they are.
    **Nobody changed.** Nothing. **Source.** McNemar 1947, Psychometrika 12:153; mid-p: Fagerland et al. 2013, BMC
    Medical Research Methodology 13:91. R: `binom.test(2, 12)$p.value` .038574; mid-p .022461.
    """
    from scipy.stats import binom

    b, m = pairs.first_only, pairs.changed
    if not m:
        return None
    least = min(b, pairs.second_only)
    below, at = float(binom.cdf(least, m, 0.5)), float(binom.pmf(least, m, 0.5))
    mid = 1 - at / 2 if 2 * b == m else 2 * below - at
    return McNemar(min(1.0, 2 * below), mid, pairs.n, m)


def bowker(table: Sequence[Sequence[int]]) -> Symmetry | None:
    """Return Bowker's test of symmetry: is each change as frequent as the opposite one?

    **Formula.** Σ (n_ij - n_ji)²/(n_ij + n_ji) over i < j, χ² with as many degrees of freedom as there are such pairs.
    **Zeros.** A pair of categories between which nobody moved tells nothing and is left out of both (R gives NaN);
    no .5 is added to empty cells (statsmodels does). **Nobody changed.** Nothing. **Source.** Bowker 1948, JASA 43:572.
    R: `mcnemar.test(matrix(c(5,3,0,2,6,4,1,1,7), 3, byrow = TRUE))` 3, df 3, p .391625.
    """
    moves = [(table[i][j], table[j][i]) for i in range(len(table)) for j in range(i + 1, len(table))]
    parts = [Fraction((x - y) ** 2, x + y) for x, y in moves if x + y]
    return _symmetry(float(sum(parts)), len(parts), table) if parts else None


def stuart_maxwell(table: Sequence[Sequence[int]]) -> Symmetry | None:
    """Return the Stuart-Maxwell test: is the distribution over the categories the same before and after?

    **Formula.** d' S⁻ d, d_i = row sum less column sum, S_ii = n_i. + n_.i - 2n_ii, S_ij = -(n_ij + n_ji); χ² with
    the rank of S as degrees of freedom: one less than the categories, and one less for each further part of the
    table that nobody left or entered (generalised inverse). No .5 is added to empty cells. **Nobody changed.** Nothing.
    **Source.** Stuart 1955, Biometrika 42:412; Maxwell 1970, British Journal of Psychiatry 116:651. R:
    `coin::mh_test(as.table(t))` on the table of `bowker`: .685714, df 2, p .709740.
    """
    import numpy as np

    counts = np.asarray(table, dtype=float)
    d = counts.sum(axis=1) - counts.sum(axis=0)
    spread = np.diag(counts.sum(axis=1) + counts.sum(axis=0)) - counts - counts.T
    df = int(np.linalg.matrix_rank(spread))
    if not df:
        return None
    return _symmetry(float(d @ np.linalg.pinv(spread, hermitian=True) @ d), df, table)


def signed_rank(differences: Mapping[int, int], zeros: Zeros = Zeros.DROPPED) -> SignedRank | None:
    """Return Wilcoxon's signed-rank test on differences (second less first), each with how many people have it.

    **Formula.** Midranks of |d|; W = sum of the ranks of positive d; p = P(|W-E| ≥ |w-E|) when each sign is a coin.
    **Ties** are exact: doubled midranks are whole, and the distribution is the convolution of (1 + x^r)/2 over the
    people. Above 200 people who changed: normal, variance Σr²/4, no continuity correction. **Zeros.** Dropped before
    ranking, or ranked and then dropped (Pratt); their number is returned. **Nobody changed.** Nothing. **Scale.**
    Ranking |d| takes two steps for more than one, wherever on the scale they are. **Source.** Wilcoxon 1945, Biometrics
    Bulletin 1:80; Pratt 1959, JASA 54:655; Kerby 2014, Comprehensive Psychology 3:1 (effect). R, d = 1, 0, 1, 0, 2, 2,
    0, -1, 2, 0, 0, 1, 3, -2, 1, 1: `exactRankTests::wilcox.exact(d)` .069336; `coin::wilcoxsign_test(d ~ y,
    distribution = "exact")` with y = 0 (Pratt) .049805; `effectsize::rank_biserial(d)` .636364 (zeros dropped: it is
    the effect under either rule here).
    """
    up, down = (sum(n for d, n in differences.items() if d * sign > 0) for sign in (1, -1))
    same = differences.get(0, 0)
    if not up + down:
        return None
    ranks = _doubled_ranks(differences, zeros)
    w = sum(differences.get(size, 0) * rank for size, rank, _ in ranks)
    exact = up + down <= EXACT
    p = (_exact if exact else _normal)([(rank, n) for _, rank, n in ranks], w)
    return SignedRank(up, down, same, Fraction(w, 2), p, rank_biserial(differences), exact, zeros)


def rank_biserial(differences: Mapping[int, int]) -> Fraction:
    """Return (W+ - W-)/(W+ + W-) of the people who changed: 1 when all went up, -1 when all went down."""
    ranks = _doubled_ranks(differences, Zeros.DROPPED)
    plus = sum(differences.get(size, 0) * rank for size, rank, _ in ranks)
    total = sum(rank * n for _, rank, n in ranks)
    return Fraction(2 * plus - total, total)


def _phi(pairs: Pairs) -> float:
    a, b, c, d, n = pairs.both, pairs.first_only, pairs.second_only, pairs.neither, pairs.n
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    if not margins:
        return 0.0
    product = a * d - b * c
    corrected = max(product - n / 2, 0.0) if product > 0 else product
    return corrected / math.sqrt(margins)


def _side(first: float, second: float, phi: float) -> float:
    return math.sqrt(max(first**2 - 2 * phi * first * second + second**2, 0.0))


def _tango_low(b: int, c: int, n: int) -> float:
    """Return the lower limit: where b - c - nD falls below z standard errors, between -1 and the estimate."""
    return _halve(lambda d: b - c - n * d - Z * _tango_error(b, c, n, d), -1.0, (b - c) / n)


def _tango_error(b: int, c: int, n: int, d: float) -> float:
    linear, constant = -b - c + (2 * n - b + c) * d, -c * d * (1 - d)
    q = (math.sqrt(max(linear**2 - 8 * n * constant, 0.0)) - linear) / (4 * n)
    return math.sqrt(max(n * (2 * q + d * (1 - d)), 0.0))


def _halve(falls: Callable[[float], float], low: float, high: float) -> float:
    """Return where a function that is positive at `low` becomes negative."""
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if falls(middle) >= 0 else (low, middle)
    return low


def _symmetry(statistic: float, df: int, table: Sequence[Sequence[int]]) -> Symmetry:
    from scipy.stats import chi2

    return Symmetry(statistic, df, float(chi2.sf(statistic, df)), sum(map(sum, table)))


def _doubled_ranks(differences: Mapping[int, int], zeros: Zeros) -> list[tuple[int, int, int]]:
    """Return for each size of difference but zero its doubled midrank, a whole number, and how many have it."""
    sizes: dict[int, int] = {}
    for d, n in differences.items():
        sizes[abs(d)] = sizes.get(abs(d), 0) + n
    below = sizes.pop(0, 0) if zeros is Zeros.PRATT else 0 * sizes.pop(0, 0)
    found = []
    for size in sorted(size for size, n in sizes.items() if n):
        found.append((size, 2 * below + sizes[size] + 1, sizes[size]))
        below += sizes[size]
    return found


def _exact(ranks: Sequence[tuple[int, int]], w: int) -> float:
    """Return P(|W-E| ≥ |w-E|) by convolution, W in doubled ranks."""
    import numpy as np

    total = sum(rank * n for rank, n in ranks)
    chances = np.zeros(total + 1)
    chances[0] = 1.0
    for rank, n in ranks:
        for _ in range(n):
            chances = _flip(chances, rank)
    far = np.abs(2 * np.arange(total + 1) - total) >= abs(2 * w - total)
    return min(1.0, float(chances[far].sum()))


def _flip(
    chances: np.ndarray[tuple[int], np.dtype[np.float64]], rank: int
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the distribution after one more person, whose rank counts or does not."""
    longer = chances / 2
    longer[rank:] += chances[:-rank] / 2
    return longer


def _normal(ranks: Sequence[tuple[int, int]], w: int) -> float:
    mean = sum(rank * n for rank, n in ranks) / 2
    spread = math.sqrt(sum(rank**2 * n for rank, n in ranks)) / 2
    return math.erfc(abs(w - mean) / spread / math.sqrt(2))
