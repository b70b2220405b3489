"""Are the values that are missing a random few of all values? And how far are two groups apart?"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from survey.missing import NOT_ASKED, Reason

if TYPE_CHECKING:
    import numpy as np

    Array: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

TOLERANCE = 1e-10
MOST_STEPS = 20_000
LARGEST_CONDITION = 1e12

Values: TypeAlias = tuple[float | Reason, ...]


class Untold(StrEnum):
    """Why Little's test was not made."""

    COMPLETE = "complete"
    """Nobody misses anything, or nobody is left."""
    TOO_FEW = "too_few"
    """There are no more people than variables."""
    CONSTANT = "constant"
    """Everyone gave the same value of one variable, or nobody any."""
    COLLINEAR = "collinear"
    """One variable follows from others: the covariance matrix has no inverse."""
    NO_CONVERGENCE = "no_convergence"


@dataclass(frozen=True)
class Little:
    """Little's test, who went into it, and the estimates behind it."""

    n: int
    """How many people went in."""
    routed: Mapping[Reason, int]
    """People taken out because some variable was never put to them, by their first such reason."""
    empty: int
    """People taken out because they were asked everything and gave no value at all."""
    patterns: int
    """How many different sets of variables people gave values of."""
    smallest: int
    """How many people the rarest of those patterns has."""
    statistic: float | None = None
    df: int = 0
    p: float | None = None
    means: tuple[float, ...] = ()
    covariances: tuple[tuple[float, ...], ...] = ()
    steps: int = 0
    """How many EM steps it took."""
    why: Untold | None = None
    """Why there is no statistic."""


@dataclass(frozen=True)
class _Group:
    """The people who gave values of the same variables: how many, their sums and their products."""

    seen: tuple[int, ...]
    n: float
    total: Array
    products: Array


@dataclass
class _Sorted:
    """Patterns of values, sorted by what is to become of them."""

    kept: list[tuple[Values, int]] = field(default_factory=list)
    routed: dict[Reason, int] = field(default_factory=dict)
    empty: int = 0


def little(patterns: Sequence[tuple[Values, int]]) -> Little:
    """Return Little's test that values are missing completely at random, from patterns of values with their counts.

    **Formula.** With μ, Σ estimated by EM under a normal model, and for each pattern j of observed variables its
    n_j people, their mean ȳ_j and the matching parts of μ and Σ: d² = Σ n_j (ȳ_j - μ_j)' Σ_j⁻¹ (ȳ_j - μ_j);
    df = Σ (observed variables of pattern j) - variables; p from χ². **Σ** is the maximum-likelihood one, divisor n.
    With divisor n - 1 d² would be smaller by (n - 1)/n.
    **EM** starts from the observed means and variances, on variables scaled to variance 1, and ends when no
    mean and no covariance moves by more than 1e-10; d² is free of the scale.
    **Missing values.** Taken out first, and counted: people to whom some variable was never put (routed past, not
    shown, not in the wave), then people without a single value. Any other reason is a missing value; no code of
    one may be left among the values. **Refused** (`why`) where there is nothing to test, no more people than
    variables, a variable without variance, one that follows from others, or no convergence.
    **Power** is low in small samples: a large p is no licence to leave incomplete cases out.
    **Source.** Little 1988, JASA 83:1198. R: `naniar::mcar_test(airquality)` 35.10613, df 14, because
    `norm::em.norm` stops at 1e-4; run on (tests/reference/little.R) it is 35.10617, p .00141776.
    """
    found = _sort(patterns)
    n = sum(count for _, count in found.kept)
    groups = _group(found.kept)
    start = Little(n, found.routed, found.empty, len(groups), min((count for count in groups.values()), default=0))
    width = len(found.kept[0][0]) if found.kept else 0
    why = _unfit(found.kept, n, width, len(groups))
    return replace(start, why=why) if why else _test(start, found.kept, width)


def standardised_difference(mean: float, variance: float, other_mean: float, other_variance: float) -> float | None:
    """Return how far apart two means are, in standard deviations; nothing where neither group varies.

    **Formula.** (m1 - m0) / sqrt((s1² + s0²) / 2), both groups weighing alike; s² with divisor n - 1 for numbers,
    p(1 - p) for shares. It does not grow with n and is no test.
    **Source.** Austin 2009, Statistics in Medicine 28:3083. R: `(mean(a) - mean(b)) / sqrt((var(a) + var(b)) / 2)`.
    """
    pooled = (variance + other_variance) / 2
    return (mean - other_mean) / math.sqrt(pooled) if pooled > 0 else None


def _sort(patterns: Sequence[tuple[Values, int]]) -> _Sorted:
    found = _Sorted()
    for values, count in patterns:
        past = next((value for value in values if isinstance(value, Reason) and value in NOT_ASKED), None)
        if past is not None:
            found.routed[past] = found.routed.get(past, 0) + count
        elif all(isinstance(value, Reason) for value in values):
            found.empty += count
        else:
            found.kept.append((values, count))
    return found


def _seen(values: Values) -> tuple[int, ...]:
    return tuple(place for place, value in enumerate(values) if not isinstance(value, Reason))


def _group(kept: Sequence[tuple[Values, int]]) -> dict[tuple[int, ...], int]:
    found: dict[tuple[int, ...], int] = {}
    for values, count in kept:
        found[_seen(values)] = found.get(_seen(values), 0) + count
    return found


def _unfit(kept: Sequence[tuple[Values, int]], n: int, width: int, patterns: int) -> Untold | None:
    if n == 0 or (patterns == 1 and len(_seen(kept[0][0])) == width):
        return Untold.COMPLETE
    if n <= width:
        return Untold.TOO_FEW
    different = ({values[at] for values, _ in kept if not isinstance(values[at], Reason)} for at in range(width))
    return Untold.CONSTANT if any(len(found) < 2 for found in different) else None


def _test(start: Little, kept: Sequence[tuple[Values, int]], width: int) -> Little:
    import numpy as np
    from scipy.stats import chi2

    table = np.array([[np.nan if isinstance(v, Reason) else float(v) for v in values] for values, _ in kept])
    weights = np.array([float(count) for _, count in kept])
    centre, scale = _moments(table, weights)
    groups = _groups((table - centre) / scale, weights)
    try:
        mean, spread, steps = _em(groups, float(start.n), width)
        if max(np.linalg.cond(_part(spread, group.seen)) for group in groups) > LARGEST_CONDITION:
            return replace(start, why=Untold.COLLINEAR)
        statistic = sum(_distance(group, mean, spread) for group in groups)
    except np.linalg.LinAlgError:
        return replace(start, why=Untold.COLLINEAR)
    if steps >= MOST_STEPS:
        return replace(start, why=Untold.NO_CONVERGENCE)
    df = sum(len(group.seen) for group in groups) - width
    return replace(
        start,
        statistic=float(statistic),
        df=df,
        p=float(chi2.sf(statistic, df)),
        means=tuple(float(value) for value in mean * scale + centre),
        covariances=tuple(tuple(float(value) for value in row) for row in spread * np.outer(scale, scale)),
        steps=steps,
    )


def _moments(table: Array, weights: Array) -> tuple[Array, Array]:
    """Return the observed mean and standard deviation of each variable."""
    import numpy as np

    here = ~np.isnan(table) * weights[:, None]
    known = np.nan_to_num(table)
    centre = (known * here).sum(axis=0) / here.sum(axis=0)
    return centre, np.sqrt(((known - centre) ** 2 * here).sum(axis=0) / here.sum(axis=0))


def _groups(table: Array, weights: Array) -> list[_Group]:
    import numpy as np

    keys, places = np.unique(~np.isnan(table), axis=0, return_inverse=True)
    made = []
    for at, key in enumerate(keys):
        rows, seen = places.reshape(-1) == at, tuple(int(place) for place in np.flatnonzero(key))
        values, weight = table[rows][:, list(seen)], weights[rows]
        weighted = values * weight[:, None]
        made.append(_Group(seen, float(weight.sum()), weighted.sum(axis=0), values.T @ weighted))
    return made


def _part(matrix: Array, rows: Sequence[int], columns: Sequence[int] | None = None) -> Array:
    import numpy as np

    found: Array = matrix[np.ix_(list(rows), list(rows if columns is None else columns))]
    return found


def _em(groups: Sequence[_Group], n: float, width: int) -> tuple[Array, Array, int]:
    """Return the mean and covariances that no further step moves, and how many steps that took."""
    import numpy as np

    mean, spread = np.zeros(width), np.eye(width)
    for step in range(1, MOST_STEPS + 1):
        total, products = np.zeros(width), np.zeros((width, width))
        for group in groups:
            own_total, own_products = _expect(group, mean, spread)
            total, products = total + own_total, products + own_products
        new = total / n
        new_spread = products / n - np.outer(new, new)
        moved = max(float(np.abs(new - mean).max()), float(np.abs(new_spread - spread).max()))
        mean, spread = new, new_spread
        if moved < TOLERANCE:
            return mean, spread, step
    return mean, spread, MOST_STEPS


def _expect(group: _Group, mean: Array, spread: Array) -> tuple[Array, Array]:
    """Return a group's expected sums and products over all variables, given what was observed."""
    import numpy as np

    width = len(mean)
    seen, hidden = list(group.seen), [at for at in range(width) if at not in group.seen]
    slopes = np.zeros((width, len(seen)))
    slopes[seen] = np.eye(len(seen))
    left = np.zeros((width, width))
    if hidden:
        slopes[hidden] = np.linalg.solve(_part(spread, seen), _part(spread, seen, hidden)).T
        left[np.ix_(hidden, hidden)] = _part(spread, hidden) - slopes[hidden] @ _part(spread, seen, hidden)
    shift = mean - slopes @ mean[seen]
    moved = slopes @ group.total
    total = moved + group.n * shift
    crossed = np.outer(moved, shift)
    products = slopes @ group.products @ slopes.T + crossed + crossed.T + group.n * np.outer(shift, shift)
    return total, products + group.n * left


def _distance(group: _Group, mean: Array, spread: Array) -> float:
    import numpy as np

    away = group.total / group.n - mean[list(group.seen)]
    return float(group.n * away @ np.linalg.solve(_part(spread, group.seen), away))
