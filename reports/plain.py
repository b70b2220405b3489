"""A table in the terminal: aligned, with its heads, and its notes beneath."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from analysis.disclosure import Policy, Release
from analysis.table import Level, Table
from reports.layout import NO_BREAK_SPACE, Head, Layout, Line, aligned, lay_out
from reports.notes import INTERNAL, remarks
from reports.vocabulary import word

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
    from rich.table import Table as Grid
    from rich.text import Text

GAP = 3
"""Blank columns between one cell and the next."""

MOST_LABEL = 36
"""Longer row labels are broken."""

STAND_IN = "\ue000"
"""Stands for a no-break space while rich breaks lines, since rich would break there."""


def show(release: Release, language: str = "nl", console: Console | None = None) -> None:
    """Print every table of a release, to the terminal unless told where."""
    from rich.console import Console as Terminal

    screen = console or Terminal()
    for table in release.tables:
        screen.print(plain(table, release.policy, language, screen.width))


def plain(table: Table, policy: Policy, language: str, width: int = 80) -> RenderableType:
    """Return one table with title and notes, for rich to print; one too wide is continued below itself."""
    from rich.console import Group

    layout = aligned(lay_out(table, language), language)
    title = _text(f"{layout.key}  ", "dim").append_text(_text(layout.title, "bold"))
    notes = [note.text for note in remarks(table, policy, language) if note.kind != INTERNAL]
    beneath = [_text(f"{word('terminal.note', language)} {' '.join(notes)}", "dim")] if notes else []
    return Unbroken(Group(title, *_Printed(layout, language).parts(width), *beneath, _text("")))


@dataclass(frozen=True)
class Unbroken:
    """Something for rich to print, whose no-break spaces come back once the lines are broken."""

    content: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the segments as they are printed."""
        for segment in console.render(self.content, options):
            yield segment._replace(text=segment.text.replace(STAND_IN, NO_BREAK_SPACE))


@dataclass(frozen=True)
class _Printed:
    """A layout as lines of letters."""

    layout: Layout
    language: str

    def parts(self, width: int) -> Iterator[RenderableType]:
        """Yield a grid for the columns that fit beside the row labels, then for those that are left."""
        for part in self._parts(width):
            yield from self._spanners(part)
            yield self._grid(part)

    def _parts(self, width: int) -> Iterator[range]:
        room = width - GAP - self._stub_width()
        start, used = 0, 0
        for place in range(len(self.layout.heads)):
            needed = self._least_width(place) + GAP
            if used + needed > room and place > start:
                yield range(start, place)
                start, used = place, 0
            used += needed
        yield range(start, len(self.layout.heads))

    def _stub_width(self) -> int:
        return min(max((len(self._label(line)) for line in self.layout.lines), default=0), MOST_LABEL)

    def _least_width(self, place: int) -> int:
        """Return the width of a column's longest word, of shared headings too; numbers are never broken."""
        head, shared = self.layout.heads[place], self.layout.spanner(place)
        cells = [line.cells[place] for line in self.layout.lines if len(line.cells) > place and not line.runs_over]
        words = _words(cells) if head.is_text else cells
        return max(len(text) for text in (*_words([head.text, shared]), head.unit, *words))

    def _spanners(self, part: range) -> Iterator[Text]:
        """Yield the lines of the shared headings, each once, over the columns that share it."""
        spans = [(text, list(places)) for text, places in groupby(part, self.layout.spanner)]
        if not any(text for text, _ in spans):
            return
        blocks = [_block(text, sum(self._least_width(place) + GAP for place in places) - GAP) for text, places in spans]
        height = max(len(block) for block in blocks)
        for row in range(height):
            cells = (block[row - height + len(block)] if row >= height - len(block) else "" for block in blocks)
            widths = (len(block[-1]) for block in blocks)
            padded = (cell.center(width) for cell, width in zip(cells, widths, strict=True))
            yield _text((" " * GAP).join((" " * self._stub_width(), *padded)).rstrip(), "bold")

    def _grid(self, part: range) -> Grid:
        from rich import box
        from rich.table import Table as Grid

        grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        grid.add_column(_text(self.layout.stub), overflow="fold", width=self._stub_width())
        for place in part:
            head, least = self.layout.heads[place], self._least_width(place)
            if head.is_text:
                grid.add_column(_text(_head_text(head)), min_width=least)
            else:
                grid.add_column(_text(_head_text(head)), justify="right", width=least)
        for line in self.layout.lines:
            self._add(grid, line, part)
        return grid

    def _add(self, grid: Grid, line: Line, part: range) -> None:
        """Add a line; a summary's single cell is printed behind its label, in the last part."""
        if line.runs_over and part.stop < len(self.layout.heads):
            return
        style = "bold" if line.level in (Level.HEAD, Level.TOTAL) else ""
        cells = [] if line.runs_over or not line.cells else [line.cells[place] for place in part]
        grid.add_row(*(_text(text, style) for text in (self._label(line), *cells)))

    def _label(self, line: Line) -> str:
        if line.runs_over:
            return line.label + word("document.colon", self.language) + line.cells[0]
        return f"  {line.label}" if line.level is Level.ROW and self.layout.has_heads else line.label


def _block(text: str, width: int) -> list[str]:
    """Return a shared heading in lines of its width, the last one a rule; blanks where there is no heading."""
    from textwrap import wrap

    return [*wrap(text, width, break_on_hyphens=False), "─" * width] if text else [" " * width]


def _head_text(head: Head) -> str:
    return "\n".join(part for part in (head.text, head.unit) if part)


def _words(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in text.split(" ")]


def _text(text: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(text.replace(NO_BREAK_SPACE, STAND_IN), style=style)
