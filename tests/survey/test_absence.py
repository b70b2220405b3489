"""The order in which an absence gets its reason, one rung at a time."""

from collections.abc import Callable

import pytest

from survey.survey import Action, Survey
from tests.survey.conftest import SETTINGS

Clean = Callable[..., Survey]

QUESTIONS = """
type,name,label::nl,relevant,missing,blank
begin_group,first,Eerste pagina,,,
select_one yn,gate,Poort,,-9=refused,no_answer
integer,inner,Binnen,${gate} = 'yes',-99=no_answer -98=not_shown,
end_group,,,,,
begin_group,second,Tweede pagina,,,
integer,later,Later,,-99=no_answer -98=not_shown,
integer,last,Laatste,,,refused
end_group,,,,,
"""

HEAD = "id;submitdate;lastpage;startlanguage;gate;inner;later;last\n"


def reasons(survey: Survey) -> list[str]:
    """Return the reasons of the only respondent, `-` for an answer."""
    return [str(reason) for reason in survey.reasons.fillna("-").iloc[0]]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param("1;2019;2;nl;yes;4;5;6", ["-", "-", "-", "-"], id="answers"),
        pytest.param("1;2019;2;nl;dk;;5;6", ["dont_know", "not_shown", "-", "-"], id="gate says don't know"),
        pytest.param("1;2019;2;nl;-9;;5;6", ["refused", "not_shown", "-", "-"], id="gate refused by code"),
        pytest.param("1;2019;2;nl;no;;5;6", ["-", "not_applicable", "-", "-"], id="routed past"),
        pytest.param("1;2019;2;nl;no;-98;5;6", ["-", "not_applicable", "-", "-"], id="routing before the platform"),
        pytest.param("1;2019;2;nl;no;-99;5;6", ["-", "not_applicable", "-", "-"], id="routing before a code"),
        pytest.param("1;2019;2;nl;;;5;6", ["no_answer", "not_shown", "-", "-"], id="gate left open"),
        pytest.param("1;;1;nl;yes;4;;", ["-", "-", "break_off", "break_off"], id="left after the first page"),
        pytest.param("1;;1;nl;no;;;", ["-", "not_applicable", "break_off", "break_off"], id="routed past, then left"),
        pytest.param("1;;2;nl;yes;4;;", ["-", "-", "unknown", "refused"], id="left on the last page"),
        pytest.param("1;2019;1;nl;yes;4;;", ["-", "-", "unknown", "refused"], id="finished, so no break-off"),
        pytest.param("1;2019;2;nl;yes;-98;-98;6", ["-", "not_shown", "not_shown", "-"], id="not displayed by code"),
        pytest.param(
            "1;2019;2;nl;yes;-99;N/A;6", ["-", "no_answer", "unknown", "-"], id="N/A for one answer is a blank"
        ),
        pytest.param("1;2019;2;nl;yes;;;", ["-", "unknown", "unknown", "refused"], id="nothing declared"),
        pytest.param("1;2019;2;nl;maybe;;5;6", ["invalid", "not_shown", "-", "-"], id="invalid gate"),
    ],
)
def test_each_rung(clean: Clean, row: str, expected: list[str]) -> None:
    assert reasons(clean(survey=QUESTIONS, export=f"{HEAD}{row}\n")) == expected


def test_a_gate_that_was_routed_past_routes_past_what_it_gates(clean: Clean) -> None:
    questions = """
    type,name,label::nl,relevant
    select_one yn,a,A,
    select_one yn,b,B,${a} = 'yes'
    integer,c,C,${b} = 'yes'
    """
    assert reasons(clean(survey=questions, export="a,b,c\nno,,\n")) == ["-", "not_applicable", "not_applicable"]


def test_an_answer_off_the_route_is_kept_and_counted(clean: Clean) -> None:
    survey = clean(survey=QUESTIONS, export=f"{HEAD}1;2019;2;nl;no;7;5;6\n")
    assert survey.values["inner"].iloc[0] == 7
    assert [(step.subject, step.count) for step in survey.history if step.action is Action.OFF_ROUTE] == [("inner", 1)]


def test_a_rule_says_who_finished_where_the_platform_does_not(clean: Clean) -> None:
    wave = "finished = \"${c} != ''\""
    questions = "type,name,label::nl\ninteger,a,A\ninteger,b,B\ninteger,c,C\n"
    survey = clean(wave=wave, survey=questions, export="a,b,c\n1,,3\n1,,\n")
    assert survey.reasons["b"].tolist() == ["unknown", "break_off"]
    assert survey.reasons["c"].tolist()[1] == "break_off"


def test_a_question_of_another_wave(clean: Clean) -> None:
    questions = "type,name,label::nl,waves\ninteger,a,A,\ninteger,b,B,2021\n"
    survey = clean(survey=questions, export="a,x\n1,\n")
    assert survey.reasons["b"].tolist() == ["not_in_wave"]


SET_CHOICES = """
list_name,name,label::nl,exclusive,reason
yn,yes,Ja,,
yn,no,Nee,,
with,a,A,,
with,none,Geen,yes,
plain,a,A,,
plain,b,B,,
dk,a,A,,
dk,no_idea,Weet niet,,dont_know
"""


@pytest.mark.parametrize(
    ("list_name", "blank", "cells", "expected"),
    [
        pytest.param("with", "", "Y;", "-", id="something ticked"),
        pytest.param("with", "", ";Y", "-", id="none of these ticked"),
        pytest.param("with", "", "N;N", "no_answer", id="shown, none offered, nothing ticked"),
        pytest.param("with", "", ";", "unknown", id="blank tells nothing"),
        pytest.param("plain", "", "N;N", "unknown", id="nothing ticked, none not offered"),
        pytest.param("plain", "none", "N;N", "-", id="nothing ticked is declared to mean none"),
        pytest.param("plain", "none", ";", "-", id="blank is declared to mean none"),
        pytest.param("plain", "no_answer", ";", "no_answer", id="blank is declared left open"),
        pytest.param("plain", "none", "N/A;N/A", "not_shown", id="platform says not displayed"),
        pytest.param("plain", "", "Y;perhaps", "invalid", id="a cell that is no tick"),
        pytest.param("dk", "", ";Y", "dont_know", id="don't know is an absence"),
    ],
)
def test_three_states_of_a_set(clean: Clean, list_name: str, blank: str, cells: str, expected: str) -> None:
    names = {"with": "a none", "plain": "a b", "dk": "a no_idea"}[list_name].split()
    head = ";".join(["id;submitdate;lastpage;startlanguage", *(f"s[{name}]" for name in names)])
    questions = f"type,name,label::nl,blank\nselect_multiple {list_name},s,Set,{blank}\n"
    survey = clean(survey=questions, choices=SET_CHOICES, export=f"{head}\n1;2019;1;nl;{cells}\n")
    assert set(reasons(survey)) == {expected}


def test_nothing_ticked_can_be_a_real_none(clean: Clean) -> None:
    questions = "type,name,label::nl,blank\nselect_multiple plain,s,Set,none\n"
    survey = clean(survey=questions, choices=SET_CHOICES, export="s/a,s/b\n0,0\n")
    assert survey.values.iloc[0].tolist() == [False, False]


def test_what_a_blank_means_says_nothing_of_a_set_with_nothing_ticked(clean: Clean) -> None:
    questions = "type,name,label::nl\nselect_multiple plain,s,Set\n"
    settings = SETTINGS + '[missing]\nblank = "not_shown"\n'
    survey = clean(settings=settings, survey=questions, choices=SET_CHOICES, export="s/a,s/b\n0,0\n,\n1,0\n")
    assert survey.reasons["s/a"].fillna("-").tolist() == ["unknown", "-"]


def test_a_set_shown_with_nothing_ticked_was_reached(clean: Clean) -> None:
    wave = "finished = \"${last} != ''\""
    questions = "type,name,label::nl,blank\ninteger,a,A,\nselect_multiple plain,s,S,none\ninteger,last,L,\n"
    survey = clean(wave=wave, survey=questions, choices=SET_CHOICES, export="a,s/a,s/b,last\n1,0,0,\n")
    assert reasons(survey) == ["-", "-", "-", "break_off"]
