"""When did new interviews stop bringing new codes?

A row per interview, in the order in which they were held (by date where all have one, else as the list has them; those
of one day as the list has them). `codes`: different codes found in it; `new`: those found in none before it;
`cumulative`: different codes so far. A code is looked at by itself: a parent counts where something was coded with the
parent itself. The curve depends on that order and on who coded how finely; a flat end is no proof that nothing is left
to be found. **Base**: all interviews of the set.
"""

from __future__ import annotations

from fractions import Fraction

from analysis.coded import INTERVIEWS, everyone, rules, universe
from analysis.kinds import Body, Request
from analysis.table import Cell, Column, Row, Term, Unit
from survey.codebook import Label
from survey.interviews.corpus import Corpus, Interview

HEADS = ("codes", "new", "cumulative")


def saturation(request: Request) -> Body:
    """Return for each interview how many codes it has, how many of them are new, and how many there are so far."""
    corpus, paths = request.corpus, {code.path for code in request.codes}
    dated = all(interview.date for interview in corpus)
    return Body(
        bases=(everyone(corpus),),
        columns=tuple(Column(head, Term(f"coded.column.{head}"), Unit.NUMBER) for head in HEADS),
        rows=tuple(
            Row(str(place), _label(place, interview), INTERVIEWS, _cells(*counts))
            for place, (interview, counts) in enumerate(new_codes(corpus, paths), start=1)
        ),
        notes=rules(corpus, "saturation", "by_date" if dated else "by_list"),
        universe=universe(corpus),
        stub=Term("coded.column.interview"),
    )


def new_codes(corpus: Corpus, paths: set[str]) -> list[tuple[Interview, tuple[int, int, int]]]:
    """Return the interviews in order, each with its codes, its new codes and all codes so far."""
    found: set[str] = set()
    counted = []
    for interview in in_order(corpus):
        own = {coding.code for coding in corpus.coded if coding.interview == interview.id} & paths
        new = own - found
        found |= own
        counted.append((interview, (len(own), len(new), len(found))))
    return counted


def in_order(corpus: Corpus) -> list[Interview]:
    """Return the interviews as they were held: by date where all have one."""
    dated = all(interview.date for interview in corpus)
    return sorted(corpus, key=lambda interview: interview.date if dated else "")


def _cells(*counts: int) -> dict[str, Cell]:
    return {head: Cell(Fraction(n), base="") for head, n in zip(HEADS, counts, strict=True)}


def _label(place: int, interview: Interview) -> Term:
    return Term("coded.row.interview", {"place": place, "name": Label({"": interview.name})})
