"""What a file holds and was not taken is told in words, whatever its program calls it."""

import re
from pathlib import Path

import pytest

from reports.interviews.lost import PARTS, lost, place, subject
from reports.languages import LANGUAGES
from survey.interviews.incoming import Loss, LossKind
from survey.interviews.read import read_interview_file

SAMPLE = Path(__file__).parents[2] / "data" / "refi-qda" / "TestProject.qdpx"
RAW = re.compile(r"@|/|_|\b[A-Z][a-z]+[A-Z]|\b(Coding|Case|User|Description|NoteRef|Representation)\b")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_element_or_attribute_of_the_sample_project_is_named(language: str) -> None:
    losses = read_interview_file(SAMPLE).losses
    said = list(lost(losses, language))
    assert len(said) > 10
    texts = {loss.subject.partition(": ")[2] for loss in losses} - {""}
    bare = [re.sub("|".join(map(re.escape, sorted(texts, key=len, reverse=True))) or "$^", "", line) for line in said]
    assert [line for line in bare if RAW.search(line)] == []
    assert sum(int(re.sub(r"\D", "", line.rpartition(":")[2])) for line in said) == sum(loss.count for loss in losses)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_has_a_word_in_every_language(language: str) -> None:
    assert [name for name in PARTS if subject(name, language) == name and "@" in name] == []


def test_what_is_said_in_the_same_words_is_one_line() -> None:
    losses = [Loss(LossKind.NOT_TEXT, 2, "AudioSource"), Loss(LossKind.NOT_TEXT, 1, "VideoSource")]
    assert list(lost(losses, "nl")) == ["beeld, pdf, klank of film, met wat erop gecodeerd is (klank of film): 3"]
    assert list(lost([Loss(LossKind.CASE, 2, "Case")], "en")) == ["cases: 2"]
    assert list(lost([Loss(LossKind.OTHER, 2, "Unheard/@of")], "en")) == ["other parts: 2"]


def test_names_of_texts_stay_and_places_are_said() -> None:
    assert subject("Coding: Interview Ana", "nl") == "coderingen, Interview Ana"
    assert subject("interview: deel 2", "nl") == "interview: deel 2"
    assert subject("attribute, case", "fr") == "valeurs de variables"
    assert place("comment 3, line 12", "nl") == "opmerking 3, regel 12"
    assert place("comment 3, outside the text", "fr") == "commentaire 3, hors du texte"
    assert place("the whole text", "nl") == "de hele tekst"
