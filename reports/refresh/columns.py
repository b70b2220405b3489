"""Which column of a table by others is which of ours: by the bookmark in its head, else by the words of its head."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.anchors import Anchor, bookmark
from reports.manifest import squeezed
from reports.refresh.body import Body, table_of
from reports.refresh.grid import Cell, cells, head_rows, nearest
from reports.refresh.text import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


@dataclass(frozen=True)
class Columns:
    """The columns of a table: where each of ours begins in the grid, and the cells of its heads."""

    stub: int
    corner: Element | None
    """The head over the row labels."""
    places: Mapping[str, int]
    heads: Mapping[str, Element]
    spanners: Mapping[str, Element]
    foreign: int
    """How many columns are its author's own."""


def find_columns(
    body: Body, table: Element, key: str, heads: Mapping[str, Sequence[str]], spans: Mapping[str, str]
) -> Columns:
    """Return the columns of a table, given the texts that each head can have and the headings over several."""
    top = [cell for row in head_rows(table) for cell in cells(row)]
    corner = _marked(body, table, bookmark(Anchor.TABLE, key), top)
    found = _find(body, table, Anchor.COLUMN, key, heads, [cell for cell in top if cell.span == 1])
    over = _find(body, table, Anchor.SPAN, key, {name: (text,) for name, text in spans.items()}, top)
    stub = corner.start if corner else 0
    first = corner or next((cell for cell in top[::-1] if cell.start == stub), None)
    known = {cell.start for cell in found.values()} | {stub}
    width = max((cell.start + cell.span for cell in top), default=0)
    return Columns(
        stub,
        first.element if first else None,
        {name: cell.start for name, cell in found.items()},
        {name: cell.element for name, cell in found.items()},
        {name: cell.element for name, cell in over.items()},
        width - len(known),
    )


def _find(
    body: Body, table: Element, kind: Anchor, key: str, texts: Mapping[str, Sequence[str]], top: Sequence[Cell]
) -> dict[str, Cell]:
    """Return the head cell of each column; where two have the same one, neither does."""
    marked = {name: _marked(body, table, bookmark(kind, key, name), top) for name in texts}
    found = {name: cell for name, cell in marked.items() if cell is not None}
    found |= dict(_by_text({name: texts[name] for name in texts if name not in found}, found, top))
    times = Counter(cell.element for cell in found.values())
    return {name: cell for name, cell in found.items() if times[cell.element] == 1}


def _marked(body: Body, table: Element, name: str, top: Sequence[Cell]) -> Cell | None:
    start = body.mark(name)
    around = None if start is None or table_of(start) is not table else nearest(start, "tc")
    return next((cell for cell in top if cell.element is around), None)


def _by_text(
    texts: Mapping[str, Sequence[str]], taken: Mapping[str, Cell], top: Sequence[Cell]
) -> Iterator[tuple[str, Cell]]:
    """Yield the heads that only one column can mean and only one cell says."""
    used = {cell.element for cell in taken.values()}
    said: dict[str, list[Cell]] = {}
    for cell in top:
        if cell.element not in used:
            said.setdefault(squeezed(text_of(cell.element)), []).append(cell)
    meant = Counter(text for each in texts.values() for text in {squeezed(text) for text in each})
    for name, each in texts.items():
        cells_ = [cell for text in {squeezed(text) for text in each if meant[squeezed(text)] == 1} if text
                  for cell in said.get(text, ())]  # fmt: skip
        if len(cells_) == 1:
            yield name, cells_[0]
