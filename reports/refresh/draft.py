"""A document under refresh: its text as a tree, its anchors, what it last printed, and how it goes back into its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.manifest import Printed, read_manifest, with_manifest
from reports.openxml import W, parse, serialise
from reports.refresh.body import Body
from reports.refresh.package import Package
from survey.errors import problem

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


class Draft:
    """A document between being opened and being written; what is not touched goes back as it was."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.parts = dict(package.parts)
        self.base: Printed | None = read_manifest(self.parts)
        self.root: Element = parse(self.parts[package.main], package.main)
        if self.root.tag != f"{W}document":
            raise problem("this is no Word document", str(package.path), "Save it in Word as .docx.")
        self._before = serialise(self.root)
        self.body = Body(self.root, self.parts)
        self.styles = self._styles()

    def written(self, printed: Printed) -> bytes | None:
        """Return the file as it is now; nothing when it is what it was."""
        text = serialise(self.root)
        if text != self._before:
            self.parts[self.package.main] = text
        if printed != self.base:
            self.parts = with_manifest(self.parts, printed, self.package.main)
        return None if self.parts == dict(self.package.parts) else self.package.written(self.parts)

    def _styles(self) -> frozenset[str]:
        folder = self.package.main.rpartition("/")[0]
        data = self.parts.get(f"{folder}/styles.xml")
        if data is None:
            return frozenset()
        return frozenset(str(style.get(f"{W}styleId")) for style in parse(data, "styles.xml").iter(f"{W}style"))
