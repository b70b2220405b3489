"""What of the interviews may go out: the numbers do, and nothing that ties words or codes to one person's answers.

In a table about interviews "k of n" is printed as a number, as qualitative reports do: it says what was found among
people who are no sample, and nobody's answer to the survey. What is protected is what the survey adds to it:

1. **Groups** (`codes_by`). A group of one or two interviewees goes with its cells, and the next smallest group (or
   absence, or those outside) with it, until two or more of three interviewees together are hidden; where that cannot
   be, all groups go. As soon as one is hidden, the base tells neither n nor absences. A row goes, but for its first
   column, when it tells of one or two interviewees (`Cell.reveals`), and when any of its groups does: the code was
   found with one or two of a group, or with all but one or two (what is hidden counts as one group, since it follows
   from the rest). The pseudonyms quoted under that code would be tied to their answers.
2. **Attributes beside quotes** (`quotes`). Only the study's first attribute is printed (`Cell.extreme` marks the
   others), and of it only what three interviewees share and what at least the threshold of all respondents answered;
   where one category goes, so does the next smallest beside it, as above.
3. **Numbers of the survey** in a joint display are copies: they follow the table they are from.

**Not done**: two groupings of the same codes, or a grouping and an attribute, held against each other; other
releases; what the words themselves tell, which is for the person who read the transcript over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from analysis.coded import INTERVIEWS
from analysis.codes_by import FEWEST, GROUPS
from analysis.quotes import QUOTE, SINGLED_OUT
from analysis.subtraction import is_safe, pool
from analysis.table import Base, Cell, Column, Note, NoteKind, RespondentUnit, Row, Table, Term

OUTSIDE = "outside"
UNITS = (RespondentUnit.INTERVIEWS, RespondentUnit.SEGMENTS, RespondentUnit.TURNS)
SAYS_ITSELF = {"codes_by": "hidden_groups", "quotes": "hidden_attributes"}
"""Kinds of which something can be hidden here, with a note that says what."""


def is_about_interviews(table: Table) -> bool:
    """Tell whether a table counts interviews, segments or turns."""
    return table.universe.unit in UNITS


def protected(tables: Sequence[Table], k: int) -> tuple[Table, ...]:
    """Return tables about interviews as the public may see them; the others as they are."""
    return tuple(_protected(table, k) for table in tables)


def conceal(cell: Cell) -> Cell:
    """Return the cell with everything gone that says its number; where it stands remains."""
    return Cell(unit=cell.unit, base=cell.base, digits=cell.digits, copy_of=cell.copy_of, hidden=True)


def _protected(table: Table, k: int) -> Table:
    if not is_about_interviews(table) or table.kind not in SAYS_ITSELF:
        return table
    made = _by_group(table) if table.kind == "codes_by" else _quotes(table, k)
    if not any(cell.hidden for row in made.rows for cell in row.cells.values()):
        return made
    note = Note(NoteKind.HIDDEN, Term(f"coded.note.{SAYS_ITSELF[table.kind]}", {"limit": FEWEST}))
    return replace(made, notes=(*made.notes, note))


def _by_group(table: Table) -> Table:
    gone = _small_groups(table)
    groups = {column.key: _people(column) for column in table.columns if column.key not in {INTERVIEWS, *gone}}
    return replace(
        table,
        bases=tuple(_base(base, gone) for base in table.bases),
        columns=tuple(_column(column) if column.key in gone else column for column in table.columns),
        rows=tuple(_row(row, groups, _everyone(table) if gone else 0) for row in table.rows),
    )


def _small_groups(table: Table) -> frozenset[str]:
    """Return the groups to hide; with any of them, what else would give them away is never told."""
    whole = next(base for base in table.bases if base.key == GROUPS)
    groups = {column.key: _people(column) for column in table.columns if column.key != INTERVIEWS}
    parts = {**{f".{reason}": n for reason, n in whole.missing.items()}, f".{OUTSIDE}": whole.outside or 0, **groups}
    hidden = pool(parts, FEWEST)
    return hidden if is_safe(parts, hidden, FEWEST) else hidden | frozenset(groups)


def _people(column: Column) -> int:
    """Return how many interviewees a group's head names."""
    n = column.label.values.get("count") if isinstance(column.label, Term) else None
    return n if isinstance(n, int) else 0


def _base(base: Base, gone: frozenset[str]) -> Base:
    """Return the base of all groups without numbers, as soon as something of it is hidden."""
    if base.key == INTERVIEWS or not gone:
        return base
    return replace(base, n=None, missing={}, outside=None, hidden=frozenset(base.missing))


def _column(column: Column) -> Column:
    if not isinstance(column.label, Term):
        return column
    return replace(column, label=replace(column.label, values={**column.label.values, "count": None}))


def _everyone(table: Table) -> int:
    return next(base.n for base in table.bases if base.key == INTERVIEWS) or 0


def _row(row: Row, groups: Mapping[str, int], everyone: int) -> Row:
    """Return the row with the cells of `groups`, which are shown with their sizes; with none when it tells of a few.

    `everyone` is the number of interviewees where groups are hidden, so that their numbers together follow.
    """
    parts = [(row.cells[key].count or 0, n) for key, n in groups.items() if key in row.cells]
    if everyone and INTERVIEWS in row.cells:
        found = row.cells[INTERVIEWS].count or 0
        parts.append((found - sum(k for k, _ in parts), everyone - sum(n for _, n in parts)))
    few = any(_few(k, FEWEST) or _few(n - k, FEWEST) for k, n in parts)
    few = few or any(_few(cell.reveals, FEWEST) for key, cell in row.cells.items() if key != INTERVIEWS)
    shown = {INTERVIEWS} if few else {INTERVIEWS, *groups}
    return replace(row, cells={key: cell if key in shown else conceal(cell) for key, cell in row.cells.items()})


def _quotes(table: Table, k: int) -> Table:
    attributes = [column.key for column in table.columns if column.key != QUOTE]
    gone = {key: _small_categories([row.cells[key] for row in table.rows if key in row.cells], k) for key in attributes}
    rows = tuple(
        replace(row, cells={key: _beside(key, cell, gone) for key, cell in row.cells.items()}) for row in table.rows
    )
    notes = tuple(
        note
        for note in table.notes
        if not (isinstance(note.text, Term) and note.text.key == f"coded.note.{SINGLED_OUT}")
    )
    return replace(table, rows=rows, notes=notes)


def _small_categories(cells: Sequence[Cell], k: int) -> frozenset[str]:
    """Return the categories of an attribute that must not stand beside a quote."""
    people = {cell.key: cell.count or 0 for cell in cells}
    rare = {cell.key for cell in cells if _few(cell.count, FEWEST) or _few(cell.reveals, k)}
    others = sorted((key for key in people if key not in rare), key=lambda key: people[key])
    while rare and others and not is_safe(people, frozenset(rare), FEWEST):
        rare.add(others.pop(0))
    return frozenset(rare)


def _beside(column: str, cell: Cell, gone: Mapping[str, frozenset[str]]) -> Cell:
    if column == QUOTE:
        return cell
    return conceal(cell) if cell.extreme or cell.key in gone[column] else cell


def _few(n: int | None, limit: int) -> bool:
    return n is not None and 0 < n < limit
