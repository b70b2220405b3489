"""Names for what a platform calls by its wording: letters, digits and `_`, short, each once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

LONGEST = 40


def variable_name(heading: str, taken: Container[str] = ()) -> str:
    """Return a name for a variable that is not taken: `Where do you live?` → `where_do_you_live`."""
    word = _word(heading)
    return _once(word if re.match(r"[^\W\d]", word) else f"q_{word}".rstrip("_"), taken)


def choice_name(text: str, taken: set[str]) -> str:
    """Return a name for a category that is not taken yet, and take it: `Eens per week` → `eens_per_week`."""
    name = _once(re.sub(r"^-", "minus_", text) if re.fullmatch(r"-\d+", text) else _word(text) or "blank", taken)
    taken.add(name)
    return name


def natural(text: str) -> tuple[tuple[int, float, str], ...]:
    """Return what sorts `2` before `10` and `CL2` before `CL10`."""
    if re.fullmatch(r"-?\d+(?:[.,]\d+)?", text):
        return ((0, float(text.replace(",", ".")), ""),)
    parts = re.split(r"(\d+)", text.casefold())
    return tuple((1, float(part), "") if part.isdigit() else (2, 0.0, part) for part in parts if part)


def alike(text: str) -> str:
    """Return a text's letters and digits only, in small letters: what two spellings of one wording share."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _word(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    word = re.sub(r"\W+", "_", plain).strip("_")
    return (word if re.fullmatch(r"\w{1,24}", word) else word.lower())[:LONGEST].rstrip("_")


def _once(word: str, taken: Container[str]) -> str:
    name, times = word, 1
    while name in taken:
        times += 1
        name = f"{word}_{times}"
    return name
