"""From export to survey: history, exclusions in order, derived variables, identifiers apart."""

from collections.abc import Callable
from pathlib import Path

import pytest

from survey import Study, StudyError
from survey.survey import Action, Survey

Clean = Callable[..., Survey]
Write = Callable[..., Path]

QUESTIONS = """
type,name,label::nl,constraint,calculation,identifier,missing
select_one yn,consent,Toestemming,,,,
integer,age,Leeftijd,. >= 12 and . <= 99,,,
decimal,first,Eerste gebruik,. <= ${age},,,
calculate,years,Jaren,,${age} - ${first},,
text,remark,Opmerking,,,,
text,mail,E-mail,,,yes,
"""

EXCLUDE = """
name,rule,label::nl
no_consent,${consent} = 'no',Geen toestemming
young,${age} < 18,Jonger dan 18
"""

RECODE = """
variable,label::nl,source,low,high,category,category_label::nl
age_group,Leeftijdsgroep,age,,30,under_30,onder 30
age_group,,age,30,,over_30,30 en ouder
"""

EXPORT = """
    id;submitdate;lastpage;startlanguage;ipaddr;consent;age;first;remark;mail;extra
    1;2019;1;nl;192.0.2.1;yes;25;17,5;niets;a@example.org;x
    2;2019;1;nl;192.0.2.2;no;40;;;;x
    3;2019;1;nl;192.0.2.3;yes;17;16;;;x
    4;2019;1;nl;192.0.2.4;yes;199;16;NA;;x
    5;2019;1;nl;192.0.2.5;yes;30;35;mail b@example.org;;x
    6;2019;1;nl;192.0.2.6;;;16;;;x
"""


@pytest.fixture
def survey(clean: Clean) -> Survey:
    return clean(survey=QUESTIONS, exclude=EXCLUDE, recode=RECODE, export=EXPORT)


def steps(survey: Survey, action: Action) -> list[tuple[str, int | None]]:
    return [(step.subject, step.count) for step in survey.history if step.action is action]


def test_a_survey_knows_whether_the_exports_tell_who_finished(survey: Survey, clean: Clean) -> None:
    assert survey.tells_finished
    plain = clean(survey=QUESTIONS, export="consent;age;first;remark;mail\nyes;30;18;;\n")
    assert not plain.tells_finished


def test_exclusions_are_counted_in_order(survey: Survey) -> None:
    assert survey.started == 6
    assert steps(survey, Action.EXCLUDED) == [("no_consent", 1), ("young", 1)]
    assert len(survey) == 4


def test_a_rule_that_cannot_tell_keeps_people_and_says_so(survey: Survey) -> None:
    assert steps(survey, Action.CANNOT_TELL) == [("no_consent", 1), ("young", 2)]


def test_impossible_answers_become_invalid(survey: Survey) -> None:
    assert steps(survey, Action.INVALID) == [("age", 1), ("first", 1)]
    assert survey.reasons["age"].tolist()[1] == "invalid"
    assert survey.reasons["first"].tolist()[2] == "invalid"


def test_a_decimal_comma_is_a_number_and_na_is_text(survey: Survey) -> None:
    assert survey.values["first"].iloc[0] == 17.5
    assert survey.values["remark"].iloc[1] == "NA"


def test_derived_values_and_the_reasons_they_inherit(survey: Survey) -> None:
    assert survey.values["years"].iloc[0] == 7.5
    assert survey.values["age_group"].astype("string").fillna("").tolist() == ["under_30", "", "over_30", ""]
    assert survey.reasons["years"].tolist()[1:] == ["invalid", "invalid", "unknown"]
    assert survey.reasons["age_group"].tolist()[1] == "invalid"


def test_identifiers_leave_the_survey(survey: Survey) -> None:
    assert "mail" not in survey.values
    assert steps(survey, Action.SET_APART) == [("id, ipaddr, mail", 3), ("remark", 1)]
    assert survey.values["remark"].iloc[2] == "mail […]"


def test_columns_the_workbook_does_not_name_are_listed(survey: Survey) -> None:
    assert steps(survey, Action.UNNAMED) == [("extra", 1)]


def test_the_history_explains_every_empty_cell_of_those_included(survey: Survey) -> None:
    assert sum(count or 0 for _, count in steps(survey, Action.DECIDED)) == int(survey.values.isna().sum().sum())


def test_two_waves_are_one_survey(write: Write) -> None:
    settings = """
[study]
title = { nl = "Proef" }
languages = ["nl"]
[[wave]]
name = "2019"
export = "data/export.csv"
[[wave]]
name = "2021"
export = "data/later.csv"
"""
    folder = write(settings=settings, survey="type,name,label::nl\ninteger,a,A\ntext,b,B\n", export="a,b\n1,x\n2,\n")
    (folder / "data" / "later.csv").write_text("a,b\n1,x\n2,\n")
    survey = Study.load(folder).survey(keep_keys=False)
    assert survey.values.index.get_level_values("wave").tolist() == ["2019", "2019", "2021", "2021"]
    assert survey.values["a"].tolist() == [1, 2, 1, 2]
    assert (survey.started, len(survey.sources)) == (4, 2)


def test_a_question_the_export_does_not_hold_is_an_error(clean: Clean) -> None:
    with pytest.raises(StudyError, match="no column 'agee'") as caught:
        clean(survey="type,name,label::nl\ninteger,agee,Leeftijd\ntext,b,B\n", export="age,b\n1,2\n")
    assert "Did you mean 'age'?" in str(caught.value)


def test_a_file_whose_first_row_is_data_is_recognised_without_repeating_it(clean: Clean) -> None:
    with pytest.raises(StudyError, match="0 of the 2 columns") as caught:
        clean(survey="type,name,label::nl\ninteger,age,Leeftijd\ntext,b,B\n", export="aged,geheim\n1,2\n")
    assert "header = false" in str(caught.value)
    assert "geheim" not in str(caught.value)


def test_without_a_heading_row_every_box_and_rank_is_a_column(clean: Clean) -> None:
    survey = clean(
        wave="header = false",
        survey="type,name,label::nl,places\nselect_multiple yn,s,Set,\nrank yn,r,Rang,2\ninteger,age,Leeftijd,\n",
        choices="list_name,name,label::nl\nyn,yes,Ja\nyn,no,Nee\n",
        export="1,0,no,yes,30\n0,1,yes,,40\n",
    )
    assert survey.values["s/no"].tolist() == [False, True]
    assert survey.values["r/1"].tolist() == ["no", "yes"]
    assert survey.values["age"].tolist() == [30, 40]


def test_a_wave_in_two_files_may_use_a_number_twice(write: Write) -> None:
    settings = """
[study]
title = { nl = "Proef" }
languages = ["nl"]
[[wave]]
name = "2019"
export = ["data/export.csv", "data/fr.csv"]
"""
    export = "id;submitdate;lastpage;startlanguage;a\n1;x;1;nl;1\n"
    correction = "respondent,variable,old,new\n#data/fr.csv:1,a,1,7\n"
    folder = write(
        settings=settings, survey="type,name,label::nl\ninteger,a,A\n", export=export, corrections=correction
    )
    (folder / "data" / "fr.csv").write_text(export)
    assert Study.load(folder).survey(keep_keys=False).values["a"].tolist() == [1, 7]


def test_nobody_left_and_nobody_at_all(clean: Clean) -> None:
    everybody = "name,rule,label::nl\nall,true(),Iedereen\n"
    assert len(clean(survey=QUESTIONS, exclude=everybody, recode=RECODE, export=EXPORT)) == 0
    assert len(clean(survey=QUESTIONS, exclude=EXCLUDE, recode=RECODE, export=EXPORT.strip().split("\n")[0])) == 0


def test_a_state_with_a_code_of_its_own_is_told_apart(write: Write) -> None:
    missing = '\n[missing]\ncodes = { "-99" = "no_answer" }\n'
    export = "id,submitdate,lastpage,startlanguage,a,b\n1,x,1,nl,1,1\n2,x,1,nl,-99,\n"
    folder = write(survey="type,name,label::nl\ninteger,a,A\ninteger,b,B\n", export=export, wave=missing)
    assert set(Study.load(folder).survey(keep_keys=False).alike) == {"b"}
