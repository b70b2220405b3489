import zipfile
from pathlib import Path

import pytest

from survey.errors import StudyError
from survey.interviews.read import FORMATS, letters, read_interview_file
from survey.read.archive import ENTRIES
from tests.survey.interviews.read.documents import ODT, archive, comment, docx, end, odt, p, r, reference, start

SAMPLES = {
    "subtitles": "WEBVTT\n\n00:01.000 --> 00:02.000\nja\n",
    "otranscribe": '{"text": "<p>ja</p>", "media": "x", "media-time": 1}',
    "whisper": '{"segments": [{"start": 0, "end": 1, "text": "ja"}]}',
    "noscribe": '<html><body><p><a name="ts_0_1_S00">S00: ja</a></p></body></html>',
    "text": "I: ja",
}


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("ending", ["txt", "dat"])
def test_the_format_is_told_by_the_content(tmp_path: Path, name: str, ending: str) -> None:
    path = tmp_path / f"K05.{ending}"
    path.write_text(SAMPLES[name], encoding="utf-8")
    incoming = read_interview_file(path)
    assert (incoming.format, incoming.source, incoming.texts[0].name) == (name, path.name, "K05")
    assert not incoming.coded
    assert "ja" in incoming.texts[0].text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("K05.otr", '{"text": "<p>ja</p>", "media'),
        ("K05.otr", "{"),
        ("K05.docx", "I: ja"),
        ("K05.odt", "I: ja"),
        ("K05.JSON", "[1, 2]"),
        ("K05.vtt", "I: ja\n\nR: nee"),
        ("K05.srt", "I: ja"),
        ("K05.html", "I: ja"),
        ("K05.qdpx", "I: ja"),
        ("K05.qdc", "I: ja"),
    ],
)
def test_what_is_named_after_a_format_is_never_read_as_plain_text(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(StudyError) as caught:
        read_interview_file(path)
    assert len(caught.value.problems) == 1
    assert name in str(caught.value)


def test_documents(tmp_path: Path) -> None:
    assert read_interview_file(docx(tmp_path / "a.bin", p(r("ja")))).format == "word"
    assert read_interview_file(odt(tmp_path / "b.bin", "<text:p>ja</text:p>")).format == "opendocument"


def test_replies_code_where_the_caller_says_so(tmp_path: Path) -> None:
    threads = '<w15:commentEx w15:paraId="A"/><w15:commentEx w15:paraId="B" w15:paraIdParent="A"/>'
    comments = comment(1, "price", identity="A") + comment(2, "risk", identity="B")
    path = docx(tmp_path / "a.docx", p(start(1), r("duur"), end(1), reference(2)), comments, threads)
    assert len(read_interview_file(path).codings) == 1
    assert len(read_interview_file(path, replies_code=True).codings) == 2
    plain = tmp_path / "a.txt"
    plain.write_text("I: ja", encoding="utf-8")
    assert read_interview_file(plain, replies_code=True).format == "text"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n ", "empty"),
        (b"%PDF-1.7 ...", "known here"),
        (b"{\\rtf1 ja}", "known here"),
        (b"\x00\x01\x02", "known here"),
        (b"PK\x03\x04 broken", "cannot be opened"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 9 + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 9, "Word 97"),
        (b"a" * 100, "larger"),
    ],
)
def test_what_cannot_be_read_is_said(
    tmp_path: Path, content: bytes, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters, "LARGEST", 99)
    path = tmp_path / ("K05.txt" if what == "larger" else "K05.docx")
    path.write_bytes(content)
    with pytest.raises(StudyError, match=what) as caught:
        read_interview_file(path)
    assert path.name in str(caught.value)


def test_the_message_lists_what_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    with pytest.raises(StudyError) as caught:
        read_interview_file(tmp_path / "a.pdf")
    assert all(ending in str(caught.value) for module in FORMATS.values() for ending in module.ENDINGS)


def test_no_file_and_folders(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="no such file"):
        read_interview_file(tmp_path / "absent.docx")
    with pytest.raises(StudyError, match="folder"):
        read_interview_file(tmp_path)


def test_unsafe_archives_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="leads out"):
        read_interview_file(archive(tmp_path / "a.docx", {"word/document.xml": "<x/>", "../b.xml": "<x/>"}))
    with pytest.raises(StudyError, match="entries"):
        read_interview_file(archive(tmp_path / "b.docx", {f"{n}.xml": "" for n in range(ENTRIES + 1)}))
    with pytest.raises(StudyError, match="known here"):
        read_interview_file(archive(tmp_path / "c.zip", {"a.txt": "ja"}))
    assert [path.suffix for path in tmp_path.iterdir()].count(".xml") == 0


def test_a_document_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("mimetype", ODT)
        target.writestr("content.xml", b" " * (16 << 20))
    with pytest.raises(StudyError, match="far more than it should"):
        read_interview_file(path)


@pytest.mark.parametrize("name", FORMATS)
def test_asking_never_raises(tmp_path: Path, name: str) -> None:
    for content in (
        b"",
        b"\xff\xfe\x00\xd8",
        b"PK\x03\x04",
        b"{",
        b'{"text": []}',
        b"\x80" * 9,
        b"{" * 5000,
        b'{"a":' * 5000,
    ):
        (tmp_path / "a").write_bytes(content)
        assert FORMATS[name].recognise(tmp_path / "a") in {True, False}
    assert not FORMATS[name].recognise(tmp_path / "absent")
    assert not FORMATS[name].recognise(tmp_path)
