"""Used before, used since: which questions tell, and which answers."""

import pytest

from analysis.grids import Item
from analysis.periods import since, used_answers
from survey.codebook import Role
from survey.errors import StudyError
from survey.missing import Reason
from tests import drugs, toy

VARIABLES = drugs.variables("x")
GATE, BEFORE = VARIABLES[:2]
AFTER = toy.one("x_after", "yes no", role=Role.AFTER, item="x")


def test_answers_that_mean_use() -> None:
    assert used_answers(Item("x", GATE, None), []) == {"year"}
    assert used_answers(Item("x", GATE, None), ["ever", "year"]) == {"ever", "year"}
    assert used_answers(Item("x", BEFORE, GATE), ["year"]) == {"yes"}
    assert used_answers(Item("x", BEFORE, None), []) == frozenset()


@pytest.mark.parametrize(
    ("options", "after", "role"),
    [
        ({}, False, Role.RECENCY),
        ({}, True, Role.AFTER),
        ({"since": "recency"}, True, Role.RECENCY),
        ({"since": "after"}, True, Role.AFTER),
    ],
)
def test_which_question_tells_about_since(options: dict[str, str], after: bool, role: Role) -> None:
    variables = [*VARIABLES, AFTER] if after else VARIABLES
    assert since(toy.plan("repertoire", options=options), toy.codebook(*variables)) is role


def test_since_by_its_own_question() -> None:
    person = {"x_12m": "ever", "x_before": "no", "x_after": "yes"}
    made = toy.table("repertoire", "", [*VARIABLES, AFTER], [person])
    assert toy.cell(made, "x", "new")[1] == 1
    made = toy.table("repertoire", "", [*VARIABLES, AFTER], [person], {"since": "recency"})
    assert toy.cell(made, "x", "never")[1] == 1
    never = {**drugs.gate("x", "never"), "x_after": Reason.NOT_APPLICABLE}
    made = toy.table("repertoire", "", [*VARIABLES, AFTER], [never])
    assert toy.cell(made, "x", "never")[1] == 1


@pytest.mark.parametrize(
    ("drop", "options", "message"),
    [
        ("x_12m", {}, "no question has the role 'recency'"),
        ("x_before", {}, "no question has the role 'before'"),
        ("", {"since": "after"}, "no question has the role 'after'"),
        ("", {"since": "later"}, "'later' is not allowed"),
        ("", {"counted": "sometimes"}, "no category 'sometimes'"),
    ],
)
def test_a_plan_that_cannot_be_made(drop: str, options: dict[str, str], message: str) -> None:
    with pytest.raises(StudyError, match=message):
        toy.table("repertoire", "", [v for v in VARIABLES if v.name != drop], [], options)


def test_every_item_named_must_have_been_asked_for_both() -> None:
    variables = [*VARIABLES, *(v for v in drugs.questions("y") if v.name != "y_before")]
    with pytest.raises(StudyError, match="'y' was not asked about in both periods"):
        toy.table("repertoire", "", variables, [], {"items": "x y"})
    assert next(row.key for row in toy.table("repertoire", "", variables, []).rows) == "x"


def test_some_answer_must_mean_use() -> None:
    bare = toy.one("x_12m", "never ever year", role=Role.RECENCY, item="x")
    with pytest.raises(StudyError, match="no category of 'x_before' means use"):
        toy.table("repertoire", "", [bare, BEFORE], [])
