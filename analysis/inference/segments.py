"""Do coders mark the same stretches of text? Segments matched, their boundaries, alpha for unitizing, characters.

A segment is a half-open range of positions. What one coder marks of one code is given without overlaps, in any order.

- **Matching**: two segments overlap to the degree IoU = characters in both / characters in either (two equal ones
  have 1, empty ones too). Segments of two coders are paired one to one, as many as have an IoU of the threshold or
  more (0.5 unless told; 0.9 is the strict rule of MAXQDA's default). F1 = 2 pairs / (segments of one + of the other),
  the mean of how much of each coder's work the other found; undefined where neither marked anything.
- **Boundaries**: of a coder's segments, how many the other has exactly, how many it overlaps, how many it missed.
- **Alpha for unitizing**: Krippendorff's of 1995, as in Content Analysis, 2nd edition, 2004, p. 251-256 (`alpha_U`;
  not one of the four coefficients of 2016). With b and l where a stretch begins and how long it is, a disagreement of
  two segments that overlap is (b - b')² + (e - e')², of a segment wholly in the other's gap l², else 0;
  Do = sum over ordered pairs of coders / (m(m - 1)L²), and

      De = 2/L · Σ over segments [(N - 1)/3 · (2l³ - 3l² + l) + l² · Σ gaps l' >= l (l' - l + 1)]
           / (mL(mL - 1) - Σ l(l - 1)),    alpha_U = 1 - Do/De

  for each code, N segments of it by all m coders on a text of length L; for several codes Do and De are summed.
  Where nobody marked anything: undefined, "no variation"; with one coder or no text: "no pairs".
- **Characters**: each character is a unit that each coder marked or not; `percent` and the other coefficients of
  `agreement.py` take it from there (NVivo compares so). What nobody marked counts as agreement and lifts it.

R: quallmer::reliability_alpha_u has another version (2019); there is none for this one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from analysis.inference.agreement import Coefficient, Pattern, Undefined

Span: TypeAlias = tuple[int, int]
Spans: TypeAlias = Sequence[Span]
HALF = Fraction(1, 2)
MATCH = HALF
"""The overlap at which two segments are the same, unless told."""


@dataclass(frozen=True)
class Matched:
    """How many segments two coders have, and how many of them are pairs."""

    first: int
    second: int
    pairs: int

    @property
    def f1(self) -> Fraction | None:
        """Return twice the pairs over all segments; nothing where there are none."""
        either = self.first + self.second
        return Fraction(2 * self.pairs, either) if either else None

    def __add__(self, other: Matched) -> Matched:
        return Matched(self.first + other.first, self.second + other.second, self.pairs + other.pairs)


@dataclass(frozen=True)
class Boundaries:
    """What became of one coder's segments at another coder."""

    exact: int = 0
    overlap: int = 0
    """Overlapped, with other boundaries."""
    missed: int = 0
    """Not there at all."""

    @property
    def n(self) -> int:
        """Return how many segments there are."""
        return self.exact + self.overlap + self.missed

    def __add__(self, other: Boundaries) -> Boundaries:
        return Boundaries(self.exact + other.exact, self.overlap + other.overlap, self.missed + other.missed)


def iou(first: Span, second: Span) -> Fraction:
    """Return the characters in both of two segments over those in either; equal segments have 1."""
    if first == second:
        return Fraction(1)
    both = max(0, min(first[1], second[1]) - max(first[0], second[0]))
    either = first[1] - first[0] + second[1] - second[0] - both
    return Fraction(both, either) if either else Fraction()


def meets(first: Span, second: Span) -> bool:
    """Tell whether two segments share a character, or are the same."""
    return iou(first, second) > 0


def matched(first: Spans, second: Spans, threshold: Fraction = MATCH) -> Matched:
    """Return how many segments of two coders can be paired one to one at this overlap or more."""
    return Matched(len(first), len(second), len(pairs(first, second, threshold)))


def pairs(first: Spans, second: Spans, threshold: Fraction = MATCH) -> dict[int, int]:
    """Return the most pairs there can be at this overlap or more: places in `second`, by places in `first`."""
    if not 0 < threshold <= 1:
        raise ValueError("an overlap is above 0 and at most 1")
    near = {i: [j for j, other in enumerate(second) if iou(span, other) >= threshold] for i, span in enumerate(first)}
    taken: dict[int, int] = {}

    def seat(place: int, tried: set[int]) -> bool:
        """Pair a segment, moving others where they can be paired otherwise (Kuhn)."""
        for other in near[place]:
            if other not in tried:
                tried.add(other)
                if other not in taken or seat(taken[other], tried):
                    taken[other] = place
                    return True
        return False

    for place in near:
        seat(place, set())
    return {place: other for other, place in taken.items()}


def boundaries(own: Spans, others: Spans) -> Boundaries:
    """Return how many of a coder's own segments another coder has exactly, has overlapped, has missed."""
    counts = Counter(_fate(span, others) for span in own)
    return Boundaries(counts["exact"], counts["overlap"], counts["missed"])


def characters(coders: Sequence[Spans], length: int) -> Counter[Pattern]:
    """Return how many characters of a text each coder did (True) and did not (False) mark."""
    inside = [span for spans in coders for span in spans]
    edges = sorted({0, length, *(edge for span in inside for edge in span)})
    found: Counter[Pattern] = Counter()
    for start, end in pairwise(edges):
        found[tuple(any(low <= start and end <= high for low, high in spans) for spans in coders)] += end - start
    return found


@dataclass(frozen=True)
class Unitized:
    """What two or more coders marked of one code, on a text of some length."""

    coders: tuple[tuple[Span, ...], ...]
    length: int


def alpha_unitizing(codes: Sequence[Unitized]) -> Coefficient:
    """Return Krippendorff's alpha for unitizing, version of 1995, over one code or several; n = segments."""
    fit = [code for code in codes if len(code.coders) > 1 and code.length > 0]
    n = sum(len(_marked(spans)) for code in fit for spans in code.coders)
    if not fit:
        return Coefficient(None, None, None, 0, Undefined.NO_PAIRS)
    observed = sum((_observed(code) for code in fit), Fraction())
    expected = sum((_expected(code) for code in fit), Fraction())
    if not expected:
        return Coefficient(None, observed, expected, n, Undefined.NO_VARIATION)
    return Coefficient(1 - observed / expected, observed, expected, n)


def _fate(span: Span, others: Spans) -> str:
    if span in others:
        return "exact"
    return "overlap" if any(meets(span, other) for other in others) else "missed"


def _marked(spans: Spans) -> list[Span]:
    """Return the segments in order, without the empty ones, which no text belongs to."""
    return sorted(span for span in spans if span[0] < span[1])


def _gaps(spans: Spans, length: int) -> Iterator[Span]:
    edges = [(0, 0), *_marked(spans), (length, length)]
    yield from ((end, start) for (_, end), (start, _) in pairwise(edges) if end < start)


def _observed(code: Unitized) -> Fraction:
    many = len(code.coders)
    total = sum(
        _against(span, other, code.length)
        for place, own in enumerate(code.coders)
        for span in _marked(own)
        for beside, other in enumerate(code.coders)
        if beside != place
    )
    return Fraction(total, many * (many - 1) * code.length**2)


def _against(span: Span, others: Spans, length: int) -> int:
    """Return the disagreement of a segment with another coder's; one wholly in a gap counts from both sides."""
    met = [other for other in _marked(others) if span[0] < other[1] and other[0] < span[1]]
    if met:
        return sum((span[0] - other[0]) ** 2 + (span[1] - other[1]) ** 2 for other in met)
    return 2 * (span[1] - span[0]) ** 2


def _expected(code: Unitized) -> Fraction:
    segments = [end - start for spans in code.coders for start, end in _marked(spans)]
    gaps = [end - start for spans in code.coders for start, end in _gaps(spans, code.length)]
    whole = len(code.coders) * code.length
    ways = whole * (whole - 1) - sum(length * (length - 1) for length in segments)
    if not ways:
        return Fraction()
    total = sum((_by_chance(length, len(segments), gaps) for length in segments), Fraction())
    return Fraction(2, code.length) * total / ways


def _by_chance(length: int, many: int, gaps: Sequence[int]) -> Fraction:
    overlapping = Fraction(many - 1, 3) * (2 * length**3 - 3 * length**2 + length)
    return overlapping + length**2 * sum(gap - length + 1 for gap in gaps if gap >= length)
