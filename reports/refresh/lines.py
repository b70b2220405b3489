"""Which row of a table by others is which of ours: by the bookmark in it, else by a label that only one row has.

Never by position: authors sort rows, and put rows of their own between them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.anchors import Anchor, bookmark
from reports.layout import Line
from reports.manifest import PrintedRow, same, squeezed
from reports.refresh.body import Body, table_of
from reports.refresh.columns import Columns
from reports.refresh.grid import Cell, at, cell_at, cells, head_rows, nearest, rows
from reports.refresh.text import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

OVER = ""
"""The key of a text that runs over all columns."""


@dataclass(frozen=True)
class Lines:
    """The rows of a table by key, and those that are its author's."""

    rows: Mapping[str, Element]
    own: tuple[Element, ...]


def find_lines(body: Body, table: Element, key: str, labels: Mapping[str, str], stub: int) -> Lines:
    """Return the rows of a table, given the label that each was last printed with."""
    heads = set(head_rows(table))
    every = [row for row in rows(table) if row not in heads]
    marked = {name: _marked(body, table, bookmark(Anchor.ROW, key, name)) for name in labels}
    found = {name: row for name, row in marked.items() if row is not None}
    taken = set(found.values())
    left = [row for row in every if row not in taken]
    found |= _by_label({name: text for name, text in labels.items() if name not in found}, labels, left, stub)
    times = Counter(found.values())
    found = {name: row for name, row in found.items() if times[row] == 1}
    taken = set(found.values())
    return Lines(found, tuple(row for row in every if row not in taken))


def slots(cells_: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    """Return the texts of a line by column; a single one of several columns runs over all of them."""
    if len(cells_) == len(columns):
        return dict(zip(columns, cells_, strict=True))
    return {OVER: cells_[0]} if cells_ else {}


def cell_of(found: Sequence[Cell], column: str, columns: Columns) -> Element | None:
    """Return the one of a row's cells for one of our columns; nothing where its author merged it away."""
    if column == OVER:
        return next((cell.element for cell in found if cell.start > columns.stub and not cell.covered), None)
    return at(found, columns.places[column]) if column in columns.places else None


def looks_like(row: Element, printed: PrintedRow, keys: Sequence[str], columns: Columns) -> bool:
    """Tell whether a row shows the numbers of a printed one, whatever it is called by now."""
    wanted = {key: text for key, text in slots(printed.cells, keys).items() if text}
    here = cells(row)
    found = {key: cell_of(here, key, columns) for key in wanted}
    return bool(wanted) and all(cell is not None and same(text_of(cell), wanted[key]) for key, cell in found.items())


def by_key(lines: Sequence[Line]) -> dict[str, Line]:
    """Return the lines of a layout by key."""
    return {line.key: line for line in lines}


def _marked(body: Body, table: Element, name: str) -> Element | None:
    start = body.mark(name)
    return None if start is None or table_of(start) is not table else nearest(start, "tr")


def _by_label(
    wanted: Mapping[str, str], labels: Mapping[str, str], left: Sequence[Element], stub: int
) -> dict[str, Element]:
    """Return the rows whose label is that of one line alone, and of one row alone."""
    meant = Counter(squeezed(text) for text in labels.values())
    said: dict[str, list[Element]] = {}
    for row in left:
        cell = cell_at(row, stub)
        if cell is not None:
            said.setdefault(squeezed(text_of(cell)), []).append(row)
    rows_of = {name: said.get(squeezed(text), []) for name, text in wanted.items() if meant[squeezed(text)] == 1}
    return {name: found[0] for name, found in rows_of.items() if len(found) == 1 and squeezed(wanted[name])}
