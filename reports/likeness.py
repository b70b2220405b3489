"""What a figure is known by: digests of its pictures and of the numbers in its chart, kept in the file that shows it.

Other programs recode what they save. LibreOffice drops a picture in lines and keeps the dots, Word makes the dots anew
and keeps the lines, and both write a chart in their own way: of a chart only names, labels and numbers count.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from analysis.table import Cell, Table
from reports.manifest import PrintedFigure, PrintedPicture, squeezed
from reports.markup import clean
from reports.openxml import parse
from reports.vocabulary import say

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from reports.plate import Hung, Plate

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
LEVELS = ("tx", "cat", "val")
"""What a series holds: its name, the labels of its places, its numbers."""


def printed_figure(hung: Hung) -> PrintedFigure:
    """Return a figure as it is printed."""
    plate = hung.plate
    return PrintedFigure(
        title=squeezed(hung.caption.title),
        source=hung.source,
        note=squeezed(plate.note(hung.source)),
        shows=shows(plate),
        pictures=printed_pictures(plate),
    )


def printed_pictures(plate: Plate) -> list[PrintedPicture]:
    """Return the pictures of a figure, or its chart, as printed; the pictures are drawn for it."""
    if plate.chart is not None:
        numbers = chart_numbers(parse(plate.chart.attachment.content, plate.key))
        return [PrintedPicture(chart=numbers, height=plate.chart.height, alt=clean(plate.alts[0]))]
    return [
        PrintedPicture(dots=digest(found.png), lines=digest(found.svg), height=found.height, alt=clean(alt))
        for found, alt in zip(plate.pictures, plate.alts, strict=True)
    ]


def is_same(one: PrintedPicture, other: PrintedPicture) -> bool:
    """Tell whether two pictures show the same: by their lines where both have them, else by dots; charts by numbers."""
    if one.chart or other.chart:
        return one.chart == other.chart
    if one.lines and other.lines:
        return one.lines == other.lines
    return bool(one.dots) and one.dots == other.dots


def digest(content: bytes) -> str:
    """Return what content is known by."""
    return hashlib.sha256(content).hexdigest()


def chart_numbers(root: Element) -> str:
    """Return the digest of what a chart says: the name, labels and numbers of every series."""
    return _digest([[list(_points(series, level)) for level in LEVELS] for series in root.iter(f"{CHART}ser")])


def shows(plate: Plate) -> str:
    """Return the digest of all that a figure is drawn from, nothing hidden: while it is the same, so are the pictures.

    A picture is therefore not drawn to be compared when neither a number nor a word in it has changed.
    """
    table, language = plate.table, plate.language
    rows = [
        [row.key, row.level, say(row.label, language), [[k, *_shown(c, table, language)] for k, c in row.cells.items()]]
        for row in table.rows
    ]
    columns = [
        [c.key, c.unit, say(c.label, language), say(c.spanner, language) if c.spanner else ""] for c in table.columns
    ]
    return _digest([table.kind, table.figure, language, columns, rows, *plate.notes, plate.said])


def _shown(cell: Cell, table: Table, language: str) -> list[object]:
    if cell.hidden:
        return ["hidden"]
    text = "" if cell.text is None else say(cell.text, language)
    return [str(cell.value), str(cell.low), str(cell.high), cell.count, cell.unit, cell.digits, text]


def _points(series: Element, level: str) -> Iterator[tuple[str, str]]:
    """Yield the texts of a series by place; numbers without the zeros that another program leaves out."""
    for point in series.iterfind(f"{CHART}{level}//{CHART}pt"):
        text = squeezed(point.findtext(f"{CHART}v") or "")
        yield str(point.get("idx")), _number(text) if level == "val" else text


def _number(text: str) -> str:
    try:
        return f"{round(Decimal(text), 9).normalize():f}"
    except InvalidOperation:
        return text


def _digest(content: object) -> str:
    return digest(json.dumps(content, ensure_ascii=False).encode())
