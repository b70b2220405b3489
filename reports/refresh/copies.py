"""What repeats a text of ours elsewhere in a document: lists of tables, heads of pages, an author's own tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from reports.anchors import Anchor
from reports.fields import bookmark_of
from reports.manifest import PrintedTable, same, squeezed
from reports.mentions.reading import NUMBER, values
from reports.openxml import W, parse, serialise
from reports.refresh.body import Body, table_of
from reports.refresh.draft import Draft
from reports.refresh.finding import Finding, Kind
from reports.refresh.grid import cells, rows
from reports.refresh.pen import Pen
from reports.refresh.text import read, text_of
from reports.refresh.traces import PROPERTIES

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MARK = f"_w{Anchor.TABLE}_"


@dataclass(frozen=True)
class Secret:
    """A number that was printed in a table and is hidden by now."""

    table: str
    label: str
    text: str


def secrets(key: str, base: PrintedTable, now: PrintedTable, hides: Callable[[str, str], bool]) -> Iterator[Secret]:
    """Yield every cell of a table that was printed and is hidden by now."""
    for row, printed in base.rows.items():
        line = now.rows.get(row)
        if line is None or base.columns != now.columns:
            continue
        for old, new in zip(printed.cells, line.cells, strict=False):
            if hides(old, new):
                yield Secret(key, squeezed(printed.label), squeezed(old))


def own_copies(body: Body, told: Iterable[Secret]) -> list[Finding]:
    """Return which tables of its author's own show, in a row that is called so, a number that is hidden by now."""
    wanted: dict[str, list[Secret]] = {}
    for secret in told:
        wanted.setdefault(secret.label.casefold(), []).append(secret)
    if not wanted:
        return []
    ours = {table_of(start) for name, starts in body.marks.items() if name.startswith(MARK) for start in starts}
    others = (table for table in body.root.iter(f"{W}tbl") if table not in ours)
    found = (secret for table in others for row in rows(table) for secret in _shown(row, wanted))
    named = dict.fromkeys((secret.table, secret.label) for secret in found)
    return [Finding(Kind.LOST, table, column=label, why="own_copy") for table, label in named]


def _shown(row: Element, wanted: Mapping[str, Sequence[Secret]]) -> Iterator[Secret]:
    texts = [squeezed(text_of(cell.element)) for cell in cells(row)]
    for label in texts:
        beside = [value for text in texts if text != label for value in _values(text)]
        for secret in wanted.get(label.casefold(), ()):
            if set(_values(secret.text)) & set(beside):
                yield secret


def _values(text: str) -> Iterator[Fraction]:
    """Yield the numbers in a text, however they are marked."""
    for number in NUMBER.findall(text):
        yield from values(number)


def renew_lists(body: Body, titles: Mapping[str, tuple[str, str]]) -> None:
    """Renew the entries of lists of tables and figures whose title changed: `titles` by key, old and new.

    Word would do so with F9; until then they would say what is out of date. The number before the title is Word's.
    """
    changed = {bookmark_of(key): texts for key, texts in titles.items() if not same(*texts)}
    if not changed:
        return
    by_title = dict(changed.values())
    for link in body.root.iter(f"{W}hyperlink"):
        pieces = read(link).pieces
        tab = next((place for place, piece in enumerate(pieces) if piece.tag == f"{W}tab"), len(pieces))
        entry = [piece for piece in pieces[:tab] if piece.tag == f"{W}t"]
        text = squeezed("".join(piece.text or "" for piece in entry))
        name = str(link.get(f"{W}anchor"))
        listed = [changed[name]] if name in changed else by_title.items() if name.startswith("_Toc") else ()
        new = next((text.removesuffix(old) + title for old, title in listed if old and text.endswith(old)), "")
        if new:
            Pen().replace(entry, new)


def renew_title(draft: Draft, old: str, new: str, pen: Pen) -> int:
    """Renew the study's title in the heads of pages and among the file's properties; return in how many places."""
    found = [
        piece
        for name, root in draft.stories.items()
        if name != draft.package.main
        for piece in root.iter(f"{W}t")
        if same(piece.text or "", old)
    ]
    for piece in found:
        pen.replace([piece], new)
    return len(found) + _rename(draft, old, new)


def _rename(draft: Draft, old: str, new: str) -> int:
    if PROPERTIES not in draft.parts:
        return 0
    root = parse(draft.parts[PROPERTIES], PROPERTIES)
    found = [each for each in root.iter("{*}title") if same(each.text or "", old)]
    for each in found:
        each.text = new
        draft.parts[PROPERTIES] = serialise(root)
    return len(found)
