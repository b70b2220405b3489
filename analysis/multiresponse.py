"""What did people tick, where they could tick several things?

**Base.** Three states are told apart: ticked something, ticked none (a real "none": the exclusive category,
or nothing ticked where the codebook says that means none), left the whole question open. The first two are
the base; the third is an absence. Percentages are of people, never of ticks.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.bounds import Bounds, bounds
from analysis.frequencies import Block, absence_rows, base_label, row_of, sort, stack
from analysis.groupings import UNGROUPED, grouped, has_groups, under_heads
from analysis.kinds import Body, Request
from analysis.table import Base, Note, NoteKind, Row, Term
from analysis.tally import Counts
from survey.codebook import Choice, Variable

NONE = "none"


def multiresponse(request: Request) -> Body:
    """Return, for each tick box, how many people ticked it; exclusive categories come last."""
    blocks = [_block(request, variable) for variable in request.variables]
    return stack(request, blocks, Note(NoteKind.RULE, Term("note.multiresponse")))


def ticks(counts: Counts, name: str) -> int:
    """Return how many people ticked one category of a set."""
    return sum(k for ticked, k in counts.answers.items() if isinstance(ticked, frozenset) and name in ticked)


def _block(request: Request, variable: Variable) -> Block:
    counts = request.tally([variable.name]).counts(variable.name)
    base = counts.base(variable.name, base_label(request, variable, _alone(request)), request.denominator)
    ordinary = [choice for choice in variable.answers if not choice.exclusive]
    exclusive = [choice for choice in variable.answers if choice.exclusive]
    limits = bounds(request, variable, counts)
    rows = sort(request, _rows(request, ordinary, counts, base, limits))
    last = _rows(request, exclusive, counts, base, limits)
    none = _none(request, variable, counts, base, limits)
    found = (*rows, *last, *none, *absence_rows(request, counts, base))
    return Block(variable, base, _in_groups(request, variable, found, base), limits)


def _in_groups(request: Request, variable: Variable, rows: Sequence[Row], base: Base) -> tuple[Row, ...]:
    """Return the rows under the heads of their groups where the plan asks for it; what is in no group comes last."""
    if not (request.says("grouped") and has_groups(variable.answers)):
        return tuple(rows)
    group = {choice.name: choice.group for choice in variable.answers}
    order = [*grouped(request.codebook, variable.answers), UNGROUPED]
    blocks = {name: [row for row in rows if group.get(row.key, UNGROUPED) == name] for name in order}
    return tuple(under_heads(request.codebook, blocks, base.key))


def _alone(request: Request) -> str:
    return "set" if request.denominator.value == "valid" else ""


def _rows(request: Request, choices: Sequence[Choice], counts: Counts, base: Base, limits: Bounds | None) -> list[Row]:
    return [row_of(request, c.name, c.label, ticks(counts, c.name), base, limits) for c in choices]


def _none(request: Request, variable: Variable, counts: Counts, base: Base, limits: Bounds | None) -> list[Row]:
    """Return the row of people who ticked nothing and meant it; a category may itself be called `none`."""
    k = counts[frozenset()]
    key = "nothing_ticked" if any(choice.name == NONE for choice in variable.answers) else NONE
    return [row_of(request, key, Term("row.none"), k, base, limits)] if k else []
