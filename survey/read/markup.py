"""XML by others, parsed without a document type: no entities, nothing fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.errors import problem

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ADVICE = "Export it again from the platform."


def parse_markup(content: bytes, place: str) -> Element:
    """Return the root element; raise `StudyError` for XML that is broken or declares a document type."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        what = "this XML declares a document type or entities, which no export does"
        raise problem(what, place, "Do not use a file from somebody you do not know.") from None
    except (ParseError, ValueError, LookupError) as error:
        line = getattr(error, "position", (0, 0))[0]
        raise problem("this is no well-formed XML", f"{place}, line {line}" if line else place, ADVICE) from None
    return root


def text_of(element: Element, path: str) -> str:
    """Return the text of the first element at `path` without blanks around it, or nothing."""
    return (element.findtext(path) or "").strip()
