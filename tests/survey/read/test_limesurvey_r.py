"""LimeSurvey's pair of files for R: names and wordings by position; 1, 0 and empty are three things."""

import shutil
from pathlib import Path

import pytest

from survey.answers import read_answers
from survey.codebook import Choice, Label, Variable, VariableType
from survey.errors import StudyError
from survey.missing import Reason
from survey.read import read_export
from survey.read.export import Export, Hints, State

DATA = Path(__file__).parent.parent.parent / "data" / "limesurvey"
PAIR = DATA / "survey_100001_R_data_file.csv"
SYNTAX = DATA / "survey_100001_R_syntax_file.R"


@pytest.fixture(scope="module")
def pair() -> Export:
    return read_export(PAIR)


def test_the_syntax_file_beside_it_names_the_columns(pair: Export) -> None:
    assert (pair.format, pair.cells.shape) == ("limesurvey_r", (3, 646))
    names = list(pair.cells)
    assert (names[7], names[12]) == ("country", "visitPlans/bar")
    assert (pair.labels["visitPlans/bar"], pair.questions["visitPlans"][:12]) == ("Bar", "In your next")
    assert len(set(names)) == 646


def test_unnamed_columns_are_time_stamps(pair: Export) -> None:
    assert list(pair.cells)[310:312] == ["interviewtime", "Group time: countryGroup"]
    assert len(pair.platform) == 646 - 310 + 7


def test_seed_and_time_stamps_go_to_the_key_store(pair: Export) -> None:
    assert pair.identifiers == ("id", "seed", "startdate", "datestamp")


def test_a_response_without_submission_is_a_break_off(pair: Export) -> None:
    assert pair.finished is not None
    assert pair.last_page is not None
    assert (pair.finished.tolist(), pair.last_page.tolist()) == ([True, False, True], [60, 0, 60])


def test_one_nought_and_empty_are_kept_apart(pair: Export) -> None:
    assert pair.column("visitPlans/club").tolist() == ["0", "", "0"]
    assert pair.not_shown is not None
    assert pair.not_shown["visitPlans/club"].tolist() == [False, True, False]
    assert not [column for column in pair.not_shown if not str(column).startswith(("visitPlans/", "lodging/"))]
    assert pair.alike.several == {State.LEFT_OPEN, State.NOT_TICKED}


def test_a_set_is_read_with_its_three_states(pair: Export) -> None:
    names = [name.partition("/")[2] for name in map(str, pair.cells) if name.startswith("visitPlans/")]
    choices = tuple(Choice(name, Label({"": name})) for name in names if name != "other")
    answers = read_answers(Variable("visitPlans", VariableType.SELECT_MULTIPLE, Label(), choices), pair, {})
    assert answers.answered.tolist() == [True, False, True]
    assert answers.said.tolist()[1] == Reason.NOT_SHOWN.value


def test_the_syntax_file_may_be_named(tmp_path: Path) -> None:
    shutil.copy(PAIR, tmp_path / "export.csv")
    shutil.copy(SYNTAX, tmp_path / "names.R")
    hints = Hints(structure=tmp_path / "names.R")
    for format_ in ("", "limesurvey_r"):
        assert list(read_export(tmp_path / "export.csv", format_, hints).cells)[7] == "country"


def test_alone_the_data_file_is_one_with_full_text(tmp_path: Path) -> None:
    shutil.copy(PAIR, tmp_path)
    export = read_export(tmp_path / PAIR.name)
    assert (export.format, export.cells.shape) == ("limesurvey", (3, 646))
    names = list(export.cells)
    assert names[7:11] == ["Where do you live?", "How old are you?", "column 10", "[Other]"]
    assert len(set(names)) == 646
    assert export.identifiers == ("id", "seed", "startdate", "datestamp")


def test_as_a_pair_it_needs_both(tmp_path: Path) -> None:
    shutil.copy(PAIR, tmp_path)
    with pytest.raises(StudyError, match="syntax file of this data file is missing"):
        read_export(tmp_path / PAIR.name, "limesurvey_r")


def test_files_of_two_exports_do_not_fit(tmp_path: Path) -> None:
    (tmp_path / "x_R_data_file.csv").write_text("Response ID,Last page\n1,2\n")
    shutil.copy(SYNTAX, tmp_path / "x_R_syntax_file.R")
    with pytest.raises(StudyError, match="tells of 310 columns, the data file has 2"):
        read_export(tmp_path / "x_R_data_file.csv")


def test_other_letters_are_said(tmp_path: Path) -> None:
    shutil.copy(PAIR, tmp_path / "x_R_data_file.csv")
    (tmp_path / "x_R_syntax_file.R").write_bytes(b'names(data)[1] <- "\xff"')
    with pytest.raises(StudyError, match="letters of this file"):
        read_export(tmp_path / "x_R_data_file.csv")
