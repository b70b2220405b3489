"""`interviews list`: a line for each interview."""

import re
from dataclasses import replace

import pytest

from reports.interviews.listing import lines
from reports.languages import LANGUAGES
from survey.interviews.codes import Code, Codes
from survey.interviews.codings import Coding, Status
from survey.interviews.corpus import Corpus, Interview, Mode
from survey.interviews.transcript import Transcript

TEXT = "I: En toen?\n\nPiet: Niets.\n\nI: Nee?\n\nR: Nee.\n\nR: Echt."
CODING = Coding("K01", 0, 2, "a", "LV", "I:")


def corpus(*codings: Coding, **about: str) -> Corpus:
    known = Interview("K01", Transcript(TEXT), language="nl", mode=Mode.IN_PERSON)
    return Corpus("kopers", (replace(known, **about),), Codes.of([Code("a")]), codings)  # type: ignore[arg-type]


def test_words_turns_and_codings_by_coder() -> None:
    sm, open_ = replace(CODING, coder="SM"), replace(CODING, coder="cryptodrug", status=Status.SUGGESTED)
    lost = replace(CODING, coder="AB", status=Status.LOST)
    head, row, *_ = lines(corpus(CODING, sm, open_, lost), "en")
    assert head.split() == "interview pseudonym language mode words turns codings text respondent".split()
    assert re.split(r"\s{2,}", row) == [
        "K01",
        "nl",
        "in person",
        "11",
        "4",
        "LV 1, SM 1, 1 suggestion, 1 lost",
        "not pseudonymised",
        "not tied",
    ]


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"pseudonymised": "2026-03-01"}, "pseudonymised, not reviewed"),
        ({"pseudonymised": "2026-03-01", "reviewed_by": "LV", "reviewed_on": "2026-03-02"}, "pseudonymised, reviewed"),
        ({"respondent": "#5", "pseudonym": "Arne"}, "Arne"),
    ],
)
def test_how_far_an_interview_is(about: dict[str, str], said: str) -> None:
    row = list(lines(corpus(**about), "en"))[1]
    assert said in row
    assert ("not tied" in row) is ("respondent" not in about)


@pytest.mark.parametrize("language", LANGUAGES)
def test_refused_labels_are_counted_and_placed_but_not_said(language: str) -> None:
    *_, last = lines(corpus(), language)
    assert "K01" in last
    assert last.endswith("3")
    assert "Piet" not in last


def test_no_interviews_yet() -> None:
    assert "interviews import" in "".join(lines(Corpus("kopers"), "fr"))
