"""What counts as one finding of a code, whoever coded it.

An interview counts once for a code, however often and by however many coders it was found there. A **segment** is a
stretch of text with the code: codings of it that overlap, or are equal, are one segment, by one coder or by several;
codings that only touch are two. A parent has the segments of everything under it, joined by the same rule. Only what
people coded counts: no suggestion before somebody accepted it, and nothing whose words are lost.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from survey.interviews.codings import Coding
from survey.interviews.corpus import Corpus


@dataclass(frozen=True, order=True)
class Segment:
    """A stretch of one interview on which a code was found."""

    interview: str
    start: int
    end: int

    def meets(self, other: Segment) -> bool:
        """Tell whether two stretches of one interview overlap, or are the same."""
        if self.interview != other.interview:
            return False
        return (self.start, self.end) == (other.start, other.end) or (self.start < other.end and other.start < self.end)


def segments(corpus: Corpus, path: str) -> tuple[Segment, ...]:
    """Return the segments of a code and of all codes under it, in order of interview and place."""
    return joined(corpus.under(path))


def joined(codings: Iterable[Coding]) -> tuple[Segment, ...]:
    """Return codings as segments: those that overlap become one. They come in order of interview and place."""
    found: list[Segment] = []
    for coding in codings:
        own = Segment(coding.interview, coding.start, coding.end)
        if found and found[-1].meets(own):
            found[-1] = Segment(own.interview, found[-1].start, max(found[-1].end, own.end))
        else:
            found.append(own)
    return tuple(found)
