"""What holds for every format of an export."""

import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyreadstat
import pytest

from survey import Study
from survey.errors import StudyError
from survey.survey import Survey
from survey.write import WRITERS, is_ours, written_with

Write = Callable[..., Path]

QUESTIONS = """
type,name,label::nl,identifier
text,mail,Uw e-mail,yes
text,remark,Opmerking,
select_one yn,gate,Poort,
"""
EXPORT = """
id,submitdate,ipaddr,mail,remark,gate
411,2019-06-04 10:00:00,192.0.2.77,secret@example.org,write to hidden@example.org,yes
412,2019-06-04 10:01:00,192.0.2.78,other@example.org,=1+1,no
"""
HIDDEN = ("192.0.2.7", "secret@", "other@example", "hidden@", "ipaddr", "Uw e-mail")


@pytest.fixture(params=list(WRITERS))
def ending(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def readable(path: Path) -> str:
    """Return everything in a file as text, compressed or not."""
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            return "\n".join(book.read(name).decode() for name in book.namelist())
    if path.suffix in {".sav", ".zsav"}:
        frame, meta = pyreadstat.read_sav(path, user_missing=True)
        return f"{frame.to_csv()}{vars(meta)}"
    return path.read_text(encoding="utf-8")


def test_no_identifier_leaves(ending: str, write: Write, tmp_path: Path) -> None:
    study = Study.load(write(survey=QUESTIONS, export=EXPORT))
    survey = study.survey(keep_keys=False)
    for path in WRITERS[ending](study, survey, tmp_path / f"a{ending}"):
        text = readable(path)
        assert "Opmerking" in text or path.suffix == ".csv"
        assert [word for word in HIDDEN if word in text or word.encode() in path.read_bytes()] == []


def test_open_answers_leave_without_contacts(write: Write, tmp_path: Path) -> None:
    study = Study.load(write(survey=QUESTIONS, export=EXPORT))
    WRITERS[".csv"](study, study.survey(keep_keys=False), tmp_path / "a.csv")
    text = (tmp_path / "a.csv").read_text(encoding="utf-8")
    assert "write to " in text
    assert "'=1+1" in text


def test_the_same_survey_gives_the_same_bytes(ending: str, study: Any, survey: Survey, tmp_path: Path) -> None:
    path = tmp_path / f"a{ending}"
    first = [file.read_bytes() for file in WRITERS[ending](study, survey, path)]
    os.utime(path, (0, 0))
    assert [file.read_bytes() for file in WRITERS[ending](study, survey, path)] == first


def test_files_are_for_their_owner_and_marked_as_ours(ending: str, study: Any, survey: Survey, tmp_path: Path) -> None:
    files = WRITERS[ending](study, survey, tmp_path / f"a{ending}")
    assert files == written_with(tmp_path / f"a{ending}")
    assert sorted(files) == sorted(tmp_path.iterdir())
    for file in files:
        assert is_ours(file)
        if os.name == "posix":
            assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_synthetic_data_say_so(ending: str, built_in: tuple[Study, Survey], tmp_path: Path) -> None:
    files = WRITERS[ending](*built_in, tmp_path / f"a{ending}")
    assert "synthetic data" in readable(files[-1])


def test_real_data_do_not(ending: str, study: Any, survey: Survey, tmp_path: Path) -> None:
    files = WRITERS[ending](study, survey, tmp_path / f"a{ending}")
    assert "synthetic" not in readable(files[-1])


def test_a_failure_leaves_what_was_there(
    ending: str, study: Any, survey: Survey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"a{ending}"
    WRITERS[ending](study, survey, path)
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    monkeypatch.setattr(Path, "replace", _refused)
    with pytest.raises(StudyError, match="cannot be written"):
        WRITERS[ending](study, survey.keep(survey.values["gate"].eq("yes")), path)
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_a_folder_that_is_not_there_is_an_error(ending: str, study: Any, survey: Survey, tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="no such folder"):
        WRITERS[ending](study, survey, tmp_path / "none" / f"a{ending}")


def _refused(*_: object) -> Path:
    raise PermissionError(13, "refused")
