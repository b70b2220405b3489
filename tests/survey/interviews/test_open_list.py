"""The Excel list of open answers: written, filled in as a coder would, read back."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from survey import Study, StudyError
from survey.interviews.open_list import open_list, read_list, take_in
from survey.open_answers import OpenAnswers, behind, read_open_answers, tie_answers, write_open_answers
from tests.survey.test_open_answers import CHOICES, EXPORT, SURVEY

Write = Callable[..., Path]


@pytest.fixture
def study(write: Write) -> Study:
    return Study.load(write(survey=SURVEY, choices=CHOICES, export=EXPORT.replace("iets anders", "=1+1")))


def listed(study: Study, coder: str = "AB", variable: str = "work_other", language: str = "nl") -> Path:
    survey, keys = study.survey_and_keys()
    opened = tie_answers(study.cleaning.opened, keys)
    path = study.path.parent / f"{coder}.xlsx"
    where = behind(survey.codebook, variable, "test")
    path.write_bytes(open_list(survey, where, opened, coder, language))
    return path


def fill(path: Path, *categories: str, new: tuple[str, str] | None = None) -> None:
    book = openpyxl.load_workbook(path)
    for row, category in enumerate(categories, start=3):
        book["answers"].cell(row, 5).value = category or None
    if new:
        book["categories"].append(list(new))
    book.save(path)


def taken(study: Study, path: Path) -> OpenAnswers:
    survey, keys = study.survey_and_keys()
    return take_in(tie_answers(study.cleaning.opened, keys), read_list(path, study.codebook, survey))


def test_a_list_holds_each_text_once_and_no_formula(study: Study) -> None:
    sheet = openpyxl.load_workbook(listed(study))["answers"]
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert [row[3] for row in rows] == ["aan de slag als zelfstandige", "stage", "'=1+1"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_names_labels_and_new_categories_are_read_back(study: Study) -> None:
    path = listed(study)
    fill(path, "self", "VOLTIJDS", "", new=("self", "Zelfstandig"))
    found = taken(study, path)
    assert [(code.category, code.coder) for code in found.codes] == [("self", "AB"), ("full", "AB")]
    assert [choice.name for choice in found.categories["work_other"]] == ["self"]


def test_what_is_written_is_what_a_study_reads(study: Study) -> None:
    path = listed(study)
    fill(path, "self", "full", "other", new=("self", "Zelfstandig"))
    found = taken(study, path)
    write_open_answers(found, study.path / "interviews")
    again = read_open_answers(study.path / "interviews")
    assert {(c.respondent, c.category, c.coder) for c in again.codes} == {
        (c.respondent, c.category, c.coder) for c in found.codes
    }
    assert again.categories == found.categories
    assert Study.load(study.path).survey().values["work"].tolist() == ["self", "full", "full", "other"]


def test_a_coder_goes_on_where_they_were_and_sees_nobody_else(study: Study) -> None:
    path = listed(study)
    fill(path, "full")
    write_open_answers(taken(study, path), study.path / "interviews")
    again = Study.load(study.path)
    own, others = listed(again, "AB"), listed(again, "CD")
    assert openpyxl.load_workbook(own)["answers"]["E3"].value == "full"
    assert openpyxl.load_workbook(others)["answers"]["E3"].value is None


def test_a_new_version_replaces_what_this_coder_said(study: Study) -> None:
    path = listed(study)
    fill(path, "full", "full")
    write_open_answers(taken(study, path), study.path / "interviews")
    fill(path, "other", "")
    found = taken(Study.load(study.path), path)
    assert [code.category for code in found.codes] == ["other"]


@pytest.mark.parametrize(
    ("cell", "value", "message"),
    [
        ("E3", "voltijd", "there is no category 'voltijd'"),
        ("C3", "rdeadbeef", "no such respondent"),
        ("H3", "", "the coder is missing"),
        ("A2", "vraag", "columns of this list"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(study: Study, cell: str, value: str, message: str) -> None:
    path = listed(study)
    fill(path, "full")
    book = openpyxl.load_workbook(path)
    book["answers"][cell].value = value or None
    book.save(path)
    with pytest.raises(StudyError) as caught:
        taken(study, path)
    assert message in str(caught.value)
    assert "zelfstandige" not in str(caught.value)


def test_any_other_file_is_no_list(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"PK\x03\x04nothing")
    with pytest.raises(StudyError, match="cannot be read"):
        taken(study, path)
