"""Archives by others: members by name, limits while reading, and everything odd refused."""

import stat
import struct
import warnings
import zipfile
from pathlib import Path

import pytest

from survey.errors import StudyError
from survey.read import archive
from survey.read.archive import holds, open_archive


def packed(folder: Path, *entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    path = folder / "x.zip"
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", method) as made:
        warnings.simplefilter("ignore")  # a name that is there twice is what one test is about
        for name, content in entries:
            made.writestr(name, content)
    return path


def test_members_are_read_by_name(tmp_path: Path) -> None:
    with open_archive(packed(tmp_path, ("folder/", b""), ("folder/a.lss", b"one"), ("b.txt", b"two"))) as found:
        assert found.names == ("folder/a.lss", "b.txt")
        assert (found.read("folder/a.lss"), found.read("b.txt")) == (b"one", b"two")
        assert (found.ending(".lss"), found.ending(".csv")) == ("folder/a.lss", "")


def test_a_name_that_is_not_there_is_said(tmp_path: Path) -> None:
    with open_archive(packed(tmp_path, ("a", b""))) as found, pytest.raises(StudyError, match=r"holds no b\.txt"):
        found.read("b.txt")


def test_two_members_of_one_kind_are_too_many(tmp_path: Path) -> None:
    path = packed(tmp_path, ("a.lss", b""), ("b.lss", b""))
    with open_archive(path) as found, pytest.raises(StudyError, match=r"holds 2 files"):
        found.ending(".lss")


def test_holding_is_asked_without_an_error(tmp_path: Path) -> None:
    path = packed(tmp_path, ("a.lss", b""), ("a_responses.LSR", b""))
    assert holds(path, ".lss", "_responses.lsr")
    assert not holds(path, ".lss", ".csv")
    path.write_bytes(b"PK\x03\x04 and nothing")
    assert not holds(path, ".lss")


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("/etc/a", "absolute"),
        ("//server/a", "absolute"),
        ("C:/a", "absolute"),
        ("C:a", "absolute"),
        ("../a", "leads out"),
        ("a/../../b", "leads out"),
        ("a\\b", "backslash"),
        ("a\nb", "control"),
        ("inner.ZIP", "archive itself"),
        ("inner.lsa", "archive itself"),
    ],
)
def test_odd_names_are_refused(tmp_path: Path, name: str, fault: str) -> None:
    with pytest.raises(StudyError, match=fault), open_archive(packed(tmp_path, ("fine", b""), (name, b""))):
        pass


@pytest.mark.parametrize("second", ["a", "A"])
def test_a_name_twice_is_refused(tmp_path: Path, second: str) -> None:
    with pytest.raises(StudyError, match="twice"), open_archive(packed(tmp_path, ("a", b"1"), (second, b"2"))):
        pass


def test_a_link_is_refused(tmp_path: Path) -> None:
    entry = zipfile.ZipInfo("link")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as made:
        made.writestr(entry, "/etc/passwd")
    with pytest.raises(StudyError, match="link"), open_archive(tmp_path / "x.zip"):
        pass


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path, ("a", b"text"))
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    path.write_bytes(content)
    with pytest.raises(StudyError, match="encrypted"), open_archive(path):
        pass


def test_too_many_entries_are_refused(tmp_path: Path) -> None:
    path = packed(tmp_path, *((f"{number}", b"") for number in range(archive.ENTRIES + 1)))
    with pytest.raises(StudyError, match="2001 entries"), open_archive(path):
        pass


@pytest.mark.parametrize(
    ("limit", "value", "read"), [("BYTES_EACH", 999, 1), ("BYTES_EACH", 1000, 0), ("RATIO_FROM", 500, 1)]
)
def test_a_member_may_only_grow_so_far(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, read: int
) -> None:
    monkeypatch.setattr(archive, limit, value)
    monkeypatch.setattr(archive, "RATIO", 10)
    with open_archive(packed(tmp_path, ("a", b"x" * 1000))) as found:
        if not read:
            assert len(found.read("a")) == 1000
            return
        with pytest.raises(StudyError, match="unpacks to far more"):
            found.read("a")


def test_all_members_together_may_only_grow_so_far(tmp_path: Path) -> None:
    with open_archive(packed(tmp_path, ("a", b"x" * 600), ("b", b"y" * 600))) as found:
        found.left = 1000
        assert len(found.read("a")) == 600
        with pytest.raises(StudyError, match="unpacks to far more"):
            found.read("b")


def test_an_announced_size_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(tmp_path, ("a", b"x" * 100_000))
    content = bytearray(path.read_bytes())
    directory = content.index(b"PK\x01\x02")
    struct.pack_into("<I", content, directory + 24, 10)
    path.write_bytes(content)
    monkeypatch.setattr(archive, "BYTES_EACH", 1000)
    with open_archive(path) as found:
        assert found.source.getinfo("a").file_size == 10
        with pytest.raises(StudyError):
            found.read("a")


def test_a_broken_member_is_said_by_name(tmp_path: Path) -> None:
    path = packed(tmp_path, ("a", b"some text"), method=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"some text", b"SOME text"))
    with open_archive(path) as found, pytest.raises(StudyError, match="a in this archive is broken"):
        found.read("a")


def test_what_is_no_archive_is_said(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04")
    with pytest.raises(StudyError, match="cannot be opened"), open_archive(tmp_path / "x.zip"):
        pass
