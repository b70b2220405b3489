"""What do people do with each item (drug): when, how often, bought, new?

**Implied no.** Who answers an item's gate (its question with role `recency`) with a category that says what
it `implies` ("never" implies "no") was routed past the other questions on it, and counts in their base with
the implied answer, provided that question has such a category. A pattern among users (how often, how much)
has none: there, whoever was routed past is an absence, and the base is the users who answered.
**Base** of each item: its valid and implied answers; each item has its own n.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.batteries import in_order, merge_choices, scale_cells, scale_columns
from analysis.kinds import Body, Request
from analysis.table import Column, Note, NoteKind, Row, Term, Unit
from analysis.tally import Counts, Entry
from survey.codebook import Codebook, Role, Variable
from survey.missing import Reason


@dataclass(frozen=True)
class Item:
    """One question about an item, with the gate that routes people past it (none for the gate itself)."""

    name: str
    question: Variable
    gate: Variable | None

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the variables it takes to read an answer: the question, then the gate."""
        return (self.question.name,) if self.gate is None else (self.question.name, self.gate.name)

    def read(self, entries: Mapping[str, Entry]) -> Entry:
        """Return the answer, the answer implied by the gate, or the reason for its absence."""
        entry = entries[self.question.name]
        if entry is not Reason.NOT_APPLICABLE or self.gate is None:
            return entry
        implied = _implied(self.gate, entries[self.gate.name])
        known = {choice.name for choice in self.question.answers}
        return implied if implied in known else entry


def grid(request: Request) -> Body:
    """Return one row for each item: the distribution of one question about it, the top share and n."""
    items = request_items(request)
    counts = {item.name: count(request, item) for item in items}
    scale = merge_choices([item.question for item in items])
    rows = [
        Row(i.name, request.codebook.item_label(i.name), i.name, scale_cells(request, scale, counts[i.name]))
        for i in items
    ]
    return Body(
        bases=tuple(counts[i.name].base(i.name, request.codebook.item_label(i.name)) for i in items),
        columns=(*scale_columns(request, scale), Column("n", Term("column.n"), Unit.COUNT)),
        rows=tuple(in_order(request, rows, scale)),
        notes=_notes(items),
    )


def request_items(request: Request) -> tuple[Item, ...]:
    """Return the items of a request, all that have the role or those the plan names."""
    return items_of(request.codebook, request.option("role"), tuple(request.option("items").split()))


def items_of(codebook: Codebook, role: str, names: tuple[str, ...] = ()) -> tuple[Item, ...]:
    """Return the items about which there is a question with this role."""
    gates = codebook.about(Role.RECENCY)
    questions = codebook.about(Role(role))
    chosen = names or tuple(questions)
    return tuple(Item(name, questions[name], _gate(questions[name], gates.get(name))) for name in chosen)


def count(request: Request, item: Item) -> Counts:
    """Return the counts of an item's answers, implied ones included."""
    return request.tally(item.names).classify(lambda entries: item.read(dict(zip(item.names, entries, strict=False))))


def _gate(question: Variable, gate: Variable | None) -> Variable | None:
    return None if gate is None or gate.name == question.name else gate


def _implied(gate: Variable, entry: Entry) -> str:
    if isinstance(entry, Reason):
        return ""
    return next((choice.implies for choice in gate.answers if choice.name == entry), "")


def _notes(items: tuple[Item, ...]) -> tuple[Note, ...]:
    """Return the note on implied answers where a gate can imply one of the question's categories."""
    for item in items:
        known = {choice.name for choice in item.question.answers}
        if item.gate is not None and known & {choice.implies for choice in item.gate.answers}:
            return (Note(NoteKind.RULE, Term("note.implied")),)
    return ()
