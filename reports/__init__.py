"""Release objects in, readable documents out; numbers become text here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.disclosure import Release
    from analysis.table import Table
    from reports.notebook import Shown

__all__ = ["show"]


def show(shown: Table | Release, language: str = "en") -> Shown:
    """Return a table, or the tables of a release, as a notebook or a terminal shows them.

    A table is shown as the team may see it; a release as its policy says.
    """
    from reports.notebook import Shown, released

    return Shown(released(shown), language)
