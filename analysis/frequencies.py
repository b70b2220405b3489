"""How often was each answer given to a single-choice question?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis import shares
from analysis.bounds import COLUMNS, NOTE, Bounds, bounds
from analysis.inference.shares import wilson
from analysis.kinds import Body, Request
from analysis.shares import COUNT, PERCENT
from analysis.table import Base, Cell, Level, Note, NoteKind, Row, Term, Text
from analysis.tally import Counts
from survey.codebook import Variable
from survey.missing import Denominator
from survey.plan import Order

TOTAL = "total"


@dataclass(frozen=True)
class Block:
    """The rows of one question, on its own base."""

    variable: Variable
    base: Base
    rows: tuple[Row, ...]
    bounds: Bounds | None = None


def frequency(request: Request) -> Body:
    """Return counts and percentages of each category, one block of rows for each question."""
    return stack(request, [_block(request, variable) for variable in request.variables])


def stack(request: Request, blocks: Sequence[Block], *notes: Note) -> Body:
    """Return one table of several blocks: a single one plain, more of them each under a head row."""
    rows = blocks[0].rows if len(blocks) == 1 else [row for block in blocks for row in _headed(block)]
    extra = [Note(NoteKind.RULE, Term("note.interval"))] if request.says("interval") else []
    bounded = [block.bounds.base for block in blocks if block.bounds is not None]
    return Body(
        bases=(*(block.base for block in blocks), *bounded),
        columns=(*shares.columns(request.show(PERCENT, COUNT)), *(COLUMNS if bounded else ())),
        rows=tuple(rows),
        notes=(*notes, *extra, *([NOTE] if bounded else [])),
    )


def base_label(request: Request, variable: Variable, alone: str = "") -> Text:
    """Return whom a question's percentages are of; with several questions the question itself says it."""
    term = Term(f"base.{alone or request.denominator.value}")
    if len(request.variables) == 1:
        return term
    if request.denominator is Denominator.VALID:
        return variable.label
    return Term("base.of", {"variable": variable.label, "base": term})


def row_of(request: Request, key: str, label: Text, k: int, base: Base, limits: Bounds | None = None) -> Row:
    """Return the row of one category: k of its base, as the plan shows it, with the bounds of its share if any."""
    n = base.n or 0
    cells = shares.cells(k, n, request.show(PERCENT, COUNT))
    if request.says("interval") and "percent" in cells:
        cells["percent"] = _with_interval(cells["percent"], k, n)
    return Row(key, label, base.key, {**cells, **(limits.cells(k) if limits else {})})


def absence_rows(request: Request, counts: Counts, base: Base) -> list[Row]:
    """Return a row for each absence that the base counts among its people, so that shares add up."""
    inside = counts.inside(request.denominator)
    return [row_of(request, f"reason.{reason}", Term(f"reason.{reason}"), k, base) for reason, k in inside.items()]


def sort(request: Request, rows: Sequence[Row]) -> list[Row]:
    """Return rows in the order of the plan: as asked, or from large to small."""
    if request.plan.order is Order.ASKED:
        return list(rows)
    return shares.by_size(rows, shares.columns(request.show(PERCENT, COUNT))[0].key)


def _block(request: Request, variable: Variable) -> Block:
    counts = request.tally([variable.name]).counts(variable.name)
    base = counts.base(variable.name, base_label(request, variable), request.denominator)
    own, limits = [TOTAL] if request.says(TOTAL) else [], bounds(request, variable, counts)
    found = [
        row_of(request, shares.row_key(c.name, own), c.label, counts[c.name], base, limits) for c in variable.answers
    ]
    rows = sort(request, found)
    return Block(variable, base, (*rows, *absence_rows(request, counts, base), *_total(request, base)), limits)


def _total(request: Request, base: Base) -> list[Row]:
    if not request.says(TOTAL):
        return []
    n = base.n or 0
    return [Row(TOTAL, Term("row.total"), base.key, shares.cells(n, n, request.show(PERCENT, COUNT)), Level.TOTAL)]


def _headed(block: Block) -> list[Row]:
    head = Row(block.variable.name, block.variable.label, block.base.key, level=Level.HEAD)
    return [head, *(replace(row, key=f"{block.variable.name}.{row.key}") for row in block.rows)]


def _with_interval(cell: Cell, k: int, n: int) -> Cell:
    low, high = wilson(k, n)
    return replace(cell, low=100 * low, high=100 * high)
