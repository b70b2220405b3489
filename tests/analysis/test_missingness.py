"""Who was asked what, who answered, and why the others did not."""

from dataclasses import replace
from fractions import Fraction

from survey.missing import Reason
from tests import toy

Q, SET = toy.one("q"), toy.several("s", "a b")
PEOPLE = toy.spread("q", yes=5, no=1, no_answer=2, refused=1, dont_know=1, break_off=3, not_applicable=4)


def test_one_row_for_each_question() -> None:
    derived = replace(toy.one("d"), derived=True)
    made = toy.table("missingness", "", [Q, SET, derived], [*PEOPLE, {"s": ""}])
    assert [row.key for row in made.rows] == ["q", "s"]


def test_counts_by_reason_and_item_nonresponse() -> None:
    made = toy.table("missingness", "q", [Q], PEOPLE)
    cells = {key: cell.count for key, cell in toy.row_of(made, "q").cells.items()}
    assert cells == {
        "asked": 13,
        "answered": 6,
        "not_applicable": 4,
        "break_off": 3,
        "no_answer": 2,
        "dont_know": 1,
        "refused": 1,
        "nonresponse": 3,
    }
    assert toy.cell(made, "q", "nonresponse") == (Fraction(30), 3)
    assert made.base_of(made.rows[0], made.rows[0].cells["nonresponse"]).n == 10  # type: ignore[union-attr]


def test_a_reason_that_occurs_anywhere_has_a_column_with_zeros() -> None:
    made = toy.table("missingness", "q s", [Q, SET], [{"q": "yes", "s": Reason.UNKNOWN}])
    assert toy.column(made, "unknown") == {"q": 0, "s": 1}
    assert [column.key for column in made.columns] == ["asked", "answered", "unknown", "nonresponse"]


def test_nobody_reached_gives_no_percentage() -> None:
    made = toy.table("missingness", "q", [Q], toy.spread("q", break_off=2))
    assert "nonresponse" not in toy.row_of(made, "q").cells
