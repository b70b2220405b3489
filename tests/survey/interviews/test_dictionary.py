"""What patterns suggest: sentences of participants, nothing that a person has settled, the same every time."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.codebook import Label
from survey.errors import StudyError
from survey.interviews.codes import Code, Codes
from survey.interviews.codings import Coding, Status
from survey.interviews.corpus import Corpus, Interview
from survey.interviews.dictionary import SOURCE, patterns_for, sentences, suggest
from survey.interviews.transcript import Transcript, canonical
from survey.interviews.turns import Speaker

CODES = Codes.of(
    [
        Code("motives", Label({"nl": "Motieven"})),
        Code("motives/price", Label({"nl": "Prijs"}), pattern=Label({"nl": r"\bprijs|goedkoper", "fr": r"\bprix"})),
        Code("motives/ease", Label({"nl": "Gemak"}), pattern=Label({"nl": "gemak"})),
    ]
)
TEXT = """I: Was de prijs belangrijk voor u?

R: [00:00:10] Ja, de prijs, en nog eens de prijs. Dat is iets anders dan het gemak… Voor mij telde het allebei mee!
en thuis was het goedkoper. of niet

I: En het gemak?

R: Gewoon: gemak."""


def interview(text: str = TEXT, language: str = "nl", name: str = "K01") -> Interview:
    return Interview(name, Transcript(canonical(text)), language=language)


def corpus(*interviews: Interview, codings: tuple[Coding, ...] = (), codes: Codes = CODES) -> Corpus:
    return Corpus("buyers", interviews or (interview(),), codes, codings)


def coded(words: str, code: str, status: Status = Status.CODED, coder: str = "An") -> Coding:
    start = TEXT.index(words)
    return Coding("K01", start, start + len(words), code, coder, words, "K01.docx", status=status)


def found(made: Corpus) -> list[tuple[str, str]]:
    return [(each.code.rpartition("/")[2], each.quote) for each in suggest(made).made]


def test_sentences_end_at_signs_and_lines() -> None:
    each = interview()
    assert [each.transcript.text[start:end] for start, end in sentences(each)] == [
        "Ja, de prijs, en nog eens de prijs.",
        "Dat is iets anders dan het gemak…",
        "Voor mij telde het allebei mee!",
        "en thuis was het goedkoper. of niet",
        "Gewoon: gemak.",
    ]


def test_a_closing_quotation_mark_belongs_to_its_sentence() -> None:
    text = "Q: alors ?\n\nR: Elle m'a dit « c'est le prix ! » et je suis parti sans un mot. Voilà ce qui s'est passé.\n"
    each = interview(text + "\nQ: oui\n\nR: non", "fr")
    got = [each.transcript.text[start:end] for start, end in sentences(each)]
    assert got[-2:] == ["Voilà ce qui s'est passé.", "non"]
    assert "".join(got[:-1]).replace(" ", "") == text.partition("R: ")[2].strip().replace(" ", "")


def test_the_sentence_of_a_participant_is_suggested_once() -> None:
    assert found(corpus()) == [
        ("price", "Ja, de prijs, en nog eens de prijs."),
        ("ease", "Dat is iets anders dan het gemak…"),
        ("price", "en thuis was het goedkoper. of niet"),
        ("ease", "Gewoon: gemak."),
    ]
    made = suggest(corpus()).made[0]
    assert (made.coder, made.source, made.time, made.status) == ("cryptodrug", SOURCE, "", Status.SUGGESTED)


@pytest.mark.parametrize("status", [Status.CODED, Status.REJECTED, Status.SUGGESTED])
def test_what_a_person_has_settled_is_not_suggested(status: Status) -> None:
    settled = coded("de prijs, en nog", "motives/price", status)
    assert [quote for code, quote in found(corpus(codings=(settled,))) if code == "price"] == [
        "en thuis was het goedkoper. of niet"
    ]
    assert ("ease", "Gewoon: gemak.") in found(corpus(codings=(settled,)))


def test_a_lost_coding_settles_nothing() -> None:
    lost = replace(coded("de prijs, en nog", "motives/price"), status=Status.LOST)
    assert found(corpus(codings=(lost,))) == found(corpus())


def test_a_rerun_replaces_what_is_open_and_keeps_what_was_refused() -> None:
    once = suggest(corpus()).corpus
    assert suggest(once).corpus == once
    first, *others = once.codings
    refused = once.replace_codings([replace(first, status=Status.REJECTED), *others])
    again = suggest(refused)
    assert len(again.made) == len(others)
    assert set(again.corpus.codings) == set(refused.codings)


def test_only_the_interviews_asked_for_change() -> None:
    two = corpus(interview(), interview(name="K02"))
    one = suggest(two, ["K02"])
    assert {each.interview for each in one.corpus.codings} == {"K02"}
    both = suggest(one.corpus, ["K01"])
    assert both.corpus.codings[: len(one.made)] == one.made


@pytest.mark.parametrize(
    ("language", "known"),
    [("nl", ["nl"]), ("nl-BE", ["nl"]), ("fr", ["fr"]), ("de", []), ("", ["nl", "fr"])],
)
def test_patterns_are_those_of_the_language_or_all(language: str, known: list[str]) -> None:
    price = CODES["motives/price"]
    assert patterns_for(price, language) == tuple(price.pattern.texts[each] for each in known)
    assert patterns_for(replace(price, pattern=Label({"": "x"})), language) == ("x",)


def test_without_speakers_nothing_is_suggested_and_that_is_said() -> None:
    made = suggest(corpus(interview("De prijs was het.\n\nHet gemak ook.")))
    assert (made.made, made.speechless) == ((), ("K01",))


def test_a_pattern_that_never_ends_is_named_without_anybodys_words() -> None:
    slow = Codes.of([Code("slow", pattern=Label({"nl": r"(\w+\s*)+;"}), place="codes.csv, row 2")])
    text = "I: en?\n\nR: " + "woord" * 30 + "\n\nI: ja\n\nR: nee"
    with pytest.raises(StudyError, match="pattern of the code 'slow' takes too long") as error:
        suggest(corpus(interview(text), codes=slow), seconds=0.5)
    assert "woord" not in str(error.value)


LINES = st.lists(st.text("ab .!?…»\u00a0", max_size=90), min_size=1, max_size=4).map("\n".join)


@settings(max_examples=40)
@given(said=LINES, other=LINES)
def test_sentences_cover_all_that_participants_say_and_no_more(said: str, other: str) -> None:
    each = interview(f"I: x {other}\n\nR: y {said}\n\nI: x\n\nR: y")
    spans = sentences(each)
    assert list(spans) == sorted(spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    text = each.transcript.text
    spoken = [turn for turn in each.transcript.turns if turn.speaker is Speaker.PARTICIPANT]
    words = "".join(text[turn.start : turn.end] for turn in spoken)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(words.split())
