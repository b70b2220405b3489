"""The tables of any Word document as they are printed: heads, rows, and the texts around them that name their n."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.possible import Printed
from survey.errors import problem

if TYPE_CHECKING:
    from docx.document import Document

NOTES = 4
"""So many paragraphs under a table can be its notes."""
MINUS = "\u2212"
SPACES = "[\u00a0\u202f\u2007\u2009 ]"
AMOUNT = re.compile(rf"[-{MINUS}]?\d+(?:{SPACES}\d{{3}})*(?:[.,]\d+)*")
PERCENT = re.compile(rf"({AMOUNT.pattern}){SPACES}*%?")
COUNT_AND_PERCENT = re.compile(rf"({AMOUNT.pattern}){SPACES}*\(({AMOUNT.pattern}){SPACES}*%?\)")
SIZE = re.compile(rf"\b[nN]{SPACES}*={SPACES}*(\d+(?:[.,]\d{{3}}|{SPACES}\d{{3}})*)")
CHANCE = re.compile(rf"\bp{SPACES}*[=<]")
OF = re.compile(r"(?:Base|Basis)\s*:\s*(\d+)\s+(?:of|van(?: de)?|sur)\s+\d+")


@dataclass(frozen=True)
class PrintedTable:
    """One table: its caption, the head over each column, the rows beneath, and the notes after it."""

    number: int
    caption: str
    heads: tuple[tuple[str, ...], ...]
    """The head rows, each with a text for every column."""
    rows: tuple[tuple[str, ...], ...]
    notes: str = ""
    part: str = ""
    """The row that stands over these rows of the table, where it has several such parts."""

    def head(self, column: int) -> str:
        """Return all that stands over a column."""
        return " ".join(dict.fromkeys(row[column] for row in self.heads if column < len(row) and row[column]))

    def parts(self) -> tuple[PrintedTable, ...]:
        """Return the table cut at the rows without any number, each of which stands over the rows below it."""
        over = [place for place, row in enumerate(self.rows) if not any(numbers(cell) for cell in row[1:])]
        cuts = [-1, *over, len(self.rows)]
        parts = [
            replace(self, rows=self.rows[start + 1 : end], part=self.rows[start][0] if start >= 0 else "")
            for start, end in pairwise(cuts)
        ]
        return tuple(part for part in parts if part.rows)

    @property
    def sizes(self) -> frozenset[int]:
        """Return every n that the row over this part names, else the bases in the notes, else those in the texts.

        Where the notes tell of tests, an n in them may be a test's own.
        """
        notes = "" if CHANCE.search(self.notes) else self.notes
        found = SIZE.findall(self.part) or OF.findall(self.notes) or SIZE.findall(f"{self.caption} {notes}")
        return frozenset(int(re.sub(r"\D", "", size)) for size in found)


def read_tables(path: Path) -> tuple[PrintedTable, ...]:
    """Return the tables of a Word document; raise `StudyError` when it is none."""
    document = _open(path)
    blocks = list(document.element.body.iterchildren())
    places = [place for place, block in enumerate(blocks) if block.tag.endswith("}tbl")]
    return tuple(_table(number, blocks, place) for number, place in enumerate(places, start=1))


def numbers(text: str) -> list[Printed]:
    """Return the numbers of a cell: none, one (`45`, `45,5 %`), or count and percentage (`30 (45)`)."""
    bare = text.strip()
    both = COUNT_AND_PERCENT.fullmatch(bare)
    if both:
        return [number(both[1]), number(both[2])]
    alone = PERCENT.fullmatch(bare)
    return [number(alone[1])] if alone else []


def number(text: str) -> Printed:
    """Return a printed number; of several marks the last is the decimal one, and a lone mark is it too."""
    plain = re.sub(SPACES, "", text).replace(MINUS, "-")
    marks = re.findall(r"[.,]", plain)
    if len(marks) > 1 and len(set(marks)) == 1:
        plain = re.sub(r"[.,]", "", plain)
    elif marks:
        before, _, after = plain.rpartition(marks[-1])
        plain = f"{re.sub(r'[.,]', '', before)}.{after}"
    return Printed(Fraction(plain), len(plain.partition(".")[2]))


def _open(path: Path) -> Document:
    import zipfile

    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    if path.is_dir():
        raise problem("this is a folder, not a Word document", str(path), "Name the .docx file in it.")
    if not path.exists():
        raise problem("there is no such file", str(path), "Check its name.")
    try:
        return Document(str(path))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, OSError):
        raise problem("this is no Word document", str(path), "Save it as .docx.") from None


def _table(number_: int, blocks: Sequence[Any], place: int) -> PrintedTable:
    heads = [tuple(_head_cells(row)) for row in blocks[place].tr_lst]
    body = [tuple(_body_cells(row)) for row in blocks[place].tr_lst]
    top = next((at for at, row in enumerate(body) if any(numbers(cell) for cell in row[1:])), len(body))
    while top > 1 and not any(body[top - 1][1:]):
        top -= 1  # a row that says something in its first column only stands over rows, not over columns
    return PrintedTable(number_, _caption(blocks, place), tuple(heads[:top]), tuple(body[top:]), _notes(blocks, place))


def _head_cells(row: Any) -> Iterator[str]:
    """Yield the text over every column; a cell over several columns stands over each of them."""
    for cell in row.tc_lst:
        yield from [" ".join(map(_text, cell.p_lst)).strip()] * cell.grid_span


def _body_cells(row: Any) -> Iterator[str]:
    """Yield the text of every column; a cell over several columns belongs to the first, or to none of them."""
    for place, cell in enumerate(row.tc_lst):
        text = " ".join(map(_text, cell.p_lst)).strip()
        alone = cell.grid_span == 1 or place == 0
        yield from [text if alone else "", *[""] * (cell.grid_span - 1)]


def _caption(blocks: Sequence[Any], place: int) -> str:
    """Return the nearest paragraph with a text before the table."""
    return next((text for block in reversed(blocks[:place]) if (text := _text(block))), "") if place else ""


def _notes(blocks: Sequence[Any], place: int) -> str:
    found = []
    for block in blocks[place + 1 : place + 1 + NOTES]:
        if not block.tag.endswith("}p") or re.match(r"\s*(Tab|Fig)", _text(block)):
            break
        found.append(_text(block))
    return " ".join(found)


def _text(block: Any) -> str:
    """Return a paragraph's text as printed, without the instructions of its fields."""
    return "".join(node.text or "" for node in block.iter() if node.tag.endswith("}t")).strip()
