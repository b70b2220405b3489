"""A set of interviews refuses codings that do not fit, and counts those that do."""

from dataclasses import replace

import pytest

from survey.interviews.codes import Code, Codes
from survey.interviews.codings import Coding, Status
from survey.interviews.corpus import Corpus, Interview
from survey.interviews.transcript import Transcript

TEXT = "I: En de prijs?\n\nR: Die is goed. Echt goed."
CODES = Codes.of([Code("motief"), Code("motief/prijs"), Code("gemak")])
INTERVIEWS = (Interview("K02", Transcript(TEXT)), Interview("K01", Transcript(TEXT), pseudonym="Arne"))


def coding(words: str, code: str, interview: str = "K01", **fields: object) -> Coding:
    start = TEXT.index(words)
    return replace(Coding(interview, start, start + len(words), code, "LV", words), **fields)  # type: ignore[arg-type]


def corpus(*codings: Coding) -> Corpus:
    return Corpus("kopers", INTERVIEWS, CODES, codings)


@pytest.mark.parametrize(
    "wrong",
    [
        {"interview": "K09"},
        {"code": "prijs"},
        {"quote": "die is goed"},
        {"start": 0},
        {"end": 10_000},
    ],
)
def test_a_coding_that_does_not_fit_is_refused(wrong: dict[str, object]) -> None:
    fits = coding("Echt goed.", "gemak")
    assert corpus(fits).codings == (fits,)
    with pytest.raises(ValueError, match="coding"):
        corpus(replace(fits, **wrong))  # type: ignore[arg-type]


def test_a_lost_coding_needs_no_words() -> None:
    lost = Coding("K01", 4, 4, "gemak", quote="gone", status=Status.LOST)
    assert corpus(lost).coded == ()


def test_an_interview_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        Corpus("kopers", (INTERVIEWS[0], INTERVIEWS[0]))


def test_only_what_people_coded_counts_in_order_of_place() -> None:
    late, early = coding("Echt goed.", "gemak"), coding("Die is goed.", "motief/prijs")
    other = coding("Echt goed.", "gemak", "K02", coder="SM")
    suggested = coding("prijs", "motief/prijs", status=Status.SUGGESTED)
    found = corpus(late, early, other, suggested)
    assert found.coded == (other, early, late)
    assert found.coders == ("SM", "LV")


def test_a_code_holds_what_stands_under_it() -> None:
    found = corpus(coding("Die is goed.", "motief/prijs"), coding("Echt goed.", "gemak", "K02"))
    assert [each.code for each in found.under("motief")] == ["motief/prijs"]
    assert found.interviews_with("motief") == ("K01",)
    assert found.interviews_with("gemak") == ("K02",)


def test_readers_see_the_pseudonym() -> None:
    assert [interview.name for interview in corpus()] == ["K02", "Arne"]


@pytest.mark.parametrize("absent", ["pseudonymised", "reviewed_by", "reviewed_on"])
def test_only_a_pseudonymised_and_reviewed_text_may_be_quoted(absent: str) -> None:
    ready = replace(INTERVIEWS[0], pseudonymised="2019-07-01", reviewed_by="LV", reviewed_on="2019-07-02")
    assert ready.quotable
    assert not replace(ready, **{absent: ""}).quotable  # type: ignore[arg-type]
