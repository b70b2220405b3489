"""A table as it is printed, before any renderer: heads, spanners and lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, groupby

from analysis.table import Base, Column, Level, Row, Table, Unit
from reports.bases import head_bases, same_people
from reports.numbers import FIGURE_SPACE, head, shown
from reports.vocabulary import say, word

NO_BREAK_SPACE = "\u00a0"
"""As wide as a decimal comma or point in Arial and its metric twins."""

BEHIND_COUNT = re.compile(r"^(\S+) \((\S+)\)$")


@dataclass(frozen=True)
class Head:
    """The head of one column: its words, the unit under them, and whether its cells are text."""

    text: str
    unit: str = ""
    is_text: bool = False
    key: str = ""
    """The column's, free of language."""


@dataclass(frozen=True)
class Span:
    """A heading over neighbouring columns; without text where a column has none."""

    text: str
    width: int


@dataclass(frozen=True)
class Line:
    """One printed row; a summary has a single cell, which runs over all columns."""

    key: str
    label: str
    level: Level
    cells: tuple[str, ...] = ()

    @property
    def runs_over(self) -> bool:
        """Tell whether the single cell runs over all columns."""
        return self.level is Level.SUMMARY and len(self.cells) == 1


@dataclass(frozen=True)
class Layout:
    """A table as text, ready to be set."""

    key: str
    title: str
    stub: str
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    spans: tuple[Span, ...] = ()
    keeps_groups: bool = False
    """Whether a short group of rows stays on one page with its head."""
    may_break: bool = False
    """Whether a table of few rows may go over pages: its rows are high."""

    def spanner(self, place: int) -> str:
        """Return the heading a column shares with its neighbours, empty where it has none."""
        texts = [span.text for span in self.spans for _ in range(span.width)]
        return texts[place] if texts else ""

    def spanners(self) -> dict[str, str]:
        """Return the headings over several columns, by the key of the first column under each."""
        starts = accumulate((span.width for span in self.spans), initial=0)
        return {self.heads[start].key: span.text for start, span in zip(starts, self.spans, strict=False) if span.text}

    @cached_property
    def has_heads(self) -> bool:
        """Tell whether head rows stand over groups of rows, which are then set in."""
        return any(line.level is Level.HEAD for line in self.lines)


def lay_out(table: Table, language: str) -> Layout:
    """Return the text of every head and cell of a table."""
    columns = [column for column in table.columns if not column.summary]
    lines = _with_bases(table, [_line(table, row, columns, language) for row in table.rows], language)
    return Layout(
        table.id,
        say(table.title, language),
        "" if table.stub is None else say(table.stub, language),
        tuple(_head(column, language) for column in columns),
        tuple(lines),
        tuple(_spans(columns, language)),
    )


def aligned(layout: Layout, language: str) -> Layout:
    """Return the layout with right-aligned numbers padded, so that digits stand under digits."""
    mark = word("number.decimal", language)
    full = [line for line in layout.lines if len(line.cells) == len(layout.heads) and not line.runs_over]
    columns = list(zip(*(line.cells for line in full), strict=True))
    padded = [
        list(cells) if head.is_text else _pad(cells, mark)
        for head, cells in zip(layout.heads, columns, strict=bool(full))
    ]
    cells_of = {line.key: tuple(column[place] for column in padded) for place, line in enumerate(full)}
    return replace(
        layout,
        lines=tuple(replace(line, cells=cells_of.get(line.key, line.cells)) for line in layout.lines),
    )


def _line(table: Table, row: Row, columns: Sequence[Column], language: str) -> Line:
    label = say(row.label, language)
    summaries = [column for column in table.columns if column.summary and column.key in row.cells]
    if row.level is Level.SUMMARY and summaries:
        texts = [shown(row.cells[column.key], column, language) for column in summaries]
        text = word("document.semicolon", language).join(texts)
        return Line(row.key, label, row.level, (text,))
    if row.level is Level.HEAD and not row.cells:
        return Line(row.key, label, row.level)
    return Line(row.key, label, row.level, tuple(_cell(row, column, language) for column in columns))


def _cell(row: Row, column: Column, language: str) -> str:
    cell = row.cells.get(column.key)
    return word("number.absent", language) if cell is None else shown(cell, column, language)


def _head(column: Column, language: str) -> Head:
    text = say(column.label, language)
    unit = head(column.unit, language)
    return Head(text, "" if _says_unit(text, unit) else unit, column.unit is Unit.TEXT, column.key)


def _says_unit(text: str, unit: str) -> bool:
    return not unit or unit == text or re.search(rf"(?<!\w){re.escape(unit)}(?!\w)", text) is not None


def _spans(columns: Sequence[Column], language: str) -> Iterator[Span]:
    if all(column.spanner is None for column in columns):
        return
    texts = ["" if column.spanner is None else say(column.spanner, language) for column in columns]
    for text, group in groupby(texts):
        width = len(list(group))
        yield from [Span(text, width)] if text else [Span("", 1)] * width


def _with_bases(table: Table, lines: Sequence[Line], language: str) -> Iterator[Line]:
    """Yield the lines, with n beside each head and summary that stands on a base of its own."""
    bases = head_bases(table) | _summary_bases(table)
    for line in lines:
        base = bases.get(line.key)
        if base is None:
            yield line
        else:
            yield replace(line, label=word("document.head_base", language, label=line.label, n=base.n))


def _summary_bases(table: Table) -> dict[str, Base]:
    """Return the base of each total and summary row that is about other people than the rows above it."""
    by_key = {base.key: base for base in table.bases}
    ordinary = [by_key[row.base] for row in table.rows if row.level is Level.ROW and row.base in by_key]
    beneath = [row for row in table.rows if row.level in (Level.TOTAL, Level.SUMMARY)]
    own = {row.key: by_key.get(_summary_base(row)) for row in beneath}
    return {
        key: base
        for key, base in own.items()
        if base is not None and not any(same_people(base, other) for other in ordinary)
    }


def _summary_base(row: Row) -> str:
    """Return the one base that all cells of a row stand on; nothing where each column has its own."""
    bases = {row.base if cell.base is None else cell.base for cell in row.cells.values()}
    return bases.pop() if len(bases) == 1 else ""


def _pad(cells: Sequence[str], mark: str) -> list[str]:
    """Pad numbers so that they line up when set flush right, decimals and bracketed shares alike."""
    decimals = [_decimals(cell, mark) for cell in cells]
    shares = [len(match[2]) if (match := BEHIND_COUNT.match(cell)) else 0 for cell in cells]
    most, widest = max(decimals, default=0), max(shares, default=0)
    return [
        _pad_share(cell, widest - share) if share else _pad_decimals(cell, here, most)
        for cell, here, share in zip(cells, decimals, shares, strict=True)
    ]


def _decimals(cell: str, mark: str) -> int:
    before, _, after = cell.partition(mark)
    return len(after) if before[-1:].isdigit() and after.isdigit() else 0


def _pad_decimals(cell: str, here: int, most: int) -> str:
    if not cell or here == most:
        return cell
    return cell + (NO_BREAK_SPACE if here == 0 else "") + FIGURE_SPACE * (most - here)


def _pad_share(cell: str, missing: int) -> str:
    return cell.replace(" (", " " + FIGURE_SPACE * missing + "(", 1)
