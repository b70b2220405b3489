"""Where files may be written: every refusal, and what may be replaced."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reports.binding import TEMPLATE
from reports.places import default_path, guard
from survey.errors import StudyError
from survey.interviews.candidates import candidates_file
from survey.interviews.names import names_file
from survey.interviews.pseudonym_log import log_file
from survey.keystore import key_file
from survey.studies import copy_study
from survey.study import Study


@pytest.fixture
def study(tmp_path: Path) -> Study:
    copy_study("cryptodrug", tmp_path / "study")
    return Study.load(tmp_path / "study")


@pytest.mark.parametrize(
    ("place", "ending", "message"),
    [
        ("x.pdf", ".docx", "under another name"),
        ("nowhere/x.docx", ".docx", "no such folder"),
        ("study/data/x.csv", ".csv", "a place of the study itself"),
        ("study/codebook/survey.csv", ".csv", "a place of the study itself"),
    ],
)
def test_a_place_is_refused_whatever_is_asked(
    place: str, ending: str, message: str, study: Study, tmp_path: Path
) -> None:
    with pytest.raises(StudyError, match=message):
        guard(tmp_path / place, ending, study, force=True)


@pytest.mark.parametrize("file", [names_file, log_file, candidates_file])
def test_lists_of_names_are_never_written_to(file: Callable[[Path], Path], study: Study) -> None:
    with pytest.raises(StudyError, match="place of the study itself"):
        guard(file(study.path), ".csv", study, force=True)


def test_the_key_file_is_never_written_to(study: Study) -> None:
    with pytest.raises(StudyError, match="a place of the study itself"):
        guard(key_file(study.path), ".csv", study, force=True)


def test_the_workbook_of_a_later_wave_is_never_written_to(study: Study) -> None:
    wave = study.settings.wave[0].model_copy(update={"name": "2021", "codebook": "later/2021"})
    several = replace(study, settings=study.settings.model_copy(update={"wave": [*study.settings.wave, wave]}))
    (study.path / "later" / "2021").mkdir(parents=True)
    with pytest.raises(StudyError, match="a place of the study itself"):
        guard(study.path / "later" / "2021" / "survey.csv", ".csv", several, force=True)
    guard(study.path / "later" / "survey.csv", ".csv", several, force=True)


def test_somebody_s_file_needs_force_and_ours_does_not(study: Study, tmp_path: Path) -> None:
    theirs, ours = tmp_path / "theirs.docx", tmp_path / "ours.docx"
    theirs.write_text("mine", encoding="utf-8")
    ours.write_bytes(TEMPLATE.read_bytes())
    with pytest.raises(StudyError, match="did not write this file"):
        guard(theirs, ".docx", study, force=False)
    guard(theirs, ".docx", study, force=True)
    guard(ours, ".docx", study, force=False)
    assert theirs.read_text(encoding="utf-8") == "mine"


def test_a_report_goes_to_the_output_folder(study: Study) -> None:
    path = default_path(study, "fr", internal=True)
    assert path == study.path / "output" / "study-2019-fr-internal.docx"
    assert path.parent.is_dir()
