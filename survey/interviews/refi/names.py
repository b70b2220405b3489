"""Words of the REFI-QDA standard that reading and writing share: namespaces, elements, GUIDs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

PROJECT_NAMESPACE = "urn:QDA-XML:project:1.0"
CODEBOOK_NAMESPACE = "urn:QDA-XML:codebook:1.0"
"""As the standard says; files by others have variants, so reading looks at local names only."""
ORIGIN = "cryptodrug"
"""How a file of ours names its maker, with its language behind it: `cryptodrug (nl)`.

In such a file the name of a text source is the id of its interview.
"""
OUR_LANGUAGE = re.compile(rf"{ORIGIN} \((?P<language>[a-z]{{2,3}})\)")
PROJECT_FILE = "project.qde"
SOURCES = "sources/"
INTERNAL = "internal://"
NO_TIME = "1980-01-01T00:00:00Z"
"""When a selection was modified, where nobody knows: QualCoder cannot read one without any time."""
VALUES = ("TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue")
PARTS = frozenset(
    (
        *VALUES,
        *"Project Users CodeBook Codes Variables Cases Sources Notes Links Sets Graphs".split(),
        *"CodeRef VariableRef SourceRef SelectionRef MemberCode MemberSource MemberNote".split(),
        *"PlainTextContent SyncPoint Vertex Edge".split(),
    )
)
"""Elements that only hold others together, or are told with the element they stand in; every other one is counted."""
GUID = re.compile(r"\{?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\}?")
COLOR = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")


def guid(written: str | None) -> str:
    """Return a GUID in small letters without braces; what is none comes back as it is, to be compared at least."""
    text = (written or "").strip()
    found = GUID.fullmatch(text)
    return found[1].lower() if found else text


def color(written: str | None) -> str:
    """Return a color as `#1F6F8B`, or nothing when it is none."""
    text = (written or "").strip()
    if not COLOR.fullmatch(text):
        return ""
    return text if len(text) == 7 else "#" + "".join(2 * sign for sign in text[1:])


def time(written: str | None) -> str:
    """Return a time; midnight without a zone is how a file of ours says that only the day is known."""
    return (written or "").strip().removesuffix("T00:00:00")


def maker(language: str) -> str:
    """Return how a file of ours, in a language, names its maker."""
    return f"{ORIGIN} ({language})"


def language_of(origin: str | None) -> str:
    """Return the language of a file of ours, or nothing."""
    found = OUR_LANGUAGE.fullmatch(origin or "")
    return found["language"] if found else ""


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element, *names: str) -> Iterator[Element]:
    """Yield the children with one of these local names, in order."""
    return (child for child in element if local(child) in names)


def child(element: Element, name: str) -> Element | None:
    """Return the first child with this local name."""
    return next(children(element, name), None)


def within(element: Element, *path: str) -> Iterator[Element]:
    """Yield what stands at a path of local names: `within(project, "Cases", "Case")`."""
    found = iter((element,))
    for name in path:
        found = iter([below for above in found for below in children(above, name)])
    return found


def words(element: Element, name: str) -> str:
    """Return the text of the first child with this local name without blanks around it, or nothing."""
    found = child(element, name)
    return (found.text or "").strip() if found is not None else ""


def target(element: Element, name: str) -> str:
    """Return the GUID that the first child with this local name points to, or nothing."""
    found = child(element, name)
    return guid(found.get("targetGUID")) if found is not None else ""


def label(written: str | None) -> str:
    """Return a name with its runs of blanks and line ends made one blank."""
    return " ".join((written or "").split())
