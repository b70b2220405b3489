"""Parts of Word files by others, parsed and written back: no document type, no entities, nothing fetched."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from survey.errors import problem

if TYPE_CHECKING:
    from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parse(data: bytes, place: str) -> etree._Element:
    """Return the root of a part; raise `StudyError` for XML that is broken or declares a document type."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        advice = "Open it in Word, save it under another name, and use that file."
        raise problem("this Word file is damaged", place, advice) from None
    if root.getroottree().docinfo.internalDTD is not None:
        what = "this Word file declares a document type, which none should"
        raise problem(what, place, "Do not use a file from somebody you do not know.")
    return root


def serialise(root: etree._Element) -> bytes:
    """Return a part as bytes, declared as Word declares it."""
    from lxml import etree

    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def relations_of(part: str) -> str:
    """Return the name of the part with the relationships of a part; of the file itself for ""."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
