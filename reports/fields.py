"""Word's own numbering: captions that count themselves, and a list of tables that points at them.

A field always carries its result, so a reader sees numbers at once and Word asks nothing when it opens.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.markup import paragraph, run, runs, styled, tab
from reports.vocabulary import word

ENTRY = "TableofFigures"
FIGURES_FROM = 20_000
"""Ids of bookmarks of figures begin here; those of tables at 1, of headings at 10 000."""


@dataclass(frozen=True)
class Caption:
    """A numbered title: the key of a table or figure, its number and its words."""

    key: str
    number: int
    title: str
    language: str
    is_figure: bool = False
    tongue: str = ""
    """The language of its words, where that is not the reader's."""

    @property
    def name(self) -> str:
        """Return "Tabel 3", as other text refers to it."""
        return f"{self.label} {self.number}"

    @property
    def label(self) -> str:
        """Return the word before the number, which is also the name of the sequence in Word."""
        return word("document.figure" if self.is_figure else "document.table", self.language)

    @property
    def text(self) -> str:
        """Return the whole caption."""
        return word("document.caption", self.language, number=self.name, title=self.title)

    @property
    def spoken(self) -> tuple[tuple[str, str], ...]:
        """Return its words with their language, where that is not the reader's."""
        return ((self.title, self.tongue),) if self.tongue else ()

    @property
    def bookmark(self) -> str:
        """Return the bookmark's name: `_Ref` and nine digits, the only ones that Word lists for cross-references."""
        return bookmark_of(self.key)

    @property
    def mark(self) -> int:
        """Return the bookmark's id: figures are counted apart from tables."""
        return self.number + (FIGURES_FROM if self.is_figure else 0)


def bookmark_of(key: str) -> str:
    """Return the name of the bookmark round a caption's label and number, from the key of its table or figure."""
    digest = int(hashlib.sha256(key.encode()).hexdigest(), 16)
    return f"_Ref{digest % 900_000_000 + 100_000_000}"


def field(instruction: str, result: str, style: str = "") -> str:
    """Return a field with its result, balanced within its paragraph."""
    return field_begin(instruction, style) + run(result, style) + field_end(style)


def field_begin(instruction: str, style: str = "") -> str:
    """Return the runs that open a field; its result follows, then `field_end`."""
    code = f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>'
    return _mark("begin", style) + styled(code, style) + _mark("separate", style)


def field_end(style: str = "") -> str:
    """Return the run that closes a field."""
    return _mark("end", style)


def _mark(kind: str, style: str) -> str:
    return styled(f'<w:fldChar w:fldCharType="{kind}"/>', style)


def caption_paragraph(caption: Caption) -> str:
    """Return the caption above a table; the bookmark covers label and number."""
    style = "CaptionNumber"
    start = f'<w:bookmarkStart w:id="{caption.mark}" w:name="{caption.bookmark}"/>'
    number = run(f"{caption.label} ", style) + field(f"SEQ {caption.label} \\* ARABIC", str(caption.number), style)
    rest = runs(caption.text.removeprefix(caption.name), caption.spoken)
    return paragraph(f'{start}{number}<w:bookmarkEnd w:id="{caption.mark}"/>{rest}', "Caption")


def list_of_tables(captions: Sequence[Caption], pages: Mapping[str, int] | None = None) -> str:
    """Return the list of tables, or of figures, as one field over its entries, with pages where they are known."""
    if not captions:
        return ""
    begin = field_begin(f'TOC \\h \\z \\c "{captions[0].label}"')
    entries = [_entry(caption, pages) for caption in captions]
    first = paragraph(begin + entries[0], ENTRY)
    rest = [paragraph(entry, ENTRY) for entry in entries[1:]]
    return first + "".join(rest) + paragraph(field_end(), "SectionEnd")


def _entry(caption: Caption, pages: Mapping[str, int] | None) -> str:
    number = (pages or {}).get(caption.key)
    page = "" if number is None else tab() + field(f"PAGEREF {caption.bookmark} \\h", str(number))
    said = runs(caption.text, caption.spoken)
    return f'<w:hyperlink w:anchor="{caption.bookmark}" w:history="1">{said}{page}</w:hyperlink>'
