"""How sure is a share? Intervals of one, and of a difference between two."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Difference:
    """A difference between two shares, -1 to 1, with its 95 % interval and the people it is of."""

    value: Fraction
    low: float
    high: float
    first: int
    """How many people the first share is of."""
    second: int


def wilson(k: int, n: int) -> tuple[Fraction, Fraction]:
    """Return the 95 % Wilson score interval of a share, as shares between 0 and 1.

    **Formula.** (p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n), z = 1.959964, no continuity correction.
    **Missing values.** Only valid answers may be counted in n. **Zero.** 0 of n gives a lower limit of exactly
    0; floating point would give 0.9999… for n of n, so both limits are clipped to [0, 1]. n must be positive.
    **Meaning.** Describes these respondents if answers were independent; no margin of error of an opt-in sample.
    **Source.** Wilson 1927, JASA 22:209. R: `prop.test(17, 80, correct = FALSE)$conf.int` .137124 .314222.
    """
    from statsmodels.stats.proportion import proportion_confint

    low, high = proportion_confint(k, n, method="wilson")
    return (Fraction(0) if k == 0 else _clip(low)), (Fraction(1) if k == n else _clip(high))


def newcombe(first: tuple[int, int], second: tuple[int, int]) -> Difference | None:
    """Return the difference between the shares of two separate groups (k, n), first less second, with its interval.

    **Formula.** D = p1 - p2; D - sqrt((p1-l1)² + (u2-p2)²) to D + sqrt((u1-p1)² + (p2-l2)²), l and u the Wilson
    limits of each share; no continuity correction. It never leaves [-1, 1]. **Missing values.** Only valid answers
    may be counted in n; nothing is returned where one group is empty. **Not for pairs**: people who are in both
    groups need `analysis.inference.paired`. **Source.** Newcombe 1998, Statistics in Medicine 17:873, method 10. R:
    `w <- function(k, n) prop.test(k, n, correct = FALSE)$conf.int`; 21 of 48 against 9 of 41: .021025 .389529.
    """
    (k1, n1), (k2, n2) = first, second
    if not n1 or not n2:
        return None
    p1, p2 = k1 / n1, k2 / n2
    (l1, u1), (l2, u2) = (tuple(map(float, wilson(k, n))) for k, n in (first, second))
    value = Fraction(k1, n1) - Fraction(k2, n2)
    low, high = math.hypot(p1 - l1, u2 - p2), math.hypot(u1 - p1, p2 - l2)
    return Difference(value, float(value) - low, float(value) + high, n1, n2)


def _clip(value: float) -> Fraction:
    return min(max(Fraction(float(value)), Fraction(0)), Fraction(1))
