"""How well the selections in a text fit one way of counting: people select whole words, and names repeat them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from survey.interviews.refi.dialects import Dialect
from survey.interviews.refi.names import label
from survey.interviews.refi.positions import Raw
from survey.interviews.transcript import canonical

Span = tuple[int, int]
CUT_OFF = re.compile(r"\s*(?:…|\.\.\.)$")
SNIPPET_FROM = 3
"""A snippet has this many letters at least: shorter names agree with something everywhere."""
SNIPPET_WEIGHT, SNIPPET_TO = 0.8, 12
SNIPPET_READ = 10_000
"""So many signs are compared at most: whole texts may be selected thousands of times."""
JOINER = "\u200d"
SKIN_TONES = ("\U0001f3fb", "\U0001f3ff")


@dataclass(frozen=True)
class Selected:
    """One stretch as a project names it, with the words it may repeat."""

    start: int
    end: int
    snippets: tuple[str, ...] = ()


class Fit(Enum):
    """How an end of a stretch lies; its value is the weight of evidence, in nats.

    The weights are rounded logarithms of how much likelier such an end is under the right count than under a wrong
    one: people begin at a word and end behind one, nearly always.
    """

    WORD = 1.2
    """It begins before something and ends behind something, and cuts no word."""
    BLANK = -0.8
    """It cuts no word, but takes in or begins with a blank."""
    CUT = -3.0
    """It cuts a word."""
    IMPOSSIBLE = -4.0
    """It lies in the middle of a character, or outside the text."""


@dataclass(frozen=True)
class Evidence:
    """What the selections of one text, or of several, say for one dialect."""

    weight: float = 0.0
    aligned: int = 0
    ends: int = 0
    agreed: int = 0
    """Selections whose name or description repeats the words found."""

    def __add__(self, other: Evidence) -> Evidence:
        return Evidence(
            self.weight + other.weight,
            self.aligned + other.aligned,
            self.ends + other.ends,
            self.agreed + other.agreed,
        )

    @property
    def score(self) -> float:
        """Return the share of ends that cut nothing."""
        return self.aligned / self.ends if self.ends else 1.0


def weigh(raw: Raw, selections: Sequence[Selected], dialect: Dialect) -> Evidence:
    """Return what the selections of a text say for a dialect; equal ones say it once, empty ones nothing."""
    distinct = dict.fromkeys(each for each in selections if each.start < each.end)
    return sum((_weigh(raw, each, dialect) for each in distinct), Evidence())


def excerpt(text: str, start: int, end: int) -> str:
    """Return the words of a stretch, as many as a name ever repeats."""
    return text[start : min(end, start + SNIPPET_READ)]


def agrees(text: str, snippet: str) -> bool:
    """Return whether a name repeats the words of a stretch, all or, where it was cut off, the first of them."""
    plain = label(canonical(snippet))
    if sum(sign.isalnum() for sign in plain) < SNIPPET_FROM:
        return False
    cut = CUT_OFF.search(plain) is not None
    reach = 4 * len(plain) + 40
    found = label(text[:reach])
    return (found == plain and len(text) <= reach) or (cut and found.startswith(CUT_OFF.sub("", plain)))


def fit_of_start(text: str, place: int | None) -> Fit:
    """Return how the beginning of a stretch lies."""
    if place is None or _splits(text, place):
        return Fit.IMPOSSIBLE
    if _in_word(text, place):
        return Fit.CUT
    return Fit.WORD if place < len(text) and not text[place].isspace() else Fit.BLANK


def fit_of_end(text: str, place: int | None) -> Fit:
    """Return how the end of a stretch lies."""
    if place is None or _splits(text, place):
        return Fit.IMPOSSIBLE
    if _in_word(text, place):
        return Fit.CUT
    return Fit.WORD if place > 0 and not text[place - 1].isspace() else Fit.BLANK


def _weigh(raw: Raw, selected: Selected, dialect: Dialect) -> Evidence:
    text = raw.canonical
    start, end = raw.place(selected.start, dialect), raw.place(selected.end, dialect)
    fits = (fit_of_start(text, start), fit_of_end(text, end))
    aligned = sum(fit in {Fit.WORD, Fit.BLANK} for fit in fits)
    weight = sum(fit.value for fit in fits)
    if start is None or end is None:
        return Evidence(weight, aligned, 2)
    agreed = [snippet for snippet in selected.snippets if agrees(excerpt(text, start, end), snippet)]
    longest = min(max((len(each) for each in agreed), default=0), SNIPPET_TO)
    return Evidence(weight + SNIPPET_WEIGHT * longest, aligned, 2, bool(agreed))


def _in_word(text: str, place: int) -> bool:
    return 0 < place < len(text) and _is_letter(text[place - 1]) and _is_letter(text[place])


def _is_letter(sign: str) -> bool:
    return sign.isalnum() or sign == "_" or unicodedata.category(sign)[0] == "M"


def _splits(text: str, place: int) -> bool:
    """Return whether a place lies inside what readers see as one character: an accent, an emoji of several parts."""
    if not 0 < place < len(text):
        return False
    behind = text[place]
    tone = SKIN_TONES[0] <= behind <= SKIN_TONES[1]
    return tone or JOINER in {behind, text[place - 1]} or unicodedata.category(behind)[0] == "M"
