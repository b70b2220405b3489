"""Can a printed number be what it says it is? Arithmetic of percentages, means and totals for whole counts of people.

**Percentages.** A figure with d decimals is possible for n people when some whole count k rounds to it, halves away
from zero; where only rounding halves to even gives it, that is said apart. **Together.** The percentages of a single
choice are possible together when counts exist that round to each of them and add up to n. **Means** (GRIM, Brown and
Heathers 2017, Soc Psychol Personal Sci 8:363): the mean of n whole numbers is a whole total divided by n; of k items
each, by n times k. With n (times k) above 10^d every figure of d decimals is possible, and the test says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from enum import Enum, auto
from fractions import Fraction
from math import ceil, floor

from analysis.rounding import round_half_away


class Possible(Enum):
    """Whether a figure can be."""

    YES = auto()
    HALF_EVEN = auto()
    """Only if halves were rounded to even, as many programs do."""
    NO = auto()


@dataclass(frozen=True)
class Printed:
    """A number as printed: its value and how many decimals it has."""

    value: Fraction
    digits: int = 0


def percentage(figure: Printed, n: int) -> Possible:
    """Return whether a percentage is one of n people: 50 of 99 is not, 49 and 50.5 are."""
    return _reached(figure, n, Fraction(100))


def mean(figure: Printed, n: int, items: int = 1) -> Possible:
    """Return whether a mean is one of n whole numbers, or of n sums of `items` whole numbers: 5.19 of 28 is not."""
    return _reached(figure, n * items, Fraction(1))


def share(count: int, figure: Printed, n: int) -> Possible:
    """Return whether a count of n people is printed with its own percentage."""
    exact = Fraction(100 * count, n)
    if round_half_away(exact, figure.digits) == figure.value:
        return Possible.YES
    return Possible.HALF_EVEN if _half_even(exact, figure.digits) == figure.value else Possible.NO


def counts(figure: Printed, n: int, *, either_way: bool = False) -> range:
    """Return the counts of n people that are printed as this percentage; halves go up, or `either_way`."""
    half = Fraction(1, 2 * 10**figure.digits)
    low = ceil((figure.value - half) * n / 100)
    above = (figure.value + half) * n / 100
    high = floor(above) if either_way else ceil(above) - 1
    return range(max(low, 0), min(high, n) + 1)


def together(figures: Sequence[Printed], n: int) -> Possible:
    """Return whether counts exist that are printed as these percentages and add up to n."""
    if _add_up([counts(figure, n) for figure in figures], n):
        return Possible.YES
    either = [counts(figure, n, either_way=True) for figure in figures]
    return Possible.HALF_EVEN if _add_up(either, n) else Possible.NO


def fitting(figures: Sequence[Printed], most: int) -> tuple[int, ...]:
    """Return every n up to `most` for which the percentages of a single choice are possible together."""
    return tuple(n for n in range(1, most + 1) if together(figures, n) is Possible.YES)


def _add_up(ranges: Sequence[range], n: int) -> bool:
    return all(ranges) and sum(r[0] for r in ranges) <= n <= sum(r[-1] for r in ranges)


def _reached(figure: Printed, n: int, scale: Fraction) -> Possible:
    """Return whether a whole number times `scale`, divided by n, is printed as this figure."""
    nearest = figure.value * n / scale
    found = Possible.NO
    for whole in range(floor(nearest) - 1, ceil(nearest) + 2):
        exact = scale * whole / n
        if round_half_away(exact, figure.digits) == figure.value:
            return Possible.YES
        if _half_even(exact, figure.digits) == figure.value:
            found = Possible.HALF_EVEN
    return found


def _half_even(value: Fraction, digits: int) -> Fraction:
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return Fraction(exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_EVEN))
