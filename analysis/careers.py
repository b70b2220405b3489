"""What course did a drug career take? One block for each dimension: onset, frequency, escalation, …

**Rules.** `analysis/dimensions.py`; each is printed beside its class. B and A are the items used before and since, as
`analysis/periods.py` has them. Levels are the categories of the roles `frequency_before` and `frequency` in their
order; with `frequent`, only whether it was one of those categories. Amount (role `amount`): above the middle
category is more, below it less. A dimension is about the items that have all the questions it takes.
**Missing values.** An open cell could be anything that routing leaves: used or not, and if used, at any level. A
person is in a class only if every way of filling in all open cells gives that class; else undetermined, and counted
by the first reason among the open cells, item by item. Some classes need more answers than others, so who is
undetermined may be spread unevenly over them.
**Onset** is the lowest valid age at first use over all items, of those who gave any. **Ties**: several items may be the
most frequent. **Quartiles** as in kind `number`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from analysis import parts, shares
from analysis.dimensions import (
    ESCALATION,
    FREQUENCY,
    INTENSITY,
    REPERTOIRE,
    SWITCHING,
    UNUSED,
    Dimension,
    Levels,
    settled,
)
from analysis.kinds import Body, Request
from analysis.numbers import in_order
from analysis.onset import QUANTILES, first_use, onset_items
from analysis.periods import Periods, aperiodic, periods
from analysis.repertoire import period_notes
from analysis.shares import COUNT, PERCENT
from analysis.table import Base, Cell, Column, Level, Note, NoteKind, Row, Term, Unit
from analysis.tally import Counts, Entry
from survey.codebook import Codebook, Role, Scale, Variable
from survey.missing import Reason
from survey.plan import TablePlan

Known = Mapping[str, Entry]
UNDETERMINED, ONSET = "undetermined", "onset"
LEVELLED = (Role.FREQUENCY_BEFORE, Role.FREQUENCY)


@dataclass(frozen=True)
class Possible:
    """The states that an item may be in for one person, and why there are several."""

    states: frozenset[Any]
    reason: Reason | None = None


@dataclass(frozen=True)
class Steps:
    """A question with its categories as numbers."""

    name: str
    numbers: Mapping[str, int]

    def read(self, known: Known) -> tuple[tuple[int, ...], Reason | None]:
        """Return the number answered, or all there are and the reason why it is not known."""
        entry = known[self.name]
        if isinstance(entry, Reason):
            return tuple(dict.fromkeys(self.numbers.values())), entry
        return (self.numbers[str(entry)],), None


@dataclass(frozen=True)
class Reading:
    """How one item is read for a dimension, and from which variables."""

    names: tuple[str, ...]
    read: Callable[[Known], Possible]


def careers(request: Request) -> Body:
    """Return, for each dimension, how many people are in each class, and how many are undetermined."""
    found = [(dimension, _class_counts(request, dimension, items)) for dimension, items in _dimensions(request)]
    bases = [counts.base(dimension.name, _head(dimension.name)) for dimension, counts in found]
    onset_base, onset_rows = _onset(request)
    return Body(
        bases=(*onset_base, *bases),
        columns=(Column("rule", Term("careers.column.rule"), Unit.TEXT), *shares.columns((COUNT, PERCENT))),
        rows=(*onset_rows, *(row for dimension, counts in found for row in _rows(dimension, counts))),
        notes=(*period_notes(request), *_notes(request)),
        title=Term("careers.title.careers"),
    )


def uncharted(plan: TablePlan, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Return why careers cannot be told, or nothing."""
    refused = aperiodic(plan, variables, codebook)
    levelled = [question for role in LEVELLED for question in codebook.about(role).values()]
    amounts = list(codebook.about(Role.AMOUNT).values())
    unordered = next((v.name for v in (*levelled, *amounts) if v.scale is Scale.NOMINAL), "")
    odd = next((v.name for v in levelled if _names(v) != _names(levelled[0])), "")
    even = next((v.name for v in amounts if len(v.answers) % 2 == 0), "")
    if refused or unordered:
        return refused or f"the categories of '{unordered}' have no order (column 'scale' in the sheet survey)"
    if odd:
        return f"'{odd}' has other categories than '{levelled[0].name}'"
    return f"'{even}' has no middle category that means the same amount" if even else ""


def possible_uses(each: Periods, known: Known) -> Possible:
    """Return in which of the two periods an item may have been used."""
    before, since = each.before.read(known), each.since.read(known)
    states = frozenset((b, s) for b in _either(before) for s in _either(since))
    return Possible(states, _first(before, since))


def possible_levels(uses: Possible, before: Steps, since: Steps, known: Known) -> Possible:
    """Return how often an item may have been used before and since."""
    (was, was_open), (now, now_open) = before.read(known), since.read(known)
    states: frozenset[Levels] = frozenset(
        (b, s) for used in uses.states for b in (was if used[0] else (UNUSED,)) for s in (now if used[1] else (UNUSED,))
    )
    in_either = (any(used[side] for used in uses.states) for side in (0, 1))
    open_ = [reason for reason, used in zip((was_open, now_open), in_either, strict=True) if used]
    return Possible(states, _first(uses.reason, *open_))


def possible_changes(uses: Possible, amount: Steps, known: Known) -> Possible:
    """Return how the amount of an item used in both periods may have changed; nothing for one that was not."""
    changes, open_ = amount.read(known)
    states = frozenset(change for used in uses.states for change in (changes if all(used) else (None,)))
    return Possible(states, _first(uses.reason, open_ if (True, True) in uses.states else None))


def _either(used: bool | Reason) -> tuple[bool, ...]:
    return (True, False) if isinstance(used, Reason) else (used,)


def _first(*found: object) -> Reason | None:
    return next((each for each in found if isinstance(each, Reason)), None)


def _names(variable: Variable) -> list[str]:
    return [choice.name for choice in variable.answers]


def _dimensions(request: Request) -> list[tuple[Dimension[Any, Any], list[Reading]]]:
    """Return the dimensions that the questions allow, each with its items."""
    found = periods(request)
    levels = [reading for each in found for reading in _levels(request, each)]
    changes = [reading for each in found for reading in _changes(request, each)]
    uses = [Reading(each.names, _bound(each)) for each in found]
    wanted: list[tuple[Dimension[Any, Any], list[Reading]]] = [
        (FREQUENCY, levels),
        (INTENSITY, changes),
        (ESCALATION, levels),
        (SWITCHING, levels),
        (REPERTOIRE, uses),
    ]
    return [(dimension, items) for dimension, items in wanted if items]


def _bound(each: Periods) -> Callable[[Known], Possible]:
    return lambda known: possible_uses(each, known)


def _levels(request: Request, each: Periods) -> list[Reading]:
    questions = [request.codebook.about(role).get(each.name) for role in LEVELLED]
    before, since = (None if question is None else _steps(request, question) for question in questions)
    if before is None or since is None:
        return []
    names = (*each.names, before.name, since.name)
    return [Reading(names, lambda known: possible_levels(possible_uses(each, known), before, since, known))]


def _changes(request: Request, each: Periods) -> list[Reading]:
    question = request.codebook.about(Role.AMOUNT).get(each.name)
    if question is None:
        return []
    middle = len(question.answers) // 2
    steps = Steps(question.name, {name: place - middle for place, name in enumerate(_names(question))})
    names = (*each.names, question.name)
    return [Reading(names, lambda known: possible_changes(possible_uses(each, known), steps, known))]


def _steps(request: Request, question: Variable) -> Steps:
    frequent, names = request.option("frequent").split(), _names(question)
    return Steps(question.name, {name: int(name in frequent) if frequent else i for i, name in enumerate(names)})


def _class_counts(request: Request, dimension: Dimension[Any, Any], items: Sequence[Reading]) -> Counts:
    names = tuple(dict.fromkeys(name for item in items for name in item.names))

    def read(entries: tuple[Entry, ...]) -> Entry:
        known = dict(zip(names, entries, strict=True))
        possible = [item.read(known) for item in items]
        placed = settled(dimension, [each.states for each in possible])
        return _first(*(each.reason for each in possible)) if placed is None else placed

    return request.tally(names).classify(read)


def _head(name: str) -> Term:
    return Term(f"careers.dimension.{name}")


def _rows(dimension: Dimension[Any, Any], counts: Counts) -> list[Row]:
    """Return the head of a dimension, its classes with their rules, and the undetermined."""
    found = {word: counts[word] for word in dimension.classes}
    reveals = parts.revealing(found)
    rows = [Row(dimension.name, _head(dimension.name), level=Level.HEAD)]
    for word, k in found.items():
        key = f"{dimension.name}_{word}"
        made = {
            name: parts.told(cell, reveals[word]) for name, cell in shares.cells(k, counts.n, (COUNT, PERCENT)).items()
        }
        rule = Cell(text=Term(f"careers.rule.{key}"))
        rows.append(_row(dimension.name, word, Term(f"careers.class.{key}"), {"rule": rule, **shares.present(made)}))
    open_ = sum(counts.missing.values())
    rule = Cell(text=Term("careers.rule.undetermined"))
    cells = {"rule": rule, "n": Cell(Fraction(open_), open_)}
    return [*rows, _row(dimension.name, UNDETERMINED, Term("careers.row.undetermined"), cells)]


def _row(dimension: str, word: str, label: Term, cells: Mapping[str, Cell]) -> Row:
    return Row(f"{dimension}.{word}", label, dimension, cells)


def _onset(request: Request) -> tuple[tuple[Base, ...], list[Row]]:
    """Return the base and rows of the lowest age at first use; nothing where it was not asked."""
    items = onset_items(request)
    if not items:
        return (), []
    names = tuple(dict.fromkeys(name for item in items for name in item.names))

    def lowest(entries: tuple[Entry, ...]) -> Entry | None:
        known = dict(zip(names, entries, strict=True))
        ages = [first_use(item, known) for item in items]
        return min((age for age in ages if isinstance(age, Fraction)), default=_first(*ages))

    counts = request.tally(names).classify(lowest)
    head = Row(ONSET, _head(ONSET), level=Level.HEAD)
    ages = in_order({age: n for age, n in counts.answers.items() if isinstance(age, Fraction)})
    rows = [_onset_row(key, ages.quantile(p), ages.n) for key, p in QUANTILES.items()] if ages.n else []
    return (counts.base(ONSET, _head(ONSET)),), [head, *rows]


def _onset_row(key: str, age: Fraction, n: int) -> Row:
    cells = {
        "rule": Cell(text=Term("careers.rule.onset")),
        "n": Cell(Fraction(n), n),
        "percent": Cell(age, n, unit=Unit.YEARS, times=1 if key == "median" else 2),
    }
    return _row(ONSET, key, Term(f"column.{key}"), cells)


def _notes(request: Request) -> tuple[Note, ...]:
    frequent = request.option("frequent").split()
    levels = [Note(NoteKind.RULE, Term("careers.note.frequent"))] if frequent else []
    return (*levels, Note(NoteKind.RULE, Term("careers.note.completions")))
