"""Two questions against each other: pairs, percentages by column, row or all, sets as rows."""

from fractions import Fraction

import pytest

from survey.errors import StudyError
from survey.missing import Reason
from tests import toy

ROW, COLUMN, SET = toy.one("r", "a b"), toy.one("c", "x y z"), toy.several("s", "p q")
PEOPLE = [
    *[{"r": "a", "c": "x", "s": "p q"}] * 3,
    *[{"r": "b", "c": "x", "s": "p"}] * 1,
    *[{"r": "b", "c": "y", "s": ""}] * 4,
    {"r": "a", "c": Reason.REFUSED},
    {"r": Reason.BREAK_OFF, "c": Reason.NO_ANSWER},
]


def test_percentages_of_the_column() -> None:
    made = toy.table("crosstab", "r c", [ROW, COLUMN], PEOPLE)
    assert toy.cell(made, "a", "x") == (Fraction(75), 3)
    assert toy.cell(made, "b", "total") == (Fraction(125, 2), 5)
    assert toy.row_of(made, "a").cells.keys() == {"x", "y", "total"}
    assert toy.cell(made, "total", "z") == (Fraction(0), 0)
    assert toy.cell(made, "total", "total") == (Fraction(8), 8)


def test_bases_name_pairs_and_columns_and_first_reason() -> None:
    made = toy.table("crosstab", "r c", [ROW, COLUMN], PEOPLE)
    bases = {base.key: (base.n, base.outside) for base in made.bases}
    assert bases == {"pairs": (8, 0), "column.x": (4, 4), "column.y": (4, 4), "column.z": (0, 8)}
    assert made.bases[0].missing == {Reason.BREAK_OFF: 1, Reason.REFUSED: 1}


@pytest.mark.parametrize(("percent", "expected"), [("row", 20), ("total", Fraction(25, 2)), ("column", 25)])
def test_percentages_of_what_the_plan_says(percent: str, expected: Fraction) -> None:
    made = toy.table("crosstab", "r c", [ROW, COLUMN], PEOPLE, {"percent": percent})
    assert toy.cell(made, "b", "x") == (expected, 1)


def test_total_of_a_row_percentage_is_its_number_of_people() -> None:
    made = toy.table("crosstab", "r c", [ROW, COLUMN], PEOPLE, {"percent": "row"}, show=("n (%)",))
    assert toy.cell(made, "a", "total") == (Fraction(3), 3)


def test_a_set_makes_rows_of_people() -> None:
    made = toy.table("crosstab", "s c", [SET, COLUMN], PEOPLE)
    assert toy.cell(made, "p", "x") == (Fraction(100), 4)
    assert toy.cell(made, "q", "x") == (Fraction(75), 3)
    assert toy.cell(made, "p", "y") == (Fraction(0), 0)
    assert toy.cell(made, "total", "y") == (Fraction(4), 4)


def test_a_set_cannot_make_columns() -> None:
    with pytest.raises(StudyError, match="columns cannot be the set 's'"):
        toy.table("crosstab", "c s", [SET, COLUMN], PEOPLE)
