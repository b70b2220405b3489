"""Make `template.docx`: every style of the report. Run `python -m reports.make_template` after a change.

The text family is Arial, which Word has and LibreOffice sets in its metric twin, Liberation Sans. There is
one accent colour; nothing is ever told by colour alone. Measures are in twentieths of a point, as in Word.
"""

from __future__ import annotations

from pathlib import Path

from reports.paper import PORTRAIT, section
from survey.package import zipped

TEMPLATE = Path(__file__).with_name("template.docx")

FAMILY = "Arial"
CODE_FAMILY = "Courier New"
ACCENT = "1F4E79"
GREY = "595959"

DEEP = 567
"""How far the text of a question stands in: its number fits before it."""

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
APP_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

RULE = '<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{color}"/>'
THICK, THIN = 8, 4


def rule(side: str, size: int, color: str = "000000", space: int = 0) -> str:
    """Return a border; sizes are in eighths of a point."""
    return RULE.format(side=side, size=size, color=color, space=space)


def spacing(before: int = 0, after: int = 0, line: int = 240) -> str:
    """Return the white above, below and between lines (240 is single)."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def font(size: float = 0, color: str = "", bold: bool | None = None, italic: bool = False) -> str:
    """Return run properties; sizes are in points."""
    weight = "" if bold is None else f'<w:b w:val="{int(bold)}"/><w:bCs w:val="{int(bold)}"/>'
    half = round(size * 2)
    return (
        weight
        + ("<w:i/><w:iCs/>" if italic else "")
        + (f'<w:color w:val="{color}"/>' if color else "")
        + (f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>' if half else "")
    )


def paragraph_style(
    name: str, paragraph: str = "", run: str = "", based: str = "Normal", following: str = "", style_id: str = ""
) -> str:
    """Return a paragraph style."""
    next_style = f'<w:next w:val="{following}"/>' if following else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id or name.replace(" ", "")}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based}"/>{next_style}<w:uiPriority w:val="1"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def character_style(name: str, run: str) -> str:
    """Return a character style."""
    return (
        f'<w:style w:type="character" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>'
        f'<w:uiPriority w:val="1"/><w:qFormat/><w:rPr>{run}</w:rPr></w:style>'
    )


DEFAULTS = f"""<w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="{FAMILY}" w:hAnsi="{FAMILY}" w:eastAsia="{FAMILY}" w:cs="{FAMILY}"/>
<w:sz w:val="20"/><w:szCs w:val="20"/><w:lang w:val="nl-BE" w:eastAsia="nl-BE" w:bidi="ar-SA"/>
</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>
<w:pPr><w:widowControl/>{spacing(after=120, line=276)}</w:pPr></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>
<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>
<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>
<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>
<w:uiPriority w:val="99"/><w:semiHidden/></w:style>"""


def report_table() -> str:
    """Return the table style: a rule above, one below the heads, one at the end, none upright."""
    return (
        '<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="Report Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="1"/><w:qFormat/><w:tblPr>'
        f"<w:tblBorders>{rule('top', THICK)}{rule('bottom', THICK)}</w:tblBorders>"
        '<w:tblCellMar><w:left w:w="90" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr></w:style>'
    )


def title_styles() -> str:
    """Return the styles of the cover."""
    box = "".join(rule(side, THICK, ACCENT, 6) for side in ("top", "left", "bottom", "right"))
    tab = '<w:tabs><w:tab w:val="left" w:pos="3119"/></w:tabs>'
    bar = f"<w:pBdr>{rule('top', 48, ACCENT, 18)}</w:pBdr>"
    return "".join(
        (
            paragraph_style("Cover Kind", bar + spacing(2600, 120), font(11, GREY)),
            paragraph_style("Title", spacing(0, 240, 252), font(28, ACCENT, bold=True), following="Normal"),
            paragraph_style(
                "Cover Badge",
                f'<w:pBdr>{box}</w:pBdr>{spacing(120, 0)}<w:ind w:left="140" w:right="140"/>',
                font(11, ACCENT, bold=True),
                following="CoverText",
            ),
            paragraph_style("Cover Text", spacing(120, 360, 264), font(10)),
            paragraph_style("Cover Fact", tab + spacing(80, 80) + '<w:ind w:left="3119" w:hanging="3119"/>'),
            character_style("Cover Label", font(0, GREY)),
        )
    )


def text_styles() -> str:
    """Return headings, lists, and the list of tables."""
    right = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{PORTRAIT.text_width}"/></w:tabs>'
    entry = right + spacing(0, 36) + '<w:ind w:left="1134" w:hanging="1134"/>'
    bullet = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' + spacing(0, 60, 264)
    keep = "<w:keepNext/><w:keepLines/>"
    first = keep + spacing(480, 160) + '<w:outlineLvl w:val="0"/>'
    second = keep + spacing(320, 100) + '<w:outlineLvl w:val="1"/>'
    third = keep + spacing(240, 80) + '<w:outlineLvl w:val="2"/>'
    return "".join(
        (
            paragraph_style("heading 1", first, font(17, ACCENT, bold=True), "Normal", "Normal", "Heading1"),
            paragraph_style("heading 2", second, font(12, bold=True), "Normal", "Normal", "Heading2"),
            paragraph_style("heading 3", third, font(10.5, ACCENT, bold=True), "Normal", "Normal", "Heading3"),
            paragraph_style("List Bullet", bullet),
            paragraph_style("table of figures", entry, font(9.5), style_id="TableofFigures"),
            paragraph_style("header", spacing(), font(8, GREY), style_id="Header"),
            paragraph_style("footer", spacing() + '<w:jc w:val="right"/>', font(8, GREY), style_id="Footer"),
            paragraph_style("Section End", spacing(line=20), font(1)),
            character_style("Warning", font(0, ACCENT, bold=True)),
            character_style("Strong", "<w:b/><w:bCs/>"),
        )
    )


def question_styles() -> str:
    """Return the contents, and what a questionnaire consists of: question, notes, answers, a rule as it stands."""
    deep = f'<w:ind w:left="{DEEP}"/>'
    hanging = f'<w:ind w:left="{DEEP}" w:hanging="{DEEP}"/>'
    tab = f'<w:tabs><w:tab w:val="left" w:pos="{DEEP}"/></w:tabs>'
    mark = f'<w:ind w:left="{DEEP + 284}" w:hanging="284"/>'
    mark_tab = f'<w:tabs><w:tab w:val="left" w:pos="{DEEP + 284}"/></w:tabs>'
    listed = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{PORTRAIT.text_width}"/></w:tabs>'
    code = (
        f'<w:rFonts w:ascii="{CODE_FAMILY}" w:hAnsi="{CODE_FAMILY}" w:cs="{CODE_FAMILY}"/><w:i w:val="0"/><w:noProof/>'
    )
    return "".join(
        (
            paragraph_style("toc 1", listed + spacing(160, 40), font(10, bold=True), style_id="TOC1"),
            paragraph_style("toc 2", listed + spacing(0, 36) + '<w:ind w:left="284"/>', font(9.5), style_id="TOC2"),
            paragraph_style("Question", f"<w:keepNext/><w:keepLines/>{tab}{spacing(240, 30)}{hanging}", font(10)),
            paragraph_style("Question Item", f"<w:keepLines/>{tab}{spacing(60, 20)}{hanging}", font(10)),
            paragraph_style("Question Note", f"<w:keepLines/>{spacing(0, 30)}{deep}", font(8.5, GREY)),
            paragraph_style("Question Rule", f"<w:keepLines/>{spacing(20, 40, 252)}{deep}", font(9, italic=True)),
            paragraph_style("Answer", f"<w:keepLines/>{mark_tab}{spacing(20, 20)}{mark}", font(9)),
            paragraph_style("Answers Run On", f"{spacing(20, 20, 264)}{deep}", font(9)),
            character_style("Question Number", font(0, ACCENT, bold=True)),
            character_style("Variable Name", font(8.5, GREY)),
            character_style("Rule Code", code + font(8.5)),
        )
    )


def table_styles() -> str:
    """Return caption, the paragraphs in cells at both sizes, and the notes under a table."""
    caption = "<w:keepNext/><w:keepLines/>" + spacing(360, 100)
    return "".join(
        (
            paragraph_style("caption", caption, font(10, bold=True), style_id="Caption"),
            character_style("Caption Number", font(0, ACCENT, bold=True)),
            cell_styles("", 9),
            cell_styles(" Dense", 8),
            character_style("Table Unit", font(0, GREY, bold=False)),
            paragraph_style("Figure", "<w:keepNext/><w:keepLines/>" + spacing(0, 0)),
            paragraph_style("Table Note", "<w:keepLines/>" + spacing(50, 0, 252), font(8)),
            character_style("Note Lead", "<w:i/><w:iCs/>"),
            report_table(),
        )
    )


def cell_styles(suffix: str, size: float) -> str:
    """Return the paragraphs in cells: labels, numbers, groups, totals and heads."""
    flush_right = '<w:jc w:val="right"/>'
    under = f"<w:pBdr>{rule('bottom', THIN, '000000', 2)}</w:pBdr>" + spacing(40, 20) + '<w:jc w:val="center"/>'
    text, number, total, head = (f"Table{name}{suffix.strip()}" for name in ("Text", "Number", "Total", "Head"))
    return "".join(
        (
            paragraph_style(f"Table Text{suffix}", spacing(40, 40), font(size)),
            paragraph_style(f"Table Indented{suffix}", '<w:ind w:left="200"/>', "", text),
            paragraph_style(f"Table Number{suffix}", flush_right, "", text),
            paragraph_style(f"Table Group{suffix}", "<w:keepNext/>" + spacing(120, 40), font(bold=True), text),
            paragraph_style(f"Table Group Number{suffix}", spacing(120, 40), "", number),
            paragraph_style(f"Table Group Text{suffix}", spacing(120, 40), "", text),
            paragraph_style(f"Table Total{suffix}", "", font(bold=True), text),
            paragraph_style(f"Table Total Number{suffix}", flush_right, "", total),
            paragraph_style(f"Table Head{suffix}", "<w:keepNext/>", font(bold=True), text),
            paragraph_style(f"Table Head Number{suffix}", flush_right, "", head),
            paragraph_style(f"Table Head Turned{suffix}", spacing(0, 0) + '<w:ind w:left="80"/>', "", head),
            paragraph_style(f"Table Spanner{suffix}", under, "", head),
        )
    )


def styles() -> str:
    """Return the part with all styles."""
    return (
        f"{HEAD}<w:styles {W}>{DEFAULTS}{title_styles()}{text_styles()}{question_styles()}{table_styles()}</w:styles>"
    )


NUMBERING = f"""{HEAD}<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>
<w:pPr><w:ind w:left="340" w:hanging="340"/></w:pPr></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""

SETTINGS = f"""{HEAD}<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>
<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode"
 w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>"""

FONTS = f"""{HEAD}<w:fonts {W}><w:font w:name="{FAMILY}"><w:altName w:val="Liberation Sans"/>
<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>
<w:font w:name="{CODE_FAMILY}"><w:altName w:val="Liberation Mono"/>
<w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font></w:fonts>"""

CORE = f"""{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>cryptodrug</dc:creator><dc:language>nl-BE</dc:language>
</cp:coreProperties>"""

APP = f"""{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">
<Application>cryptodrug</Application></Properties>"""


def document() -> str:
    """Return the body: empty, with the page and its header and footer."""
    empty = '<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr></w:p>'
    page = section(PORTRAIT, opening=True)
    return f"{HEAD}<w:document {W} {R}><w:body>{empty}{page}</w:body></w:document>"


def _margin(tag: str, style: str) -> str:
    return f'{HEAD}<w:{tag} {W}><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p></w:{tag}>'


PARTS = {
    "word/styles.xml": ("styles", styles()),
    "word/settings.xml": ("settings", SETTINGS),
    "word/numbering.xml": ("numbering", NUMBERING),
    "word/fontTable.xml": ("fontTable", FONTS),
    "word/header1.xml": ("header", _margin("hdr", "Header")),
    "word/header2.xml": ("header", _margin("hdr", "Header")),
    "word/footer1.xml": ("footer", _margin("ftr", "Footer")),
    "word/footer2.xml": ("footer", _margin("ftr", "Footer")),
}
"""Parts of the document: the kind of each, and its content. Their order numbers the relationships."""


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{WORD_TYPE}.{kind}+xml"/>' for name, (kind, _) in PARTS.items()
    )
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{WORD_TYPE}.document.main+xml"/>'
        f'<Override PartName="/docProps/core.xml" ContentType="{CORE_TYPE}"/>'
        f'<Override PartName="/docProps/app.xml" ContentType="{APP_TYPE}"/>'
        f"{overrides}</Types>"
    )


def _relationships(targets: list[tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def template() -> bytes:
    """Return the template as a Word file."""
    outer = [
        (f"{OFFICE}/officeDocument", "word/document.xml"),
        (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        (f"{OFFICE}/extended-properties", "docProps/app.xml"),
    ]
    inner = [(f"{OFFICE}/{kind}", name.removeprefix("word/")) for name, (kind, _) in PARTS.items()]
    texts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(outer),
        "word/_rels/document.xml.rels": _relationships(inner),
        "word/document.xml": document(),
        "docProps/core.xml": CORE,
        "docProps/app.xml": APP,
        **{name: text for name, (_, text) in PARTS.items()},
    }
    return zipped({name: text.encode() for name, text in texts.items()})


if __name__ == "__main__":
    TEMPLATE.write_bytes(template())
