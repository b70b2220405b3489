import json
from pathlib import Path

import pytest

from survey.errors import StudyError
from survey.interviews.read import otranscribe
from survey.interviews.transcript import Transcript

STAMP = '<span class="timestamp" contenteditable="false" data-timestamp="{}">{}</span>'
HTML = (
    f"<p>{STAMP.format('0.52', '00:00')}&nbsp;<b>I:</b> Hoe begon&nbsp;het?<br /></p><p><br></p>"
    f"<p>{STAMP.format(72.31, '01:12')} R: Op kot &amp; daarna <i>lacht</i><br>niets.</p>"
    f"<div>I: {STAMP.format('3661', '1:01:01')}En nu?</div>"
)


def write(path: Path, **content: object) -> Path:
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_a_transcript(tmp_path: Path) -> None:
    path = write(tmp_path / "K05.otr", text=HTML, media="gesprek.mp3", **{"media-time": 81.2})
    assert otranscribe.recognise(path)
    text = otranscribe.read(path).texts[0].text
    assert text.split("\n\n") == [
        "[00:00:00] I: Hoe begon\u00a0het?",
        "[00:01:12] R: Op kot & daarna lacht\nniets.",
        "I: [01:01:01] En nu?",
    ]
    turns = Transcript(text, participants=("R",)).turns
    assert [(turn.label, turn.start_ms) for turn in turns] == [("I", 0), ("R", 72_000), ("I", 3_661_000)]


@pytest.mark.parametrize("seconds", ["", "soon", "-3", "1e9", "999999999"])
def test_a_timestamp_that_says_no_moment_keeps_its_words(tmp_path: Path, seconds: str) -> None:
    path = write(tmp_path / "a.otr", text=f"<p>{STAMP.format(seconds, '01:12')} ja</p>")
    assert otranscribe.read(path).texts[0].text == "01:12 ja"


def test_names_in_bold_on_lines_of_their_own(tmp_path: Path) -> None:
    path = write(tmp_path / "a.otr", text="<p><b>An</b></p><p>Hoe?</p><p><strong>Bob</strong></p><p>Zo.</p>" * 2)
    assert otranscribe.read(path).texts[0].text == "\n\n".join(["An: Hoe?", "Bob: Zo."] * 2)


def test_what_is_not_taken(tmp_path: Path) -> None:
    assert not otranscribe.recognise(write(tmp_path / "a.json", text="x", segments=[]))
    assert not otranscribe.recognise(write(tmp_path / "a.otr", text=3))
    assert not otranscribe.recognise(tmp_path / "absent.otr")
    (tmp_path / "b.otr").write_text('{"text": ', encoding="utf-8")
    assert not otranscribe.recognise(tmp_path / "b.otr")


def test_a_transcript_without_words(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="no words"):
        otranscribe.read(write(tmp_path / "a.otr", text="<p> </p><script>x</script>"))
