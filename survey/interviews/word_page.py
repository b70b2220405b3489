"""The Word file around a transcript: A4, generous lines, numbers of turns in the margin, header and footer.

Measures are in twentieths of a point, as in Word. The same words always give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from survey.package import APP, CONTENT_TYPES, OURS, zipped

FAMILY = "Arial"
ACCENT, GREY = "1F4E79", "595959"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
W = f'xmlns:w="{MAIN}" xmlns:r="{OFFICE}/relationships"'
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PROPERTY_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The identifier that Office gives to the set of a document's own properties."""
FIELD = re.compile(r"\{(page|pages)\}")
FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Page:
    """What stands around the text, in the reader's language."""

    header: str
    footer: str = "{page} / {pages}"
    """May hold `{page}` and `{pages}`."""
    locale: str = "nl-BE"
    """The language of the interview, in which Word checks spelling."""


def legal(text: str) -> str:
    """Return text in which a character that XML cannot hold is another one, so that positions stay."""
    return NOT_XML.sub("\ufffd", text)


def run(text: str, style: str = "") -> str:
    """Return a run of text on one line, in a character style where one is named."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    pieces = [f'<w:t xml:space="preserve">{escape(legal(piece))}</w:t>' if piece else "" for piece in text.split("\t")]
    return f"<w:r>{properties}{'<w:tab/>'.join(pieces)}</w:r>" if text else ""


def paragraph(content: str, style: str, properties: str = "") -> str:
    """Return a paragraph in a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def package(body: str, comments: str, page: Page, properties: Mapping[str, str]) -> bytes:
    """Return the whole file: paragraphs, comments, and properties by which it is known again."""
    inner = {
        "styles": _styles(page.locale),
        "settings": SETTINGS,
        "numbering": NUMBERING,
        "comments": f"{HEAD}<w:comments {W}>{comments}</w:comments>",
        "header": f"{HEAD}<w:hdr {W}>{paragraph(run(page.header), 'Header')}</w:hdr>",
        "footer": f"{HEAD}<w:ftr {W}>{paragraph(_with_fields(page.footer), 'Footer')}</w:ftr>",
    }
    parts = {
        CONTENT_TYPES: _content_types(tuple(inner)),
        "_rels/.rels": _relations(OUTER),
        "word/_rels/document.xml.rels": _relations({f"{name}.xml": f"{OFFICE}/relationships/{name}" for name in inner}),
        "word/document.xml": f"{HEAD}<w:document {W}><w:body>{body}{SECTION}</w:body></w:document>",
        "docProps/core.xml": _core(page),
        APP: f'{HEAD}<Properties xmlns="{OFFICE}/extended-properties">{OURS.decode()}</Properties>',
        "docProps/custom.xml": _custom(properties),
        **{f"word/{name}.xml": text for name, text in inner.items()},
    }
    return zipped({name: text.encode() for name, text in parts.items()})


def _font(size: float = 0, color: str = "", bold: bool = False) -> str:
    half = round(size * 2)
    return (
        ("<w:b/><w:bCs/>" if bold else "")
        + (f'<w:color w:val="{color}"/>' if color else "")
        + (f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>' if half else "")
    )


def _spacing(after: int, line: int = 240) -> str:
    return f'<w:spacing w:before="0" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _paragraph_style(style: str, name: str, paragraph_properties: str, run_properties: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{paragraph_properties}</w:pPr><w:rPr>{run_properties}</w:rPr></w:style>"
    )


def _character_style(style: str, name: str, run_properties: str) -> str:
    return (
        f'<w:style w:type="character" w:styleId="{style}"><w:name w:val="{name}"/>'
        f"<w:qFormat/><w:rPr>{run_properties}</w:rPr></w:style>"
    )


def _styles(locale: str) -> str:
    fonts = f'<w:rFonts w:ascii="{FAMILY}" w:hAnsi="{FAMILY}" w:eastAsia="{FAMILY}" w:cs="{FAMILY}"/>'
    words = quoteattr(locale)
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="21"/><w:szCs w:val="21"/>'
        f'<w:lang w:val={words} w:eastAsia={words} w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{_spacing(0, 348)}</w:pPr></w:style>"
    )
    rule = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="A6A6A6"/></w:pBdr>'
    return (
        f"{HEAD}<w:styles {W}>{defaults}"
        + _paragraph_style("Said", "Said", _spacing(60, 348))
        + _paragraph_style("Asked", "Asked", _spacing(60, 348), _font(color="404040"))
        + _paragraph_style("Between", "Between", _spacing(0), _font(6))
        + _paragraph_style("Header", "header", rule + _spacing(0), _font(8, GREY))
        + _paragraph_style("Footer", "footer", _spacing(0) + '<w:jc w:val="right"/>', _font(8, GREY))
        + _paragraph_style("CommentText", "annotation text", _spacing(0), _font(10))
        + _character_style("CommentReference", "annotation reference", _font(8))
        + _character_style("Speaker", "Speaker", _font(color=ACCENT, bold=True))
        + _character_style("Time", "Time", _font(8, GREY))
        + "</w:styles>"
    )


NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
"""Stands on the first line of a turn; the number is no text, so nothing reads it as words."""
NUMBERING = f"""{HEAD}<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="tab"/><w:lvlText w:val="%1"/>
<w:lvlJc w:val="left"/><w:pPr><w:tabs><w:tab w:val="num" w:pos="0"/></w:tabs><w:ind w:left="0" w:hanging="680"/></w:pPr>
<w:rPr><w:b w:val="0"/><w:bCs w:val="0"/><w:color w:val="7F7F7F"/><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr>
</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""

SETTINGS = f"""{HEAD}<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>
<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode"
 w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>"""

SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/><w:footerReference w:type="default" r:id="rId6"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1701" w:right="1701" w:bottom="1418" w:left="1985"'
    ' w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
)
"""The ids are the places of header and footer among the parts."""

OUTER = {
    "word/document.xml": f"{OFFICE}/relationships/officeDocument",
    "docProps/core.xml": f"{PACKAGE}/relationships/metadata/core-properties",
    APP: f"{OFFICE}/relationships/extended-properties",
    "docProps/custom.xml": f"{OFFICE}/relationships/custom-properties",
}


def _with_fields(text: str) -> str:
    """Return text in which `{page}` and `{pages}` are fields."""
    pieces = FIELD.split(text)
    plain = [run(piece) for piece in pieces[::2]]
    fields = [f'<w:fldSimple w:instr=" {FIELDS[name]} ">{run("1")}</w:fldSimple>' for name in pieces[1::2]]
    return "".join(part for pair in zip(plain, [*fields, ""], strict=True) for part in pair)


def _content_types(inner: tuple[str, ...]) -> str:
    types = {
        "word/document": f"{WORD_TYPE}.document.main+xml",
        "docProps/core": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/app": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "docProps/custom": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        **{f"word/{name}": f"{WORD_TYPE}.{name}+xml" for name in inner},
    }
    overrides = "".join(f'<Override PartName="/{name}.xml" ContentType="{kind}"/>' for name, kind in types.items())
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: Mapping[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(targets.items(), 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def _core(page: Page) -> str:
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(legal(page.header))}</dc:title>'
        f"<dc:creator>cryptodrug</dc:creator><dc:language>{escape(page.locale)}</dc:language></cp:coreProperties>"
    )


def _custom(properties: Mapping[str, str]) -> str:
    lines = "".join(
        f'<property fmtid="{PROPERTY_SET}" pid="{number}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(legal(value))}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties.items(), 2)
    )
    return (
        f'{HEAD}<Properties xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes">{lines}</Properties>'
    )


__all__ = ["NUMBERED", "Page", "legal", "package", "paragraph", "run"]
