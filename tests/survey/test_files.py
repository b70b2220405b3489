"""A file is written beside and then put in place; a failure leaves what was there."""

import os
from pathlib import Path
from typing import BinaryIO

import pytest

from survey.errors import StudyError
from survey.files import write_file


def test_the_content_is_put_in_place(tmp_path: Path) -> None:
    write_file(tmp_path / "a", lambda file: file.write(b"new"))
    assert (tmp_path / "a").read_bytes() == b"new"


def test_a_failure_leaves_the_old_file_and_nothing_beside(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")

    def fail(file: BinaryIO) -> None:
        file.write(b"half")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_file(tmp_path / "a", fail)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_place_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(StudyError, match="cannot be written: Permission denied"):
        write_file(tmp_path / "a", lambda file: file.write(b"new"))
    assert not list(tmp_path.iterdir())


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="a folder, not a file"):
        write_file(tmp_path, lambda file: file.write(b""))


def test_no_folder_is_made(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="no such folder"):
        write_file(tmp_path / "none" / "a", lambda file: file.write(b""))
