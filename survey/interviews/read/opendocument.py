"""OpenDocument texts (.odt), as LibreOffice writes them: the text of an interview, and comments as codings.

What was deleted with changes tracked stands apart from the text in such a file, and is not read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from survey.errors import StudyError, problem
from survey.interviews.incoming import Incoming, IncomingText, Loss, LossKind
from survey.interviews.read.layout import Block, Laid, Mark, Paragraph, Piece, Table, Words, lay
from survey.interviews.read.remarks import Remark, asked_in, coded
from survey.interviews.read.word_text import attribute, child, name_of
from survey.interviews.word_comments import CHECKSUM, INTERVIEW, suggested_places
from survey.read.archive import Archive, open_archive
from survey.read.markup import parse_markup

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ENDINGS = (".odt",)
TYPES = ("application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text-template")
CONTENT, META, MANIFEST = "content.xml", "meta.xml", "META-INF/manifest.xml"
LARGEST_PART = 64 << 20
BLANKS = 10_000
"""More blanks in a row than a line has are not written out."""
SIGNS = {"s": " ", "tab": "\t", "line-break": "\n"}
UNREAD = frozenset("tracked-changes sequence-decls forms changed-region ruby-text".split())
LEFT = {"note": "footnotes and endnotes", "frame": "pictures and text boxes", "custom-shape": "pictures and text boxes"}
BOLD = frozenset({"bold", "600", "700", "800", "900"})


def recognise(path: Path) -> bool:
    """Return whether this is an archive that says it is an OpenDocument text."""
    try:
        with open_archive(path) as archive:
            return "mimetype" in archive.names and archive.read("mimetype").decode("ascii", "replace").strip() in TYPES
    except StudyError:
        return False


def read(path: Path, replies_code: bool = False) -> Incoming:
    """Return the text of a document and what its comments code; replies to comments only when `replies_code`."""
    try:
        with open_archive(path) as archive:
            root, properties = _content(archive), _properties(archive)
        interview = properties.get(INTERVIEW, "")
        walk = _Walk(_bold_styles(root))
        laid = lay(list(walk.blocks(child(root, "body", "text"))), as_is=bool(interview))
    except RecursionError:
        advice = "Copy its text into a new document."
        raise problem("this document is nested more deeply than any that a program writes", str(path), advice) from None
    if not laid.text.strip():
        raise problem("this document holds no text", str(path), "Is it the right file?")
    losses = tuple(
        Loss(LossKind.NOT_TEXT if "pictures" in what else LossKind.OTHER, count, what)
        for what, count in walk.left.items()
    )
    remarks = list(_remarks(walk.comments, laid))
    asked = asked_in(path.stem, suggested_places(properties))
    bare = Incoming(path.name, "opendocument", losses=losses, coded=bool(remarks or interview), asked=asked)
    text = IncomingText(path.stem, laid.text, interview=interview, written_as=properties.get(CHECKSUM, ""))
    return coded(text, remarks, bare, replies_code)


def _content(archive: Archive) -> Element:
    if MANIFEST in archive.names and b"encryption-data" in archive.read(MANIFEST):
        raise problem("this document is locked with a password", str(archive.path), "Take it off and save it again.")
    return _part(archive, CONTENT)


def _properties(archive: Archive) -> dict[str, str]:
    """Return the document's own properties: those that we put into a Word document stay when it is saved as this."""
    known = child(_part(archive, META), "meta") if META in archive.names else None
    found = [each for each in (known if known is not None else ()) if attribute(each, "name")]
    return {attribute(each, "name"): _said(each) for each in reversed(found)}


def _part(archive: Archive, name: str) -> Element:
    content = archive.read(name)
    place = f"{archive.path}, {name}"
    if len(content) > LARGEST_PART:
        raise problem(f"this part is larger than {LARGEST_PART >> 20} MB", place, "Is it the right file?")
    return parse_markup(content, place)


def _bold_styles(root: Element) -> frozenset[str]:
    """Return the names of the document's own styles that are bold."""
    styles = [each for each in child(root, "automatic-styles") or () if name_of(each) == "style"]
    weights = {attribute(each, "name"): attribute(child(each, "text-properties"), "font-weight") for each in styles}
    return frozenset(name for name, weight in weights.items() if weight in BOLD)


def _remarks(elements: Sequence[Element], laid: Laid) -> Iterator[Remark]:
    """Yield the comments; one that ends nowhere stands on no words."""
    numbers = {attribute(element, "name"): str(n) for n, element in enumerate(elements, start=1)}
    for n, element in enumerate(elements, start=1):
        start, end = Mark("start", str(n)), Mark("end", attribute(element, "name"))
        yield Remark(
            name=str(n),
            words=lay(list(_Walk(frozenset()).blocks(element)), as_is=True).text,
            author=_said(child(element, "creator")),
            time=_said(child(element, "date")),
            span=laid.span(start, end if end in laid.marks else start),
            replies_to=numbers.get(attribute(element, "parent-name"), ""),
            resolved=attribute(element, "resolved") == "true",
        )


def _said(element: Element | None) -> str:
    return "".join(element.itertext()).strip() if element is not None else ""


@dataclass
class _Walk:
    """A walk through a document: its comments, and what is left out of the text on the way."""

    bold: frozenset[str]
    left: Counter[str] = field(default_factory=Counter)
    comments: list[Element] = field(default_factory=list)
    blank: bool = True
    """Whether a blank that comes now goes on with another, or begins a paragraph: it is then none."""

    def blocks(self, parent: Element | None) -> Iterator[Block]:
        """Yield the paragraphs and tables in an element."""
        for element in parent if parent is not None else ():
            name = name_of(element)
            if name in {"p", "h"}:
                self.blank = True
                bold = attribute(element, "style-name") in self.bold
                yield Paragraph(list(self._pieces(element, bold)), heading=name == "h")
            elif name == "table":
                yield Table(list(self._rows(element)))
            elif name in LEFT:
                self.left[LEFT[name]] += 1
            elif name not in UNREAD:
                yield from self.blocks(element)

    def _rows(self, table: Element) -> Iterator[list[list[Block]]]:
        for element in table:
            if name_of(element) == "table-row":
                yield [list(self.blocks(cell)) for cell in element if name_of(cell) == "table-cell"]
            else:
                yield from self._rows(element)

    def _pieces(self, parent: Element, bold: bool) -> Iterator[Piece]:
        yield self._collapsed(parent.text, bold)
        for element in parent:
            yield from self._piece(element, bold)
            yield self._collapsed(element.tail, bold)

    def _collapsed(self, text: str | None, bold: bool) -> Words:
        """Return text in which blanks in a row are one, as the format has it; blanks that count are elements."""
        collapsed = re.sub(r"[ \t\r\n]+", " ", text or "")
        collapsed = collapsed.lstrip(" ") if self.blank else collapsed
        self.blank = collapsed.endswith(" ") if collapsed else self.blank
        return Words(collapsed, bold)

    def _piece(self, element: Element, bold: bool) -> Iterator[Piece]:
        name = name_of(element)
        if name in SIGNS:
            count = attribute(element, "c")
            times = min(int(count), BLANKS) if count.isdecimal() and len(count) < 9 else 1
            self.blank = False
            yield Words(SIGNS[name] * (times if name == "s" else 1), bold)
        elif name == "annotation":
            self.comments.append(element)
            yield Mark("start", str(len(self.comments)))
        elif name == "annotation-end":
            yield Mark("end", attribute(element, "name"))
        elif name in LEFT:
            self.left[LEFT[name]] += 1
        elif name not in UNREAD:
            yield from self._pieces(element, bold or attribute(element, "style-name") in self.bold)
