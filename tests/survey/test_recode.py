"""Derived variables: ranges, values, calculations, and the absences they inherit."""

from collections.abc import Callable

import pytest

from survey import StudyError
from survey.survey import Action, Survey

Clean = Callable[..., Survey]

QUESTIONS = """
type,name,label::nl,missing,calculation
integer,age,Leeftijd,-9=refused,
select_one yn,buyer,Koper,,
calculate,twice,Dubbel,,${age} * 2
calculate,four_times,Viermaal,,${twice} * 2
"""
RECODE = """
variable,label::nl,source,low,high,value,category,category_label::nl,top
group,Groep,age,,18,,young,Jong,
group,,age,18,30,,middle,Midden,yes
group,,age,40,,,old,Oud,
one,Eén,buyer,,,yes|no,any,Een antwoord,
"""


@pytest.fixture
def survey(clean: Clean) -> Survey:
    return clean(survey=QUESTIONS, recode=RECODE, export="age,buyer\n17,yes\n18,dk\n29,\n35,no\n40,no\n-9,no\n")


def test_a_range_owns_its_lower_limit(survey: Survey) -> None:
    groups = survey.values["group"].astype("string").fillna("-").tolist()
    assert groups == ["young", "middle", "middle", "-", "old", "-"]


def test_what_no_range_holds_is_invalid_and_an_absence_is_inherited(survey: Survey) -> None:
    assert survey.reasons["group"].fillna("-").tolist() == ["-", "-", "-", "invalid", "-", "refused"]


def test_values_become_a_category(survey: Survey) -> None:
    assert survey.reasons["one"].fillna("-").tolist() == ["-", "dont_know", "unknown", "-", "-", "-"]


def test_calculations_follow_each_other(survey: Survey) -> None:
    assert survey.values["four_times"].fillna(-1).tolist() == [68, 72, 116, 140, 160, -1]
    assert survey.reasons["four_times"].fillna("-").tolist()[-1] == "refused"


def test_categories_keep_their_order_and_their_marks(survey: Survey) -> None:
    variable = survey.codebook["group"]
    assert [choice.name for choice in variable.choices] == ["young", "middle", "old"]
    assert [choice.top for choice in variable.choices] == [False, True, False]
    assert variable.derived


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("age,,age,,18,,x,X,", "'age' is there already"),
        ("x,,age,,,,x,X,", "needs low, high or value"),
        ("x,,buyer,,,maybe,x,X,", "'maybe' is no answer to 'buyer'"),
        ("x,,age,,18,,,X,", "needs a category"),
        ("x,,buyer,,,dk,x,X,", "'dk' is no answer to 'buyer'"),
        ("x,,buyer,1,,,x,X,", "has categories, not numbers"),
        ("x,,age,,,ten,x,X,", "is a number, and a value here is none"),
        ("x,,group,,,yung,x,X,", "Did you mean 'young'"),
        ("x,,nothing,,,1,x,X,", "no variable 'nothing'"),
        ("x,,age,,30,,x,X,\nx,,age,20,40,,y,Y,", "overlaps one above it"),
        ("x,,buyer,,,yes,x,X,\nx,,buyer,,,no|yes,y,Y,", "overlaps one above it"),
    ],
)
def test_what_is_wrong_with_a_recode(clean: Clean, row: str, says: str) -> None:
    with pytest.raises(StudyError, match=says):
        clean(survey=QUESTIONS, recode=f"{RECODE.strip()}\n{row}\n", export="age,buyer\n17,yes\n")


def test_numbers_are_recoded_by_value_however_they_are_written(clean: Clean) -> None:
    recode = "variable,label::nl,source,value,category,category_label::nl\nx,X,twice,2|6,a,A\nx,,twice,4.0,b,B\n"
    survey = clean(survey=QUESTIONS, recode=recode, export="age,buyer\n1,yes\n2,yes\n3,yes\n4,yes\n")
    assert survey.values["x"].astype("string").fillna("-").tolist() == ["a", "b", "a", "-"]
    assert [(step.subject, step.count) for step in survey.history if step.action is Action.INVALID] == [("x", 1)]


def test_a_recode_may_follow_a_recode(clean: Clean) -> None:
    recode = f"{RECODE.strip()}\nminor,Minderjarig,group,,,young,yes,Ja,\nminor,,group,,,middle|old,no,Nee,\n"
    survey = clean(survey=QUESTIONS, recode=recode, export="age,buyer\n17,yes\n29,no\n")
    assert survey.values["minor"].tolist() == ["yes", "no"]


def test_calculated_numbers_are_what_they_look_like(clean: Clean) -> None:
    questions = "type,name,label::nl,calculation\ndecimal,a,A,\ncalculate,b,B,${a} + 0.2\n"
    assert clean(survey=questions, export='a,c\n"0,1",\n').values["b"].tolist() == [0.3]


def test_a_battery_is_scored_by_rule(clean: Clean) -> None:
    questions = (
        "type,name,label::nl,calculation,missing\nselect_one r,a,A,,-8=dont_know\nselect_one r,b,B,,\n"
        'select_one r,c,C,,\ncalculate,risk,Risico,"mean-of(2, ${a}, ${b}, ${c})",\n'
    )
    choices = "list_name,name,label::nl,code,score\nr,low,Laag,A1,1\nr,high,Hoog,A2,4\n"
    survey = clean(survey=questions, choices=choices, export="a,b,c\nA1,A2,A2\n-8,A1,A2\n-8,A1,\nA1,,\n")
    assert survey.values["risk"].tolist()[:2] == [3.0, 2.5]
    assert survey.reasons["risk"].tolist()[2:] == ["dont_know", "unknown"]
