"""Office files as the zip packages they are: the same parts always give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

CONTENT_TYPES = "[Content_Types].xml"
APP = "docProps/app.xml"
OURS = b"<Application>cryptodrug</Application>"
"""Where a package says which program wrote it; Word, Excel and LibreOffice put their own name there."""

ORIGIN = (1980, 1, 1, 0, 0, 0)
"""The earliest date a zip entry can have; a date of today would make two builds differ."""

READABLE_FILE = 0o100644 << 16


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts as a package: content types first, then by name, without dates."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(parts, key=lambda name: (name != CONTENT_TYPES, name)):
            package.writestr(entry_of(name), parts[name])
    return out.getvalue()


def unzipped(package: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def is_ours(path: Path) -> bool:
    """Tell whether the product wrote this file and nobody has saved it since in another program."""
    try:
        with zipfile.ZipFile(path) as opened:
            return OURS in opened.read(APP)
    except (OSError, KeyError, zipfile.BadZipFile):
        return False


def entry_of(name: str) -> zipfile.ZipInfo:
    """Return the entry under which a part of ours is packed: without a date, and alike on every system."""
    entry = zipfile.ZipInfo(name, ORIGIN)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = READABLE_FILE
    return entry
