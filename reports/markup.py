"""Runs and paragraphs as WordprocessingML text: written as strings and parsed once, which is fast."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from reports.tongues import by_tongue
from reports.vocabulary import locale

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
BLANKS = re.compile(r"[ \t\r\n]+")


def clean(text: str) -> str:
    """Return text on one line, without characters that XML cannot hold."""
    return BLANKS.sub(" ", CONTROL.sub("", text)).strip(" ")


def attribute(text: str) -> str:
    """Return text as a quoted attribute value."""
    return quoteattr(clean(text))


def run(text: str, style: str = "", tongue: str = "") -> str:
    """Return a run of text, in a character style where one is named, in a language where it is not the reader's."""
    kept = escape(BLANKS.sub(" ", CONTROL.sub("", text)))
    return styled(f'<w:t xml:space="preserve">{kept}</w:t>', style, tongue) if kept else ""


def runs(text: str, spoken: Iterable[tuple[str, str]]) -> str:
    """Return a text as runs, those of its words that are in another language marked as such."""
    return "".join(run(part, tongue=tongue) for part, tongue in by_tongue(text, spoken))


def styled(content: str, style: str = "", tongue: str = "") -> str:
    """Return a run with any content, in a character style and a language where they are named."""
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    spoken = f"<w:lang w:val={attribute(locale(tongue))}/>" if tongue else ""
    properties = f"<w:rPr>{named}{spoken}</w:rPr>" if named or spoken else ""
    return f"<w:r>{properties}{content}</w:r>"


def line_break() -> str:
    """Return a run that starts a new line."""
    return styled("<w:br/>")


def tab() -> str:
    """Return a run that goes to the next tab stop."""
    return styled("<w:tab/>")


def paragraph(content: str, style: str, keep: bool = False) -> str:
    """Return a paragraph in a style; `keep` holds it on the page of what follows."""
    kept = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}</w:pPr>{content}</w:p>'


def heading(text: str, level: int = 1, new_page: bool = False, tongue: str = "") -> str:
    """Return a heading, on a new page where that is asked."""
    breaks = "<w:pageBreakBefore/>" if new_page else ""
    return f'<w:p><w:pPr><w:pStyle w:val="Heading{level}"/>{breaks}</w:pPr>{run(text, tongue=tongue)}</w:p>'
