"""What every file that is written has in common: elements with legal text, GUIDs that stay the same, exact times."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from survey.write.seals import BLANK, sealed
from survey.write.sheets import UNPRINTABLE

if TYPE_CHECKING:
    from lxml.etree import _Element

OURS = UUID("8c0f2a52-6b0e-5d0c-9d3b-3f1f6a1d7e21")
"""The namespace of our GUIDs: the same thing of the same set has the same GUID in every file."""
BETWEEN = "\x1f"
REPLACEMENT = "\ufffd"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-](0\d|1[0-3]):[0-5]\d)?")
LINE_END = re.compile("\r\n?")


def guid_of(*names: str) -> str:
    """Return the GUID of what these names mean together, always the same."""
    return str(uuid5(OURS, BETWEEN.join(names)))


def moment(time: str) -> str:
    """Return an ISO 8601 time as XML writes it, a day as its first second; nothing where none can be read."""
    try:
        read = datetime.fromisoformat(time)
        if MOMENT.fullmatch(time) and time[:4] != "0000":
            return time
        return (read.astimezone(UTC) if read.tzinfo else read).isoformat()
    except (ValueError, OverflowError):
        return ""


def legal(text: str) -> str:
    """Return a text with each sign that XML cannot hold replaced by one other; line ends are line feeds."""
    return UNPRINTABLE.sub(REPLACEMENT, LINE_END.sub("\n", text))


def document(tag: str, namespace: str, /, **attributes: str) -> _Element:
    """Return a root element; attributes that are empty are left out, here and in `add`."""
    from lxml import etree

    root = etree.Element(f"{{{namespace}}}{tag}", nsmap=_default(namespace))
    _set(root, attributes)
    return root


def add(parent: _Element, tag: str, text: str = "", /, **attributes: str) -> _Element:
    """Add an element in the namespace of its parent."""
    from lxml import etree

    element = etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{tag}")
    element.text = legal(text) or None
    _set(element, attributes)
    return element


def describe(parent: _Element, text: str) -> None:
    """Add a description, unless there is nothing to say."""
    if text:
        add(parent, "Description", text)


def serialize(root: _Element) -> bytes:
    """Return the document in UTF-8 without byte order mark, sealed behind its last element."""
    from lxml import etree

    root.addnext(etree.Comment(f" {BLANK} "))
    tree = root.getroottree()
    etree.indent(tree)
    return sealed(etree.tostring(tree, xml_declaration=True, encoding="UTF-8") + b"\n")


def _set(element: _Element, attributes: dict[str, str]) -> None:
    """Set attributes, whose texts are one line: a reader makes a blank of every line end."""
    for name, value in attributes.items():
        line = legal(value).replace("\n", " ").replace("\t", " ")
        if line:
            element.set(name, line)


def _default(namespace: str) -> Any:
    """Return the namespace of names without a prefix; the type stubs know only prefixed ones."""
    return {None: namespace}
