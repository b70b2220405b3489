"""The whole report as one Word file: cover, list of tables, reading guide, chapters, methods appendix."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.disclosure import Release
from analysis.table import Text
from reports.appendix import Piece, appendix
from reports.cover import cover, cover_head, marks, running_head
from reports.fields import Caption, field, list_of_tables
from reports.front import Front
from reports.guide import guide
from reports.layout import aligned, lay_out
from reports.markup import NAMESPACES, heading, paragraph, run
from reports.notes import BASE, INTERNAL, Remark, remarks
from reports.package import unzipped, zipped
from reports.paper import PORTRAIT, Paper, section
from reports.vocabulary import say, word
from reports.widths import format_for
from reports.word import Exhibit, Setting, set_table
from survey.files import write_file

if TYPE_CHECKING:
    from docx.document import Document

TEMPLATE = Path(__file__).with_name("template.docx")

WARNINGS = frozenset({"hidden", "synthetic", INTERNAL})
"""Notes that stand together on the last line."""


def write_report(release: Release, front: Front, path: Path, *, page_numbers: bool = False) -> None:
    """Write the report; the file there is replaced only by a whole new one.

    `page_numbers` asks LibreOffice on which page each table falls; without it the list of tables gives none.
    """
    content = report(release, front)
    if page_numbers:
        from reports.pages import find_pages

        draft = report(release, front, dict.fromkeys(captions(release, front), 0))
        content = report(release, front, find_pages(draft, captions(release, front)))
    write_file(path, lambda file: file.write(content))


def report(release: Release, front: Front, pages: Mapping[str, int] | None = None) -> bytes:
    """Return the report as a Word file: the same input gives the same bytes."""
    import docx

    document = docx.Document(str(TEMPLATE))
    _fill_body(document, _body(release, front, pages))
    _fill_margins(document, release, front)
    _set_language(document, front.language)
    _set_properties(document, release, front)
    out = io.BytesIO()
    document.save(out)
    return zipped(unzipped(out.getvalue()))


def captions(release: Release, front: Front) -> dict[str, str]:
    """Return the text of every caption by table key, in order."""
    return {setting.caption.key: setting.caption.text for setting in _settings(_pieces(release, front), front.language)}


def _pieces(release: Release, front: Front) -> list[Piece]:
    return [*_chapters(release, front.language), *appendix(release, front)]


def _chapters(release: Release, language: str) -> list[Piece]:
    """Return the tables in order of the plan, each behind the heading it opens."""
    pieces: list[Piece] = []
    open_section: Text | None = None
    for table in release.tables:
        opens = table.section is not None and table.section != open_section
        title = heading(say(table.section, language), new_page=not pieces) if opens and table.section else ""
        open_section = table.section or open_section
        notes = _joined(remarks(table, release.policy, language))
        pieces.append(Exhibit(aligned(lay_out(table, language), language), notes, title))
    return pieces


def _joined(notes: Sequence[Remark]) -> tuple[str, ...]:
    """Return the notes as paragraphs: the bases in one, remarks each in their own, warnings in one."""
    bases = " ".join(note.text for note in notes if note.kind == BASE)
    own = [note.text for note in notes if note.kind != BASE and note.kind not in WARNINGS]
    warnings = " ".join(note.text for note in notes if note.kind in WARNINGS)
    return tuple(text for text in (bases, *own, warnings) if text)


def _settings(pieces: Sequence[Piece], language: str) -> list[Setting]:
    """Return the tables with their numbers and pages."""
    exhibits = [piece for piece in pieces if isinstance(piece, Exhibit)]
    return [
        Setting(
            exhibit,
            Caption(exhibit.layout.key, number, exhibit.layout.title, language),
            format_for(exhibit.layout),
        )
        for number, exhibit in enumerate(exhibits, 1)
    ]


def _body(release: Release, front: Front, pages: Mapping[str, int] | None) -> str:
    """Return everything between the covers, and the properties of its last section."""
    language = front.language
    pieces = _pieces(release, front)
    settings = _settings(pieces, language)
    listed = list_of_tables([setting.caption for setting in settings], pages)
    title = heading(word("document.list_of_tables", language), new_page=True)
    opening = cover(front, release.policy) + title + listed + guide(release, language)
    return opening + _flow(pieces, settings)


def _flow(pieces: Sequence[Piece], settings: Sequence[Setting]) -> str:
    """Return text and tables, with a new section wherever the paper turns."""
    numbered = iter(settings)
    parts: list[str] = []
    paper, first = PORTRAIT, True
    for piece in pieces:
        setting = next(numbered) if isinstance(piece, Exhibit) else None
        wanted = setting.form.paper if setting else PORTRAIT
        if wanted is not paper:
            parts.append(_section_end(paper, first))
            paper, first = wanted, False
        parts.append(set_table(setting) if setting else str(piece))
    return "".join(parts) + section(paper, first)


def _section_end(paper: Paper, opening: bool) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="SectionEnd"/>{section(paper, opening)}</w:pPr></w:p>'


def _fill_body(document: Document, content: str) -> None:
    from docx.oxml import parse_xml

    body = document.element.body
    for child in list(body):
        body.remove(child)
    for child in list(parse_xml(f"<w:body {NAMESPACES}>{content}</w:body>")):
        body.append(child)


def _fill_margins(document: Document, release: Release, front: Front) -> None:
    """Write the running heads and the page numbers."""
    first, policy = document.sections[0], release.policy
    for margin, text, style in (
        (first.header, running_head(front, policy), "Header"),
        (first.first_page_header, cover_head(front, policy), "Header"),
        (first.footer, _page_number(front.language), "Footer"),
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


def _set_properties(document: Document, release: Release, front: Front) -> None:
    """Write title, subject and warnings into the file's properties; no dates, which would differ each time."""
    properties = document.core_properties
    properties.title = say(front.title, front.language)
    properties.subject = word("cover.report", front.language)
    said = word("document.semicolon", front.language).join(marks(front, release.policy))
    properties.keywords = said
    properties.content_status = said
