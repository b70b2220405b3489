"""The map of edits: what a span outside them says stays the same, and what is cut is told."""

import random
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.interviews.edits import Edit, Edits, difference, recoding
from survey.interviews.transcript import canonical

TEXT = st.text(alphabet="ab c\né😅.", max_size=40)
WORDS = st.lists(
    st.sampled_from(["ja", "nee", "euh", "ik", "de", ",", ".", "\n", "\n\n", "  ", "😅"]), max_size=40
).map(" ".join)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, Edits]:
    """Return a text and edits of it."""
    text = draw(TEXT)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return text, Edits(Edit(start, end, draw(TEXT)) for start, end in pairs)


@given(edited(), st.data())
@settings(max_examples=400)
def test_untouched_words_stay_and_cut_ones_are_told(made: tuple[str, Edits], data: st.DataObject) -> None:
    text, edits = made
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    new, moved = edits.apply(text), edits.move(start, end)
    assert 0 <= moved.start <= moved.end <= len(new)
    within = [e for e in edits if (e.start < end and e.end > start)]
    assert moved.whole is not bool(within)
    if moved.whole:
        assert new[moved.start : moved.end] == text[start:end]


def test_places_move_by_the_rule() -> None:
    edits = Edits([Edit(0, 0, "xx"), Edit(5, 8, "J"), Edit(10, 10, "++")])
    assert edits.apply("abcdefghijkl") == "xxabcdeJij++kl"
    places = {(0, 5): (2, 7, True), (6, 9): (7, 9, False), (3, 6): (5, 8, False), (8, 10): (8, 10, True)}
    places |= {(10, 12): (12, 14, True), (9, 11): (9, 13, False), (6, 7): (7, 8, False), (5, 8): (7, 8, False)}
    for (start, end), (begin, stop, whole) in places.items():
        moved = edits.move(start, end)
        assert (moved.start, moved.end, moved.whole) == (begin, stop, whole)


def test_overlapping_and_outlying_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        Edits([Edit(0, 3, ""), Edit(2, 4, "")])
    with pytest.raises(ValueError, match="ends before"):
        Edits([Edit(3, 2, "")])
    with pytest.raises(ValueError, match="beyond"):
        Edits([Edit(3, 9, "")]).apply("kort")


@given(st.one_of(TEXT, WORDS), st.one_of(TEXT, WORDS))
@settings(max_examples=400)
def test_a_difference_makes_the_new_text(old: str, new: str) -> None:
    edits = difference(old, new)
    assert edits.apply(old) == new
    assert (old == new) == (len(edits) == 0)
    assert all(old[edit.start : edit.end] != edit.text for edit in edits)


@pytest.mark.parametrize(
    ("old", "new", "edits"),
    [
        ("I: ja\n\nR: het huis", "I: ja\n\nR: het grote huis", [Edit(14, 14, "grote ")]),
        ("een twee drie", "een drie", [Edit(4, 9, "")]),
        ("dat huisje daar", "dat huis daar", [Edit(4, 10, "huis")]),
        ("een twee", "een\ntwee", [Edit(3, 4, "\n")]),
        ("ja, nee", "ja nee", [Edit(2, 3, "")]),
        ("ja", "", [Edit(0, 2, "")]),
    ],
)
def test_a_difference_is_told_in_whole_words(old: str, new: str, edits: list[Edit]) -> None:
    assert list(difference(old, new)) == edits


def spoken(words: int, seed: int) -> list[str]:
    """Return words as frequent as those of speech: few of them make up most of it."""
    chance = random.Random(seed)  # noqa: S311
    known = [f"w{n}" for n in range(3000)]
    return chance.choices(known, [1 / (n + 1) for n in range(3000)], k=words)


@pytest.mark.parametrize("width", [9, 12000])
def test_long_texts_are_compared_quickly(width: int) -> None:
    """Also where every line was broken anew, so that no line is the same."""
    words = spoken(12000, 1)
    changed = [word if n % 25 else "anders" for n, word in enumerate(words)]
    old = "\n".join(" ".join(words[n : n + 12]) for n in range(0, len(words), 12))
    new = "\n".join(" ".join(changed[n : n + width]) for n in range(0, len(words), width))
    assert len(old) > 50_000
    begun = time.process_time()
    edits = difference(old, new)
    assert time.process_time() - begun < 8
    assert edits.apply(old) == new
    touched = sum(len(old[edit.start : edit.end].split()) for edit in edits)
    assert touched < 0.08 * len(words)


def test_texts_without_anything_in_common_are_one_edit() -> None:
    old, new = " ".join(["ja nee"] * 3000), " ".join(["si no"] * 3000)
    assert len(difference(old, new)) == 1


@given(st.text(alphabet="ae\u0301\u0323\u1100\u1161\r\n\ufeff\u2028\x07 é😅", max_size=25))
@settings(max_examples=300)
def test_a_recoding_goes_letter_by_letter(old: str) -> None:
    new = canonical(old)
    edits = recoding(old, new)
    assert edits.apply(old) == new


def test_a_recoding_cuts_no_word() -> None:
    old = "\ufeffcafe\u0301 en the\u0301\r\nja"
    edits = recoding(old, canonical(old))
    assert len(edits) == 4
    start = old.index("en")
    moved = edits.move(start, start + 2)
    assert moved.whole
    assert canonical(old)[moved.start : moved.end] == "en"
    everything = edits.move(0, len(old))
    assert (everything.start, everything.end) == (0, len(unicodedata.normalize("NFC", "café en thé\nja")))
