"""A drafted study as a folder: whole or not at all, and readable as it stands."""

from pathlib import Path

import pytest

from survey import Study
from survey.codebook import VariableType
from survey.draft import draft_study
from survey.draft.folder import check_free, write_draft
from survey.errors import StudyError, problem

CELLS = 'id,age,place,why\n1,23,Gent,"=1+1"\n2,31,Brussel,"two\nlines"\n3,-99,Gent,NA\n4,45,Brussel,""\n'


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / 'odd "name" é.csv'
    path.write_text(CELLS, encoding="utf-8")
    return path


def test_a_draft_is_a_study_that_can_be_read(export: Path, tmp_path: Path) -> None:
    write_draft(
        draft_study([export], None, ["nl", "en"]), tmp_path / "study", lambda made: {"draft.md": str(made.name)}
    )
    study = Study.load(tmp_path / "study")
    assert (tmp_path / "study" / "data" / export.name).read_bytes() == export.read_bytes()
    assert (tmp_path / "study" / "draft.md").read_text() == "study"
    assert study.title.text("nl") == 'odd "name" é'
    survey = study.survey(keep_keys=False)
    assert survey.reasons["age"].fillna("").tolist() == ["", "", "unknown", ""]
    assert survey.values["why"].tolist()[:3] == ["=1+1", "two\nlines", "NA"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["study", export.name])


def test_the_same_export_gives_the_same_bytes(export: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_draft(draft_study([export], None, ["nl"]), tmp_path / name)
    books = [(tmp_path / name / "codebook.xlsx").read_bytes() for name in ("a", "b")]
    assert books[0] == books[1]


def test_what_stands_there_is_never_touched(export: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "mine.txt").write_text("mine")
    draft = draft_study([export], None, ["nl"])
    for place, says in ((tmp_path / "taken", "something at this place"), (tmp_path / "no" / "place", "no such folder")):
        with pytest.raises(StudyError, match=says):
            write_draft(draft, place)
    check_free(tmp_path / "free")
    (tmp_path / "empty").mkdir()
    write_draft(draft, tmp_path / "empty")
    assert (tmp_path / "empty" / "study.toml").exists()


def test_a_failure_leaves_nothing_behind(export: Path, tmp_path: Path) -> None:
    def fails(folder: Path) -> dict[str, str]:
        raise problem("it does not work", str(folder / "codebook.xlsx"))

    with pytest.raises(StudyError) as error:
        write_draft(draft_study([export], None, ["nl"]), tmp_path / "study", fails)
    assert str(tmp_path / "study" / "codebook.xlsx") in str(error.value)
    assert [path.name for path in tmp_path.iterdir()] == [export.name]


def test_files_without_headings_are_read_in_order(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("23,1,2\n31,2,1\n18,1,1\n44,2,2\n")
    with pytest.raises(StudyError, match="looks like answers"):
        draft_study([path], None, ["nl"])
    write_draft(draft_study([path], None, ["nl"], header=False), tmp_path / "study")
    survey = Study.load(tmp_path / "study").survey(keep_keys=False)
    assert survey.values["column_1"].tolist() == [23, 31, 18, 44]
    assert survey.codebook["column_2"].type is VariableType.SELECT_ONE


def test_several_files_are_one_wave(tmp_path: Path) -> None:
    for folder in ("nl", "fr"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.csv").write_text("a,b\nyes,1\nno,2\nyes,2\n")
    write_draft(draft_study([tmp_path / "nl" / "x.csv", tmp_path / "fr" / "x.csv"], None, ["nl"]), tmp_path / "study")
    survey = Study.load(tmp_path / "study").survey(keep_keys=False)
    assert survey.values["origin"].tolist() == ["x"] * 3 + ["x-2"] * 3


def test_a_questionnaire_is_no_export_and_must_belong_to_it(export: Path, tmp_path: Path) -> None:
    form = Path(__file__).parents[2] / "data" / "redcap" / "simple__dictionary.csv"
    with pytest.raises(StudyError, match="it holds no answers"):
        draft_study([form], None, ["nl"])
    with pytest.raises(StudyError, match="questions in the structure"):
        draft_study([export], form, ["nl"])
