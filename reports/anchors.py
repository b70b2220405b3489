"""How a table, row, column, note, figure or number of ours is found again in a document that an author goes on with.

A table stands with its notes in a content control with the tag `table:<id>`, a figure in `figure:<id>`, a number in
running text in `stat:<table>.<row>.<column>`. Word keeps tags; LibreOffice keeps bookmarks, so each of these has one
without length too, named by its kind and a digest of its key: the table's first cell, every head, every heading over
several columns (by the first of them), the first cell of every row, every note. A paragraph of ours outside the tables
has a bookmark alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from enum import StrEnum
from itertools import count

from reports.markup import attribute

LONGEST_TAG = 64
"""Word refuses longer tags."""
DIGITS = 16
FIRST_ID = 1_000_000
PER_TABLE = 200_000
"""A table has ids of its own for so many bookmarks: from `FIRST_ID` plus its number times this."""


class Anchor(StrEnum):
    """What an anchor holds on to; the letter in the names of its bookmarks."""

    TABLE = "t"
    COLUMN = "c"
    SPAN = "p"
    ROW = "r"
    NOTE = "n"
    FIGURE = "f"
    NUMBER = "s"
    TEXT = "x"


TAGS = {Anchor.TABLE: "table", Anchor.FIGURE: "figure", Anchor.NUMBER: "stat"}


def bookmark(kind: Anchor, *keys: str) -> str:
    """Return the name of a bookmark: the same for the same keys, in every document."""
    digest = hashlib.sha256("\0".join((kind, *keys)).encode()).hexdigest()
    return f"_w{kind}_{digest[:DIGITS]}"


def tag(kind: Anchor, key: str) -> str:
    """Return the tag of a content control; a key too long for a tag is given by its digest."""
    plain = f"{TAGS[kind]}:{key}"
    return plain if len(plain) <= LONGEST_TAG else f"{TAGS[kind]}:{bookmark(kind, key)}"


def control_id(name: str) -> int:
    """Return the id of a content control: a positive number that fits 31 bits, from its tag."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % (2**31 - 2) + 1


def control(kind: Anchor, key: str, title: str, content: str) -> str:
    """Return a block in a content control, which its author may move, format and delete."""
    name = tag(kind, key)
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val={attribute(title[:LONGEST_TAG])}/><w:tag w:val={attribute(name)}/>"
        f'<w:id w:val="{control_id(name)}"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'
    )


class Marks:
    """The bookmarks of one table or figure, with ids of their own."""

    def __init__(self, table: str, number: int, ids: Iterator[int] | None = None) -> None:
        self.table = table
        self._ids: Iterator[int] = count(FIRST_ID + number * PER_TABLE) if ids is None else ids

    def mark(self, kind: Anchor, *keys: str) -> str:
        """Return a bookmark without length."""
        number = next(self._ids)
        name = bookmark(kind, self.table, *keys)
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'
