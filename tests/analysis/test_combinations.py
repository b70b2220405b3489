"""Pairs and exact combinations: against counting by hand; open cells are not guessed; rare sets are not told."""

from collections import Counter
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure import Audience, Policy, protect
from analysis.table import Table
from survey.codebook import Role
from survey.errors import StudyError
from survey.missing import Reason
from tests import drugs, toy

Person = dict[str, object]
ITEMS = "xyz"
VARIABLES = drugs.variables(ITEMS)


def uses(drugs_used: str) -> Person:
    return {f"{item}_12m": "year" if item in drugs_used else "never" for item in ITEMS}


def table(people: list[Person], **options: str) -> Table:
    return toy.table("combinations", "", VARIABLES, people, {"least": "1", **options})


def marked(made: Table, row: str) -> str:
    cells = toy.row_of(made, row).cells
    return "".join(item for item in ITEMS if item in cells and cells[item].key == "used")


def test_pairs_below_the_diagonal_and_how_many_used_each() -> None:
    made = table([uses("xy"), uses("xyz"), uses("x"), uses("")])
    assert set(toy.row_of(made, "pair.x").cells) == {"with_item"}
    assert toy.cell(made, "pair.y", "x") == (Fraction(50), 2)
    assert toy.cell(made, "pair.z", "y") == (Fraction(25), 1)
    assert toy.cell(made, "pair.x", "with_item") == (Fraction(75), 3)


def test_exact_combinations_with_the_empty_one_from_large_to_small() -> None:
    made = table([uses("xy")] * 2 + [uses("x")] * 4 + [uses("")] * 3 + [uses("z")])
    rows = [row.key for row in made.rows if row.key.startswith("set.")]
    assert rows == ["set.1", "set.none", "set.3", "set.4", "set.others"]
    assert [marked(made, row) for row in rows] == ["x", "", "xy", "z", ""]
    assert [toy.cell(made, row, "with_item")[1] for row in rows] == [4, 3, 2, 1, 0]


def test_least_and_most_put_the_rest_together() -> None:
    people = [uses("xy")] * 2 + [uses("x")] * 4 + [uses("z")] * 3
    made = table(people, least="3")
    assert {row: n for row, n in toy.column(made, "with_item").items() if row.startswith("set")} == {
        "set.1": 4,
        "set.2": 3,
        "set.none": 0,
        "set.others": 2,
    }
    assert toy.cell(table(people, most="1"), "set.others", "with_item")[1] == 5


def test_an_open_cell_is_not_guessed() -> None:
    base = table([uses("x"), {**uses("x"), "y_12m": Reason.REFUSED}, {}]).bases[0]
    assert (base.n, dict(base.missing)) == (1, {Reason.NO_ANSWER: 1, Reason.REFUSED: 1})


def test_another_role_with_implied_noes() -> None:
    never = {key: answer for item in ITEMS for key, answer in drugs.gate(item, "never").items()}
    people = [never, {**never, "x_12m": "ever", "x_before": "yes"}]
    made = table(people, role="before")
    assert {row: n for row, n in toy.column(made, "with_item").items() if n} == {
        "pair.x": 1,
        "set.2": 1,
        "set.none": 1,
    }


@settings(max_examples=60, deadline=None)
@given(st.lists(drugs.person(ITEMS), max_size=12))
def test_by_hand(people: list[Person]) -> None:
    made = table(people)
    complete = [p for p in people if not any(isinstance(p[f"{item}_12m"], Reason) for item in ITEMS)]
    sets = ["".join(item for item in ITEMS if p[f"{item}_12m"] == "year") for p in complete]
    assert made.bases[0].n == len(complete)
    if not complete:
        return
    rows = [row.key for row in made.rows if row.key.startswith("set.") and row.key != "set.others"]
    found = {marked(made, row): toy.cell(made, row, "with_item")[1] for row in rows}
    assert found == {"": 0, **Counter(sets)}
    for one, two in combinations(ITEMS, 2):
        assert toy.cell(made, f"pair.{two}", one)[1] == sum(one in used and two in used for used in sets)


def test_a_rare_combination_is_not_told_by_its_marks_nor_by_the_pairs() -> None:
    people = [uses("x")] * 20 + [uses("xy")] * 10 + [uses("xyz")] * 2 + [uses("")] * 12
    shown = protect([table(people)], (), Policy(Audience.PUBLIC, 5)).tables[0]
    rare = toy.row_of(shown, "set.4").cells
    assert set(rare) == {*ITEMS, "with_item"}
    assert all(cell.hidden and cell.text is None for cell in rare.values())
    assert all(cell.hidden for cell in toy.row_of(shown, "set.3").cells.values())
    assert not toy.row_of(shown, "set.1").cells["x"].hidden
    assert all(cell.hidden for cell in toy.row_of(shown, "pair.z").cells.values())


def test_sets_left_out_do_not_follow_from_a_pair() -> None:
    people = [uses("xy")] * 20 + [uses("xyz")] * 2 + [uses("")] * 20 + [uses("z")] * 20 + [uses("x")] * 9
    shown = protect([table(people + [uses("y")] * 9, least="5")], (), Policy(Audience.PUBLIC, 5)).tables[0]
    assert toy.row_of(shown, "pair.y").cells["x"].hidden


@pytest.mark.parametrize(
    ("options", "fields", "message"),
    [
        ({}, {"by": "sex"}, "groups cannot stand side by side"),
        ({"role": "new"}, {}, "no question has the role 'new'"),
        ({"role": "onset"}, {}, "'x_onset' is no single-choice question"),
        ({"items": "q"}, {}, "no item 'q'"),
    ],
)
def test_a_plan_that_cannot_be_made(options: dict[str, str], fields: dict[str, str], message: str) -> None:
    with pytest.raises(StudyError, match=message):
        toy.table("combinations", "", VARIABLES, [], options, **fields)


def test_some_answer_must_mean_use() -> None:
    bare = [toy.one("x_12m", "never year", role=Role.RECENCY, item="x")]
    with pytest.raises(StudyError, match="no answer about 'x' means use"):
        toy.table("combinations", "", bare, [])
    made = toy.table("combinations", "", bare, [{"x_12m": "year"}], {"counted": "year"})
    assert toy.cell(made, "pair.x", "with_item")[1] == 1
