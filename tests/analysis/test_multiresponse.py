"""Multi-response sets: people, not ticks; a real none is not an open question."""

from fractions import Fraction

from survey.missing import Reason
from survey.plan import Order
from tests import toy

WHY = toy.several("why", "price none supply", exclusive="none")
PEOPLE = [
    {"why": "price supply"},
    {"why": "supply"},
    {"why": "none"},
    {"why": Reason.NO_ANSWER},
    {"why": Reason.NOT_APPLICABLE},
]


def test_the_three_states() -> None:
    made = toy.table("multiresponse", "why", [WHY], PEOPLE)
    assert toy.cell(made, "supply", "percent") == (Fraction(200, 3), 2)
    assert toy.cell(made, "none", "percent") == (Fraction(100, 3), 1)
    assert made.bases[0].n == 3
    assert made.bases[0].missing == {Reason.NOT_APPLICABLE: 1, Reason.NO_ANSWER: 1}


def test_exclusive_comes_last_also_by_size() -> None:
    people = [{"why": "none"}] * 5 + [{"why": "supply"}]
    made = toy.table("multiresponse", "why", [WHY], people, order=Order.SIZE)
    assert [row.key for row in made.rows] == ["supply", "price", "none"]


def test_nothing_ticked_that_means_none_is_a_row() -> None:
    ticks = toy.several("s", "a b")
    made = toy.table("multiresponse", "s", [ticks], [{"s": "a"}, {"s": ""}, {}])
    assert toy.column(made, "n") == {"a": 1, "b": 0, "none": 1}
    assert made.bases[0].n == 2


def test_base_reached_shows_who_left_it_open() -> None:
    made = toy.table("multiresponse", "why", [WHY], PEOPLE, {"base": "reached"})
    assert toy.cell(made, "supply", "percent") == (Fraction(50), 2)
    assert toy.cell(made, "reason.no_answer", "percent") == (Fraction(25), 1)


def test_nothing_ticked_stands_beside_a_category_called_none() -> None:
    made = toy.table("multiresponse", "why", [WHY], [{"why": ""}, {"why": "none"}])
    assert toy.column(made, "n") == {"price": 0, "supply": 0, "none": 1, "nothing_ticked": 1}
