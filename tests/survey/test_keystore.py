"""Study ids are random, kept on reruns, and nothing depends on their values."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from survey import Study, StudyError
from survey.keystore import key_file, read_keys

Write = Callable[..., Path]
QUESTIONS = "type,name,label::nl,identifier\ninteger,a,A,\ntext,mail,E-mail,yes\n"
EXPORT = "a;mail\n1;x@example.org\n2;\n2;\n"


def test_ids_survive_a_rerun_and_new_respondents(write: Write) -> None:
    folder = write(survey=QUESTIONS, export=EXPORT)
    first = Study.load(folder).survey()
    again = Study.load(write(survey=QUESTIONS, export=f"a;mail\n7;\n{EXPORT.partition(chr(10))[2]}")).survey()
    assert again.values.index.tolist()[1:] == first.values.index.tolist()
    assert len(set(again.values.index)) == 4


def test_the_key_file_stands_beside_the_study_and_is_private(write: Write) -> None:
    folder = write(survey=QUESTIONS, export=EXPORT)
    Study.load(folder).survey()
    file = folder.parent / "study.keys.csv"
    assert file == key_file(folder)
    assert "x@example.org" in file.read_text()
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_key_file_opened_to_others_is_closed_again(write: Write) -> None:
    folder = write(survey=QUESTIONS, export=EXPORT)
    Study.load(folder).survey()
    key_file(folder).chmod(0o644)
    Study.load(folder).survey()
    if os.name == "posix":
        assert stat.S_IMODE(key_file(folder).stat().st_mode) == 0o600


def test_no_key_file_when_asked(write: Write) -> None:
    folder = write(survey=QUESTIONS, export=EXPORT)
    Study.load(folder).survey(keep_keys=False)
    assert not key_file(folder).exists()


def test_values_do_not_depend_on_ids(write: Write) -> None:
    folder = write(survey=QUESTIONS, export=EXPORT)
    one = Study.load(folder).survey(keep_keys=False).values.reset_index(drop=True)
    other = Study.load(folder).survey(keep_keys=False).values.reset_index(drop=True)
    assert one.equals(other)


def test_a_broken_key_file_is_not_replaced(write: Write) -> None:
    folder = write(survey=QUESTIONS, export=EXPORT)
    key_file(folder).write_text("nonsense\n")
    with pytest.raises(StudyError, match="key file cannot be read"):
        Study.load(folder).survey()
    assert key_file(folder).read_text() == "nonsense\n"


def test_a_key_file_that_names_an_id_twice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.keys.csv"
    file.write_text("wave,response,respondent\n1,a,r1\n1,b,r1\n")
    with pytest.raises(StudyError, match="twice"):
        read_keys(file)


def test_response_numbers_must_be_unique(write: Write) -> None:
    export = "id;submitdate;lastpage;startlanguage;a;mail\n1;x;1;nl;1;\n1;x;1;nl;2;\n"
    with pytest.raises(StudyError, match="response numbers are not unique"):
        Study.load(write(survey=QUESTIONS, export=export)).survey(keep_keys=False)


def test_rows_without_a_number_are_keyed_with_a_secret_of_their_own(write: Write) -> None:
    one, other = (read_keys(key_file(write(survey=QUESTIONS, export=EXPORT))) for _ in range(2))
    assert one.secret != other.secret
    folder = write(survey=QUESTIONS, export=EXPORT)
    Study.load(folder).survey()
    kept = read_keys(key_file(folder))
    assert read_keys(key_file(folder)).secret == kept.secret
    assert len(kept.ids) == 3
