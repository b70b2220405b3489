"""The ten invented interviews of the built-in study: what they must be, and what must never stand in them."""

import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from survey import Study
from survey.interviews.codings import Status
from survey.interviews.corpus import Corpus, Mode
from survey.interviews.turns import Speaker
from survey.survey import Survey

FOLDER = Path(__file__).parents[2] / "survey" / "studies" / "cryptodrug"

K_OF_TEN = {
    "gebruik/drugs/xtc": 9,  # finding 9: named by most
    "gebruik/polydrug": 8,  # 10
    "doorverkoop/niet_geneigd": 9,  # 22
    "doorverkoop/groepsaankoop": 3,  # 23: some
    "motieven/moeilijk_offline": 4,  # 35: several
    "verkoper/beschrijving": 4,  # 39: sometimes
    "verkoper/specialisatie": 3,  # 39
    "risico/lokaal_kopen": 5,  # 42
    "gebruik/geen_toename": 7,
    "risico/politie_geen_prioriteit": 7,
    "risico/kan_meer_doen": 6,
}

TEACHES = re.compile(
    r"\b(tor|tor-?browser|tails|vpn|pgp|gpg|escrow|bitcoins?|btc|monero|xmr|wallets?|mixers?|tumblers?|onion|usb|"
    r"vacu[uü]m\w*|sous vide|stealth|dropp?\w*|packstation|dosis|doses?|doseren|dosage|milligram\w*|mg|microgram\w*)\b",
    re.IGNORECASE,
)
"""Words of how to buy, pay, hide or dose."""


@cache
def survey() -> Survey:
    return Study.load(FOLDER).survey(keep_keys=False)


def corpus() -> Corpus:
    return survey().corpora[0]


def test_eight_are_dutch_and_two_french_and_each_is_long_enough() -> None:
    languages = [interview.language for interview in corpus()]
    assert sorted(languages) == ["fr"] * 2 + ["nl"] * 8
    assert min(interview.transcript.words for interview in corpus()) >= 1_200


def test_they_were_held_by_voice_by_chat_and_in_person() -> None:
    assert {interview.mode for interview in corpus()} == set(Mode)


def test_every_interview_is_tied_to_another_respondent_of_the_survey() -> None:
    people = [interview.person for interview in corpus()]
    assert len(set(people)) == 10
    assert set(people) <= set(survey().index)


@pytest.mark.parametrize(("code", "count"), K_OF_TEN.items())
def test_findings_of_the_interviews(code: str, count: int) -> None:
    assert len(corpus().interviews_with(code)) == count


def test_ecstasy_is_the_drug_that_most_interviews_name() -> None:
    drugs = [code.path for code in corpus().codes if code.parent == "gebruik/drugs"]
    assert max(drugs, key=lambda path: len(corpus().interviews_with(path))) == "gebruik/drugs/xtc"


def test_two_people_coded_three_of_the_transcripts() -> None:
    coders = {i.id: {c.coder for c in corpus().coded if c.interview == i.id} for i in corpus()}
    assert sum(len(found) == 2 for found in coders.values()) == 3
    assert all(found for found in coders.values())
    assert len(corpus().coded) >= 60


def test_only_what_respondents_said_is_coded() -> None:
    for coding in corpus().codings:
        turn = corpus()[coding.interview].transcript.turn_at(coding.start)
        assert turn is not None
        assert turn.speaker is Speaker.PARTICIPANT
        assert coding.end <= turn.end
        assert coding.status is Status.CODED


def test_every_code_is_said_in_three_languages() -> None:
    for code in corpus().codes:
        assert set(code.label.texts) == set(code.definition.texts) == {"nl", "fr", "en"}


def test_they_teach_nothing() -> None:
    found = [(i.id, match[0]) for i in corpus() for match in TEACHES.finditer(i.transcript.text)]
    assert found == []
    assert not any("http" in i.transcript.text or "www." in i.transcript.text for i in corpus())


def test_nobody_says_the_same_sentence_as_somebody_else() -> None:
    said: dict[str, str] = {}
    for interview in corpus():
        for sentence in re.split(r"[.!?\n]+", interview.transcript.text):
            words = " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", sentence).casefold()))
            if len(words.split()) > 6:
                assert said.setdefault(words, interview.id) == interview.id
