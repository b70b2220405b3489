"""Grids of items: the gate itself, prevalences with an implied no, patterns among users."""

from fractions import Fraction

import pytest

from analysis.table import Term
from survey.codebook import Role
from survey.errors import StudyError
from survey.missing import Reason
from survey.plan import Order
from tests import toy

NEVER = {"never": "no"}
GATES = [
    toy.one(f"{d}_12m", "never ever year", role=Role.RECENCY, item=d, top="ever year", implies=NEVER) for d in "xy"
]
NEW = [toy.one(f"{d}_new", "yes no", role=Role.NEW, item=d) for d in "xy"]
OFTEN = [toy.one(f"{d}_freq", "seldom often", role=Role.FREQUENCY, item=d) for d in "xy"]
ALL = [*GATES, *NEW, *OFTEN]
PAST = Reason.NOT_APPLICABLE
PEOPLE = [
    {"x_12m": "year", "x_new": "yes", "x_freq": "often"},
    {"x_12m": "year", "x_new": "no", "x_freq": Reason.NO_ANSWER},
    {"x_12m": "never", "x_new": PAST, "x_freq": PAST},
    {"x_12m": "ever", "x_new": PAST, "x_freq": PAST},
    {"x_12m": Reason.REFUSED, "x_new": Reason.NOT_SHOWN, "x_freq": Reason.NOT_SHOWN},
]


def test_recency_is_the_gate_itself() -> None:
    made = toy.table("grid", "", ALL, PEOPLE, {"role": "recency"})
    assert [row.key for row in made.rows] == ["x", "y"]
    assert toy.cell(made, "x", "never") == (Fraction(25), 1)
    assert toy.cell(made, "x", "top") == (Fraction(75), 3)
    assert toy.cell(made, "y", "n") == (Fraction(0), 0)


def test_one_top_category_is_its_own_share_and_sorts() -> None:
    gates = [toy.one(f"{d}_12m", "never year", role=Role.RECENCY, item=d, top="year") for d in "xy"]
    people = [{"x_12m": "never", "y_12m": "year"}, {"x_12m": "year", "y_12m": "year"}]
    made = toy.table("grid", "", gates, people, {"role": "recency"}, order=Order.SIZE)
    assert [column.key for column in made.columns] == ["never", "year", "n"]
    assert [row.key for row in made.rows] == ["y", "x"]


def test_never_implies_no_and_other_routed_people_do_not_count() -> None:
    made = toy.table("grid", "", ALL, PEOPLE, {"role": "new", "items": "x"})
    assert [row.key for row in made.rows] == ["x"]
    assert toy.cell(made, "x", "yes") == (Fraction(100, 3), 1)
    assert toy.cell(made, "x", "no") == (Fraction(200, 3), 2)
    assert made.bases[0].missing == {PAST: 1, Reason.NOT_SHOWN: 1}
    assert Term("note.implied") in [note.text for note in made.notes]


def test_a_pattern_among_users_has_no_implied_answer() -> None:
    made = toy.table("grid", "", ALL, PEOPLE, {"role": "frequency"})
    assert toy.cell(made, "x", "often") == (Fraction(100), 1)
    assert made.bases[0].missing == {PAST: 2, Reason.NOT_SHOWN: 1, Reason.NO_ANSWER: 1}
    assert Term("note.implied") not in [note.text for note in made.notes]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "name variables in 'of' or a 'role'"),
        ({"role": "bought"}, "no question has the role 'bought'"),
        ({"role": "often"}, "'often' is not allowed"),
        ({"role": "recency", "items": "z"}, "there is no item 'z'"),
        ({"role": "onset"}, "'x_age' is no single-choice question"),
    ],
)
def test_what_cannot_be_a_grid(options: dict[str, str], message: str) -> None:
    from dataclasses import replace

    age = replace(toy.number("x_age"), role=Role.ONSET, item="x")
    with pytest.raises(StudyError, match=message):
        toy.table("grid", "", [*ALL, age], PEOPLE, options)


def test_an_item_without_that_question_is_refused() -> None:
    with pytest.raises(StudyError, match="no question about 'y' has the role 'new'"):
        toy.table("grid", "", [*GATES, NEW[0]], PEOPLE, {"role": "new", "items": "x y"})
