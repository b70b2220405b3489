"""The built-in study is copied once, and never over somebody's work."""

from pathlib import Path

import pytest

from survey.errors import StudyError
from survey.studies import Copied, copy_study


def test_a_copy_is_made_and_then_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "mine"
    assert copy_study("cryptodrug", target) is Copied.NEW
    assert sorted(path.name for path in target.iterdir()) == ["codebook", "data", "interviews", "study.toml"]
    assert copy_study("cryptodrug", target) is Copied.SAME


def test_somebody_s_work_stays(tmp_path: Path) -> None:
    target = tmp_path / "mine"
    copy_study("cryptodrug", target)
    (target / "study.toml").write_text("mine")
    assert copy_study("cryptodrug", target) is Copied.EDITED
    assert (target / "study.toml").read_text() == "mine"


def test_an_added_sheet_is_work_too(tmp_path: Path) -> None:
    target = tmp_path / "mine"
    copy_study("cryptodrug", target)
    (target / "codebook" / "crosswalk.csv").write_text("a\n")
    assert copy_study("cryptodrug", target) is Copied.EDITED


def test_other_files_are_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(StudyError, match="is no study"):
        copy_study("cryptodrug", tmp_path)
    with pytest.raises(StudyError, match="cannot be made"):
        copy_study("cryptodrug", tmp_path / "letter.txt" / "inside")
