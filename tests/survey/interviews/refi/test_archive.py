"""Files that somebody made to do harm: one clear message, at once, and nothing written."""

from __future__ import annotations

import stat
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from survey.errors import StudyError
from survey.interviews.read import FORMATS
from survey.interviews.refi import archive
from survey.interviews.refi.archive import DEPTH, file_name, is_personal
from tests.survey.interviews.refi.writing import MAXQDA, NVIVO, Marked, Parts, Written, project, write

PROJECT = project(MAXQDA, [], Parts())
ENTITY = '<!DOCTYPE Project [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><Project name="&b;"/>'
OUTSIDE = '<!DOCTYPE Project [<!ENTITY x SYSTEM "file:///etc/hostname">]><Project name="x">&x;</Project>'
Fill = Callable[[zipfile.ZipFile], None]


def _names(*names: str) -> Fill:
    def fill(made: zipfile.ZipFile) -> None:
        made.writestr("project.qde", PROJECT)
        for name in names:
            made.writestr(name, "x")

    return fill


def _project(xml: str | bytes) -> Fill:
    return lambda made: made.writestr("project.qde", xml)


def _link(made: zipfile.ZipFile) -> None:
    made.writestr("project.qde", PROJECT)
    entry = zipfile.ZipInfo("sources/a.txt")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    made.writestr(entry, "/etc/hostname")


def _deep(made: zipfile.ZipFile) -> None:
    made.writestr("project.qde", "<Project>" + "<Code>" * 50_000 + "</Code>" * 50_000 + "</Project>")


def _deep_codes(made: zipfile.ZipFile) -> None:
    codes = '<Code name="x">' * DEPTH + "</Code>" * DEPTH
    made.writestr("project.qde", f"<Project><CodeBook><Codes>{codes}</Codes></CodeBook></Project>")


def _two(made: zipfile.ZipFile) -> None:
    for name in ("a.qde", "b.qde"):
        made.writestr(name, PROJECT)


HOSTILE: dict[str, tuple[Fill, str]] = {
    "out of the folder": (_names("../../out.txt"), "leads out of the archive"),
    "out of the sources": (_names("sources/../../out.txt"), "leads out of the archive"),
    "absolute": (_names("/home/out.txt"), "absolute name"),
    "drive": (_names("C:/out.txt"), "absolute name"),
    "backslash": (_names("..\\out.txt"), "backslash"),
    "archive in archive": (_names("sources/a.zip"), "an archive itself"),
    "too many": (_names(*(f"sources/{n}.txt" for n in range(2_001))), "entries, more than"),
    "link": (_link, "is a link"),
    "bomb": (_project(b"<Project>" + b" " * (30 << 20) + b"</Project>"), "far more than it should"),
    "flood": (_project(b"<Project>" + b"<a/>" * (1 << 20) + b"</Project>"), "far larger"),
    "entities": (_project(ENTITY), "document type"),
    "outside entity": (_project(OUTSIDE), "document type"),
    "deep": (_deep, "deep in each other"),
    "deep codes": (_deep_codes, "deep in each other"),
    "broken": (_project("<Project><Users></Project>"), "well-formed"),
    "empty": (_project(""), "well-formed"),
    "other XML": (_project("<html/>"), "no project of the REFI-QDA standard"),
    "no project": (lambda made: made.writestr("readme.txt", "x"), "holds no project.qde"),
    "two projects": (_two, "2 projects"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Return a folder in which nothing may appear beside the file itself."""
    inner = tmp_path / "inner"
    inner.mkdir()
    yield inner
    assert sorted(each.name for each in tmp_path.rglob("*") if each.is_file()) == ["hostile.qdpx"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_project_is_refused_at_once_and_nothing_is_written(name: str, folder: Path) -> None:
    fill, message = HOSTILE[name]
    path = folder / "hostile.qdpx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        fill(made)
    begun = time.perf_counter()
    assert FORMATS["refi_project"].recognise(path)
    with pytest.raises(StudyError, match=message) as error:
        FORMATS["refi_project"].read(path)
    assert len(error.value.problems) == 1
    assert time.perf_counter() - begun < 15


def test_a_source_that_swells_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "TEXT_BYTES", 1_000)
    path = write(folder / "hostile.qdpx", MAXQDA, [Written("long", "woord " * 500)])
    with pytest.raises(StudyError, match="far more than it should"):
        FORMATS["refi_project"].read(path)


def test_what_is_no_zip_is_said_to_be_none(folder: Path) -> None:
    path = folder / "hostile.qdpx"
    path.write_bytes(b"PK no")
    with pytest.raises(StudyError, match="cannot be opened"):
        FORMATS["refi_project"].read(path)


@pytest.mark.parametrize("xml", ["<CodeBook>", ENTITY, "<Project/>", "<a>" * 500 + "</a>" * 500])
def test_a_hostile_codebook_is_refused(xml: str, tmp_path: Path) -> None:
    path = tmp_path / "codes.qdc"
    path.write_text(xml)
    with pytest.raises(StudyError):
        FORMATS["refi_codebook"].read(path)
    path.unlink()
    with pytest.raises(StudyError, match="cannot be read"):
        FORMATS["refi_codebook"].read(path)


def test_a_path_never_leads_outside_the_archive(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("nobody may read this")
    for path in (f"absolute://{secret}", str(secret), f"relative:///../{secret.name}", f"file://{secret}"):
        xml = f'<Project name="x"><Sources><TextSource guid="a" name="t" plainTextPath="{path}"/></Sources></Project>'
        with zipfile.ZipFile(tmp_path / "p.qdpx", "w") as made:
            made.writestr("project.qde", xml)
        incoming = FORMATS["refi_project"].read(tmp_path / "p.qdpx")
        assert incoming.texts == ()
        assert incoming.losses[0].subject == "TextSource: t"


def test_absolute_paths_mean_the_file_of_that_name_in_the_archive(tmp_path: Path) -> None:
    xml = project(MAXQDA, [Written("t", "een twee\n", (Marked(4, 8),))], Parts())
    path = 'plainTextPath="C:\\Users\\somebody\\sources\\a b.txt"'
    with zipfile.ZipFile(tmp_path / "p.qdpx", "w") as made:
        made.writestr("Een naam.qde", xml.replace(xml[xml.index("plainTextPath") : xml.index('.txt"') + 5], path))
        made.writestr("sources/A b.txt", "een twee\n")
        made.writestr(".root", "")
    incoming = FORMATS["refi_project"].read(tmp_path / "p.qdpx")
    assert [(each.start, each.end) for each in incoming.codings] == [(4, 8)]
    assert [loss.count for loss in incoming.losses if loss.subject == "@plainTextPath"] == [1]


def test_paths_of_all_sorts() -> None:
    assert file_name("internal://AB.txt") == "AB.txt"
    assert file_name("relative:///map/a%20b.txt") == "a b.txt"
    assert file_name("C:\\x\\y.txt") == "y.txt"
    assert file_name(None) == ""
    personal = {"absolute:///Volumes/a/x.txt", "/Volumes/a/x.txt", "C:\\x\\y.txt"}
    paths = {*personal, "internal://x.txt", "relative:///x.txt", "x.txt", "", None}
    assert {path for path in paths if is_personal(path)} == personal


def test_projects_and_codebooks_are_recognised_by_name_or_content(tmp_path: Path) -> None:
    write(tmp_path / "p.zip", NVIVO, [])
    assert FORMATS["refi_project"].recognise(tmp_path / "p.zip")
    (tmp_path / "q.zip").write_bytes(b"x")
    assert not FORMATS["refi_project"].recognise(tmp_path / "q.zip")
    assert not FORMATS["refi_project"].recognise(tmp_path / "p.txt")
    assert FORMATS["refi_codebook"].recognise(tmp_path / "p.QDC")
