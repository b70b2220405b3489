"""Do coders mark the same segments? Matches at a stated overlap, and what became of each coder's boundaries.

Of the interviews that two coders or more coded. A segment is a stretch that one coder gave a code, or one under it;
what overlaps of the same coder and code is one segment (`survey/interviews/segments.py`). Each pair of coders is
compared on the interviews that both coded, and with more than two coders the pairs are added up.

`matching`: segments of each coder, pairs at the overlap asked for (`overlap`, IoU, 0.5 unless told), F1, percent of
characters, Krippendorff's alpha for unitizing (version of 1995) on the interviews that all coders coded, laid end to
end. `boundaries`: how many of a coder's segments another has exactly, or overlaps; and how many of the others' this
coder missed. All codes: the sum over the codes somebody used, without those under them.
See `analysis/inference/segments.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, combinations, permutations

from analysis.coders import COEFFICIENT, DIGITS, Comparison, coefficient, comparison, count, note, share, undefined
from analysis.inference.agreement import Pattern, percent
from analysis.inference.segments import (
    MATCH,
    Boundaries,
    Matched,
    Span,
    Unitized,
    alpha_unitizing,
    characters,
    matched,
)
from analysis.inference.segments import boundaries as boundaries_of
from analysis.kinds import Body, Request
from analysis.presence import raters
from analysis.table import Cell, Column, Note, RespondentUnit, Term, Unit, Universe
from survey.codebook import Codebook, Variable
from survey.interviews.codings import Coding
from survey.interviews.segments import joined

PAIRS, F1, CHARACTERS, ALPHA_U = "pairs", "f1", "characters", "alpha_u"
SEGMENTS, EXACT, OVERLAP, MISSED = "segments", "exact", "overlap", "missed"
NOTHING = "nothing"


def matching(request: Request) -> Body:
    """Return how many segments of coders match, code by code."""
    return matches_table(comparison(request), overlap_of(request.option("overlap")))


def boundaries(request: Request) -> Body:
    """Return what became of each coder's segments at the other coders, code by code."""
    return boundaries_table(comparison(request))


def overlap_of(text: str) -> Fraction:
    """Return an overlap as written, `0.5` or `0.9`; the usual one where there is none."""
    return Fraction(text) if text else MATCH


def check_overlap(value: str, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Check an option that takes an overlap."""
    try:
        fits = 0 < Fraction(value) <= 1
    except (ValueError, ZeroDivisionError):
        fits = False
    return "" if fits else f"'{value}' must be a number above 0 and at most 1, such as 0.5"


def matches_table(wanted: Comparison, overlap: Fraction = MATCH) -> Body:
    """Return the table of matching segments."""
    by_coder = [
        Column(f"{SEGMENTS}_{place}", _coder(letters), Unit.COUNT, Term("agreement.column.segments"))
        for place, letters in enumerate(wanted.letters.values(), 1)
    ]
    columns = (
        *by_coder,
        Column(PAIRS, Term("agreement.column.pairs"), Unit.COUNT),
        Column(F1, Term("agreement.column.f1"), COEFFICIENT),
        Column(CHARACTERS, Term("agreement.column.characters"), Unit.ESTIMATE),
        Column(ALPHA_U, Term("agreement.column.alpha_u"), COEFFICIENT),
    )
    notes = (note("segments"), note("overlap", percent=100 * overlap), note("characters"), note("alpha_u"))
    return _body(wanted, "matching", columns, lambda who, codes: _matches(who, codes, overlap), notes)


def boundaries_table(wanted: Comparison) -> Body:
    """Return the table of boundaries."""
    columns = tuple(
        Column(f"{what}_{place}", Term(f"agreement.column.{what}"), Unit.COUNT, _coder(letters))
        for place, letters in enumerate(wanted.letters.values(), 1)
        for what in (SEGMENTS, EXACT, OVERLAP, MISSED)
    )
    return _body(wanted, "boundaries", columns, _boundaries, (note("segments"), note("boundaries")))


def _coder(letters: str) -> Term:
    return Term("agreement.column.coder", {"coder": letters})


@dataclass(frozen=True)
class Marked:
    """What coders marked of one code in one interview: segments by coder, of those who coded the interview."""

    length: int
    spans: dict[str, tuple[Span, ...]]


def marked(wanted: Comparison, codings: Sequence[Coding]) -> list[Marked]:
    """Return the segments that coders made of these codings, interview by interview."""
    found = []
    for interview in wanted.corpus:
        own = [coding for coding in codings if coding.interview == interview.id]
        spans = {coder: _spans(own, coder) for coder in raters(wanted.corpus, interview.id)}
        found.append(Marked(len(interview.transcript.text), spans))
    return found


def _spans(codings: Sequence[Coding], coder: str) -> tuple[Span, ...]:
    return tuple((each.start, each.end) for each in joined(c for c in codings if c.coder == coder))


def _body(
    wanted: Comparison,
    kind: str,
    columns: tuple[Column, ...],
    cells: Callable[[Comparison, list[list[Marked]]], dict[str, Cell]],
    notes: tuple[Note, ...],
) -> Body:
    corpus = wanted.corpus
    codes = [marked(wanted, [coding for coding in corpus.coded if coding.code == path]) for path in wanted.used]
    n = sum(len(spans) for each in chain.from_iterable(codes) for spans in each.spans.values())
    return Body(
        bases=(),
        columns=columns,
        rows=wanted.rows(lambda path: cells(wanted, [marked(wanted, corpus.under(path))]), cells(wanted, codes)),
        notes=(*wanted.notes(), *(notes if n else ())),
        universe=Universe(RespondentUnit.SEGMENTS, n),
        stub=Term("agreement.column.code"),
        title=Term(f"agreement.title.{kind}"),
    )


def _matches(wanted: Comparison, codes: list[list[Marked]], overlap: Fraction) -> dict[str, Cell]:
    each = list(chain.from_iterable(codes))
    pairs = sum((matched(one, other, overlap) for one, other in _pairs(each)), Matched(0, 0, 0))
    own = {
        f"{SEGMENTS}_{place}": count(sum(len(found.spans.get(coder, ())) for found in each))
        for place, coder in enumerate(wanted.coders, 1)
    }
    return {
        **own,
        PAIRS: count(pairs.pairs),
        F1: undefined(NOTHING) if pairs.f1 is None else Cell(pairs.f1, digits=DIGITS),
        CHARACTERS: share(percent(_characters(wanted, each)), digits=1),
        ALPHA_U: coefficient(alpha_unitizing([_end_to_end(wanted, code) for code in codes])),
    }


def _pairs(each: Iterable[Marked]) -> Iterator[tuple[Sequence[Span], Sequence[Span]]]:
    for found in each:
        yield from combinations(found.spans.values(), 2)


def _characters(wanted: Comparison, each: Iterable[Marked]) -> Counter[Pattern]:
    """Return the ratings of characters; who did not code an interview has none there."""
    ratings: Counter[Pattern] = Counter()
    for found in each:
        for pattern, times in characters(list(found.spans.values()), found.length).items():
            said = dict(zip(found.spans, pattern, strict=True))
            ratings[tuple(said.get(coder) for coder in wanted.coders)] += times
    return ratings


def _end_to_end(wanted: Comparison, code: Sequence[Marked]) -> Unitized:
    """Return what coders marked in the interviews that all of them coded, as if these were one text."""
    spans: dict[str, list[Span]] = {coder: [] for coder in wanted.coders}
    begin = 0
    for found in code:
        if set(found.spans) == set(wanted.coders):
            for coder, own in found.spans.items():
                spans[coder] += [(begin + start, begin + end) for start, end in own]
            begin += found.length
    return Unitized(tuple(tuple(own) for own in spans.values()), begin)


def _boundaries(wanted: Comparison, codes: list[list[Marked]]) -> dict[str, Cell]:
    own: dict[str, Boundaries] = dict.fromkeys(wanted.coders, Boundaries())
    missed: Counter[str] = Counter()
    for found in chain.from_iterable(codes):
        for coder, other in permutations(found.spans, 2):
            fates = boundaries_of(found.spans[coder], found.spans[other])
            own[coder] += fates
            missed[other] += fates.missed
    cells: dict[str, Cell] = {}
    for place, (coder, fates) in enumerate(own.items(), 1):
        numbers = {SEGMENTS: fates.n, EXACT: fates.exact, OVERLAP: fates.overlap, MISSED: missed[coder]}
        cells |= {f"{what}_{place}": count(n) for what, n in numbers.items()}
    return cells
