"""A row for a line that the release has and the document not yet, formatted as most rows of its kind are.

It is built of properties alone, so that no bookmark, comment, revision or id of another row comes along; a highlight
that one cell has does not either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, TypeVar

from reports.openxml import W
from reports.refresh.grid import Cell, cells
from reports.refresh.pen import NOT_COPIED, new_run
from reports.refresh.text import paragraphs, read

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

T = TypeVar("T")
OF_ITS_OWN = {f"{W}{name}" for name in ("vMerge", "cellIns", "cellDel", "cellMerge", "tcPrChange", "hMerge")}
OF_ITS_ROW = {f"{W}{name}" for name in ("ins", "del", "trPrChange", "tblHeader")}
OF_ITS_PARAGRAPH = {f"{W}{name}" for name in ("sectPr", "pPrChange", "pageBreakBefore")}
HIGHLIGHT = {f"{W}{name}" for name in ("shd", "b", "bCs", "i", "iCs", "u", "color", "highlight", "bdr")}


def new_row(models: Sequence[Element], texts: Mapping[int, str]) -> Element:
    """Return a row like most of the models, with these texts by place in the grid; other cells stay empty."""
    from lxml import etree

    shape = _commonest([tuple((cell.start, cell.span) for cell in cells(row)) for row in models])
    alike = [row for row in models if tuple((cell.start, cell.span) for cell in cells(row)) == shape]
    row = etree.Element(f"{W}tr")
    properties = [_copy(found, OF_ITS_ROW) for model in alike if (found := model.find(f"{W}trPr")) is not None]
    if properties:
        row.append(_usual(properties))
    for place, (start, _) in enumerate(shape):
        row.append(_cell([cells(model)[place] for model in alike], texts.get(start, "")))
    return row


def _cell(models: Sequence[Cell], text: str) -> Element:
    from lxml import etree

    cell = etree.Element(f"{W}tc")
    firsts = [next(paragraphs(model.element)) for model in models]
    dressed = [
        _parts(model.element, first, alone=len(models) == 1) for model, first in zip(models, firsts, strict=True)
    ]
    by_look = {tuple(map(_written, parts)): parts for parts in dressed}
    of_cell, of_paragraph, of_run = by_look[_commonest([tuple(map(_written, parts)) for parts in dressed])]
    if of_cell is not None:
        cell.append(of_cell)
    paragraph = etree.SubElement(cell, f"{W}p")
    if of_paragraph is not None:
        paragraph.append(of_paragraph)
    if text:
        paragraph.append(new_run(text, of_run))
    return cell


def _parts(cell: Element, paragraph: Element, *, alone: bool) -> tuple[Element | None, Element | None, Element | None]:
    """Return how a cell, its paragraph and its run are formatted; of a single model without highlights."""
    gone = HIGHLIGHT if alone else set()
    piece = next((piece for piece in read(paragraph).pieces if piece.tag == f"{W}t"), None)
    run = None if piece is None else piece.getparent()
    of_run = paragraph.find(f"{W}pPr/{W}rPr") if run is None else run.find(f"{W}rPr")
    return (
        _copy(cell.find(f"{W}tcPr"), OF_ITS_OWN | (gone & {f"{W}shd"})),
        _copy(paragraph.find(f"{W}pPr"), OF_ITS_PARAGRAPH),
        _copy(of_run, {*NOT_COPIED, *gone}),
    )


def bare_copy(properties: Element | None) -> Element | None:
    """Return a copy of a paragraph's properties without what is about that paragraph alone."""
    return _copy(properties, OF_ITS_PARAGRAPH)


def _copy(found: Element | None, left_out: set[str]) -> Element | None:
    """Return a copy of properties without some of them, nor revisions of the end of a paragraph."""
    if found is None:
        return None
    copy = deepcopy(found)
    copy.tail = None
    for child in [child for child in copy if child.tag in left_out]:
        copy.remove(child)
    for mark in [mark for end in copy.iterfind(f"{W}rPr") for mark in end if mark.tag in NOT_COPIED]:
        mark.getparent().remove(mark)  # type: ignore[union-attr]
    return copy


def _usual(found: Sequence[Element | None]) -> Element:
    by_text = {_written(each): each for each in found if each is not None}
    return by_text[_commonest([_written(each) for each in found])]


def _commonest(found: Sequence[T]) -> T:
    """Return what is there most often; of several the plainest."""
    counted = Counter(found)
    return min(counted, key=lambda each: (-counted[each], len(str(each))))


def _written(element: Element | None) -> bytes:
    from lxml import etree

    return b"" if element is None else etree.tostring(element)
