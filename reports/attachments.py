"""Files that stand beside the text of a Word file: pictures, charts, and the workbook behind a chart.

The text points at each by a name; whoever puts it into a file gives it a relationship, and writes that one's id
where the name stood (`r:embed="name"`, `r:id="name"`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.opc.part import Part

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
POINTERS = ("r:embed", "r:id")


@dataclass(frozen=True)
class Attachment:
    """One file: where it lies in the package, what it is, and what it points at itself, as rId1, rId2 …"""

    path: str
    content_type: str
    relation: str
    """The type of the relationship that leads to it."""
    content: bytes
    within: tuple[Attachment, ...] = ()


def picture(content: bytes, ending: str) -> Attachment:
    """Return a picture in dots (`png`) or in lines (`svg`)."""
    kind = {"png": "image/png", "svg": "image/svg+xml"}[ending]
    return Attachment(_path("media/picture", content, ending), kind, f"{OFFICE}/image", content)


def chart(content: bytes, workbook: bytes) -> Attachment:
    """Return a chart with the workbook that Word opens when somebody edits its numbers; the chart calls it `rId1`."""
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    book = Attachment(_path("embeddings/numbers", workbook + content, "xlsx"), sheet, f"{OFFICE}/package", workbook)
    kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    return Attachment(_path("charts/chart", content, "xml"), kind, f"{OFFICE}/chart", content, (book,))


def attached(owner: Part, text: str, files: Mapping[str, Attachment]) -> str:
    """Put files into the Word file beside the part that shows them, and return its text with their relationships."""
    known: dict[str, Part] = {}
    for name, file in files.items():
        relation = owner.relate_to(_part(owner, file, known), file.relation)
        for pointer in POINTERS:
            text = text.replace(f'{pointer}="{name}"', f'{pointer}="{relation}"')
    return text


def _part(owner: Part, file: Attachment, known: dict[str, Part]) -> Part:
    """Return the part that holds a file; the same file is put in once."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    if file.path not in known:
        made = Part(PackURI(f"/{file.path}"), file.content_type, file.content, owner.package)
        for inner in file.within:
            made.relate_to(_part(owner, inner, known), inner.relation)
        known[file.path] = made
    return known[file.path]


def _path(stem: str, content: bytes, ending: str) -> str:
    """Return where a file lies: under a name made of what is in it."""
    return f"word/{stem}-{hashlib.sha256(content).hexdigest()[:16]}.{ending}"
