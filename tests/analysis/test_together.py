"""Pairs of categories ticked by the same people."""

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure import Audience, Policy, protect
from analysis.table import Table
from survey.missing import Reason
from tests import toy

WHY, SEX = toy.several("why", "a b c none", exclusive="none"), toy.one("sex", "m v")
PEOPLE: list[toy.Person] = [
    {"why": "a b", "sex": "m"},
    {"why": "a b c", "sex": "m"},
    {"why": "b", "sex": "v"},
    {"why": "none"},
    {"why": ""},
    {"why": Reason.REFUSED},
]


def together(people: Sequence[toy.Person], least: str = "", by: str = "") -> Table:
    return toy.table("together", "why", [WHY, SEX], people, {"least": least}, by=by)


def test_pairs_from_many_to_few_of_everyone_who_answered() -> None:
    made = together(PEOPLE)
    assert toy.column(made, "n") == {"a+b": 2, "a+c": 1, "b+c": 1}
    assert toy.cell(made, "a+b", "percent") == (Fraction(40), 2)
    assert (made.bases[0].n, made.bases[0].missing) == (5, {Reason.REFUSED: 1})


def test_how_many_ticked_none_one_or_several() -> None:
    assert toy.column(together(PEOPLE), "value") == {"ticked_none": 2, "ticked_one": 1, "ticked_several": 2}


def test_least_looks_at_everyone_so_that_groups_have_the_same_rows() -> None:
    made = together(PEOPLE, "2", by="sex")
    assert [row.key for row in made.rows if "+" in row.key] == ["a+b"]
    few = together([*PEOPLE, {"why": "a c", "sex": "v"}], "2", by="sex")
    assert toy.cell(few, "a+c", "v.n")[1] == toy.cell(few, "a+c", "m.n")[1] == 1


@given(st.lists(st.sampled_from(["a b", "a", "b", "c", "none", ""]), max_size=60))
def test_a_hidden_number_of_ticks_does_not_follow_from_the_base(answers: list[str]) -> None:
    made = together([{"why": answer} for answer in answers])
    cells = {row.key: row.cells["value"] for row in made.rows if "value" in row.cells}
    released = protect([made], (), Policy(Audience.PUBLIC, 5)).tables[0]
    hidden = [cells[row.key].count or 0 for row in released.rows if "value" in row.cells and row.cells["value"].hidden]
    if hidden and released.bases[0].n is not None:
        assert len(hidden) > 1
        assert sum(hidden) >= 5


def test_nobody() -> None:
    made = together([{}])
    assert [row.key for row in made.rows] == []
    assert made.bases[0].n == 0
