"""Which categories of one multi-response set are ticked by the same people?

**Base**: everyone who ticked something or meant "none", as in `multiresponse`; each pair is a share of all of them, so
pairs do not add up to anything. **Rows**: pairs of categories, exclusive ones left out, from many to few people; with
`least` only those of at least so many people. Beneath, how many people ticked none of the categories, only one, or
several. No test: how often two reasons go together depends on how often each is given.
"""

from __future__ import annotations

from itertools import combinations

from analysis import parts, shares
from analysis.kinds import Body, Request
from analysis.shares import COUNT, PERCENT
from analysis.table import Cell, Column, Level, Note, NoteKind, Row, Term, Unit
from analysis.tally import Counts, tally
from survey.codebook import Choice

BASE = "set"
LEAST = "1"
HOW_MANY = ("ticked_none", "ticked_one", "ticked_several")

Pair = tuple[Choice, Choice]


def together(request: Request) -> Body:
    """Return, for each pair of categories, how many people ticked both."""
    variable = request.variables[0]
    counts = request.tally([variable.name]).counts(variable.name)
    everyone = tally(request.whole, [variable.name]).counts(variable.name) if request.whole is not None else counts
    ordinary = [choice for choice in variable.answers if not choice.exclusive]
    listed = [
        pair for pair in combinations(ordinary, 2) if _both(everyone, pair) >= int(request.option("least", LEAST))
    ]
    columns = shares.columns(request.show(PERCENT, COUNT))
    rows = [_row(request, counts, pair) for pair in sorted(listed, key=lambda pair: -_both(everyone, pair))]
    return Body(
        bases=(counts.base(BASE, Term("base.set")),),
        columns=(*columns, Column("value", Term("column.value"), Unit.COUNT_PERCENT, summary=True)),
        rows=(*rows, *_how_many(counts, {choice.name for choice in ordinary})),
        notes=(Note(NoteKind.RULE, Term("motives.rule_together", {"least": int(request.option("least", LEAST))})),),
        stub=variable.label,
        title=Term("motives.title_together", {"variable": variable.label}),
    )


def _both(counts: Counts, pair: Pair) -> int:
    names = {choice.name for choice in pair}
    return sum(n for ticked, n in counts.answers.items() if isinstance(ticked, frozenset) and names <= ticked)


def _row(request: Request, counts: Counts, pair: Pair) -> Row:
    first, second = pair
    label = Term("motives.pair", {"first": first.label, "last": second.label})
    cells = shares.cells(_both(counts, pair), counts.n, request.show(PERCENT, COUNT))
    return Row(f"{first.name}+{second.name}", label, BASE, cells)


def _how_many(counts: Counts, ordinary: set[str]) -> list[Row]:
    """Return how many people ticked none, one or several of the categories: parts of the base."""
    found = dict.fromkeys(HOW_MANY, 0)
    for ticked, n in counts.answers.items():
        if isinstance(ticked, frozenset):
            found[HOW_MANY[min(len(ticked & ordinary), 2)]] += n
    reveals = parts.revealing(found)
    cells: dict[str, Cell | None] = {
        key: parts.told(shares.share(k, counts.n), reveals[key]) for key, k in found.items()
    }
    made = shares.present(cells)
    return [Row(key, Term(f"motives.{key}"), BASE, {"value": cell}, Level.SUMMARY) for key, cell in made.items()]
