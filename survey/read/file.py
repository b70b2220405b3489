"""A file as it lies there: what its first bytes say it is, its digest, and its rows when it is a table."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from pathlib import Path

from survey.errors import StudyError, problem
from survey.read.grid import Grid

START = 65_536
"""How many bytes are looked at to tell what a file is."""
CHUNK = 1 << 20

ZIP, OLE, SPSS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", (b"$FL2", b"$FL3")
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class Kind(Enum):
    """What a file is by its first bytes, whatever its name."""

    TEXT = auto()
    WORKBOOK = auto()
    ARCHIVE = auto()
    SPSS = auto()
    XML = auto()
    JSON = auto()


@dataclass(frozen=True)
class File:
    """A file by others; readers recognise themselves in `kind` and in the first rows."""

    path: Path
    sha256: str
    start: bytes
    kind: Kind

    @cached_property
    def grid(self) -> Grid:
        """Return the rows; raise `StudyError` when this is no table, or a broken one."""
        from survey.read.sheets import open_sheet
        from survey.read.text import open_text

        if self.kind is Kind.WORKBOOK:
            return open_sheet(self.path)
        if self.kind is Kind.TEXT:
            return open_text(self.path)
        raise problem("this file is no table", str(self.path), "Export the data as CSV.")

    @cached_property
    def top(self) -> tuple[tuple[str, ...], ...]:
        """Return the first rows, or none when this cannot be read as a table; it never raises."""
        try:
            return self.grid.top
        except StudyError:
            return ()

    @property
    def heads(self) -> tuple[str, ...]:
        """Return the first row, or nothing."""
        return self.top[0] if self.top else ()


def open_file(path: Path) -> File:
    """Return the file; raise `StudyError` when it is not there, cannot be read, or is empty."""
    if path.is_dir():
        raise problem("this is a folder, not an export file", str(path), "Name the file in it.")
    digest, start = hashlib.sha256(), b""
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                start = start or chunk[:START]
                digest.update(chunk)
    except FileNotFoundError:
        raise problem("there is no such file", str(path), "Check its name, and 'export' in study.toml.") from None
    except OSError as error:
        raise problem(f"this file cannot be read: {error.strerror}", str(path)) from None
    if not start.strip():
        raise problem("this file is empty", str(path), "Export the data again.")
    return File(path, digest.hexdigest(), start, _kind(path, start))


def _kind(path: Path, start: bytes) -> Kind:
    if start.startswith(SPSS):
        return Kind.SPSS
    if start.startswith(OLE):
        return Kind.WORKBOOK
    if start.startswith(ZIP):
        return Kind.WORKBOOK if _holds_sheets(path) else Kind.ARCHIVE
    for mark in BOMS:
        start = start.removeprefix(mark)
    text = start.lstrip()
    if text.startswith((b"<?xml", b"<document", b"<!DOCTYPE")):
        return Kind.XML
    return Kind.JSON if text.startswith((b'{"', b"{\n", b"{\r")) else Kind.TEXT


def _holds_sheets(path: Path) -> bool:
    """Return whether a ZIP is a workbook (xlsx, xlsb, ods); nothing in it is unpacked for that."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError):
        return False
    return bool(names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"})
