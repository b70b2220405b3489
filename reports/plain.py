"""A table in the terminal: aligned, with its heads, and its notes beneath."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.disclosure import Policy, Release
from analysis.table import Level, Table
from reports.layout import Head, Layout, Line, aligned, lay_out
from reports.notes import INTERNAL, remarks
from reports.vocabulary import word

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table as Grid

GAP = 3
"""Blank columns between one cell and the next."""

MOST_LABEL = 36
"""Longer row labels are broken."""


def show(release: Release, language: str = "nl", console: Console | None = None) -> None:
    """Print every table of a release, to the terminal unless told where."""
    from rich.console import Console as Terminal

    screen = console or Terminal()
    for table in release.tables:
        screen.print(plain(table, release.policy, language, screen.width))


def plain(table: Table, policy: Policy, language: str, width: int = 80) -> RenderableType:
    """Return one table with title and notes, for rich to print; one too wide is continued below itself."""
    from rich.console import Group
    from rich.text import Text

    layout = aligned(lay_out(table, language), language)
    title = Text.assemble((f"{layout.key}  ", "dim"), (layout.title, "bold"))
    notes = [note.text for note in remarks(table, policy, language) if note.kind != INTERNAL]
    beneath = [Text(f"{word('terminal.note', language)} {' '.join(notes)}", style="dim")] if notes else []
    return Group(title, *(_grid(layout, part) for part in _parts(layout, width)), *beneath, Text())


def _parts(layout: Layout, width: int) -> Iterator[range]:
    """Yield the columns that fit beside the row labels, then those that fit when the table is continued."""
    room = width - GAP - min(_label_width(layout), MOST_LABEL)
    start, used = 0, 0
    for place in range(len(layout.heads)):
        needed = _least_width(layout, place) + GAP
        if used + needed > room and place > start:
            yield range(start, place)
            start, used = place, 0
        used += needed
    yield range(start, len(layout.heads))


def _label_width(layout: Layout) -> int:
    return max((len(_label(layout, line)) for line in layout.lines), default=0)


def _least_width(layout: Layout, place: int) -> int:
    """Return the width of a column's longest word; numbers are never broken."""
    head = layout.heads[place]
    cells = [line.cells[place] for line in layout.lines if len(line.cells) > place and not line.runs_over]
    words = [word for text in cells for word in text.split()] if head.is_text else cells
    return max(len(text) for text in (*layout.spanner(place).split(), *head.text.split(), head.unit, *words))


def _grid(layout: Layout, part: range) -> Grid:
    from rich import box
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    grid.add_column(Text(layout.stub), overflow="fold", width=min(_label_width(layout), MOST_LABEL))
    for place in part:
        head = layout.heads[place]
        text, least = Text(_head_text(head, layout.spanner(place))), _least_width(layout, place)
        if head.is_text:
            grid.add_column(text, min_width=least)
        else:
            grid.add_column(text, justify="right", width=least)
    for line in layout.lines:
        _add(grid, layout, line, part)
    return grid


def _head_text(head: Head, spanner: str) -> str:
    return "\n".join(part for part in (spanner, head.text, head.unit) if part)


def _add(grid: Grid, layout: Layout, line: Line, part: range) -> None:
    """Add a line; a summary's single cell is printed behind its label, in the last part."""
    from rich.text import Text

    if line.runs_over and part.stop < len(layout.heads):
        return
    style = "bold" if line.level in (Level.HEAD, Level.TOTAL) else ""
    cells = [] if line.runs_over or not line.cells else [line.cells[place] for place in part]
    grid.add_row(Text(_label(layout, line), style=style), *(Text(cell, style=style) for cell in cells))


def _label(layout: Layout, line: Line) -> str:
    if line.runs_over:
        return f"{line.label}: {line.cells[0]}"
    return f"  {line.label}" if line.level is Level.ROW and layout.has_heads else line.label
