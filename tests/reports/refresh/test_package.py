"""What is opened, and what is refused: other formats, locked, signed and hostile files."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reports.refresh import Draft, open_package
from survey.errors import StudyError
from tests.reports.refresh.authors import BODY, parts, store, written

TYPES = "[Content_Types].xml"


def macro(held: dict[str, bytes]) -> dict[str, bytes]:
    word = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return {**held, TYPES: held[TYPES].replace(word, b"application/vnd.ms-word.document.macroEnabled.main+xml")}


def strict(held: dict[str, bytes]) -> dict[str, bytes]:
    plain, iso = b"http://schemas.openxmlformats.org/officeDocument/2006", b"http://purl.oclc.org/ooxml/officeDocument"
    return {**held, "_rels/.rels": held["_rels/.rels"].replace(plain, iso)}


def odt(held: dict[str, bytes]) -> dict[str, bytes]:
    return {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}


def signed(held: dict[str, bytes]) -> dict[str, bytes]:
    return {**held, "_xmlsignatures/sig1.xml": b"<a/>"}


def entities(held: dict[str, bytes]) -> dict[str, bytes]:
    bomb = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>'
    return {**held, BODY: held[BODY].replace(b"?>", b"?>" + bomb, 1)}


def broken(held: dict[str, bytes]) -> dict[str, bytes]:
    return {**held, BODY: held[BODY][:-40]}


def deep(held: dict[str, bytes]) -> dict[str, bytes]:
    return {**held, BODY: held[BODY].replace(b"<w:body>", b"<w:body>" + b"<w:sdt>" * 3000, 1)}


def swollen(held: dict[str, bytes]) -> dict[str, bytes]:
    return {**held, "word/media/image1.png": bytes(30 << 20)}


def climbing(held: dict[str, bytes]) -> dict[str, bytes]:
    return {**held, "../evil.xml": b"<a/>"}


def bodiless(held: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in held.items() if name != BODY}


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (macro, "macros"),
        (strict, "Strict"),
        (odt, "OpenDocument"),
        (signed, "signed"),
        (entities, "document type"),
        (broken, "damaged"),
        (deep, "damaged"),
        (swollen, "unpacks to far more"),
        (climbing, "leads out"),
        (bodiless, "no Word document"),
    ],
)
def test_what_is_refused(tmp_path: Path, harm: Callable[[dict[str, bytes]], dict[str, bytes]], said: str) -> None:
    path = written(tmp_path)
    store(path, harm(parts(path)))
    before = path.read_bytes()
    with pytest.raises(StudyError, match=said):
        Draft(open_package(path))
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"%PDF-1.7", "no Word document"),
        (b"PK\x03\x04" + bytes(100), "cannot be opened"),
        (b"", "no Word document"),
    ],
)
def test_other_files_are_refused_with_advice(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "file.docx"
    path.write_bytes(data)
    with pytest.raises(StudyError, match=said) as caught:
        open_package(path)
    assert caught.value.problems[0].advice


def test_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="no such file"):
        open_package(tmp_path / "nothing.docx")


def test_parts_keep_order_dates_and_bytes(tmp_path: Path) -> None:
    path = written(tmp_path)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(zipfile.ZipInfo("word/media/aa.bin", (2020, 2, 3, 4, 5, 6)), b"\0\1\2")
    opened = open_package(path)
    copy = tmp_path / "copy.docx"
    copy.write_bytes(opened.written({**opened.parts, BODY: b"<new/>"}))
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy) as new:
        assert new.namelist() == old.namelist()
        assert [each.date_time for each in new.infolist()] == [each.date_time for each in old.infolist()]
        assert all(new.read(name) == old.read(name) for name in old.namelist() if name != BODY)
        assert new.read(BODY) == b"<new/>"
