"""Answers that contradict each other are listed, noted under tables, and never changed."""

from pathlib import Path

import openpyxl
import pytest

import analysis
from analysis.table import NoteKind
from survey import Study, StudyError
from survey.checks import Concern, find_doubts
from survey.write.cases import write_cases
from tests.survey.conftest import Write

QUESTIONS = "type,name,label::nl\ninteger,orders,Bestellingen\ninteger,spent,Uitgaven\ninteger,age,Leeftijd\n"
RULES = "name,rule,label::nl\ncheap,${orders} < 2 and ${spent} > 1000,Weinig en duur\n"
TABLES = "id,kind,of\nspent,number,spent\nage,number,age\n"
EXPORT = "orders,spent,age\n1,5000,30\n1,20,31\n9,5000,32\n,5000,33\n"


def load(write: Write, rules: str = RULES) -> Study:
    return Study.load(write(survey=QUESTIONS, contradictions=rules, tables=TABLES, export=EXPORT))


def test_check_lists_who_contradicts_themselves(write: Write, tmp_path: Path) -> None:
    study = load(write)
    survey, keys = study.survey_and_keys(keep_keys=False)
    doubts = [d for d in find_doubts(survey, study.contradictions) if d.concern is Concern.IMPLAUSIBLE]
    assert [(doubt.subject, doubt.count) for doubt in doubts] == [("cheap", 1)]
    write_cases(doubts, survey, keys, tmp_path / "cases.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "cases.xlsx")["cases"]
    assert sheet["G3"].value == "orders: 1; spent: 5000"


def test_tables_of_its_questions_say_so_and_count_as_given(write: Write) -> None:
    study = load(write)
    spent, age = analysis.tables(study, study.survey(keep_keys=False))
    notes = [note for note in spent.notes if note.kind is NoteKind.DOUBT]
    assert [note.text.values["n"] for note in notes if hasattr(note.text, "values")] == [1]
    assert [note for note in age.notes if note.kind is NoteKind.DOUBT] == []
    assert spent.bases[0].n == 4


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        ("name,rule,label::nl\na,${order} < 2,X\n", "asks for 'order', which is no variable"),
        ("name,rule,label::nl\na,${orders} < 2,X\na,${spent} < 2,Y\n", "the contradiction 'a' is there twice"),
        ("name,rule,label::nl\na,${orders},X\n", "not yes or no"),
    ],
)
def test_a_rule_that_cannot_be_used_says_so(write: Write, rules: str, says: str) -> None:
    with pytest.raises(StudyError, match=says):
        load(write, rules)
