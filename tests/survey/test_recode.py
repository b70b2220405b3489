"""Derived variables: ranges, values, calculations, and the absences they inherit."""

from collections.abc import Callable

import pytest

from survey import StudyError
from survey.survey import Survey

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
        ("x,,buyer,,,maybe,x,X,", "no category 'maybe'"),
        ("x,,age,,18,,,X,", "needs a category"),
    ],
)
def test_what_is_wrong_with_a_recode(clean: Clean, row: str, says: str) -> None:
    with pytest.raises(StudyError, match=says):
        clean(survey=QUESTIONS, recode=f"{RECODE.strip()}\n{row}\n", export="age,buyer\n17,yes\n")
