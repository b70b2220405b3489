"""The same response in two files is left out; what may be one person twice is said."""

from pathlib import Path

from survey import Study
from survey.checks import Concern, find_doubts
from survey.survey import Action, Survey
from tests.survey.conftest import SETTINGS, Write

QUESTIONS = "type,name,label::nl\n" + "".join(f"integer,q{n},Q{n}\n" for n in range(1, 7))
TWO = SETTINGS.replace('"data/export.csv"', '["data/export.csv", "data/later.csv"]')
HEAD = "id,submitdate,lastpage,startlanguage,token,q1,q2,q3,q4,q5,q6\n"
FIRST = "1,2019,1,nl,,1,2,3,4,5,6\n2,2019,1,nl,tok1,6,5,4,3,2,1\n3,,1,nl,,,,,,,\n"


def read(write: Write, later: str) -> Survey:
    folder: Path = write(settings=TWO, survey=QUESTIONS, export=HEAD + FIRST)
    (folder / "data" / "later.csv").write_text(HEAD + later)
    return Study.load(folder).survey(keep_keys=False)


def doubts(survey: Survey) -> dict[Concern, int]:
    return {doubt.concern: doubt.count for doubt in find_doubts(survey)}


def test_a_response_that_an_earlier_file_holds_is_left_out_and_counted(write: Write) -> None:
    survey = read(write, "1,2019,1,nl,,1,2,3,4,5,6\n9,2019,1,nl,,1,1,1,1,1,1\n")
    assert len(survey) == survey.started == 4
    assert [(s.subject, s.count) for s in survey.history if s.action is Action.REPEATED] == [("data/later.csv", 1)]


def test_two_empty_questionnaires_are_two_people(write: Write) -> None:
    assert len(read(write, "3,,1,nl,,,,,,,\n")) == 4


def test_the_same_number_with_other_answers_is_another_person(write: Write) -> None:
    survey = read(write, "1,2019,1,nl,,1,2,3,4,5,7\n")
    assert len(survey) == 4
    assert Concern.SAME_ANSWERS not in doubts(survey)


def test_the_same_answers_under_another_number_are_a_doubt(write: Write) -> None:
    survey = read(write, "8,2019,1,nl,,1,2,3,4,5,6\n")
    assert len(survey) == 4
    assert doubts(survey)[Concern.SAME_ANSWERS] == 2


def test_the_same_token_is_a_doubt(write: Write) -> None:
    survey = read(write, "7,2019,1,nl,TOK1,9,9,9,9,9,9\n")
    assert doubts(survey)[Concern.SAME_PERSON] == 2
    assert len(survey.same_people) == 2
