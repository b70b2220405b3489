"""A file is written beside and then put in place; a failure leaves what was there."""

import os
import stat
import sys
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


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows read-only alone")
def test_a_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o600)
    write_file(path, lambda file: file.write(b"new"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    write_file(path, lambda file: file.write(b"secret"), 0o600)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_read_only_file_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(StudyError, match="read-only"):
        write_file(path, lambda file: file.write(b"new"))
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["a"]
    path.chmod(0o644)
