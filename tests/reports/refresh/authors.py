"""What authors do to a report that was written for them: a document with everything in it that a refresh must leave."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from lxml import etree

from analysis.disclosure import Audience, Release
from analysis.table import Cell, Table
from reports.anchors import Anchor, bookmark, tag
from reports.document import report
from reports.fields import bookmark_of
from reports.front import Front
from reports.markup import NAMESPACES
from reports.refresh import Draft, Refreshed, Wishes, open_package, refresh
from tests.reports import samples

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"
STUDY = "proef"
WHEN = "2026-01-31T12:00:00Z"
COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"

OWN_TABLE = (
    '<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="4000" w:type="dxa"/></w:tblPr><w:tblGrid>'
    '<w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>'
    + "".join(
        "<w:tr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>'
            for text in row
        )
        + "</w:tr>"
        for row in (("Informatiebron", "%"), ("forums op het gewone web", "45"), ("massamedia", "17"))
    )
    + "</w:tbl>"
)  # fmt: skip
TEXT_BOX = (
    '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:100pt;height:40pt"><v:textbox>'
    "<w:txbxContent><w:p><w:r><w:t>In een tekstvak: 45 procent.</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape>"
    "</w:pict></w:r></w:p>"
)
REVISED = (
    '<w:p><w:r><w:t xml:space="preserve">Wij </w:t></w:r><w:del w:id="901" w:author="An" w:date="2026-01-01T00:00:00Z">'
    '<w:r><w:delText>denken</w:delText></w:r></w:del><w:ins w:id="902" w:author="An" w:date="2026-01-01T00:00:00Z">'
    "<w:r><w:t>menen</w:t></w:r></w:ins></w:p>"
)
LANDSCAPE = (
    '<w:p><w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:pPr></w:p><w:p><w:r><w:t>Liggend.</w:t>'
    '</w:r></w:p><w:p><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr></w:pPr></w:p>'
)


def front(language: str = "nl") -> Front:
    title = samples.label("Belgische kopers", "Acheteurs belges", "Belgian buyers")
    return Front(title, language, ("2019",), samples.N, (date(2019, 6, 1), date(2019, 11, 30)), name=STUDY)


def written(
    folder: Path,
    language: str = "nl",
    audience: Audience = Audience.PUBLIC,
    name: str = "thesis.docx",
    tables: tuple[Table, ...] = samples.TABLES,
) -> Path:
    path = folder / name
    path.write_bytes(report(samples.release(audience, tables), front(language)))
    return path


def renewed(path: Path, tables: tuple[Table, ...], audience: Audience = Audience.PUBLIC, **wishes: object) -> Refreshed:
    """Refresh a file in place."""
    return renewed_by(path, samples.release(audience, tables), **wishes)


def renewed_by(path: Path, release: Release, about: Front | None = None, **wishes: object) -> Refreshed:
    """Refresh a file in place by a release, with these facts about the study."""
    draft = Draft(open_package(path))
    language = draft.base.language if draft.base else "nl"
    done = refresh(draft, release, about or front(language), Wishes(**wishes))  # type: ignore[arg-type]
    if done.content is not None:
        path.write_bytes(done.content)
    return done


def with_table(table: Table, tables: tuple[Table, ...] = samples.TABLES) -> tuple[Table, ...]:
    return tuple(table if old.id == table.id else old for old in tables)


def sources(*, without: str = "", added: bool = False, **counts: int) -> tuple[Table, ...]:
    """Return the release with other counts in the table of sources, one row less or one row more."""
    old = samples.information_source()
    rows = [
        samples.counted(row.key, row.label, counts[row.key], old.bases[0]) if row.key in counts else row
        for row in old.rows
        if row.key != without
    ]
    if added:
        rows.insert(2, samples.counted("blog", samples.label("blogs"), 6, old.bases[0]))
    return with_table(replace(old, rows=tuple(rows)))


def median(value: Fraction) -> tuple[Table, ...]:
    """Return the release with another median age."""
    old = samples.numbers()
    first = replace(old.rows[0], cells={**old.rows[0].cells, "median": Cell(value)})
    return with_table(replace(old, rows=(first, *old.rows[1:])))


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def body(path: Path) -> etree._Element:
    return etree.fromstring(parts(path)[BODY])


def change(path: Path, edit: Callable[[etree._Element], object], more: dict[str, bytes] | None = None) -> None:
    """Let an author work on the body of a file."""
    held = parts(path)
    root = etree.fromstring(held[BODY])
    edit(root)
    held |= {BODY: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True), **(more or {})}
    store(path, held)


def store(path: Path, held: dict[str, bytes]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in held.items():
            package.writestr(name, data)
    path.write_bytes(out.getvalue())


def parsed(xml: str) -> list[etree._Element]:
    return list(etree.fromstring(f"<w:body {NAMESPACES}>{xml}</w:body>"))


def marked(root: etree._Element, kind: Anchor, *keys: str) -> etree._Element:
    return next(e for e in root.iter(f"{W}bookmarkStart") if e.get(f"{W}name") == bookmark(kind, *keys))


def table(root: etree._Element, key: str) -> etree._Element:
    return next(marked(root, Anchor.TABLE, key).iterancestors(f"{W}tbl"))


def row(root: etree._Element, key: str, name: str) -> etree._Element:
    return next(marked(root, Anchor.ROW, key, name).iterancestors(f"{W}tr"))


def cell(root: etree._Element, key: str, name: str, place: int) -> etree._Element:
    return row(root, key, name).findall(f"{W}tc")[place]


def control(root: etree._Element, key: str) -> etree._Element:
    wanted = tag(Anchor.TABLE, key)
    named = (e for e in root.iter(f"{W}tag") if e.get(f"{W}val") == wanted)
    return next(next(named).iterancestors(f"{W}sdt"))


def says(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def rows(root: etree._Element, key: str) -> list[list[str]]:
    return [[says(tc) for tc in tr.iter(f"{W}tc")] for tr in table(root, key).iter(f"{W}tr")]


def write(element: etree._Element, text: str) -> None:
    next(element.iter(f"{W}t")).text = text


def torture(path: Path) -> None:
    """Do to a report everything that authors do."""
    change(path, _torture, _more(path))


def _torture(root: etree._Element) -> None:
    start = root[0]
    for place, element in enumerate(parsed(OWN_TABLE + TEXT_BOX + REVISED + LANDSCAPE)):
        start.insert(place, element)
    _shade(cell(root, "info_bron", "media", 1))
    _embolden(cell(root, "info_bron", "web", 1))
    write(cell(root, "info_bron", "friends", 2), "13")
    _annotate(cell(root, "info_bron", "dark", 1))
    _revise(cell(root, "info_bron", "dark", 2))
    _remark_column(table(root, "info_bron"))
    _own_row(row(root, "info_bron", "web"))
    _last_first(root, "info_bron")
    moved = control(root, "leeftijd")
    start.insert(1, moved.getprevious())
    start.insert(2, moved)
    delete(root, "verantwoording")


def delete(root: etree._Element, key: str) -> None:
    """Delete a table with its caption, and its line in the list of tables."""
    gone = control(root, key)
    listed = next(e for e in root.iter(f"{W}hyperlink") if e.get(f"{W}anchor") == bookmark_of(key))
    for element in (gone.getprevious(), gone, next(listed.iterancestors(f"{W}p"))):
        element.getparent().remove(element)


def _shade(element: etree._Element) -> None:
    properties = element.find(f"{W}tcPr")
    etree.SubElement(properties, f"{W}shd", {f"{W}val": "clear", f"{W}fill": "FFFF00"})


def _embolden(element: etree._Element) -> None:
    run = next(element.iter(f"{W}r"))
    run.insert(0, parsed("<w:p><w:r><w:rPr><w:b/></w:rPr></w:r></w:p>")[0][0][0])


def _annotate(element: etree._Element) -> None:
    """Put a comment and a footnote into a cell."""
    paragraph = element.find(f"{W}p")
    marks = '<w:commentRangeStart w:id="7"/>', '<w:commentRangeEnd w:id="7"/>'
    end = '<w:r><w:commentReference w:id="7"/></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
    first = next(paragraph.iter(f"{W}r"))
    first.addprevious(parsed(f"<w:p>{marks[0]}</w:p>")[0][0])
    paragraph.extend(list(parsed(f"<w:p>{marks[1]}{end}</w:p>")[0]))


def _revise(element: etree._Element) -> None:
    """Propose another number in a cell, as a tracked change."""
    run = next(element.iter(f"{W}r"))
    about = 'w:author="An" w:date="2026-01-01T00:00:00Z"'
    made = parsed(
        f'<w:p><w:del w:id="903" {about}><w:r><w:delText>{says(run)}</w:delText></w:r></w:del>'
        f'<w:ins w:id="904" {about}><w:r><w:t>9</w:t></w:r></w:ins></w:p>'
    )[0]
    for change_ in list(made):
        run.addprevious(change_)
    run.getparent().remove(run)


def _remark_column(element: etree._Element) -> None:
    """Give a table a column of remarks between its own."""
    grid = element.find(f"{W}tblGrid")
    grid.insert(1, parsed('<w:gridCol w:w="1500"/>')[0])
    for place, tr in enumerate(element.findall(f"{W}tr")):
        remark = "Opmerking" if place == 0 else f"opmerking {place}"
        tc = f'<w:tc><w:tcPr><w:tcW w:w="1500" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>{remark}</w:t></w:r></w:p></w:tc>'
        tr.findall(f"{W}tc")[0].addnext(parsed(tc)[0])


def _own_row(element: etree._Element) -> None:
    """Put a row of the author's own behind another."""
    texts = ("Samen forums", "–", "57", "38")
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>'
        for text, width in zip(texts, _widths(element), strict=True)
    )
    element.addnext(parsed(f"<w:tr>{cells}</w:tr>")[0])


def _widths(element: etree._Element) -> list[str]:
    return [str(w.get(f"{W}w")) for w in element.iterfind(f"{W}tc/{W}tcPr/{W}tcW")]


def _last_first(root: etree._Element, key: str) -> None:
    """Move the friends up to the first place."""
    row(root, key, "web").addprevious(row(root, key, "friends"))


def _more(path: Path) -> dict[str, bytes]:
    """Return the parts for a comment and a footnote."""
    held = parts(path)
    note = '<w:footnote w:id="{}"{}><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>'
    notes = note.format(2, "", "Zie ook 45 procent elders.")
    comment = '<w:comment w:id="7" w:author="An"><w:p><w:r><w:t>Klopt dit?</w:t></w:r></w:p></w:comment>'
    made = {
        "word/comments.xml": f"<w:comments {NAMESPACES}>{comment}</w:comments>".encode(),
        "word/footnotes.xml": f"<w:footnotes {NAMESPACES}>{notes}</w:footnotes>".encode(),
    }
    relations, types = held["word/_rels/document.xml.rels"].decode(), held["[Content_Types].xml"].decode()
    for kind, relation in (("comments", COMMENTS), ("footnotes", FOOTNOTES)):
        link = f'<Relationship Id="rId{kind}" Type="{relation}" Target="{kind}.xml"/></Relationships>'
        relations = relations.replace("</Relationships>", link)
        over = f'<Override PartName="/word/{kind}.xml" ContentType="{TYPE.format(kind)}"/></Types>'
        types = types.replace("</Types>", over)
    return {**made, "word/_rels/document.xml.rels": relations.encode(), "[Content_Types].xml": types.encode()}
