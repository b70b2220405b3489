"""The tables of a release in order, each behind the heading it opens and before its figure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from analysis.disclosure import Release
from analysis.table import Table, Text
from reports.figures import height, is_drawn
from reports.layout import aligned, lay_out
from reports.notes import note_lines, remarks
from reports.plate import Plate, plate
from reports.prose import Heading
from reports.rows import SHORT
from reports.tongues import tongues
from reports.vocabulary import say, tongue
from reports.word import Exhibit

LINE, TOGETHER = 16.0, 560.0
"""About how high a line of a table is, and how high a table and its figure can be on one page, in points."""

Part: TypeAlias = Heading | Exhibit | Plate


def chapters(release: Release, language: str) -> Iterator[Part]:
    """Yield headings, tables and figures as they are printed, still without numbers."""
    opening = {heading.key: heading for heading in openings(release, language)}
    for table in release.tables:
        if table.id in opening:
            yield opening[table.id]
        notes = remarks(table, release.policy, language)
        layout = aligned(lay_out(table, language), language)
        drawn = is_drawn(table)
        fits = drawn and _fits(table, len(layout.lines), language)
        yield Exhibit(layout, note_lines(notes), holds_on=fits, kept=True, tongues=tongues(table, language))
        if drawn:
            yield plate(table, notes, language)


def openings(release: Release, language: str) -> Iterator[Heading]:
    """Yield the heading of each chapter, known by the table that it stands over."""
    open_section: Text | None = None
    for place, table in enumerate(release.tables):
        if table.section is not None and table.section != open_section:
            open_section = table.section
            opened = tongue(open_section, language)
            yield Heading(say(open_section, language), new_page=place == 0, tongue=opened, key=table.id)


def _fits(table: Table, lines: int, language: str) -> bool:
    """Tell whether a table of so many lines and its figure go on one page together."""
    return lines <= SHORT and lines * LINE + height(table, language) <= TOGETHER
