"""How far do coders agree? Coefficients of agreement on units, from patterns of ratings.

A pattern is what the coders said of one unit, in a fixed order, with `None` where a coder did not rate it; the input
gives each pattern's count. Everything is computed in exact fractions; a standard error is a float.

- percent (pa): pairs of coders that agree, of all pairs on a unit, averaged over units with two ratings or more.
- Scott's pi and its generalisation by Fleiss: chance from the pooled shares of categories. Cohen's kappa: from each
  coder's own shares; Conger's is its generalisation, Light's the mean over pairs of coders. Brennan and Prediger (for
  several coders: Randolph): 1/q. Gwet's AC1: sum of p(1 - p) / (q - 1).
- Krippendorff's alpha: observed over expected disagreement from the coincidence matrix; units with one rating have
  nothing to be compared with and drop out.

Missing ratings: Fleiss, Conger, Brennan-Prediger and AC1 as Gwet has them: a unit rated once counts in the shares of
categories, not in the observed agreement. The categories are those that occur, unless the caller names them (a code
that nobody gave is still a category of a yes/no coding). Where chance agreement is 1 (one category only) there is
nothing to agree about: the value is undefined, "no variation", and not 1; without any pair it is undefined, "no pairs".

Sources: Scott 1955; Cohen 1960; Fleiss 1971; Light 1971; Conger 1980; Brennan & Prediger 1981; Randolph 2005; Gwet 2008
and 2014 (variances: irrCAC); Krippendorff 2011, 2004 (alpha for unitizing, the version of 1995).
R: irrCAC::gwet.ac1.raw(x), fleiss.kappa.raw(x), conger.kappa.raw(x), bp.coeff.raw(x), krippen.alpha.raw(x).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from typing import TypeAlias

Rating: TypeAlias = Hashable
Pattern: TypeAlias = tuple[Rating | None, ...]
Ratings: TypeAlias = Mapping[Pattern, int]
"""How many units got each pattern of ratings; all patterns are as long as there are coders."""

NONE, ONE = Fraction(0), Fraction(1)


class Undefined(StrEnum):
    """Why a coefficient has no value."""

    NO_VARIATION = "no_variation"
    NO_PAIRS = "no_pairs"


@dataclass(frozen=True)
class Coefficient:
    """A coefficient of agreement, or why there is none."""

    value: Fraction | None
    observed: Fraction | None
    """Agreement (alpha: disagreement) observed."""
    expected: Fraction | None
    """The same as expected by chance."""
    n: int
    """Units with two ratings or more."""
    why: Undefined | None = None
    error: float | None = None
    """Standard error over units, where there is a formula for it here."""


def ratings_of(*coders: Sequence[Rating | None]) -> Counter[Pattern]:
    """Return the patterns of ratings that are given coder by coder, one rating for each unit."""
    return Counter(zip(*coders, strict=True))


def square(table: Sequence[Sequence[int]]) -> Counter[Pattern]:
    """Return the patterns of a square table: rows by the first coder, columns by the second."""
    return Counter({(i, j): count for i, row in enumerate(table) for j, count in enumerate(row) if count})


def percent(ratings: Ratings) -> Coefficient:
    """Return the share of pairs of coders that agree."""
    units = _paired(ratings)
    if not units.n:
        return Coefficient(None, None, None, 0, Undefined.NO_PAIRS)
    return Coefficient(units.agreement, units.agreement, None, units.n)


def fleiss(ratings: Ratings, categories: Sequence[Rating] = ()) -> Coefficient:
    """Return Fleiss' kappa; for two coders Scott's pi."""
    shares = _shares(ratings, categories)
    chance = sum((share * share for share in shares.values()), Fraction())
    return _with_error(ratings, chance, shares, lambda category: shares[category])


def gwet_ac1(ratings: Ratings, categories: Sequence[Rating] = ()) -> Coefficient:
    """Return Gwet's AC1."""
    shares = _shares(ratings, categories)
    if len(shares) < 2:
        return _beyond_chance(ratings, ONE)
    scale = Fraction(1, len(shares) - 1)
    chance = scale * sum((share * (1 - share) for share in shares.values()), Fraction())
    return _with_error(ratings, chance, shares, lambda category: scale * (1 - shares[category]))


def brennan_prediger(ratings: Ratings, categories: Sequence[Rating] = ()) -> Coefficient:
    """Return Brennan and Prediger's coefficient (Randolph's free-marginal kappa)."""
    shares = _shares(ratings, categories)
    chance = Fraction(1, len(shares)) if shares else ONE
    return _with_error(ratings, chance, shares, lambda category: chance)


def cohen(ratings: Ratings) -> Coefficient:
    """Return Cohen's kappa of two coders, on the units that both rated."""
    both = {pattern: count for pattern, count in ratings.items() if None not in pattern}
    found = conger(both)
    if found.value is None or found.observed is None or found.expected is None or found.expected == 1:
        return found
    rows, columns = (_marginal(both, coder) for coder in (0, 1))
    spread = sum(
        count
        / found.n
        * float((first == second) - (1 - found.value) * (rows.get(second, NONE) + columns.get(first, NONE))) ** 2
        for (first, second), count in both.items()
    )
    centre = float(found.observed - 2 * (1 - found.value) * found.expected)
    variance = (spread - centre * centre) / (found.n * float(1 - found.expected) ** 2)
    return Coefficient(found.value, found.observed, found.expected, found.n, error=math.sqrt(max(variance, 0.0)))


def conger(ratings: Ratings) -> Coefficient:
    """Return Conger's kappa: Cohen's for any number of coders, missing ratings as in Gwet 2014."""
    coders = len(next(iter(ratings), ()))
    if coders < 2:
        return Coefficient(None, None, None, 0, Undefined.NO_PAIRS)
    own = [_marginal(ratings, coder) for coder in range(coders)]
    categories = {category for shares in own for category in shares}
    products = [
        sum((own[i].get(category, NONE) * own[j].get(category, NONE) for category in categories), NONE)
        for i, j in combinations(range(coders), 2)
    ]
    return _beyond_chance(ratings, sum(products, Fraction()) / len(products))


def light(ratings: Ratings) -> Coefficient:
    """Return the mean of Cohen's kappa over all pairs of coders; pairs without a value are left out."""
    coders = len(next(iter(ratings), ()))
    pairs = [cohen(_only(ratings, pair)) for pair in combinations(range(coders), 2)]
    values = [pair.value for pair in pairs if pair.value is not None]
    n = _paired(ratings).n
    if not values:
        return Coefficient(None, None, None, n, pairs[0].why if pairs else Undefined.NO_PAIRS)
    return Coefficient(sum(values, Fraction()) / len(values), None, None, n)


class Metric(StrEnum):
    """What the distance of two categories is."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


def krippendorff(ratings: Ratings, metric: Metric = Metric.NOMINAL) -> Coefficient:
    """Return Krippendorff's alpha; beyond nominal the categories must be numbers."""
    pairs = _coincidences(ratings)
    totals: dict[Rating, Fraction] = {}
    for (first, _), weight in pairs.items():
        totals[first] = totals.get(first, Fraction()) + weight
    whole, n = sum(totals.values(), Fraction()), _paired(ratings).n
    if not whole:
        return Coefficient(None, None, None, 0, Undefined.NO_PAIRS)
    distance = _distance(metric, totals)
    observed = sum((weight * distance(*pair) for pair, weight in pairs.items()), Fraction()) / whole
    expected = sum(
        (totals[first] * totals[second] * distance(first, second) for first in totals for second in totals), Fraction()
    ) / (whole * (whole - 1))
    if not expected:
        return Coefficient(None, observed, expected, n, Undefined.NO_VARIATION)
    return Coefficient(1 - observed / expected, observed, expected, n)


@dataclass(frozen=True)
class _Paired:
    """Units with two ratings or more."""

    n: int
    agreement: Fraction


def _paired(ratings: Ratings) -> _Paired:
    units = [(pattern, count) for pattern, count in ratings.items() if _rated(pattern) > 1]
    n = sum(count for _, count in units)
    agreeing = sum((count * _agreement(pattern) for pattern, count in units), Fraction())
    return _Paired(n, agreeing / n if n else Fraction())


def _rated(pattern: Pattern) -> int:
    return sum(rating is not None for rating in pattern)


def _counts(pattern: Pattern) -> Counter[Rating]:
    return Counter(rating for rating in pattern if rating is not None)


def _agreement(pattern: Pattern) -> Fraction:
    rated = _rated(pattern)
    same = sum(count * (count - 1) for count in _counts(pattern).values())
    return Fraction(same, rated * (rated - 1))


def _shares(ratings: Ratings, categories: Sequence[Rating]) -> dict[Rating, Fraction]:
    """Return the share of each category, averaged over the units that anybody rated."""
    shares: dict[Rating, Fraction] = dict.fromkeys(categories, Fraction())
    n = 0
    for pattern, count in ratings.items():
        if rated := _rated(pattern):
            n += count
            for category, given in _counts(pattern).items():
                shares[category] = shares.get(category, Fraction()) + Fraction(given * count, rated)
    return {category: share / n for category, share in shares.items()} if n else shares


def _marginal(ratings: Ratings, coder: int) -> dict[Rating, Fraction]:
    """Return the share of each category among the units that one coder rated."""
    own: Counter[Rating] = Counter()
    for pattern, count in ratings.items():
        rating = pattern[coder]
        if rating is not None:
            own[rating] += count
    n = sum(own.values())
    return {category: Fraction(count, n) for category, count in own.items()}


def _only(ratings: Ratings, coders: Sequence[int]) -> Counter[Pattern]:
    kept: Counter[Pattern] = Counter()
    for pattern, count in ratings.items():
        kept[tuple(pattern[coder] for coder in coders)] += count
    return kept


def _beyond_chance(ratings: Ratings, chance: Fraction) -> Coefficient:
    units = _paired(ratings)
    if not units.n:
        return Coefficient(None, None, None, 0, Undefined.NO_PAIRS)
    if chance == 1:
        return Coefficient(None, units.agreement, chance, units.n, Undefined.NO_VARIATION)
    return Coefficient((units.agreement - chance) / (1 - chance), units.agreement, chance, units.n)


def _with_error(
    ratings: Ratings, chance: Fraction, shares: Mapping[Rating, Fraction], own: Callable[[Rating], Fraction]
) -> Coefficient:
    """Return the coefficient with Gwet's linearised standard error over units; `own` is a category's part in chance."""
    if _is_constant(shares):
        return _beyond_chance(ratings, ONE)
    found = _beyond_chance(ratings, chance)
    if found.value is None:
        return found
    rated = [(pattern, count) for pattern, count in ratings.items() if _rated(pattern)]
    n = sum(count for _, count in rated)
    spread = sum(count * (_influence(pattern, n, found, own) - float(found.value)) ** 2 for pattern, count in rated)
    error = math.sqrt(spread / (n * (n - 1))) if n > 1 else None
    return Coefficient(found.value, found.observed, found.expected, found.n, error=error)


def _is_constant(shares: Mapping[Rating, Fraction]) -> bool:
    return any(share == 1 for share in shares.values())


def _influence(pattern: Pattern, n: int, found: Coefficient, own: Callable[[Rating], Fraction]) -> float:
    value, chance = found.value or Fraction(), found.expected or Fraction()
    paired = _rated(pattern) > 1
    agreement = (_agreement(pattern) - chance) * Fraction(n, found.n) if paired else Fraction()
    by_chance = sum((given * own(category) for category, given in _counts(pattern).items()), Fraction())
    drift = by_chance / _rated(pattern) - chance
    return float((agreement - 2 * (1 - value) * drift) / (1 - chance))


def _coincidences(ratings: Ratings) -> dict[tuple[Rating, Rating], Fraction]:
    pairs: dict[tuple[Rating, Rating], Fraction] = {}
    for pattern, count in ratings.items():
        rated = _rated(pattern)
        for pair, times in _ordered_pairs(pattern) if rated > 1 else ():
            pairs[pair] = pairs.get(pair, Fraction()) + Fraction(times * count, rated - 1)
    return pairs


def _ordered_pairs(pattern: Pattern) -> Iterator[tuple[tuple[Rating, Rating], int]]:
    counts = _counts(pattern)
    for first, many in counts.items():
        for second, more in counts.items():
            times = many * (more - (first == second))
            if times:
                yield (first, second), times


def _distance(metric: Metric, totals: Mapping[Rating, Fraction]) -> Callable[[Rating, Rating], Fraction]:
    """Return the squared distance of two categories."""
    order = sorted(totals, key=lambda category: Fraction(str(category))) if metric is not Metric.NOMINAL else []

    def ordinal(first: Rating, second: Rating) -> Fraction:
        low, high = sorted((order.index(first), order.index(second)))
        between = sum((totals[category] for category in order[low : high + 1]), Fraction())
        return (between - (totals[first] + totals[second]) / 2) ** 2

    def interval(first: Rating, second: Rating) -> Fraction:
        return (Fraction(str(first)) - Fraction(str(second))) ** 2

    def ratio(first: Rating, second: Rating) -> Fraction:
        together = Fraction(str(first)) + Fraction(str(second))
        return interval(first, second) / together**2 if together else Fraction()

    found = {
        Metric.NOMINAL: lambda first, second: Fraction(int(first != second)),
        Metric.ORDINAL: ordinal,
        Metric.INTERVAL: interval,
        Metric.RATIO: ratio,
    }
    return found[metric]
