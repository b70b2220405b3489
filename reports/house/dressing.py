"""One report on its way into a template: text, pictures, styles, numbering and marks, in that order."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reports.house.body import SECTION, frame_of, set_sections
from reports.house.heads import say_marks
from reports.house.numbering import add_bullets, free_number
from reports.house.package import MAIN, OFFICE, PACKAGE, Package, R
from reports.house.pages import page_of
from reports.house.settings import clean_settings, locale_of, set_locale
from reports.house.stories import fit, mend, renumber, speak, stories
from reports.house.styles import VAL, Sheet, Wardrobe
from reports.openxml import W
from reports.paper import PORTRAIT
from survey.package import APP

if TYPE_CHECKING:
    from lxml import etree

CORE = "docProps/core.xml"
ABOUT = {CORE: f"{PACKAGE}/relationships/metadata/core-properties", APP: f"{OFFICE}/extended-properties"}
SHOWN = {"header", "footer", "image", "chart", "diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors"}
"""Kinds of relationships that are there only because the text shows something."""


def body_of(document: etree._Element) -> etree._Element:
    """Return the body of a document."""
    body = document.find(f"{W}body")
    return document if body is None else body


class Dressing:
    """A report and the template it goes into; the template itself stays as it is."""

    def __init__(self, place: str, template: Package, report: Package, locale: str) -> None:
        self.place, self.report, self.locale = place, report, locale
        self.package = copy.deepcopy(template)
        self.document = self.package.root(MAIN)
        self.styles = self.package.root(self.package.part("styles"))
        self.frame = frame_of(body_of(self.document), place)
        self.page = page_of(self.frame.section, place)
        ours = report.root(report.part("styles"))
        _stretch(ours, self.page.text_width)
        self.wardrobe = Wardrobe(Sheet(self.styles), Sheet(ours), bullets=free_number(self.package))

    def made(self, marks: Sequence[str]) -> dict[str, bytes]:
        """Return the parts of the whole file."""
        ours = list(body_of(self.report.root(MAIN)))
        self._keep(ours)
        self._bring(ours)
        set_sections(self.frame, ours, self.place)
        fit(ours, self.page.text_width)
        for piece in ours:
            self.wardrobe.dress(piece)
        body = body_of(self.document)
        for each in list(body):
            body.remove(each)
        body.extend([*self.frame.before, *ours, *self.frame.after])
        say_marks(self.package, self.document, marks, self.wardrobe.dress)
        self._finish()
        return self.package.written()

    def _keep(self, ours: Sequence[etree._Element]) -> None:
        """Make what stays of the template's text fit beside ours."""
        names = stories(self.package, MAIN)
        roots = [self.package.root(name) for name in names]
        kept = [*self.frame.before, *self.frame.after, *roots]
        speak(kept, locale_of(self.styles), self.locale)
        renumber(kept, ours)
        mend(kept, self.wardrobe.theirs.by_id)
        for name, root in zip(names, roots, strict=True):
            self.package.put(name, root)

    def _bring(self, ours: Sequence[etree._Element]) -> None:
        """Put what our text shows into the template's file, and point at it there."""
        links = self.report.links[MAIN]
        for element, key in _pointers(ours):
            link = links[str(element.get(key))]
            element.set(key, self.package.relate(MAIN, link.kind, self._part(link.target)))

    def _part(self, name: str) -> str:
        """Return the name that a part of ours has in the template's file, with all it leads to."""
        content, content_type = self.report.parts[name], self.report.types[name]
        if self.package.parts.get(name) == content:
            return name
        made = self.package.add(name, content, content_type)
        for key, link in self.report.links.get(name, {}).items():
            inner = replace(link, target=self._part(link.target))
            self.package.links.setdefault(made, {})[key] = inner
        return made

    def _finish(self) -> None:
        """Write back the parts that changed, and what the file says of itself."""
        package = self.package
        if self.wardrobe.lists:
            add_bullets(package, self.report.root(self.report.part("numbering")), self.wardrobe.bullets)
        set_locale(self.styles, self.locale)
        clean_settings(package)
        package.put(package.part("styles"), self.styles)
        package.put(MAIN, self.document)
        shown = {str(element.get(key)) for element, key in _pointers([self.document], sections=True)}
        links = package.links[MAIN].items()
        package.links[MAIN] = {key: link for key, link in links if key in shown or link.name not in SHOWN}
        for name, kind in ABOUT.items():
            package.parts[name], package.types[name] = self.report.parts[name], self.report.types[name]
            package.relate("", kind, name)


def _pointers(pieces: Sequence[etree._Element], sections: bool = False) -> Iterator[tuple[etree._Element, str]]:
    """Yield the attributes that name a relationship, those of sections only when asked."""
    for element in (each for piece in pieces for each in piece.iter("*")):
        parent = element.getparent()
        if sections or (element.tag != SECTION and (parent is None or parent.tag != SECTION)):
            yield from ((element, str(key)) for key in element.attrib if str(key).startswith(R))


def _stretch(styles: etree._Element, text_width: int) -> None:
    """Set the tabs at our right margin at that of the template."""
    for tab in styles.iter(f"{W}tab"):
        if tab.get(VAL) == "right" and tab.get(f"{W}pos") == str(PORTRAIT.text_width):
            tab.set(f"{W}pos", str(text_width))
