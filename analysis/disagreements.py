"""What coders must settle: the passages that one of them coded otherwise than another.

Of the interviews that two coders or more coded, code by code (a code itself, not those under it). What coders marked
of one code and overlaps, is one **find**. It is a disagreement when a coder of that interview has nothing in it
(`missed`), or when the segments in it do not pair off one to one at the overlap asked for (`boundaries`; IoU, see
`analysis/inference/segments.py`). Disagreements about several codes are one **passage** when they overlap and begin in
the same turn: whether it is one code, the other or both is one decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from analysis.inference.segments import MATCH, Span, matched
from analysis.presence import compared, raters
from survey.interviews.codings import Coding
from survey.interviews.corpus import Corpus
from survey.interviews.segments import Segment, joined


class Kind(StrEnum):
    """What coders disagree about."""

    MISSED = "missed"
    """Whether a code is there."""
    BOUNDARIES = "boundaries"
    """Only where it begins and ends."""


@dataclass(frozen=True)
class Disagreement:
    """A passage, and the codings in it that coders do not agree about."""

    interview: str
    start: int
    end: int
    kind: Kind
    coded: Mapping[str, tuple[Coding, ...]]
    """By coder of the interview, those who have nothing in it too."""

    @property
    def codings(self) -> tuple[Coding, ...]:
        """Return all codings in it."""
        return tuple(coding for own in self.coded.values() for coding in own)


def disagreements(corpus: Corpus, overlap: Fraction = MATCH) -> tuple[Disagreement, ...]:
    """Return every passage to settle, in order of interview and place."""
    twice = compared(corpus)
    return tuple(
        found for interview in twice for found in _passages(twice, _of_interview(twice, interview.id, overlap))
    )


def _of_interview(corpus: Corpus, interview: str, overlap: Fraction) -> list[Disagreement]:
    everyone = raters(corpus, interview)
    here = [coding for coding in corpus.coded if coding.interview == interview]
    found = []
    for path in dict.fromkeys(coding.code for coding in here):
        for codings in _finds([coding for coding in here if coding.code == path]):
            coded = {coder: tuple(coding for coding in codings if coding.coder == coder) for coder in everyone}
            kind = _kind(coded, overlap)
            if kind is not None:
                found.append(_passage(interview, kind, coded))
    return found


def _finds(codings: Sequence[Coding]) -> Iterator[list[Coding]]:
    """Yield codings of one code in groups that overlap, whoever made them."""
    for whole in joined(codings):
        yield [coding for coding in codings if whole.meets(Segment(coding.interview, *coding.span))]


def _kind(coded: Mapping[str, tuple[Coding, ...]], overlap: Fraction) -> Kind | None:
    """Return what coders disagree about in one find, or nothing."""
    spans = {coder: [(each.start, each.end) for each in joined(own)] for coder, own in coded.items()}
    if not all(spans.values()):
        return Kind.MISSED
    alike = all(_pair_off(one, other, overlap) for one, other in combinations(spans.values(), 2))
    return None if alike else Kind.BOUNDARIES


def _pair_off(one: Sequence[Span], other: Sequence[Span], overlap: Fraction) -> bool:
    return len(one) == len(other) == matched(one, other, overlap).pairs


def _passages(corpus: Corpus, found: Iterable[Disagreement]) -> list[Disagreement]:
    """Return disagreements with those joined that overlap and begin in the same turn."""
    passages: list[Disagreement] = []
    for each in sorted(found, key=lambda each: (each.start, each.end)):
        if passages and _is_one(corpus, passages[-1], each):
            passages[-1] = _both(passages[-1], each)
        else:
            passages.append(each)
    return passages


def _is_one(corpus: Corpus, one: Disagreement, other: Disagreement) -> bool:
    transcript = corpus[one.interview].transcript
    return other.start < one.end and transcript.turn_at(one.start) == transcript.turn_at(other.start)


def _both(one: Disagreement, other: Disagreement) -> Disagreement:
    kind = Kind.MISSED if Kind.MISSED in (one.kind, other.kind) else Kind.BOUNDARIES
    return _passage(one.interview, kind, {coder: (*own, *other.coded[coder]) for coder, own in one.coded.items()})


def _passage(interview: str, kind: Kind, coded: Mapping[str, tuple[Coding, ...]]) -> Disagreement:
    codings = [coding for own in coded.values() for coding in own]
    start, end = min(coding.start for coding in codings), max(coding.end for coding in codings)
    return Disagreement(interview, start, end, kind, coded)
