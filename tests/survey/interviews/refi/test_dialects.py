"""Every coding lands on the right words, or its text is said to be untellable: never silently wrong."""

from __future__ import annotations

import tempfile
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.interviews.incoming import Incoming, LossKind
from survey.interviews.refi.dialects import ALL, STANDARD, Dialect, Unit, tool_of
from survey.interviews.refi.project import read_project
from survey.interviews.transcript import canonical
from tests.survey.interviews.refi.writing import (
    ATLAS,
    BYTES,
    INLINE,
    LAYOUTS,
    MAXQDA,
    NOBODY,
    NVIVO,
    QUALCODER,
    Layout,
    Marked,
    Written,
    write,
)

WORDS = (
    "I de prijs was te hoog toen echt a b maar wachten été français cafe\u0301 e\u0301te\u0301 \U0001f600 "
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f44d\U0001f3fd \U00020000 \uac00 \u1100\u1161\u11a8 x\u0302"
).split()


@st.composite
def interviews(draw: st.DrawFn) -> Written:
    """Return lines of words, some with codings from the start of a word to the end of one."""
    lines = draw(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9), min_size=1, max_size=8))
    places: list[tuple[int, int]] = []
    text = ""
    for line in lines:
        for word in line:
            places.append((len(text), len(text) + len(word)))
            text += word + " "
        text = text[:-1] + "\n"
    pairs = draw(st.lists(st.tuples(st.sampled_from(places), st.sampled_from(places)), min_size=1, max_size=8))
    named = draw(st.sampled_from(("none", "words", "cut off")))
    marks = [_mark(text, min(one, two)[0], max(one, two)[1], named) for one, two in pairs]
    return Written("interview 1", text, tuple(replace(mark, code=f"c{n}") for n, mark in enumerate(marks)))


def _mark(text: str, start: int, end: int, named: str) -> Marked:
    words = text[start:end].replace("\n", " ")
    return Marked(start, end, name={"none": "", "words": words, "cut off": words[:12].rstrip() + "…"}[named])


def _read(layout: Layout, *texts: Written) -> Incoming:
    with tempfile.TemporaryDirectory() as folder:
        return read_project(write(Path(folder) / "p.qdpx", layout, list(texts)))


def _wrong(incoming: Incoming, texts: tuple[Written, ...]) -> list[str]:
    """Return the codings that are not on the words that were meant."""
    found = {text.name: text.text for text in incoming.texts}
    meant = {
        (text.name, mark.code): (canonical(text.text[: mark.start]), canonical(text.text[mark.start : mark.end]))
        for text in texts
        for mark in text.marks
    }
    return [
        coding.place
        for coding in incoming.codings
        if (found[coding.text][: coding.start], found[coding.text][coding.start : coding.end])
        != meant[coding.text, coding.code[0]]
    ]


def _refused(incoming: Incoming) -> int:
    return sum(each.count for each in incoming.losses if each.subject.startswith("Coding") and each.kind is DIALECT)


DIALECT = LossKind.DIALECT


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@settings(max_examples=25, deadline=None)
@given(one=interviews(), two=interviews())
def test_codings_land_on_their_words_or_are_told_to_be_lost(layout: Layout, one: Written, two: Written) -> None:
    texts = (one, replace(two, name="interview 2"))
    incoming = _read(layout, *texts)
    assert _wrong(incoming, texts) == []
    assert len(incoming.codings) + _refused(incoming) == len(one.marks) + len(two.marks)
    assert [text.text for text in incoming.texts] == [canonical(text.text) for text in texts]


@pytest.mark.parametrize("dialect", ALL, ids=str)
@settings(max_examples=15, deadline=None)
@given(text=interviews())
def test_no_way_of_counting_is_ever_taken_for_another(dialect: Dialect, text: Written) -> None:
    layout = Layout("any", "", dialect, newline="\r\n", bom=True)
    assert _wrong(_read(layout, text), (text,)) == []


@pytest.mark.parametrize("origin", ["NVivo", "ATLAS.ti 9", "Qualcoder 3.5", "MAXQDA 2022", "Dedoose", ""])
@settings(max_examples=15, deadline=None)
@given(text=interviews())
def test_a_program_that_is_only_said_to_count_so_decides_nothing(origin: str, text: Written) -> None:
    """Codings that speak for themselves are right whatever the origin says, where it is no measured program."""
    layout = replace(BYTES, origin=origin, newline="\r\n")
    known = tool_of(origin)
    if known is None or not known.knows(crlf=True):
        assert _wrong(_read(layout, text), (text,)) == []


STORY = """Interviewer: Hoe was de prijs 😀 toen?
Sam: Te hoog, écht waar. J'ai été déçu 😀😀 par le prix.
Interviewer: En daarna?
Sam: Daarna heb ik gewacht 👍🏽 tot het weer goedkoper werd.
Interviewer: Wachtte je lang?
Sam: Een paar weken 😀. Ça allait, een beetje naïef misschien.
"""
PHRASES = ("Te hoog", "J'ai été déçu", "par le prix", "heb ik gewacht", "goedkoper werd", "Een paar weken", "naïef")


def _story(*phrases: str, name: str = "Sam") -> Written:
    marks = tuple(Marked(STORY.index(each), STORY.index(each) + len(each), each) for each in phrases)
    return Written(name, STORY, marks)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_each_program_is_told_from_its_codings(layout: Layout) -> None:
    incoming = _read(layout, _story(*PHRASES))
    text = incoming.texts[0].text
    assert [(text[each.start : each.end], each.code) for each in incoming.codings] == [(w, (w,)) for w in PHRASES]
    assert not [loss for loss in incoming.losses if loss.kind is DIALECT]
    assert incoming.choices[0].startswith("Sam: ")
    assert ", 1.00 (next 0." in incoming.choices[0]
    if layout is not MAXQDA:
        assert str(layout.dialect.unit) in incoming.choices[0]


def test_the_choice_is_told_with_its_score() -> None:
    (choice,) = _read(NVIVO, _story(*PHRASES)).choices
    assert choice.startswith("Sam: UTF-16 units, line end as two, byte order mark not counted, 1.00 (next 0.")


def test_one_coding_alone_is_taken_only_from_a_program_that_was_measured() -> None:
    """Behind one emoji, code points and UTF-16 units are one apart: `I` and a blank could both be it."""
    text = "a 😀 b c d e f g\n"
    mark = Marked(text.index("c"), text.index("e"), "x")
    one = Written("short", text, (replace(mark, end=mark.start + 1),))
    refused = _read(replace(NVIVO, origin="", newline="\n", bom=False), one)
    assert (refused.codings, _refused(refused)) == ((), 1)
    assert "positions cannot be told" in refused.choices[0]
    assert refused.texts[0].text == text
    taken = _read(NVIVO, one)
    assert [text[each.start : each.end] for each in taken.codings] == ["c"]


def test_ways_that_mean_the_same_words_are_no_tie() -> None:
    plain = Written("plain", "one two three\n", (Marked(4, 7, "x"),))
    incoming = _read(MAXQDA, plain)
    assert [(each.start, each.end) for each in incoming.codings] == [(4, 7)]
    assert incoming.choices == ("plain: every way of counting means the same words, 1.00",)


def test_codings_that_cut_words_in_every_way_are_refused() -> None:
    marks = tuple(Marked(start, start + 4, f"c{start}") for start in (15, 24, 31, 66, 84))
    incoming = _read(MAXQDA, Written("cut", "onderhandelingen " * 12, marks))
    assert incoming.codings == ()
    assert _refused(incoming) == len(marks)


def test_texts_of_one_project_vouch_for_each_other() -> None:
    """What one coding cannot say by itself, the other text of the same program says for it."""
    alone = Written("short", "a 😀 b c d e f g\n", (Marked(6, 7, "x"),))
    layout = replace(NVIVO, origin="")
    assert _read(layout, alone).codings == ()
    both = _read(layout, _story(*PHRASES), alone)
    assert next(each for each in both.codings if each.text == "short").start == 6


def test_names_that_repeat_the_words_decide() -> None:
    text = "a 😀 b c deelname e f g\n"
    mark = Marked(text.index("deel"), text.index("deel") + 8, "x", name="deelname")
    incoming = _read(replace(NVIVO, origin=""), Written("short", text, (mark,)))
    assert [text[each.start : each.end] for each in incoming.codings] == ["deelname"]
    assert incoming.choices[0].endswith("1 of 1 names agree")


def test_equal_selections_say_it_once() -> None:
    """NVivo writes one selection for each code: five codes on one stretch are no five proofs."""
    text = "a 😀 b c d e f g\n"
    mark = Marked(text.index("c"), text.index("c") + 1)
    many = Written("short", text, tuple(replace(mark, code=f"x{n}") for n in range(5)))
    assert _refused(_read(replace(NVIVO, origin=""), many)) == 5


def test_an_old_encoding_and_decomposed_accents_are_placed_exactly(tmp_path: Path) -> None:
    text = unicodedata.normalize("NFD", STORY)
    phrases = [unicodedata.normalize("NFD", each) for each in PHRASES]
    marks = tuple(Marked(text.index(each), text.index(each) + len(each), each) for each in phrases)
    for layout in (NVIVO, ATLAS, BYTES, QUALCODER, INLINE, NOBODY):
        incoming = _read(layout, Written("Sam", text, marks))
        found = incoming.texts[0].text
        assert [found[each.start : each.end] for each in incoming.codings] == list(PHRASES)


def test_tools_are_known_by_their_origin() -> None:
    assert tool_of("NVivo for Mac 1.7").measured is False  # type: ignore[union-attr]
    assert tool_of("NVivo 12.6").dialect == Dialect(False, 2, Unit.UTF_16)  # type: ignore[union-attr]
    assert tool_of("cryptodrug 1.0").dialect == STANDARD  # type: ignore[union-attr]
    assert tool_of("somebody") is None
