"""Speakers' labels that are names, and the letters that stand in their place.

A label holds no brackets, since then it would open no turn; it becomes the letter of a role, with a number where
several people have the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from survey.interviews.identifiers import Found
from survey.interviews.transcript import Transcript
from survey.interviews.turns import Speaker, Turn, plain_label

SPEAKER = "speaker"
"""The kind of a label, in the log."""
ROLES = (
    "i v q r a iv ir ip int resp respondent respondente répondant répondante repondant interviewer interviewster"
    " interviewee geïnterviewde interviewé interviewée onderzoeker onderzoekster researcher chercheur chercheuse"
    " enquêteur enquêtrice participant participante deelnemer deelneemster moderator modérateur modératrice spreker"
    " speaker locuteur locutrice vraag antwoord question réponse answer unknown onbekend inconnu man vrouw homme femme"
).split()
ROLE = re.compile(rf"(?:\w|[^\W\d]{{1,4}}[ .#_-]{{0,2}}\d{{1,3}}|(?:{'|'.join(ROLES)})(?:[ .#_-]{{0,2}}\w{{1,2}})?)\.?")
ASKING = {"fr": "Q"}
"""The letter of who asks, where it is not I."""


def name_labels(transcript: Transcript, language: str, known: frozenset[str]) -> dict[str, str]:
    """Return the letter for each label, in small letters, that is no role and not known to be a pseudonym."""
    turns = [turn for turn in transcript.turns if turn.label]
    labels = {plain_label(turn.label): turn.speaker for turn in turns}
    named = [label for label in labels if not ROLE.fullmatch(label) and label not in known]
    taken, letters = {label for label in labels if label not in named}, {}
    for label in named:
        letter = ASKING.get(language, "I") if labels[label] is Speaker.INTERVIEWER else "R"
        alone = sum(labels[other] is labels[label] for other in named) == 1 and letter.casefold() not in taken
        letters[label] = letter if alone else next(each for each in _numbered(letter) if each.casefold() not in taken)
        taken.add(letters[label].casefold())
    return letters


def find_labels(transcript: Transcript, named: dict[str, str]) -> list[Found]:
    """Return where labels that are names stand."""
    return [_place(transcript.text, turn) for turn in transcript.turns if plain_label(turn.label) in named]


def _place(text: str, turn: Turn) -> Found:
    start = text.index(turn.label, turn.label_start, turn.start)
    return Found(SPEAKER, plain_label(turn.label), start, start + len(turn.label))


def _numbered(letter: str) -> Iterator[str]:
    return (f"{letter}{number}" for number in range(1, 1000))
