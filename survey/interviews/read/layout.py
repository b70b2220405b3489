"""Paragraphs and tables of a document become the text of an interview, and marks in them positions in that text.

A paragraph ends in a line feed. What says who speaks by its looks is written as a label: a bold line or heading that
ends with a colon, or stands alone above somebody's words and occurs twice; a table of speaker | text, with or without
a column of times.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from survey.interviews.edits import Edits, recoding
from survey.interviews.read.notation import notation
from survey.interviews.transcript import canonical
from survey.interviews.turns import CLOCK

LONGEST = 63
TIME = re.compile(rf"[\[(#]?(?P<clock>{CLOCK})(?:-\d+)?[\])#]?")


@dataclass(frozen=True)
class Words:
    """A stretch of text in one look."""

    text: str
    bold: bool = False


@dataclass(frozen=True)
class Mark:
    """A place that something outside the text refers to."""

    kind: str
    name: str


Piece: TypeAlias = Words | Mark


@dataclass
class Paragraph:
    """One paragraph."""

    pieces: list[Piece] = field(default_factory=list)
    heading: bool = False

    @property
    def text(self) -> str:
        """Return its words."""
        return "".join(piece.text for piece in self.pieces if isinstance(piece, Words))

    @property
    def label(self) -> str:
        """Return its words when they look like a speaker's name on a line of its own, else nothing."""
        words = [piece for piece in self.pieces if isinstance(piece, Words) and piece.text.strip()]
        shown = self.heading or all(piece.bold for piece in words)
        text = self.text.strip()
        name = text.removesuffix(":").strip()
        return text if shown and 0 < len(name) <= LONGEST and not re.search(r"[:\[\]\n.?!…]$|[:\[\]\n]", name) else ""


@dataclass
class Table:
    """Rows of cells, each with paragraphs and tables of its own."""

    rows: list[list[list[Block]]] = field(default_factory=list)


Block: TypeAlias = Paragraph | Table


@dataclass(frozen=True)
class Laid:
    """Canonical text, and where in it the marks have come to stand."""

    text: str
    marks: dict[Mark, int]
    """Positions in the text as it was put together, before the moves."""
    moves: tuple[Edits, ...] = ()

    def span(self, start: Mark, end: Mark) -> tuple[int, int]:
        """Return what stands between two marks, without the ends of paragraphs behind it; empty is empty."""
        first, last = self.marks[start], self.marks[end]
        last = max(first, last)
        for edits in self.moves:
            moved = edits.move(first, last)
            first, last = moved.start, moved.end
        covered = self.text[first:last]
        return first, first + len(covered.rstrip("\n"))


def lay(blocks: Sequence[Block], as_is: bool = False) -> Laid:
    """Return the text of a document; `as_is` when it is one of ours, in which nothing needs to become a label."""
    paragraphs = list(_flat(blocks) if as_is else _with_labels(list(_flat(blocks, speakers=True))))
    parts: list[str] = []
    marks: dict[Mark, int] = {}
    place = 0
    for paragraph in paragraphs:
        for piece in (*paragraph.pieces, Words("\n")):
            if isinstance(piece, Words):
                parts.append(piece.text)
                place += len(piece.text)
            else:
                marks.setdefault(piece, place)
    raw = "".join(parts).removesuffix("\n")
    text = canonical(raw)
    written = Edits() if as_is else notation(text)
    marks = {mark: min(place, len(raw)) for mark, place in marks.items()}
    return Laid(written.apply(text), marks, (recoding(raw, text), written) if marks else ())


def _flat(blocks: Sequence[Block], speakers: bool = False) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif speakers and (columns := _columns(block)):
            for row in block.rows:
                yield from _spoken(row, columns)
        else:
            yield from _flat([inner for row in block.rows for cell in row for inner in cell], speakers)


@dataclass(frozen=True)
class _Columns:
    speaker: int | None
    time: int | None
    text: int


def _columns(table: Table) -> _Columns | None:
    """Return which column says what, when the table is a transcript of speaker | text, with or without times."""
    widths = {len(row) for row in table.rows}
    if len(widths) != 1 or not widths <= {2, 3}:
        return None
    texts = [[_text(cell).strip() for cell in row] for row in table.rows]
    order = list(range(widths.pop()))
    times = [n for n in order if 2 * sum(bool(TIME.fullmatch(row[n])) for row in texts) >= len(texts)]
    left = [n for n in order if n not in times]
    if len(order) == 3 and (len(times) != 1 or not _names([row[left[0]] for row in texts])):
        return None
    if len(times) == 1:
        return _Columns(left[0] if len(left) == 2 else None, times[0], left[-1])
    return _Columns(0, None, 1) if not times and _names([row[0] for row in texts]) else None


def _names(cells: Sequence[str]) -> bool:
    """Return whether cells name speakers: short, without a colon inside, and at least one of them twice."""
    names = [cell.removesuffix(":").strip() for cell in cells if cell]
    twice = any(count > 1 for count in Counter(names).values())
    return twice and all(len(name) <= LONGEST and not re.search(r"[:\[\]\n]", name) for name in names)


def _spoken(row: Sequence[Sequence[Block]], columns: _Columns) -> Iterator[Paragraph]:
    """Yield the paragraphs of one row: `Speaker: [time] text`."""
    before: list[Piece] = []
    if columns.speaker is not None:
        before += _beside(row[columns.speaker], ": ")
    if columns.time is not None:
        before += _time(row[columns.time])
    first, *others = list(_flat(row[columns.text])) or [Paragraph()]
    yield Paragraph([*before, *first.pieces])
    yield from others


def _beside(cell: Sequence[Block], colon: str) -> list[Piece]:
    """Return a speaker's cell as a label; only its marks when it is empty."""
    pieces = [piece for paragraph in _flat(cell) for piece in paragraph.pieces]
    text = _text(cell).strip()
    if not text:
        return [piece for piece in pieces if isinstance(piece, Mark)]
    return [*pieces, Words(" " if text.endswith(":") else colon)]


def _time(cell: Sequence[Block]) -> list[Piece]:
    text = _text(cell).strip()
    found = TIME.fullmatch(text)
    marks = [piece for paragraph in _flat(cell) for piece in paragraph.pieces if isinstance(piece, Mark)]
    return [*marks, *([Words(f"[{found['clock']}] " if found else f"{text} ")] if text else [])]


def _text(cell: Sequence[Block]) -> str:
    return "\n".join(paragraph.text for paragraph in _flat(cell))


def _with_labels(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs, a name above somebody's words written before them."""
    counts = Counter(paragraph.label for paragraph in paragraphs)
    waiting: list[Piece] = []
    for place, paragraph in enumerate(paragraphs):
        if waiting and not paragraph.text.strip():
            waiting += [piece for piece in paragraph.pieces if isinstance(piece, Mark)]
        elif paragraph.label and not waiting and _names_speaker(paragraphs, place, counts):
            waiting = [*paragraph.pieces, Words(" " if paragraph.label.endswith(":") else ": ")]
        else:
            yield Paragraph([*waiting, *paragraph.pieces])
            waiting = []
    if waiting:
        yield Paragraph(waiting)


def _names_speaker(paragraphs: Sequence[Paragraph], place: int, counts: Counter[str]) -> bool:
    label = paragraphs[place].label
    below = (paragraphs[n] for n in range(place + 1, len(paragraphs)))
    said = next((paragraph for paragraph in below if paragraph.text.strip()), None)
    if said is None or (said.label and said.heading):
        return False
    return label.endswith(":") or (counts[label] > 1 and not said.label)
