"""A Word file by somebody else: opened under limits, written back with every untouched part as it was."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import normpath

from reports.opening import Refusals, open_word
from reports.openxml import parse
from survey.errors import problem
from survey.package import CONTENT_TYPES, entry_of

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SAVE_AS = "Open it in Word and save it as Word document (.docx), then use that file."
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
REFUSALS = Refusals(
    missing=("there is no such file", "Name the Word document (.docx) to refresh."),
    unreadable=("this file cannot be read: {}", "Close it in other programs."),
    old=("this is a document of the old Word (.doc)", SAVE_AS),
    locked=("this Word file is locked with a password", "Save a copy without password."),
    other=("this is no Word document", SAVE_AS),
    damaged=("{}", SAVE_AS),
    noun="this Word file",
)


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
                package.writestr(entry_of(name), parts[name])
        return out.getvalue()


def open_package(path: Path) -> Package:
    """Open a .docx; raise `StudyError` with advice when it is something else, locked, signed or broken."""
    opened = open_word(path, REFUSALS)
    return Package(path, opened.entries, opened.parts, _main(opened.parts, path))


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


def _like(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    copy = zipfile.ZipInfo(entry.filename, entry.date_time)
    copy.compress_type = zipfile.ZIP_STORED if entry.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
    copy.create_system, copy.external_attr = entry.create_system, entry.external_attr
    return copy
