"""Was each item (drug) used before, and since?

**Before**: the question with role `before` ("used before the first purchase"). **Since**: the question with
role `after`, else recency, in the categories that mean within the window (those marked `top`: the last 12 months).
`since` chooses where both are there. Recency tells nothing about the time between the purchase and the window.
**Used** are the answers named in `counted`, else those marked `top`, else those that no gate implies: where "never"
implies "no", everything but "no".
**Missing values.** An implied "no" is an answer; anything else absent leaves the item open for that period.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.grids import Item, items_of
from analysis.kinds import Request
from analysis.tally import Entry
from survey.codebook import Codebook, Role, Variable, VariableType
from survey.missing import Reason
from survey.plan import TablePlan


@dataclass(frozen=True)
class Use:
    """A question about an item, and the answers that mean that it was used."""

    item: Item
    used: frozenset[str]

    def read(self, entries: Mapping[str, Entry]) -> bool | Reason:
        """Return whether it was used, or why that is not known."""
        entry = self.item.read(entries)
        return entry if isinstance(entry, Reason) else entry in self.used


@dataclass(frozen=True)
class Periods:
    """One item in both periods."""

    name: str
    before: Use
    since: Use

    @property
    def names(self) -> tuple[str, ...]:
        """Return the variables that it takes to read both."""
        return (*self.before.item.names, *self.since.item.names)


def periods(request: Request) -> tuple[Periods, ...]:
    """Return the items that were asked about for both periods, all or those the plan names."""
    counted, codebook = request.option("counted").split(), request.codebook
    return tuple(
        Periods(
            name, use(codebook, name, Role.BEFORE, counted), use(codebook, name, since(request.plan, codebook), counted)
        )
        for name in _both(request.plan, codebook)
    )


def since(plan: TablePlan, codebook: Codebook) -> Role:
    """Return the role of the question that tells about use since: as the plan says, else `after` if there is one."""
    word = plan.options.get("since", "").strip()
    return Role(word) if word else Role.AFTER if codebook.about(Role.AFTER) else Role.RECENCY


def use(codebook: Codebook, name: str, role: Role, counted: Sequence[str]) -> Use:
    """Return the question about an item with a role, and which of its answers mean that it was used."""
    item = items_of(codebook, role, (name,))[0]
    return Use(item, used_answers(item, counted))


def used_answers(item: Item, counted: Iterable[str]) -> frozenset[str]:
    """Return the answers that mean use: those named, else those marked `top`, else those that no gate implies."""
    known = frozenset(choice.name for choice in item.question.answers)
    top = frozenset(choice.name for choice in item.question.answers if choice.top)
    implied = frozenset(choice.implies for choice in item.gate.answers) & known if item.gate else frozenset()
    return frozenset(counted) & known or top or (known - implied if implied else frozenset())


def all_names(found: Iterable[Periods]) -> tuple[str, ...]:
    """Return the variables of some items, each once."""
    return tuple(dict.fromkeys(name for each in found for name in each.names))


def aperiodic(plan: TablePlan, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Return why use in two periods cannot be told, or nothing."""
    word = plan.options.get("since", "").strip()
    if word and word not in (Role.RECENCY, Role.AFTER):
        return ""
    roles = (Role.BEFORE, since(plan, codebook))
    absent = next((role for role in roles if not codebook.about(role)), None)
    if absent is not None:
        return f"no question has the role '{absent}'"
    names = _both(plan, codebook)
    alone = next((name for name in names if any(name not in codebook.about(role) for role in roles)), "")
    if alone or not names:
        return f"'{alone}' was not asked about in both periods" if alone else "no item was asked about in both periods"
    return next(filter(None, (_useless(plan, codebook, name, role) for name in names for role in roles)), "")


def _useless(plan: TablePlan, codebook: Codebook, name: str, role: Role) -> str:
    question = codebook.about(role)[name]
    if question.type is not VariableType.SELECT_ONE:
        return f"'{question.name}' is no single-choice question"
    if use(codebook, name, role, plan.options.get("counted", "").split()).used:
        return ""
    return f"no category of '{question.name}' means use: name them in the column 'counted', or mark them 'top'"


def _both(plan: TablePlan, codebook: Codebook) -> tuple[str, ...]:
    later = codebook.about(since(plan, codebook))
    named = tuple(plan.options.get("items", "").split())
    return named or tuple(name for name in codebook.about(Role.BEFORE) if name in later)
