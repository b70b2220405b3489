"""Which codes go together: in how many interviews do two of them occur in the same interview, turn or segment?

`within` says how near: `interview` (anywhere in it), `turn` (codings of both stand, at least in part, in what one
person says at a stretch), `segment` (a segment of the one overlaps a segment of the other). The first column always
counts interviews, of all interviews of the set; the second, for turns and segments, how many turns or how many
pairs of overlapping segments. **Codes**: those named in `of`, each with what is under it; without `of`, all that have
none under them. A code and one under it make no pair. Pairs of fewer than `least` interviews, and those after the
`most` largest, are left out; equal ones stand in the order of the codes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from analysis.coded import INTERVIEWS, everyone, label_of, number, rules, universe
from analysis.kinds import Body, Request
from analysis.table import Column, Note, NoteKind, Row, Term, Unit
from survey.interviews.codes import SEPARATOR, Code
from survey.interviews.corpus import Corpus
from survey.interviews.segments import segments

INTERVIEW, TURN, SEGMENT = "interview", "turn", "segment"
WITHIN = (INTERVIEW, TURN, SEGMENT)
RULES = {INTERVIEW: "within_interview", TURN: "within_turn", SEGMENT: "within_segment"}
HEADS = {TURN: Term("coded.column.places_turn"), SEGMENT: Term("coded.column.places_segment")}
LEAST, MOST = "2", "20"

Places = dict[str, int]
"""In how many places two codes meet, by interview."""


def codes_together(request: Request) -> Body:
    """Return the pairs of codes that occur together, from many interviews to few."""
    corpus, within = request.corpus, request.option("within", INTERVIEW)
    least, most = int(request.option("least", LEAST)), int(request.option("most", MOST))
    pairs = [(first, last, _meetings(corpus, first, last, within)) for first, last in _pairs(request)]
    kept = sorted((pair for pair in pairs if len(pair[2]) >= max(least, 1)), key=lambda pair: -len(pair[2]))
    limits = Note(
        NoteKind.RULE, Term("coded.note.pairs", {"least": max(least, 1), "most": most, "count": len(kept[most:])})
    )
    return Body(
        bases=(everyone(corpus),),
        columns=_columns(within),
        rows=tuple(_row(*pair, within) for pair in kept[:most]),
        notes=(*rules(corpus, RULES[within]), limits),
        universe=universe(corpus),
        stub=Term("coded.column.pair"),
    )


def _pairs(request: Request) -> list[tuple[Code, Code]]:
    codes = request.corpus.codes
    parents = {code.parent for code in codes}
    wanted = [codes[path] for path in dict.fromkeys(request.plan.of)]
    chosen = wanted or [code for code in codes if code.path not in parents]
    return [(first, last) for first, last in combinations(chosen, 2) if not _kin(first.path, last.path)]


def _kin(one: str, other: str) -> bool:
    return one.startswith(other + SEPARATOR) or other.startswith(one + SEPARATOR)


def _meetings(corpus: Corpus, first: Code, last: Code, within: str) -> Places:
    if within == INTERVIEW:
        both = set(corpus.interviews_with(first.path)) & set(corpus.interviews_with(last.path))
        return dict.fromkeys(both, 1)
    if within == TURN:
        shared = _turns(corpus, first.path) & _turns(corpus, last.path)
        return _counted([name for name, _ in shared])
    others = segments(corpus, last.path)
    return _counted([own.interview for own in segments(corpus, first.path) for other in others if own.meets(other)])


def _turns(corpus: Corpus, path: str) -> set[tuple[str, int]]:
    """Return the turns in which a code stands at least in part."""
    return {
        (coding.interview, turn.number)
        for coding in corpus.under(path)
        for turn in corpus[coding.interview].transcript.turns
        if turn.start < max(coding.end, coding.start + 1) and coding.start < turn.end
    }


def _counted(names: Sequence[str]) -> Places:
    return {name: names.count(name) for name in dict.fromkeys(names)}


def _columns(within: str) -> tuple[Column, ...]:
    held = Column(INTERVIEWS, Term("coded.column.interviews"), Unit.COUNT)
    if within == INTERVIEW:
        return (held,)
    return held, Column("places", HEADS[within], Unit.COUNT)


def _row(first: Code, last: Code, places: Places, within: str) -> Row:
    cells = {INTERVIEWS: number(len(places))}
    if within != INTERVIEW:
        cells["places"] = number(sum(places.values()), "")
    label = Term("coded.row.pair", {"first": label_of(first), "last": label_of(last)})
    return Row(f"{first.path}+{last.path}", label, INTERVIEWS, cells)
