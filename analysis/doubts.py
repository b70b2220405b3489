"""What makes the figures of a table doubtful: answers that contradict each other, and bases of a handful of people."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.kinds import Body, Request
from analysis.table import Note, NoteKind, RespondentUnit, Term
from survey.checks import FEWEST


def doubts(request: Request, body: Body) -> Iterator[Note]:
    """Yield a note on each contradiction that touches a question of the table, and one on small bases.

    A contradiction says of how many people it is true; they are counted as they answered. A table with a universe of
    its own is about others than the people of the request.
    """
    names = {variable.name for variable in request.variables} if body.universe is None else set()
    for contradiction in (each for each in request.study.contradictions if each.is_about(request.codebook)):
        n = int(contradiction.people(request.survey).sum()) if names & set(contradiction.variables) else 0
        if n:
            yield Note(NoteKind.DOUBT, Term("note.contradiction", {"n": n, "label": contradiction.label}))
    if body.universe is not None and body.universe.unit is RespondentUnit.INTERVIEWS:
        return  # "k of 10" says itself how few they are
    if (request.plan.where or len(request.survey) >= FEWEST) and _small(body):
        yield Note(NoteKind.DOUBT, Term("note.small_base", {"limit": FEWEST}))


def _small(body: Body) -> bool:
    """Return whether a cell stands on a base of one to nine people."""
    used = {row.base if cell.base is None else cell.base for row in body.rows for cell in row.cells.values()}
    return any(base.key in used and 0 < (base.n or 0) < FEWEST for base in body.bases)
