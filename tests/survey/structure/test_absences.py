"""Wordings that name an absence, and wordings that only look like it."""

import pytest

from survey.missing import Reason
from survey.structure.absences import PHRASES, SHORT, plain, reason_of, reason_of_missing


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Weet niet", Reason.DONT_KNOW),
        ("Dat weet ik niet.", Reason.DONT_KNOW),
        ("Je ne sais pas", Reason.DONT_KNOW),
        ("I don’t know", Reason.DONT_KNOW),
        ("Don't know", Reason.DONT_KNOW),
        ("Weiß nicht", Reason.DONT_KNOW),
        ("Wil ik niet zeggen", Reason.REFUSED),
        ("Je préfère ne pas répondre", Reason.REFUSED),
        ("Prefer not to say", Reason.REFUSED),
        ("Möchte ich nicht sagen", Reason.REFUSED),
        ("Geen antwoord", Reason.NO_ANSWER),
        ("Sans réponse", Reason.NO_ANSWER),
        ("No answer", Reason.NO_ANSWER),
        ("Keine Angabe", Reason.NO_ANSWER),
        ("Niet van toepassing (n.v.t.)", Reason.NOT_APPLICABLE),
        ("Sans objet", Reason.NOT_APPLICABLE),
        ("N/A", Reason.NOT_APPLICABLE),
        ("Nicht zutreffend", Reason.NOT_APPLICABLE),
        ("Don't know / ne sais pas", Reason.DONT_KNOW),
    ],
)
def test_whole_phrases_name_an_absence(text: str, reason: Reason) -> None:
    assert reason_of(text) is reason


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/",
        "I don't know anybody who does",
        "Weet niet / geen antwoord",
        "Geen mening",
        "Not sure",
        "Refused",
        "Trifft nicht zu",
        "Denmark (DK)",
        "None",
        "Don't know (please specify)",
    ],
)
def test_what_can_be_an_answer_names_none(text: str) -> None:
    assert reason_of(text) is None


@pytest.mark.parametrize(
    ("label", "reason"),
    [("Refused", Reason.REFUSED), ("NA", Reason.NO_ANSWER), ("DK", Reason.DONT_KNOW), ("IAP", Reason.NOT_APPLICABLE)],
)
def test_short_labels_count_where_the_file_declares_the_code_missing(label: str, reason: Reason) -> None:
    assert reason_of_missing(label) is reason
    assert reason_of(label) is None


def test_phrases_are_written_as_they_are_compared_and_stand_under_one_reason() -> None:
    phrases = [phrase for lists in (PHRASES, SHORT) for several in lists.values() for phrase in several]
    assert [plain(phrase) for phrase in phrases] == phrases
    assert len(set(phrases)) == len(phrases)
