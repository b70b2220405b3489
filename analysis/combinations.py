"""Which items (drugs) go together in one person?

**Sets.** Of each person the items used: the questions with the `role` (recency, unless the plan says otherwise),
answered with one of the categories `counted`, else those marked `top`, else those that no gate implies; implied noes
included. **Base**: people who left no item open. Who did is undetermined, never guessed, and counted by the first
reason, in the order of the items.
**Pairs**: below the diagonal, how many used both (whatever else they used); in the last column how many used the item.
**Exact combinations**: each person is in exactly one, the empty set included. Listed from large to small, the `most`
largest ones from `least` people upwards; all others together are one number, and which they are is not said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis import parts, shares
from analysis.kinds import Body, Request
from analysis.periods import Use, use
from analysis.plans import about_role
from analysis.shares import BOTH
from analysis.table import Cell, Column, Level, Note, NoteKind, Row, Term, Text, Unit
from analysis.tally import Counts, Entry
from survey.codebook import Codebook, Role, Variable
from survey.missing import Reason
from survey.plan import TablePlan

COMPLETE = "complete"
MOST, LEAST = "15", "3"
TOTAL, EMPTY, OTHER = "with_item", "set.none", "set.others"


@dataclass(frozen=True)
class Sets:
    """How many people have exactly each set of items, and which sets get a row of their own."""

    items: tuple[str, ...]
    counts: Counts
    most: int
    least: int

    @cached_property
    def sizes(self) -> dict[frozenset[str], int]:
        """Return how many people have exactly each set, the empty one included, from large to small."""
        found = {frozenset[str](): 0}
        found |= {answer: n for answer, n in self.counts.answers.items() if isinstance(answer, frozenset)}
        return dict(sorted(found.items(), key=lambda each: (-each[1], self._order(each[0]))))

    @cached_property
    def listed(self) -> tuple[frozenset[str], ...]:
        """Return the sets that get a row: the largest ones, and always the empty one."""
        large = [each for each, n in self.sizes.items() if each and n >= max(self.least, 1)][: self.most]
        return tuple(each for each in self.sizes if each in large or not each)

    @property
    def n(self) -> int:
        """Return how many people left nothing open."""
        return self.counts.n

    @property
    def others(self) -> int:
        """Return how many people have a set that is not listed."""
        return self.n - sum(self.sizes[each] for each in self.listed)

    def having(self, *items: str) -> int:
        """Return how many people used all of these items, whatever else they used."""
        return sum(n for each, n in self.sizes.items() if each.issuperset(items))

    def unlisted(self, *items: str) -> int:
        """Return how many of them have a set that is not listed."""
        return self.having(*items) - sum(self.sizes[each] for each in self.listed if each.issuperset(items))

    def _order(self, each: frozenset[str]) -> tuple[int, list[int]]:
        return len(each), sorted(self.items.index(item) for item in each)


def combinations(request: Request) -> Body:
    """Return how many people used each pair of items, and which exact combinations."""
    uses = _uses(request)
    names = tuple(dict.fromkeys(name for each in uses for name in each.item.names))
    counts = request.tally(names).classify(lambda entries: used_set(uses, dict(zip(names, entries, strict=True))))
    most, least = int(request.option("most", MOST)), int(request.option("least", LEAST))
    sets = Sets(tuple(each.item.name for each in uses), counts, most, least)
    return Body(
        bases=(counts.base(COMPLETE, Term("base.complete")),),
        columns=_columns(request, sets),
        rows=(
            Row("pairs", Term("careers.row.pairs"), level=Level.HEAD),
            *(_pair_row(request, sets, place) for place in range(len(sets.items))),
            Row("sets", Term("careers.row.sets"), level=Level.HEAD),
            *_set_rows(request, sets),
        ),
        notes=(Note(NoteKind.RULE, Term("careers.note.combinations", {"least": least})),),
        title=Term("careers.title.combinations"),
    )


def used_set(uses: Iterable[Use], entries: Mapping[str, Entry]) -> Entry:
    """Return the items somebody used, or the first reason why they are not all known."""
    found = {each.item.name: each.read(entries) for each in uses}
    open_ = next((answer for answer in found.values() if isinstance(answer, Reason)), None)
    return frozenset(name for name, answer in found.items() if answer is True) if open_ is None else open_


def uncombined(plan: TablePlan, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Return why there are no sets to make, or nothing."""
    if plan.by:
        return "pairs and combinations of groups cannot stand side by side: use 'where', one table for each group"
    word = plan.options.get("role", "").strip() or Role.RECENCY.value
    options = {**plan.options, "role": word}
    refused = about_role(TablePlan(plan.id, plan.kind, options=options), variables, codebook)
    if refused or word not in set(Role):
        return refused
    counted, named = (plan.options.get(option, "").split() for option in ("counted", "items"))
    names = named or list(codebook.about(Role(word)))
    useless = next((name for name in names if not use(codebook, name, Role(word), counted).used), "")
    return (
        f"no answer about '{useless}' means use: name it in the column 'counted', or mark it 'top'" if useless else ""
    )


def _uses(request: Request) -> tuple[Use, ...]:
    role, counted = Role(request.option("role", Role.RECENCY.value)), request.option("counted").split()
    names = request.option("items").split() or request.codebook.about(role)
    return tuple(use(request.codebook, name, role, counted) for name in names)


def _columns(request: Request, sets: Sets) -> tuple[Column, ...]:
    way = shares.UNITS[request.show(BOTH)[0]]
    labels = {item: request.codebook.item_label(item) for item in sets.items}
    return (
        *(Column(shares.row_key(item, [TOTAL]), label, way) for item, label in labels.items()),
        Column(TOTAL, Term("column.total"), way),
    )


def _pair_row(request: Request, sets: Sets, place: int) -> Row:
    """Return the row of an item: how many used it together with each item before it, and how many used it."""
    item, way = sets.items[place], request.show(BOTH)[0]
    made: dict[str, Cell | None] = {}
    for other in sets.items[:place]:
        cell = shares.share(sets.having(item, other), sets.n, way)
        made[shares.row_key(other, [TOTAL])] = parts.told(cell, _told_by_pair(sets, item, other))
    alone = parts.smallest((sets.unlisted(item),))
    made[TOTAL] = parts.told(shares.share(sets.having(item), sets.n, way), alone)
    return Row(f"pair.{item}", request.codebook.item_label(item), COMPLETE, shares.present(made))


def _told_by_pair(sets: Sets, item: str, other: str) -> int | None:
    """Return the smallest number that follows from a pair: one without the other, neither, or in no listed set."""
    both, one, two = sets.having(item, other), sets.having(item), sets.having(other)
    return parts.smallest((one - both, two - both, sets.n - one - two + both, sets.unlisted(item, other)))


def _set_rows(request: Request, sets: Sets) -> list[Row]:
    found = {_key(sets, each): sets.sizes[each] for each in sets.listed}
    reveals = parts.revealing({**found, OTHER: sets.others})
    rows = [_set_row(request, sets, each, place, reveals) for place, each in enumerate(sets.listed, start=1)]
    value = parts.told(shares.share(sets.others, sets.n, request.show(BOTH)[0]), reveals[OTHER])
    return [*rows, Row(OTHER, Term("careers.row.other_sets"), COMPLETE, shares.present({TOTAL: value}))]


def _set_row(request: Request, sets: Sets, each: frozenset[str], place: int, reveals: Mapping[str, int | None]) -> Row:
    """Return the row of one set: its number, and a mark in each column, which goes with the number."""
    k, gone = sets.sizes[each], reveals[_key(sets, each)]
    made: dict[str, Cell | None] = {}
    if each:
        marks = {item: Term("careers.mark.used" if item in each else "careers.mark.unused") for item in sets.items}
        made = {shares.row_key(i, [TOTAL]): _mark(mark, k, gone) for i, mark in marks.items()}
    made[TOTAL] = parts.told(shares.share(k, sets.n, request.show(BOTH)[0]), gone)
    label: Text = Term("careers.row.set", {"number": place}) if each else Term("careers.row.empty_set")
    return Row(EMPTY if not each else f"set.{place}", label, COMPLETE, shares.present(made))


def _mark(mark: Term, k: int, reveals: int | None) -> Cell:
    return Cell(count=k, unit=Unit.TEXT, text=mark, key=mark.key.rpartition(".")[2], reveals=reveals)


def _key(sets: Sets, each: frozenset[str]) -> str:
    return " + ".join(item for item in sets.items if item in each)
