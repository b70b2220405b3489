"""Rounding: half away from zero, on exact fractions.

**Rule.** A number exactly halfway between two printable ones goes to the one further from zero:
21 of 40 is 52.5 % and prints 53; 53/20 = 2.65 prints 2.7 with one decimal; -0.5 prints -1. All else goes
to the nearest. Done on integers: sign(k) * ((2 * |k| * 10^d + n) // (2 * n)) / 10^d for the fraction k/n.

**Traps.** Python, numpy, pandas, f-strings and R round halves to the even neighbour, and on binary floats,
which seldom hold a half exactly: they give 52 for 21/40 and 2.6 for 53/20. A float must not come near this
function. Differences are taken from unrounded shares, never from printed ones, and a column of rounded
percentages is never forced to add up to 100.

**Source.** The convention of SPSS and of official statistics ("commercial rounding").
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from analysis.table import Unit

WHOLE_UNITS = frozenset({Unit.COUNT, Unit.PERCENT, Unit.COUNT_PERCENT, Unit.ESTIMATE, Unit.POINTS, Unit.EURO})
"""Printed without decimals unless a cell says otherwise."""


def round_half_away(value: Fraction, digits: int = 0) -> Decimal:
    """Return `value` with `digits` decimals, halves away from zero; zero is never negative."""
    scaled = abs(value) * 10**digits
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(f"{'-' if value < 0 and whole else ''}{whole}E-{digits}")


def digits_shown(value: Fraction, unit: Unit, digits: int | None = None) -> int:
    """Return with how many decimals a number is printed: as its cell says, else as its unit and value need."""
    if digits is not None:
        return digits
    return 0 if unit in WHOLE_UNITS else digits_needed(value)


def digits_needed(value: Fraction) -> int:
    """Return 0 for a whole number, 1 for a half (a median), 2 for anything else (a mean)."""
    return {1: 0, 2: 1}.get(value.denominator, 2)


def printed(value: Fraction, unit: Unit, digits: int | None = None) -> str:
    """Return a number as it is printed, but free of language: decimal point, no signs for thousands."""
    return str(round_half_away(value, digits_shown(value, unit, digits)))
