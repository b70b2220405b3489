"""Age at first use: users, Kaplan–Meier, and everyone who is left out."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure import Audience, Policy, protect
from analysis.inference.survival import kaplan_meier
from analysis.table import NoteKind, Table, Term
from survey.codebook import Label, VariableType
from survey.errors import StudyError
from survey.missing import Reason
from tests import drugs, toy

Person = dict[str, object]
VARIABLES = drugs.variables("x")
OPTIONS = {"age": "age"}
NEVER = drugs.gate("x", "never")


def person(onset: int) -> Person:
    return {"x_12m": "ever", "x_onset": onset, "age": 40}


# survfit(Surv(c(14,15,15,16,17,17,18,20,22,22,25,30), c(1,1,1,1,0,1,1,1,1,0,0,0)) ~ 1)
FOLLOWED: list[Person] = [
    *(person(age) for age in (14, 15, 15, 16, 17, 18, 20, 22)),
    *({**NEVER, "age": age} for age in (17, 22, 25, 30)),
]
LEFT: list[Person] = [
    {"age": 20},
    {"x_12m": "year", "x_onset": Reason.DONT_KNOW, "age": 20},
    {**NEVER, "age": Reason.REFUSED},
    {"x_12m": "ever", "x_onset": 30, "age": 20},
]


def table(people: list[Person], **options: str) -> Table:
    return toy.table("onset", "", VARIABLES, people, {**OPTIONS, **options})


def test_users_and_everyone() -> None:
    made = table(FOLLOWED)
    assert toy.cell(made, "x", "users") == (Fraction(8), 8)
    assert [toy.cell(made, "x", key)[0] for key in ("q1", "median", "q3")] == [15, Fraction(33, 2), Fraction(37, 2)]
    assert toy.cell(made, "x", "n") == (Fraction(12), 12)
    assert toy.row_of(made, "x").cells["km_median"].key == "few_at_risk"
    assert toy.cell(table([*FOLLOWED, *FOLLOWED]), "x", "km_median") == (Fraction(18), 16)
    assert toy.cell(made, "x", "by_18") == (100 * (1 - Fraction(35, 72)), 6)
    assert not [column.key for column in made.columns if column.key.startswith("left")]


def test_who_is_left_out_is_counted_by_why_and_by_reason() -> None:
    made = table([*FOLLOWED, *LEFT])
    assert {key: toy.cell(made, "x", f"left_{key}")[1] for key in ("gate", "onset", "age", "late")} == {
        "gate": 1,
        "onset": 1,
        "age": 1,
        "late": 1,
    }
    base = made.bases[0]
    absent = {Reason.NO_ANSWER: 1, Reason.DONT_KNOW: 1, Reason.REFUSED: 1, Reason.INVALID: 1}
    assert (base.n, dict(base.missing), base.outside) == (12, absent, 0)
    doubts = [note.text for note in made.notes if note.kind is NoteKind.DOUBT]
    assert doubts == [Term("careers.note.late", {"item": Label({"": "x"}), "n": 1})]


def test_the_gate_decides_and_a_later_use_needs_no_current_age() -> None:
    made = table([{"x_12m": "never", "x_onset": 15, "age": 20}, {"x_12m": "year", "x_onset": 15}])
    assert (toy.cell(made, "x", "users")[1], toy.cell(made, "x", "n")[1]) == (1, 2)


def test_without_a_gate_only_an_age_tells() -> None:
    bare = [variable for variable in VARIABLES if variable.name != "x_12m"]
    made = toy.table("onset", "", bare, [{"x_onset": 15, "age": 20}, {"age": 20}], OPTIONS)
    assert (toy.cell(made, "x", "n")[1], toy.cell(made, "x", "left_onset")[1]) == (1, 1)


def test_not_reached() -> None:
    made = table([{**NEVER, "age": 30}] * 3 + [{"x_12m": "ever", "x_onset": 16}])
    assert toy.row_of(made, "x").cells["km_median"].text == Term("careers.not_reached")


def test_ages_and_interval() -> None:
    made = table(FOLLOWED, ages="18", interval="yes")
    cell = toy.row_of(made, "x").cells["by_18"]
    assert cell.low is not None
    assert cell.high is not None
    # 100 - 100 * summary(survfit(…, conf.type = "log-log"), times = 18)[c("upper", "lower")]
    assert [float(cell.low), float(cell.high)] == pytest.approx([27.0328430220, 80.8123080381])
    assert "by_16" not in toy.row_of(made, "x").cells
    assert toy.row_of(table(FOLLOWED), "x").cells["by_18"].low is None


@settings(max_examples=40, deadline=None)
@given(st.lists(drugs.person("x"), max_size=15))
def test_everyone_is_somewhere(people: list[Person]) -> None:
    made = table(people)
    cells = {key: cell.count or 0 for key, cell in toy.row_of(made, "x").cells.items()}
    left = sum(n for key, n in cells.items() if key.startswith("left"))
    assert cells["n"] + left == len(people)
    users = [p for p in people if p["x_12m"] in ("ever", "year") and isinstance(p["x_onset"], int)]
    kept = [p for p in users if not (isinstance(p["age"], int) and int(str(p["x_onset"])) > p["age"])]
    never = [p["age"] for p in people if p["x_12m"] == "never" and isinstance(p["age"], int)]
    assert (cells["users"], cells["n"]) == (len(kept), len(kept) + len(never))
    began = [int(str(p["x_onset"])) for p in kept]
    curve = kaplan_meier(
        {Fraction(age): began.count(age) for age in began}, {Fraction(str(age)): never.count(age) for age in never}
    )
    if cells["n"]:
        assert toy.cell(made, "x", "by_18")[0] == 100 * (1 - curve.survival(Fraction(18)))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "which question gives the current age"),
        ({"age": "ages"}, "no variable 'ages'"),
        ({"age": "sex"}, "'sex' .* is no number"),
        ({"age": "age", "ages": "old"}, "whole numbers"),
        ({"age": "age", "items": "x y"}, "no question about 'y'|no item 'y'"),
    ],
)
def test_a_plan_that_cannot_be_made(options: dict[str, str], message: str) -> None:
    with pytest.raises(StudyError, match=message):
        toy.table("onset", "", VARIABLES, [], options)


def test_onset_must_be_a_number() -> None:
    words = [replace(v, type=VariableType.TEXT) if v.name == "x_onset" else v for v in VARIABLES]
    with pytest.raises(StudyError, match="'x_onset' is no number"):
        toy.table("onset", "", words, [], OPTIONS)
    with pytest.raises(StudyError, match="no question has the role 'onset'"):
        toy.table("onset", "", [drugs.AGE], [], OPTIONS)


def test_two_ages_do_not_tell_the_few_who_began_between() -> None:
    ages = [15] * 20 + [17] * 2 + [20] * 20 + [24] * 10
    people = [person(age) for age in ages] + [{**NEVER, "age": 40}] * 20
    shown = protect([table(people)], (), Policy(Audience.PUBLIC, 5)).tables[0]
    cells = {key: not cell.hidden for key, cell in toy.row_of(shown, "x").cells.items()}
    assert (cells["by_16"], cells["by_18"], cells["by_21"]) == (True, False, True)


def test_a_few_left_out_take_the_other_reasons_along() -> None:
    people = FOLLOWED * 3 + [LEFT[0]] * 9 + [LEFT[1]] * 2 + [LEFT[2]] * 8
    shown = protect([table(people)], (), Policy(Audience.PUBLIC, 5)).tables[0]
    left = {key: cell.hidden for key, cell in toy.row_of(shown, "x").cells.items() if key.startswith("left")}
    assert left == {"left_gate": True, "left_onset": True, "left_age": True}
