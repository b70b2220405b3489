import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.interviews.transcript import canonical
from survey.interviews.turns import Speaker, Turn, clock, find_turns, milliseconds

PIECES = (
    "I",
    "R",
    "Note",
    "http",
    ":",
    "//",
    " ",
    "\n",
    "\n\n",
    "[00:01:12]",
    "[01:12 – 01:15]",
    "[",
    "]",
    "**",
    "é",
    "ja",
)


def said(text: str, **labels: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(turn.label, text[turn.start : turn.end]) for turn in find_turns(text, **labels)[0]]


def turns(text: str) -> tuple[Turn, ...]:
    return find_turns(text)[0]


def test_labels_that_are_there_twice_are_speakers() -> None:
    text = "I: Hallo.\nR: Dag.\nNog iets.\n\nI: En toen?\nR: Niets."
    assert said(text) == [("I", "Hallo."), ("R", "Dag.\nNog iets."), ("I", "En toen?"), ("R", "Niets.")]
    assert [turn.speaker for turn in turns(text)[:2]] == [Speaker.INTERVIEWER, Speaker.PARTICIPANT]
    assert [turn.number for turn in turns(text)] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "label", ["V", "Interviewer", "Répondant ", "Répondant\u00a0", "Jan P.", "Speaker 1", "S01", "**R**", "Sanne (zij)"]
)
def test_labels_of_many_shapes(label: str) -> None:
    text = f"{label}: een\n\n{label}: twee"
    assert [(found.strip(), words) for found, words in said(text)] == [(label.strip(), "een"), (label.strip(), "twee")]


@pytest.mark.parametrize(
    "line", ["Note: x", "Opmerking: x", "Remarque : x", "https://a.be", "12:30 was het", "10: tien"]
)
def test_what_is_never_a_label(line: str) -> None:
    text = f"I: Hallo.\n{line}\n{line}\nI: Dag."
    assert [label for label, _ in said(text)] == ["I", "I"]


def test_a_label_is_at_most_63_characters() -> None:
    for length, count in ((63, 2), (64, 0)):
        name = "x" * length
        assert sum(label == name for label, _ in said(f"{name}: a\n{name}: b")) == count


def test_what_looks_like_a_label_is_listed_when_refused() -> None:
    text = "I: Hallo.\nHij zei: nooit.\nI: Dag.\nNote: weg."
    assert [(refusal.label, refusal.line, refusal.count) for refusal in find_turns(text)[1]] == [("Hij zei", 2, 1)]


@pytest.mark.parametrize(
    ("line", "start_ms", "end_ms"),
    [
        ("R: [00:01:12] Ja.", 72_000, None),
        ("[00:01:12] R: Ja.", 72_000, None),
        ("[01:12]\nR: Ja.", 72_000, None),
        ("R: [1:01:12.5] Ja.", 3_672_500, None),
        ("R: [00:01:12 – 00:01:15] Ja.", 72_000, 75_000),
        ("R: [00:01:12,250 --> 00:01:15] Ja.", 72_250, 75_000),
        ("R: Ja.", None, None),
    ],
)
def test_times(line: str, start_ms: int | None, end_ms: int | None) -> None:
    text = f"I: Vraag.\n\n{line}\n\nI: Goed.\n\nR: Dag."
    turn = turns(text)[1]
    assert (turn.start_ms, turn.end_ms) == (start_ms, end_ms)
    assert text[turn.start : turn.end] == "Ja."


def test_a_time_on_its_own_line_belongs_to_the_turn_behind_it() -> None:
    text = "I: Vraag.\n\n[00:05]\nR: Ja.\n\n[00:09]\nI: Goed.\nR: Dag."
    assert [(turn.start_ms, text[turn.start : turn.end]) for turn in turns(text)] == [
        (None, "Vraag."),
        (5_000, "Ja."),
        (9_000, "Goed."),
        (None, "Dag."),
    ]


def test_a_label_with_a_time_behind_it_speaks_even_once() -> None:
    assert said("Jan: [00:00:02] Hallo.\n\nAn: [00:00:04] Dag.") == [("Jan", "Hallo."), ("An", "Dag.")]


def test_words_on_the_line_below_a_label() -> None:
    assert said("Jan:\nHallo.\n\nAn:\n\nDag.\n\nJan:\nJa.\n\nAn:\n") == [
        ("Jan", "Hallo."),
        ("An", "Dag."),
        ("Jan", "Ja."),
        ("An", ""),
    ]


def test_what_another_says_through_a_turn_is_part_of_it() -> None:
    text = "S01: [00:00:01] Ik zei\n//S02: Hm.//\ndat.\n//S02: Ja.//\n\nS02: [00:00:09] Goed."
    assert [label for label, _ in said(text)] == ["S01", "S02"]
    assert said("[00:05] //S02: a//\n[00:06] //S02: b//") != [("S02", "a//"), ("S02", "b//")]


def test_paragraphs_when_nobody_is_named() -> None:
    text = "[00:00:01 – 00:00:04] Goed.\n\n[00:00:05]\nDan beginnen we.\nJa.\n\n[00:09]\n\nNa een witregel."
    assert [(turn.start_ms, turn.speaker, text[turn.start : turn.end]) for turn in turns(text)] == [
        (1_000, Speaker.UNKNOWN, "Goed."),
        (5_000, Speaker.UNKNOWN, "Dan beginnen we.\nJa."),
        (9_000, Speaker.UNKNOWN, "Na een witregel."),
    ]


def test_declared_labels() -> None:
    text = "Sanne: Vertel.\nBonsai: Ja.\nEline: Eh."
    assert said(text, interviewers=("sanne",), participants=("Bonsai",)) == [
        ("Sanne", "Vertel."),
        ("Bonsai", "Ja.\nEline: Eh."),
    ]
    found, refused = find_turns(text, ("Sanne",), ("Bonsai",))
    assert [turn.speaker for turn in found] == [Speaker.INTERVIEWER, Speaker.PARTICIPANT]
    assert [refusal.label for refusal in refused] == ["Eline"]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=30).map("".join).map(canonical))
@settings(max_examples=300)
def test_turns_lie_in_the_text_one_after_the_other(text: str) -> None:
    found, refused = find_turns(text, participants=("R",))
    over = 0
    for number, turn in enumerate(found, start=1):
        assert turn.number == number
        assert over <= turn.label_start <= turn.start <= turn.end <= len(text)
        assert not text[turn.start : turn.end].endswith("\n")
        over = turn.end
    assert all(1 <= refusal.line <= text.count("\n") + 1 and refusal.count for refusal in refused)
    assert find_turns(text, participants=("R",)) == (found, refused)


@given(st.integers(0, 99 * 3_600_000))
@settings(max_examples=50)
def test_clock_and_milliseconds(ms: int) -> None:
    assert milliseconds(clock(ms)) == ms // 1000 * 1000


@pytest.mark.parametrize(("written", "ms"), [("1:02", 62_000), ("00:00:01.5", 1_500), ("01:00:00,025", 3_600_025)])
def test_milliseconds(written: str, ms: int) -> None:
    assert milliseconds(written) == ms
