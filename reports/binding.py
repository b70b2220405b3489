"""Pieces of text and tables bound into one Word file: numbers, sections, margins, language, properties."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from reports.attachments import Attachment, attached
from reports.fields import Caption, field
from reports.markup import NAMESPACES, paragraph, run
from reports.paper import FORMATS, PORTRAIT, Format, Paper, section
from reports.plate import Hung, Plate, hang, set_plate
from reports.vocabulary import word
from reports.widths import format_for
from reports.word import Exhibit, Setting, set_table
from survey.package import unzipped, zipped

if TYPE_CHECKING:
    from docx.document import Document

TEMPLATE = Path(__file__).with_name("template.docx")

Piece: TypeAlias = str | Exhibit | Plate
"""A stretch of text, or a table or figure that still needs its number."""


@dataclass(frozen=True)
class Jacket:
    """What stands around the pages: running heads, and what the file says of itself."""

    language: str
    title: str
    subject: str
    running_head: str
    cover_head: str = ""
    marks: tuple[str, ...] = ()
    """Warnings, also among the file's properties."""


def set_out(pieces: Sequence[Piece], language: str, forms: Sequence[Format] = FORMATS) -> list[Setting]:
    """Return the tables with their numbers and pages."""
    exhibits = [piece for piece in pieces if isinstance(piece, Exhibit)]
    return [
        Setting(
            exhibit,
            Caption(exhibit.layout.key, number, exhibit.layout.title, language, tongue=exhibit.tongues.title),
            format_for(exhibit.layout, forms),
        )
        for number, exhibit in enumerate(exhibits, 1)
    ]


def hang_out(pieces: Sequence[Piece], settings: Sequence[Setting], language: str) -> list[Hung]:
    """Return the figures with their numbers."""
    names = {setting.caption.key: setting.caption.name for setting in settings}
    return hang([piece for piece in pieces if isinstance(piece, Plate)], names, language)


def flow(pieces: Sequence[Piece], settings: Sequence[Setting], hung: Sequence[Hung] = ()) -> str:
    """Return text, tables and figures, with a new section wherever the paper turns."""
    numbered, plates = iter(settings), iter(hung)
    parts: list[str] = []
    paper, first = PORTRAIT, True
    for piece in pieces:
        setting = next(numbered) if isinstance(piece, Exhibit) else None
        wanted = setting.form.paper if setting else PORTRAIT
        if wanted is not paper:
            parts.append(_section_end(paper, first))
            paper, first = wanted, False
        plate = next(plates) if isinstance(piece, Plate) else None
        parts.append(set_table(setting) if setting else set_plate(plate) if plate else str(piece))
    return "".join(parts) + section(paper, first)


def bind(body: str, jacket: Jacket) -> bytes:
    """Return a Word file with this body: the same input gives the same bytes."""
    return zipped(bound(body, jacket))


def bound(body: str, jacket: Jacket, files: Mapping[str, Attachment] | None = None) -> dict[str, bytes]:
    """Return the parts of a Word file with this body and its pictures and charts."""
    import docx

    document = docx.Document(str(TEMPLATE))
    _fill_body(document, attached(document.part, body, files or {}))
    _fill_margins(document, jacket)
    _set_language(document, jacket.language)
    _set_properties(document, jacket)
    out = io.BytesIO()
    document.save(out)
    return unzipped(out.getvalue())


def _section_end(paper: Paper, opening: bool) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="SectionEnd"/>{section(paper, opening)}</w:pPr></w:p>'


def _fill_body(document: Document, content: str) -> None:
    from docx.oxml import parse_xml

    body = document.element.body
    for child in list(body):
        body.remove(child)
    for child in list(parse_xml(f"<w:body {NAMESPACES}>{content}</w:body>")):
        body.append(child)


def _fill_margins(document: Document, jacket: Jacket) -> None:
    """Write the running heads and the page numbers."""
    first = document.sections[0]
    for margin, text, style in (
        (first.header, jacket.running_head, "Header"),
        (first.first_page_header, jacket.cover_head, "Header"),
        (first.footer, _page_number(jacket.language), "Footer"),
    ):
        _replace_paragraph(margin._element, paragraph(text, style))


def _page_number(language: str) -> str:
    """Return "Pagina 3 van 20", counted by Word."""
    before, _, rest = word("document.page", language, page="\0", pages="\1").partition("\0")
    between, _, after = rest.partition("\1")
    return run(before) + field("PAGE", "1") + run(between) + field("NUMPAGES", "1") + run(after)


def _replace_paragraph(margin: object, content: str) -> None:
    from docx.oxml import parse_xml

    holder = parse_xml(f"<w:hdr {NAMESPACES}>{content}</w:hdr>")
    for child in list(margin):  # type: ignore[call-overload]
        margin.remove(child)  # type: ignore[attr-defined]
    for child in list(holder):
        margin.append(child)  # type: ignore[attr-defined]


def _set_language(document: Document, language: str) -> None:
    from docx.oxml.ns import qn

    locale = word("document.locale", language)
    for tag in document.styles.element.iter(qn("w:lang")):
        tag.set(qn("w:val"), locale)
    document.core_properties.language = locale


def _set_properties(document: Document, jacket: Jacket) -> None:
    """Write title, subject and warnings into the file's properties; no dates, which would differ each time."""
    properties = document.core_properties
    properties.title = jacket.title
    properties.subject = jacket.subject
    said = word("document.semicolon", jacket.language).join(jacket.marks)
    properties.keywords = said
    properties.content_status = said
