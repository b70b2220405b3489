"""How a file says that the product wrote it and that nobody has changed it since, so that a rerun may replace it.

Text files hold a seal: the word `cryptodrug:` and a digest of the whole file, read with zeros in the digest's
place. A workbook and an SPSS file name the program that saved them last. A CSV file has no room for such
things: the data package beside it vouches for its digest.
"""

from __future__ import annotations

import json
import re
import zipfile
from hashlib import sha256
from pathlib import Path

BLANK = f"cryptodrug:{'0' * 64}"
"""Stands in a text file where its seal will be."""
SEAL = re.compile(rb"cryptodrug:[0-9a-f]{64}")
SPSS_PRODUCT = b"@(#) SPSS DATA FILE cryptodrug"
PROGRAM = b"<Application>cryptodrug</Application>"
PACKAGE = "datapackage.json"


def sealed(data: bytes) -> bytes:
    """Return a text file with its digest in the place of the blank seal."""
    return data.replace(BLANK.encode(), _seal(data), 1)


def digest(data: bytes) -> str:
    """Return the digest of some bytes as a data package writes it."""
    return f"sha256:{sha256(data).hexdigest()}"


def is_ours(path: Path) -> bool:
    """Tell whether the product wrote this exported file and nobody has changed it since."""
    try:
        return _is_ours(path)
    except (OSError, KeyError, ValueError, TypeError, zipfile.BadZipFile):
        return False


def _is_ours(path: Path) -> bool:
    match path.suffix.lower():
        case ".sav" | ".zsav":
            with path.open("rb") as file:
                return file.read(64)[4:].startswith(SPSS_PRODUCT)
        case ".xlsx":
            with zipfile.ZipFile(path) as opened:
                return PROGRAM in opened.read("docProps/app.xml")
        case ".qdpx":
            with zipfile.ZipFile(path) as opened:
                return _holds(opened.read("project.qde"))
        case ".csv":
            return _vouched(path)
    return _holds(path.read_bytes())


def _vouched(path: Path) -> bool:
    package = path.with_name(PACKAGE)
    resources = json.loads(package.read_bytes())["resources"]
    known = {resource["path"]: resource["hash"] for resource in resources}
    return _holds(package.read_bytes()) and known.get(path.name) == digest(path.read_bytes())


def _holds(data: bytes) -> bool:
    found = SEAL.search(data)
    return found is not None and found[0] == _seal(SEAL.sub(BLANK.encode(), data, count=1))


def _seal(blank: bytes) -> bytes:
    return f"cryptodrug:{sha256(blank).hexdigest()}".encode()
