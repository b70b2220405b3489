"""Two wordings word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.waves.wording import Fate, differences

MARKS = {Fate.KEPT: "", Fate.REMOVED: "-", Fate.ADDED: "+"}


def marked(before: str, after: str) -> str:
    return "|".join(f"{MARKS[piece.fate]}{piece.text}" for piece in differences(before, after))


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("Rookt u ooit?", "Rookt u nu?", "Rookt u|-ooit?|+nu?"),
        ("Rookt u?", "Rookt u ook cannabis?", "Rookt u|+ook cannabis?"),
        ("Fumez-vous\u00a0?", "fumez-vous", "fumez-vous"),
        ("", "Rookt u?", "+Rookt u?"),
        ("Rookt u?", "", "-Rookt u?"),
        ("Bij de eerste aankoop", "de eerste aankoop", "-Bij|de eerste aankoop"),
        ("?", "!", "-?|+!"),
        ("Student", "Student, met of zonder werk", "Student|+, met of zonder werk"),
        ("Een fiets(slot)", "Een fiets (slot)", "Een fiets (slot)"),
        ("Wat kost 1,5 g?", "Wat kost 1.5 g?", "Wat kost|-1,5|+1.5|g?"),
        ("L’alcool, le vin", "L’alcool et le vin", "L’alcool|-,|+et|le vin"),
    ],
)
def test_words_that_stayed_went_and_came(before: str, after: str, says: str) -> None:
    assert marked(before, after) == says


@given(
    st.lists(st.sampled_from("de het een, vraag U u? (ja)".split())), st.lists(st.sampled_from("de vraag U,".split()))
)
def test_what_stayed_and_came_is_the_text_after(before: list[str], after: list[str]) -> None:
    pieces = differences(" ".join(before), " ".join(after))
    there = "".join(piece.gap + piece.text for piece in pieces if piece.fate is not Fate.REMOVED)
    assert there.replace(" ", "") == "".join(after)
    assert before != [] or there == " ".join(after)
    gone = "".join(piece.text for piece in pieces if piece.fate is not Fate.ADDED)
    assert letters(gone) == letters("".join(before))


def letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalpha())
