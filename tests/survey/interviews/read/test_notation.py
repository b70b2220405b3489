import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.interviews.read.notation import notation
from survey.interviews.transcript import Transcript, canonical


def ours(text: str) -> str:
    return notation(text).apply(text)


def test_times_of_f4_that_close_turns() -> None:
    text = (
        "I: Hallo. #00:00:12-5#\nR: Dag. #00:00:15-1#\nI: En #00:00:16-0# toen? #00:00:18-0#\n\nR: Niets. #0:01:02-3#"
    )
    assert ours(text) == (
        "I: [00:00:00 – 00:00:12.5] Hallo.\n"
        "R: [00:00:12.5 – 00:00:15.1] Dag.\n"
        "I: [00:00:15.1 – 00:00:18.0] En [00:00:16.0] toen?\n\n"
        "R: [00:00:18.0 – 00:01:02.3] Niets."
    )
    assert [turn.end_ms for turn in Transcript(ours(text)).turns] == [12_500, 15_100, 18_000, 62_300]


@pytest.mark.parametrize(
    "line", ["#00:00:02-5# {}: a", "{}: #00:00:02-5# a", "{}: #00:00:02-5#a", "{}:\t#00:00:02-5# a"]
)
def test_times_of_f4_that_open_turns(line: str) -> None:
    text = "\n".join(line.format(who) for who in "IRIR")
    turns = Transcript(ours(text)).turns
    assert [(turn.label, turn.start_ms) for turn in turns] == [(who, 2_500) for who in "IRIR"]
    assert "#" not in ours(text)


def test_times_of_f4_without_names() -> None:
    text = "#00:00:12-5#\nZonder naam\n\n#00:00:13-5# x"
    assert [turn.start_ms for turn in Transcript(ours(text)).turns] == [12_500, 13_500]


def test_a_sentence_before_a_colon_does_not_become_a_name() -> None:
    text = "Hij zei: nooit #00:00:01-0#\nI: a\nI: b #00:00:02-0#"
    assert ours(text).splitlines()[0] == "[00:00:00 – 00:00:01.0] Hij zei: nooit"


def test_a_clock_time_at_the_end_of_a_line_is_no_name_above() -> None:
    text = "R: Ik kwam om 12:30\nthuis\nR: Ik kwam om 12:45\nthuis\nHet was half acht om 19:30\nEn toen"
    assert ours(text) == text


@given(
    st.lists(
        st.sampled_from(["I: ", "Hij zei: ", "#00:01:02-3#", "#1:02:03#", " ", "\n", "ja", "An  0:03", "[", "#", "\t"]),
        max_size=25,
    )
)
@settings(max_examples=200)
def test_words_stay_whatever_is_written(pieces: list[str]) -> None:
    text = canonical("".join(pieces))
    assert "".join(ours(text).split()).count("ja") == "".join(text.split()).count("ja")
    for start in (place for place in range(len(text)) if text.startswith("ja", place)):
        moved = notation(text).move(start, start + 2)
        assert (moved.whole, ours(text)[moved.start : moved.end]) == (True, "ja")
