"""What do people rank highest, when each ranks a few of many?

**Base.** Everyone who filled in at least one place; how many filled in all or only some stands beneath. A
ranking that names an item twice is invalid. **Per item**: ranked first, ranked at all (both % of the base),
the mean place among those who ranked it (their number is the cell's count; nothing when nobody did), and
points: as many for a first place as there are places, one fewer for each place after it.
**Ties** in points keep the order of the codebook. No test is given: unlisted items are not missing by design.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from analysis import shares
from analysis.kinds import Body, Request
from analysis.shares import PERCENT
from analysis.table import Base, Cell, Column, Level, Note, NoteKind, Row, Term, Unit
from analysis.tally import Counts
from survey.codebook import Choice
from survey.plan import Order

COLUMNS = (
    Column("first", Term("column.first"), Unit.PERCENT),
    Column("ranked", Term("column.ranked"), Unit.PERCENT),
    Column("mean_rank", Term("column.mean_rank"), Unit.RANK),
    Column("points", Term("column.points"), Unit.NUMBER),
    Column("value", Term("column.value"), Unit.COUNT, summary=True),
)
OWN = ("complete", "partial")
"""Rows of the table itself, whatever the items are called."""


@dataclass(frozen=True)
class Standing:
    """How often one item was put at each place."""

    choice: Choice
    places: tuple[int, ...]

    @property
    def rankers(self) -> int:
        """Return how many people ranked the item at all."""
        return sum(self.places)

    @property
    def points(self) -> int:
        """Return its points."""
        worth = range(len(self.places), 0, -1)
        return sum(count * points for count, points in zip(self.places, worth, strict=True))

    @property
    def mean_rank(self) -> Fraction:
        """Return its mean place among those who ranked it."""
        return Fraction(sum(count * place for place, count in enumerate(self.places, start=1)), self.rankers)


def ranking(request: Request) -> Body:
    """Return for each item how often it was first, ranked at all, its mean place and its points."""
    variable = request.variables[0]
    counts = request.tally([variable.name]).counts(variable.name)
    base = counts.base(variable.name, Term("base.ranked"))
    standings = [_standing(choice, variable.places, counts) for choice in variable.answers]
    if request.plan.order is Order.SIZE:
        standings.sort(key=lambda standing: -standing.points)
    rows = [_row(request, standing, base) for standing in standings]
    note = Note(NoteKind.RULE, Term("note.ranking", {"places": variable.places}))
    return Body((base,), _columns(request), (*rows, *_summary(counts, base)), (note,))


def _standing(choice: Choice, places: int, counts: Counts) -> Standing:
    found = [0] * places
    for ranks, count in counts.answers.items():
        if isinstance(ranks, tuple) and choice.name in ranks:
            found[ranks.index(choice.name)] += count
    return Standing(choice, tuple(found))


def _columns(request: Request) -> tuple[Column, ...]:
    way = shares.UNITS[request.show(PERCENT)[0]]
    first, ranked, *others = COLUMNS
    return (Column(first.key, first.label, way), Column(ranked.key, ranked.label, way), *others)


def _row(request: Request, standing: Standing, base: Base) -> Row:
    n, rankers, way = base.n or 0, standing.rankers, request.show(PERCENT)[0]
    made = {
        "first": shares.share(standing.places[0], n, way),
        "ranked": shares.share(rankers, n, way),
        "mean_rank": Cell(standing.mean_rank, rankers, digits=2) if rankers else None,
        "points": Cell(Fraction(standing.points), rankers),
    }
    return Row(shares.row_key(standing.choice.name, OWN), standing.choice.label, base.key, shares.present(made))


def _summary(counts: Counts, base: Base) -> list[Row]:
    full = sum(n for ranks, n in counts.answers.items() if isinstance(ranks, tuple) and None not in ranks)
    return [_people("complete", full, base), _people("partial", counts.n - full, base)]


def _people(key: str, k: int, base: Base) -> Row:
    return Row(key, Term(f"row.{key}"), base.key, {"value": Cell(Fraction(k), k)}, Level.SUMMARY)
