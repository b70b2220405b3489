"""What was found in the interviews: in how many of them each code occurs, and on how many segments.

**Interviews**: those in which the code, or one under it, was found; an interview counts once, whoever coded it and
however often. **Segments** (`survey/interviews/segments.py`): stretches of text with the code; overlapping or equal
codings of one code, by one coder or by several, are one. Only what people coded counts; suggestions do not. A zero
means that nothing was coded so, not that nobody would say it. Numbers stay numbers: there are no percentages of ten.
**Base**: all interviews of the set. A code is a row, called by its path; roots with codes under them are heads.
"""

from __future__ import annotations

from analysis.coded import INTERVIEWS, SEGMENTS, everyone, number, rules, tree, universe
from analysis.kinds import Body, Request
from analysis.table import Column, Row, Term, Unit
from survey.interviews.segments import segments
from survey.plan import Order


def codes(request: Request) -> Body:
    """Return for each code in how many interviews it was found, and on how many segments."""
    corpus = request.corpus
    found = {
        code.path: (len(corpus.interviews_with(code.path)), len(segments(corpus, code.path))) for code in request.codes
    }
    by_size = request.plan.order is Order.SIZE
    branches = tree(request.codes, (lambda code: found[code.path]) if by_size else None)
    rows = [
        Row(
            branch.code.path,
            branch.label,
            INTERVIEWS,
            {INTERVIEWS: number(held), SEGMENTS: number(times, "")},
            branch.level,
        )
        for branch in branches
        for held, times in [found[branch.code.path]]
    ]
    return Body(
        bases=(everyone(corpus),),
        columns=(
            Column(INTERVIEWS, Term("coded.column.interviews"), Unit.COUNT),
            Column(SEGMENTS, Term("coded.column.segments"), Unit.COUNT),
        ),
        rows=tuple(rows),
        notes=rules(corpus, "codes", "zero"),
        universe=universe(corpus),
        stub=Term("coded.column.code"),
    )
