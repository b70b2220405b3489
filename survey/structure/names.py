"""Names that a workbook accepts, from what a platform calls its questions and categories."""

from __future__ import annotations

import re
from collections.abc import Container


def legal_name(text: str, taken: Container[str] = ()) -> str:
    """Return a name for a variable that is not taken: other signs become `_`, and it begins with a letter."""
    name = re.sub(r"[^\w.-]+", "_", text.strip()) or "_"
    return once(name if re.match(r"[^\W\d]", name) else f"_{name}", taken)


def legal_code(text: str, taken: Container[str] = ()) -> str:
    """Return a name for a category that is not taken: numbers stay as they are, other signs become `_`."""
    return once(re.sub(r"[^\w.-]", "_", text.strip()) or "_", taken)


def once(name: str, taken: Container[str]) -> str:
    """Return the name, numbered when it is taken."""
    times, candidate = 1, name
    while candidate in taken:
        times += 1
        candidate = f"{name}_{times}"
    return candidate
