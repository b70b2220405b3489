"""A document under refresh: its texts as trees, its anchors, what it last printed, and its way back into its file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reports.manifest import Printed, part_of, read_manifest, with_manifest
from reports.openxml import W, parse, serialise
from reports.refresh.body import Body
from reports.refresh.package import Package
from survey.errors import problem

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

STORY = r"(?:header|footer|footnotes|endnotes)\d*\.xml"


class Draft:
    """A document between being opened and being written; what is not touched goes back as it was."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.parts = dict(package.parts)
        self.base: Printed | None = read_manifest(self.parts)
        self.stories = {name: parse(self.parts[name], name) for name in self._names()}
        """The parts with text by name: the body first, then margins and notes."""
        if self.root.tag != f"{W}document":
            raise problem("this is no Word document", str(package.path), "Save it in Word as .docx.")
        self._before = {name: serialise(root) for name, root in self.stories.items()}
        self.body = Body(self.root, self.parts)
        self.styles = self._styles()

    @property
    def root(self) -> Element:
        """Return the body's part."""
        return self.stories[self.package.main]

    @property
    def style_sheet(self) -> Element | None:
        """Return the part with the styles."""
        name = f"{self._folder}styles.xml"
        return parse(self.parts[name], name) if name in self.parts else None

    def written(self, printed: Printed) -> bytes | None:
        """Return the file as it is now; nothing when it is what it was."""
        for name, root in self.stories.items():
            text = serialise(root)
            if text != self._before[name]:
                self.parts[name] = text
        if self.base is None or part_of(printed) != part_of(self.base):
            self.parts = with_manifest(self.parts, printed, self.package.main)
        return None if self.parts == dict(self.package.parts) else self.package.written(self.parts)

    def _names(self) -> Iterator[str]:
        yield self.package.main
        story = re.compile(re.escape(self._folder) + STORY)
        yield from sorted(name for name in self.parts if story.fullmatch(name))

    @property
    def _folder(self) -> str:
        folder = self.package.main.rpartition("/")[0]
        return f"{folder}/" if folder else ""

    def _styles(self) -> frozenset[str]:
        sheet = self.style_sheet
        return frozenset() if sheet is None else frozenset(str(e.get(f"{W}styleId")) for e in sheet.iter(f"{W}style"))
