"""Names for what a platform calls by its wording: letters, digits and `_`, short, each once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from survey.structure.names import once

LONGEST = 40


def variable_name(heading: str, taken: Container[str] = ()) -> str:
    """Return a name for a variable that is not taken: `Where do you live?` → `where_do_you_live`."""
    word = _word(heading)
    return once(word if re.match(r"[^\W\d]", word) else f"q_{word}".rstrip("_"), taken)


def choice_name(text: str, taken: set[str]) -> str:
    """Return a name for a category that is not taken yet, and take it: `Eens per week` → `eens_per_week`."""
    signed = re.sub(r"^-(?=\d)", "minus_", text)
    name = once(_word(signed) or "blank", taken)
    taken.add(name)
    return name


def natural(text: str) -> tuple[int, float, str]:
    """Return what sorts `2` before `10`, `0 - mostly me` before `1`, and words behind numbers."""
    lead = re.match(r"-?\d+(?:[.,]\d+)?", text)
    if lead:
        return 0, float(lead[0].replace(",", ".")), text[lead.end() :].casefold()
    return 1, 0.0, re.sub(r"\d+", lambda found: found[0].zfill(8), text.casefold())


def alike(text: str) -> str:
    """Return a text's letters and digits only, in small letters: what two spellings of one wording share."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _word(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    word = re.sub(r"\W+", "_", plain).strip("_")
    return (word.lower() if re.search(r"\s", text.strip()) else word)[:LONGEST].rstrip("_")
