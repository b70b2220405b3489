"""Where a table of ours stands in a document by now: by its tag, by its bookmarks, else by its caption, never by guess.

Two places that both could be it are worse than none: such a table is left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.anchors import Anchor, bookmark
from reports.fields import bookmark_of
from reports.manifest import squeezed
from reports.openxml import W
from reports.refresh.body import Body, outer_tables, table_of
from reports.refresh.grid import cells, head_rows, nearest
from reports.refresh.text import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NUMBER = re.compile(r"^\S+\s+\d+\s*[.:\u2013\u2014-]?\s*")
"""What a caption begins with, whatever language its label is in."""


@dataclass(frozen=True)
class Wanted:
    """What is known of a table that is looked for."""

    key: str
    titles: frozenset[str]
    heads: tuple[str, ...]
    row_keys: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """Where a table stands; without one, why not: `gone` without a trace, else what stands in the way."""

    table: Element | None = None
    why: str = ""


def find_tables(body: Body, wanted: Sequence[Wanted]) -> dict[str, Place]:
    """Return the place of every table; one that two of them lay claim to is given to neither."""
    captions = list(_captions(body.root))
    places = {each.key: _find(body, each, captions) for each in wanted}
    claimed = Counter(place.table for place in places.values() if place.table is not None)
    return {
        key: Place(why="two_keys") if place.table is not None and claimed[place.table] > 1 else place
        for key, place in places.items()
    }


def _find(body: Body, wanted: Wanted, captions: Sequence[tuple[str, Element]]) -> Place:
    marked = _by_row_marks(body, wanted)
    found = _once([*_by_tag(body, wanted, marked), *_by_mark(body, wanted.key), *_majority(marked)])
    if len(found) > 1:
        return Place(why="two_tables")
    if found and any(table is not found[0] for table in marked):
        return Place(why="split")
    return Place(found[0]) if found else _by_caption(body, wanted, captions)


def _by_tag(body: Body, wanted: Wanted, marked: Sequence[Element]) -> Iterator[Element]:
    """Yield the tables in controls with the tag, or around such a control: LibreOffice puts it into the first cell."""
    for control in body.tagged(wanted.key):
        within = list(outer_tables(control))
        own = [table for table in within if table in marked or table in _by_mark(body, wanted.key)]
        yield from own if len(own) == 1 else within
        around = None if within else table_of(control)
        if around is not None:
            yield around


def _by_mark(body: Body, key: str) -> list[Element]:
    starts = body.marks.get(bookmark(Anchor.TABLE, key), [])
    return [table for start in starts if (table := table_of(start)) is not None]


def _by_row_marks(body: Body, wanted: Wanted) -> list[Element]:
    """Return the table around each bookmark of a row."""
    starts = (body.mark(bookmark(Anchor.ROW, wanted.key, row)) for row in wanted.row_keys)
    return [table for start in starts if start is not None and (table := table_of(start)) is not None]


def _majority(marked: Sequence[Element]) -> list[Element]:
    counted = Counter(marked)
    return [table for table in _once(marked) if counted[table] * 2 > len(marked)]


def _by_caption(body: Body, wanted: Wanted, captions: Sequence[tuple[str, Element]]) -> Place:
    """Return the one table under this caption, where it has the heads too."""
    start = body.mark(bookmark_of(wanted.key))
    paragraph = None if start is None else nearest(start, "p")
    under = None if paragraph is None else _following(paragraph)
    found = [] if under is None else [under]
    if paragraph is None:
        found = [table for title, table in captions if title in wanted.titles]
    if not found:
        traced = paragraph is not None or bool(body.tagged(wanted.key))
        return Place(why="no_table" if traced else "gone")
    if len(found) > 1:
        return Place(why="two_captions")
    return Place(found[0]) if _has_heads(found[0], wanted.heads) else Place(why="other_heads")


def _captions(root: Element) -> Iterator[tuple[str, Element]]:
    """Yield the text of every paragraph right before a table, without its number, and that table."""
    for table in root.iter(f"{W}tbl"):
        outer = table
        while (parent := outer.getparent()) is not None and parent.tag in {f"{W}sdtContent", f"{W}sdt"}:
            if outer.getprevious() is not None and outer.tag == f"{W}tbl":
                break
            outer = parent
        before = outer.getprevious()
        if before is not None and before.tag == f"{W}p":
            yield squeezed(NUMBER.sub("", squeezed(text_of(before)))), table


def _following(paragraph: Element) -> Element | None:
    """Return the table right after a paragraph, in a control or not."""
    after = next((e for e in paragraph.itersiblings() if e.tag in {f"{W}p", f"{W}tbl", f"{W}sdt"}), None)
    if after is None or after.tag == f"{W}p":
        return None
    return after if after.tag == f"{W}tbl" else next(outer_tables(after), None)


def _has_heads(table: Element, heads: Iterable[str]) -> bool:
    said = Counter(squeezed(text_of(cell.element)) for row in head_rows(table) for cell in cells(row))
    wanted = Counter(map(squeezed, heads))
    return all(said[text] == times for text, times in wanted.items())


def _once(tables: Iterable[Element]) -> list[Element]:
    return list(dict.fromkeys(tables))
