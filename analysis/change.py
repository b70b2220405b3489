"""Did the same people answer differently about before and after?

**Columns** before and after: percentages, each of everyone who answered that question, so on different
bases; only the rows higher, unchanged and lower compare the same people, those who answered both. Higher is
a later category in the codebook. **Ties** (no change) are shown, not dropped. **Missing values**: who misses
one of the two is counted by its reason, before first. Differences are not taken from printed percentages.

**With `test`**: of those who answered both, four rows more where the codebook marks top categories (top both times,
once, never), and two tests, one family (Holm): Wilcoxon's signed ranks over the places of the categories, unchanged
people dropped, with Pratt's rule beside it and the rank-biserial effect; and exact McNemar for the top share, with
Newcombe's interval of the paired difference. Fewer than six people who changed are too few to test.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from analysis import parts, shares
from analysis.batteries import top_label
from analysis.crosstabs import PAIRS, pair
from analysis.inference.paired import Pairs
from analysis.kinds import Body, Request
from analysis.paired_notes import change_notes
from analysis.table import Cell, Column, Level, Note, NoteKind, Row, Term, Text, Unit
from analysis.tally import Counts, Entry
from survey.codebook import Choice, Codebook, Label, Scale, Variable
from survey.missing import Reason
from survey.plan import TablePlan

SIDES = ("before", "after")
DIRECTIONS = ("up", "same", "down")
TWICE = ("top_both", "top_first", "top_second", "top_neither")
OWN = ("top", *DIRECTIONS, *TWICE)
"""Rows of the table itself, whatever the categories are called."""


def change(request: Request) -> Body:
    """Return the distribution before and after side by side, and how many went up, stayed or went down."""
    names = [variable.name for variable in request.variables]
    tally = request.tally(names)
    scale = request.variables[0].answers
    sides = dict(zip(SIDES, (tally.counts(name) for name in names), strict=True))
    both = tally.classify(pair)
    moves = tally.classify(lambda entries: _move(entries, [choice.name for choice in scale]))
    twice = _twice(both, scale) if request.says("test") else None
    labels = dict(zip(SIDES, (variable.label for variable in request.variables), strict=True))
    bases = [found.base(side, labels[side]) for side, found in sides.items()]
    return Body(
        bases=(*bases, moves.base(PAIRS, Term("base.pairs"))),
        columns=_columns(labels),
        rows=(*_rows(scale, sides), *_top(request, scale, sides), *_moves(moves), *_twice_rows(request, twice)),
        notes=(Note(NoteKind.RULE, Term("note.pairs")), *_tests(request, both, scale, twice)),
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


def _twice(both: Counts, scale: Sequence[Choice]) -> Pairs | None:
    """Return how many people were top both times, the first or second time only, or never; nothing without a top."""
    top = {choice.name for choice in scale if choice.top}
    found = {(x, y): 0 for x in (True, False) for y in (True, False)}
    for (before, after), n in _answers(both).items():
        found[before in top, after in top] += n
    pairs = Pairs(found[True, True], found[True, False], found[False, True], found[False, False])
    return pairs if top else None


def _answers(both: Counts) -> dict[tuple[str, str], int]:
    return {(str(key[0]), str(key[1])): n for key, n in both.answers.items() if isinstance(key, tuple)}


def _twice_rows(request: Request, twice: Pairs | None) -> list[Row]:
    """Return the four counts that the test of the top share is made of: each is a part of all pairs."""
    if twice is None:
        return []
    counts = dict(zip(TWICE, (twice.both, twice.first_only, twice.second_only, twice.neither), strict=True))
    reveals, label = parts.revealing(counts), top_label(request)
    cells = {key: parts.told(shares.share(k, twice.n), reveals[key]) for key, k in counts.items()}
    return [
        Row(key, Term(f"motives.{key}", {"top": label}), PAIRS, {"value": cell}, Level.SUMMARY)
        for key, cell in cells.items()
        if cell is not None
    ]


def _tests(request: Request, both: Counts, scale: Sequence[Choice], twice: Pairs | None) -> list[Note]:
    if not request.says("test"):
        return []
    places = {choice.name: place for place, choice in enumerate(scale)}
    differences: Counter[int] = Counter()
    for (before, after), n in _answers(both).items():
        differences[places[after] - places[before]] += n
    return change_notes(differences, twice, top_label(request))
