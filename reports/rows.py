"""The rows of a table in Word: heads that repeat on every page, and lines that are never split."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from analysis.table import Level
from reports.anchors import Anchor, Marks
from reports.layout import Head, Layout, Line
from reports.markup import line_break, paragraph, run, runs
from reports.tongues import Tongues

SHORT = 20
"""A table of at most this many rows stays on one page."""

TOGETHER = 4
"""So many lines at the head of a longer table, and at its foot, stay on one page."""

RULE = '<w:tcBorders><w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tcBorders>'
ABOVE, BELOW = RULE.format(side="top"), RULE.format(side="bottom")
AT_FOOT = '<w:vAlign w:val="bottom"/>'
"""Heads stand on the rule under them."""

UPRIGHT = '<w:textDirection w:val="btLr"/>'


@dataclass(frozen=True)
class Rows:
    """The rows of one layout, at the widths and in the size that fit its page."""

    layout: Layout
    widths: tuple[int, ...]
    suffix: str
    keep_last: bool
    """Whether the last row holds on to what follows: the notes."""
    head_height: int = 0
    """Where it is given, the heads of numbers are turned upright and this high."""
    marks: Marks | None = None
    """Bookmarks by which rows and columns are found again when the document is refreshed."""
    tongues: Tongues = field(default_factory=Tongues)
    """The language of what is not in the reader's."""

    def xml(self) -> str:
        """Return all rows; shared headings first, where there are any."""
        return "".join((*self._spanners(), self._heads(), *self._body()))

    def _text(self, text: str, style: str, keep: bool, more: str = "", tongue: str = "") -> str:
        return paragraph(run(text, tongue=tongue) + more, style + self.suffix, keep)

    def _mark(self, kind: Anchor, *keys: str) -> str:
        return self.marks.mark(kind, *keys) if self.marks else ""

    def _spanners(self) -> Iterator[str]:
        if not self.layout.spans:
            return
        cells, start = [_cell(self._text("", "TableHead", keep=True), self.widths[0])], 1
        for span in self.layout.spans:
            style = "TableSpanner" if span.text else "TableHead"
            width = sum(self.widths[start : start + span.width])
            marked = self._mark(Anchor.SPAN, self.layout.heads[start - 1].key) if span.text else ""
            spoken = self.tongues.spans.get(start - 1, "")
            cells.append(_cell(self._text(span.text, style, True, marked, spoken), width, AT_FOOT, span.width))
            start += span.width
        yield _row("".join(cells), head=True)

    def _heads(self) -> str:
        stub = self._text(self.layout.stub, "TableHead", True, self._mark(Anchor.TABLE), self.tongues.stub)
        stub = _cell(stub, self.widths[0], BELOW + AT_FOOT)
        heads = zip(self.layout.heads, self.widths[1:], strict=True)
        cells = "".join(self._head(place, head, width) for place, (head, width) in enumerate(heads))
        return _row(stub + cells, head=True, height=self.head_height)

    def _head(self, place: int, head: Head, width: int) -> str:
        unit = (line_break() if head.text else "") + run(head.unit, "TableUnit") if head.unit else ""
        turned = bool(self.head_height) and not head.is_text
        style = "TableHeadTurned" if turned else "TableHead" if head.is_text else "TableHeadNumber"
        marked = unit + self._mark(Anchor.COLUMN, head.key)
        text = self._text(head.text, style, True, marked, self.tongues.heads.get(place, ""))
        return _cell(text, width, BELOW + (UPRIGHT if turned else "") + AT_FOOT)

    def _body(self) -> Iterator[str]:
        """Yield the lines; those of a short table hold on to each other, and the last one to the notes."""
        count, above, grouped = len(self.layout.lines), None, self._grouped()
        for place, line in enumerate(self.layout.lines, 1):
            short = count <= SHORT and not self.layout.may_break
            at_edge = short or place < TOGETHER or place > count - TOGETHER
            keep = self.keep_last if place == count else at_edge or line.level is Level.HEAD or place in grouped
            yield self._line(line, keep, ABOVE if _stands_apart(line, above) else "")
            above = line

    def _grouped(self) -> set[int]:
        """Return the places of lines that hold on to the next one of their short group, where groups are kept."""
        if not self.layout.keeps_groups:
            return set()
        lines = self.layout.lines
        heads = [place for place, line in enumerate(lines, 1) if line.level is Level.HEAD]
        spans = pairwise([*heads, len(lines) + 1])
        return {
            place for first, following in spans if following - first <= SHORT for place in range(first, following - 1)
        }

    def _line(self, line: Line, keep: bool, rule: str) -> str:
        label, number = self._styles(line)
        tongue = self.tongues.labels.get(line.key, "")
        text = self._text(line.label, label, keep, self._mark(Anchor.ROW, line.key), tongue)
        if not line.cells:
            return _row(_cell(text, sum(self.widths), rule, len(self.widths)))
        first = _cell(text, self.widths[0], rule)
        if line.runs_over:
            over = self._text(line.cells[0], number, keep)
            return _row(first + _cell(over, sum(self.widths[1:]), rule, len(self.widths) - 1))
        return _row(first + "".join(self._numbers(line, number, keep, rule)))

    def _numbers(self, line: Line, style: str, keep: bool, rule: str) -> Iterator[str]:
        written = "TableGroupText" if line.level is Level.HEAD else "TableText"
        columns = zip(line.cells, self.layout.heads, self.widths[1:], strict=True)
        for place, (text, head, width) in enumerate(columns):
            said = runs(text, self.tongues.spoken(line.key, place, text))
            yield _cell(paragraph(said, (written if head.is_text else style) + self.suffix, keep), width, rule)

    def _styles(self, line: Line) -> tuple[str, str]:
        """Return the styles of a line's label and of its numbers, with the same white above: they share a line."""
        if line.level is Level.HEAD:
            return "TableGroup", "TableGroupNumber"
        if line.level is Level.TOTAL:
            return "TableTotal", "TableTotalNumber"
        set_in = self.layout.has_heads and line.level is Level.ROW
        return "TableIndented" if set_in else "TableText", "TableNumber"


def _stands_apart(line: Line, above: Line | None) -> bool:
    """Tell whether a thin rule comes above: over a total, and over the first summary."""
    if above is None or line.level is above.level:
        return False
    return line.level in (Level.TOTAL, Level.SUMMARY)


def _row(cells: str, head: bool = False, height: int = 0) -> str:
    high = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{high}{'<w:tblHeader/>' if head else ''}</w:trPr>{cells}</w:tr>"


def _cell(content: str, width: int, more: str = "", span: int = 1) -> str:
    spanning = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanning}{more}</w:tcPr>{content}</w:tc>'
