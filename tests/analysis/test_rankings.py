"""Rankings of a few of many: first, ranked, mean place, points, complete and partial."""

from fractions import Fraction

from survey.missing import Reason
from survey.plan import Order
from tests import toy

CRITERIA = toy.ranked("c", "price reviews score")
PEOPLE = [
    {"c": "score reviews price"},
    {"c": "score price -"},
    {"c": "reviews - -"},
    {"c": "score score price"},
    {"c": Reason.BREAK_OFF},
]


def test_figures_for_each_item() -> None:
    made = toy.table("ranking", "c", [CRITERIA], PEOPLE)
    assert toy.cell(made, "score", "first") == (Fraction(200, 3), 2)
    assert toy.cell(made, "price", "ranked") == (Fraction(200, 3), 2)
    assert toy.cell(made, "reviews", "mean_rank") == (Fraction(3, 2), 2)
    assert {row.key: row.cells["points"].value for row in made.rows if "points" in row.cells} == {
        "price": 3,
        "reviews": 5,
        "score": 6,
    }
    assert made.bases[0].n == 3
    assert made.bases[0].missing == {Reason.BREAK_OFF: 1, Reason.INVALID: 1}


def test_complete_and_partial_rankings_are_told() -> None:
    made = toy.table("ranking", "c", [CRITERIA], PEOPLE)
    assert toy.column(made, "value") == {"complete": 1, "partial": 2}


def test_order_by_points() -> None:
    made = toy.table("ranking", "c", [CRITERIA], PEOPLE, order=Order.SIZE)
    assert [row.key for row in made.rows[:3]] == ["score", "reviews", "price"]


def test_an_item_nobody_ranked_has_no_mean_place() -> None:
    made = toy.table("ranking", "c", [CRITERIA], [{"c": "price - -"}])
    assert toy.row_of(made, "score").cells.keys() == {"first", "ranked", "points"}
    assert toy.cell(made, "score", "points") == (Fraction(0), 0)
