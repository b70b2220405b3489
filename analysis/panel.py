"""Did the same people answer alike in two waves?

**Base**: people found again who answered the question in both waves; who misses one of the two answers is counted by
the reason of the first that is missing, the earlier wave first. **Categories**: their share in either wave, of these
same people, and how many gave the answer both times, only the first time (left, b) and only the second time (came, c).
A category that one of the waves did not offer has the other wave's share alone. **Beneath**: who stayed at the same
answer, and who went up or down where categories have an order, or moved where they have none; of a set, who ticked
exactly the same. **Numbers**: a row for each question, with the medians of both waves and who stayed, went up or down.

**With `interval`**: Newcombe's interval for pairs at each difference. **With `test`**: `analysis/panel_tests.py`.
**Disclosure.** The counts of a category follow from each other and are hidden together; who stayed, from the
categories: it goes when one of them is hidden.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from analysis import parts, shares
from analysis.batteries import top_label
from analysis.inference.paired import Pairs, newcombe
from analysis.kinds import Body, Request
from analysis.moves import NUMBERS, Block, Category
from analysis.numbers import in_order
from analysis.over_waves import Asked, is_with_care
from analysis.panel_tests import P, Tested, chances, in_words, notes
from analysis.parts import smallest
from analysis.table import Base, Cell, Column, Level, Note, NoteKind, Row, Term, Unit
from analysis.twice import Twice, ungrouped
from survey.codebook import Codebook, Variable
from survey.plan import TablePlan

BEFORE, AFTER, DIFFERENCE, VALUE = "before", "after", "difference", "value"
COUNTS = ("kept", "left", "came")
STAYED, MOVED, UP, DOWN = "stayed", "moved", "up", "down"
TOP = "top"
OWN = (STAYED, MOVED, UP, DOWN, TOP)
"""Rows of the table itself, whatever the categories are called."""


def panel(request: Request) -> Body:
    """Return what the same people answered in two waves."""
    twice = Twice(request)
    blocks = [_block(twice, variable, asked) for variable, asked in twice.compared.values()]
    of_numbers = request.variables[0].type in NUMBERS
    tests = chances(blocks) if request.says("test") else []
    rows = [_number_row(block) for block in blocks] if of_numbers else _rows(request, blocks, tests)
    people = twice.term("panel.people")
    return Body(
        bases=tuple(_base(twice, block, several=len(blocks) > 1) for block in blocks),
        columns=_number_columns(twice) if of_numbers else tuple(_columns(twice, tests)),
        rows=tuple(rows),
        notes=tuple(_notes(twice, blocks, tests)),
        universe=twice.universe(len(twice.pairs), people),
        title=_title(twice),
    )


def unlike(plan: TablePlan, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Return why a plan makes no panel table, or nothing."""
    if len({variable.type in NUMBERS for variable in variables}) > 1:
        return "numbers and categories do not go in one table; ask for two"
    return ungrouped(plan, variables, codebook)


def _block(twice: Twice, variable: Variable, asked: Asked) -> Block:
    waves = (asked[twice.earlier], asked[twice.later])
    return Block(variable, twice.label(variable), waves, twice.counts(variable))


def _title(twice: Twice) -> Term:
    variables = twice.request.variables
    if len(variables) > 1:
        return twice.term("panel.title")
    return twice.term("panel.title_of", question=variables[0].label)


def _base(twice: Twice, block: Block, *, several: bool) -> Base:
    both = twice.term("panel.both_waves")
    label = Term("base.of", {"variable": block.variable.label, "base": both}) if several else both
    return block.counts.base(block.variable.name, label)


def _columns(twice: Twice, tests: Sequence[Tested]) -> Iterator[Column]:
    span = Term("panel.people_span")
    yield Column(BEFORE, twice.term("panel.earlier"), Unit.PERCENT)
    yield Column(AFTER, twice.term("panel.later"), Unit.PERCENT)
    for key in COUNTS:
        yield Column(key, twice.term(f"panel.{key}"), Unit.COUNT, span)
    yield Column(DIFFERENCE, twice.difference(), Unit.POINTS)
    if any(test.category for test in tests):
        yield Column(P, Term("motives.mcnemar"), Unit.TEXT)
    yield Column(VALUE, Term("column.value"), Unit.COUNT_PERCENT, summary=True)


def _number_columns(twice: Twice) -> tuple[Column, ...]:
    medians = Term("column.median")
    return (
        Column("n", Term("column.n"), Unit.COUNT),
        Column(BEFORE, twice.term("panel.earlier"), Unit.NUMBER, medians),
        Column(AFTER, twice.term("panel.later"), Unit.NUMBER, medians),
        *(Column(key, Term(f"panel.ways.{key}"), Unit.COUNT_PERCENT) for key in (STAYED, UP, DOWN)),
    )


def _rows(request: Request, blocks: Sequence[Block], tests: Sequence[Tested]) -> list[Row]:
    several = len(request.variables) > 1
    said = in_words(tests)
    found: list[Row] = []
    for block in blocks:
        name = block.variable.name
        head = [Row(name, block.label, name, level=Level.HEAD)] if several else []
        own = [*_category_rows(request, block), *_ways(block)]
        named = [replace(row, key=f"{name}.{row.key}") for row in own] if several else own
        found += [*head, *(_with_chance(row, before.key, name, said) for row, before in zip(named, own, strict=True))]
    return found


def _with_chance(row: Row, category: str, variable: str, said: dict[tuple[str, str], Term]) -> Row:
    """Return a row with its p; all of them go as soon as a cell of the table is hidden."""
    text = said.get((variable, category))
    return row if text is None else replace(row, cells={**row.cells, P: Cell(text=text, solves=True)})


def _category_rows(request: Request, block: Block) -> Iterator[Row]:
    interval = request.says("interval")
    for category in block.categories:
        key = shares.row_key(category.key, OWN)
        yield Row(key, category.label, block.variable.name, _cells(block, category, interval=interval))
    top = _top(request, block)
    if top is not None:
        yield Row(TOP, top.label, block.variable.name, _cells(block, top, interval=interval), Level.TOTAL)


def _top(request: Request, block: Block) -> Category | None:
    """Return the top categories together, where there are several and both waves offered all of them."""
    names = {choice.name for choice in block.variable.answers if choice.top}
    whole = all(each.offers(name) for each in block.waves for name in names)
    if block.is_set or len(names) < 2 or not whole:
        return None
    return Category(TOP, top_label(request), lambda answer: answer in names, (True, True))


def _cells(block: Block, category: Category, *, interval: bool) -> dict[str, Cell]:
    pairs = block.pairs(category.has)
    first, second = pairs.both + pairs.first_only, pairs.both + pairs.second_only
    sides = {BEFORE: shares.share(first, pairs.n), AFTER: shares.share(second, pairs.n)}
    if not all(category.offered):
        offered = [key for key, there in zip(sides, category.offered, strict=True) if there]
        return shares.present({key: sides[key] for key in offered})
    few = smallest((pairs.both, pairs.first_only, pairs.second_only, pairs.neither))
    counts = dict(zip(COUNTS, (pairs.both, pairs.first_only, pairs.second_only), strict=True))
    told = {key: replace(shares.count(k), reveals=few) for key, k in counts.items()}
    return shares.present({**sides, **told, DIFFERENCE: _difference(block, pairs, few, interval=interval)})


def _difference(block: Block, pairs: Pairs, few: int | None, *, interval: bool) -> Cell | None:
    """Return the later share less the earlier one, in points; beside one of the two it gives the other away."""
    found = newcombe(Pairs(pairs.both, pairs.second_only, pairs.first_only, pairs.neither))
    if found is None:
        return None
    sides = (pairs.both + pairs.first_only, pairs.both + pairs.second_only)
    given = smallest((*sides, *(pairs.n - side for side in sides)))
    cell = Cell(100 * found.value, reveals=given, signed=True, care=is_with_care(*block.waves))
    if not interval:
        return cell
    low, high = (Fraction(100 * end) for end in (found.low, found.high))
    return replace(cell, low=low, high=high, reveals=smallest((given or 0, few or 0)))


def _ways(block: Block) -> Iterator[Row]:
    """Yield who stayed and who went where, as parts of all pairs."""
    for key, cell in _shares_of_ways(block).items():
        label = Term("panel.same_ticks" if block.is_set and key == STAYED else f"panel.{key}")
        yield Row(key, label, block.variable.name, {VALUE: cell}, Level.SUMMARY)


def _shares_of_ways(block: Block) -> dict[str, Cell]:
    ways: Counter[str] = Counter()
    for step, n in block.differences.items():
        ways[STAYED if not step else (UP if step > 0 else DOWN) if block.is_ordered else MOVED] += n
    counts = {key: ways[key] for key in ((STAYED, UP, DOWN) if block.is_ordered else (STAYED, MOVED))}
    reveals = parts.revealing(counts)
    made = {key: parts.told(shares.share(k, block.counts.n), reveals[key]) for key, k in counts.items()}
    return {key: replace(cell, solves=not block.is_set) for key, cell in shares.present(made).items()}


def _number_row(block: Block) -> Row:
    cells = {"n": shares.count(block.counts.n), **_medians(block)}
    ways = {key: replace(cell, solves=False) for key, cell in _shares_of_ways(block).items()}
    return Row(block.variable.name, block.label, block.variable.name, {**cells, **ways})


def _medians(block: Block) -> dict[str, Cell]:
    found = {}
    for side, key in enumerate((BEFORE, AFTER)):
        counts: Counter[Fraction] = Counter()
        for both, n in block.twice:
            answer = both[side]
            counts[answer if isinstance(answer, Fraction) else Fraction(0)] += n
        numbers = in_order(counts)
        if numbers.n:
            found[key] = Cell(numbers.quantile(Fraction(1, 2)), numbers.n)
    return found


def _notes(twice: Twice, blocks: Sequence[Block], tests: Sequence[Tested]) -> Iterator[Note]:
    request = twice.request
    yield Note(NoteKind.RULE, twice.term("panel.rule"))
    if any(block.is_set for block in blocks):
        yield Note(NoteKind.RULE, Term("note.multiresponse"))
    if request.says("interval") and any(not block.is_number for block in blocks):
        yield Note(NoteKind.RULE, Term("panel.interval"))
    yield from twice.notes()
    yield from notes(tests)
