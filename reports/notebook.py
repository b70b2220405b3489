"""Tables in a notebook: as HTML where it can be shown, as text elsewhere."""

from __future__ import annotations

import io
from dataclasses import dataclass

from analysis.disclosure import Audience, Policy, Release
from analysis.table import Table

WIDTH = 100
"""Letters in a line of text."""


@dataclass(frozen=True, repr=False)
class Shown:
    """Some tables to look at."""

    release: Release
    language: str

    def _repr_html_(self) -> str:
        """Return the tables as a notebook shows them."""
        from reports.html import fragment

        return fragment(self.release, self.language)

    def __repr__(self) -> str:
        """Return the tables as text, as `cryptodrug tables` prints them."""
        from rich.console import Console

        from reports.plain import show

        page = io.StringIO()
        show(self.release, self.language, Console(file=page, width=WIDTH, color_system=None))
        return page.getvalue().rstrip()


def released(shown: Table | Release) -> Release:
    """Return a release as it is, and a table as one for the team only."""
    return Release((shown,), (), Policy(Audience.INTERNAL)) if isinstance(shown, Table) else shown
