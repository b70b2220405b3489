"""What several disclosure thresholds would hide of the same tables, so that one can be chosen knowingly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.disclosure import Audience, Policy, protect
from analysis.table import Table
from survey.survey import Step

USUAL = (3, 5, 10)


@dataclass(frozen=True)
class Loss:
    """What one threshold hides."""

    threshold: int
    cells: int
    """Cells with a number that would be hidden."""
    of: int
    """Cells with a number."""
    tables: int
    """Tables in which something would be hidden."""


def losses(tables: Sequence[Table], history: Sequence[Step], thresholds: Sequence[int] = USUAL) -> tuple[Loss, ...]:
    """Return what each threshold would hide in a public report of these tables."""
    return tuple(_loss(tables, history, threshold) for threshold in thresholds)


def _loss(tables: Sequence[Table], history: Sequence[Step], threshold: int) -> Loss:
    shown = protect(tables, history, Policy(Audience.PUBLIC, threshold)).tables
    hidden = [sum(cell.hidden for row in table.rows for cell in row.cells.values()) for table in shown]
    filled = sum(
        cell.value is not None or cell.count is not None
        for table in tables
        for row in table.rows
        for cell in row.cells.values()
    )
    return Loss(threshold, sum(hidden), filled, sum(count > 0 for count in hidden))
