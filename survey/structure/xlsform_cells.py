"""The sheets of an XLSForm as rows by heading, whatever the age of the form."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from survey.codebook import Label

LANGUAGES: Mapping[str, str] = {
    **dict.fromkeys(("english", "anglais", "engels", "englisch"), "en"),
    **dict.fromkeys(("nederlands", "dutch", "vlaams", "néerlandais", "niederländisch"), "nl"),
    **dict.fromkeys(("français", "francais", "french", "frans", "französisch"), "fr"),
    **dict.fromkeys(("deutsch", "german", "duits", "allemand"), "de"),
    **dict.fromkeys(("español", "espanol", "spanish", "spaans", "espagnol"), "es"),
    **dict.fromkeys(("italiano", "italian"), "it"),
    **dict.fromkeys(("português", "portugues", "portuguese"), "pt"),
    **dict.fromkeys(("polski", "polish"), "pl"),
    **dict.fromkeys(("română", "romanian"), "ro"),
    **dict.fromkeys(("türkçe", "turkish"), "tr"),
    **dict.fromkeys(("русский", "russian"), "ru"),
    **dict.fromkeys(("українська", "ukrainian"), "uk"),
    **dict.fromkeys(("العربية", "arabic"), "ar"),
    **dict.fromkeys(("فارسی", "persian", "farsi"), "fa"),
    **dict.fromkeys(("中文", "chinese"), "zh"),
    **dict.fromkeys(("swahili", "kiswahili"), "sw"),
}
"""Languages as older forms name them, without a code."""

ALIASES: Mapping[str, str] = {
    "caption": "label",
    "relevance": "relevant",
    "calculate": "calculation",
    "listname": "list_name",
    "command": "type",
    "tag": "name",
}
HEAD = re.compile(r"(?P<column>[^:]+?)\s*::?\s*(?P<language>[^:]+)")
"""`label::Nederlands (nl)`, and `label:English` of older forms."""
TAG = re.compile(r"</?[a-zA-Z][^>]*>")
REFERENCE = re.compile(r"\$\{[^}]*\}")


@dataclass(frozen=True)
class Line:
    """One row of a sheet: its filled cells by column, `label::nl` for labels, and where it stands."""

    cells: Mapping[str, str]
    place: str

    def __getitem__(self, column: str) -> str:
        """Return the cell, or nothing when it is empty."""
        return self.cells.get(column, "")

    def label(self, default: str) -> Label:
        """Return the wording by language; a label without one is in the form's own."""
        texts = {key.removeprefix("label::"): text for key, text in self.cells.items() if key.startswith("label::")}
        own = {default: self["label"]} if self["label"] else {}
        wordings = {code: wording(text) for code, text in (own | texts).items()}
        return Label({code: text for code, text in wordings.items() if text})


def read_lines(rows: Sequence[Sequence[str]], place: str) -> list[Line]:
    """Return the filled rows under the first filled one, which holds the headings."""
    numbered = [(number, row) for number, row in enumerate(rows, start=1) if any(map(str.strip, row))]
    if not numbered:
        return []
    heads = [_head(cell) for cell in numbered[0][1]]
    return [Line(_filled(heads, row), f"{place}, row {number}") for number, row in numbered[1:]]


def _filled(heads: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    """Return the filled cells by heading; of two columns with one heading the first counts."""
    cells: dict[str, str] = {}
    for head, cell in zip(heads, map(str.strip, row), strict=False):
        if head and cell:
            cells.setdefault(head, cell)
    return cells


def _head(cell: str) -> str:
    """Return a heading in small letters with `_` for blanks, its language as a code."""
    text = re.sub(r"^bind\s*::?\s*", "", cell.strip(), flags=re.IGNORECASE)
    match = HEAD.fullmatch(text)
    name = "_".join((match["column"] if match else text).lower().split())
    name = ALIASES.get(name, name)
    return f"{name}::{language(match['language'])}" if match else name


def language(text: str) -> str:
    """Return the code of a language: `nl` for `Nederlands (nl)`, `nl` and `Nederlands`; nothing for nothing."""
    said = re.search(r"\((\w{2,3})(?:[-_]\w+)?\)\s*$", text)
    word = (said[1] if said else text).strip().lower()
    return LANGUAGES.get(word, re.sub(r"\W", "", word))


def wording(text: str) -> str:
    """Return a label on one line, without markup; what another question fills in is left open."""
    plain = html.unescape(TAG.sub(" ", REFERENCE.sub("…", text)))
    return " ".join(re.sub(r"\*\*|__", "", plain).split())
