"""The built-in study is copied once, and never over somebody's work."""

from pathlib import Path

import pytest

from survey.errors import StudyError
from survey.studies import Copied, add_follow_up, copy_study
from survey.study import Study


def test_a_copy_is_made_and_then_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "mine"
    assert copy_study("cryptodrug", target) is Copied.NEW
    assert sorted(path.name for path in target.iterdir()) == [
        "codebook",
        "data",
        "follow-up",
        "interviews",
        "study.toml",
    ]
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


def test_the_next_wave_is_added_once(tmp_path: Path) -> None:
    target = tmp_path / "mine"
    copy_study("cryptodrug", target)
    before = (target / "study.toml").read_bytes()
    assert add_follow_up("cryptodrug", target)
    assert (target / "study.toml").read_bytes() == before + (target / "follow-up" / "wave.toml").read_bytes()
    assert [wave.name for wave in Study.load(target).settings.wave] == ["2019", "2021"]
    assert not add_follow_up("cryptodrug", target)
    assert copy_study("cryptodrug", target) is Copied.EDITED


def test_what_stands_in_the_place_of_the_next_wave_stays(tmp_path: Path) -> None:
    target = tmp_path / "mine"
    copy_study("cryptodrug", target)
    (target / "data" / "2021.csv").write_text("mine")
    with pytest.raises(StudyError, match="stands where the next wave belongs"):
        add_follow_up("cryptodrug", target)
    assert (target / "data" / "2021.csv").read_text() == "mine"
    assert not (target / "codebook" / "crosswalk.csv").exists()


def test_no_wave_is_added_to_somebody_s_work(tmp_path: Path) -> None:
    target = tmp_path / "mine"
    copy_study("cryptodrug", target)
    (target / "codebook" / "recode.csv").write_text("mine")
    with pytest.raises(StudyError, match="somebody has worked in this study"):
        add_follow_up("cryptodrug", target)
    assert not (target / "codebook-2021").exists()
