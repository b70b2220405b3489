"""What people ticked, by the items (drugs) that apply to them: columns that share people."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest

from analysis.disclosure import Audience, Policy, protect
from analysis.table import NoteKind, Table
from survey.codebook import Role
from survey.errors import StudyError
from survey.missing import Reason
from survey.plan import Order
from tests import toy

GATE = toy.one("x_12m", "never ever", role=Role.RECENCY, item="x", implies={"never": "no"})
X, Y = (toy.one(f"{item}_bought", "yes no", role=Role.BOUGHT, item=item) for item in "xy")
WHY = toy.several("why", "price total none", exclusive="none")
SEX = toy.one("sex", "m v")
VARIABLES = [GATE, X, Y, WHY, SEX]
PEOPLE: list[toy.Person] = [
    {"x_12m": "ever", "x_bought": "yes", "y_bought": "yes", "why": "price", "sex": "m"},
    {"x_12m": "ever", "x_bought": "yes", "y_bought": "no", "why": "total", "sex": "v"},
    {"x_12m": "never", "x_bought": Reason.NOT_APPLICABLE, "y_bought": Reason.REFUSED, "why": "none", "sex": "m"},
    {"x_12m": "ever", "x_bought": "no", "y_bought": "yes", "why": Reason.NO_ANSWER, "sex": "m"},
]
BOUGHT = {"role": "bought", "counted": "yes"}


def overlap(people: Sequence[toy.Person], **fields: Any) -> Table:
    return toy.table("overlap", "why", VARIABLES, people, BOUGHT, **fields)


def test_one_person_may_be_in_several_columns() -> None:
    made = overlap(PEOPLE)
    assert toy.cell(made, "price", "x") == (Fraction(50), 1)
    assert toy.cell(made, "price", "y") == (Fraction(100), 1)
    assert toy.cell(made, "price", "total")[0] == Fraction(100, 3)
    assert {row: toy.cell(made, row, "x")[1] for row in ("choice.total", "none", "total")} == {
        "choice.total": 1,
        "none": 0,
        "total": 2,
    }


def test_each_column_has_its_own_base() -> None:
    bases = {base.key: (base.n, base.missing, base.outside) for base in overlap(PEOPLE).bases}
    assert bases == {
        "set": (3, {Reason.NO_ANSWER: 1}, 0),
        "item.x": (2, {Reason.NO_ANSWER: 1}, 1),
        "item.y": (1, {Reason.NO_ANSWER: 1, Reason.REFUSED: 1}, 1),
    }


def test_within_groups() -> None:
    made = overlap(PEOPLE, by="sex")
    assert toy.cell(made, "price", "m.x") == (Fraction(100), 1)
    assert toy.cell(made, "total", "v.x")[1] == 1


def test_by_size_exclusive_ones_last() -> None:
    people = [*PEOPLE, {"x_bought": "no", "y_bought": "no", "why": "total"}]
    assert [row.key for row in overlap(people, order=Order.SIZE).rows] == ["choice.total", "price", "none", "total"]


def test_a_column_of_few_people_is_hidden() -> None:
    many = [{**PEOPLE[1], "y_bought": "no"}, {**PEOPLE[1], "y_bought": "no", "why": "price"}] * 20
    made = protect([overlap([*many, *PEOPLE])], (), Policy(Audience.PUBLIC, 5)).tables[0]
    assert all(row.cells["y"].hidden for row in made.rows)
    assert not toy.row_of(made, "choice.total").cells["x"].hidden
    assert NoteKind.HIDDEN in [note.kind for note in made.notes]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "name the 'role'"),
        ({"role": "price"}, "no question has the role 'price'"),
        ({"role": "bought"}, "say in 'counted'"),
        ({"role": "bought", "counted": "ja"}, "has a category 'ja'"),
        ({**BOUGHT, "items": "z"}, "no item 'z'"),
    ],
)
def test_columns_need_a_role_and_answers_that_count(options: dict[str, str], message: str) -> None:
    with pytest.raises(StudyError, match=message):
        toy.table("overlap", "why", VARIABLES, [], options)


def test_nobody() -> None:
    made = overlap([])
    assert toy.row_of(made, "price").cells == {}
    assert toy.cell(made, "total", "x")[1] == 0
