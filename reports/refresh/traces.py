"""What a document that no longer holds what was printed in it still tells: its language, and who may read it."""

from __future__ import annotations

from collections.abc import Iterator

from reports.languages import LANGUAGES
from reports.manifest import squeezed
from reports.openxml import W, parse
from reports.refresh.draft import Draft
from reports.refresh.text import text_of
from reports.vocabulary import word

PROPERTIES = "docProps/core.xml"
MARKED = ("keywords", "contentStatus")
"""The properties in which a report says that it is confidential."""


def spoken(draft: Draft) -> str:
    """Return the language a document is set in, by its styles, else by its properties; nothing for one we lack."""
    sheet = draft.style_sheet
    places = [] if sheet is None else sheet.iterfind(f"{W}docDefaults//{W}lang")
    told = [str(place.get(f"{W}val")) for place in places] + list(_properties(draft, "language"))
    known = (locale.replace("_", "-").partition("-")[0].lower() for locale in told)
    return next((language for language in known if language in LANGUAGES), "")


def titled(draft: Draft) -> str:
    """Return the title in a document's properties; nothing where there is none."""
    return next((squeezed(text) for text in _properties(draft, "title")), "")


def is_confidential(draft: Draft) -> bool:
    """Tell whether the properties or any page's text carry the mark of an internal report, in any language."""
    marks = [squeezed(word("document.internal", language)).casefold() for language in LANGUAGES]
    return any(mark in squeezed(text).casefold() for text in _said(draft) for mark in marks)


def _said(draft: Draft) -> Iterator[str]:
    """Yield the properties, and every paragraph: the heads of pages too, and the cover."""
    for name in MARKED:
        yield from _properties(draft, name)
    for root in draft.stories.values():
        for paragraph in root.iter(f"{W}p"):
            yield text_of(paragraph)


def _properties(draft: Draft, name: str) -> Iterator[str]:
    if PROPERTIES in draft.parts:
        for element in parse(draft.parts[PROPERTIES], PROPERTIES).iter(f"{{*}}{name}"):
            yield element.text or ""
