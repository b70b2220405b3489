"""Batteries: each item on its own base, don't know beside it."""

from dataclasses import replace
from fractions import Fraction

import pytest

from analysis.table import Term
from survey.errors import StudyError
from survey.missing import Reason
from survey.plan import Order
from tests import toy

SCALE = "low mid high"
ITEMS = [toy.one(name, SCALE, top="mid high", group="risk") for name in ("vendor", "police")]
PEOPLE = [
    {"vendor": "high", "police": "low"},
    {"vendor": "mid", "police": Reason.DONT_KNOW},
    {"vendor": "low", "police": "low"},
    {"vendor": Reason.NO_ANSWER, "police": "high"},
]


def test_distribution_top_share_dont_know_and_n() -> None:
    made = toy.table("battery", "vendor police", ITEMS, PEOPLE)
    assert [column.key for column in made.columns] == ["low", "mid", "high", "top", "dont_know", "n"]
    assert toy.cell(made, "vendor", "high") == (Fraction(100, 3), 1)
    assert toy.cell(made, "vendor", "top") == (Fraction(200, 3), 2)
    assert toy.cell(made, "police", "mid") == (Fraction(0), 0)
    assert toy.column(made, "dont_know") == {"vendor": 0, "police": 1}
    assert toy.column(made, "n") == {"vendor": 3, "police": 3}
    assert made.bases[1].missing == {Reason.DONT_KNOW: 1}


def test_a_group_stands_for_its_questions_and_size_orders_by_top() -> None:
    made = toy.table("battery", "risk", ITEMS, PEOPLE, order=Order.SIZE)
    assert [row.key for row in made.rows] == ["vendor", "police"]
    reverse = toy.table("battery", "police vendor", ITEMS, PEOPLE, order=Order.SIZE)
    assert [row.key for row in reverse.rows] == ["vendor", "police"]


def test_top_is_called_as_the_plan_says() -> None:
    plain = toy.table("battery", "risk", ITEMS, PEOPLE)
    named = toy.table("battery", "risk", ITEMS, PEOPLE, {"top::nl": "groot"})
    assert plain.columns[3].label == Term("column.top")
    assert named.columns[3].label == toy.label("groot")


def test_no_top_and_no_dont_know_without_need() -> None:
    plain = [toy.one(name, SCALE) for name in ("a", "b")]
    made = toy.table("battery", "a b", plain, [{"a": "low"}], show=("n (%)",))
    assert [column.key for column in made.columns] == ["low", "mid", "high", "n"]
    assert toy.row_of(made, "b").cells.keys() == {"n"}


def test_a_category_called_n_does_not_meet_the_column_n() -> None:
    made = toy.table("battery", "a b", [toy.one("a", "y n"), toy.one("b", "y n")], [{"a": "n", "b": "y"}])
    assert toy.cell(made, "a", "choice.n") == (Fraction(100), 1)


def test_items_with_other_categories_are_refused() -> None:
    with pytest.raises(StudyError, match="'b' has other categories than 'a'"):
        toy.table("battery", "a b", [toy.one("a", SCALE), toy.one("b", "yes no")], [])


def test_a_question_before_every_item_is_said_once_only() -> None:
    rows = [replace(toy.one(name), label=toy.label(f"Wie? – {name}"), list_name="l") for name in ("broer", "zus")]
    made = toy.table("battery", "broer zus", rows, [{"broer": "yes", "zus": "no"}])
    assert [row.label for row in made.rows] == [toy.label("broer"), toy.label("zus")]
    assert [base.label for base in made.bases] == [toy.label("Wie? – broer"), toy.label("Wie? – zus")]
