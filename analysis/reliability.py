"""Do the items of a battery hang together: alpha, omega, and what each item adds?

**Who goes in**: people with an answer on every item; the others are counted by the reason of their first open
item. A category counts by the `score` that the codebook declares for it, never by its code or its place. **Alpha**: of
the sum of the items, exact. **Omega**: of one factor, where one can be fitted; else the reason why not.
**Item-rest**: correlation of an item with the sum of the others. Formulas and sources: `analysis/inference/scales.py`.
"""

from __future__ import annotations

from fractions import Fraction

from analysis import shares
from analysis.batteries import item_labels
from analysis.inference.scales import Alpha, Omega, Scores, Untold, alpha, omega
from analysis.kinds import Body, Request
from analysis.scores import score
from analysis.table import Cell, Column, Level, Note, NoteKind, Row, Term, Unit
from analysis.tally import Entry
from survey.missing import Reason

COMPLETE = "complete"
OWN = ("alpha", "omega")
"""Rows of the table itself, whatever the items are called."""
DIGITS = 2
WHY = {why: Term(f"reliability.{why}") for why in Untold}


def reliability(request: Request) -> Body:
    """Return the items with their item-rest correlation and alpha without them, and alpha and omega of all."""
    tally = request.tally([variable.name for variable in request.variables])
    patterns = [(_scores(request, pattern.entries), pattern.count) for pattern in tally.patterns]
    found, one_factor = alpha(patterns, interval=request.says("interval")), omega(patterns)
    interval = [Note(NoteKind.RULE, Term("note.feldt"))] if found.low is not None else []
    return Body(
        bases=(tally.classify(_complete).base(COMPLETE, Term("base.complete")),),
        columns=(
            Column("item_rest", Term("column.item_rest"), Unit.NUMBER),
            Column("without", Term("column.without"), Unit.NUMBER),
            Column("value", Term("column.value"), Unit.NUMBER, summary=True),
        ),
        rows=(*_items(request, found), _alpha(found), _omega(one_factor)),
        notes=(Note(NoteKind.RULE, Term("note.reliability")), *interval, *_doubt(found)),
    )


def _doubt(found: Alpha) -> list[Note]:
    """Return that items which go against each other are no scale, where alpha is below zero."""
    below = found.value is not None and found.value < 0
    return [Note(NoteKind.DOUBT, Term("note.negative_alpha"))] if below else []


def _scores(request: Request, entries: tuple[Entry, ...]) -> Scores:
    scores = (score(variable, entry) for variable, entry in zip(request.variables, entries, strict=True))
    return tuple(None if isinstance(found, Reason) else found for found in scores)


def _complete(entries: tuple[Entry, ...]) -> Entry:
    return next((entry for entry in entries if isinstance(entry, Reason)), True)


def _items(request: Request, found: Alpha) -> list[Row]:
    labels = item_labels(request.variables)
    rows = []
    for at, variable in enumerate(request.variables):
        rest = found.item_rest[at] if found.item_rest else None
        without = found.without[at] if found.without else None
        cells = shares.present({
            "item_rest": None if rest is None else Cell(Fraction(rest), found.n, digits=DIGITS),
            "without": None if without is None else Cell(without, found.n, digits=DIGITS),
        })  # fmt: skip
        rows.append(Row(shares.row_key(variable.name, OWN), labels[variable.name], COMPLETE, cells))
    return rows


def _alpha(found: Alpha) -> Row:
    low, high = (None if end is None else Fraction(end) for end in (found.low, found.high))
    cell = Cell(found.value, found.n, low=low, high=high, digits=DIGITS)
    return _summary("alpha", _reason(found.why) if found.value is None else cell)


def _omega(found: Omega) -> Row:
    if found.value is None:
        return _summary("omega", _reason(found.why))
    return _summary("omega", Cell(Fraction(found.value), found.n, digits=DIGITS))


def _reason(why: Untold | None) -> Cell:
    term = WHY[why or Untold.NO_CONVERGENCE]
    return Cell(text=term, key=term.key)


def _summary(key: str, cell: Cell) -> Row:
    return Row(key, Term(f"row.{key}"), COMPLETE, {"value": cell}, Level.SUMMARY)
