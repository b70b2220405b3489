"""The only way out: tables become a release, in which what could point at a person is hidden.

For the public, k = the threshold, in this order:

1. **Small counts.** A count of 1 to k - 1 people goes with its percentage, interval and text; so does one that
   leaves 1 to k - 1 of its base ("98 of 99"), and a number that gives a small count away beside its neighbour
   (`Cell.reveals`). On a base of 1 to k - 1 people every cell goes, and the base's n with its absences. A mean or
   median of fewer than k people goes, a quartile of fewer than 2k (`Cell.times`), any smallest or largest value.
   Counts of absences, of people a filter left out and of cleaning steps, and each `n` in a term, are counts too.
2. **What follows** (`analysis/subtraction.py`). A hidden absence takes the next smallest one of its base with it,
   until two or more are hidden, of k people or more; where there are not enough, the base's n goes, and cells
   that print that n. The same holds in a row of the missingness table, along the break-off curve, among
   patterns, and among the exclusions, in flow and history. A mean, and the interpolated median of bands, go when a
   row of their distribution is hidden (`Cell.solves`): for `counts` both means, even when only one row is hidden.
   Tables about interviews have rules of their own (`analysis/interviewees.py`): there "k of n" is printed.
3. **Copies.** Whatever repeats a cell that is hidden, or a cell of a table that protection was not shown: in
   "published against computed" the row keeps the published figure and the verdict "hidden", and loses its note.

Which tables are asked for (`only`) is looked at last, so that it changes nothing in what is hidden. Zeros are shown.

**Not done**: the other rows of a distribution, its n and its percentages, which give a single hidden row (or a
hidden n) away by subtraction; "K or more" rows beside their distribution; points and mean places of a ranking;
groups and their whole; differences between tables (started less included, for one) or releases; everyone in one
category; the order of rows sorted by size.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias, assert_never

from analysis.flow import excluded_by, subject_of
from analysis.interviewees import SAYS_ITSELF, is_about_interviews, protected
from analysis.interviewees import conceal as _conceal
from analysis.register import Number, Registry, numbers
from analysis.subtraction import giving_away, is_safe, pool, resting
from analysis.table import (
    Base,
    Cell,
    Column,
    Level,
    Note,
    NoteKind,
    RespondentUnit,
    Row,
    Table,
    Term,
    Text,
    Unit,
    Universe,
)
from survey.errors import problem
from survey.survey import Action, Step

__all__ = ["Audience", "Number", "Policy", "Registry", "Release", "protect"]

LOWEST_THRESHOLD = 3
OUTSIDE = "outside"
NO_PEOPLE = (RespondentUnit.FINDINGS, RespondentUnit.ITEMS, RespondentUnit.QUESTIONS)
"""Units of which a few tell of nobody."""

Spot: TypeAlias = tuple[str, str, str]
"""Table, row and column."""

Shown: TypeAlias = Mapping[Spot, Base | None]
"""The cells that are shown, with the bases they stand on."""


class Audience(StrEnum):
    """Who may see a release."""

    PUBLIC = "public"
    INTERNAL = "internal"


@dataclass(frozen=True)
class Policy:
    """Which counts must be hidden: those of 1 to `threshold` - 1 people, unless only the team looks."""

    audience: Audience
    threshold: int = 10

    def __post_init__(self) -> None:
        """Refuse a threshold so low that it protects nobody."""
        if self.threshold < LOWEST_THRESHOLD:
            what = f"a disclosure threshold of {self.threshold} protects nobody"
            raise problem(what, "study.toml, disclosure.threshold", f"Use {LOWEST_THRESHOLD} or more; 10 is usual.")


@dataclass(frozen=True)
class Release:
    """Everything that goes out together; the only thing renderers accept."""

    tables: tuple[Table, ...]
    history: tuple[Step, ...]
    policy: Policy
    registry: Registry = field(default_factory=Registry)
    """Every number released so far, those of this release included; unchanged by an internal one."""


def protect(
    tables: Sequence[Table],
    history: Sequence[Step],
    policy: Policy,
    registry: Registry | None = None,
    only: Sequence[str] = (),
) -> Release:
    """Return tables and cleaning history as they may be seen by the policy's audience.

    With `only`, the tables not called so are left out, after they had their say in what is hidden.
    """
    known = registry or Registry()
    match policy.audience:
        case Audience.INTERNAL:
            return Release(_chosen(tables, only), tuple(history), policy, known)
        case Audience.PUBLIC:
            shown = _chosen(_protect(tables, policy.threshold), only)
            steps = _history(history, policy.threshold)
            return Release(shown, steps, policy, known.merge(numbers(shown, steps, policy.threshold)))
        case _:
            assert_never(policy.audience)


def _chosen(tables: Sequence[Table], only: Sequence[str]) -> tuple[Table, ...]:
    return tuple(table for table in tables if not table.aside and (not only or table.id in only))


def _protect(tables: Sequence[Table], k: int) -> tuple[Table, ...]:
    """Hide cell by cell, then whatever repeats a cell that is not shown: hidden, or not there to be judged."""
    about = {table.id for table in tables if is_about_interviews(table)}
    first = [table if table.id in about else _table(table, k, about) for table in protected(tables, k)]
    shown = {
        (table.id, row.key, column): table.base_of(row, cell)
        for table in first
        for row in table.rows
        for column, cell in row.cells.items()
        if not cell.hidden
    }
    return tuple(_noted(_without_copies(table, shown), k) for table in first)


def _table(table: Table, k: int, interviews: Collection[str] = ()) -> Table:
    """Hide what is small; copies from tables about `interviews` follow those and nothing else."""
    away = giving_away(table, k)
    bare = resting(table, away, k)
    bases = {base.key: _base(base, table.universe.n, k, bare=base.key in bare) for base in table.bases}
    unsaid = [(_group(base.key), base.n) for base in table.bases if bases[base.key].n is None]
    first = replace(
        table,
        title=_text(table.title, k),
        universe=_universe(table.universe, k),
        bases=tuple(bases.values()),
        columns=tuple(_column(column, unsaid, k) for column in table.columns),
        rows=tuple(_row(table, row, bases, away, k) if _own(row, interviews) else row for row in table.rows),
        notes=tuple(replace(note, text=_text(note.text, k)) for note in table.notes),
    )
    return _without_solutions(first)


def _own(row: Row, interviews: Collection[str]) -> bool:
    """Tell whether a row has numbers of people, not copies of numbers of interviews."""
    return not any(cell.copy_of is not None and cell.copy_of[0] in interviews for cell in row.cells.values())


def _is_small(n: int | None, k: int) -> bool:
    return n is not None and 0 < n < k


def _universe(universe: Universe, k: int) -> Universe:
    small = _is_small(universe.n, k) and universe.unit not in NO_PEOPLE
    return replace(
        universe,
        n=None if small else universe.n,
        cannot_tell=None if _is_small(universe.cannot_tell, k) else universe.cannot_tell,
    )


def _base(base: Base, universe: int | None, k: int, *, bare: bool = False) -> Base:
    """Hide a small n (or a `bare` one) with all that adds up to it; hide small absences with what gives them away."""
    label = _text(base.label, k)
    if bare or _is_small(base.n, k) or _is_small(universe, k):
        return replace(base, label=label, n=None, missing={}, outside=None, hidden=frozenset(base.missing))
    parts = {str(reason): n for reason, n in base.missing.items()}
    parts |= {OUTSIDE: (base.outside or 0) - base.elsewhere}
    hidden = pool(parts, k)
    return replace(
        base,
        label=label,
        n=base.n if is_safe(parts, hidden, k) else None,
        missing={reason: n for reason, n in base.missing.items() if reason not in hidden},
        outside=None if OUTSIDE in hidden else base.outside,
        hidden=base.hidden | {reason for reason in base.missing if reason in hidden},
    )


def _column(column: Column, unsaid: Collection[tuple[str, int | None]], k: int) -> Column:
    """Hide a small n in the heads, and the n of a group's base where that is hidden."""
    spanner = column.spanner and _text(column.spanner, k)
    if isinstance(spanner, Term) and (_group(column.key), spanner.values.get("n")) in unsaid:
        spanner = replace(spanner, values={**spanner.values, "n": None})
    return replace(column, label=_text(column.label, k), spanner=spanner)


def _row(table: Table, row: Row, bases: Mapping[str, Base], away: Collection[tuple[str, str]], k: int) -> Row:
    """Return a row as shown, given its table before and the bases after protection."""
    units = {column.key: column.unit for column in table.columns}
    cells = {}
    for key, cell in row.cells.items():
        base, unit = table.base_of(row, cell), cell.unit or units[key]
        gone = (row.key, key) in away or _is_hidden_n(cell, base, bases, unit)
        cells[key] = _conceal(cell) if gone else _cell(cell, base, k)
    return replace(row, label=_text(row.label, k), cells=cells)


def _is_hidden_n(cell: Cell, base: Base | None, bases: Mapping[str, Base], unit: Unit) -> bool:
    """Tell whether a cell is the n of its base, and that is hidden."""
    if base is None or unit is not Unit.COUNT:
        return False
    return bases[base.key].n is None and cell.count == base.n


def _cell(cell: Cell, base: Base | None, k: int) -> Cell:
    too_few = _is_small(cell.count, k * cell.times) or _is_small(cell.reveals, k)
    if too_few or cell.extreme or _base_gives_away(cell, base, k):
        return _conceal(cell)
    return cell if cell.text is None else replace(cell, text=_text(cell.text, k))


def _base_gives_away(cell: Cell, base: Base | None, k: int) -> bool:
    """Tell whether the base is too small, or all of it but a few are in the cell."""
    if base is None or base.n is None:
        return False
    return _is_small(base.n, k) or (cell.count is not None and _is_small(base.n - cell.count, k))


def _text(text: Text, k: int) -> Text:
    """Return a text in which every small number of people is replaced by "fewer than k"."""
    if not isinstance(text, Term):
        return text
    return Term(text.key, {name: _value(name, value, k) for name, value in text.values.items()})


def _value(name: str, value: object, k: int) -> object:
    if isinstance(value, Term):
        return _text(value, k)
    if name == "n" and isinstance(value, int) and _is_small(value, k):
        return Term("unit.fewer", {"threshold": k})
    return value


def _hidden(table: Table) -> list[tuple[Row, str]]:
    return [(row, key) for row in table.rows for key, cell in row.cells.items() if cell.hidden]


def _without_solutions(table: Table) -> Table:
    """Hide what follows from a whole distribution, such as a mean, where a row of that distribution is hidden."""
    partial = {_group(key) for row, key in _hidden(table) if row.level is Level.ROW}
    return replace(table, rows=tuple(_row_without_solutions(row, partial) for row in table.rows))


def _row_without_solutions(row: Row, partial: set[str]) -> Row:
    cells = row.cells.items()
    return replace(row, cells={k: _conceal(c) if c.solves and _group(k) in partial else c for k, c in cells})


def _group(column: str) -> str:
    """Return which group a column of a table with `by` is about; nothing for everyone."""
    return column.rpartition(".")[0]


def _without_copies(table: Table, shown: Shown) -> Table:
    """Hide the copies of cells that are not shown, and the notes on them: a finding's note tells its verdict."""
    gone = {cell.copy_of for row in table.rows if _repeats_hidden(row, shown) for cell in row.cells.values()} - {None}
    return replace(
        table,
        rows=tuple(_row_without_copies(row, shown) for row in table.rows),
        notes=tuple(note for note in table.notes if note.about not in gone),
    )


def _copies(row: Row) -> dict[str, Cell]:
    return {key: cell for key, cell in row.cells.items() if cell.copy_of is not None}


def _repeats_hidden(row: Row, shown: Shown) -> bool:
    return any(cell.hidden or cell.copy_of not in shown for cell in _copies(row).values())


def _row_without_copies(row: Row, shown: Shown) -> Row:
    """Hide all copies in a row as soon as one of them, or what it repeats, is hidden; else an n hidden there."""
    copies = _copies(row)
    if not _repeats_hidden(row, shown):
        bases = {key: shown[cell.copy_of] for key, cell in copies.items() if cell.copy_of and key == "n"}
        unsaid = {key: _conceal(copies[key]) for key, base in bases.items() if base is not None and base.n is None}
        return replace(row, cells={**row.cells, **unsaid}) if unsaid else row
    concealed = {key: _conceal(cell) for key, cell in copies.items()}
    if "verdict" in concealed:
        concealed["verdict"] = Cell(text=Term("verdict.hidden"))
    return replace(row, cells={**row.cells, **concealed})


def _noted(table: Table, k: int) -> Table:
    """Return the table with a note on what is hidden, where anything is."""
    if table.kind in SAYS_ITSELF:
        return table
    small_base = any(base.hidden or base.n is None or base.outside is None for base in table.bases)
    if not (_hidden(table) or small_base or table.universe.n is None):
        return table
    kept = [note for note in table.notes if note.kind is not NoteKind.TEST]  # a test tells of every cell
    untold = [Note(NoteKind.HIDDEN, Term("note.test_hidden"))] if len(kept) < len(table.notes) else []
    return replace(table, notes=(*kept, Note(NoteKind.HIDDEN, Term("note.hidden", {"threshold": k})), *untold))


def _history(history: Sequence[Step], k: int) -> tuple[Step, ...]:
    """Hide small counts; of the exclusions, which add up to a number that is known, also what gives them away."""
    excluded = {place: step for place, step in enumerate(history) if step.action is Action.EXCLUDED}
    subjects = pool(excluded_by(history), k)
    hidden = {place for place, step in enumerate(history) if _is_small(step.count, k)}
    for subject in excluded_by(history):
        own = {place: step.count or 0 for place, step in excluded.items() if subject_of(step) == subject}
        hidden |= set(own) if subject in subjects else pool(own, k)
    return tuple(replace(step, count=None) if place in hidden else step for place, step in enumerate(history))
