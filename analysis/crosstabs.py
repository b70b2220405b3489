"""How do the answers to one question go with the answers to another?

**Base.** People who answered both. Percentages are of the column (the default), of the row, or of all of
them; each cell names its base. Who misses one of the two is counted by the reason of the first that is
missing, row before column. The row may be a multi-response set: its rows are then people who ticked a
category, so they add up to more than everyone, and the total is the number of people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from analysis import shares
from analysis.kinds import Body, Request
from analysis.shares import PERCENT
from analysis.table import Base, Column, Level, Note, NoteKind, Row, Term, Unit
from analysis.tally import Counts, Entry
from survey.codebook import Choice, Codebook, Variable, VariableType
from survey.missing import Reason
from survey.plan import TablePlan

PAIRS = "pairs"
TOTAL = "total"


@dataclass(frozen=True)
class Crossing:
    """Counts of pairs of answers, with the two questions."""

    row: Variable
    column: Variable
    counts: Counts
    percent: str

    @property
    def n(self) -> int:
        """Return how many people answered both."""
        return self.counts.n

    def cell(self, row: str, column: str) -> int:
        """Return how many people gave (or ticked) both answers."""
        return self._sum(lambda r, c: _has(r, row) and c == column)

    def in_row(self, row: str) -> int:
        """Return how many gave (or ticked) an answer to the row's question."""
        return self._sum(lambda r, c: _has(r, row))

    def in_column(self, column: str) -> int:
        """Return how many gave an answer to the column's question."""
        return self._sum(lambda r, c: c == column)

    def base_key(self, row: str, column: str) -> str:
        """Return the key of the base a cell's percentage is of."""
        return {"row": f"row.{row}", "column": f"column.{column}"}.get(self.percent, PAIRS)

    def base_size(self, row: str, column: str) -> int:
        """Return how many people that base holds."""
        if self.percent == "row":
            return self.in_row(row)
        return self.in_column(column) if self.percent == "column" else self.n

    def _sum(self, rule: Callable[[object, object], bool]) -> int:
        return sum(n for pair, n in self.counts.answers.items() if isinstance(pair, tuple) and rule(pair[0], pair[1]))


def crosstab(request: Request) -> Body:
    """Return the answers to one question (rows) within the answers to another (columns)."""
    row, column = request.variables
    found = request.tally([row.name, column.name]).classify(pair)
    crossing = Crossing(row, column, found, request.option("percent", "column"))
    way = request.show(PERCENT)[0]
    several = row.type is VariableType.SELECT_MULTIPLE
    return Body(
        bases=(found.base(PAIRS, Term("base.pairs")), *_bases(crossing)),
        columns=_columns(crossing, way),
        rows=(*(_row(crossing, choice, way) for choice in row.answers), _total(crossing)),
        notes=(Note(NoteKind.RULE, Term("note.multiresponse")),) if several else (),
        stub=row.label,
        title=Term("title.crosstab", {"row": row.label, "column": column.label}),
    )


def pair(entries: Sequence[Entry]) -> Entry:
    """Return both answers, or the first reason why there are not two."""
    return next((entry for entry in entries if isinstance(entry, Reason)), tuple(entries))


def set_across(plan: TablePlan, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Return why the second question cannot make columns, or nothing."""
    column = variables[1]
    if column.type is VariableType.SELECT_ONE:
        return ""
    return f"the columns cannot be the set '{column.name}', in which people are in several; name it first"


def _has(answer: object, name: str) -> bool:
    return name in answer if isinstance(answer, frozenset) else answer == name


def _bases(crossing: Crossing) -> Iterable[Base]:
    """Return the base of each column or row, where percentages are of those."""
    if crossing.percent == "column":
        return [
            _base(crossing, "column", choice, crossing.in_column(choice.name)) for choice in crossing.column.answers
        ]
    if crossing.percent == "row":
        return [_base(crossing, "row", choice, crossing.in_row(choice.name)) for choice in crossing.row.answers]
    return []


def _base(crossing: Crossing, side: str, choice: Choice, n: int) -> Base:
    label = Term("base.category", {"category": choice.label})
    return Base(f"{side}.{choice.name}", label, n, crossing.counts.missing, crossing.counts.outside + crossing.n - n)


def _columns(crossing: Crossing, way: str) -> tuple[Column, ...]:
    spanner = crossing.column.label
    made = [shares.category_column(c.name, c.label, way, [TOTAL], spanner) for c in crossing.column.answers]
    unit = Unit.COUNT if crossing.percent == "row" else shares.UNITS[way]
    return (*made, Column(TOTAL, Term("column.total"), unit))


def _row(crossing: Crossing, choice: Choice, way: str) -> Row:
    name = choice.name
    made = {
        shares.row_key(other.name, [TOTAL]): shares.share(
            crossing.cell(name, other.name),
            crossing.base_size(name, other.name),
            way,
            crossing.base_key(name, other.name),
        )
        for other in crossing.column.answers
    }
    k = crossing.in_row(name)
    total = shares.count(k) if crossing.percent == "row" else shares.share(k, crossing.n, way)
    return Row(shares.row_key(name, [TOTAL]), choice.label, PAIRS, shares.present({**made, TOTAL: total}))


def _total(crossing: Crossing) -> Row:
    """Return the row of column totals: people, not ticks."""
    cells = {shares.row_key(c.name, [TOTAL]): shares.count(crossing.in_column(c.name)) for c in crossing.column.answers}
    return Row(TOTAL, Term("row.total_n"), PAIRS, {**cells, TOTAL: shares.count(crossing.n)}, Level.TOTAL)
