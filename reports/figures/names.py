"""Names beside the marks they belong to, drawn apart where they would meet: in place of a legend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.figures.canvas import GREY, LINE, SMALL, Canvas, Pen, height_of, text_width, wrapped
from reports.figures.sheets import Band

LEADER = 9.0
"""How long the line from a name to its mark is."""
BETWEEN = 7.0
"""White between two names."""
SWATCH, BEHIND = 7.0, 11.0
"""How large the colour of a name is, and how far behind its left edge the name begins."""


@dataclass(frozen=True)
class Name:
    """A name, and the place of the mark below it."""

    text: str
    place: float
    colour: str = GREY


def fit(names: Sequence[Name], left: float, right: float) -> bool:
    """Tell whether names stand over a row without a word being broken."""
    words = [word for name in names for word in name.text.split(" ")]
    return all(text_width(word, SMALL) <= _share(names, left, right) for word in words)


def key_band(names: Sequence[Name], fills: Sequence[str], width: float) -> Band:
    """Return the names in the order of the parts of a bar, each behind its colour, in as many lines as they take."""
    shown = [wrapped(name.text, width - BEHIND, SMALL) for name in names]
    spots = list(_flowed([max(text_width(line, SMALL) for line in found) + BEHIND for found in shown], width))
    rows = {row: max(len(f) for f, (r, _) in zip(shown, spots, strict=True) if r == row) for row, _ in spots}
    step = SMALL * LINE

    def paint(sheet: Canvas, top: float) -> None:
        for found, fill, (row, left) in zip(shown, fills, spots, strict=True):
            down = top + sum(rows[before] * step + 3 for before in range(row))
            sheet.box((left, down + step / 2 - SWATCH / 2), (SWATCH, SWATCH), fill, GREY)
            sheet.lines(left + BEHIND, down, found, Pen(SMALL, GREY))

    return Band(sum(lines * step + 3 for lines in rows.values()) + 4, paint)


def _flowed(widths: Sequence[float], page: float) -> Iterator[tuple[int, float]]:
    """Yield in which line each name stands, and how far from the left."""
    row, left = 0, 0.0
    for width in widths:
        if left and left + width > page:
            row, left = row + 1, 0.0
        yield row, left
        left += width + BETWEEN * 1.5


def name_band(names: Sequence[Name], left: float, right: float) -> Band:
    """Return the band of names over the first row: each above its mark, or led to it."""
    lines = _broken([name.text for name in names], right - left, _share(names, left, right))
    widths = [max(text_width(line, SMALL) for line in found) for found in lines]
    middles = spread([name.place for name in names], widths, left, right)
    height = max((height_of(found, SMALL) for found in lines), default=0.0)

    def paint(sheet: Canvas, top: float) -> None:
        for name, found, middle in zip(names, lines, middles, strict=True):
            pen = Pen(SMALL, name.colour, align="center")
            sheet.lines(middle, top + height - height_of(found, SMALL), found, pen)
            start, end = (middle, top + height + 1.5), (name.place, top + height + LEADER)
            sheet.line(start, end, GREY, 0.5)

    return Band(height + LEADER, paint)


def spread(places: Sequence[float], widths: Sequence[float], left: float, right: float) -> list[float]:
    """Return the middles of names in their order: as near their places as the others and the edges allow.

    Names that meet form a block, which stands where its names would on average like to stand.
    """
    blocks: list[tuple[list[float], float]] = []
    for place, width in zip(places, widths, strict=True):
        blocks.append(([width], min(max(place, left + width / 2), right - width / 2)))
        while len(blocks) > 1 and _end(blocks[-2]) + BETWEEN > _start(blocks[-1]):
            other = blocks.pop()
            blocks[-1] = _merged(blocks[-1], other, left, right)
    return [middle for block in blocks for middle in _middles(block)]


def _broken(texts: Sequence[str], whole: float, room: float) -> list[list[str]]:
    """Return each name in lines: on one where all fit so, else within an equal share of the room."""
    alone = [[text] for text in texts]
    wide = sum(text_width(text, SMALL) + BETWEEN for text in texts)
    return alone if wide <= whole * 0.8 else [wrapped(text, room, SMALL) for text in texts]


def _share(names: Sequence[Name], left: float, right: float) -> float:
    """Return how much room each name has, where all have as much."""
    return (right - left - BETWEEN * (len(names) - 1)) / max(1, len(names))


def _span(widths: Sequence[float]) -> float:
    return sum(widths) + BETWEEN * (len(widths) - 1)


def _start(block: tuple[list[float], float]) -> float:
    return block[1] - _span(block[0]) / 2


def _end(block: tuple[list[float], float]) -> float:
    return block[1] + _span(block[0]) / 2


def _merged(
    one: tuple[list[float], float], other: tuple[list[float], float], left: float, right: float
) -> tuple[list[float], float]:
    widths = one[0] + other[0]
    middle = (one[1] * len(one[0]) + other[1] * len(other[0])) / len(widths)
    half = _span(widths) / 2
    return widths, max(min(middle, right - half), left + half)


def _middles(block: tuple[list[float], float]) -> list[float]:
    at, found = _start(block), []
    for width in block[0]:
        found.append(at + width / 2)
        at += width + BETWEEN
    return found
