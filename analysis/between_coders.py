"""All that is told of two coders or more on one set of interviews: turns, segments, boundaries."""

from __future__ import annotations

from fractions import Fraction

from analysis.agreement import turns_table
from analysis.coders import Comparison
from analysis.kinds import Body
from analysis.matching import boundaries_table, matches_table
from analysis.presence import compared
from analysis.table import Note, NoteKind, Table, Term
from survey.interviews.corpus import Corpus


def between_coders(corpus: Corpus, overlap: Fraction, *, interval: bool, synthetic: bool) -> tuple[Table, ...]:
    """Return the tables that compare the coders of a set, on the codes they used."""
    wanted = Comparison(compared(corpus), tuple(corpus.codes))
    bodies = {
        "agreement": turns_table(wanted, interval=interval),
        "matching": matches_table(wanted, overlap),
        "boundaries": boundaries_table(wanted),
    }
    return tuple(_table(kind, body, synthetic=synthetic) for kind, body in bodies.items())


def _table(kind: str, body: Body, *, synthetic: bool) -> Table:
    if body.universe is None or body.title is None:
        raise ValueError(f"a table of kind '{kind}' says what it is about")
    invented = (Note(NoteKind.SYNTHETIC, Term("note.synthetic")),) if synthetic else ()
    return Table(
        kind,
        kind,
        body.title,
        body.universe,
        body.bases,
        body.columns,
        body.rows,
        (*body.notes, *invented),
        stub=body.stub,
    )
