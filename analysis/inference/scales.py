"""Do the items of a battery measure one thing? Alpha, omega, and what each item adds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np

    Array: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

Scores: TypeAlias = tuple[Fraction | None, ...]
"""One score for each item; nothing where a person gave none."""

LEAST_ITEMS = 3
LOWEST_UNIQUENESS = 0.005
"""As in R's factanal: an item that comes this low would have an error variance of nothing, or less."""
NEAR = 1e-6
STEEPEST = 1e-5
LEVEL = 0.95


class Untold(StrEnum):
    """Why there is no coefficient."""

    FEW_ITEMS = "few_items"
    """One factor cannot be told from two items."""
    FEW_PEOPLE = "few_people"
    """There are no more people than items."""
    CONSTANT = "constant"
    """Everyone scores alike on some item, or on the sum."""
    COLLINEAR = "collinear"
    """One item follows from the others."""
    HEYWOOD = "heywood"
    """The factor would explain all of an item or more: no proper solution."""
    NO_CONVERGENCE = "no_convergence"


@dataclass(frozen=True)
class Alpha:
    """Cronbach's alpha, and of each item its correlation with the rest and alpha without it."""

    n: int
    """People with a score on every item."""
    dropped: int
    """People left out because they miss one."""
    value: Fraction | None
    item_rest: tuple[float | None, ...] = ()
    without: tuple[Fraction | None, ...] = ()
    low: float | None = None
    high: float | None = None
    why: Untold | None = None


@dataclass(frozen=True)
class Omega:
    """McDonald's omega of the sum of scores, and the one factor behind it; or why there is none."""

    n: int
    dropped: int
    value: float | None = None
    standardised: float | None = None
    """The same for the sum of standardised scores."""
    loadings: tuple[float, ...] = ()
    uniquenesses: tuple[float, ...] = ()
    why: Untold | None = None


def alpha(patterns: Sequence[tuple[Scores, int]], *, interval: bool = False) -> Alpha:
    """Return Cronbach's alpha of the sum of k items, from patterns of scores with their counts.

    **Formula.** k/(k - 1) · (1 - Σ s²(item) / s²(sum)): an exact fraction; without an item: the same of the others
    (none for a single one). **Item-rest**: Pearson's r of an item with the sum of the others. **Interval** (Feldt):
    1 - (1 - α)F with F at .975 and .025 of n - 1 and (n - 1)(k - 1) degrees of freedom, 95 %.
    **Missing values.** Listwise, and counted: `pingouin.cronbach_alpha` would be pairwise by default and rounds its
    interval. **Items** are not turned round: a negative item-rest correlation shows one that should have been.
    **Source.** Cronbach 1951, Psychometrika 16:297; Feldt 1965, Psychometrika 30:357.
    R: `psych::alpha(attitude)$total$raw_alpha` .8431428, `$feldt` .7393757 .9157731, `$item.stats$r.drop`.
    """
    kept, n, dropped = _complete(patterns)
    width = len(kept[0][0]) if kept else 0
    if n < 2 or width < 2:
        return Alpha(n, dropped, None, why=Untold.FEW_PEOPLE if n < 2 else Untold.FEW_ITEMS)
    products = _covariances(kept, n)
    places = range(width)
    value = _alpha(products, list(places))
    if value is None:
        return Alpha(n, dropped, None, why=Untold.CONSTANT)
    low, high = _feldt(value, n, width) if interval else (None, None)
    return Alpha(
        n,
        dropped,
        value,
        tuple(_item_rest(products, at) for at in places),
        tuple(_alpha(products, [other for other in places if other != at]) for at in places),
        low,
        high,
    )


def omega(patterns: Sequence[tuple[Scores, int]]) -> Omega:
    """Return McDonald's omega of the sum of scores, from one factor fitted by maximum likelihood.

    **Formula.** (Σλ)² / ((Σλ)² + Σψ), loadings λ and uniquenesses ψ in the units of the scores; `standardised`
    takes those of the correlations. The factor minimises the likelihood discrepancy over ψ ≥ .005 (as factanal does).
    **Where possible**: at least three items, more people than items, every item varies and none follows from
    others, the fit converges to a point where nothing slopes, no ψ at its bound (Heywood case). Else `why` says
    which of these failed, and there is no number. **Missing values.** Listwise, and counted.
    **Source.** McDonald 1999, Test Theory; Jöreskog 1967, Psychometrika 32:443. R, with f <- factanal(x, 1), l <-
    f$loadings * sd, u <- f$uniquenesses * var: `sum(l)^2 / (sum(l)^2 + sum(u))`. psych::omega(x, 1, fm = "ml") has
    the same factor but divides by the observed variance of the sum, where here stands the fitted one.
    """
    kept, n, dropped = _complete(patterns)
    width = len(kept[0][0]) if kept else 0
    if width < LEAST_ITEMS or n <= width:
        return Omega(n, dropped, why=Untold.FEW_PEOPLE if n <= width else Untold.FEW_ITEMS)
    products = _covariances(kept, n)
    if not all(products[at][at] for at in range(width)):
        return Omega(n, dropped, why=Untold.CONSTANT)
    return _factor(products, n, dropped)


def _complete(patterns: Sequence[tuple[Scores, int]]) -> tuple[list[tuple[tuple[Fraction, ...], int]], int, int]:
    """Return the patterns without a gap, how many people they have, and how many the others have."""
    kept, dropped = [], 0
    for scores, count in patterns:
        known = tuple(score for score in scores if score is not None)
        if len(known) == len(scores):
            kept.append((known, count))
        else:
            dropped += count
    return kept, sum(count for _, count in kept), dropped


def _covariances(kept: Sequence[tuple[tuple[Fraction, ...], int]], n: int) -> list[list[Fraction]]:
    """Return the exact covariances of the items, divisor n - 1."""
    places = range(len(kept[0][0]))
    sums = [sum((count * scores[at] for scores, count in kept), Fraction(0)) for at in places]
    return [
        [
            (sum((c * s[at] * s[other] for s, c in kept), Fraction(0)) - sums[at] * sums[other] / n) / (n - 1)
            for other in places
        ]
        for at in places
    ]


def _sum(products: Sequence[Sequence[Fraction]], rows: Sequence[int], columns: Sequence[int]) -> Fraction:
    return sum((products[row][column] for row in rows for column in columns), Fraction(0))


def _alpha(products: Sequence[Sequence[Fraction]], items: Sequence[int]) -> Fraction | None:
    k, whole = len(items), _sum(products, items, items)
    if k < 2 or not whole:
        return None
    return Fraction(k, k - 1) * (1 - sum((products[at][at] for at in items), Fraction(0)) / whole)


def _item_rest(products: Sequence[Sequence[Fraction]], at: int) -> float | None:
    rest = [other for other in range(len(products)) if other != at]
    spread = products[at][at] * _sum(products, rest, rest)
    return float(_sum(products, [at], rest)) / math.sqrt(spread) if spread else None


def _feldt(value: Fraction, n: int, k: int) -> tuple[float, float]:
    from scipy.stats import f

    ends = f.ppf([(1 + LEVEL) / 2, (1 - LEVEL) / 2], n - 1, (n - 1) * (k - 1))
    low, high = (1 - float(1 - value) * float(end) for end in ends)
    return low, high


def _factor(products: Sequence[Sequence[Fraction]], n: int, dropped: int) -> Omega:
    import numpy as np

    spread = np.array([[float(value) for value in row] for row in products])
    scale = np.sqrt(np.diag(spread))
    correlations = spread / np.outer(scale, scale)
    if np.linalg.eigvalsh(correlations)[0] < NEAR:
        return Omega(n, dropped, why=Untold.COLLINEAR)
    unique, settled = _uniquenesses(correlations)
    if unique.min() < LOWEST_UNIQUENESS + NEAR:
        return Omega(n, dropped, why=Untold.HEYWOOD)
    if not settled:
        return Omega(n, dropped, why=Untold.NO_CONVERGENCE)
    loadings = _loadings(correlations, unique)
    value, alike = (_share(loadings * by, unique * by**2) for by in (scale, np.ones_like(scale)))
    return Omega(n, dropped, value, alike, tuple(map(float, loadings)), tuple(map(float, unique)))


def _share(loadings: Array, unique: Array) -> float:
    true = float(loadings.sum()) ** 2
    return true / (true + float(unique.sum()))


def _scaled(correlations: Array, unique: Array) -> tuple[Array, Array]:
    """Return eigenvalues (from small to large) and eigenvectors of the correlations in units of the uniquenesses."""
    import numpy as np

    root = np.sqrt(unique)
    found = np.linalg.eigh(correlations / np.outer(root, root))
    return found.eigenvalues, found.eigenvectors


def _loadings(correlations: Array, unique: Array) -> Array:
    """Return the loadings on the one factor, turned so that they are positive on the whole."""
    import numpy as np

    values, vectors = _scaled(correlations, unique)
    loadings: Array = np.sqrt(unique) * vectors[:, -1] * math.sqrt(max(float(values[-1]) - 1, 0.0))
    return loadings if loadings.sum() >= 0 else -loadings


def _uniquenesses(correlations: Array) -> tuple[Array, bool]:
    """Return the uniquenesses of least discrepancy, and whether nothing slopes there any more."""
    import numpy as np
    from scipy.optimize import minimize

    def discrepancy(unique: Array) -> float:
        others = _scaled(correlations, unique)[0][:-1]
        return float((others - np.log(others)).sum()) - len(others)

    def slope(unique: Array) -> Array:
        loadings = _loadings(correlations, unique)
        rest: Array = (loadings**2 + unique - 1) / unique**2
        return rest

    start = 0.5 / np.diag(np.linalg.inv(correlations))
    bounds = [(LOWEST_UNIQUENESS, 1.0)] * len(start)
    limits = {"ftol": 1e-15, "gtol": 1e-10, "maxiter": 5000, "maxfun": 50_000}
    found = minimize(discrepancy, start, jac=slope, method="L-BFGS-B", bounds=bounds, options=limits)
    return found.x, bool(np.abs(slope(found.x)).max() < STEEPEST)
