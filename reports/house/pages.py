"""The page of an institute: how large it is and what its margins are, upright and on its side."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.openxml import W
from survey.errors import problem

if TYPE_CHECKING:
    from lxml import etree

LETTER = {"w": 12240, "h": 15840}
MARGINS = {"top": 1440, "right": 1440, "bottom": 1440, "left": 1440, "header": 720, "footer": 720, "gutter": 0}
"""What Word takes where a section says nothing."""
NARROWEST = 4000
"""About seven centimetres: no table can be set in less."""
TURNED = {"top": "left", "right": "top", "bottom": "right", "left": "bottom"}
"""Which margin each becomes when the page is laid on its side, its left edge above."""
REFERENCES = (f"{W}headerReference", f"{W}footerReference")
FIRST_PARTS = {f"{W}footnotePr", f"{W}endnotePr", f"{W}type"}


@dataclass(frozen=True)
class Page:
    """The size and margins of a section, in twentieths of a point."""

    size: dict[str, int]
    margins: dict[str, int]

    @property
    def text_width(self) -> int:
        """Return the room between the margins."""
        return self.size["w"] - self.margins["left"] - self.margins["right"] - self.margins["gutter"]

    @property
    def turned(self) -> Page:
        """Return the page on its side; one that lies on its side already stays."""
        if self.size["w"] >= self.size["h"]:
            return self
        margins = {side: self.margins[TURNED.get(side, side)] for side in self.margins}
        return Page({"w": self.size["h"], "h": self.size["w"]}, margins)


def page_of(section: etree._Element, place: str) -> Page:
    """Return the page of a section; raise `StudyError` where no table fits between its margins."""
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    page = Page(_measures(size, LETTER), _measures(margins, MARGINS))
    if min(page.text_width, page.turned.text_width) < NARROWEST:
        what = "there is no room for tables between the margins of this template"
        raise problem(what, place, "Make its margins narrower, or its page larger.")
    return page


def inherited(sections: Iterable[etree._Element]) -> list[etree._Element]:
    """Return the headers and footers of the last of some sections, with those it has from the ones before."""
    found: dict[tuple[str, str | None], etree._Element] = {}
    for section in sections:
        for each in section:
            if each.tag in REFERENCES:
                found[str(each.tag), each.get(f"{W}type")] = each
    return [copy.deepcopy(each) for each in found.values()]


def completed(section: etree._Element, references: Iterable[etree._Element]) -> etree._Element:
    """Return a section for a report: with all its headers and footers, its text in one column."""
    made = copy.deepcopy(section)
    for each in [each for each in made if each.tag in (*REFERENCES, f"{W}printerSettings", f"{W}sectPrChange")]:
        made.remove(each)
    for place, each in enumerate(references):
        made.insert(place, each)
    columns = made.find(f"{W}cols")
    if columns is not None:
        made.replace(columns, _one_column(columns))
    return made


def following(section: etree._Element) -> etree._Element:
    """Return the same section further on: on a new page, without a first page, its numbers going on."""
    made = copy.deepcopy(section)
    for name in ("type", "titlePg"):
        for each in made.findall(f"{W}{name}"):
            made.remove(each)
    numbers = made.find(f"{W}pgNumType")
    if numbers is not None:
        numbers.attrib.pop(f"{W}start", "")
    return made


def sized(section: etree._Element, page: Page) -> etree._Element:
    """Return a section on a page of this size."""
    from lxml import etree

    made = copy.deepcopy(section)
    for name in ("pgSz", "pgMar"):
        for each in made.findall(f"{W}{name}"):
            made.remove(each)
    size = {f"{W}{key}": str(value) for key, value in page.size.items()}
    if page.size["w"] > page.size["h"]:
        size[f"{W}orient"] = "landscape"
    margins = {f"{W}{key}": str(value) for key, value in page.margins.items()}
    place = sum(each.tag in (*REFERENCES, *FIRST_PARTS) for each in made)
    made.insert(place, etree.Element(f"{W}pgSz", size))
    made.insert(place + 1, etree.Element(f"{W}pgMar", margins))
    return made


def become(section: etree._Element, made: etree._Element) -> None:
    """Give a section, in its place, what another one says."""
    for each in list(section):
        section.remove(each)
    section.extend(list(made))


def lies(section: etree._Element) -> bool:
    """Tell whether a section lies on its side."""
    size = _measures(section.find(f"{W}pgSz"), LETTER)
    return size["w"] > size["h"]


def _measures(element: etree._Element | None, usual: dict[str, int]) -> dict[str, int]:
    given = {} if element is None else {key: element.get(f"{W}{key}") for key in usual}
    return {key: _whole(given.get(key), value) for key, value in usual.items()}


def _whole(text: str | None, usual: int) -> int:
    """Return a measure; a negative margin holds its place whatever the header's height."""
    try:
        return usual if text is None else abs(round(float(text)))
    except ValueError:
        return usual


def _one_column(columns: etree._Element) -> etree._Element:
    from lxml import etree

    space = columns.get(f"{W}space")
    return etree.Element(f"{W}cols", {} if space is None else {f"{W}space": space})
