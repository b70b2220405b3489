"""Codings of a file on our words: trimmed, moved, cut, lost, or without words at all."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from survey.interviews.codings import Status
from survey.interviews.incoming import IncomingCoding
from survey.interviews.matching import Wishes, match_texts
from survey.interviews.placing import Fate, Placed, Read, place_codings
from tests.survey.interviews.merging import TEXT, corpus, found, incoming, interview

PATHS: dict[tuple[str, ...], str] = {("prijs",): "motief/prijs"}


def placed(*codings: IncomingCoding, theirs: str = TEXT, ours: str = TEXT, **about: str) -> Placed:
    texts = match_texts(corpus(interviews=(interview(text=ours, **about),)), incoming(text=theirs), Wishes())
    read = [Read(each, each.code, each.coder, Status.CODED) for each in codings]
    return place_codings(read, texts, PATHS, "K01.docx")


def test_blanks_at_the_ends_are_left_out() -> None:
    made = placed(found(" goed. ", "prijs"))
    assert [coding.quote for coding in made.codings] == ["goed."]
    assert made.traces == ()


def test_a_coding_of_no_words_or_outside_the_text_is_reported_and_not_taken() -> None:
    blank, far = found("\n\n", "prijs"), replace(found("goed", "prijs"), end=len(TEXT) + 1)
    elsewhere = replace(found("goed", "prijs"), text="K09")
    made = placed(blank, far, elsewhere, replace(blank, end=blank.start), replace(blank, start=-3))
    assert made.codings == ()
    assert [trace.fate for trace in made.traces] == [Fate.EMPTY] * 5
    assert made.traces[0].place == "comment 1"
    assert made.traces[2].interview == "K09"


def test_words_that_only_moved_are_counted() -> None:
    made = placed(found("Echt goed", "prijs", text="Vooraf.\n\n" + TEXT), theirs="Vooraf.\n\n" + TEXT)
    assert [coding.quote for coding in made.codings] == ["Echt goed"]
    assert (made.moved, made.traces) == (1, ())


def test_other_blanks_between_the_same_words_are_no_change() -> None:
    theirs = TEXT.replace("goed. Echt", "goed.\nEcht")
    made = placed(found("goed.\nEcht", "prijs", text=theirs), theirs=theirs)
    assert [coding.quote for coding in made.codings] == ["goed. Echt"]
    assert made.traces == ()


def test_words_that_changed_within_are_cut_and_quote_ours() -> None:
    theirs = TEXT.replace("Echt goed", "Heel erg goed")
    made = placed(found("Heel erg goed, en", "prijs", text=theirs), theirs=theirs)
    assert [coding.quote for coding in made.codings] == ["Echt goed, en"]
    assert [(trace.fate, trace.interview, trace.code) for trace in made.traces] == [(Fate.CUT, "K01", "motief/prijs")]


def test_words_that_are_gone_are_kept_as_lost() -> None:
    theirs = TEXT.replace("Echt goed,", "Echt goed, zei Jan gisteren,")
    made = placed(found("zei Jan gisteren,", "prijs", text=theirs), theirs=theirs)
    assert [(coding.status, coding.quote) for coding in made.codings] == [(Status.LOST, "zei Jan gisteren,")]
    assert [trace.fate for trace in made.traces] == [Fate.LOST]


def test_what_was_taken_out_of_a_pseudonymised_text_does_not_come_back_as_a_quote() -> None:
    theirs = TEXT.replace("Echt goed,", "Echt goed, zei Jan gisteren,")
    made = placed(found("zei Jan gisteren,", "prijs", text=theirs), theirs=theirs, pseudonymised="2026-03-01")
    assert [(coding.status, coding.quote) for coding in made.codings] == [(Status.LOST, "")]


def test_a_coding_twice_is_taken_once_with_its_note() -> None:
    one = found("Echt goed", "prijs")
    made = placed(one, replace(one, memo="twijfel"), replace(one, coder="SM"))
    assert [(coding.coder, coding.memo) for coding in made.codings] == [("LV", "twijfel"), ("SM", "")]
    assert made.duplicates == 1


def test_a_name_that_is_no_code_is_left_out() -> None:
    assert placed(found("goed", "gemak")).codings == ()


@given(st.data())
@settings(max_examples=60)
def test_every_coding_ends_up_on_its_quote_or_is_reported(data: st.DataObject) -> None:
    words = st.lists(st.sampled_from("ja nee é😀 [stad] Jan, \n\n".split(" ")), min_size=1, max_size=12).map(" ".join)
    theirs, ours = f"R: {data.draw(words)}", f"R: {data.draw(words)}"
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(theirs))] * 2)))
    made = placed(IncomingCoding("K01", start, end, ("prijs",), "LV"), theirs=theirs, ours=ours)
    for coding in made.codings:
        if coding.status is Status.CODED:
            assert ours[coding.start : coding.end] == coding.quote == coding.quote.strip() != ""
            if not made.traces:
                assert coding.quote.split() == theirs[start:end].split()
        else:
            assert [trace.fate for trace in made.traces] == [Fate.LOST]
    assert made.codings or [trace.fate for trace in made.traces] == [Fate.EMPTY]
