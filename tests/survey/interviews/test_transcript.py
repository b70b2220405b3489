import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.interviews.transcript import Transcript, canonical

ANY = st.text(st.characters() | st.sampled_from("\r\n\ufeff\x85\u0301e\x00\ud83d"), max_size=30)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("\ufeffI: ja\r\nR: nee\r", "I: ja\nR: nee\n"),
        ("e\u0301e\u0301n", "één"),
        ("a\x0bb\x0cc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("a\x00b\x07c\td", "abc\td"),
        ("a\x9b31mb", "a31mb"),
        ("\x00\ufeff\ufeffa", "a"),
        ("e\x01\u0301", "é"),
        ("half \ud83d a pair", "half \ufffd a pair"),
        ("a\u00a0b", "a\u00a0b"),
    ],
)
def test_canonical(written: str, expected: str) -> None:
    assert canonical(written) == expected


@given(ANY)
@settings(max_examples=150)
def test_canonical_text_stays_as_it_is(written: str) -> None:
    text = canonical(written)
    assert canonical(text) == text
    assert unicodedata.is_normalized("NFC", text)
    assert all(sign in "\t\n" or unicodedata.category(sign) not in {"Cc", "Cs"} for sign in text)
    assert len(Transcript(text).sha256) == 64


def test_other_text_is_refused() -> None:
    with pytest.raises(ValueError, match="canonical"):
        Transcript("I: ja\r\n")


def test_a_place_has_a_turn() -> None:
    transcript = Transcript("Gesprek 3\n\nI: Hoe oud ben je?\n\nR: Vierentwintig.\n\nI: Dank je.\n\nR: Graag.")
    assert [transcript.text[turn.start : turn.end] for turn in transcript.turns][:2] == [
        "Hoe oud ben je?",
        "Vierentwintig.",
    ]
    assert transcript.turn_at(0) is None
    assert transcript.turn_at(transcript.text.index("I: Hoe")) == transcript.turns[0]
    assert transcript.turn_at(transcript.text.index("Vier")) == transcript.turns[1]
    assert transcript.turn_at(len(transcript.text)) == transcript.turns[3]
    assert transcript.words == 14


def test_declared_labels_speak_even_once() -> None:
    text = "Sanne: Vertel eens.\n\nK05: Ja, goed."
    assert [turn.label for turn in Transcript(text).turns] == ["", ""]
    assert [turn.label for turn in Transcript(text, ("Sanne",), ("K05",)).turns] == ["Sanne", "K05"]
