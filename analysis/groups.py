"""The same table within each group, set side by side: how every kind takes `by`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis import shares
from analysis.bounds import HIGHEST, LOWEST
from analysis.kinds import Body, Kind, Request
from analysis.table import Base, Cell, Column, Level, Row, Term, Text
from analysis.tally import group
from survey.codebook import Choice, Variable

TOKENS_OF = {unit: token for token, unit in shares.UNITS.items()}
OWN = ("row", "column")
"""First words of keys that a table has itself, whatever the groups are called."""


@dataclass(frozen=True)
class Part:
    """One group: its category, its people and what the kind makes of them."""

    choice: Choice
    n: int
    body: Body


def side_by_side(kind: Kind, request: Request, by: Variable) -> Body:
    """Return the table of everyone, and beside it that of each group in columns of its own.

    A group's columns and bases have its name before their keys; whoever is not in the group is outside its
    bases. People whose group is unknown are in the whole only; the base `by` counts them by reason. Rows and
    their order are those of the whole.
    """
    whole = kind.make(request)
    parts = [_part(kind, request, by, choice) for choice in by.answers]
    bases = [base for part in parts for base in _bases(request, part)]
    return replace(
        whole,
        bases=(*whole.bases, _by_base(request, by, whole), *bases),
        columns=(*map(_whole_column, whole.columns), *(column for part in parts for column in _columns(part))),
        rows=tuple(_merge(row, parts) for row in whole.rows),
    )


def _part(kind: Kind, request: Request, by: Variable, choice: Choice) -> Part:
    people = group(request.survey, by.name, choice.name)
    return Part(choice, len(people), kind.make(replace(request, survey=people, whole=request.survey)))


def _by_base(request: Request, by: Variable, whole: Body) -> Base:
    """Return the base of everyone whose group is known; a question of the table may itself be called `by`."""
    counts = request.tally([by.name]).counts(by.name)
    key = "groups" if any(base.key == "by" for base in whole.bases) else "by"
    return counts.base(key, Term("base.group", {"variable": by.label}))


def _key(part: Part, key: str) -> str:
    return f"{shares.row_key(part.choice.name, OWN)}.{key}"


def _bases(request: Request, part: Part) -> list[Base]:
    others = len(request.survey) - part.n
    return [
        replace(base, key=_key(part, base.key), label=_label(part, base.label), outside=(base.outside or 0) + others)
        for base in part.body.bases
    ]


def _label(part: Part, label: Text) -> Text:
    return Term("base.in_group", {"group": part.choice.label, "base": label})


def _whole_column(column: Column) -> Column:
    return column if column.spanner is not None else replace(column, spanner=Term("column.total"))


def _columns(part: Part) -> list[Column]:
    n = _people(part)
    spanner = part.choice.label if n is None else Term("column.group", {"group": part.choice.label, "n": n})
    return [replace(column, key=_key(part, column.key), spanner=spanner) for column in part.body.columns]


def _people(part: Part) -> int | None:
    """Return the n in a group's head: that of its bases, where they all have the same; else no head can name one."""
    sizes = {base.n for base in part.body.bases}
    return sizes.pop() if len(sizes) == 1 else part.n if not sizes else None


def _merge(row: Row, parts: Sequence[Part]) -> Row:
    """Return a row of the whole with the cells of the same row in each group, each on its group's base."""
    cells = dict(row.cells)
    for part in parts:
        own = next((other for other in part.body.rows if other.key == row.key), None) or _empty(row, part)
        cells |= {_key(part, key): _grouped(part, own, cell) for key, cell in own.cells.items()}
    return replace(row, cells=cells)


def _empty(row: Row, part: Part) -> Row:
    """Return a row that nobody in a group makes up: 0 of the group's base, where a share of it can be had."""
    units = {column.key: column.unit for column in part.body.columns}
    bases = {base.key: base.n or 0 for base in part.body.bases}
    made = {
        key: shares.share(0, bases.get(cell.base or row.base, 0), TOKENS_OF[cell.unit or units[key]], cell.base)
        for key, cell in row.cells.items()
        if (cell.unit or units.get(key)) in TOKENS_OF and row.level is Level.ROW and key not in (LOWEST, HIGHEST)
    }
    return replace(row, cells=shares.present(made))


def _grouped(part: Part, row: Row, cell: Cell) -> Cell:
    base = cell.base or row.base
    return replace(cell, base=_key(part, base)) if base else cell
