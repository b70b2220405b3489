"""Do the same people give other reasons now than then? Two multi-response sets with (partly) the same categories.

**Base**: people who answered both sets, so that each figure compares the same people; who misses one is counted by the
reason of the first that is missing. **Rows**: a category each; those in one set only have only that set's share. Where
the codebook puts categories in groups (push, pull), each group has a head and a row of people with at least one of
its reasons. Exclusive categories and "none" come last. **Columns**: share in either set, people who kept a reason
(ticked it twice), dropped it, gained it, and the difference between the shares in percentage points.

**With `test`**: per shared category the paired Newcombe interval of the difference and the exact McNemar test; its
family is the categories of the table that can be tested (not exclusive ones; at least six people who changed), adjusted
by Holm. Cochran's Q is not about change: it asks, for each set by itself, whether its reasons are ticked equally often
by the same people; the two are a family of their own. Of everyone, not within the groups of `by`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from analysis import shares
from analysis.crosstabs import PAIRS, pair
from analysis.groupings import UNGROUPED, grouped, has_groups, under_heads
from analysis.inference.families import holm
from analysis.inference.paired import FEWEST, Pairs, mcnemar, newcombe
from analysis.kinds import Body, Request
from analysis.paired_notes import STANCE, cochran_notes, few
from analysis.parts import smallest
from analysis.table import Cell, Chance, Column, Level, Note, NoteKind, Row, Term, Unit
from analysis.tally import Counts
from survey.codebook import Choice, Codebook, Variable
from survey.plan import Order, TablePlan

FIRST, SECOND = "before", "after"
NONE = "none"

Ticks = frozenset[str]


@dataclass(frozen=True)
class Sides:
    """Both sets of everyone who answered both."""

    first: Variable
    second: Variable
    counts: Counts
    tested: bool

    @property
    def n(self) -> int:
        """Return how many people answered both."""
        return self.counts.n

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Return the categories of either set, each once, in the order of the codebook."""
        return tuple({c.name: c for variable in (self.first, self.second) for c in variable.answers}.values())

    @property
    def shared(self) -> tuple[str, ...]:
        """Return the names of the categories that are in both sets."""
        second = {choice.name: choice.label for choice in self.second.answers}
        return tuple(choice.name for choice in self.first.answers if choice.label == second.get(choice.name))

    def pairs(self, has: Callable[[Ticks], bool]) -> Pairs:
        """Return how many people have something in both sets, in one of them, in neither."""
        found = {(x, y): 0 for x in (True, False) for y in (True, False)}
        for both, n in self.counts.answers.items():
            found[has(_side(both, 0)), has(_side(both, 1))] += n
        return Pairs(found[True, True], found[True, False], found[False, True], found[False, False])

    def of(self, names: Iterable[str]) -> Pairs:
        """Return the same for people who ticked at least one of some categories."""
        wanted = frozenset(names)
        return self.pairs(lambda ticked: bool(ticked & wanted))


def motives(request: Request) -> Body:
    """Return, for each reason, its share in both sets and who kept, dropped and gained it."""
    first, second = request.variables
    found = request.tally([first.name, second.name]).classify(pair)
    sides = Sides(first, second, found, request.says("test") and request.whole is None)
    return Body(
        bases=(found.base(PAIRS, Term("base.pairs")),),
        columns=_columns(request, sides),
        rows=tuple(_with_chances(sides, _rows(request, sides))),
        notes=tuple(_notes(sides)),
        stub=Term("motives.reason"),
        title=Term("title.change", {"before": first.label, "after": second.label}),
    )


def nothing_shared(plan: TablePlan, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Return why the two sets cannot be compared, or nothing: most categories must be in both, under one wording.

    A code such as `other` can stand in any two lists and mean something else in each.
    """
    first, second = ({choice.name: choice.label for choice in variable.answers} for variable in variables)
    both = [name for name in first if first[name] == second.get(name)]
    enough = len(both) > 1 and 2 * len(both) >= max(len(first), len(second))
    names = f"'{variables[0].name}' and '{variables[1].name}'"
    return "" if enough else f"{names} have too few categories in common, by name and label, to be compared"


def _side(both: object, place: int) -> Ticks:
    """Return what was ticked in the first or second set."""
    ticked = both[place] if isinstance(both, tuple) else frozenset()
    return ticked if isinstance(ticked, frozenset) else frozenset()


def _columns(request: Request, sides: Sides) -> tuple[Column, ...]:
    first = request.plan.label("first") or sides.first.label
    second = request.plan.label("second") or sides.second.label
    tested = [Column("p", Term("motives.mcnemar"), Unit.TEXT)] if sides.tested else []
    return (
        Column(FIRST, first, Unit.PERCENT),
        Column(SECOND, second, Unit.PERCENT),
        *(Column(key, Term(f"motives.{key}"), Unit.COUNT) for key in ("kept", "dropped", "gained")),
        Column("difference", Term("motives.difference"), Unit.NUMBER),
        *tested,
    )


def _rows(request: Request, sides: Sides) -> list[Row]:
    ordinary = [choice for choice in sides.choices if not choice.exclusive]
    last = [*(_row(sides, choice) for choice in sides.choices if choice.exclusive), *_none(sides)]
    if not (request.says("grouped", default=True) and has_groups(ordinary)):
        return [*_sorted(request, sides, ordinary), *last]
    blocks = {
        name: [*_sorted(request, sides, choices), *_any(sides, name, choices)]
        for name, choices in grouped(request.codebook, ordinary).items()
    }
    alone = [*blocks.pop(UNGROUPED, []), *last]
    return under_heads(request.codebook, {**blocks, UNGROUPED: alone}, PAIRS)


def _sorted(request: Request, sides: Sides, choices: Sequence[Choice]) -> list[Row]:
    rows = [_row(sides, choice) for choice in choices]
    return rows if request.plan.order is Order.ASKED else shares.by_size(rows, FIRST)


def _row(sides: Sides, choice: Choice) -> Row:
    pairs = sides.of([choice.name])
    if choice.name in sides.shared:
        return Row(choice.name, choice.label, PAIRS, _cells(pairs, sides.tested))
    key, k = (FIRST, pairs.both + pairs.first_only) if choice in sides.first.answers else (SECOND, _second(pairs))
    return Row(choice.name, choice.label, PAIRS, shares.present({key: shares.share(k, pairs.n)}))


def _any(sides: Sides, name: str, choices: Sequence[Choice]) -> list[Row]:
    """Return the row of people with at least one reason of a group; categories in no group have none."""
    if name == UNGROUPED:
        return []
    cells = _cells(sides.of(choice.name for choice in choices), sides.tested)
    return [Row(f"any.{name}", Term("motives.any"), PAIRS, cells, Level.TOTAL)]


def _none(sides: Sides) -> list[Row]:
    """Return the row of people who ticked nothing and meant it; a category may itself be called `none`."""
    pairs = sides.pairs(lambda ticked: not ticked)
    key = "nothing_ticked" if any(choice.name == NONE for choice in sides.choices) else NONE
    return [Row(key, Term("row.none"), PAIRS, _cells(pairs, tested=False))] if pairs.n > pairs.neither else []


def _cells(pairs: Pairs, tested: bool) -> dict[str, Cell]:
    """Return the cells of one category: its four counts follow from each other, so they are hidden together."""
    first, second = pairs.both + pairs.first_only, _second(pairs)
    few = smallest((pairs.both, pairs.first_only, pairs.second_only, pairs.neither))
    counts = {"kept": pairs.both, "dropped": pairs.first_only, "gained": pairs.second_only}
    shown = {FIRST: shares.share(first, pairs.n), SECOND: shares.share(second, pairs.n)}
    told = {key: replace(shares.count(k), reveals=few) for key, k in counts.items()}
    return shares.present({**shown, **told, "difference": _difference(pairs, tested, few)})


def _difference(pairs: Pairs, tested: bool, few: int | None) -> Cell | None:
    """Return second share less first, in points; beside one of the two it gives the other away."""
    found = newcombe(_turned(pairs))
    if found is None:
        return None
    sides = (pairs.both + pairs.first_only, _second(pairs))
    given = smallest((*sides, *(pairs.n - side for side in sides)))
    if not tested:
        return Cell(100 * found.value, reveals=given, digits=0)
    low, high = (Fraction(100 * end) for end in (found.low, found.high))
    return Cell(100 * found.value, low=low, high=high, reveals=smallest((given or 0, few or 0)), digits=0)


def _turned(pairs: Pairs) -> Pairs:
    return Pairs(pairs.both, pairs.second_only, pairs.first_only, pairs.neither)


def _second(pairs: Pairs) -> int:
    return pairs.both + pairs.second_only


def _family(sides: Sides) -> dict[str, float | None]:
    """Return the exact McNemar p of each category that is tested; nothing where too few people changed."""
    exclusive = {choice.name for choice in sides.choices if choice.exclusive}
    pairs = {name: sides.of([name]) for name in sides.shared if name not in exclusive}
    found = {name: mcnemar(each) if each.changed >= FEWEST else None for name, each in pairs.items()}
    return {name: None if test is None else test.exact for name, test in found.items()}


def _with_chances(sides: Sides, rows: Iterable[Row]) -> list[Row]:
    """Return the rows with their adjusted p; all p of a table go as soon as one of its cells is hidden."""
    if not sides.tested:
        return list(rows)
    family = _family(sides)
    adjusted = dict(zip(family, holm(tuple(family.values())).adjusted, strict=True))
    texts = {key: few() if p is None else Term("test.paired.p", {"p": Chance(p)}) for key, p in adjusted.items()}
    return [
        replace(row, cells={**row.cells, "p": Cell(text=texts[row.key], solves=True)}) if row.key in texts else row
        for row in rows
    ]


def _notes(sides: Sides) -> list[Note]:
    kept = Note(NoteKind.RULE, Term("motives.rule"))
    if not sides.tested:
        return [kept]
    size = holm(tuple(_family(sides).values())).size
    tested = Note(NoteKind.RULE, Term("test.paired.motives", {"m": size, "least": FEWEST}))
    sets = {variable.name: _ticks(sides, place) for place, variable in enumerate((sides.first, sides.second))}
    labels = {variable.name: variable.label for variable in (sides.first, sides.second)}
    return [kept, tested, *cochran_notes(labels, sets), replace(STANCE, kind=NoteKind.RULE)]


def _ticks(sides: Sides, place: int) -> Mapping[tuple[bool | None, ...], int]:
    """Return how many people ticked which of a set's reasons, exclusive ones left out."""
    variable = (sides.first, sides.second)[place]
    names = [choice.name for choice in variable.answers if not choice.exclusive]
    found: Counter[tuple[bool | None, ...]] = Counter()
    for both, n in sides.counts.answers.items():
        found[tuple(name in _side(both, place) for name in names)] += n
    return found
