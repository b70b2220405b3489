"""Anchors that an editor dropped, put back: the control round a table and its notes, and every bookmark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reports.anchors import LONGEST_TAG, Anchor, bookmark, tag
from reports.manifest import squeezed
from reports.openxml import W
from reports.refresh.body import Body, outer_tables
from reports.refresh.columns import Columns
from reports.refresh.text import paragraphs
from reports.refresh.work import Work

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def mark_heads(work: Work, columns: Columns) -> None:
    """Put the bookmarks of the table and its columns back."""
    named = {bookmark(Anchor.COLUMN, work.key, key): cell for key, cell in columns.heads.items()}
    named |= {bookmark(Anchor.SPAN, work.key, key): cell for key, cell in columns.spanners.items()}
    if columns.corner is not None:
        named[bookmark(Anchor.TABLE, work.key)] = columns.corner
    for name, cell in named.items():
        work.body.mend(name)
        work.body.add_mark(list(paragraphs(cell))[-1], name)


def hold(work: Work, notes: Sequence[Element], corner: Element | None) -> bool:
    """Put the control back round a table and the notes right under it; return whether it was gone."""
    body, name = work.body, tag(Anchor.TABLE, work.key)
    if any(work.table in list(outer_tables(control)) for control in body.tagged(work.key)):
        return False
    for control in [*body.tagged(work.key), *_lost_controls(corner)]:
        _unwrap(control)
    if _name_again(work.table, name):
        return True
    control = _control(body, name, squeezed(work.fresh.layout.title))
    content = control[-1]
    work.table.addprevious(control)
    following = _run_of_notes(work.table, notes)
    content.append(work.table)
    for paragraph in following:
        content.append(paragraph)
    body.controls[name] = [control]
    return True


def _name_again(table: Element, name: str) -> bool:
    """Give the control round this table alone its tag again, where it has none; return whether there is such a one."""
    from lxml import etree

    content = table.getparent()
    control = None if content is None else content.getparent()
    properties = None if control is None else control.find(f"{W}sdtPr")
    if content is None or content.tag != f"{W}sdtContent" or properties is None:
        return False
    alias = properties.find(f"{W}alias")
    if alias is None or properties.find(f"{W}tag") is not None or len(content.findall(f"{W}tbl")) > 1:
        return False
    alias.addnext(etree.Element(f"{W}tag", {f"{W}val": name}))
    return True


def _lost_controls(corner: Element | None) -> list[Element]:
    """Return the controls without a tag round the mark of the table in its first cell: LibreOffice puts them there."""
    if corner is None:
        return []
    return [
        control
        for control in corner.iter(f"{W}sdt")
        if control.find(f"{W}sdtPr/{W}tag") is None
        and control.find(f"{W}sdtPr/{W}alias") is not None
        and any(str(m.get(f"{W}name")).startswith(f"_w{Anchor.TABLE}_") for m in control.iter(f"{W}bookmarkStart"))
    ]


def _run_of_notes(table: Element, notes: Sequence[Element]) -> list[Element]:
    """Return the notes that stand right under the table without anything between."""
    found: list[Element] = []
    at = table.getnext()
    while at is not None and at in notes:
        found.append(at)
        at = at.getnext()
    return found


def _control(body: Body, name: str, title: str) -> Element:
    from lxml import etree

    control = etree.Element(f"{W}sdt")
    properties = etree.SubElement(control, f"{W}sdtPr")
    for key, value in (("alias", title[:LONGEST_TAG]), ("tag", name), ("id", body.free_control_id(name))):
        etree.SubElement(properties, f"{W}{key}", {f"{W}val": value})
    etree.SubElement(control, f"{W}sdtContent")
    return control


def _unwrap(control: Element) -> None:
    """Take a control away and leave what it holds."""
    content = control.find(f"{W}sdtContent")
    for child in [] if content is None else list(content):
        control.addprevious(child)
    parent = control.getparent()
    if parent is not None:
        parent.remove(control)
