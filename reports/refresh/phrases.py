"""Single paragraphs of ours: looked for by what they say, written anew in their form, made where there was none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from reports.manifest import same, squeezed
from reports.markup import NAMESPACES
from reports.openxml import W, parse
from reports.passages import Passage, set_passage
from reports.refresh.grid import nearest
from reports.refresh.new_row import bare_copy
from reports.refresh.pen import Pen
from reports.refresh.text import Reading, read, said, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

TELLING = 20
"""A text of so many letters is looked for within others: shorter ones stand there by chance."""
NAMED = 40
"""So many letters say which paragraph it is."""


class Phrases:
    """The paragraphs of a document outside tables, by what they say; read when the first one is asked for."""

    def __init__(self, root: Element) -> None:
        self.root = root

    @cached_property
    def _by_text(self) -> dict[str, list[Element]]:
        found = defaultdict(list)
        for paragraph in self.root.iter(f"{W}p"):
            if nearest(paragraph, "tc") is None and (text := squeezed(text_of(paragraph))):
                found[text].append(paragraph)
        return found

    def saying(self, text: str) -> list[Element]:
        """Return the paragraphs that say this and nothing else."""
        return self._by_text.get(squeezed(text), [])

    def holding(self, text: str) -> bool:
        """Tell whether a text stands anywhere in the document, alone or among others."""
        wanted = squeezed(text)
        return len(wanted) >= TELLING and any(wanted in told for told in self._by_text)


def named(passage: Passage) -> str:
    """Return what a paragraph is called in the account: the words that lead it, else its first ones."""
    text = squeezed(passage.lead) or passage.whole
    return text if len(text) <= NAMED else text[:NAMED].rsplit(" ", 1)[0] + " …"


def rewrite(pen: Pen, paragraph: Element, lead: str, passage: Passage) -> None:
    """Let a paragraph say what a passage says; the words that lead it keep their form, as does a tab behind them."""
    pieces = read(paragraph).pieces
    head = _leading(pieces, lead) if lead and passage.lead else 0
    if not head:
        pen.rewrite(Reading(pieces), passage.as_set, paragraph)
        return
    rest = pieces[head:]
    while rest and rest[0].tag == f"{W}tab":
        rest = rest[1:]
    if not same(lead, passage.lead):
        pen.rewrite(Reading(pieces[:head]), passage.lead, paragraph)
    if not same("".join(map(said, rest)), passage.text):
        pen.rewrite(Reading(rest), passage.text, paragraph)


def _leading(pieces: list[Element], lead: str) -> int:
    """Return how many of the pieces make up the words that lead; none where they do not stand apart."""
    told = ""
    for place, piece in enumerate(pieces, 1):
        told += said(piece)
        if squeezed(told) == lead:
            return place
    return 0


def made(passage: Passage, model: Element | None, styles: frozenset[str]) -> Element:
    """Return a new paragraph without a bookmark, set as a paragraph like it is in this document."""
    xml = f"<w:body {NAMESPACES}>{set_passage(passage, 0)}</w:body>"
    paragraph = next(parse(xml.encode(), passage.key).iter(f"{W}p"))
    for mark in list(paragraph.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        paragraph.remove(mark)
    if model is not None:
        _dress(paragraph, model)
    for style in list(_unknown(paragraph, styles)):
        parent = style.getparent()
        if parent is not None:
            parent.remove(style)
    return paragraph


def _dress(paragraph: Element, model: Element) -> None:
    """Give a paragraph the properties of another, and its leading run the character style of that one's."""
    own, other = paragraph.find(f"{W}pPr"), bare_copy(model.find(f"{W}pPr"))
    if own is not None:
        paragraph.remove(own)
    if other is not None:
        paragraph.insert(0, other)
    mine, theirs = (next(each.iter(f"{W}rStyle"), None) for each in (paragraph, model))
    if mine is not None and theirs is not None:
        mine.set(f"{W}val", str(theirs.get(f"{W}val")))


def _unknown(paragraph: Element, styles: frozenset[str]) -> Iterator[Element]:
    """Yield what names styles that the document does not have."""
    for style in paragraph.iter(f"{W}pStyle", f"{W}rStyle"):
        if str(style.get(f"{W}val")) not in styles:
            yield style
