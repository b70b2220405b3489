"""Tables as pictures: each drawing takes a released table and shows what is not hidden, and nothing else.

A drawing is named in the plan (column `figure`); `analysis.TABLES` says which kind can be drawn how. It draws what the
table prints, number by number in the same words, and computes nothing but where things lie. A hidden number is a pale
mark, always at the same place or of the same size.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from analysis.drawing import CHART, usual
from analysis.table import Table
from reports.figures import bars, curves, dots, intervals, lines, pairs, steps, trend
from reports.figures import map as missing_map
from reports.figures.canvas import Canvas, plain_settings
from reports.figures.findings import FINDINGS
from reports.figures.sheets import PHONE, WIDTH, Sheet, evenly
from reports.vocabulary import say, word

MOST_SAID = 12
"""The alt text gives the numbers of so many rows; longer figures have their table above them."""
BLANKS = re.compile(" {2,}")


@dataclass(frozen=True)
class Drawing:
    """One way to draw: the columns it needs of a table, the sheet it makes, and its numbers in words."""

    columns: Callable[[Table], tuple[str, ...]]
    sheet: Callable[[Table, str, float], Sheet]
    says: Callable[[Table, str], list[str]]


DRAWINGS: dict[str, Drawing] = {
    "dots": Drawing(dots.columns, dots.sheet, dots.says),
    "likert": Drawing(bars.columns, bars.likert, bars.says),
    "stacked": Drawing(bars.columns, bars.stacked, bars.says),
    "turnover": Drawing(bars.turnover_columns, bars.turnover, bars.turnover_says),
    "intervals": Drawing(intervals.columns, intervals.sheet, intervals.says),
    "curves": Drawing(curves.columns, curves.sheet, curves.says),
    "pairs": Drawing(pairs.columns, pairs.sheet, pairs.says),
    "map": Drawing(missing_map.columns, missing_map.sheet, missing_map.says),
    "steps": Drawing(steps.columns, steps.sheet, steps.says),
    "lines": Drawing(trend.columns, lines.sheet, lines.says),
    "trend": Drawing(trend.columns, trend.sheet, trend.says),
}
"""Every way to draw a table, by its name in the column `figure`."""


@dataclass(frozen=True)
class Picture:
    """A picture in lines and in dots, and its size in points."""

    svg: bytes
    png: bytes
    width: float
    height: float


def way_of(table: Table) -> str:
    """Return how the picture of a table is drawn: a chart for Word has its kind's usual picture elsewhere."""
    return usual(table.kind) if table.figure == CHART else table.figure


def is_drawn(table: Table) -> bool:
    """Tell whether a table asks for a figure, and has a number that can be drawn."""
    drawing = DRAWINGS.get(way_of(table))
    if drawing is None:
        return False
    cells = (row.cells.get(key) for key in drawing.columns(table) for row in table.rows)
    return any(cell is not None and cell.value is not None and not cell.hidden for cell in cells)


def height(table: Table, language: str) -> float:
    """Return how high the figure of a table is, in points, were it one picture."""
    with plain_settings():
        return DRAWINGS[way_of(table)].sheet(table, language, WIDTH).height


def canvases(table: Table, language: str) -> tuple[Canvas, ...]:
    """Return the figure of a table as drawn, on as many sheets as it takes."""
    with plain_settings():
        return tuple(DRAWINGS[way_of(table)].sheet(table, language, WIDTH).pictures())


def narrow(table: Table, language: str) -> tuple[Canvas, ...]:
    """Return the figure for a phone, in as many sheets; nothing where it cannot be so narrow."""
    drawing = DRAWINGS[way_of(table)]
    with plain_settings():
        wide, slim = (drawing.sheet(table, language, width) for width in (WIDTH, PHONE))
        if slim.width > PHONE:
            return ()
        alike = len(wide.rows) == len(slim.rows)
        return tuple(slim.split(wide.sizes if alike else evenly(len(slim.rows), len(wide.sizes))))


def pictures(table: Table, language: str) -> tuple[Picture, ...]:
    """Return the figure of a table as files, in as many as it takes."""
    found = canvases(table, language)
    with plain_settings():
        return tuple(Picture(canvas.svg(), canvas.png(), canvas.width, canvas.height) for canvas in found)


def drawn_columns(table: Table) -> tuple[str, ...]:
    """Return the columns that a table's figure shows."""
    return DRAWINGS[way_of(table)].columns(table)


def describe(table: Table, language: str, way: str = "") -> str:
    """Return the alt text: what the figure shows first of all, how it is drawn, and its main numbers.

    Only numbers that are shown are in it; a hidden one is its mark.
    """
    drawn = way_of(table)
    said = DRAWINGS[drawn].says(table, language)
    numbers = word("document.semicolon", language).join(said[:MOST_SAID])
    text = word(
        f"figure.{way or drawn}",
        language,
        title=say(table.title, language).rstrip("."),
        finding=FINDINGS[drawn](table, language),
        numbers=numbers + ("; …" if len(said) > MOST_SAID else ""),
    )
    return BLANKS.sub(" ", text)
