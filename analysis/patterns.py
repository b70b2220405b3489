"""Which questions are missing together?

**Pattern**: for each question one of four states: answered; open (asked, and no valid answer: left open, don't know,
refused, invalid, reason unknown); broken off before it; not asked (routed past, not shown, not in the wave). A
multi-response set and a ranking are one question each. The `most` frequent patterns have a column each, from large
to small, equal ones in the order answered, open, broken off, not asked of the first question in which they
differ; the others are summed. All columns together are everyone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from analysis import shares
from analysis.kinds import Body, Request
from analysis.missingness import ALL
from analysis.shares import PERCENT
from analysis.table import Base, Cell, Column, Level, Note, NoteKind, Row, Term, Unit
from analysis.tally import Entry
from survey.codebook import Codebook, Variable
from survey.missing import NOT_ASKED, Reason

USUAL = "8"
N, REST = "n", "rest"
OWN = (N, "percent")
"""Rows of the table itself, whatever the questions are called."""


class State(StrEnum):
    """What became of one question for one person; the letters stand in the order in which patterns are named."""

    ANSWERED = "answered"
    OPEN = "open"
    BROKEN_OFF = "broken_off"
    NOT_ASKED = "not_asked"


ORDER = {state: place for place, state in enumerate(State)}


def patterns(request: Request) -> Body:
    """Return the most frequent patterns of missing answers, and how many people have each."""
    found = _count(request)
    ranked = sorted(found.items(), key=lambda item: (-item[1], [ORDER[state] for state in item[0]]))
    most = int(request.option("most", USUAL))
    named, n = ranked[:most], len(request.survey)
    return Body(
        bases=(Base(ALL, Term("base.all"), n),),
        columns=_columns(len(named), len(ranked) - len(named)),
        rows=(
            *(_row(variable, at, named) for at, variable in enumerate(request.variables)),
            *_totals([*(k for _, k in named)], sum(k for _, k in ranked[most:]), n),
        ),
        notes=(Note(NoteKind.RULE, Term("note.patterns")),),
    )


def at_least_one(value: str, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Check an option that takes a whole number from 1 upwards."""
    return "" if value.isdecimal() and int(value) else f"'{value}' must be a whole number, 1 or more"


def _count(request: Request) -> Counter[tuple[State, ...]]:
    found: Counter[tuple[State, ...]] = Counter()
    for pattern in request.tally([variable.name for variable in request.variables]).patterns:
        found[tuple(_state(entry) for entry in pattern.entries)] += pattern.count
    return found


def _state(entry: Entry) -> State:
    if not isinstance(entry, Reason):
        return State.ANSWERED
    if entry in NOT_ASKED:
        return State.NOT_ASKED
    return State.BROKEN_OFF if entry is Reason.BREAK_OFF else State.OPEN


def _columns(named: int, others: int) -> tuple[Column, ...]:
    made = [Column(f"p{at}", Term("column.pattern", {"number": at}), Unit.TEXT) for at in range(1, named + 1)]
    rest = [Column(REST, Term("column.other_patterns", {"count": others}), Unit.TEXT)] if others else []
    return (*made, *rest)


def _row(variable: Variable, at: int, named: Sequence[tuple[tuple[State, ...], int]]) -> Row:
    """Return a question's state in each pattern; a pattern that few people have is itself about those few."""
    cells = {
        f"p{place}": Cell(text=Term(f"pattern.{states[at]}"), key=states[at].value, count=k)
        for place, (states, k) in enumerate(named, 1)
    }
    return Row(shares.row_key(variable.name, OWN), variable.label, ALL, cells)


def _totals(named: Sequence[int], rest: int, n: int) -> list[Row]:
    counts = {f"p{place}": k for place, k in enumerate(named, 1)} | ({REST: rest} if rest else {})
    shown = {key: shares.share(k, n, PERCENT) for key, k in counts.items()}
    percents = {key: Cell(cell.value, cell.count, Unit.PERCENT) for key, cell in shown.items() if cell is not None}
    return [
        Row(N, Term("row.respondents"), ALL, {key: shares.count(k) for key, k in counts.items()}, Level.TOTAL),
        Row("percent", Term("row.percent"), ALL, percents, Level.TOTAL),
    ]
