"""Single-choice questions: counts, percentages, bases, totals, order, intervals."""

from fractions import Fraction

import pytest

from analysis.table import Level, Term
from survey.missing import Reason
from survey.plan import Order
from tests import toy

Q = toy.one("q", "yes no maybe")
PEOPLE = toy.spread("q", yes=21, no=19, no_answer=3, break_off=2, dont_know=1, not_applicable=4)


def test_counts_percentages_and_zeros() -> None:
    made = toy.table("frequency", "q", [Q], PEOPLE)
    assert toy.cell(made, "yes", "percent") == (Fraction(105, 2), 21)
    assert toy.cell(made, "no", "n") == (Fraction(19), 19)
    assert toy.cell(made, "maybe", "percent") == (Fraction(0), 0)
    assert made.bases[0].n == 40
    assert made.bases[0].missing == {
        Reason.NOT_APPLICABLE: 4,
        Reason.BREAK_OFF: 2,
        Reason.NO_ANSWER: 3,
        Reason.DONT_KNOW: 1,
    }


@pytest.mark.parametrize(("word", "n"), [("valid", 40), ("reached", 44), ("asked", 46), ("all", 50)])
def test_absences_in_the_base_are_rows_of_their_own(word: str, n: int) -> None:
    made = toy.table("frequency", "q", [Q], PEOPLE, {"base": word})
    assert made.bases[0].n == n
    assert sum(row.cells["percent"].value or 0 for row in made.rows) == 100
    assert (made.row("reason.no_answer") is None) == (word == "valid")


def test_total_and_order_by_size() -> None:
    made = toy.table("frequency", "q", [Q], toy.spread("q", yes=1, no=5, maybe=1), {"total": "yes"}, order=Order.SIZE)
    assert [row.key for row in made.rows] == ["no", "yes", "maybe", "total"]
    assert made.rows[-1].level is Level.TOTAL
    assert toy.cell(made, "total", "percent") == (Fraction(100), 7)


def test_nobody_answered_leaves_percentages_out_and_counts_zero() -> None:
    made = toy.table("frequency", "q", [Q], toy.spread("q", no_answer=3), {"interval": "yes"})
    assert set(toy.row_of(made, "yes").cells) == {"n"}
    assert toy.cell(made, "yes", "n") == (Fraction(0), 0)


def test_several_questions_stand_under_their_heads() -> None:
    made = toy.table("frequency", "q p", [Q, toy.one("p")], [{"q": "yes", "p": "no"}, {"q": "no"}])
    assert [row.key for row in made.rows] == ["q", "q.yes", "q.no", "q.maybe", "p", "p.yes", "p.no"]
    assert [row.base for row in made.rows[-2:]] == ["p", "p"]
    assert [base.n for base in made.bases] == [2, 1]
    assert made.rows[0].level is Level.HEAD


@pytest.mark.parametrize(
    ("show", "keys"),
    [((), ["percent", "n"]), (("n", "%"), ["n", "percent"]), (("n (%)",), ["percent"]), (("n",), ["n"])],
)
def test_show(show: tuple[str, ...], keys: list[str]) -> None:
    made = toy.table("frequency", "q", [Q], PEOPLE, show=show)
    assert [column.key for column in made.columns] == keys
    assert set(made.rows[0].cells) == set(keys)


def test_interval_in_per_cent() -> None:
    made = toy.table("frequency", "q", [Q], toy.spread("q", yes=17, no=63), {"interval": "yes"})
    cell = toy.row_of(made, "yes").cells["percent"]
    assert (float(cell.low or 0), float(cell.high or 0)) == pytest.approx((13.7123867, 31.4221557))
    assert Term("note.interval") in [note.text for note in made.notes]
