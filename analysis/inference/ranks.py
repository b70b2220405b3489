"""Do people of one group answer higher than those of another? Tests of answers in an order, never of their codes.

Answers come as counts: for each group, how many people gave each value, from low to high. Whoever has no answer or no
group is left out, and counted, before. Tied answers share the mean of their places (midranks), so nothing depends on
an order that nobody gave; midranks are doubled, to stay whole numbers.
**Meaning.** How unusual the ranks would be if the groups were dealt out anew among these people.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import comb, sqrt
from typing import TYPE_CHECKING, TypeAlias

from analysis.inference.crosstabs import occupied
from analysis.inference.draws import DRAWS, LARGE, NEAR, SEED, How, Probability, shuffled, splits

if TYPE_CHECKING:
    from analysis.inference.draws import Tables, Truths

Counts: TypeAlias = Sequence[Sequence[int]]
"""For each group (or row category) the number of people with each value, from low to high."""

EXACT_PEOPLE = 100


@dataclass(frozen=True)
class MannWhitney:
    """Two groups compared by ranks."""

    sizes: tuple[int, int]
    u: float
    """Pairs in which the person of the first group stands higher; a tie is half a pair."""
    rank_biserial: float
    probability: Probability


@dataclass(frozen=True)
class KruskalWallis:
    """Two or more groups compared by ranks."""

    sizes: tuple[int, ...]
    h: float
    """Corrected for ties."""
    df: int
    epsilon2: float
    chance: float
    """By the chi-square distribution, for comparison."""
    probability: Probability


@dataclass(frozen=True)
class Kendall:
    """Two orders compared: pairs of people who stand the same way round in both, and the other way round."""

    n: int
    concordant: int
    discordant: int
    tau_b: float
    gamma: float
    chance: float
    """By the normal distribution, for comparison."""
    probability: Probability


def mann_whitney(first: Sequence[int], second: Sequence[int]) -> MannWhitney:
    """Return the Wilcoxon-Mann-Whitney test of two groups, each of one person or more.

    **Formula.** T = the sum of midranks in the first group, U = T - n1(n1 + 1)/2, rank-biserial 2U/(n1 n2) - 1
    (positive: the first group stands higher). p = P(|T* - E| >= |T - E|), E = n1(n + 1)/2.
    **Exact** up to 100 people, with ties: the ways to deal out n1 of the n doubled midranks, by convolution over the
    different values, give the whole distribution of T. (The exact method of scipy ignores ties.) With more people:
    the normal distribution, with the variance corrected for ties and without correction for continuity.
    **All tied.** Nothing to compare: U = n1 n2/2, p = 1.
    **Source.** Wilcoxon 1945; Mann and Whitney 1947; Streitberg and Röhmel 1986. R: `coin::wilcox_test(v ~ g,
    distribution = "exact")`; 1,2,2,3,5,1 against 2,3,4,4,5,5,5,1,2,4,4: .138090. `effectsize::rank_biserial` -.454545.
    """
    n1, n2 = sum(first), sum(second)
    tied = [a + b for a, b in zip(first, second, strict=True)]
    ranks = _doubled_midranks(tied)
    doubled = sum(rank * k for rank, k in zip(ranks, first, strict=True))
    distance = abs(doubled - n1 * (n1 + n2 + 1))
    u = doubled / 2 - n1 * (n1 + 1) / 2
    exact = n1 + n2 <= EXACT_PEOPLE
    found = _dealt(tied, ranks, min(n1, n2), distance) if exact else _normal(tied, n1, n2, distance)
    return MannWhitney((n1, n2), u, 2 * u / (n1 * n2) - 1, found)


def kruskal_wallis(groups: Counts, draws: int = DRAWS, seed: int = SEED) -> KruskalWallis:
    """Return the Kruskal-Wallis test of groups of one person or more each.

    **Formula.** H = 12/(n(n + 1)) Σ R²/n_g - 3(n + 1), R the sum of midranks in a group, divided by
    1 - Σ(t³ - t)/(n³ - n) for ties of t people; ε² = H/(n - 1). p: groups dealt out anew (`draws.py`), as far out
    when Σ R²/n_g is not smaller; above 500 people by the chi-square distribution.
    **All tied.** H = 0, p = 1.
    **Source.** Kruskal and Wallis 1952, JASA 47:583; Kelley 1935 for ε². R: `kruskal.test`,
    `coin::kruskal_test(distribution = approximate(nresample = 1e6))`.
    """
    from scipy.stats import chi2

    sizes = tuple(map(sum, groups))
    used = occupied(groups)
    tied = [sum(column) for column in zip(*used, strict=True)]
    n, df = sum(sizes), len(sizes) - 1
    ties = 1 - sum(t**3 - t for t in tied) / (n**3 - n) if n > 1 else 0.0
    if ties <= 0:
        return KruskalWallis(sizes, 0.0, df, 0.0, 1.0, Probability(1.0, How.EXACT, 1.0))
    ranks = _doubled_midranks(tied)
    h = (3 / (n * (n + 1)) * _squares(used, ranks, sizes) - 3 * (n + 1)) / ties
    chance = float(chi2.sf(h, df))
    found = Probability(chance, How.APPROXIMATE)
    if n <= LARGE:
        found = shuffled(sizes, tied, _as_spread(used, ranks, sizes), 1 / splits(sizes), draws, seed)
    return KruskalWallis(sizes, h, df, h / (n - 1), chance, found)


def kendall(table: Counts, draws: int = DRAWS, seed: int = SEED) -> Kendall:
    """Return tau-b and gamma of two ordered questions; rows and columns from low to high.

    **Formula.** C and D count pairs of people; with T1, T2 the pairs tied on one question (both included) and N all
    pairs, tau-b = (C - D)/sqrt((N - T1)(N - T2)) and gamma = (C - D)/(C + D), which leaves ties out and is therefore
    larger. p: one question shuffled (`draws.py`), as far out when |C - D| is not smaller; above 500 people
    by the normal distribution (`scipy.stats.kendalltau`). One row or column alone: tau-b 0, p 1.
    **Source.** Kendall 1945, Biometrika 33:239; Goodman and Kruskal 1954, JASA 49:732. R: `cor.test(x, y,
    method = "kendall", exact = FALSE)`; gamma from the same counts.
    """
    used = occupied(table)
    rows, columns = [sum(row) for row in used], [sum(column) for column in zip(*used, strict=True)]
    n = sum(rows)
    if min(len(rows), len(columns)) < 2:
        return Kendall(n, 0, 0, 0.0, 0.0, 1.0, Probability(1.0, How.EXACT, 1.0))
    concordant, discordant = _agreeing(used), _agreeing([row[::-1] for row in used])
    untied = [comb(n, 2) - sum(comb(k, 2) for k in margin) for margin in (rows, columns)]
    balance = concordant - discordant
    chance = _kendall_chance(used)
    found = shuffled(rows, columns, _as_ordered(abs(balance)), 0.0, draws, seed)
    return Kendall(
        n,
        concordant,
        discordant,
        balance / sqrt(untied[0] * untied[1]),
        balance / (concordant + discordant) if concordant + discordant else 0.0,
        chance,
        found if n <= LARGE else Probability(chance, How.APPROXIMATE),
    )


def _doubled_midranks(tied: Sequence[int]) -> list[int]:
    """Return twice the mean place of the people at each value."""
    return [2 * end - k + 1 for end, k in zip(accumulate(tied), tied, strict=True)]


def _dealt(tied: Sequence[int], ranks: Sequence[int], size: int, distance: int) -> Probability:
    """Return the p of a sum of ranks this far from its mean, over all ways to deal out a group of this size."""
    import numpy as np

    n = sum(tied)
    ways = np.zeros((size + 1, 2 * n * size + 1))
    ways[0, 0] = 1
    for rank, k in zip(ranks, tied, strict=True):
        before = ways.copy()
        for taken in range(1, min(k, size) + 1):
            shift = taken * rank
            if shift < ways.shape[1]:
                ways[taken:, shift:] += comb(k, taken) * before[: size + 1 - taken, : ways.shape[1] - shift]
    away = np.abs(np.arange(ways.shape[1]) - size * (n + 1))
    dealt = ways[size]
    total, furthest = dealt.sum(), away[dealt > 0].max()
    p, smallest = (float(dealt[away >= bound].sum() / total) for bound in (distance, furthest))
    return Probability(min(p, 1.0), How.EXACT, smallest)


def _normal(tied: Sequence[int], n1: int, n2: int, distance: int) -> Probability:
    from scipy.stats import norm

    n = n1 + n2
    variance = n1 * n2 / 12 * (n + 1 - sum(t**3 - t for t in tied) / (n * (n - 1)))
    return Probability(float(2 * norm.sf(distance / 2 / sqrt(variance))) if variance > 0 else 1.0, How.APPROXIMATE)


def _squares(groups: Counts, ranks: Sequence[int], sizes: Sequence[int]) -> float:
    """Return Σ R²/n_g of doubled midranks."""
    sums = (sum(rank * k for rank, k in zip(ranks, group, strict=True)) for group in groups)
    return sum(total * total / size for total, size in zip(sums, sizes, strict=True))


def _as_spread(groups: Counts, ranks: Sequence[int], sizes: Sequence[int]) -> Callable[[Tables], Truths]:
    import numpy as np

    seen = _squares(groups, ranks, sizes)

    def look(tables: Tables) -> Truths:
        sums = (tables @ np.asarray(ranks)).astype("float64")
        return ((sums * sums / np.asarray(sizes)).sum(axis=1)) >= seen * (1 - NEAR)  # type: ignore[no-any-return]

    return look


def _agreeing(table: Counts) -> int:
    """Return the pairs of people of whom one stands higher in both questions."""
    columns = range(len(table[0]))
    below = [0] * len(table[0])
    found = 0
    for row in table:
        found += sum(row[j] * sum(below[:j]) for j in columns)
        below = [k + more for k, more in zip(below, row, strict=True)]
    return found


def _as_ordered(balance: int) -> Callable[[Tables], Truths]:
    """Return what tells in which drawn tables concordant and discordant pairs differ as much."""

    def look(tables: Tables) -> Truths:
        above = tables.cumsum(axis=1) - tables
        lower = above.cumsum(axis=2) - above
        higher = above.sum(axis=2, keepdims=True) - lower - above
        return abs((tables * (lower - higher)).sum(axis=(1, 2))) >= balance  # type: ignore[no-any-return]

    return look


def _kendall_chance(table: Counts) -> float:
    from scipy.stats import kendalltau

    pairs = [(i, j, k) for i, row in enumerate(table) for j, k in enumerate(row) if k]
    first = [i for i, _, k in pairs for _ in range(k)]
    second = [j for _, j, k in pairs for _ in range(k)]
    return float(kendalltau(first, second, method="asymptotic").pvalue)
