"""Who of the earlier wave was found again in the later one?

**Base**: everyone of the earlier wave. Per category of a question asked there: `n`, how many gave it; `found`, how many
of them were found again, and what share that is; and how the two compare: its share among those found again, and among
those who were not. Not found again is not the same as gone: it includes everyone whose code did not match or was not
clear. **Filter**: `where` chooses people of the earlier wave; what they said later plays no part.

**Disclosure.** Found and not found are the parts of n: what is told of either goes when one of the two is small.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from analysis import shares
from analysis.inference.shares import wilson
from analysis.kinds import Body, Request
from analysis.over_waves import said
from analysis.parts import smallest
from analysis.table import Base, Cell, Column, Level, Note, NoteKind, Row, Term, Unit
from analysis.tally import Counts, among, tally
from analysis.twice import Twice
from survey.codebook import Choice, Variable
from survey.survey import Survey

N, FOUND, PERCENT, STAYERS, LEAVERS, TOTAL = "n", "found", "percent", "stayers", "leavers", "total"
OWN = (TOTAL,)


@dataclass(frozen=True)
class Block:
    """One question of the earlier wave, as everyone there answered it and as those found again did."""

    variable: Variable
    everyone: Counts
    found: Counts

    @property
    def gone(self) -> int:
        """Return how many who answered were not found again."""
        return self.everyone.n - self.found.n

    def key(self, category: str) -> str:
        """Return the key of the base of a category."""
        return f"{self.variable.name}.{category}"

    def part(self, side: str) -> str:
        """Return the key of the base of a part of everyone, which is no category's."""
        return f"{self.variable.name}:{side}"


@dataclass(frozen=True)
class Dropout:
    """A table of dropout in the making."""

    twice: Twice

    @cached_property
    def people(self) -> Survey:
        """Return everyone of the earlier wave."""
        return self.twice.surveys[0]

    @cached_property
    def again(self) -> Survey:
        """Return those of them who were found again, whatever they said then."""
        links = self.people.links.get((self.twice.earlier, self.twice.later))
        pairs = () if links is None else links.pairs
        return among(self.people, [(self.twice.earlier, one) for one, _ in pairs])

    @cached_property
    def blocks(self) -> list[Block]:
        """Return the questions that the earlier wave asked."""
        names = [v.name for v in self.twice.request.variables if v.name in self.people.codebook.variables]
        both = {name: [tally(survey, [name]).counts(name) for survey in (self.people, self.again)] for name in names}
        return [Block(self.people.codebook[name], *counts) for name, counts in both.items()]


def dropout(request: Request) -> Body:
    """Return, for each category of the earlier wave, how many were found again in the later one."""
    made = Dropout(Twice(request))
    twice = made.twice
    return Body(
        bases=tuple(base for block in made.blocks for base in _bases(made, block)),
        columns=tuple(_columns(twice)),
        rows=tuple(row for block in made.blocks for row in _rows(request, block)),
        notes=tuple(_notes(made)),
        universe=twice.universe(len(made.people), twice.term("panel.of_earlier")),
        title=_title(twice),
    )


def _title(twice: Twice) -> Term:
    variables = twice.request.variables
    if len(variables) > 1:
        return twice.term("panel.dropout")
    return twice.term("panel.dropout_of", question=variables[0].label)


def _bases(made: Dropout, block: Block) -> Iterator[Base]:
    """Yield the base of those who answered, of each category, and of those found again and those who were not."""
    everyone, again = block.everyone, len(made.again)
    yield everyone.base(block.variable.name, block.variable.label)
    for choice in block.variable.answers:
        n = everyone[choice.name]
        label = Term("base.category", {"category": choice.label})
        yield Base(block.key(choice.name), label, n, everyone.missing, everyone.outside + everyone.n - n)
    yield replace(block.found.base(block.part(STAYERS), Term("panel.base_found")), outside=len(made.people) - again)
    missing = {reason: n - block.found.missing.get(reason, 0) for reason, n in everyone.missing.items()}
    left = {reason: n for reason, n in missing.items() if n}
    yield Base(block.part(LEAVERS), Term("panel.base_gone"), block.gone, left, again)


def _columns(twice: Twice) -> Iterator[Column]:
    yield Column(N, twice.term("panel.earlier_n"), Unit.COUNT)
    found = twice.term("panel.found_span")
    yield Column(FOUND, Term("column.n"), Unit.COUNT, found)
    yield Column(PERCENT, Term("column.percent"), Unit.PERCENT, found)
    sides = twice.term("panel.sides_span")
    yield Column(STAYERS, Term("panel.stayers"), Unit.PERCENT, sides)
    yield Column(LEAVERS, Term("panel.leavers"), Unit.PERCENT, sides)


def _rows(request: Request, block: Block) -> Iterator[Row]:
    name, interval = block.variable.name, request.says("interval")
    several = len(request.variables) > 1
    if several:
        yield Row(name, block.variable.label, name, level=Level.HEAD)
    prefix = f"{name}." if several else ""
    for choice in block.variable.answers:
        key = prefix + shares.row_key(choice.name, OWN)
        yield Row(key, choice.label, name, _cells(block, choice, interval=interval))
    cells = _found(block.everyone.n, block.found.n, name, interval=interval)
    yield Row(prefix + TOTAL, Term("row.total"), name, cells, Level.TOTAL)


def _cells(block: Block, choice: Choice, *, interval: bool) -> dict[str, Cell]:
    n, found = block.everyone[choice.name], block.found[choice.name]
    few = smallest((found, n - found))
    sides = {
        STAYERS: shares.share(found, block.found.n, base=block.part(STAYERS)),
        LEAVERS: shares.share(n - found, block.gone, base=block.part(LEAVERS)),
    }
    told = {key: replace(cell, reveals=few) for key, cell in shares.present(sides).items()}
    return {**_found(n, found, block.key(choice.name), block.variable.name, interval=interval), **told}


def _found(n: int, found: int, base: str, whole: str = "", *, interval: bool) -> dict[str, Cell]:
    """Return how many there are, and how many of them were found again; `whole` is the base of their number."""
    share = shares.share(found, n, base=base)
    if share is not None and interval:
        low, high = wilson(found, n)
        share = replace(share, low=100 * low, high=100 * high)
    few = smallest((found, n - found))
    size = shares.share(n, n, shares.COUNT, whole or base)
    again = shares.share(found, n, shares.COUNT, base)
    made = shares.present({FOUND: again, PERCENT: share})
    return {**shares.present({N: size}), **{key: replace(cell, reveals=few) for key, cell in made.items()}}


def _notes(made: Dropout) -> Iterator[Note]:
    request, twice = made.twice.request, made.twice
    yield Note(NoteKind.RULE, twice.term("panel.dropout_rule"))
    yield Note(NoteKind.RULE, twice.term("panel.not_gone"))
    if request.says("interval"):
        yield Note(NoteKind.RULE, Term("note.interval"))
    for variable in request.variables:
        if variable.name not in made.people.codebook.variables:
            values = {"question": variable.label, "waves": said(twice.earlier)}
            yield Note(NoteKind.RULE, Term("panel.not_asked", values))
