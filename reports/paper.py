"""The paper a report is printed on: A4, upright or on its side."""

from __future__ import annotations

from dataclasses import dataclass

MARGIN = 1418
"""Two and a half centimetres; measures are in twentieths of a point, as in Word."""

HEADERS = {"default": "rId5", "first": "rId6"}
FOOTERS = {"default": "rId7", "first": "rId8"}
"""Relationships of the template, by the page they are for."""


@dataclass(frozen=True)
class Paper:
    """A page: how wide and how high."""

    width: int
    height: int

    @property
    def text_width(self) -> int:
        """Return the room between the margins."""
        return self.width - 2 * MARGIN

    @property
    def properties(self) -> str:
        """Return size and margins as Word wants them in a section."""
        side = ' w:orient="landscape"' if self.width > self.height else ""
        return (
            f'<w:pgSz w:w="{self.width}" w:h="{self.height}"{side}/>'
            f'<w:pgMar w:top="{MARGIN}" w:right="{MARGIN}" w:bottom="{MARGIN}" w:left="{MARGIN}"'
            ' w:header="709" w:footer="709" w:gutter="0"/>'
        )


PORTRAIT = Paper(11906, 16838)
LANDSCAPE = Paper(16838, 11906)


@dataclass(frozen=True)
class Format:
    """How a table is set: on which page, how large, and with heads across or turned upright."""

    paper: Paper
    em: int
    """The size of its text, in twentieths of a point."""
    suffix: str = ""
    """Ends the names of the styles that are this large."""
    turned: bool = False
    space: int = 0
    """The room between the margins, where they are not those of `paper`: on the page of an institute."""

    @property
    def room(self) -> int:
        """Return how wide a table can be."""
        return self.space or self.paper.text_width


FORMATS = (
    Format(PORTRAIT, 180),
    Format(PORTRAIT, 160, "Dense"),
    Format(PORTRAIT, 180, turned=True),
    Format(PORTRAIT, 160, "Dense", turned=True),
    Format(LANDSCAPE, 180),
    Format(LANDSCAPE, 160, "Dense"),
    Format(LANDSCAPE, 180, turned=True),
    Format(LANDSCAPE, 160, "Dense", turned=True),
)
"""In order of preference: a smaller letter before turned heads, both before a page on its side."""


def section(paper: Paper, opening: bool = False) -> str:
    """Return the properties of a section; only the opening one has a first page of its own, the cover."""
    marks = (("header", HEADERS), ("footer", FOOTERS))
    references = "".join(
        f'<w:{kind}Reference w:type="{place}" r:id="{relation}"/>'
        for kind, places in marks
        for place, relation in places.items()
    )
    return f"<w:sectPr>{references}{paper.properties}{'<w:titlePg/>' if opening else ''}</w:sectPr>"
