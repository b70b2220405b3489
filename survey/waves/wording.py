"""Two wordings held against each other, word by word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

ENDING = re.compile(r"[\s.,:;?!…]+$")
"""Blanks and punctuation at the end of a text."""


class Fate(StrEnum):
    """What became of words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """Words next to each other with the same fate."""

    fate: Fate
    text: str


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """Return the words that stayed, went and came, in order; what went stands before what came in its place.

    Case and punctuation at the end make no difference; what stayed is written as it is after.
    """
    old, new = _words(before), _words(after)
    matcher = SequenceMatcher(None, [word.casefold() for word, _ in old], [word.casefold() for word, _ in new], False)
    pieces: list[Piece] = []
    for what, a, b, c, d in matcher.get_opcodes():
        parts = ((Fate.KEPT, new[c:d]),) if what == "equal" else ((Fate.REMOVED, old[a:b]), (Fate.ADDED, new[c:d]))
        pieces += [Piece(fate, _written(words)) for fate, words in parts if words]
    return tuple(pieces)


def bare(text: str) -> str:
    """Return a text without what makes no difference: case, blanks, punctuation at its end."""
    words = " ".join(unicodedata.normalize("NFC", text).split()).casefold()
    return ENDING.sub("", words) or words


def _words(text: str) -> list[tuple[str, str]]:
    """Return each word and how it is written: the last one with the punctuation that ends the text."""
    text = unicodedata.normalize("NFC", text).strip()
    stem = ENDING.sub("", text) or text
    words = stem.split()
    return [(word, word + text[len(stem) :] * (spot == len(words))) for spot, word in enumerate(words, start=1)]


def _written(words: Sequence[tuple[str, str]]) -> str:
    return " ".join(written for _, written in words)
