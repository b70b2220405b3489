"""Codings under edits: each still names the same words, or is told."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.interviews.codes import Code, Codes
from survey.interviews.codings import Coding, Status
from survey.interviews.corpus import Corpus, Interview
from survey.interviews.edits import Edit, Edits, difference
from survey.interviews.moving import move_codings
from survey.interviews.transcript import Transcript

TEXT = "I: hoe ging dat?\n\nR: euh ja heel goed eigenlijk\n\nI: en dan?\n\nR: dan niets meer"
WORDS = st.lists(st.sampled_from(["ja", "nee", "euh", "ik", ".", "\n\n", "é", "😅"]), max_size=30).map(" ".join)
EMPTY = Corpus("kopers", (), Codes.of([Code("a")]))


def coded(text: str, *spans: tuple[int, int]) -> Corpus:
    interview = Interview(
        "K01", Transcript(text), pseudonymised="2026-01-01", reviewed_by="LV", reviewed_on="2026-01-02"
    )
    other = Interview("K02", Transcript(TEXT), reviewed_by="LV")
    codings = [Coding("K01", start, end, "a", quote=text[start:end]) for start, end in spans]
    codings.append(Coding("K02", 3, 6, "a", quote="hoe"))
    return replace(EMPTY, interviews=(interview, other), codings=tuple(codings))


def at(words: str, text: str = TEXT) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


@given(WORDS, WORDS, st.data())
@settings(max_examples=200)
def test_every_coding_names_its_words_or_is_told(old: str, new: str, data: st.DataObject) -> None:
    places = st.integers(0, len(old))
    spans = [tuple(sorted(pair)) for pair in data.draw(st.lists(st.tuples(places, places), max_size=6))]
    before = coded(old, *spans)  # type: ignore[arg-type]
    after, cut, lost = move_codings(before, "K01", new, difference(old, new))
    assert after["K01"].transcript.text == new
    assert len(after.codings) == len(before.codings)
    told = [*cut, *lost]
    for was, now in zip(before.codings, after.codings, strict=True):
        text = after[now.interview].transcript.text
        assert now.quote == was.quote or now in told
        assert now.status is Status.LOST or text[now.start : now.end] == now.quote
        assert (now.status is Status.LOST) == (now in lost)
    assert after["K02"] == before["K02"]


def test_what_becomes_of_words_changed_and_gone() -> None:
    new = TEXT.replace("euh ja heel goed", "ja zeer goed").replace("dan niets meer", "")
    corpus = coded(TEXT, at("heel goed"), at("euh"), at("eigenlijk"), at("niets meer"))
    after, cut, lost = move_codings(corpus, "K01", new, difference(TEXT, new))
    assert [coding.quote for coding in cut] == ["zeer goed"]
    assert [coding.quote for coding in lost] == ["euh", "niets meer"]
    assert {coding.status for coding in lost} == {Status.LOST}
    assert after.codings[2].quote == "eigenlijk"
    assert after.codings[2].start == new.index("eigenlijk")


def test_a_lost_coding_stays_as_it_is() -> None:
    corpus = coded(TEXT, at("euh"))
    gone = replace(corpus.codings[0], status=Status.LOST, quote="iets anders")
    corpus = corpus.replace_codings([gone])
    after, cut, lost = move_codings(corpus, "K01", TEXT[18:], Edits([Edit(0, 18, "")]))
    assert (after.codings, cut, lost) == ((gone,), (), ())


def test_a_changed_text_must_be_read_over_again() -> None:
    corpus = coded(TEXT, at("euh"))
    same, *_ = move_codings(corpus, "K01", TEXT, Edits())
    assert same["K01"].quotable
    changed, *_ = move_codings(corpus, "K01", TEXT + "!", Edits([Edit(len(TEXT), len(TEXT), "!")]))
    assert not changed["K01"].quotable
    assert changed["K01"].pseudonymised == "2026-01-01"
    assert changed["K02"].reviewed_by == "LV"


def test_edits_of_another_text_are_refused() -> None:
    with pytest.raises(ValueError, match="do not make this text"):
        move_codings(coded(TEXT), "K01", "iets anders", Edits())
