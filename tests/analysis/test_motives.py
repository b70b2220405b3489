"""Reasons then and now, of the same people: kept, dropped, gained, and what is tested."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import tables
from analysis.disclosure import Audience, Policy, protect
from analysis.table import Chance, Level, NoteKind, Table, Term
from survey.codebook import Choice, Codebook, Variable
from survey.errors import StudyError
from survey.missing import Reason
from survey.plan import Order
from tests import toy

START = toy.several("start", "price ease fear none", exclusive="none")
STAY = toy.several("stay", "price ease habit none", exclusive="none")
SEX = toy.one("sex", "m v")
PEOPLE: list[toy.Person] = [
    {"start": "price ease", "stay": "price", "sex": "m"},
    {"start": "price", "stay": "habit", "sex": "m"},
    {"start": "fear", "stay": "ease price", "sex": "v"},
    {"start": "", "stay": "none", "sex": "v"},
    {"start": Reason.BREAK_OFF, "stay": "price"},
    {"start": "price", "stay": Reason.NO_ANSWER},
]


def motives(people: Sequence[toy.Person], options: dict[str, str] | None = None, **fields: Any) -> Table:
    return toy.table("motives", "start stay", [START, STAY, SEX], people, options, **fields)


def moved(**counts: int) -> list[toy.Person]:
    """Return people by what became of the reason `price`: `moved(kept=3, dropped=2, gained=0, neither=4)`."""
    ticks = {"kept": ("price", "price"), "dropped": ("price", ""), "gained": ("", "price"), "neither": ("", "")}
    return [{"start": ticks[way][0], "stay": ticks[way][1]} for way, n in counts.items() for _ in range(n)]


def p_of(made: Table, row: str) -> object:
    text = toy.row_of(made, row).cells["p"].text
    assert isinstance(text, Term)
    return text.values.get("p", text.key)


def test_everyone_who_answered_both_is_the_base() -> None:
    made = motives(PEOPLE)
    base = made.bases[0]
    assert (base.key, base.n, base.missing) == ("pairs", 4, {Reason.BREAK_OFF: 1, Reason.NO_ANSWER: 1})
    assert toy.cell(made, "price", "before") == (Fraction(50), 2)
    assert toy.cell(made, "price", "after") == (Fraction(50), 2)
    assert [toy.cell(made, "price", key)[1] for key in ("kept", "dropped", "gained")] == [1, 1, 1]
    assert toy.cell(made, "ease", "difference")[0] == 0


def test_a_reason_in_one_set_only_has_that_sets_share() -> None:
    made = motives(PEOPLE)
    assert set(toy.row_of(made, "fear").cells) == {"before"}
    assert toy.cell(made, "habit", "after") == (Fraction(25), 1)


def test_none_is_an_answer_and_comes_last() -> None:
    made = motives(PEOPLE)
    assert [row.key for row in made.rows] == ["price", "ease", "fear", "habit", "none", "nothing_ticked"]
    assert toy.cell(made, "nothing_ticked", "dropped")[1] == 1
    assert toy.cell(made, "none", "gained")[1] == 1


def test_by_size() -> None:
    made = motives([*PEOPLE, *PEOPLE[2:3] * 5], order=Order.SIZE)
    assert [row.key for row in made.rows][:2] == ["fear", "price"]


def in_groups(variable: Variable, **groups: str) -> Variable:
    made = tuple(replace(choice, group=groups.get(choice.name, "")) for choice in variable.choices)
    return replace(variable, choices=made)


def grouped(kind: str, of: str, options: dict[str, str]) -> Table:
    first, second = (in_groups(each, price="push", ease="pull") for each in (START, STAY))
    book = Codebook({v.name: v for v in (first, second)}, lists={"group": (Choice("push", toy.label("Push!")),)})
    study = toy.study([first, second], [toy.plan(kind, of, options)])
    study.codebook = book
    return tables(study, replace(toy.survey([first, second], PEOPLE), codebook=book))[0]


def test_groups_have_a_head_and_a_row_of_those_with_any_of_them() -> None:
    made = grouped("motives", "start stay", {})
    keys = "group.push price any.push group.pull ease any.pull ungrouped fear habit none nothing_ticked"
    assert [row.key for row in made.rows] == keys.split()
    assert toy.row_of(made, "group.push").label == toy.label("Push!")
    assert toy.row_of(made, "group.pull").level is Level.HEAD
    assert toy.row_of(made, "any.push").cells == toy.row_of(made, "price").cells
    assert "group.push" not in [row.key for row in grouped("motives", "start stay", {"grouped": "no"}).rows]


def test_a_set_by_itself_stands_in_groups_where_the_plan_asks_for_it() -> None:
    made = grouped("multiresponse", "start", {"grouped": "yes"})
    assert [
        row.key for row in made.rows
    ] == "group.push price group.pull ease ungrouped fear none nothing_ticked".split()
    assert next(row.key for row in grouped("multiresponse", "start", {}).rows) == "price"


def test_the_tests_are_exact_and_one_family() -> None:
    people = moved(kept=5, dropped=7, gained=0, neither=9) + [{"start": "ease", "stay": "ease"}] * 3
    made = motives(people, {"test": "yes"})
    assert p_of(made, "price") == Chance(2 * 0.5**7)
    assert p_of(made, "ease") == "test.paired.few"
    assert "p" not in toy.row_of(made, "none" if made.row("none") else "nothing_ticked").cells
    cell = toy.row_of(made, "price").cells["difference"]
    assert cell.value == Fraction(-700, 24)
    assert cell.low is not None
    assert cell.high is not None
    assert cell.low < cell.value < cell.high < 0
    said = {note.text.key: note.text.values for note in made.notes if isinstance(note.text, Term)}
    assert said["test.paired.motives"]["m"] == 1
    assert {"test.paired.cochran", "test.stance"} < set(said)


def test_without_test_nothing_is_tested() -> None:
    made = motives(PEOPLE)
    assert "p" not in [column.key for column in made.columns]
    assert [note.text.key for note in made.notes if isinstance(note.text, Term)] == ["motives.rule"]


def test_groups_of_by_are_not_tested_but_the_whole_is() -> None:
    made = motives(
        [{**person, "sex": "m"} for person in moved(kept=5, dropped=9, neither=9)], {"test": "yes"}, by="sex"
    )
    keys = [column.key for column in made.columns]
    assert "p" in keys
    assert "m.kept" in keys
    assert "m.p" not in keys


def public(made: Table, threshold: int = 5) -> Table:
    return protect([made], (), Policy(Audience.PUBLIC, threshold)).tables[0]


@given(st.fixed_dictionaries({way: st.integers(0, 25) for way in ("kept", "dropped", "gained", "neither")}))
def test_no_hidden_count_follows_from_the_rest_of_its_row(counts: dict[str, int]) -> None:
    """kept + dropped = before, kept + gained = after, and all four = n: shown ones must not give hidden ones away."""
    made = public(motives(moved(**counts), {"test": "yes"}))
    cells = made.row("price").cells if made.row("price") else {}  # type: ignore[union-attr]
    shown = {key: cell.count for key, cell in cells.items() if not cell.hidden and cell.count is not None}
    small = [n for n in counts.values() if 0 < n < 5]
    if small:
        assert not {"kept", "dropped", "gained"} & set(shown)
        assert cells["p"].hidden
        assert NoteKind.TEST not in [note.kind for note in made.notes]
    if "difference" in cells and cells["before"].hidden is not cells["after"].hidden:
        assert cells["difference"].hidden


def test_all_probabilities_go_with_one_hidden_cell() -> None:
    people = [
        {"start": a + " " + b, "stay": c} for a, b, c in [("price", "ease", "price")] * 40 + [("", "", "ease")] * 3
    ]
    made = public(motives([*people, *moved(neither=30, dropped=20, kept=10, gained=12)], {"test": "yes"}))
    assert not toy.row_of(made, "price").cells["kept"].hidden
    assert toy.row_of(made, "ease").cells["gained"].hidden
    assert toy.row_of(made, "price").cells["p"].hidden


def test_sets_without_a_common_category_are_refused() -> None:
    with pytest.raises(StudyError, match="too few categories in common"):
        toy.table("motives", "start other", [START, toy.several("other", "a b")], [])


@pytest.mark.parametrize("people", [[], [{}], [{"start": "", "stay": ""}]])
def test_hardly_anybody(people: Sequence[toy.Person]) -> None:
    made = motives(people, {"test": "yes"})
    assert p_of(made, "price") == "test.paired.few"
    assert "test.paired.cochran_few" in [note.text.key for note in made.notes if isinstance(note.text, Term)]


def test_lists_that_share_a_code_but_no_wording_are_refused() -> None:
    first, second = toy.several("first", "price other"), toy.several("second", "friends other")
    renamed = replace(second, choices=tuple(replace(c, label=toy.label(f"x {c.name}")) for c in second.choices))
    with pytest.raises(StudyError, match="too few categories in common"):
        toy.table("motives", "first second", [first, renamed], [{"first": "price", "second": "other"}])
