"""How many (drugs, motives, …) does a person have?

Counted are, per person, the categories ticked in a multi-response set, or the questions answered with one
of the `counted` categories (those marked `top` when the plan names none), implied noes included.

**Distribution and means**: everyone with an answer on every item; each other person is counted by the first
reason among their open items, in the order of the items. **At least K**: a person with open items is placed
only if every way of filling them in gives the same result (already K without them, or fewer than K even
with all of them); else the person is undetermined and counted by that first reason. **Zero** is a number
like any other; the mean of those with at least one stands beside the mean of everyone, each with its n.
Means are exact fractions. Being routed past without an implied answer leaves an item open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from analysis import shares
from analysis.grids import Item, items_of
from analysis.kinds import Body, Request
from analysis.plans import about_role
from analysis.shares import COUNT, PERCENT
from analysis.table import Base, Cell, Column, Level, Note, NoteKind, Row, Term, Unit
from analysis.tally import Counts, Entry, Pattern, Tally
from survey.codebook import Codebook, Role, Variable, VariableType
from survey.missing import Reason
from survey.plan import TablePlan

MEAN_DIGITS = 2
COMPLETE, SOME = "complete", "some"


@dataclass(frozen=True)
class Span:
    """How many a person has at least and at most, and why it is not known exactly."""

    low: int
    high: int
    reason: Reason | None = None

    def exact(self) -> Entry:
        """Return the number, or why it is not known."""
        return Fraction(self.low) if self.reason is None else self.reason

    def reaches(self, least: int) -> Entry:
        """Return whether it is at least that many, or why that cannot be told."""
        if self.low >= least or self.high < least:
            return self.low >= least
        return self.reason


Reader = Callable[[tuple[Entry, ...]], Span]


def counts(request: Request) -> Body:
    """Return how many people have 0, 1, 2, … of something, at least K of it, and the means."""
    spans = _spans(request)
    known = _classify(spans, Span.exact)
    base = known.base(COMPLETE, Term("base.complete"))
    some = _some(known)
    reached = {least: _classify(spans, partial(Span.reaches, least=least)) for least in _levels(request)}
    return Body(
        bases=(base, *(_reached_base(least, found) for least, found in reached.items()), some),
        columns=(
            *shares.columns(request.show(PERCENT, COUNT)),
            Column("value", Term("column.value"), Unit.NUMBER, summary=True),
        ),
        rows=(
            *_distribution(request, known),
            *(_at_least(request, least, found) for least, found in reached.items()),
            *_means(known, some),
        ),
        notes=(Note(NoteKind.RULE, Term("note.open_items")),),
    )


def countless(plan: TablePlan, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Return why there is nothing to count, or nothing."""
    refused = about_role(plan, variables, codebook)
    if refused or plan.options.get("counted", "").strip() or _is_set(variables):
        return refused
    looked_at = variables or tuple(codebook.about(Role(plan.options["role"].strip())).values())
    none = next((v.name for v in looked_at if not any(choice.top for choice in v.answers)), "")
    advice = "name them in the column 'counted', or mark them 'top' in the sheet choices"
    return f"no category of '{none}' would count: {advice}" if none else ""


def _spans(request: Request) -> Mapping[Span, int]:
    """Return how many people have each span: the patterns, each read once."""
    tally, read = _people(request)
    spans: Counter[Span] = Counter()
    for pattern in tally.patterns:
        spans[read(pattern.entries)] += pattern.count
    return spans


def _classify(spans: Mapping[Span, int], rule: Callable[[Span], Entry]) -> Counts:
    patterns = tuple(Pattern((rule(span),), n) for span, n in spans.items())
    return Tally(("span",), patterns).counts("span")


def _people(request: Request) -> tuple[Tally, Reader]:
    """Return the patterns to count in, and how to read how many a pattern has."""
    if _is_set(request.variables):
        counted = _counted_in_set(request)
        return request.tally([request.variables[0].name]), lambda entries: _in_set(entries[0], counted)
    items = _items(request)
    names = tuple(dict.fromkeys(name for item in items for name in item.names))
    chosen = tuple(frozenset(_counted(request, item.question)) for item in items)
    return request.tally(names), lambda entries: _in_items(items, chosen, dict(zip(names, entries, strict=True)))


def _is_set(variables: Sequence[Variable]) -> bool:
    return len(variables) == 1 and variables[0].type is VariableType.SELECT_MULTIPLE


def _items(request: Request) -> tuple[Item, ...]:
    if request.variables:
        return tuple(_item(request, variable) for variable in request.variables)
    return items_of(request.codebook, request.option("role"))


def _item(request: Request, variable: Variable) -> Item:
    if variable.role is None or not variable.item:
        return Item(variable.name, variable, None)
    return next(i for i in items_of(request.codebook, variable.role.value) if i.name == variable.item)


def _counted(request: Request, variable: Variable) -> list[str]:
    named = request.option("counted").split()
    return named or [choice.name for choice in variable.answers if choice.top]


def _counted_in_set(request: Request) -> frozenset[str]:
    named = request.option("counted").split()
    return frozenset(named or (c.name for c in request.variables[0].answers if not c.exclusive))


def _in_set(entry: Entry, counted: frozenset[str]) -> Span:
    if isinstance(entry, Reason):
        return Span(0, len(counted), entry)
    ticked = len(counted & entry) if isinstance(entry, frozenset) else 0
    return Span(ticked, ticked)


def _in_items(items: Sequence[Item], chosen: Sequence[frozenset[str]], entries: dict[str, Entry]) -> Span:
    read = [item.read(entries) for item in items]
    open_items = [entry for entry in read if isinstance(entry, Reason)]
    low = sum(not isinstance(entry, Reason) and entry in counted for entry, counted in zip(read, chosen, strict=True))
    return Span(low, low + len(open_items), open_items[0] if open_items else None)


def _levels(request: Request) -> tuple[int, ...]:
    return tuple(int(word) for word in request.option("at_least").split())


def _distribution(request: Request, known: Counts) -> list[Row]:
    """Return a row for each number from 0 to the largest, or to `most` and more."""
    found = {int(number): n for number, n in known.answers.items() if isinstance(number, Fraction)}
    largest = max(found, default=0)
    most = min(int(request.option("most", str(largest))), largest)
    rows = [_number_row(request, number, found.get(number, 0), known.n) for number in range(most + (most == largest))]
    if most < largest:
        above = sum(n for number, n in found.items() if number >= most)
        label = Term("row.or_more", {"number": most})
        rows.append(Row(str(most), label, COMPLETE, shares.cells(above, known.n, request.show(PERCENT, COUNT))))
    return rows


def _number_row(request: Request, number: int, k: int, n: int) -> Row:
    label = Term("row.number", {"number": number})
    return Row(str(number), label, COMPLETE, shares.cells(k, n, request.show(PERCENT, COUNT)))


def _reached_base(least: int, found: Counts) -> Base:
    return found.base(f"at_least_{least}", Term("base.at_least", {"number": least}))


def _at_least(request: Request, least: int, found: Counts) -> Row:
    key, label = f"at_least_{least}", Term("row.at_least", {"number": least})
    return Row(key, label, key, shares.cells(found[True], found.n, request.show(PERCENT, COUNT)), Level.TOTAL)


def _some(known: Counts) -> Base:
    """Return the base of people with at least one; those with none are outside it."""
    none = known[Fraction(0)]
    return Base(SOME, Term("base.some"), known.n - none, known.missing, known.outside + none)


def _means(known: Counts, some: Base) -> list[Row]:
    total = sum((number * n for number, n in known.answers.items() if isinstance(number, Fraction)), Fraction(0))
    wanted = (("mean_all", COMPLETE, known.n), ("mean_some", SOME, some.n or 0))
    return [
        Row(
            key, Term(f"row.{key}"), base, {"value": Cell(total / n, n, digits=MEAN_DIGITS, solves=True)}, Level.SUMMARY
        )
        for key, base, n in wanted
        if n
    ]
