from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.interviews.read import subtitles
from survey.interviews.read.cues import Cue, spoken
from survey.interviews.transcript import Transcript, canonical

TEAMS = """\ufeffWEBVTT\r
\r
3f2b8a1c-44aa-4c1e-9a57-0d2f6b1c9e11/12-0\r
00:00:03.120 --> 00:00:05.480\r
<v Sanne Maes>Goed, dan beginnen we. Dank je</v>\r
\r
3f2b8a1c-44aa-4c1e-9a57-0d2f6b1c9e11/12-1\r
00:00:05.480 --> 00:00:07.020\r
<v Sanne Maes>dat je tijd\r
vrijmaakt &amp; meedoet.</v>\r
\r
3f2b8a1c-44aa-4c1e-9a57-0d2f6b1c9e11/15-0\r
00:00:09.900 --> 00:00:12.300\r
<v Bob De Wit (gast)>Graag gedaan, <i>amai</i>.\r
\r
3f2b8a1c-44aa-4c1e-9a57-0d2f6b1c9e11/19-0\r
00:00:15.900 --> 00:00:16.300\r
<v Bob De Wit (gast)>Zeg maar.</v>\r
"""
ZOOM = """WEBVTT

1
00:00:02.310 --> 00:00:05.090
Sanne Maes: Hoor je me?

2
00:00:05.600 --> 00:00:07.000
Sanne Maes: Mooi.

3
00:00:08.000 --> 00:00:11.000
Bob: Ja: luid en duidelijk.
"""
WHISPER = """1
00:00:00,000 --> 00:00:03,200
 Goed, dan beginnen we.

2
00:00:03,200 --> 00:00:05,000
 Vertel: hoe begon het?

3
00:00:05,000 --> 00:00:09,000
 Op kot, hè.
"""
OLD_TEAMS = """0:0:0.0 --> 0:0:2.500
Sanne Maes
Hallo.

0:0:3.0 --> 0:0:4.500
Bob
Dag.

0:0:9.0 --> 0:0:9.900
Sanne Maes
En?

0:1:9.0 --> 0:1:10.500
Bob
Ja.
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "K05.vtt"


def text_of(path: Path, content: str) -> str:
    path.write_bytes(content.encode())
    assert subtitles.recognise(path)
    return subtitles.read(path).texts[0].text


def test_teams(path: Path) -> None:
    text = text_of(path, TEAMS)
    assert text == (
        "Sanne Maes: [00:00:03 – 00:00:07] Goed, dan beginnen we. Dank je dat je tijd vrijmaakt & meedoet.\n\n"
        "Bob De Wit (gast): [00:00:09 – 00:00:12] Graag gedaan, amai.\n\n"
        "Bob De Wit (gast): [00:00:15 – 00:00:16] Zeg maar."
    )
    turns = Transcript(text).turns
    assert (turns[0].label, turns[0].start_ms, turns[0].end_ms) == ("Sanne Maes", 3_000, 7_000)
    assert text[turns[2].start : turns[2].end] == "Zeg maar."


def test_zoom(path: Path) -> None:
    assert text_of(path, ZOOM) == (
        "Sanne Maes: [00:00:02 – 00:00:07] Hoor je me? Mooi.\n\nBob: [00:00:08 – 00:00:11] Ja: luid en duidelijk."
    )


def test_whisper_has_no_speakers(path: Path) -> None:
    text = text_of(path, WHISPER)
    assert text == (
        "[00:00:00 – 00:00:03] Goed, dan beginnen we.\n\n"
        "[00:00:03 – 00:00:05] Vertel: hoe begon het?\n\n"
        "[00:00:05 – 00:00:09] Op kot, hè."
    )
    assert [(turn.label, turn.start_ms) for turn in Transcript(text).turns] == [("", 0), ("", 3_000), ("", 5_000)]


def test_old_export_of_teams_with_names_above(path: Path) -> None:
    assert [turn.label for turn in Transcript(text_of(path, OLD_TEAMS)).turns] == ["Sanne Maes", "Bob"] * 2


def test_what_stands_around_cues_is_passed_over(path: Path) -> None:
    text = text_of(
        path,
        "WEBVTT - Gesprek met K05\nKind: captions\nLanguage: nl-BE\n\n"
        "NOTE duration: 00:10\nmore of it\n\nSTYLE\n::cue { color: red }\n\n"
        "REGION\nid:fred\n\nbegin\n00:01.000 --> 00:02.000 align:start position:0%\n"
        "<v.loud.first An><c.red>Hoe?</c>\n\n"
        "NOTE\nlater\n\n01:00:01.000 --> 01:00:02.000\n<v Bob>3 < 4 &lt; 5<00:01.500></v>\n",
    )
    assert text == "An: [00:00:01 – 00:00:02] Hoe?\n\nBob: [01:00:01 – 01:00:02] 3 < 4 < 5"
    assert subtitles.read(path).texts[0].language == "nl"


def test_two_voices_in_one_cue(path: Path) -> None:
    text = text_of(path, "WEBVTT\n\n00:01.000 --> 00:02.000\n<v An>Hoe?</v>\n<v Bob>Zo.</v>\n")
    assert text == "An: [00:00:01 – 00:00:02] Hoe?\n\nBob: [00:00:01 – 00:00:02] Zo."


def test_cues_without_empty_lines_between(path: Path) -> None:
    text = text_of(path, "1\n00:00:00,000 --> 00:00:01,000\nEen\n2\n00:00:04,000 --> 00:00:05,000\nTwee\n\nnog\n")
    assert text == "[00:00:00 – 00:00:01] Een\n\n[00:00:04 – 00:00:05] Twee nog"


def test_cues_without_a_name_among_others_are_told(path: Path) -> None:
    text_of(path, "WEBVTT\n\n00:01.000 --> 00:02.000\n<v An>Hoe?\n\n00:03.000 --> 00:04.000\nZo.\n")
    assert subtitles.read(path).choices == ("1 of 2 cues name no speaker: they go on with the turn before",)


@pytest.mark.parametrize("content", ["", "I: Hallo.\nR: Dag.", "00:01 I: Hallo.", "WEBVTTX\n"])
def test_other_text_is_not_taken(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")
    assert not subtitles.recognise(path)


@pytest.mark.parametrize(("gap", "turns"), [(0, 1), (2_000, 1), (2_001, 2), (-500, 1), (-20_000, 2)])
def test_cues_of_one_speaker_at_most_two_seconds_apart_are_one_turn(gap: int, turns: int) -> None:
    cues = [Cue(10_000, 12_000, "een", "An"), Cue(12_000 + gap, 14_000 + gap, "twee", "An")]
    assert spoken(cues).count("An:") == turns


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        (Cue(1_000, 1_000, "ja", "An"), "An: [00:00:01] ja"),
        (Cue(5_000, 1_000, "ja"), "[00:00:05] ja"),
        (Cue(400 * 3_600_000, 401 * 3_600_000, "ja"), "ja"),
        (Cue(-5, 1_000, "ja"), "ja"),
        (Cue(0, 1_000, " \n "), ""),
        (Cue(0, 1_000, "a\n b", "An: [x]"), "An x: [00:00:00 – 00:00:01] a b"),
    ],
)
def test_cues_with_strange_times_and_names(cue: Cue, text: str) -> None:
    assert spoken([cue]) == text


CUES = [
    "1",
    "00:01.000 --> 00:02.000",
    "00:00:03,5 --> 1",
    "1:00:09.000 --> 00:02.000",
    "9999:99:99.999 --> 9999:99:99.999",
]
SAID = ["<v An>ja", "<v", "</v>", "An: nee", "&amp;#0;", "&#0;&#xD800;", "<v >", "<v a\nb>c", "-->"]
LINES = st.sampled_from(["", "", "WEBVTT", "NOTE x", "STYLE", *CUES, *SAID])


@given(st.lists(LINES | st.text(max_size=6), max_size=14), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_subtitles_can_be_read(path: Path, lines: list[str], end: str) -> None:
    path.write_bytes(end.join(["1", "00:00.000 --> 00:01.000", "goed", *lines]).encode("utf-8", "replace"))
    if b"\0" in path.read_bytes():
        return
    text = subtitles.read(path).texts[0].text
    assert text == canonical(text)
    assert "goed" in text
    assert all(0 <= turn.start <= turn.end <= len(text) for turn in Transcript(text).turns)
