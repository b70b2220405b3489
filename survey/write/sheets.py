"""What every file for a spreadsheet has in common: no text runs as a formula, and the file says who wrote it."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    from openpyxl import Workbook

RUNNABLE = ("=", "+", "-", "@", "\t", "\r", "\0")
"""How a text starts that a spreadsheet would run as a formula."""
QUOTE = "'"
UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""
SPELT = re.compile(r"_x[0-9A-Fa-f]{4}_")
LONGEST = 32_767
"""So many signs a cell holds."""
PROGRAM = re.compile(rb"<Application>[^<]*<")
MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*<")
ORIGIN = (1980, 1, 1, 0, 0, 0)
"""The earliest date a zip entry can have; the date of today would make two equal files differ."""


def safe(cell: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"{QUOTE}{cell}" if cell.startswith(RUNNABLE) else cell


def printable(text: str) -> str:
    """Return a text with the signs that XML cannot hold as Excel writes them: `_x0007_`."""
    spelt = SPELT.sub(r"_x005F\g<0>", text)
    return UNPRINTABLE.sub(lambda sign: f"_x{ord(sign[0]):04X}_", spelt)


def quoted(texts: pd.Series, *more: str) -> pd.Series:
    """Return texts with `'` before those that would run, that begin with `'` themselves, or with one of `more`.

    Whoever takes one `'` from the front of each text that begins with it has the texts as they were.
    """
    starts = (*RUNNABLE, QUOTE, *more)
    return texts.mask(texts.str.startswith(starts).fillna(False).astype(bool), QUOTE + texts)


def signed(book: Workbook) -> bytes:
    """Return the workbook with our name as the program that wrote it, so that a rerun may replace it; no dates."""
    plain, made = io.BytesIO(), io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, ORIGIN)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o100644 << 16
            new.writestr(entry, _undated(name, old.read(name)))
    return made.getvalue()


def _undated(name: str, part: bytes) -> bytes:
    if not name.startswith("docProps/"):
        return part
    return MOMENT.sub(rb"\g<1>1980-01-01T00:00:00Z<", PROGRAM.sub(b"<Application>cryptodrug<", part))
