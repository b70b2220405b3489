"""A wave in several files: the file each response came in is a variable, and headings can be matched."""

from dataclasses import replace
from pathlib import Path

import pytest

from survey import Study
from survey.errors import StudyError
from survey.read.export import rename_columns
from tests.survey.conftest import SETTINGS, Write
from tests.survey.draft.toy import export

QUESTIONS = "type,name,label::nl,column\nselect_one yn,a,A,\ninteger,b,B,Q2\n"
TWO = SETTINGS.replace('"data/export.csv"', '["data/export.csv", "data/fr.csv"]')
DUTCH = "a,Q2\nyes,1\nno,2\n"


def wave(write: Write, french: str, rename: str = "", **sheets: str) -> Path:
    folder = write(settings=TWO, wave=rename, survey=sheets.pop("survey", QUESTIONS), export=DUTCH, **sheets)
    (folder / "data" / "fr.csv").write_text(french)
    return folder


def test_the_file_is_kept_as_a_variable(write: Write) -> None:
    survey = Study.load(wave(write, "a,Q2\nyes,3\n")).survey(keep_keys=False)
    assert survey.values["origin"].tolist() == ["export", "export", "fr"]
    assert [choice.name for choice in survey.codebook["origin"].choices] == ["export", "fr"]
    assert "origin" not in survey.alike


def test_one_file_needs_no_such_variable(write: Write) -> None:
    folder = write(survey="type,name,label::nl\ninteger,a,A\n")
    assert "origin" not in Study.load(folder).survey(keep_keys=False).values


def test_the_workbook_may_name_the_files(write: Write) -> None:
    questions = f"{QUESTIONS}select_one files,origin,Taal,\n"
    choices = "list_name,name,label::nl,code\nyn,yes,Ja,\nyn,no,Nee,\nfiles,nl,Nederlands,export\nfiles,fr,Frans,fr\n"
    survey = Study.load(wave(write, "a,Q2\nyes,3\n", survey=questions, choices=choices)).survey(keep_keys=False)
    assert survey.values["origin"].tolist() == ["nl", "nl", "fr"]


def test_headings_of_one_file_are_matched(write: Write) -> None:
    rename = 'rename = { "data/fr.csv" = { "Q5" = "a", "a" = "Q2" } }\n'
    survey = Study.load(wave(write, "a,Q5\n7,no\n", rename)).survey(keep_keys=False)
    assert survey.values["b"].tolist() == [1, 2, 7]
    assert survey.values["a"].tolist() == ["yes", "no", "no"]


def test_a_heading_in_groups_is_matched_with_its_boxes_and_wording() -> None:
    heads = {"trip/way/train": ["1"], "trip/way/bus": ["0"], "trip/age": ["31"]}
    found = replace(
        export(heads), labels={"trip/way/bus": "By bus"}, questions={"trip/way": "How?"}, identifiers=("trip/age",)
    )
    made = rename_columns(found, {"trip/way": "Q1", "trip/age": "Q2"})
    assert list(made.cells) == ["Q1/train", "Q1/bus", "Q2"]
    assert (made.labels, made.questions, made.identifiers) == ({"Q1/bus": "By bus"}, {"Q1": "How?"}, ("Q2",))
    with pytest.raises(StudyError, match="there is no column 'trip' to rename"):
        rename_columns(export({"trip/way/train": ["1"]}), {"trip": "Q1"})


@pytest.mark.parametrize(
    ("rename", "says"),
    [
        ('rename = { "data/fr.csv" = { "Q6" = "a" } }\n', "there is no column 'Q6' to rename"),
        ('rename = { "data/fr.csv" = { "Q5" = "Q2" } }\n', "two columns would have one heading"),
        ('rename = { "data/de.csv" = { "Q5" = "a" } }\n', "which is no export of this wave"),
    ],
)
def test_a_wrong_match_says_so(write: Write, rename: str, says: str) -> None:
    with pytest.raises(StudyError, match=says):
        Study.load(wave(write, "Q2,Q5\n7,no\n", rename)).survey(keep_keys=False)
