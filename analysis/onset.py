"""How old were people when they first used each item (drug)?

**Users' ages** (median, quartiles of those who gave one) describe users only, and are biased low: whoever may still
begin is not among them. **Kaplan–Meier** counts everyone: who never used it is censored at the current age
(variable `age`), events before censorings at ties; printed are the median ("not reached", or "few at risk" when fewer
than ten were), and the share that
had begun by some ages, 1 - S.
**The gate decides**: never is a category of the question with role `recency` that implies something; an age beside it
does not count. Without a gate, only an age tells.
**Left out and counted**, in this order: gate open; user without an age at first use; never-user without a current age;
first use later than the current age, which is invalid (not looked at where the current age is unknown).
**Interval** only on request: log-log with Greenwood's variance (`analysis/inference/survival.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from analysis import parts
from analysis.grids import Item, items_of
from analysis.inference.survival import Curve, kaplan_meier
from analysis.kinds import Body, Request
from analysis.numbers import in_order
from analysis.shares import present
from analysis.table import Cell, Column, Note, NoteKind, Row, Term, Unit
from analysis.tally import Answer, Counts, Entry, Pattern, Tally
from survey.checks import FEWEST
from survey.codebook import Codebook, Role, Variable, VariableType
from survey.missing import Reason
from survey.plan import TablePlan

AGES = "16 18 21 25"
NUMBERS = (VariableType.INTEGER, VariableType.DECIMAL)
QUANTILES = {"q1": Fraction(1, 4), "median": Fraction(1, 2), "q3": Fraction(3, 4)}
LEFT = ("gate", "onset", "age", "late")
"""Why somebody is left out, in the order in which it is looked at."""
STARTED, NEVER = "started", "never"


@dataclass(frozen=True)
class Onsets:
    """One item: who began at what age, who had not at what age, and who is left out why."""

    name: str
    counts: Counts
    """Of ("started", age) and ("never", age), with the reasons of those left out."""
    left: Mapping[str, int]

    @property
    def started(self) -> dict[Fraction, int]:
        """Return how many began at each age."""
        return self._ages(STARTED)

    @property
    def curve(self) -> Curve:
        """Return the Kaplan–Meier curve."""
        return kaplan_meier(self.started, self._ages(NEVER))

    def _ages(self, word: str) -> dict[Fraction, int]:
        answers = self.counts.answers.items()
        return {pair[1]: n for pair, n in answers if isinstance(pair, tuple) and pair[0] == word}


def onset(request: Request) -> Body:
    """Return one row for each item: users and their ages, the Kaplan–Meier median, and shares begun by some ages."""
    found = [_onsets(request, item) for item in onset_items(request)]
    ages = tuple(Fraction(word) for word in request.option("ages", AGES).split())
    left = tuple(why for why in LEFT if any(each.left[why] for each in found))
    labels = {each.name: request.codebook.item_label(each.name) for each in found}
    return Body(
        bases=tuple(each.counts.base(each.name, labels[each.name]) for each in found),
        columns=_columns(ages, left),
        rows=tuple(Row(each.name, labels[each.name], each.name, _cells(request, each, ages, left)) for each in found),
        notes=_notes(request, found),
        title=Term("careers.title.onset"),
    )


def ageless(plan: TablePlan, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Return why ages at first use cannot be told, or nothing."""
    refused = without_onset(plan, variables, codebook)
    name = plan.options.get("age", "").strip()
    if refused or not name:
        return refused or "say in the column 'age' which question gives the current age"
    if name not in codebook.variables:
        return f"there is no variable '{name}' (column 'age')"
    return "" if codebook[name].type in NUMBERS else f"'{name}' (column 'age') is no number"


def without_onset(plan: TablePlan, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Return why there are no questions about the age at first use, or nothing."""
    questions = codebook.about(Role.ONSET)
    if not questions:
        return "no question has the role 'onset'"
    missing = [item for item in plan.options.get("items", "").split() if item not in questions]
    if missing:
        return f"no question about '{missing[0]}' has the role 'onset'"
    odd = next((v.name for v in questions.values() if v.type not in NUMBERS), "")
    return f"'{odd}' is no number" if odd else ""


def onset_items(request: Request) -> tuple[Item, ...]:
    """Return the items whose age at first use was asked, all or those the plan names."""
    return items_of(request.codebook, Role.ONSET, tuple(request.option("items").split()))


def first_use(item: Item, entries: Mapping[str, Entry]) -> Entry | None:
    """Return the age at first use, nothing for who never used it, or the reason why neither is known."""
    gate = None if item.gate is None else entries[item.gate.name]
    if isinstance(gate, Reason):
        return gate
    return None if item.gate is not None and is_never(item.gate, gate) else entries[item.question.name]


def is_never(gate: Variable, answer: Answer) -> bool:
    """Tell whether an answer to a gate says that the item was never used: it then implies the other answers."""
    return any(choice.name == answer and choice.implies for choice in gate.answers)


def _onsets(request: Request, item: Item) -> Onsets:
    age = request.option("age")
    names = tuple(dict.fromkeys((*item.names, age)))
    read = [
        (_read(item, dict(zip(names, pattern.entries, strict=True)), age), pattern.count)
        for pattern in request.tally(names).patterns
    ]
    counts = Tally(("onset",), tuple(Pattern((entry,), n) for (_, entry), n in read)).counts("onset")
    return Onsets(item.name, counts, {why: sum(n for (word, _), n in read if word == why) for why in LEFT})


def _read(item: Item, entries: Mapping[str, Entry], age: str) -> tuple[str, Entry]:
    """Return what is known of one person: begun or never with the age, or why they are left out."""
    now = entries[age]
    if item.gate is not None and isinstance(gate := entries[item.gate.name], Reason):
        return "gate", gate
    began = first_use(item, entries)
    if isinstance(began, Reason):
        return "onset", began
    if began is None:
        return ("age", now) if isinstance(now, Reason) else (NEVER, (NEVER, now))
    late = isinstance(now, Fraction) and isinstance(began, Fraction) and began > now
    return ("late", Reason.INVALID) if late else (STARTED, (STARTED, began))


def _columns(ages: Sequence[Fraction], left: Sequence[str]) -> tuple[Column, ...]:
    users, everyone, out = (Term(f"careers.spanner.{word}") for word in ("users", "everyone", "left_out"))
    return (
        Column("users", Term("column.n"), Unit.COUNT, users),
        *(Column(key, Term(f"column.{key}"), Unit.YEARS, users) for key in QUANTILES),
        Column("n", Term("column.n"), Unit.COUNT, everyone),
        Column("km_median", Term("column.median"), Unit.YEARS, everyone),
        *(Column(f"by_{age}", Term("careers.column.by", {"age": age}), Unit.ESTIMATE, everyone) for age in ages),
        *(Column(f"left_{why}", Term(f"careers.column.left_{why}"), Unit.COUNT, out) for why in left),
    )


def _cells(request: Request, each: Onsets, ages: Sequence[Fraction], left: Sequence[str]) -> dict[str, Cell]:
    curve, users = each.curve, in_order(each.started)
    made: dict[str, Cell | None] = {"users": Cell(Fraction(users.n), users.n), "n": Cell(Fraction(curve.n), curve.n)}
    if users.n:
        made |= {
            key: Cell(users.quantile(p), users.n, times=1 if key == "median" else 2) for key, p in QUANTILES.items()
        }
    if curve.n:
        made["km_median"] = _median(curve)
        made |= {f"by_{age}": cell for age, cell in zip(ages, _shares(request, curve, ages), strict=True)}
    few = parts.smallest(each.left.values())
    made |= {f"left_{why}": Cell(Fraction(each.left[why]), each.left[why], reveals=few) for why in left}
    return present(made)


def _median(curve: Curve) -> Cell:
    if curve.median is None:
        return Cell(count=curve.events, text=Term("careers.not_reached"), key="not_reached")
    if curve.at_median < FEWEST:
        return Cell(count=curve.events, text=Term("careers.few_at_risk"), key="few_at_risk")
    return Cell(curve.median, curve.events)


def _shares(request: Request, curve: Curve, ages: Sequence[Fraction]) -> list[Cell]:
    """Return 1 - S at each age; two of them tell how many began between, and the last how many began later."""
    begun = [curve.happened(age) for age in ages]
    made = []
    for age, k in zip(ages, begun, strict=True):
        between = [k - other for other in begun]
        cell = Cell(100 * (1 - curve.survival(age)), k, reveals=parts.smallest((*between, curve.events - k)))
        made.append(_with_interval(cell, curve, age) if request.says("interval") else cell)
    return made


def _with_interval(cell: Cell, curve: Curve, age: Fraction) -> Cell:
    found = curve.interval(age)
    if found is None:
        return cell
    low, high = (100 * (1 - Fraction(end)) for end in reversed(found))
    return Cell(cell.value, cell.count, low=low, high=high, reveals=cell.reveals)


def _notes(request: Request, found: Sequence[Onsets]) -> tuple[Note, ...]:
    rules = [
        "careers.note.onset",
        "note.quartiles",
        *(["careers.note.onset_interval"] if request.says("interval") else []),
    ]
    doubts = []
    for each in found:
        if each.left["late"]:
            values = {"item": request.codebook.item_label(each.name), "n": each.left["late"]}
            doubts.append(Note(NoteKind.DOUBT, Term("careers.note.late", values)))
    return (*(Note(NoteKind.RULE, Term(rule)) for rule in rules), *doubts)
