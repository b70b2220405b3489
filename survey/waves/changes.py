"""Two questionnaires held against each other, question by question."""

from __future__ import annotations

import re
import unicodedata

from survey.codebook import Choice, Label

ENDING = re.compile(r"[\s.,:;?!…]+$")
"""Blanks and punctuation at the end of a text."""


def same_wording(a: Label, b: Label) -> bool:
    """Return whether two texts say the same in every language that both have; case, blanks, final signs aside.

    A translation that only one of them has says nothing. Without a language in common they are the same only when
    both are empty.
    """
    common = a.texts.keys() & b.texts.keys()
    if not common:
        return not a and not b
    return all(bare(a.texts[language]) == bare(b.texts[language]) for language in common)


def same_choice(a: Choice, b: Choice) -> bool:
    """Return whether two categories have the same name and the same text."""
    return a.name == b.name and same_wording(a.label, b.label)


def bare(text: str) -> str:
    """Return a text without what makes no difference: case, blanks, punctuation at its end."""
    words = " ".join(unicodedata.normalize("NFC", text).split()).casefold()
    return ENDING.sub("", words) or words
