"""Places of a raw text against the plain definition: count what stands before, make canonical what stands before."""

from __future__ import annotations

import codecs

from hypothesis import example, given, settings
from hypothesis import strategies as st

from survey.interviews.refi.dialects import ALL, STANDARD, Dialect, Unit
from survey.interviews.refi.positions import BOM, Raw
from survey.interviews.transcript import Transcript, canonical

SIGNS = [*"ab é\n\t\x00\x0b\u2028\u0301\u0327e\U0001f600\uac00\u1100\u1161\u11a8\u0f71\u0f73\u0344", "\r\n", "\r"]
texts = st.lists(st.sampled_from(SIGNS), max_size=14).map("".join)


@settings(max_examples=300, deadline=None)
@given(texts)
@example("e\u0301\x00x")
@example("\x00\r\n\u0301e\u0301\u0327a")
def test_the_canonical_text_is_the_one_everything_counts_in(text: str) -> None:
    made = Raw(text).canonical
    assert made == canonical(text)
    assert Transcript(made).text == made


def test_marks_inside_a_text_that_would_be_one_at_its_start_are_dropped() -> None:
    assert Raw(f"\x00{BOM}{BOM}ab").canonical == "ab"


@settings(max_examples=300, deadline=None)
@given(texts)
def test_every_place_that_exists_divides_the_canonical_text(text: str) -> None:
    """Half before and half behind, made canonical, are the canonical halves; no other place is given out."""
    raw = Raw(text)
    as_written = Dialect(bom=False, newline=2 if raw.crlf else 1, unit=Unit.CODE_POINT)
    for place in range(len(text) + 1):
        found = raw.place(place, as_written)
        if found is not None:
            assert raw.canonical[:found] == canonical(text[:place])
            assert raw.canonical[found:] == canonical(text[place:])


def test_every_dialect_counts_as_it_says() -> None:
    raw = Raw.of(codecs.BOM_UTF8 + "é😀\r\nx".encode())
    counted = {dialect: next(n for n in range(1, 20) if raw.place(n, dialect) == len("é😀\n")) for dialect in ALL}
    units = {Unit.CODE_POINT: (2, 1), Unit.UTF_16: (3, 1), Unit.BYTE: (6, 3)}
    assert counted == {
        dialect: units[dialect.unit][0] + dialect.newline + units[dialect.unit][1] * dialect.bom for dialect in ALL
    }


def test_places_inside_a_character_are_none_and_spans_take_it_whole() -> None:
    raw, utf_16 = Raw("a😀e\u0301b"), Dialect(bom=False, newline=1, unit=Unit.UTF_16)
    assert [raw.place(n, utf_16) for n in range(7)] == [0, 1, None, 2, None, 3, 4]
    assert raw.span(2, 4, utf_16) == (1, 3)
    assert raw.span(4, 6, utf_16) == (2, 4)
    assert raw.span(0, 7, utf_16) is None
    assert raw.span(-1, 3, utf_16) is None
    assert raw.span(3, 2, utf_16) is None


def test_files_are_decoded_as_they_are() -> None:
    assert Raw.of("été\r\n".encode("cp1252")) == Raw("été\r\n", single=True)
    assert Raw.of("été".encode("utf-16")) == Raw("été", bom=True)
    assert Raw.of(codecs.BOM_UTF8 + "été".encode()) == Raw("été", bom=True)
    assert Raw.of("été".encode("cp1252")).place(2, Dialect(bom=False, newline=1, unit=Unit.BYTE)) == 2


def test_a_line_feed_written_in_xml_may_count_two() -> None:
    two = Dialect(bom=False, newline=2, unit=Unit.CODE_POINT)
    assert (Raw("a\nb", inline=True).place(3, two), Raw("a\nb").place(2, STANDARD)) == (2, 2)
