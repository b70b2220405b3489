"""What did people tick who did something with an item: motives by drug bought?

**Columns** are items (drugs): the people who answered the item's question of one `role` with a category that counts
(`counted`, else those marked `top`). One person may be in several columns or in none, so columns are no groups: they
do not add up to everyone, and no test compares them. **Base** of each column: those of them who answered the set. Who
misses the set is counted by that reason, then who misses the item's question by that one; the others (not bought,
implied noes included) are outside it. **Rows**: the categories of the set, percentages of people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis import shares
from analysis.grids import Item, request_items
from analysis.kinds import Body, Request
from analysis.multiresponse import ticks
from analysis.plans import about_role
from analysis.shares import PERCENT
from analysis.table import Base, Column, Level, Note, NoteKind, Row, Term, Text
from analysis.tally import Counts, Entry
from survey.codebook import Choice, Codebook, Role, Variable
from survey.missing import Reason
from survey.plan import Order, TablePlan

ALL, TOTAL = "set", "total"


@dataclass(frozen=True)
class Group:
    """A column: the people to whom an item applies, or everyone."""

    key: str
    base: Base
    counts: Counts


def overlap(request: Request) -> Body:
    """Return one column for each item: what the people ticked to whom the item applies."""
    variable, way = request.variables[0], request.show(PERCENT)[0]
    items = request_items(request)
    whole = request.tally([variable.name]).counts(variable.name)
    everyone = Group(TOTAL, whole.base(ALL, Term("base.set")), whole)
    groups = [*(_group(request, variable, item) for item in items), everyone]
    labels: list[Text] = [*(request.codebook.item_label(item.name) for item in items), Term("column.total")]
    return Body(
        bases=tuple(group.base for group in (everyone, *groups[:-1])),
        columns=tuple(Column(group.key, label, shares.UNITS[way]) for group, label in zip(groups, labels, strict=True)),
        rows=(*_rows(request, variable, groups), _sizes(groups)),
        notes=(Note(NoteKind.RULE, Term("motives.rule_overlap")), Note(NoteKind.RULE, Term("note.multiresponse"))),
        stub=variable.label,
        title=Term("motives.title_overlap", {"variable": variable.label}),
    )


def itemless(plan: TablePlan, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Return why there are no items to make columns of, or no answer that puts people in one, or nothing."""
    role = plan.options.get("role", "").strip()
    if not role:
        return "name the 'role' of the questions whose items make the columns (bought)"
    wrong = about_role(plan, (), codebook)
    if wrong or role not in set(Role):
        return wrong
    choices = [choice for question in codebook.about(Role(role)).values() for choice in question.answers]
    counted = plan.options.get("counted", "").split()
    odd = next((name for name in counted if name not in {choice.name for choice in choices}), "")
    if odd:
        return f"no question with the role '{role}' has a category '{odd}'"
    bare = not counted and not any(choice.top for choice in choices)
    return "say in 'counted' which categories count, or mark them 'top' in the sheet choices" if bare else ""


def _group(request: Request, variable: Variable, item: Item) -> Group:
    """Return the people who answered the set, and the item's question with a category that counts."""
    names = (variable.name, *item.names)
    counted = request.option("counted").split() or [choice.name for choice in item.question.answers if choice.top]

    def rule(entries: tuple[Entry, ...]) -> Entry | None:
        known = dict(zip(names, entries, strict=True))
        answer = item.read(known)
        absent = next((entry for entry in (known[variable.name], answer) if isinstance(entry, Reason)), None)
        return absent or (known[variable.name] if answer in counted else None)

    counts = request.tally(names).classify(rule)
    key = shares.row_key(item.name, [TOTAL])
    label = Term("base.category", {"category": request.codebook.item_label(item.name)})
    return Group(key, counts.base(f"item.{item.name}", label), counts)


def _rows(request: Request, variable: Variable, groups: Sequence[Group]) -> list[Row]:
    """Return a row for each category; from large to small by everyone where the plan says so, exclusive ones last."""
    ordinary = [_row(request, choice, groups) for choice in variable.answers if not choice.exclusive]
    if request.plan.order is Order.SIZE:
        ordinary = shares.by_size(ordinary, TOTAL)
    return [*ordinary, *(_row(request, choice, groups) for choice in variable.answers if choice.exclusive)]


def _row(request: Request, choice: Choice, groups: Sequence[Group]) -> Row:
    way = request.show(PERCENT)[0]
    cells = {
        group.key: shares.share(ticks(group.counts, choice.name), group.counts.n, way, group.base.key)
        for group in groups
    }
    return Row(shares.row_key(choice.name, [TOTAL]), choice.label, ALL, shares.present(cells))


def _sizes(groups: Sequence[Group]) -> Row:
    """Return the row of the columns' own n."""
    cells = {group.key: replace(shares.count(group.counts.n), base=group.base.key) for group in groups}
    return Row(TOTAL, Term("row.total_n"), ALL, cells, Level.TOTAL)
