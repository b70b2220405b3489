"""Numbers: exact quantiles of type 7, exact means, extremes only among enough people."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.numbers import in_order
from survey.errors import StudyError
from survey.missing import Reason
from tests import toy
from tests.reference.shares import QUARTILES

AGE = toy.number("age")
QUARTERS = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4))


@pytest.mark.parametrize(("x", "expected"), QUARTILES)
def test_quantiles_as_in_r(x: str, expected: str) -> None:
    numbers = in_order(Counter(map(Fraction, x.split())))
    assert [numbers.quantile(p) for p in QUARTERS] == list(map(Fraction, expected.split()))


@given(st.lists(st.integers(-50, 50), min_size=1))
def test_quantiles_lie_between_the_extremes_and_the_mean_is_exact(answers: list[int]) -> None:
    numbers = in_order(Counter(map(Fraction, answers)))
    found = [numbers.quantile(Fraction(p, 10)) for p in range(11)]
    assert found == sorted(found)
    assert (found[0], found[-1]) == (min(answers), max(answers))
    assert numbers.mean == Fraction(sum(answers), len(answers))
    assert numbers.n == len(answers)


def test_row() -> None:
    people = [{"age": age} for age in (18, 19, 21, 22, 25, 31)] + [{"age": Reason.INVALID}]
    made = toy.table("number", "age", [AGE], people)
    cells = toy.row_of(made, "age").cells
    assert {key: cell.value for key, cell in cells.items()} == {
        "n": 6,
        "median": Fraction(43, 2),
        "q1": Fraction(39, 2),
        "q3": Fraction(97, 4),
        "mean": Fraction(136, 6),
    }
    assert {cell.count for cell in cells.values()} == {6}
    assert cells["q1"].times == 2
    assert made.bases[0].missing == {Reason.INVALID: 1}


@pytest.mark.parametrize("n", [9, 10])
def test_extremes_only_from_ten_answers(n: int) -> None:
    made = toy.table("number", "age", [AGE], [{"age": 18 + k} for k in range(n)], show=("n", "min", "max"))
    cells = toy.row_of(made, "age").cells
    if n < 10:
        assert set(cells) == {"n"}
    else:
        assert (cells["min"].value, cells["max"].value) == (18, 27)
        assert cells["min"].extreme
        assert cells["max"].extreme


def test_mean_can_be_left_out_and_nobody_gives_only_n() -> None:
    made = toy.table("number", "age", [AGE], [{}], {"mean": "no"})
    assert [column.key for column in made.columns] == ["n", "median", "q1", "q3"]
    assert toy.row_of(made, "age").cells.keys() == {"n"}


def test_a_mean_of_codes_is_refused() -> None:
    with pytest.raises(StudyError, match="category codes means nothing"):
        toy.table("number", "spend", [toy.banded("spend", (0, 50))], [{"spend": "b0"}])
