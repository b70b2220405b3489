"""How a new text is written: into the run that is there, or as a revision beside it."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from itertools import groupby
from typing import TYPE_CHECKING

from reports.manifest import same, squeezed
from reports.markup import BLANKS, CONTROL
from reports.openxml import W
from reports.refresh.text import Reading, paragraphs, read, said

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
AUTHOR = "cryptodrug"
NOT_COPIED = (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo", f"{W}rPrChange")


class Pen:
    """Writes texts and rows as if they had always stood there."""

    def write(self, cell: Element, text: str) -> None:
        """Give a cell another text, in the formatting of its first run; nothing but text leaves it."""
        every = list(paragraphs(cell))
        pieces = [piece for paragraph in every for piece in (paragraph, *read(paragraph).pieces)]
        self.rewrite(Reading(pieces), text, every[0])

    def rewrite(self, reading: Reading, text: str, paragraph: Element) -> None:
        """Give the text that was read another one, line by line where there are as many lines."""
        lines, wanted = [line for line in reading.lines() if any(map(_is_text, line))], text.split("\n")
        if not lines:
            self.insert(paragraph, text.replace("\n", " "))
            return
        if len(lines) != len(wanted):
            lines, wanted = [[piece for piece in reading.pieces if piece.tag != f"{W}p"]], [text.replace("\n", " ")]
        for pieces, line in zip(lines, wanted, strict=True):
            if len(lines) == 1 or not same("".join(map(said, pieces)), line):
                self.replace(pieces, line)

    def insert(self, paragraph: Element, text: str) -> None:
        """Put a text into a paragraph without any, formatted as its end is."""
        run = new_run(text, _properties(paragraph.find(f"{W}pPr/{W}rPr")))
        before = paragraph.find(f"{W}pPr")
        paragraph.insert(0 if before is None else paragraph.index(before) + 1, self.inserted(run))

    def replace(self, pieces: Sequence[Element], text: str) -> None:
        """Let a new text take the place of these pieces."""
        first = next(filter(_is_text, pieces))
        set_text(first, text)
        for piece in pieces:
            if piece is not first:
                _remove(piece)

    def inserted(self, run: Element) -> Element:
        """Return a new run as it is put into a paragraph."""
        return run

    def add_row(self, row: Element) -> None:
        """Mark a row that has just been put in."""

    def remove_row(self, row: Element) -> None:
        """Take a row out."""
        _drop(row)

    def add_paragraph(self, paragraph: Element) -> None:
        """Mark a paragraph that has just been put in."""

    def remove_paragraph(self, paragraph: Element) -> None:
        """Take a paragraph out."""
        _drop(paragraph)


class RevisionPen(Pen):
    """Writes texts and rows as revisions, for the author to accept or reject."""

    def __init__(self, first_id: int, when: str) -> None:
        self._next = first_id
        self._when = when

    def replace(self, pieces: Sequence[Element], text: str) -> None:
        """Strike the pieces out, and put the new text behind the first of them; other blanks alone are no revision."""
        if same("".join(map(said, pieces)), text):
            super().replace(pieces, text)
            return
        first = next(filter(_is_text, pieces))
        gone, home = set(pieces), _run_of(first)
        runs = list(dict.fromkeys(run for piece in pieces if (run := piece.getparent()) is not None))
        added = self.inserted(new_run(text, _properties(home.find(f"{W}rPr"))))
        for run in runs:
            struck = self._strike(run, gone)
            if run is home:
                struck.addnext(added)
            _drop(run)

    def inserted(self, run: Element) -> Element:
        """Return a new run as an insertion."""
        mark = self._mark("ins")
        mark.append(run)
        return mark

    def add_row(self, row: Element) -> None:
        """Mark row, paragraphs and runs as inserted: LibreOffice drops a mark on the row alone."""
        row_properties(row).append(self._mark("ins"))
        for paragraph in row.iter(f"{W}p"):
            self.add_paragraph(paragraph)

    def remove_row(self, row: Element) -> None:
        """Mark row, paragraphs and runs as deleted."""
        row_properties(row).append(self._mark("del"))
        for paragraph in list(row.iter(f"{W}p")):
            self.remove_paragraph(paragraph)

    def add_paragraph(self, paragraph: Element) -> None:
        """Mark the end of a paragraph and its runs as inserted."""
        self._mark_end(paragraph, "ins")
        for run in list(paragraph.iterchildren(f"{W}r")):
            mark = self._mark("ins")
            run.addprevious(mark)
            mark.append(run)

    def remove_paragraph(self, paragraph: Element) -> None:
        """Mark the end of a paragraph and its text as deleted."""
        pieces = read(paragraph).pieces
        for run in dict.fromkeys(map(_run_of, pieces)):
            self._strike(run, set(pieces))
            _drop(run)
        self._mark_end(paragraph, "del")

    def _strike(self, run: Element, gone: set[Element]) -> Element:
        """Put before a run what it holds, in runs of its own, those that go as deletions; return the first of these."""
        struck: list[Element] = []
        held = [child for child in run if child.tag != f"{W}rPr"]
        for goes, group in groupby(held, lambda child: child in gone):
            part = new_run("", _properties(run.find(f"{W}rPr"), keep=True))
            for child in list(group):
                if goes and child.tag == f"{W}t":
                    child.tag = f"{W}delText"
                part.append(child)
            placed = self._mark("del") if goes else part
            if goes:
                placed.append(part)
                struck.append(placed)
            run.addprevious(placed)
        return struck[0]

    def _mark_end(self, paragraph: Element, kind: str) -> None:
        from lxml import etree

        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        end = properties.find(f"{W}rPr")
        if end is None:
            end = etree.Element(f"{W}rPr")
            later = [child for child in properties if child.tag in {f"{W}sectPr", f"{W}pPrChange"}]
            later[0].addprevious(end) if later else properties.append(end)
        end.insert(0, self._mark(kind))

    def _mark(self, kind: str) -> Element:
        from lxml import etree

        mark = etree.Element(f"{W}{kind}", {f"{W}id": str(self._next), f"{W}author": AUTHOR, f"{W}date": self._when})
        self._next += 1
        return mark


def new_run(text: str, properties: Element | None = None) -> Element:
    """Return a run with a text and a copy of these properties."""
    from lxml import etree

    run = etree.Element(f"{W}r")
    if properties is not None:
        run.append(properties)
    if text:
        set_text(etree.SubElement(run, f"{W}t"), text)
    return run


def set_text(element: Element, text: str) -> None:
    """Give a `w:t` its text, whose spaces count."""
    element.text = BLANKS.sub(" ", CONTROL.sub("", text))
    if element.text != element.text.strip():
        element.set(SPACE, "preserve")


def row_properties(row: Element) -> Element:
    """Return the properties of a row, made where it has none."""
    from lxml import etree

    found = row.find(f"{W}trPr")
    if found is None:
        found = etree.Element(f"{W}trPr")
        before = row.find(f"{W}tblPrEx")
        row.insert(0 if before is None else row.index(before) + 1, found)
    return found


def behind(reading: Reading, lead: str) -> Reading:
    """Return what was read without the words that lead it, where these stand in runs of their own."""
    told = ""
    for place, piece in enumerate(reading.pieces):
        told += said(piece)
        if squeezed(told) == lead:
            return Reading(reading.pieces[place + 1 :])
    return reading


def _properties(found: Element | None, *, keep: bool = False) -> Element | None:
    """Return a copy of run properties, unless asked otherwise without revision marks of their own."""
    if found is None:
        return None
    copy = deepcopy(found)
    copy.tail = None
    for child in [] if keep else [child for child in copy if child.tag in NOT_COPIED]:
        copy.remove(child)
    return copy


def _is_text(piece: Element) -> bool:
    return piece.tag == f"{W}t"


def _run_of(piece: Element) -> Element:
    run = piece.getparent()
    if run is None:
        raise ValueError("a piece of text outside a run")
    return run


def _remove(piece: Element) -> None:
    """Remove a piece of text, and its run when nothing is left in it."""
    run = _run_of(piece)
    run.remove(piece)
    if all(child.tag == f"{W}rPr" for child in run):
        _drop(run)


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
