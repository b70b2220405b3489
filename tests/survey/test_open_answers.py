"""Open answers put into categories by coders: where they move, and where they stay."""

from collections.abc import Callable
from pathlib import Path

import pytest

from survey import Study, StudyError
from survey.missing import Reason
from survey.survey import Action, Survey

Write = Callable[..., Path]

SURVEY = """type,name,label::nl,relevant
select_one work,work,Werk,
text,work_other,Ander werk,${work} = 'other'
select_multiple why,why,Waarom,
text,why_other,Andere reden,"selected(${why}, 'other')"
text,remark,Opmerking,
"""
CHOICES = """list_name,name,label::nl
work,full,Voltijds
work,other,Andere
why,price,Prijs
why,other,Andere
"""
EXPORT = """id;submitdate;lastpage;startlanguage;work;work_other;why[price];why[other];why_other;remark
1;x;1;nl;other;aan de slag als zelfstandige;Y;Y;omdat vrienden het deden;alles goed
2;x;1;nl;full;;N;Y;zomaar;
3;x;1;nl;other;stage;N;N;;te lang
4;x;1;nl;other;iets anders;Y;N;;
"""
HEADS = "variable,wave,respondent,category,coder\n"
NEW = "variable,name,label::nl\nwork_other,self,Zelfstandig\nwhy_other,friends,Vrienden\n"


@pytest.fixture
def opened(write: Write) -> Callable[..., Survey]:
    def made(codes: str, categories: str = NEW) -> Survey:
        folder = write(survey=SURVEY, choices=CHOICES, export=EXPORT)
        (folder / "interviews").mkdir(exist_ok=True)
        (folder / "interviews" / "open.csv").write_text(HEADS + codes, encoding="utf-8")
        (folder / "interviews" / "open_categories.csv").write_text(categories, encoding="utf-8")
        return Study.load(folder).survey(keep_keys=False)

    return made


def test_an_answer_behind_other_moves_to_its_category(opened: Callable[..., Survey]) -> None:
    survey = opened("work_other,,#1,self,AB\nwork_other,,#3,full,AB\n")
    assert survey.values["work"].tolist() == ["self", "full", "full", "other"]
    assert [person for people in survey.reassigned.values() for person in people] == list(survey.index[[0, 2]])
    step = next(step for step in survey.history if step.action is Action.REASSIGNED)
    assert (step.subject, step.count, step.rule) == ("work", 2, "work_other")


def test_the_text_itself_stays(opened: Callable[..., Survey]) -> None:
    assert opened("work_other,,#1,self,AB\n").values["work_other"].notna().sum() == 3


def test_in_a_set_other_is_unticked_and_the_categories_are_ticked(opened: Callable[..., Survey]) -> None:
    survey = opened("why_other,,#1,friends,AB\nwhy_other,,#2,friends,AB\nwhy_other,,#2,price,AB\n")
    answered = survey.values.iloc[[0, 1, 3]]
    assert answered["why/other"].tolist() == [False, False, False]
    assert answered["why/price"].tolist() == [True, True, True]
    assert answered["why/friends"].tolist() == [True, True, False]


def test_a_new_category_is_absent_for_who_left_the_set_open(write: Write) -> None:
    folder = write(
        survey=SURVEY, choices=CHOICES, export=EXPORT.replace("3;x;1;nl;other;stage;N;N", "3;x;1;nl;other;stage;;")
    )
    (folder / "interviews").mkdir()
    (folder / "interviews" / "open.csv").write_text(HEADS + "why_other,,#1,friends,AB\n", encoding="utf-8")
    (folder / "interviews" / "open_categories.csv").write_text(NEW, encoding="utf-8")
    survey = Study.load(folder).survey(keep_keys=False)
    assert survey.values["why/friends"].isna().tolist() == survey.values["why/price"].isna().tolist()


def test_what_coders_differ_on_stays_until_it_is_settled(opened: Callable[..., Survey]) -> None:
    differ = "work_other,,#1,self,AB\nwork_other,,#1,full,CD\n"
    assert opened(differ).values["work"].tolist()[0] == "other"
    assert opened(differ + "work_other,,#1,full,settled\n").values["work"].tolist()[0] == "full"


def test_other_is_a_decision_too(opened: Callable[..., Survey]) -> None:
    survey = opened("work_other,,#1,other,AB\n")
    assert survey.values["work"].tolist()[0] == "other"
    assert not any(survey.reassigned.values())


def test_an_open_question_becomes_a_set_of_its_own(opened: Callable[..., Survey]) -> None:
    survey = opened("remark,,#1,fine,AB\n", "variable,name,label::nl\nremark,fine,Tevreden\nremark,long,Te lang\n")
    assert survey.values["remark_coded/fine"].tolist()[:1] == [True]
    assert survey.values["remark_coded/long"].tolist()[:1] == [False]
    reasons = survey.reasons["remark_coded/fine"].tolist()
    assert reasons[2] == Reason.UNKNOWN  # wrote something that nobody coded yet
    assert reasons[1] == survey.reasons["remark"].tolist()[1]


def test_who_is_named_by_number_and_by_study_id_is_one_person(write: Write) -> None:
    folder = write(survey=SURVEY, choices=CHOICES, export=EXPORT)
    _, keys = Study.load(folder).survey_and_keys()
    (folder / "interviews").mkdir()
    rows = f"work_other,2019,#1,full,AB\nwork_other,2019,{keys.ids['2019', '1']},other,CD\n"
    (folder / "interviews" / "open.csv").write_text(HEADS + rows, encoding="utf-8")
    assert Study.load(folder).survey().values["work"].tolist()[0] == "other"


@pytest.mark.parametrize(
    ("codes", "message"),
    [
        ("work_other,,#1,fulll,AB\n", "no category 'fulll'"),
        ("work,,#1,full,AB\n", "'work' takes no text"),
        ("work_othr,,#1,full,AB\n", "work_other"),
        ("work_other,,#1,full,AB\nwork_other,,#1,self,AB\n", "'work' takes one"),
        ("work_other,,#77,full,AB\n", "there is no respondent '#77'"),
    ],
)
def test_what_cannot_be_is_an_error_without_the_answer(opened: Callable[..., Survey], codes: str, message: str) -> None:
    with pytest.raises(StudyError) as caught:
        opened(codes)
    assert message in str(caught.value)
    assert "zelfstandige" not in str(caught.value)


def test_the_questionnaire_is_printed_as_it_was_asked(opened: Callable[..., Survey]) -> None:
    codebook = opened("work_other,,#1,self,AB\n").codebook
    assert "self" in [choice.name for choice in codebook["work"].choices]
    assert "self" not in [choice.name for choice in codebook.as_asked()["work"].choices]
