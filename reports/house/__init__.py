"""The house style of an institute: a report on its page, in its styles, under its headers, from its own Word file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reports.house.body import frame_of
from reports.house.dressing import Dressing, body_of
from reports.house.fonts import letter
from reports.house.package import MAIN, OFFICE, WORD_TYPE, Package, package_of, read_template
from reports.house.pages import Page, page_of
from reports.house.styles import Sheet, kind_of, written_name
from reports.paper import FORMATS, PORTRAIT, Format
from survey.package import unzipped

if TYPE_CHECKING:
    from lxml import etree

    from survey.study import Study

NO_STYLES = b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'


@dataclass(frozen=True)
class House:
    """A template, opened and checked."""

    place: str
    package: Package
    page: Page

    @cached_property
    def forms(self) -> tuple[Format, ...]:
        """Return how a table can be set on the template's page, in order of preference."""
        sheet = Sheet(self.package.root(self.package.part("styles")))
        name = self.package.part("theme")
        theme = self.package.root(name) if name else None
        return tuple(self._form(form, sheet, theme) for form in FORMATS)

    def dressed(self, report: Mapping[str, bytes], marks: Sequence[str], locale: str) -> dict[str, bytes]:
        """Return the parts of a report of ours in this house's style, the marks on every page."""
        return Dressing(self.place, self.package, package_of(report, "report"), locale).made(marks)

    def lacking(self, written: bytes) -> tuple[str, ...]:
        """Return the names of the styles in a report that the template has none of."""
        own = Sheet(self.package.root(self.package.part("styles")))
        made = package_of(unzipped(written), "report")
        styles = Sheet(made.root(made.part("styles"))).by_id.values()
        return tuple(name for style in styles if not own.named(kind_of(style), name := written_name(style)))

    def _form(self, form: Format, sheet: Sheet, theme: etree._Element | None) -> Format:
        page = self.page if form.paper is PORTRAIT else self.page.turned
        return replace(form, em=letter(sheet, theme, form.em, form.suffix), space=page.text_width)


def house_of(study: Study, template: Path | None) -> House | None:
    """Return the house style asked for, else the study's own, or nothing where it has none."""
    own = study.settings.report.template
    if template is None and own:
        template = study.path / own
    return open_house(template) if template else None


def open_house(path: Path) -> House:
    """Return the house style in a Word document or template; raise `StudyError` when it cannot be used."""
    package = read_template(path)
    if not package.part("styles"):
        name = package.add("word/styles.xml", NO_STYLES, f"{WORD_TYPE}.styles+xml")
        package.relate(MAIN, f"{OFFICE}/styles", name)
    frame = frame_of(body_of(package.root(MAIN)), str(path))
    return House(str(path), package, page_of(frame.section, str(path)))
