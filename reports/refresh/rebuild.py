"""A table set anew in its place, on request: the only way when its columns changed. Its author's formatting goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.anchors import Marks
from reports.fields import Caption, bookmark_of
from reports.manifest import PrintedTable, printed_table
from reports.markup import NAMESPACES
from reports.openxml import W, parse
from reports.refresh.anchoring import hold
from reports.refresh.body import Body
from reports.refresh.columns import Columns
from reports.refresh.finding import Kind
from reports.refresh.foot import Foot
from reports.refresh.grid import nearest
from reports.refresh.heads import renew_caption
from reports.refresh.work import Where, Work
from reports.widths import format_for
from reports.word import Exhibit, Setting, table_and_notes

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def rebuild(work: Work, columns: Columns) -> PrintedTable:
    """Set a table and its notes anew where it stands, under the caption it has; return it as printed."""
    foot = Foot(work)
    title = renew_caption(work)
    for element in [work.table, *foot.found.values()]:
        work.body.forget(element)
    new = _set(work)
    hold(work, list(foot.found.values()), columns.corner)
    for element in new:
        work.table.addprevious(element)
    for element in [work.table, *foot.found.values()]:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for element in new:
        work.body.learn(element)
    work.note(Kind.REBUILT, Where())
    after = printed_table(work.fresh.layout, work.fresh.notes, work.fresh.alt)
    return after.model_copy(update={"title": title})


def put_back(body: Body, key: str) -> Element | None:
    """Return an empty table under the caption that its author left of a deleted one; nothing without a caption."""
    from lxml import etree

    start = body.mark(bookmark_of(key))
    caption = None if start is None else nearest(start, "p")
    if caption is None:
        return None
    table = etree.Element(f"{W}tbl")
    caption.addnext(table)
    return table


def _set(work: Work) -> list[Element]:
    """Return table and notes as a report prints them, in the styles that this document has."""
    fresh = work.fresh
    caption = Caption(work.key, 0, fresh.layout.title, fresh.language)
    setting = Setting(Exhibit(fresh.layout, fresh.notes, kept=True), caption, format_for(fresh.layout))
    marks = Marks(work.key, 0, work.body.ids)
    held = parse(f"<w:body {NAMESPACES}>{table_and_notes(setting, marks)}</w:body>".encode(), work.key)
    for named in list(held.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")):
        parent = named.getparent()
        if parent is not None and str(named.get(f"{W}val")) not in work.styles:
            parent.remove(named)
    said = held.find(f".//{W}tblCaption")
    if said is not None:
        said.set(f"{W}val", fresh.layout.title)
    return list(held)
