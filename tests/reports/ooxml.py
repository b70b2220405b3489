"""Is a .docx sound? The OOXML schema, and twelve things it lets pass although Word refuses the file."""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from posixpath import normpath

from lxml import etree

SCHEMAS = Path(__file__).parents[1] / "data" / "ooxml-xsd"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Parts = dict[str, etree._Element]


def faults(path: Path) -> list[str]:
    """Return everything that is wrong with a Word file, one line each."""
    with zipfile.ZipFile(path) as package:
        raw = {name: package.read(name) for name in package.namelist()}
    parts = {name: etree.fromstring(data) for name, data in raw.items() if name.endswith((".xml", ".rels"))}
    rules = (invalid, cells, identifiers, fields, bookmarks, targets, spans, styles, tags, comments, spaces)
    found = [f"{rule.__name__}: {fault}" for rule in rules for fault in rule(parts)]
    found += [f"relations: {fault}" for fault in relations(parts, set(raw))]
    missing = [f"relations: {fault}" for fault in untyped(parts, set(raw))]
    return found + missing + [f"control: {name}" for name, data in raw.items() if controls(name, data)]


@cache
def schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / name))


def stories(parts: Parts) -> dict[str, etree._Element]:
    """Return the parts that hold text: body, headers, footers, notes."""
    return {name: root for name, root in parts.items() if root.tag.startswith(W) and name.startswith("word/")}


def plain(root: etree._Element) -> etree._Element:
    """Return a copy without what `mc:Ignorable` names, and with the fallback of each alternative."""
    copy = etree.fromstring(etree.tostring(root))
    ignorable = {copy.nsmap.get(prefix) for prefix in (copy.attrib.pop(f"{MC}Ignorable", "")).split()}
    for element in list(copy.iter(etree.Element)):
        for key in [key for key in element.attrib if etree.QName(key).namespace in ignorable]:
            del element.attrib[key]
        if etree.QName(element).namespace in ignorable and element.getparent() is not None:
            element.getparent().remove(element)
    for choice in list(copy.iter(f"{MC}AlternateContent")):
        fallback = choice.find(f"{MC}Fallback")
        for child in list(fallback) if fallback is not None else []:
            choice.addprevious(child)
        choice.getparent().remove(choice)
    return copy


def invalid(parts: Parts) -> Iterator[str]:
    """Schema: every WordprocessingML part, every chart, and the application's properties."""
    others = {"docProps/app.xml": "shared-documentPropertiesExtended.xsd"}
    for name, root in parts.items():
        chart = "dml-chart.xsd" if root.tag.startswith(CHART) else ""
        file = "validate.xsd" if root.tag.startswith(W) else others.get(name, chart)
        if file and not schema(file).validate(plain(root)):
            yield from (f"{name}:{error.line} {error.message}" for error in schema(file).error_log)


def cells(parts: Parts) -> Iterator[str]:
    """1. The last child of a cell is a paragraph."""
    for name, root in stories(parts).items():
        for cell in root.iter(f"{W}tc"):
            if cell[-1].tag != f"{W}p":
                yield f"{name}: a cell ends with {cell[-1].tag}"


def identifiers(parts: Parts) -> Iterator[str]:
    """2. Ids are whole numbers and unique for their kind."""
    kinds = {
        "bookmark": ("bookmarkStart", f"{W}id"),
        "comment": ("comment", f"{W}id"),
        "insertion": ("ins", f"{W}id"),
        "deletion": ("del", f"{W}id"),
    }
    roots = list(stories(parts).values())
    found = {
        kind: [element.get(key) for root in roots for element in root.iter(W + tag)]
        for kind, (tag, key) in kinds.items()
    }
    found["control"] = [e.get(f"{W}val") for root in roots for e in root.iterfind(f".//{W}sdtPr/{W}id")]
    found["drawing"] = [element.get("id") for root in roots for element in root.iter(f"{WP}docPr")]
    for kind, ids in found.items():
        yield from (f"{kind} {value}" for value in ids if not re.fullmatch(r"-?\d+", value or ""))
        yield from (f"{kind} {value} twice" for value, times in Counter(ids).items() if times > 1)


def fields(parts: Parts) -> Iterator[str]:
    """3. Fields open, separate and close in turn, within one story."""
    for name, root in stories(parts).items():
        open_fields: list[str] = []
        for mark in root.iter(f"{W}fldChar"):
            kind = mark.get(f"{W}fldCharType")
            if kind == "begin":
                open_fields.append("begin")
            elif not open_fields:
                yield f"{name}: {kind} of no field"
            elif kind == "separate":
                if open_fields[-1] != "begin":
                    yield f"{name}: separated twice"
                open_fields[-1] = "separate"
            else:
                open_fields.pop()
        yield from (f"{name}: a field stays open" for _ in open_fields)
        yield from (f"{name}: dirty" for mark in root.iter(f"{W}fldChar") if mark.get(f"{W}dirty"))
        yield from (f"{name}: updateFields" for _ in root.iter(f"{W}updateFields"))


def bookmarks(parts: Parts) -> Iterator[str]:
    """4. Bookmarks start and end, under names of their own of at most 40 signs."""
    names: list[str] = []
    for name, root in stories(parts).items():
        starts = [element.get(f"{W}id") for element in root.iter(f"{W}bookmarkStart")]
        ends = [element.get(f"{W}id") for element in root.iter(f"{W}bookmarkEnd")]
        if Counter(starts) != Counter(ends):
            yield f"{name}: starts and ends differ"
        names += [str(element.get(f"{W}name")) for element in root.iter(f"{W}bookmarkStart")]
    yield from (f"{name} twice" for name, times in Counter(names).items() if times > 1)
    yield from (f"{name} is too long" for name in names if not 0 < len(name) <= 40)


def targets(parts: Parts) -> Iterator[str]:
    """5. What cross-references, page references and links point at is there."""
    roots = list(stories(parts).values())
    known = {element.get(f"{W}name") for root in roots for element in root.iter(f"{W}bookmarkStart")}
    for root in roots:
        named = [link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink") if link.get(f"{W}anchor")]
        for text in root.iter(f"{W}instrText"):
            named += re.findall(r"^\s*(?:PAGE)?REF\s+(\S+)", text.text or "")
        yield from (f"nothing is called {name}" for name in named if name not in known)


def spans(parts: Parts) -> Iterator[str]:
    """6. The cells of a row cover exactly the grid, and their widths are those of the grid."""
    for name, root in stories(parts).items():
        for table in root.iter(f"{W}tbl"):
            grid = [int(str(column.get(f"{W}w"))) for column in table.find(f"{W}tblGrid")]
            for number, row in enumerate(table.iterfind(f"{W}tr"), 1):
                widths = [int(str(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w"))) for cell in row.iterfind(f"{W}tc")]
                over = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.iterfind(f"{W}tc")]
                counts = [1 if span is None else int(span.get(f"{W}val")) for span in over]
                if sum(counts) != len(grid) or sum(widths) != sum(grid):
                    yield f"{name}: row {number} covers {sum(counts)} of {len(grid)} columns, {sum(widths)} wide"


def relations(parts: Parts, names: set[str]) -> Iterator[str]:
    """7. Every relationship leads to a part, and every id used is a relationship."""
    for name, root in parts.items():
        if name.endswith(".rels"):
            folder = name.replace("_rels/", "").rpartition("/")[0]
            source = name.replace("_rels/", "").removesuffix(".rels")
            known = set()
            for relation in root.iter(f"{REL}Relationship"):
                known.add(relation.get("Id"))
                target = str(relation.get("Target"))
                full = target.lstrip("/") if target.startswith("/") else normpath(f"{folder or '.'}/{target}")
                if relation.get("TargetMode") != "External" and full not in names:
                    yield f"{name}: no {full}"
            used = (
                {v for e in parts[source].iter() for k, v in e.attrib.items() if k.startswith(R)} if source else set()
            )
            yield from (f"{source}: no relationship {value}" for value in used - known)


def untyped(parts: Parts, names: set[str]) -> Iterator[str]:
    """7. Every part has a content type, and no type stands for a part that is not there."""
    root = parts["[Content_Types].xml"]
    extensions = {element.get("Extension") for element in root.iter(f"{TYPES}Default")}
    named = {str(element.get("PartName")).lstrip("/") for element in root.iter(f"{TYPES}Override")}
    yield from (f"a type for {name}" for name in named - names)
    untyped = names - named - {"[Content_Types].xml"}
    yield from (f"no type for {name}" for name in untyped if name.rpartition(".")[2] not in extensions)


def styles(parts: Parts) -> Iterator[str]:
    """8. Every style named is a style, and every style built on is too."""
    known = {style.get(f"{W}styleId") for style in parts["word/styles.xml"].iter(f"{W}style")}
    tags = {f"{W}{tag}" for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")}
    for name, root in stories(parts).items():
        used = {element.get(f"{W}val") for element in root.iter(*tags)}
        yield from (f"{name}: no style {style}" for style in used - known)


def tags(parts: Parts) -> Iterator[str]:
    """9. Tags of controls have at most 64 signs."""
    for root in stories(parts).values():
        for tag in root.iter(f"{W}tag"):
            if len(str(tag.get(f"{W}val"))) > 64:
                yield str(tag.get(f"{W}val"))


def comments(parts: Parts) -> Iterator[str]:
    """10. Comments and the marks that anchor them agree."""
    part = parts.get("word/comments.xml")
    known = set() if part is None else {comment.get(f"{W}id") for comment in part.iter(f"{W}comment")}
    for name, root in stories(parts).items():
        for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            ids = {element.get(f"{W}id") for element in root.iter(W + tag)}
            yield from (f"{name}: {tag} {value}" for value in ids - known)


def spaces(parts: Parts) -> Iterator[str]:
    """11. Text with spaces at its ends says that they count."""
    for name, root in stories(parts).items():
        for text in root.iter(f"{W}t"):
            if text.text != (text.text or "").strip(" ") and text.get(SPACE) != "preserve":
                yield f"{name}: '{text.text}'"


REFERENCE = re.compile(rb"&#(?:x0*([0-9a-fA-F]+)|0*([0-9]+));")


def controls(name: str, data: bytes) -> bool:
    """12. No control characters, written out or as references."""
    if not name.endswith((".xml", ".rels")):
        return False
    codes = {int(sixteen, 16) if sixteen else int(ten) for sixteen, ten in REFERENCE.findall(data)}
    return bool((codes | set(data)) & (set(range(32)) - {9, 10, 13}))
