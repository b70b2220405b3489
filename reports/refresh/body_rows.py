"""The rows of a table: renewed by key, put in behind their predecessor, taken out only where nobody worked on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reports.anchors import Anchor, bookmark
from reports.layout import Line
from reports.manifest import PrintedRow, same, squeezed
from reports.openxml import W
from reports.refresh.columns import Columns
from reports.refresh.finding import Kind
from reports.refresh.grid import at, cell_at, cells, head_rows
from reports.refresh.lines import OVER, Lines, by_key, cell_of, find_lines, looks_like, slots
from reports.refresh.new_row import new_row
from reports.refresh.order import arrange, in_document, outermost
from reports.refresh.text import has_more, is_revised, paragraphs, text_of
from reports.refresh.work import Where, Work

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


class BodyRows:
    """The rows of one table under refresh."""

    def __init__(self, work: Work, columns: Columns) -> None:
        self.work, self.columns = work, columns
        self.keys = [head.key for head in work.fresh.layout.heads]
        self.theirs = by_key(work.fresh.layout.lines)
        self.base: Mapping[str, PrintedRow] = work.base.rows if work.base else {}
        labels = {key: line.label for key, line in self.theirs.items()} | {k: r.label for k, r in self.base.items()}
        self.found: Lines = find_lines(work.body, work.table, work.key, labels, columns.stub)
        self.rows = dict(self.found.rows)

    def renew(self) -> dict[str, PrintedRow]:
        """Renew every row; return what each was last printed with from now on, in the order printed."""
        before = in_document(self.work.table, self.rows)
        after: dict[str, PrintedRow] = {}
        stay: dict[str, PrintedRow] = {}
        for key in self.base:
            if key not in self.theirs or self._has_other_shape(key):
                stay |= self._take_out(key)
        for key, line in self.theirs.items():
            if key in stay:
                continue
            if key in self.rows:
                after[key] = self._line(self.rows[key], line)
            else:
                after[key] = self._put_in(line)
        found = {**after, **stay}
        printed = [key for key in self.base if key in found]
        order = arrange(self.work, self.rows, before, printed, list(self.theirs)) if self.base else found
        return {key: found[key] for key in order}

    def _line(self, row: Element, line: Line) -> PrintedRow:
        """Renew label and cells of a row."""
        printed = self.base.get(line.key)
        here = cells(row)
        label = at(here, self.columns.stub)
        after_label = self._cell(row, label, printed.label if printed else None, line.label, Where(line.label))
        last = slots(printed.cells, self.keys) if printed else {}
        after = []
        for key, text in slots(line.cells, self.keys).items():
            cell = cell_of(here, key, self.columns)
            after.append(self._cell(row, cell, last.get(key), text, Where(line.label, self._said(key))))
        return PrintedRow(label=squeezed(after_label), cells=after)

    def _cell(self, row: Element, cell: Element | None, base: str | None, text: str, where: Where) -> str:
        if cell is None:
            if base is not None and not same(base, text):
                self.work.note(Kind.ABSENT, where, base, "", text)
            return text
        place = row if row.find(f"{W}trPr") is not None and _row_is_revised(row) else cell
        write, after = self.work.merge(place, text_of(cell), base, text, where)
        if write:
            self.work.pen.write(cell, text)
        return after

    def _said(self, key: str) -> str:
        heads = {head.key: f"{head.text} {head.unit}" for head in self.work.fresh.layout.heads}
        return heads.get(key, "")

    def _has_other_shape(self, key: str) -> bool:
        """Tell whether a line had another number of cells: a heading that is a row now, say."""
        return len(self.base[key].cells) != len(self.theirs[key].cells)

    def _take_out(self, key: str) -> dict[str, PrintedRow]:
        """Take a row out, or list it and return it as it was last printed."""
        row, printed = self.rows.get(key), self.base[key]
        if row is None or _row_is_revised(row, "del"):
            self.rows.pop(key, None)
            return {}
        where = Where(printed.label)
        if not self._is_untouched(row, printed):
            self.work.note(Kind.STAYS, where)
            return {key: printed}
        self.work.body.forget(row)
        self.work.pen.remove_row(row)
        del self.rows[key]
        self.work.note(Kind.ROW_REMOVED, where)
        return {}

    def _is_untouched(self, row: Element, printed: PrintedRow) -> bool:
        """Tell whether a row says what was last printed and nothing else: no remark, comment, revision or bookmark."""
        if is_revised(row) or has_more(row) or any(cell.covered for cell in cells(row)):
            return False
        names = {str(mark.get(f"{W}name")) for mark in row.iter(f"{W}bookmarkStart")}
        if names - {bookmark(Anchor.ROW, self.work.key, key) for key in self.base} - {"_GoBack"}:
            return False
        texts = slots(printed.cells, self.keys)
        here = cells(row)
        wanted = {cell_of(here, key, self.columns): text for key, text in texts.items()}
        wanted[at(here, self.columns.stub)] = printed.label
        return all(same(text_of(cell.element), wanted.get(cell.element, "")) for cell in here)

    def _put_in(self, line: Line) -> PrintedRow:
        """Put a row in, unless its author deleted it or it may still stand here under another name."""
        printed = PrintedRow(label=squeezed(line.label), cells=list(line.cells))
        last = self.base.get(line.key)
        if last is not None and not self._has_other_shape(line.key):
            lost = any(looks_like(row, last, self.keys, self.columns) for row in self.found.own)
            self.work.note(Kind.LOST if lost else Kind.ABSENT, Where(line.label))
            return last if lost else printed
        if self.work.base is None and not self.work.take_new:
            self.work.note(Kind.UNKNOWN, Where(line.label))
            return printed
        row = new_row(self._models(line), self._texts(line))
        self._place(row, line.key)
        self.rows[line.key] = row
        self.work.pen.add_row(row)
        self.work.note(Kind.ROW_ADDED, Where(line.label))
        return printed

    def _texts(self, line: Line) -> dict[int, str]:
        """Return the texts of a new row by place in the grid."""
        places = {**self.columns.places, OVER: self.columns.stub + 1}
        found = slots(line.cells, self.keys).items()
        return {self.columns.stub: line.label, **{places[key]: text for key, text in found if key in places}}

    def _models(self, line: Line) -> Sequence[Element]:
        """Return the rows to copy the format of: those of its level and length, else those of its length, else all."""
        alike = [key for key, row in self.rows.items() if key in self.theirs and not _row_is_revised(row)]
        long = [key for key in alike if len(self.theirs[key].cells) == len(line.cells)]
        level = [key for key in long if self.theirs[key].level is line.level]
        models = [self.rows[key] for key in level or long or alike]
        return models or head_rows(self.work.table)[-1:]

    def _place(self, row: Element, key: str) -> None:
        """Put a row behind the nearest row before it in the release, else before the nearest one after it."""
        keys = list(self.theirs)
        at = keys.index(key)
        before = next((self.rows[other] for other in reversed(keys[:at]) if other in self.rows), None)
        after = next((self.rows[other] for other in keys[at + 1 :] if other in self.rows), None)
        if before is not None:
            outermost(before).addnext(row)
        elif after is not None:
            outermost(after).addprevious(row)
        else:
            outermost(head_rows(self.work.table)[-1]).addnext(row)


def mark_rows(work: Work, rows: Mapping[str, Element], stub: int) -> None:
    """Put the bookmark back in every row that has lost it."""
    for key, row in rows.items():
        cell = cell_at(row, stub)
        if cell is not None:
            work.body.add_mark(list(paragraphs(cell))[-1], bookmark(Anchor.ROW, work.key, key))


def _row_is_revised(row: Element, kind: str = "") -> bool:
    kinds = (kind,) if kind else ("ins", "del")
    return any(row.find(f"{W}trPr/{W}{each}") is not None for each in kinds)
