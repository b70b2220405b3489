"""Which words may be printed, and which are chosen: for the quote bank and the joint display.

**Only from a transcript that may be quoted** (pseudonymised, and read over by a person since), in internal reports
too. Words that only the interviewer said are nobody's quotation. **Chosen** the same on every run: of what has
`least` to `longest` words, one of the interview used least so far, of those the shortest, then the earliest in the
list; no words twice for one code. **Printed** in their own language, without times, a turn's label left out where it
opens the words; nothing is translated, shortened or mended.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from survey.codebook import Label
from survey.interviews.codings import Coding
from survey.interviews.corpus import Corpus, Interview
from survey.interviews.segments import Segment
from survey.interviews.turns import CLOCK, Speaker

TIME = re.compile(rf"\[{CLOCK}(?:\s*(?:-|–|-->)\s*{CLOCK})?\]")
LEAST, LONGEST = 8, 45


@dataclass(frozen=True)
class Quote:
    """Words that may be printed, and what they were coded as."""

    interview: Interview
    coding: Coding
    words: str

    @property
    def length(self) -> int:
        """Return how many words they are."""
        return len(self.words.split())

    @property
    def text(self) -> Label:
        """Return the words in their own language, whatever the reader's."""
        return Label({self.interview.language: self.words})

    @property
    def place(self) -> Segment:
        """Return where they stand."""
        return Segment(self.interview.id, *self.coding.span)


def quotable(corpus: Corpus, codings: Iterable[Coding]) -> list[Quote]:
    """Return what may be quoted of these codings, in their order."""
    held = [(corpus[coding.interview], coding) for coding in codings]
    found = [Quote(interview, coding, printed(interview, coding)) for interview, coding in held if interview.quotable]
    return [quote for quote in found if quote.words and not _asked(quote)]


def choose(
    quotes: Sequence[Quote], most: int, used: Counter[str], least: int = LEAST, longest: int = LONGEST
) -> list[Quote]:
    """Return up to `most` quotes, spread over the interviews, and count in `used` whose they are."""
    order = {id(quote): place for place, quote in enumerate(quotes)}
    left = [quote for quote in quotes if least <= quote.length <= longest]
    chosen: list[Quote] = []
    while left and len(chosen) < most:
        best = min(left, key=lambda quote: (used[quote.interview.id], quote.length, order[id(quote)]))
        chosen.append(best)
        used[best.interview.id] += 1
        left = [quote for quote in left if not quote.place.meets(best.place)]
    return chosen


def printed(interview: Interview, coding: Coding) -> str:
    """Return the words of a coding as they are printed: on one line, without times and the label they open with."""
    text = interview.transcript.text
    turn = interview.transcript.turn_at(coding.start)
    start = max(coding.start, turn.start) if turn is not None else coding.start
    return " ".join(TIME.sub(" ", text[start : coding.end]).split())


def _asked(quote: Quote) -> bool:
    """Tell whether only the interviewer speaks in it."""
    turns = [t for t in quote.interview.transcript.turns if t.start < quote.coding.end and quote.coding.start < t.end]
    return bool(turns) and all(turn.speaker is Speaker.INTERVIEWER for turn in turns)
