"""Who leaves a question open: both sides on their own bases, and how far they are apart."""

from fractions import Fraction
from math import sqrt
from statistics import mean, variance

import pytest

from analysis.disclosure import Audience, Policy, protect
from survey.errors import StudyError
from survey.missing import Reason
from tests import toy

SPEND, SEX, AGE = toy.one("spend", "low high"), toy.one("sex", "m v"), toy.number("age")
VARIABLES = [SPEND, SEX, AGE]
OPEN = {"open": "spend"}
PEOPLE: list[toy.Person] = [
    {"spend": "low", "sex": "m", "age": 20},
    {"spend": "low", "sex": "m", "age": 30},
    {"spend": "high", "sex": "v", "age": Reason.REFUSED},
    {"spend": "high", "sex": "m", "age": 25},
    {"spend": Reason.NO_ANSWER, "sex": "v", "age": 40},
    {"spend": Reason.DONT_KNOW, "sex": "m", "age": 50},
    {"spend": Reason.BREAK_OFF, "sex": "m", "age": 60},
    {"spend": Reason.NOT_APPLICABLE, "sex": "v", "age": 70},
]


def test_shares_and_means_on_both_sides() -> None:
    made = toy.table("profile", "sex age", VARIABLES, PEOPLE, OPEN)
    assert toy.cell(made, "sex.m", "answered") == (Fraction(75), 3)
    assert toy.cell(made, "sex.m", "open") == (Fraction(50), 1)
    assert toy.cell(made, "age.mean", "answered") == (Fraction(25), 3)
    assert toy.cell(made, "age.mean", "open") == (Fraction(45), 2)
    bases = {base.key: (base.n, base.outside) for base in made.bases}
    assert bases["reached"] == (6, 0)
    assert (bases["age.answered"], bases["age.open"]) == ((3, 2), (2, 4))


def test_how_far_they_are_apart() -> None:
    made = toy.table("profile", "sex age", VARIABLES, PEOPLE, OPEN)
    answered, left = [20, 30, 25], [40, 50]
    wanted = (mean(left) - mean(answered)) / sqrt((variance(left) + variance(answered)) / 2)
    assert float(toy.cell(made, "age.mean", "smd")[0] or 0) == pytest.approx(wanted)
    wanted = (0.5 - 0.75) / sqrt((0.25 + 0.1875) / 2)
    assert float(toy.cell(made, "sex.m", "smd")[0] or 0) == pytest.approx(wanted)


def test_nobody_left_it_open() -> None:
    made = toy.table("profile", "sex age", VARIABLES, PEOPLE[:4], OPEN)
    assert set(toy.row_of(made, "age.mean").cells) == {"answered", "answered_n", "open_n"}


@pytest.mark.parametrize(
    ("of", "options", "message"),
    [
        ("sex", {}, "name the question that some left open"),
        ("sex", {"open": "nothing"}, "there is no question 'nothing'"),
        ("sex spend", OPEN, "compared with itself"),
    ],
)
def test_it_needs_a_question_that_some_left_open(of: str, options: dict[str, str], message: str) -> None:
    with pytest.raises(StudyError, match=message):
        toy.table("profile", of, VARIABLES, PEOPLE, options)


def test_a_difference_does_not_tell_a_hidden_share() -> None:
    people = [{"spend": "low", "sex": "m"}] * 20 + [{"spend": "low", "sex": "v"}] * 20
    people += [{"sex": "m"}] * 20 + [{"sex": "v"}] * 2
    made = toy.table("profile", "sex", VARIABLES, people, OPEN)
    shown = protect([made], (), Policy(Audience.PUBLIC, 5)).tables[0]
    cells = toy.row_of(shown, "sex.v").cells
    assert {key for key, cell in cells.items() if cell.hidden} == {"open", "open_n", "smd"}
    assert toy.row_of(shown, "sex.m").cells["smd"].hidden
