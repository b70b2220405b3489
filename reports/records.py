"""Tables as plain records: what `cryptodrug tables --json` writes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, TypeAlias

from analysis.disclosure import Policy, Release
from analysis.table import Base, Cell, Column, Row, Table, Term
from reports.notes import BASE, remarks
from reports.numbers import shown
from reports.vocabulary import say
from survey.missing import Reason

Record: TypeAlias = dict[str, Any]


def records(release: Release, study: str, language: str) -> Record:
    """Return a release as the record that `tables --json` promises, texts in `language`.

    `value` is unrounded, `shown` is as printed; a hidden cell carries neither value, count nor interval.
    """
    tables = [_table(table, release.policy, language) for table in release.tables]
    return {"study": study, "tables": tables}


def _table(table: Table, policy: Policy, language: str) -> Record:
    universe = table.universe
    notes = [note for note in remarks(table, policy, language) if note.kind != BASE]
    return {
        "id": table.id,
        "kind": table.kind,
        "title": say(table.title, language),
        "wave": table.wave,
        "universe": {"unit": universe.unit.value, "n": universe.n, "where": universe.where},
        "bases": [_base(base, language) for base in table.bases],
        "columns": [_column(column, language) for column in table.columns],
        "rows": [_row(table, row, language) for row in table.rows],
        "notes": [{"kind": note.kind, "text": note.text} for note in notes],
    }


def _base(base: Base, language: str) -> Record:
    """Return a base; people it is not about are counted as `outside`, hidden reasons are named beside it."""
    missing = {reason.value: n for reason, n in base.missing.items() if reason not in base.hidden}
    if base.outside:
        missing["outside"] = base.outside
    record = {"key": base.key, "name": say(base.label, language), "n": base.n, "missing": missing}
    hidden = [reason.value for reason in Reason if reason in base.hidden]
    return {**record, "hidden": hidden} if hidden else record


def _column(column: Column, language: str) -> Record:
    return {"key": column.key, "label": say(column.label, language), "unit": column.unit.value}


def _row(table: Table, row: Row, language: str) -> Record:
    columns = {column.key: column for column in table.columns}
    cells = {key: _cell(cell, columns[key], language) for key, cell in row.cells.items()}
    return {"key": row.key, "label": say(row.label, language), "base": row.base, "cells": cells}


def _cell(cell: Cell, column: Column, language: str) -> Record:
    """Return a cell, with its base and unit where they are not those of its row and column.

    Text gives also the language-free key of what it names, where it has one.
    """
    open_cell = Cell(hidden=True) if cell.hidden else cell
    record = {
        "value": _number(open_cell.value),
        "count": open_cell.count,
        "low": _number(open_cell.low),
        "high": _number(open_cell.high),
        "shown": shown(cell, column, language),
        "hidden": cell.hidden,
    }
    unit = cell.unit if cell.unit is not column.unit else None
    key = open_cell.text.key if isinstance(open_cell.text, Term) else open_cell.key
    more = {"key": key or None, "base": cell.base, "unit": unit and unit.value}
    return record | {name: value for name, value in more.items() if value is not None}


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
