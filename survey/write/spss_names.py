"""Names that SPSS accepts: a letter first, 64 bytes at most, each once whatever the case."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

LONGEST = 64
RESERVED = frozenset({"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"})


def spss_names(wanted: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Return a legal name for each wanted one; what would be there twice gets `_2`, `_3` … behind it."""
    known = {name.casefold() for name in taken}
    names = []
    for text in wanted:
        name = _unique(legal(text), known)
        known.add(name.casefold())
        names.append(name)
    return names


def legal(text: str) -> str:
    """Return a text as a name: `_` for every sign a name cannot hold, `v` before one that cannot begin so."""
    composed = unicodedata.normalize("NFC", text)
    name = "".join(sign if sign.isalpha() or sign in "0123456789_." else "_" for sign in composed)
    name = name if name[:1].isalpha() and name.casefold() not in RESERVED else f"v{name}"
    return shortened(name, LONGEST).rstrip("._") or "v"


def shortened(text: str, size: int) -> str:
    """Return as much of a text as fits in a number of UTF-8 bytes."""
    return text.encode()[:size].decode(errors="ignore")


def _unique(name: str, known: set[str]) -> str:
    found, turn = name, 1
    while found.casefold() in known:
        turn += 1
        found = f"{shortened(name, LONGEST - len(str(turn)) - 1)}_{turn}"
    return found
