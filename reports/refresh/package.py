"""A Word file by somebody else: opened under limits, written back with every untouched part as it was."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import normpath

from reports.openxml import parse
from survey.errors import StudyError, problem
from survey.package import CONTENT_TYPES, ORIGIN, READABLE_FILE
from survey.read.archive import open_archive

START = b"PK\x03\x04"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SAVE_AS = "Open it in Word and save it as Word document (.docx), then use that file."
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"


@dataclass(frozen=True)
class Package:
    """The parts of a Word file, in their order, and which of them holds the text."""

    path: Path
    entries: tuple[zipfile.ZipInfo, ...]
    parts: Mapping[str, bytes]
    main: str

    def written(self, parts: Mapping[str, bytes]) -> bytes:
        """Return the file with these parts: those it had and has still in their order, new ones behind them."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for entry in (entry for entry in self.entries if entry.filename in parts):
                package.writestr(_like(entry), parts[entry.filename])
            for name in sorted(set(parts) - set(self.parts)):
                package.writestr(_new(name), parts[name])
        return out.getvalue()


def open_package(path: Path) -> Package:
    """Open a .docx; raise `StudyError` with advice when it is something else, locked, signed or broken."""
    _check_kind(path)
    try:
        with open_archive(path) as archive:
            entries = tuple(entry for entry in archive.source.infolist() if not entry.is_dir())
            parts = {entry.filename: archive.read(entry.filename) for entry in entries}
    except StudyError as error:
        what = error.problems[0].what.replace("this archive", "this Word file")
        raise problem(what, str(path), SAVE_AS) from None
    return Package(path, entries, parts, _main(parts, path))


def _check_kind(path: Path) -> None:
    if not path.is_file():
        raise problem("there is no such file", str(path), "Name the Word document (.docx) to refresh.")
    start = _start(path)
    if start.startswith(OLD):
        if LOCKED in start or LOCKED in path.read_bytes():
            raise problem("this Word file is locked with a password", str(path), "Save a copy without password.")
        raise problem("this is a document of the old Word (.doc)", str(path), SAVE_AS)
    if not start.startswith(START):
        raise problem("this is no Word document", str(path), SAVE_AS)


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(1 << 16)
    except OSError as error:
        what = f"this file cannot be read: {error.strerror}"
        raise problem(what, str(path), "Close it in other programs.") from None


def _main(parts: Mapping[str, bytes], path: Path) -> str:
    """Return the name of the part with the text."""
    if b"opendocument" in parts.get("mimetype", b""):
        raise problem("this is an OpenDocument file (.odt)", str(path), SAVE_AS)
    if CONTENT_TYPES not in parts or "_rels/.rels" not in parts:
        raise problem("this is no Word document", str(path), SAVE_AS)
    if any(name.startswith("_xmlsignatures/") for name in parts):
        raise problem("this document is signed, and a change breaks the signature", str(path), "Use an unsigned copy.")
    relations = list(parse(parts["_rels/.rels"], "_rels/.rels").iter(RELATION))
    if any(relation.get("Type") == STRICT for relation in relations):
        raise problem("this is a 'Strict Open XML' document", str(path), SAVE_AS)
    targets = [str(relation.get("Target")) for relation in relations if relation.get("Type") == OFFICE]
    name = normpath(targets[0]).lstrip("/") if targets else ""
    kinds = {str(e.get("PartName")): e.get("ContentType") for e in parse(parts[CONTENT_TYPES], "").iter(OVERRIDE)}
    kind = str(kinds.get(f"/{name}", ""))
    if "macroEnabled" in kind:
        raise problem("this document holds macros (.docm)", str(path), SAVE_AS)
    if name not in parts or kind != DOCUMENT:
        raise problem("this is no Word document", str(path), SAVE_AS)
    return name


def relations_of(part: str) -> str:
    """Return the name of the part with a part's relationships."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def _like(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    copy = zipfile.ZipInfo(entry.filename, entry.date_time)
    copy.compress_type = zipfile.ZIP_STORED if entry.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
    copy.create_system, copy.external_attr = entry.create_system, entry.external_attr
    return copy


def _new(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, ORIGIN)
    entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, READABLE_FILE
    return entry
