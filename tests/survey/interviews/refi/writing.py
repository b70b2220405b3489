"""Projects of invented interviews, written the way a program counts: only for tests."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID
from xml.sax.saxutils import quoteattr

from survey.interviews.refi.dialects import Dialect, Unit

CODER = str(UUID(int=1))


@dataclass(frozen=True)
class Layout:
    """How one program writes: its name, what it puts in its text files, how it counts in them."""

    name: str
    origin: str
    dialect: Dialect
    newline: str = "\n"
    bom: bool = False
    inline: bool = False
    folder: str = "sources"
    project: str = "project.qde"

    def file(self, text: str) -> bytes:
        return (("\ufeff" if self.bom else "") + text.replace("\n", self.newline)).encode()

    def position(self, text: str, place: int) -> int:
        """Return how this program counts up to a place, by writing out what stands before it."""
        before = text[:place].replace("\n", "\n" if self.dialect.newline == 1 else "\r\n")
        before = ("\ufeff" if self.bom and self.dialect.bom else "") + before
        if self.dialect.unit is Unit.CODE_POINT:
            return len(before)
        return len(before.encode("utf-16-le")) // 2 if self.dialect.unit is Unit.UTF_16 else len(before.encode())


NVIVO = Layout("NVivo", "NVivo", Dialect(False, 2, Unit.UTF_16), newline="\r\n", bom=True)
ATLAS = Layout("ATLAS.ti", "ATLAS.ti 22.0.6.0", Dialect(False, 1, Unit.CODE_POINT), newline="\r\n")
MAXQDA = Layout("MAXQDA", "MAXQDA 2024", Dialect(False, 1, Unit.CODE_POINT))
QUALCODER = Layout("QualCoder", "Qualcoder 3.5", Dialect(False, 1, Unit.CODE_POINT), bom=True, folder="Sources")
BYTES = Layout("bytes", "", Dialect(False, 1, Unit.BYTE))
NOBODY = Layout("nobody", "", Dialect(True, 2, Unit.UTF_16), newline="\r\n", bom=True)
INLINE = Layout("inline", "", Dialect(False, 2, Unit.UTF_16), inline=True)
LAYOUTS = (NVIVO, ATLAS, MAXQDA, QUALCODER, BYTES, NOBODY, INLINE)


@dataclass(frozen=True)
class Marked:
    """A code on a stretch of a text, in its own code points, with the name a program gives to the selection."""

    start: int
    end: int
    code: str = "price"
    name: str = ""


@dataclass(frozen=True)
class Written:
    """A text and what is coded in it."""

    name: str
    text: str
    marks: tuple[Marked, ...] = ()
    extra: str = ""
    """More XML at the end of the source."""


@dataclass(frozen=True)
class Parts:
    """Other parts of a project, as XML."""

    codes: str = ""
    cases: str = ""
    variables: str = ""
    after: str = ""
    members: dict[str, bytes] = field(default_factory=dict)


def identity(kind: int, number: int) -> str:
    return str(UUID(int=(kind << 64) + number)).upper()


def code_key(name: str) -> str:
    return identity(2, int.from_bytes(name.encode()[:7], "big"))


def write(path: Path, layout: Layout, texts: list[Written], parts: Parts | None = None) -> Path:
    parts = parts or Parts()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(layout.project, project(layout, texts, parts))
        for number, text in enumerate(texts):
            if not layout.inline:
                archive.writestr(f"{layout.folder}/{identity(3, number)}.txt", layout.file(text.text))
        for name, content in parts.members.items():
            archive.writestr(name, content)
    return path


def project(layout: Layout, texts: list[Written], parts: Parts) -> str:
    names = dict.fromkeys(mark.code for text in texts for mark in text.marks)
    codes = "".join(f'<Code guid="{code_key(name)}" name={quoteattr(name)} isCodable="true"/>' for name in names)
    sources = "".join(source(layout, number, text) for number, text in enumerate(texts))
    return (
        f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" name="x"'
        f' origin={quoteattr(layout.origin)}><Users><User guid="{{{CODER}}}" name="Coder One"/></Users>'
        f"<CodeBook><Codes>{codes}{parts.codes}</Codes></CodeBook>{parts.variables}{parts.cases}"
        f"<Sources>{sources}</Sources>{parts.after}</Project>"
    )


def source(layout: Layout, number: int, text: Written) -> str:
    key = identity(3, number)
    marks = "".join(selection(layout, text, number, place, mark) for place, mark in enumerate(text.marks))
    opening = f'<TextSource guid="{key}" name={quoteattr(text.name)}'
    if layout.inline:
        return f"{opening}><PlainTextContent>{text.text}</PlainTextContent>{marks}{text.extra}</TextSource>"
    return f'{opening} plainTextPath="internal://{key}.txt">{marks}{text.extra}</TextSource>'


def selection(layout: Layout, text: Written, number: int, place: int, mark: Marked) -> str:
    start, end = layout.position(text.text, mark.start), layout.position(text.text, mark.end)
    name = f" name={quoteattr(mark.name)}" if mark.name else ""
    return (
        f'<PlainTextSelection guid="{identity(4 + number, place)}"{name} startPosition="{start}" endPosition="{end}">'
        f'<Coding guid="{identity(1000 + number, place)}" creatingUser="{CODER}"'
        f' creationDateTime="2026-03-01T10:00:00Z"><CodeRef targetGUID="{code_key(mark.code).lower()}"/></Coding>'
        "</PlainTextSelection>"
    )
