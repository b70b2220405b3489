"""Invented templates of institutes, as Word, LibreOffice and python-docx write them."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
from docx.enum.section import WD_SECTION
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from reports.make_template import template as ours

DUTCH = {
    "Normal": "Standaard",
    "Heading1": "Kop1",
    "Heading2": "Kop2",
    "Heading3": "Kop3",
    "Caption": "Bijschrift",
    "Header": "Koptekst",
    "Footer": "Voettekst",
    "ListBullet": "Lijstopsomteken",
    "Title": "Titel",
    "TableofFigures": "Lijstmetafbeeldingen",
    "TableNormal": "Standaardtabel",
}
"""Ids that a Dutch Word gives its own styles; their names stay English."""


def saved(folder: Path, document: docx.document.Document, name: str = "institute.docx") -> Path:
    path = folder / name
    document.save(str(path))
    return path


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(path: Path, parts: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def changed(path: Path, name: str, change: Callable[[str], str]) -> Path:
    parts = parts_of(path)
    parts[name] = change(parts[name].decode()).encode()
    return packed(path, parts)


def plain(folder: Path) -> Path:
    """What python-docx starts from: American page and English styles."""
    return saved(folder, docx.Document(), "plain.docx")


def letter(folder: Path) -> Path:
    """A Letter page with unequal margins, and text set in to both sides."""
    document = docx.Document()
    page = document.sections[0]
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = (Cm(each) for each in (3, 2, 4, 1.5))
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    normal.font.name, normal.font.size = "Verdana", Pt(11)
    normal.paragraph_format.first_line_indent = Cm(1)
    normal.paragraph_format.alignment = 3
    document.add_paragraph("Geachte lezer")
    return saved(folder, document, "letter.docx")


def dutch(folder: Path) -> Path:
    """A Dutch Word: localised ids, a title page of its own, odd and even headers, a logo, a colophon."""
    document = docx.Document(io.BytesIO(ours()))
    styles = document.styles
    for name in ("Report Table", "Table Note", "Cover Kind"):
        styles.element.remove(styles[name].element)
    styles["Heading 1"].font.color.rgb = RGBColor(0xC0, 0x39, 0x2B)
    styles["Normal"].font.name = "Georgia"
    document.element.body.clear_content()
    document.add_paragraph("Universiteit van Nergens", "Title")
    document.add_paragraph("Reeks rapporten")
    document.settings.odd_and_even_pages_header_footer = True
    first = document.sections[0]
    first.header.paragraphs[0].text = "Universiteit van Nergens"
    first.header.paragraphs[0].add_run().add_picture(io.BytesIO(dots()))
    first.footer.paragraphs[0].text = "nergens.example"
    document.add_section(WD_SECTION.NEW_PAGE)
    document.add_paragraph("{{ report }}")
    document.add_paragraph("Colofon", "Heading 1")
    document.add_paragraph("Gedrukt in Nergens.")
    path = saved(folder, document, "dutch.docx")
    return packed(path, {name: _in_dutch(name, content) for name, content in parts_of(path).items()})


def without_tables(folder: Path) -> Path:
    """A template that has a few styles and no table style, numbering, settings, or header."""
    path = plain(folder)
    parts = parts_of(path)
    kept = {
        "[Content_Types].xml",
        "_rels/.rels",
        "word/document.xml",
        "word/styles.xml",
        "word/_rels/document.xml.rels",
    }
    parts = {name: content for name, content in parts.items() if name in kept}
    gone = rb'<Override PartName="/(?:word/(?!document|styles)|docProps|customXml)[^>]*/>'
    parts["[Content_Types].xml"] = re.sub(gone, b"", parts["[Content_Types].xml"])
    styles = parts["word/styles.xml"].decode()
    only = re.sub(r'<w:style (?![^>]*w:styleId="(?:Normal|Heading1)")[^>]*>.*?</w:style>', "", styles, flags=re.DOTALL)
    only = re.sub(r'<w:(?:next|link) w:val="(?!Normal)[^"]*"/>', "", only)
    parts["word/styles.xml"] = only.encode()
    for name in ("_rels/.rels", "word/_rels/document.xml.rels"):
        parts[name] = re.sub(
            rb'<Relationship [^>]*Type="[^"]*/(?!officeDocument"|styles")[^"/]*"[^>]*/>', b"", parts[name]
        )
    return packed(folder / "bare.dotx", {**parts, "[Content_Types].xml": _as_template(parts["[Content_Types].xml"])})


def dots() -> bytes:
    """Return a small picture."""
    import matplotlib.figure

    out = io.BytesIO()
    figure = matplotlib.figure.Figure(figsize=(0.5, 0.3))
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def _in_dutch(name: str, content: bytes) -> bytes:
    if not name.startswith("word/") or not name.endswith(".xml"):
        return content
    text = content.decode()
    for english, local in DUTCH.items():
        text = text.replace(f'w:val="{english}"', f'w:val="{local}"').replace(f'Id="{english}"', f'Id="{local}"')
    return (
        text.replace('<w:name w:val="Standaard"/>', '<w:name w:val="Normal"/>')
        .replace('<w:name w:val="Titel"/>', '<w:name w:val="Title"/>')
        .encode()
    )


def _as_template(content: bytes) -> bytes:
    return content.replace(b"document.main+xml", b"template.main+xml")
