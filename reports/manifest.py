"""What a document last printed: every number of ours as it stood there, kept inside the file.

It is the common ancestor when a document is refreshed: a cell that differs from it was changed by its author. It holds
what is printed and nothing else, never a hidden number. It is a part `customXml/…`, which Word and LibreOffice carry
along.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from xml.sax.saxutils import escape

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reports.languages import LANGUAGES
from reports.layout import Layout
from reports.markup import clean
from reports.openxml import parse, relations_of, serialise
from survey.errors import StudyError

NAMESPACE = "urn:cryptodrug:printed:1"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"
PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
STORE_ID = "{6C1F2B1E-9B1C-4C5B-8E0B-637279707464}"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
BARE = f'{DECLARATION}<Relationships xmlns="{PACKAGE}relationships"/>'.encode()
ITEM = re.compile(r"customXml/item\d+\.xml")
BLANKS = re.compile(r"\s+")


class Part(BaseModel):
    """A piece of the manifest; one with other keys is somebody else's."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PrintedRow(Part):
    """One line as printed."""

    label: str
    cells: list[str]
    """With the blanks that put digits under digits."""


class PrintedTable(Part):
    """One table as printed: column keys with their heads, lines by row key, notes."""

    title: str
    columns: list[str]
    heads: list[str]
    rows: dict[str, PrintedRow]
    notes: list[str]
    stub: str = ""
    spans: dict[str, str] = Field(default_factory=dict)
    """Headings over several columns, by the key of the first of these."""
    alt: str = ""
    """What the table says to who cannot see it."""


class PrintedPicture(Part):
    """One picture of a figure: what it is known by, and what it says to who cannot see it."""

    dots: str = ""
    lines: str = ""
    chart: str = ""
    height: float = 0.0
    """In points, as it was set."""
    alt: str = ""


class PrintedFigure(Part):
    """One figure as printed: its pictures, or its chart, with the note under it."""

    title: str
    source: str
    """The name of the table with its numbers, as its note gives it."""
    note: str
    shows: str
    """Digest of what it was drawn from."""
    pictures: list[PrintedPicture]
    now: list[PrintedPicture] = Field(default_factory=list)
    """The pictures as the study had them then, where not all of them could be printed: compared instead of drawn."""


class PrintedText(Part):
    """One paragraph outside the tables as printed: all it says, and the words it begins with where these are apart."""

    text: str
    lead: str = ""


class Printed(Part):
    """Everything of ours in a document."""

    study: str
    language: str
    internal: bool
    threshold: int
    waves: list[str] = Field(default_factory=list)
    """The waves it was written about; none in a document by an older version."""
    tables: dict[str, PrintedTable] = Field(default_factory=dict)
    figures: dict[str, PrintedFigure] = Field(default_factory=dict)
    """Each figure by the table it draws."""
    numbers: dict[str, str] = Field(default_factory=dict)
    """Numbers in running text, by `table.row.column`."""
    texts: dict[str, PrintedText] = Field(default_factory=dict)
    """Paragraphs of ours outside the tables, by key."""
    waiting: dict[str, str] = Field(default_factory=dict)
    """What was last printed where nothing could be written while other places with that number were renewed: by the
    bookmark of the place; empty where it is not known."""


def same(one: str, other: str) -> bool:
    """Tell whether two printed texts are the same but for the width of their blanks."""
    return squeezed(one) == squeezed(other)


def squeezed(text: str) -> str:
    """Return a text with every run of blanks (fixed, figure, narrow ones too) as one, and none at its ends."""
    return BLANKS.sub(" ", text).strip()


def printed_table(layout: Layout, notes: Sequence[str], alt: str = "") -> PrintedTable:
    """Return a table as it is printed."""
    return PrintedTable(
        title=squeezed(layout.title),
        stub=squeezed(layout.stub),
        spans={key: squeezed(text) for key, text in layout.spanners().items()},
        alt=squeezed(alt),
        columns=[head.key for head in layout.heads],
        heads=[squeezed(f"{head.text} {head.unit}") for head in layout.heads],
        rows={line.key: PrintedRow(label=squeezed(line.label), cells=list(line.cells)) for line in layout.lines},
        notes=[squeezed(note) for note in notes],
    )


def part_of(printed: Printed) -> bytes:
    """Return the manifest as an XML part."""
    held = escape(clean(printed.model_dump_json()))
    return f'{DECLARATION}<printed xmlns="{NAMESPACE}">{held}</printed>'.encode()


def place_of(parts: Mapping[str, bytes]) -> str:
    """Return the name of the part that holds a manifest of ours, or nothing."""
    found = [name for name in parts if ITEM.fullmatch(name) and NAMESPACE.encode() in parts[name]]
    return min(found, default="")


def read_manifest(parts: Mapping[str, bytes]) -> Printed | None:
    """Return the manifest in a document, or nothing where there is none that can be read."""
    name = place_of(parts)
    if not name:
        return None
    try:
        printed = Printed.model_validate_json(parse(parts[name], name).text or "")
    except (ValidationError, StudyError):
        return None
    return printed if printed.language in LANGUAGES else None


def with_manifest(parts: Mapping[str, bytes], printed: Printed, main: str = "word/document.xml") -> dict[str, bytes]:
    """Return the parts of a document with this manifest, in the place of an earlier one if there is one.

    `main` is the part with the text.
    """
    name = place_of(parts)
    if name:
        return {**parts, name: part_of(printed)}
    number = 1 + max((int(re.findall(r"\d+", item)[0]) for item in parts if ITEM.fullmatch(item)), default=0)
    item, properties = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    leading, folder = relations_of(main), PurePosixPath(main).parent
    added = {
        item: part_of(printed),
        properties: (
            f'{DECLARATION}<ds:datastoreItem ds:itemID="{STORE_ID}" xmlns:ds="{STORE}"><ds:schemaRefs>'
            f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
        ).encode(),
        f"customXml/_rels/item{number}.xml.rels": _relations(PROPERTIES, f"itemProps{number}.xml"),
        leading: _with_relation(parts.get(leading, BARE), leading, "../" * len(folder.parts) + item),
        "[Content_Types].xml": _with_type(parts["[Content_Types].xml"], f"/{properties}"),
    }
    return {**parts, **added}


def _relations(kind: str, target: str) -> bytes:
    return (
        f'{DECLARATION}<Relationships xmlns="{PACKAGE}relationships">'
        f'<Relationship Id="rId1" Type="{kind}" Target="{target}"/></Relationships>'
    ).encode()


def _with_relation(data: bytes, place: str, target: str) -> bytes:
    from lxml import etree

    root = parse(data, place)
    taken = {element.get("Id") for element in root}
    name = next(name for name in (f"rIdPrinted{n}" for n in range(1, len(taken) + 2)) if name not in taken)
    attributes = {"Id": name, "Type": RELATION, "Target": target}
    etree.SubElement(root, f"{{{PACKAGE}relationships}}Relationship", attributes)
    return serialise(root)


def _with_type(data: bytes, part: str) -> bytes:
    from lxml import etree

    root = parse(data, "[Content_Types].xml")
    attributes = {"PartName": part, "ContentType": PROPERTIES_TYPE}
    etree.SubElement(root, f"{{{PACKAGE}content-types}}Override", attributes)
    if not any(element.get("Extension") == "xml" for element in root):
        etree.SubElement(
            root, f"{{{PACKAGE}content-types}}Default", {"Extension": "xml", "ContentType": "application/xml"}
        )
    return serialise(root)
