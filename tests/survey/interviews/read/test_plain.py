from pathlib import Path

import pytest

from survey.errors import StudyError
from survey.interviews.read import plain
from survey.interviews.transcript import Transcript

NOSCRIBE = """Gesprek 4.wav

S00: [00:00:01] Goed, (..) we zijn begonnen. //S01: Hm.// Vertel eens.

S01: [00:00:09] Ja, (2 Sekunden Pause) dat was op kot.

S00: [00:00:21] En daarna?

S01: [00:00:23] Niets.
"""


def text_of(path: Path, content: str | bytes) -> str:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert plain.recognise(path)
    return plain.read(path).texts[0].text


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "K05.txt"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(path: Path, encoding: str) -> None:
    assert text_of(path, "I: Hé?\r\n\r\nR: Één 😀\r\n".encode(encoding)) == "I: Hé?\n\nR: Één 😀\n"
    assert plain.read(path).choices == ()
    assert plain.read(path).texts[0].name == "K05"


def test_windows_letters_are_told(path: Path) -> None:
    assert text_of(path, "R: café – ‘ja’".encode("cp1252")) == "R: café – ‘ja’"
    assert plain.read(path).choices == ("letters: Windows-1252, as it is no UTF-8",)


def test_text_of_noscribe_stays_as_it_is(path: Path) -> None:
    text = text_of(path, NOSCRIBE)
    assert text == NOSCRIBE
    turns = Transcript(text).turns
    assert [(turn.label, turn.start_ms) for turn in turns] == [
        ("S00", 1000),
        ("S01", 9000),
        ("S00", 21000),
        ("S01", 23000),
    ]
    assert "//S01: Hm.//" in text[turns[0].start : turns[0].end]


def test_text_of_teams_without_speakers(path: Path) -> None:
    text = text_of(path, "Welkom bij dit gesprek.\n\nDank je wel.\n")
    assert len(Transcript(text).turns) == 2


def test_text_of_teams_with_names_above(path: Path) -> None:
    text = text_of(path, "Sanne Maes   0:03\nWelkom.\n\nBob De Wit   0:09\nDag.\nHallo.\n\nSanne Maes   0:12\nZo.\n")
    assert (
        text == "Sanne Maes: [00:00:03] Welkom.\n\nBob De Wit: [00:00:09] Dag.\nHallo.\n\nSanne Maes: [00:00:12] Zo.\n"
    )


def test_markdown(tmp_path: Path) -> None:
    written = (
        "# Gesprek 3\n\n**I:** Hoe begon het?\n\n**R**: Op *kot*, **echt** waar.\n\n"
        "*I:* Wanneer?\n\n_R_: Lang geleden.\n\n**Let op** dit blijft.\n"
    )
    assert text_of(tmp_path / "K05.md", written) == (
        "Gesprek 3\n\nI: Hoe begon het?\n\nR: Op *kot*, **echt** waar.\n\nI: Wanneer?\n\nR: Lang geleden.\n\n"
        "**Let op** dit blijft.\n"
    )


def test_headings_that_come_back_are_speakers(tmp_path: Path) -> None:
    written = "# Gesprek\n\n## Sanne\n\nHoe?\n\n## Bob\nZo.\n\nEn zo.\n\n## Sanne\nJa.\n\n## Bob\nNee."
    assert (
        text_of(tmp_path / "a.md", written) == "Gesprek\n\nSanne: Hoe?\n\nBob: Zo.\n\nEn zo.\n\nSanne: Ja.\n\nBob: Nee."
    )
    assert text_of(tmp_path / "a.txt", "# Sanne\nHoe?\n# Sanne\nZo?") == "# Sanne\nHoe?\n# Sanne\nZo?"


def test_a_line_of_stars_says_nothing(path: Path) -> None:
    text = "**lacht**\n\n* * *\n\n__init__ en **dat**"
    assert text_of(path, text).replace("lacht", "") == "\n\n* * *\n\n__init__ en **dat**"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n",
        b"%PDF-1.7 x",
        b"{\\rtf1 x}",
        b"<?xml version='1.0'?><x/>",
        b"<!DOCTYPE html>",
        b"a\0b",
        b"\x01\x02ab",
        b'{"a": 1}',
    ],
)
def test_what_is_no_transcript(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert not plain.recognise(path)


def test_sheets_are_not_taken(tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert not plain.recognise(tmp_path / "data.csv")
    assert not plain.recognise(tmp_path)


@pytest.mark.parametrize("content", [b"\x81\x8d", b"a\0b", b"\xef\xbb\xbf \n", b"\xff\xfe\x00\xd8"])
def test_letters_that_cannot_be_told(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StudyError, match=r"letters|no text|empty"):
        plain.read(path)
