"""Corrections and exclusions of single respondents."""

from collections.abc import Callable
from pathlib import Path

import pytest

from survey import Study, StudyError
from survey.survey import Action

Write = Callable[..., Path]

PARTS = {
    "survey": "type,name,label::nl\ninteger,age,Leeftijd\nselect_one yn,buyer,Koper\n",
    "export": "id;submitdate;lastpage;startlanguage;age;buyer\n11;x;1;nl;200;yes\n12;x;1;nl;30;no\n",
}


def test_a_correction_mends_one_cell_and_reaches_the_history(write: Write) -> None:
    rows = "respondent,wave,variable,old,new,why,who,when\n#11,2019,age,200,20,tikfout,AB,2020-01-05\n"
    survey = Study.load(write(**PARTS, corrections=rows)).survey(keep_keys=False)
    assert survey.values["age"].tolist() == [20, 30]
    step = next(step for step in survey.history if step.action is Action.CORRECTED)
    assert (step.subject, step.count, step.rule) == ("age", 1, "AB, 2020-01-05")
    assert step.why.text("nl") == "tikfout"


def test_a_study_id_names_a_respondent_too(write: Write) -> None:
    folder = write(**PARTS)
    _, keys = Study.load(folder).survey_and_keys()
    rows = f"respondent,wave,variable,old,new\n{keys.ids['2019', '12']},,age,30,31\n"
    assert Study.load(write(**PARTS, corrections=rows)).survey().values["age"].tolist() == [200, 31]


def test_a_wrong_old_value_is_an_error_that_repeats_no_answer(write: Write) -> None:
    rows = "respondent,wave,variable,old,new\n#11,,age,199,20\n"
    with pytest.raises(StudyError, match="the old value of 'age'") as caught:
        Study.load(write(**PARTS, corrections=rows)).survey(keep_keys=False)
    assert "200" not in str(caught.value)
    assert "row 2" in str(caught.value)


def test_an_exclusion_by_hand(write: Write) -> None:
    rows = "respondent,wave,why,who,when\n#12,2019,dubbel ingevuld,AB,2020-01-05\n"
    survey = Study.load(write(**PARTS, exclusions=rows)).survey(keep_keys=False)
    assert len(survey) == 1
    step = next(step for step in survey.history if step.action is Action.EXCLUDED)
    assert (step.subject, step.count, step.rule) == ("exclusions", 1, "AB, 2020-01-05")
    assert step.why.text("nl") == "dubbel ingevuld"


@pytest.mark.parametrize("sheet", ["corrections", "exclusions"])
def test_nobody_of_that_name(write: Write, sheet: str) -> None:
    heads = {"corrections": "respondent,variable,old,new,why", "exclusions": "respondent,why"}
    rows = {"corrections": "#99,age,1,2,", "exclusions": "#99,dubbel"}
    with pytest.raises(StudyError, match="there is no respondent '#99'"):
        Study.load(write(**PARTS, **{sheet: f"{heads[sheet]}\n{rows[sheet]}\n"})).survey(keep_keys=False)


def test_a_correction_of_an_unknown_variable_names_its_row(write: Write) -> None:
    rows = "respondent,variable,old,new\n#11,agee,1,2\n"
    with pytest.raises(StudyError, match=r"corrections.csv, row 2\nDid you mean 'age'\?"):
        Study.load(write(**PARTS, corrections=rows))


def test_a_correction_finds_its_row_when_the_export_is_ordered_anew(write: Write) -> None:
    rows = "respondent,wave,variable,old,new\n#11,2019,age,200,20\n"
    Study.load(write(**PARTS, corrections=rows)).survey()
    head, one, other = PARTS["export"].splitlines()
    turned = {**PARTS, "export": f"{head}\n{other}\n{one}\n"}
    assert Study.load(write(**turned, corrections=rows)).survey().values["age"].tolist() == [30, 20]


def test_exclusions_for_one_reason_are_one_line(write: Write) -> None:
    rows = "respondent,why\n#11,dubbel\n#12,dubbel\n"
    survey = Study.load(write(**PARTS, exclusions=rows)).survey(keep_keys=False)
    (step,) = (step for step in survey.history if step.action is Action.EXCLUDED)
    assert (step.why.text("nl"), step.count) == ("dubbel", 2)


def test_a_reason_can_be_given_in_each_language(write: Write) -> None:
    rows = "respondent,why::nl,why::fr\n#12,dubbel,double\n"
    survey = Study.load(write(**PARTS, exclusions=rows)).survey(keep_keys=False)
    (step,) = (step for step in survey.history if step.action is Action.EXCLUDED)
    assert (step.why.text("nl"), step.why.text("fr")) == ("dubbel", "double")
