"""Tables and figures with their numbers, each with its notes, as HTML: for a page, or for a notebook."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from analysis.table import Table
from reports.fields import Caption
from reports.figures import canvases, describe
from reports.figures.canvas import plain_settings
from reports.html.tables import Grid, captioned, notes, scrolled
from reports.html.tags import tag, void
from reports.plate import Hung, Plate, hang
from reports.prose import Heading, Paragraph, Points
from reports.tongues import Tongues, tongues
from reports.vocabulary import word
from reports.word import Exhibit

PIXELS = 96 / 72
"""A browser's pixels in a point."""

Part = Heading | Paragraph | Points | Exhibit | Plate


@dataclass(frozen=True)
class Exhibits:
    """The numbers of tables and figures by key, and what is needed to set them."""

    language: str
    tables: dict[str, Table]
    captions: dict[str, Caption]
    hung: dict[str, Hung] = field(default_factory=dict)
    anchored: bool = True
    """Whether each has an id that links lead to: not in a notebook, where one may be shown twice."""

    def set(self, part: Exhibit | Plate) -> str:
        """Return a table or figure."""
        return self._table(part) if isinstance(part, Exhibit) else self._figure(self.hung[part.key])

    def _table(self, exhibit: Exhibit) -> str:
        key = exhibit.layout.key
        found = tongues(self.tables[key], self.language) if key in self.tables else Tongues()
        content = Grid(exhibit.layout, self.captions[key], found).html() + notes(exhibit.notes, self.language)
        return tag("div", content, class_="exhibit", id=self.place(self.captions[key]))

    def _figure(self, hung: Hung) -> str:
        source = word("figure.source", self.language, table=hung.source)
        tongue = tongues(hung.plate.table, self.language).title
        content = (
            tag("figcaption", captioned(hung.caption, tongue)),
            scrolled("".join(_pictures(hung)), hung.caption.text),
            notes((" ".join((*hung.plate.notes, source)),), self.language),
        )
        return tag("figure", "".join(content), class_="exhibit", id=self.place(hung.caption))

    def place(self, caption: Caption) -> str | None:
        """Return the id of a table or figure."""
        return place_of(caption) if self.anchored else None


def number(parts: Sequence[Part], tables: Sequence[Table], language: str, *, anchored: bool = True) -> Exhibits:
    """Number the tables and figures among some parts, each in a row of its own."""
    shown = [part.layout for part in parts if isinstance(part, Exhibit)]
    captions = {layout.key: Caption(layout.key, at, layout.title, language) for at, layout in enumerate(shown, 1)}
    plates = [part for part in parts if isinstance(part, Plate)]
    hung = hang(plates, {key: caption.name for key, caption in captions.items()}, language)
    return Exhibits(
        language, {table.id: table for table in tables}, captions, {each.plate.key: each for each in hung}, anchored
    )


def place_of(caption: Caption) -> str:
    """Return the id to which links to a table or figure lead."""
    return f"figure-{caption.key.removeprefix('figure.')}" if caption.is_figure else f"table-{caption.key}"


def _pictures(hung: Hung) -> Iterator[str]:
    """Yield the drawings, in lines, each with what there is to see."""
    table, language = hung.plate.table, hung.plate.language
    drawn, said = canvases(table, language), describe(table, language)
    with plain_settings():
        for part, canvas in enumerate(drawn, 1):
            data = base64.b64encode(canvas.svg()).decode()
            several = len(drawn) > 1
            yield void(
                "img",
                src=f"data:image/svg+xml;base64,{data}",
                alt=word("figure.part", language, said=said, part=part, parts=len(drawn)) if several else said,
                width=round(canvas.width * PIXELS),
                height=round(canvas.height * PIXELS),
            )
