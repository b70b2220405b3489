"""Did the same people answer differently about before and after?

**Columns** before and after: percentages, each of everyone who answered that question, so on different
bases; only the rows higher, unchanged and lower compare the same people, those who answered both. Higher is
a later category in the codebook. **Ties** (no change) are shown, not dropped. **Missing values**: who misses
one of the two is counted by its reason, before first. Differences are not taken from printed percentages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis import shares
from analysis.batteries import top_label
from analysis.crosstabs import PAIRS, pair
from analysis.kinds import Body, Request
from analysis.table import Cell, Column, Level, Note, NoteKind, Row, Term, Text, Unit
from analysis.tally import Counts, Entry
from survey.codebook import Choice, Codebook, Label, Scale, Variable
from survey.missing import Reason
from survey.plan import TablePlan

SIDES = ("before", "after")
DIRECTIONS = ("up", "same", "down")
OWN = ("top", *DIRECTIONS)
"""Rows of the table itself, whatever the categories are called."""


def change(request: Request) -> Body:
    """Return the distribution before and after side by side, and how many went up, stayed or went down."""
    names = [variable.name for variable in request.variables]
    tally = request.tally(names)
    scale = request.variables[0].answers
    sides = dict(zip(SIDES, (tally.counts(name) for name in names), strict=True))
    moves = tally.classify(lambda entries: _move(entries, [choice.name for choice in scale]))
    labels = dict(zip(SIDES, (variable.label for variable in request.variables), strict=True))
    bases = [found.base(side, labels[side]) for side, found in sides.items()]
    return Body(
        bases=(*bases, moves.base(PAIRS, Term("base.pairs"))),
        columns=_columns(labels),
        rows=(*_rows(scale, sides), *_top(request, scale, sides), *_moves(moves)),
        notes=(Note(NoteKind.RULE, Term("note.pairs")),),
        title=Term("title.change", labels),
    )


def unordered(plan: TablePlan, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Return why the two questions have no common order of categories, or nothing."""
    nominal = next((variable.name for variable in variables if variable.scale is Scale.NOMINAL), "")
    if nominal:
        return f"the categories of '{nominal}' have no order (column 'scale' in the sheet survey)"
    before, after = ([choice.name for choice in variable.answers] for variable in variables)
    return "" if before == after else f"'{variables[1].name}' has other categories than '{variables[0].name}'"


def _move(entries: Sequence[Entry], scale: Sequence[str]) -> Entry:
    both = pair(entries)
    if isinstance(both, Reason):
        return both
    before, after = (scale.index(str(entry)) for entry in entries)
    return DIRECTIONS[(before >= after) + (before > after)]


def _columns(labels: Mapping[str, Label]) -> tuple[Column, ...]:
    return (
        *(column for side in SIDES for column in _side(side, labels[side])),
        Column("value", Term("column.value"), Unit.COUNT_PERCENT, summary=True),
    )


def _side(side: str, question: Label) -> tuple[Column, Column]:
    percent = Column(side, Term("column.percent"), Unit.PERCENT, question)
    return percent, Column(f"{side}_n", Term("column.n"), Unit.COUNT, question)


def _rows(scale: Sequence[Choice], sides: dict[str, Counts]) -> list[Row]:
    return [_row(shares.row_key(choice.name, OWN), choice.label, [choice], sides) for choice in scale]


def _top(request: Request, scale: Sequence[Choice], sides: dict[str, Counts]) -> list[Row]:
    chosen = [choice for choice in scale if choice.top]
    return [_row("top", top_label(request), chosen, sides, Level.TOTAL)] if chosen else []


def _row(key: str, label: Text, chosen: Sequence[Choice], sides: dict[str, Counts], level: Level = Level.ROW) -> Row:
    made: dict[str, Cell | None] = {}
    for side, found in sides.items():
        k = sum(found[choice.name] for choice in chosen)
        made[side] = shares.share(k, found.n, base=side)
        made[f"{side}_n"] = shares.share(k, found.n, shares.COUNT, base=side)
    return Row(key, label, "", shares.present(made), level)


def _moves(moves: Counts) -> list[Row]:
    found = {direction: shares.share(moves[direction], moves.n) for direction in DIRECTIONS}
    return [
        Row(direction, Term(f"row.{direction}"), PAIRS, {"value": cell}, Level.SUMMARY)
        for direction, cell in found.items()
        if cell is not None
    ]
