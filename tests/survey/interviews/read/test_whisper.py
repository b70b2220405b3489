import json
from pathlib import Path

import pytest

from survey.errors import StudyError
from survey.interviews.read import whisper


def write(path: Path, **content: object) -> Path:
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_whisper(tmp_path: Path) -> None:
    segments = [
        {"id": 0, "start": 0.0, "end": 2.4, "text": " Goed."},
        {"id": 1, "start": 2.4, "end": 5, "text": " Vertel."},
    ]
    path = write(tmp_path / "K05.json", text=" Goed. Vertel.", segments=segments, language="nl")
    assert whisper.recognise(path)
    text = whisper.read(path).texts[0]
    assert (text.text, text.language) == ("[00:00:00 – 00:00:02] Goed.\n\n[00:00:02 – 00:00:05] Vertel.", "nl")


def test_whisperx_has_speakers(tmp_path: Path) -> None:
    said = [("SPEAKER_00", 0, "Goed."), ("SPEAKER_00", 3, "Vertel."), ("SPEAKER_01", 6, "Ja."), (None, 9, "Hm.")]
    segments = [{"start": at, "end": at + 2, "text": text, "speaker": who} for who, at, text in said]
    incoming = whisper.read(write(tmp_path / "a.json", segments=segments))
    assert incoming.texts[0].text == (
        "SPEAKER_00: [00:00:00 – 00:00:05] Goed. Vertel.\n\n"
        "SPEAKER_01: [00:00:06 – 00:00:08] Ja.\n\n[00:00:09 – 00:00:11] Hm."
    )
    assert incoming.choices


def test_whisper_cpp(tmp_path: Path) -> None:
    said = [{"timestamps": {"from": "00:00:00,000"}, "offsets": {"from": 0, "to": 1500}, "text": " Bon."}]
    text = whisper.read(write(tmp_path / "a.json", result={"language": "fr"}, transcription=said)).texts[0]
    assert (text.text, text.language) == ("[00:00:00 – 00:00:01] Bon.", "fr")


@pytest.mark.parametrize("end", [None, "2", True, float("nan"), float("inf"), 1e300, 10**400])
def test_a_moment_that_is_none(tmp_path: Path, end: object) -> None:
    path = write(tmp_path / "a.json", segments=[{"start": 1, "end": end, "text": "half \ud83d"}])
    assert whisper.read(path).texts[0].text == "[00:00:01] half \ufffd"


@pytest.mark.parametrize("content", [{"segments": [{"start": 0}]}, {"segments": "x"}, {"a": 1}, {"segments": [1]}])
def test_other_json_is_not_taken(tmp_path: Path, content: dict[str, object]) -> None:
    assert not whisper.recognise(write(tmp_path / "a.json", **content))


def test_a_transcript_without_words(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="no words"):
        whisper.read(write(tmp_path / "a.json", segments=[]))
