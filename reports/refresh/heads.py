"""The heads of a table, and the words that stand around it: its caption, its text for who cannot see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.fields import bookmark_of
from reports.manifest import squeezed
from reports.openxml import W
from reports.refresh.columns import Columns
from reports.refresh.grid import nearest
from reports.refresh.text import Reading, is_revised, read, text_of
from reports.refresh.work import Where, Work
from reports.vocabulary import word

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def renew_heads(work: Work, columns: Columns) -> dict[str, str]:
    """Renew the heads; return the base of each from now on, by column, the corner under ``""``."""
    base = dict(zip(work.base.columns, work.base.heads, strict=True)) if work.base else {}
    after: dict[str, str] = {}
    for head in work.fresh.layout.heads:
        wanted = "\n".join(part for part in (head.text, head.unit) if part)
        after[head.key] = _renew(work, columns.heads.get(head.key), base.get(head.key), wanted)
    after[""] = _renew(work, columns.corner, work.base.stub if work.base else None, work.fresh.layout.stub)
    return after


def renew_spanners(work: Work, columns: Columns) -> dict[str, str]:
    """Renew the headings over several columns; return the base of each from now on."""
    base = work.base.spans if work.base else {}
    wanted = work.fresh.layout.spanners()
    return {key: _renew(work, columns.spanners.get(key), base.get(key), text) for key, text in wanted.items()}


def renew_caption(work: Work) -> str:
    """Renew the title behind the caption's number; return its base from now on."""
    title = work.fresh.layout.title
    start = work.body.mark(bookmark_of(work.key))
    paragraph = None if start is None else nearest(start, "p")
    end = None if start is None or paragraph is None else _end_of(start, paragraph)
    if paragraph is None or end is None:
        return title
    reading = read(paragraph, after=end)
    break_ = word("document.caption", work.fresh.language, number="", title="")
    mine = squeezed(reading.text).removeprefix(break_.strip()).strip()
    base = work.base.title if work.base else None
    write, after = work.merge(_words_of(reading, paragraph), mine, base, title, Where())
    if write:
        work.pen.rewrite(reading, break_ + title, paragraph)
    return after


def renew_alt(work: Work, title: str) -> str:
    """Put the alt text back, or renew it where its author left it; return its base from now on."""
    properties = work.table.find(f"{W}tblPr")
    if properties is None:
        return work.fresh.alt
    caption = properties.find(f"{W}tblCaption")
    if caption is None:
        _put(properties, "tblCaption", _caption_text(work) or title)
    elif work.base and squeezed(str(caption.get(f"{W}val"))).endswith(work.base.title) and work.base.title != title:
        caption.set(f"{W}val", squeezed(str(caption.get(f"{W}val"))).removesuffix(work.base.title) + title)
    said = properties.find(f"{W}tblDescription")
    if said is None:
        _put(properties, "tblDescription", work.fresh.alt)
        return work.fresh.alt
    return _renew_description(work, said)


def _renew_description(work: Work, said: Element) -> str:
    """Renew the alt text where what was last printed is known, or its author left none."""
    mine, alt = str(said.get(f"{W}val")), work.fresh.alt
    if work.base is None and squeezed(mine):
        return alt
    where = Where(column=word("refresh.alt", work.fresh.language))
    write, after = work.merge(said, mine, work.base.alt if work.base else None, alt, where)
    if write:
        said.set(f"{W}val", alt)
    return after


def _renew(work: Work, cell: Element | None, base: str | None, wanted: str) -> str:
    """Renew one head; without a cell only its base moves on."""
    if cell is None:
        return squeezed(wanted)
    write, after = work.merge(cell, text_of(cell), base, wanted, Where(column=wanted))
    if write:
        work.pen.write(cell, wanted)
    return squeezed(after)


def _words_of(reading: Reading, paragraph: Element) -> Element:
    """Return the run of the words behind the number, which is a field and not theirs; under revision the paragraph."""
    run = reading.pieces[0].getparent() if reading.pieces else None
    return paragraph if run is None or is_revised(paragraph) else run


def _end_of(start: Element, paragraph: Element) -> Element | None:
    number = start.get(f"{W}id")
    return next((end for end in paragraph.iter(f"{W}bookmarkEnd") if end.get(f"{W}id") == number), None)


def _caption_text(work: Work) -> str:
    start = work.body.mark(bookmark_of(work.key))
    paragraph = None if start is None else nearest(start, "p")
    return "" if paragraph is None else squeezed(text_of(paragraph))


def _put(properties: Element, name: str, text: str) -> None:
    """Add a property where the schema wants it: behind all but the mark of a revision and the other text."""
    from lxml import etree

    element = etree.Element(f"{W}{name}", {f"{W}val": text})
    later = {f"{W}tblPrChange"} | ({f"{W}tblDescription"} if name == "tblCaption" else set())
    following = next((child for child in properties if child.tag in later), None)
    properties.append(element) if following is None else following.addprevious(element)
