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
from survey.interviews.refi.names import CODEBOOK_NAMESPACE, ORIGIN

if TYPE_CHECKING:
    from lxml.etree import _Element

INCLUDE = Label({"en": "Include", "nl": "Wel", "fr": "Inclure"})
EXCLUDE = Label({"en": "Exclude", "nl": "Niet", "fr": "Exclure"})


def write_codebook(codes: Codes, path: Path, corpus: str, language: str) -> None:
    """Write the codes of the set called `corpus`; raise `StudyError` when there are none."""
    data = codebook(codes, corpus, language)
    write_file(path, lambda file: file.write(data))


def codebook(codes: Codes, corpus: str, language: str) -> bytes:
    """Return the codes as a codebook; the standard has none without codes, so `StudyError` is raised."""
    if not len(codes):
        what = f"the set '{corpus}' has no codes, and a codebook cannot be empty"
        raise problem(what, "codes.csv", "Add codes, or bring a codebook in with `cryptodrug interviews import`.")
    root = document("CodeBook", CODEBOOK_NAMESPACE, origin=ORIGIN)
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
    """Return what tells a coder when to use it: its label, definition, and examples of what it is and is not."""
    lines = [code.label.text(language), code.definition.text(language)]
    for head, example in ((INCLUDE, code.include), (EXCLUDE, code.exclude)):
        text = example.text(language)
        lines += [f"{head.text(language)}: {text}"] if text else []
    return "\n".join(line for line in lines if line)


def _parents_first(codes: Codes) -> Sequence[Code]:
    """Return the codes in their order, but none before its parent."""
    return sorted(codes, key=lambda code: code.path.count("/"))
