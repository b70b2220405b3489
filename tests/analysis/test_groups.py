"""The same table by group: side by side, each group on bases of its own, whoever has no group outside."""

from dataclasses import replace
from fractions import Fraction

import pytest

from analysis.table import Term
from survey.errors import StudyError
from survey.missing import Reason
from tests import toy

Q, SEX = toy.one("q"), toy.one("sex", "m v")
PEOPLE = [
    {"q": "yes", "sex": "m"},
    {"q": "no", "sex": "m"},
    {"q": "yes", "sex": "v"},
    {"sex": "v"},
    {"q": "yes", "sex": Reason.REFUSED},
]


def test_columns_and_cells() -> None:
    made = toy.table("frequency", "q", [Q, SEX], PEOPLE, by="sex")
    assert [column.key for column in made.columns] == ["percent", "n", "m.percent", "m.n", "v.percent", "v.n"]
    assert made.columns[0].spanner == Term("column.total")
    assert made.columns[2].spanner == Term("column.group", {"group": SEX.choice("m").label, "n": 2})
    assert toy.cell(made, "yes", "percent") == (Fraction(75), 3)
    assert toy.cell(made, "yes", "m.percent") == (Fraction(50), 1)
    assert toy.cell(made, "yes", "v.percent") == (Fraction(100), 1)


def test_bases() -> None:
    made = toy.table("frequency", "q", [Q, SEX], PEOPLE, by="sex")
    found = {base.key: (base.n, dict(base.missing), base.outside) for base in made.bases}
    assert found == {
        "q": (4, {Reason.NO_ANSWER: 1}, 0),
        "by": (4, {Reason.REFUSED: 1}, 0),
        "m.q": (2, {}, 3),
        "v.q": (1, {Reason.NO_ANSWER: 1}, 3),
    }
    row = toy.row_of(made, "yes")
    assert made.base_of(row, row.cells["v.n"]) == made.bases[3]


def test_cells_with_a_base_of_their_own_keep_it_within_the_group() -> None:
    made = toy.table(
        "change", "a b", [toy.one("a"), toy.one("b"), SEX], [{"a": "yes", "b": "no", "sex": "m"}], by="sex"
    )
    row = toy.row_of(made, "yes")
    assert row.cells["m.before"].base == "m.before"
    assert row.cells["m.after_n"].base == "m.after"


def test_rows_are_those_of_the_whole_in_its_order() -> None:
    drugs = [toy.one(name, "no yes", top="yes") for name in "ab"]
    people = [{"a": "yes", "b": "yes", "sex": "m"}, {"a": "no", "b": "no", "sex": "v"}]
    made = toy.table("counts", "a b", [*drugs, SEX], people, by="sex")
    assert [row.key for row in made.rows] == ["0", "1", "2", "mean_all", "mean_some"]
    assert toy.cell(made, "2", "v.n") == (Fraction(0), 0)
    assert toy.cell(made, "2", "v.percent") == (Fraction(0), 0)
    assert toy.cell(made, "0", "v.n") == (Fraction(1), 1)


def test_a_row_that_a_group_lacks_is_zero_of_its_base() -> None:
    ticks = replace(toy.several("s", "a b"), blank="none")
    people = [{"s": "a", "sex": "m"}, {"s": "", "sex": "v"}]
    made = toy.table("multiresponse", "s", [ticks, SEX], people, by="sex")
    assert toy.cell(made, "none", "m.percent") == (Fraction(0), 0)
    row = toy.row_of(made, "none")
    assert made.base_of(row, row.cells["m.n"]) == next(base for base in made.bases if base.key == "m.s")
    empty = toy.table("multiresponse", "s", [ticks, SEX], people[1:], by="sex")
    assert toy.cell(empty, "none", "m.n") == (Fraction(0), 0)
    assert "m.percent" not in toy.row_of(empty, "none").cells


@pytest.mark.parametrize(("by", "message"), [("age", "cannot make groups"), ("sexe", "Did you mean 'sex'")])
def test_groups_come_from_a_single_choice(by: str, message: str) -> None:
    with pytest.raises(StudyError, match=message):
        toy.table("frequency", "q", [Q, SEX, toy.number("age")], PEOPLE, by=by)


def test_a_group_names_no_n_that_its_percentages_do_not_share() -> None:
    people = [{"q": "yes", "r": "no", "sex": "m"}, {"q": "yes", "sex": "m"}, {"q": "no", "r": "yes", "sex": "v"}]
    made = toy.table("frequency", "q r", [Q, toy.one("r"), SEX], people, by="sex")
    heads = {column.key: column.spanner for column in made.columns}
    assert heads["m.percent"] == SEX.choice("m").label
    assert heads["v.percent"] == Term("column.group", {"group": SEX.choice("v").label, "n": 1})
