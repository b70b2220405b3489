"""A table by others as rows and cells, each cell at its place in the grid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.openxml import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

AROUND = (f"{W}sdt", f"{W}sdtContent", f"{W}customXml")


@dataclass(frozen=True)
class Cell:
    """One cell: where it begins in the grid and over how many of its columns it goes."""

    element: Element
    start: int
    span: int
    covered: bool = False
    """Whether it only continues the cell above it."""


def rows(table: Element) -> list[Element]:
    """Return the rows of a table, those in controls too."""
    return list(_within(table, f"{W}tr"))


def cells(row: Element) -> list[Cell]:
    """Return the cells of a row with their places."""
    found: list[Cell] = []
    place = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
    for element in _within(row, f"{W}tc"):
        span = _number(element.find(f"{W}tcPr/{W}gridSpan"), 1)
        merge = element.find(f"{W}tcPr/{W}vMerge")
        covered = merge is not None and merge.get(f"{W}val", "continue") == "continue"
        found.append(Cell(element, place, span, covered))
        place += span
    return found


def cell_at(row: Element, place: int) -> Element | None:
    """Return the cell that begins at a place in the grid; nothing where none does, or it continues another."""
    return at(cells(row), place)


def at(found: Sequence[Cell], place: int) -> Element | None:
    """Return the one of these cells that begins at a place in the grid, and does not continue another."""
    return next((cell.element for cell in found if cell.start == place and not cell.covered), None)


def head_rows(table: Element) -> list[Element]:
    """Return the leading rows that repeat on every page; the first row where none does."""
    every = rows(table)
    leading = 0
    for row in every:
        if not _is_on(row.find(f"{W}trPr/{W}tblHeader")):
            break
        leading += 1
    return every[: max(leading, 1)]


def nearest(element: Element, tag: str) -> Element | None:
    """Return the closest element around this one that is called so."""
    return next(element.iterancestors(f"{W}{tag}"), None)


def _within(element: Element, tag: str) -> Iterator[Element]:
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in AROUND:
            yield from _within(child, tag)


def _number(element: Element | None, usual: int) -> int:
    value = "" if element is None else str(element.get(f"{W}val", ""))
    return int(value) if value.isdigit() and len(value) < 6 else usual


def _is_on(element: Element | None) -> bool:
    return element is not None and element.get(f"{W}val", "true") not in {"false", "0", "off"}
