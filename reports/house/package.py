"""A Word file as a template: its parts and where they lead, less what fetches from elsewhere or runs by itself."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reports.opening import Refusals, open_word
from reports.openxml import W, parse, relations_of, serialise
from survey.errors import problem
from survey.package import CONTENT_TYPES

if TYPE_CHECKING:
    from lxml import etree

MAIN = "word/document.xml"
LARGEST_PART = 64 << 20

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION = f"{{{PACKAGE}/relationships}}Relationship"
R = f"{{{OFFICE}}}"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DOCUMENT_TYPE = f"{WORD_TYPE}.document.main+xml"
TEMPLATE_TYPE = f"{WORD_TYPE}.template.main+xml"
RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"

SINGLE = {
    "styles": "word/styles.xml",
    "settings": "word/settings.xml",
    "webSettings": "word/webSettings.xml",
    "fontTable": "word/fontTable.xml",
    "numbering": "word/numbering.xml",
    "footnotes": "word/footnotes.xml",
    "endnotes": "word/endnotes.xml",
    "theme": "word/theme/theme1.xml",
}
"""Parts that a document has once, and where each of them lies; programs give them other names."""

KEPT = {
    *SINGLE,
    *("header", "footer", "image", "font", "customXml", "customXmlProps"),
    *("chart", "chartStyle", "chartColorStyle", "chartUserShapes", "themeOverride"),
    *("diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing"),
}
"""Kinds of relationships that are followed; macros, embedded programs, comments and everything outside are not."""

OLD = ("this template is behind a password, or of a Word before 2007", "Save it as .docx or .dotx without a password.")
ANEW = "Open it in Word, save it under another name, and use that file."
REFUSALS = Refusals(
    missing=("there is no such template", "Check its name, and where it stands."),
    unreadable=("this template cannot be read: {}", "Check the file."),
    old=OLD,
    locked=OLD,
    other=("this template cannot be opened: this archive cannot be opened", ANEW),
    damaged=("this template cannot be opened: {}", ANEW),
)

FETCHES = re.compile(
    r"^\s*(INCLUDEPICTURE|INCLUDETEXT|DDE|DDEAUTO|LINK|IMPORT|DATABASE|RD|MACROBUTTON)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Link:
    """A relationship: its kind in full, and the part it leads to."""

    kind: str
    target: str

    @property
    def name(self) -> str:
        """Return the last word of its kind."""
        return self.kind.rpartition("/")[2]


@dataclass
class Package:
    """Parts of a file by name, the type of each, and the relationships of each; those of the file itself under ""."""

    parts: dict[str, bytes]
    types: dict[str, str]
    links: dict[str, dict[str, Link]] = field(default_factory=dict)

    def part(self, kind: str) -> str:
        """Return the name of the part that the text is related to by this kind, or nothing."""
        found = (link.target for link in self.links.get(MAIN, {}).values() if link.name == kind)
        return next(found, "")

    def root(self, name: str) -> etree._Element:
        """Return a part as XML."""
        return parse(self.parts[name], name)

    def put(self, name: str, root: etree._Element) -> None:
        """Write a part back."""
        self.parts[name] = serialise(root)

    def relate(self, source: str, kind: str, target: str) -> str:
        """Return the id of a relationship from one part to another; it is made where there is none."""
        links = self.links.setdefault(source, {})
        wanted = Link(kind, target)
        known = next((key for key, link in links.items() if link == wanted), "")
        if not known:
            known = next(key for key in (f"rId{n}" for n in range(1, len(links) + 2)) if key not in links)
            links[known] = wanted
        return known

    def add(self, name: str, content: bytes, content_type: str) -> str:
        """Put in a new part, and return its name: another one where this is taken."""
        stem, dot, ending = name.rpartition(".")
        names = (name, *(f"{stem}-{n}{dot}{ending}" for n in range(2, len(self.parts) + 3)))
        free = next(each for each in names if each not in self.parts)
        self.parts[free], self.types[free] = content, content_type
        return free

    def reached(self) -> list[str]:
        """Return the parts that something leads to, the text first."""
        found: dict[str, None] = {}
        ways = [link.target for link in self.links.get("", {}).values()]
        while ways:
            name = ways.pop(0)
            if name not in found and name in self.parts:
                found[name] = None
                ways += [link.target for link in self.links.get(name, {}).values()]
        return list(found)

    def written(self) -> dict[str, bytes]:
        """Return the parts as a file has them, with relationships and content types; what nothing leads to is left."""
        names = self.reached()
        parts = {name: self.parts[name] for name in names}
        for source in ("", *names):
            if links := self.links.get(source):
                parts[relations_of(source)] = _relations(source, links)
        return {**parts, CONTENT_TYPES: _content_types({name: self.types[name] for name in names})}


def read_template(path: Path) -> Package:
    """Return a Word document or template, checked; raise `StudyError` for macros, damage, and what is none of both."""
    _check_ending(path)
    raw = {name.lstrip("/"): content for name, content in open_word(path, REFUSALS, LARGEST_PART).parts.items()}
    package = package_of(raw, str(path))
    main = next((link.target for link in package.links[""].values() if link.name == "officeDocument"), "")
    kind = package.types.get(main, "")
    if any("vbaproject" in each.lower() or "macroenabled" in each.lower() for each in package.types.values()):
        raise problem("this template holds macros", str(path), "Save it as .docx or .dotx, without macros.")
    if kind not in {DOCUMENT_TYPE, TEMPLATE_TYPE}:
        raise problem("this is no Word document", str(path), "Save it in Word as .docx or .dotx.")
    return _cleaned(package, main, str(path))


def package_of(raw: Mapping[str, bytes], place: str) -> Package:
    """Return a file's parts with their types and with the relationships between them; those to outside are left."""
    known, by_ending = _types(raw, place)
    parts = {name: content for name, content in raw.items() if name != CONTENT_TYPES and not name.endswith(".rels")}
    types = {name: known.get(name) or by_ending.get(name.rpartition(".")[2].lower(), "") for name in parts}
    package = Package(parts, types, {"": {}})
    for source in ("", *parts):
        if (name := relations_of(source)) in raw:
            package.links[source] = dict(_links(source, parse(raw[name], f"{place}, {name}")))
    return package


def _check_ending(path: Path) -> None:
    ending = path.suffix.lower()
    if ending in {".docm", ".dotm"}:
        raise problem("a template with macros is not opened", str(path), "Save it as .docx or .dotx, without macros.")
    if ending not in {".docx", ".dotx"}:
        raise problem("this is no template for Word", str(path), "It must be a .docx or .dotx file.")


def _types(raw: Mapping[str, bytes], place: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the types of parts by name, and by ending."""
    if CONTENT_TYPES not in raw:
        raise problem("this is no Word document", place, "Save it in Word as .docx or .dotx.")
    root = parse(raw[CONTENT_TYPES], f"{place}, {CONTENT_TYPES}")
    named = {str(e.get("PartName")).lstrip("/"): str(e.get("ContentType")) for e in root if e.get("PartName")}
    ended = {str(e.get("Extension")).lower(): str(e.get("ContentType")) for e in root if e.get("Extension")}
    return named, ended


def _links(source: str, root: etree._Element) -> Iterator[tuple[str, Link]]:
    folder = posixpath.dirname(source)
    for each in root.iter(RELATION):
        target = str(each.get("Target"))
        if each.get("TargetMode") != "External":
            full = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            yield str(each.get("Id")), Link(str(each.get("Type")), full)


def _cleaned(package: Package, main: str, place: str) -> Package:
    """Return what is kept of a template, each part under its usual name."""
    names = {main: MAIN}
    for link in package.links.get(main, {}).values():
        if link.name in SINGLE:
            names.setdefault(link.target, SINGLE[link.name])
    clean = Package({}, {}, {"": {"rId1": Link(f"{OFFICE}/officeDocument", MAIN)}})
    custom = [link for link in package.links[""].values() if link.name == "custom-properties"]
    clean.links[""].update({f"rId{n}": link for n, link in enumerate(custom[:1], 2)})
    ways = [main, *(link.target for link in custom[:1])]
    while ways:
        name = ways.pop(0)
        named = names.setdefault(name, name)
        if named in clean.parts or name not in package.parts:
            continue
        links = _followed(package, name)
        clean.links[named] = {
            key: Link(link.kind, names.setdefault(link.target, link.target)) for key, link in links.items()
        }
        clean.parts[named] = _safe(package.parts[name], named, package.types[name], links, place)
        clean.types[named] = DOCUMENT_TYPE if named == MAIN else package.types[name]
        ways += [link.target for link in links.values()]
    return clean


def _followed(package: Package, name: str) -> dict[str, Link]:
    links = package.links.get(name, {})
    return {key: link for key, link in links.items() if link.name in KEPT and link.target in package.parts}


def _safe(content: bytes, name: str, content_type: str, links: Mapping[str, Link], place: str) -> bytes:
    """Return a part without what leads nowhere now; raise `StudyError` for one that fetches from elsewhere."""
    if not (content_type.endswith("xml") or name.endswith(".xml")):
        return content
    root = parse(content, f"{place}, {name}")
    if root.tag.startswith("{http://purl.oclc.org/ooxml/"):
        raise problem("this template is saved as Strict Open XML", place, "Save it as an ordinary Word document.")
    for instruction in _instructions(root):
        if found := FETCHES.match(instruction):
            what = f"this template has a field that fetches something when it is opened ({found[1].upper()})"
            raise problem(what, place, "In Word, click on it and press Ctrl+Shift+F9, then save the template.")
    return serialise(root) if _cut(root, set(links)) else content


def _instructions(root: etree._Element) -> Iterator[str]:
    """Yield what the fields of a part say, each put together from its runs."""
    yield from (str(each.get(f"{W}instr")) for each in root.iter(f"{W}fldSimple"))
    said: list[str] = []
    for each in root.iter(f"{W}fldChar", f"{W}instrText"):
        if each.tag == f"{W}instrText":
            said = [earlier + (each.text or "") for earlier in said]
        elif each.get(f"{W}fldCharType") == "begin":
            said.append("")
        elif said:
            yield said.pop() if each.get(f"{W}fldCharType") == "end" else said[-1]
    yield from said


def _cut(root: etree._Element, known: set[str]) -> bool:
    """Take out what points at relationships that are gone; tell whether there was any."""
    lost = [
        (element, key)
        for element in root.iter("*")
        for key, value in element.attrib.items()
        if str(key).startswith(R) and value not in known
    ]
    for element, key in lost:
        beside = any(str(other).startswith(R) and other != key for other in element.attrib)
        if element.tag == f"{W}hyperlink" or beside:
            del element.attrib[key]
        elif (parent := element.getparent()) is not None:
            whole = parent if parent.tag == f"{W}object" and parent.getparent() is not None else element
            whole.getparent().remove(whole)  # type: ignore[union-attr]
    return bool(lost)


def _empty(kind: str, tag: str) -> etree._Element:
    return parse(f'<{tag} xmlns="{PACKAGE}/{kind}"/>'.encode(), tag)


def _relations(source: str, links: Mapping[str, Link]) -> bytes:
    from lxml import etree

    root = _empty("relationships", "Relationships")
    folder = posixpath.dirname(source)
    for key, link in sorted(links.items()):
        target = posixpath.relpath(link.target, folder or ".")
        etree.SubElement(root, RELATION, {"Id": key, "Type": link.kind, "Target": target})
    return serialise(root)


def _content_types(types: Mapping[str, str]) -> bytes:
    from lxml import etree

    space = f"{{{PACKAGE}/content-types}}"
    root = _empty("content-types", "Types")
    endings = {"rels": RELATIONS_TYPE, "xml": "application/xml"}
    for name, kind in sorted(types.items()):
        endings.setdefault(name.rpartition(".")[2].lower(), kind)
    for ending, kind in sorted(endings.items()):
        etree.SubElement(root, f"{space}Default", {"Extension": ending, "ContentType": kind})
    for name, kind in sorted(types.items()):
        if endings[name.rpartition(".")[2].lower()] != kind:
            etree.SubElement(root, f"{space}Override", {"PartName": f"/{name}", "ContentType": kind})
    return serialise(root)
