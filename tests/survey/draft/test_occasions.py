"""One question of the questionnaire, asked at several events."""

from dataclasses import replace

from survey.codebook import Label
from survey.draft.fit import fit
from survey.draft.occasions import spread
from survey.structure.sketch import Sketch
from tests.survey.draft.toy import export
from tests.toy import number, one, several

GROUPS = {"start": Label({"": "Start"}), "visit": Label({"": "Visit"})}
COLUMNS = {
    "age": ["30"],
    "used@visit_1": ["yes"],
    "used@visit_2": ["no"],
    "days@visit_1": ["3"],
    "days@visit_2": [""],
    "why@visit_2/a": ["1"],
    "why@visit_2/b": ["0"],
}


def sketch() -> Sketch:
    variables = (
        replace(number("age"), group="start"),
        replace(one("used"), group="visit", label=Label({"": "Used?"})),
        replace(number("days"), group="visit", relevant="${used} = 'yes'"),
        replace(several("why", "a b"), group="visit", relevant="${age} > 18 and ${used} = 'yes'"),
    )
    return Sketch(variables, GROUPS)


def test_each_event_has_a_question_of_its_own_on_a_page_of_its_own() -> None:
    found = spread(sketch(), [export(COLUMNS)])
    assert {variable.name: variable.column for variable in found.variables if variable.name != "age"} == {
        "used_visit_1": "used@visit_1",
        "days_visit_1": "days@visit_1",
        "used_visit_2": "used@visit_2",
        "days_visit_2": "days@visit_2",
        "why_visit_2": "why@visit_2",
    }
    assert list(found.groups) == ["start", "visit_visit_1", "visit_visit_2"]
    assert found.groups["visit_visit_2"].text("") == "Visit – visit 2"
    assert found.variables[1].label.text("") == "Used? – visit 1"


def test_routing_asks_for_the_same_event_or_is_kept_as_text() -> None:
    found = {variable.name: variable for variable in spread(sketch(), [export(COLUMNS)]).variables}
    assert found["days_visit_2"].relevant == "${used_visit_2} = 'yes'"
    assert (found["why_visit_2"].relevant, found["why_visit_2"].routing) == ("", "${age} > 18 and ${used} = 'yes'")


def test_what_was_asked_once_stays_as_it_is() -> None:
    once = sketch()
    assert spread(once, [export({"age": ["1"], "used": ["yes"]})]) is once


def test_a_study_is_drafted_with_them() -> None:
    found = fit(sketch(), [export(COLUMNS)])
    assert found.absent == found.guessed == ()
    assert found.codebook["why_visit_2"].columns == ("why_visit_2/a", "why_visit_2/b")
