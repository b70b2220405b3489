"""Codes for other programs: as a codebook (.qdc), and as the part of a project that holds them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from survey.codebook import Label
from survey.errors import problem
from survey.files import write_file
from survey.interviews.codes import Code, Codes
from survey.interviews.refi.elements import add, describe, document, guid_of, serialize
from survey.interviews.refi.names import CODEBOOK_NAMESPACE, maker

if TYPE_CHECKING:
    from lxml.etree import _Element

INCLUDE = Label({"en": "Include", "nl": "Wel", "fr": "Inclure"})
EXCLUDE = Label({"en": "Exclude", "nl": "Niet", "fr": "Exclure"})
HEADS = {
    (name, each): f"{word}: " for name, head in (("yes", INCLUDE), ("no", EXCLUDE)) for each, word in head.texts.items()
}
"""What stands before an example, by sort and language."""


def write_codebook(codes: Codes, path: Path, corpus: str, language: str) -> None:
    """Write the codes of the set called `corpus`; raise `StudyError` when there are none."""
    data = codebook(codes, corpus, language)
    write_file(path, lambda file: file.write(data))


def codebook(codes: Codes, corpus: str, language: str) -> bytes:
    """Return the codes as a codebook; the standard has none without codes, so `StudyError` is raised."""
    if not len(codes):
        what = f"the set '{corpus}' has no codes, and a codebook cannot be empty"
        raise problem(what, "codes.csv", "Add codes, or bring a codebook in with `cryptodrug interviews import`.")
    root = document("CodeBook", CODEBOOK_NAMESPACE, origin=maker(language))
    add_codes(root, codes, corpus, language)
    return serialize(root)


def add_codes(parent: _Element, codes: Codes, corpus: str, language: str) -> None:
    """Add the tree of codes under `Codes`; there must be one at least."""
    placed = {"": add(parent, "Codes")}
    for code in _parents_first(codes):
        color = code.color.upper()
        guid = code_guid(corpus, code.path)
        element = add(placed[code.parent], "Code", guid=guid, name=code.name, isCodable="true", color=color)
        describe(element, description(code, language))
        placed[code.path] = element


def code_guid(corpus: str, path: str) -> str:
    """Return the GUID of a code: the same in a codebook and in a project."""
    return guid_of("code", corpus, path)


def description(code: Code, language: str) -> str:
    """Return what tells a coder when to use it: its label, definition, and examples of what it is and is not.

    The first line is the label, or the name where there is none; examples have a head in their own language.
    `told_apart` says again which is which.
    """
    lines = [" ".join(code.label.text(language).split()), code.definition.text(language)]
    for head, example in ((INCLUDE, code.include), (EXCLUDE, code.exclude)):
        spoken = (
            language
            if example.texts.get(language)
            else next((each for each, text in example.texts.items() if text), "")
        )
        lines += [f"{head.text(spoken)}: {example.texts[spoken]}"] if spoken else []
    told = [line for line in lines if line]
    return "\n".join(told if lines[0] or not told else [code.name, *told])


def told_apart(text: str, language: str) -> tuple[Label, str, Label, Label]:
    """Return the label, the definition and the examples in a description that we wrote in a language."""
    label, _, rest = text.partition("\n")
    found: dict[tuple[str, str], str] = {}
    place = ("", language)
    for line in rest.split("\n"):
        opened = next((key for key, head in HEADS.items() if line.startswith(head) and key not in found), None)
        place, words = (opened, line.removeprefix(HEADS[opened])) if opened else (place, line)
        found[place] = f"{found[place]}\n{words}" if place in found else words
    include, exclude = (
        Label({spoken: words for (name, spoken), words in found.items() if name == field}) for field in ("yes", "no")
    )
    return Label({language: label} if label else {}), found.get(("", language), ""), include, exclude


def _parents_first(codes: Codes) -> Sequence[Code]:
    """Return the codes in their order, but none before its parent."""
    return sorted(codes, key=lambda code: code.path.count("/"))
