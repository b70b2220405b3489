"""What of a file was left behind, in words: no names of elements, attributes or tables of other programs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from reports.vocabulary import word

if TYPE_CHECKING:
    from survey.interviews.incoming import Loss

NOTHING = ""
"""The kind of loss says it already."""
PARTS: Mapping[str, str] = {
    "User": "user",
    **dict.fromkeys(("Code", "code_name", "Case/CodeRef"), "code"),
    **dict.fromkeys(("Coding", "code_text"), "coding"),
    **dict.fromkeys(
        (*(f"{kind}Selection" for kind in ("PlainText", "Picture", "PDF", "Audio", "Video", "Transcript")),),
        "selection",
    ),
    "Case/SelectionRef": "selection",
    "PlainTextSelection/@name": "selection_name",
    **dict.fromkeys(("TextSource", "source"), "text"),
    **dict.fromkeys(("PictureSource", "code_image", "pictures and text boxes"), "picture"),
    **dict.fromkeys(("PDFSource", "Representation"), "pdf"),
    **dict.fromkeys(("AudioSource", "VideoSource", "code_av"), "film"),
    "Transcript": "transcript",
    "Description": "description",
    **dict.fromkeys(("Note", "NoteRef"), "note"),
    **dict.fromkeys(("VariableValue", "attribute"), "value"),
    "@creationDateTime": "made",
    "@modifiedDateTime": "changed",
    "@creatingUser": "maker",
    "@modifyingUser": "changer",
    "Code/@isCodable": "group",
    "the same name twice under one parent": "twice",
    "journal": "journal",
    "annotation": "annotation",
    "code_cat": "category",
    "code_text, important": "important",
    "footnotes and endnotes": "footnote",
    "inserted files": "inserted",
    "paragraphs before the transcript": "top",
    **dict.fromkeys(("Case", "cases"), "case"),
    **dict.fromkeys(("Variable", "attribute_type"), "variable"),
    "project": "project",
    **dict.fromkeys(("Set", "Link", "Graph", "graph"), NOTHING),
    **dict.fromkeys(("Code/@color", "TextSource/@richTextPath"), NOTHING),
}
"""What the readers call a part, and the word for it (in the section `interviews.part`)."""
PLACE = re.compile(r"(comment|selection) (\d+)(?:, line (\d+)|(, outside the text))?")
ATTRIBUTE = re.compile(r"\w*/?@\w+")
VALUES = "attribute, "
WHOLE = "the whole text"


def lost(losses: Sequence[Loss], language: str) -> Iterator[str]:
    """Yield what was left behind and how often; what is said in the same words is one line."""
    counts: dict[tuple[str, str], int] = {}
    for loss in losses:
        kind, of = word(f"interviews.loss.{loss.kind.value}", language), subject(loss.subject, language)
        said = kind, of if of != kind else NOTHING
        counts[said] = counts.get(said, 0) + loss.count
    for (what, of), n in counts.items():
        key = "interviews.import.loss_of" if of else "interviews.import.loss"
        yield word(key, language, what=what, n=n, **({"subject": of} if of else {}))


def subject(text: str, language: str) -> str:
    """Return what a loss is of: a part of the file, and the text it is in; names of texts stay as they are."""
    part, _, where = text.partition(": ")
    if text.startswith(VALUES):
        return _part("attribute", language)
    if part in PARTS:
        return ", ".join(filter(None, (_part(part, language), _part(where, language))))
    return NOTHING if ATTRIBUTE.fullmatch(text) else place(text, language)


def place(text: str, language: str) -> str:
    """Return where something stands in a file: `comment 12`, `selection 3`, `the whole text`."""
    if text == WHOLE:
        return word("interviews.place.whole", language)
    found = PLACE.fullmatch(text)
    if found is None:
        return text
    what, number, line, outside = found.groups()
    said = [word(f"interviews.place.{what}", language, number=number)]
    said += [word("interviews.place.line", language, number=line)] if line else []
    said += [word("interviews.place.outside", language)] if outside else []
    return ", ".join(said)


def _part(name: str, language: str) -> str:
    known = PARTS.get(name, name)
    return word(f"interviews.part.{known}", language) if known and name in PARTS else known
