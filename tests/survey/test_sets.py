"""Sets of tick boxes: ticked something, ticked none, or left the whole question open."""

from dataclasses import replace

import pandas as pd
import pytest

from survey.answers import read_answers
from survey.missing import Reason
from survey.read.export import Alike, Export, Signs, State
from tests.toy import several

DRUGS = several("drugs", "xtc lsd")
SIGNS = Signs(ticked=frozenset({"1"}), unticked=frozenset({"0"}))


def export(*rows: str, joined: str = "", **more: object) -> Export:
    heads = ["drugs"] if joined else ["drugs/xtc", "drugs/lsd"]
    cells = pd.DataFrame([[row] if joined else row.split(";") for row in rows], columns=heads, dtype="string")
    made = Export("x.csv", "", "toy", cells, SIGNS, joined=joined)
    return replace(made, **more)  # type: ignore[arg-type]


def state(found: Export) -> list[object]:
    """Return for each person the boxes ticked, the reason said, or "" where the cells say nothing."""
    answers = read_answers(DRUGS, found, {"-99": Reason.NO_ANSWER})
    rows = zip(answers.values.itertuples(index=False), answers.said, answers.answered, strict=True)
    return [tuple(map(bool, row)) if there else ("" if pd.isna(said) else said) for row, said, there in rows]


def test_ticked_something_nothing_or_a_code() -> None:
    assert state(export("1;0", "1;", "0;0", ";", "-99;-99", "7;0")) == [
        (True, False),
        (True, False),
        "",
        "",
        "no_answer",
        "invalid",
    ]


def test_all_unticked_is_none_only_where_the_format_proves_it() -> None:
    proves = replace(SIGNS, none=True)
    assert state(export("0;0", "0;", ";", "1;0", signs=proves)) == [(False, False), "", "", (True, False)]


def test_a_tick_may_be_written_as_the_box_s_own_text() -> None:
    own = {"drugs/xtc": frozenset({"XTC"}), "drugs/lsd": frozenset({"LSD"})}
    assert state(export("XTC;", ";LSD", "LSD;", ticks=own)) == [(True, False), (False, True), "invalid"]


def test_a_tick_may_be_written_as_one_of_the_box_s_codes() -> None:
    assert state(export("xtc;0", "0;lsd", "lsd;0")) == [(True, False), (False, True), "invalid"]


def test_the_platform_may_say_that_a_set_was_not_shown() -> None:
    hidden = pd.DataFrame({"drugs/xtc": [True, False], "drugs/lsd": [True, True]})
    assert state(export(";", ";", not_shown=hidden)) == ["not_shown", ""]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("xtc,lsd", (True, True)), ("lsd", (False, True)), ("", ""), ("-99", "no_answer"), ("?", "invalid")],
)
def test_a_set_in_one_cell(cell: str, expected: object) -> None:
    assert state(export(cell, joined=",")) == [expected]


def test_a_box_known_to_be_blank_was_left_open_where_the_platform_marks_what_was_not_shown() -> None:
    tells = Alike(several=frozenset({State.LEFT_OPEN, State.NOT_TICKED}))
    assert read_answers(DRUGS, export(";"), {}).shown.tolist() == [False]
    assert read_answers(DRUGS, export(";", alike=tells), {}).shown.tolist() == [True]
