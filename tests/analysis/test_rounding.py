"""Halves go away from zero, on exact fractions, where Python itself rounds to even."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.rounding import digits_shown, printed, round_half_away
from analysis.table import Unit


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (Fraction(100 * 21, 40), 0, "53"),
        (Fraction(53, 20), 1, "2.7"),
        (Fraction(-1, 2), 0, "-1"),
        (Fraction(-21, 8), 2, "-2.63"),
        (Fraction(1, 3), 2, "0.33"),
        (Fraction(2, 3), 0, "1"),
        (Fraction(0), 2, "0.00"),
        (Fraction(-1, 10), 0, "0"),
    ],
)
def test_examples(value: Fraction, digits: int, expected: str) -> None:
    assert str(round_half_away(value, digits)) == expected


def test_python_itself_gives_other_figures() -> None:
    assert (round(100 * 21 / 40), round(53 / 20, 1)) == (52, 2.6)


@given(st.integers(-(10**6), 10**6), st.integers(1, 10**4), st.integers(0, 4))
def test_agrees_with_the_integer_formula(k: int, n: int, digits: int) -> None:
    sign = -1 if k < 0 else 1
    expected = sign * ((2 * abs(k) * 100 * 10**digits + n) // (2 * n))
    assert round_half_away(Fraction(100 * k, n), digits) == Decimal(expected) / 10**digits


@given(st.fractions(), st.integers(0, 3))
def test_never_moves_further_than_half_a_unit(value: Fraction, digits: int) -> None:
    assert abs(Fraction(round_half_away(value, digits)) - value) <= Fraction(1, 2 * 10**digits)


@pytest.mark.parametrize(
    ("value", "unit", "digits", "expected"),
    [
        (Fraction(100, 3), Unit.PERCENT, None, "33"),
        (Fraction(100, 3), Unit.PERCENT, 1, "33.3"),
        (Fraction(43, 2), Unit.YEARS, None, "21.5"),
        (Fraction(53, 20), Unit.NUMBER, None, "2.65"),
        (Fraction(22), Unit.YEARS, None, "22"),
        (Fraction(501, 2), Unit.EURO, None, "251"),
    ],
)
def test_printed_with_the_decimals_it_needs(value: Fraction, unit: Unit, digits: int | None, expected: str) -> None:
    assert printed(value, unit, digits) == expected
    assert digits_shown(value, unit, digits) == len(expected.partition(".")[2])
