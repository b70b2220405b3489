"""Can a printed number be? Held against published examples and against counting."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.possible import Possible, Printed, counts, fitting, mean, percentage, share, together
from analysis.rounding import round_half_away


def figures(text: str) -> list[Printed]:
    return [Printed(Fraction(part), len(part.partition(".")[2])) for part in text.split()]


# Brown & Heathers 2017: 5.19 cannot be the mean of 28 whole numbers; 3.44 can of 25; 3.45 cannot of 17.
@pytest.mark.parametrize(
    ("printed", "n", "expected"),
    [("5.19", 28, "NO"), ("5.18", 28, "YES"), ("5.21", 28, "YES"), ("3.44", 25, "YES"), ("3.45", 17, "NO")],
)
def test_grim(printed: str, n: int, expected: str) -> None:
    assert mean(figures(printed)[0], n) is Possible[expected]


def test_a_mean_of_sums_of_items() -> None:
    assert mean(figures("2.35")[0], 10) is Possible.NO
    assert mean(figures("2.35")[0], 10, items=2) is Possible.YES


# The study's information sources, and which n they allow up to 99 (counted by hand in the project's notes).
def test_percentages_of_one_question() -> None:
    sources = figures("45 17 12 5 21")
    assert fitting(sources, 99) == (42, 58, 66, 76, 77, 82, 84, 86, 92, 94, 95)
    assert together(sources, 99) is Possible.NO


def test_halves_rounded_to_even_are_told_apart() -> None:
    assert percentage(Printed(Fraction(53)), 40) is Possible.YES  # 21 of 40 is 52.5
    assert percentage(Printed(Fraction(52)), 40) is Possible.HALF_EVEN
    assert share(21, Printed(Fraction(52)), 40) is Possible.HALF_EVEN
    assert share(21, Printed(Fraction(51)), 40) is Possible.NO


@given(st.integers(1, 300), st.data(), st.integers(0, 2))
def test_what_was_counted_is_possible(n: int, data: st.DataObject, digits: int) -> None:
    k = data.draw(st.integers(0, n))
    printed = Printed(Fraction(round_half_away(Fraction(100 * k, n), digits)), digits)
    assert percentage(printed, n) is Possible.YES
    assert share(k, printed, n) is Possible.YES
    assert k in counts(printed, n)


@given(st.integers(1, 60), st.integers(0, 100))
def test_what_is_impossible_was_never_counted(n: int, printed: int) -> None:
    possible = {round_half_away(Fraction(100 * k, n), 0) for k in range(n + 1)}
    assert (percentage(Printed(Fraction(printed)), n) is Possible.YES) == (printed in possible)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=6).filter(any))
def test_the_answers_to_one_question_are_possible_together(people: list[int]) -> None:
    n = sum(people)
    printed = [Printed(Fraction(round_half_away(Fraction(100 * k, n)))) for k in people]
    assert together(printed, n) is Possible.YES
