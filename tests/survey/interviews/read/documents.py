"""Word and OpenDocument files of invented interviews, built from XML as the programs write it."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODT = "application/vnd.oasis.opendocument.text"


def p(*runs: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def bold(text: str) -> str:
    return r(text, "<w:b/>")


def start(name: object) -> str:
    return f'<w:commentRangeStart w:id="{name}"/>'


def end(name: object) -> str:
    return f'<w:commentRangeEnd w:id="{name}"/>{reference(name)}'


def reference(name: object) -> str:
    return f'<w:r><w:commentReference w:id="{name}"/></w:r>'


def comment(
    name: object, *lines: str, author: str = "Sanne", identity: str = "", date: str = "2026-03-01T10:00:00Z"
) -> str:
    paragraphs = "".join(f'<w:p w14:paraId="{identity}">{r(line)}</w:p>' for line in lines)
    return f'<w:comment w:id="{name}" w:author="{author}" w:date="{date}">{paragraphs}</w:comment>'


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def docx(path: Path, body: str, comments: str = "", threads: str = "", styles: str = "", **parts: str) -> Path:
    inner = {"comments": comments, "commentsExtended": threads, "styles": styles}
    roots = {"comments": "w:comments", "commentsExtended": "w15:commentsEx", "styles": "w:styles"}
    names = f'xmlns:w="{W}" xmlns:w14="{W14}" xmlns:w15="{W15}"'
    given = {name: content for name, content in inner.items() if content}
    files = {
        "_rels/.rels": relations({"word/document.xml": "officeDocument"}),
        "word/_rels/document.xml.rels": relations({f"{name}.xml": name for name in given}),
        "word/document.xml": f"<w:document {names}><w:body>{body}<w:sectPr/></w:body></w:document>",
        **{f"word/{name}.xml": f"<{roots[name]} {names}>{given[name]}</{roots[name]}>" for name in given},
        **{name.replace("__", "/"): content for name, content in parts.items()},
    }
    return archive(path, files)


def relations(targets: Mapping[str, str]) -> str:
    found = "".join(
        f'<Relationship Id="r{n}" Type="{TYPES}/{kind}" Target="{target}"/>'
        for n, (target, kind) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{RELATIONS}">{found}</Relationships>'


def odt(path: Path, body: str, styles: str = "", **parts: str) -> Path:
    names = " ".join(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "text", "table", "style", "drawing"))
    names += (
        f' xmlns:fo="{ODF}:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:loext="urn:loext"'
    )
    content = (
        f"<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return archive(
        path, {"mimetype": ODT, "content.xml": content, **{k.replace("__", "/"): v for k, v in parts.items()}}
    )


def archive(path: Path, files: Mapping[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return path
