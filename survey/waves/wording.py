"""Two wordings held against each other, word by word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

WORD = re.compile(r"(\s*)(\w+(?:[-'’.,]\w+)*|[^\w\s])")
"""The blanks before a word or a sign, and the word or sign itself."""

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
    gap: str = ""
    """The blank before it, where there was one."""


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """Return the words that stayed, went and came, in order; what went stands before what came in its place.

    Case and punctuation at the end make no difference; what stayed is written as it is after.
    """
    old, new = _words(before), _words(after)
    matcher = SequenceMatcher(None, [word.key for word in old], [word.key for word in new], False)
    pieces: list[Piece] = []
    for what, a, b, c, d in matcher.get_opcodes():
        parts = ((Fate.KEPT, new[c:d]),) if what == "equal" else ((Fate.REMOVED, old[a:b]), (Fate.ADDED, new[c:d]))
        pieces += [_piece(fate, words) for fate, words in parts if words]
    return tuple(pieces)


def bare(text: str) -> str:
    """Return a text without what makes no difference: case, blanks, punctuation at its end."""
    words = " ".join(unicodedata.normalize("NFC", text).split()).casefold()
    return ENDING.sub("", words) or words


def _piece(fate: Fate, words: Sequence[_Word]) -> Piece:
    text = "".join(word.written for word in words)
    return Piece(fate, text.strip(), text[: len(text) - len(text.lstrip())])


@dataclass(frozen=True)
class _Word:
    """A word or a sign, as it is compared and as it is written, with the blanks before it."""

    key: str
    written: str


def _words(text: str) -> list[_Word]:
    """Return the words and signs of a text; the punctuation at its end is part of the last one, as written only."""
    text = unicodedata.normalize("NFC", text).strip()
    stem = ENDING.sub("", text) or text
    words = [_Word(found[2].casefold(), found[0]) for found in WORD.finditer(stem)]
    return [*words[:-1], *(replace(word, written=word.written + text[len(stem) :]) for word in words[-1:])]
