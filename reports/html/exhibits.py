"""Tables and figures with their numbers, each with its notes, as HTML: for a page, or for a notebook."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field

from analysis.table import Table
from reports.fields import Caption
from reports.figures import canvases, describe, narrow
from reports.figures.canvas import Canvas, plain_settings
from reports.html.tables import Grid, captioned, notes, scrolled
from reports.html.tags import tag, text, void
from reports.plate import Hung, Plate, hang
from reports.prose import Heading, Paragraph, Points
from reports.tongues import Tongues, tongues
from reports.vocabulary import tongue, word
from reports.word import Exhibit

PIXELS = 96 / 72
"""A browser's pixels in a point."""

NARROW = "screen and (max-width: 40rem)"
"""Where figures are drawn for a phone, as the style sheet has it too."""

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
        grid = Grid(exhibit.layout, self.captions[key], found).html()
        content = grid + notes(exhibit.notes, self.language, found.notes)
        return tag("div", content, class_="exhibit", id=self.place(self.captions[key]))

    def _figure(self, hung: Hung) -> str:
        spoken = tongues(hung.plate.table, self.language).notes
        content = (
            tag("figcaption", captioned(hung.caption)),
            _pictures(hung),
            notes((hung.plate.note(hung.source),), self.language, spoken),
        )
        return tag("figure", "".join(content), class_="exhibit", id=self.place(hung.caption))

    def place(self, caption: Caption) -> str | None:
        """Return the id of a table or figure."""
        return place_of(caption) if self.anchored else None


def number(parts: Sequence[Part], tables: Sequence[Table], language: str, *, anchored: bool = True) -> Exhibits:
    """Number the tables and figures among some parts, each in a row of its own."""
    shown = [part.layout for part in parts if isinstance(part, Exhibit)]
    foreign = {table.id: tongue(table.title, language) for table in tables}
    captions = {
        layout.key: Caption(layout.key, at, layout.title, language, tongue=foreign.get(layout.key, ""))
        for at, layout in enumerate(shown, 1)
    }
    plates = [part for part in parts if isinstance(part, Plate)]
    hung = hang(plates, {key: caption.name for key, caption in captions.items()}, language)
    return Exhibits(
        language, {table.id: table for table in tables}, captions, {each.plate.key: each for each in hung}, anchored
    )


def place_of(caption: Caption) -> str:
    """Return the id to which links to a table or figure lead."""
    return f"figure-{caption.key.removeprefix('figure.')}" if caption.is_figure else f"table-{caption.key}"


def _pictures(hung: Hung) -> str:
    """Return the drawings, in lines, each with what there is to see.

    A phone gets drawings of its own, on which letters are as large as elsewhere; where a figure cannot be drawn so
    narrow it is as wide as elsewhere, in a box that scrolls, and says so.
    """
    table, language = hung.plate.table, hung.plate.language
    wide, slim = canvases(table, language), narrow(table, language)
    alts = _alts(hung, len(wide))
    with plain_settings():
        if not slim:
            hint = tag("p", text(word("web.scrolls", language)), class_="hint")
            return hint + scrolled("".join(map(_image, wide, alts)), hung.caption.text)
        return "".join(
            tag("picture", void("source", media=NARROW, srcset=_data(phone), **_size(phone)) + _image(canvas, alt))
            for canvas, phone, alt in zip(wide, slim, alts, strict=True)
        )


def _alts(hung: Hung, parts: int) -> list[str]:
    said, language = describe(hung.plate.table, hung.plate.language), hung.plate.language
    if parts == 1:
        return [said]
    return [word("figure.part", language, said=said, part=part, parts=parts) for part in range(1, parts + 1)]


def _image(canvas: Canvas, alt: str) -> str:
    return void("img", src=_data(canvas), alt=alt, **_size(canvas))


def _data(canvas: Canvas) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(canvas.svg()).decode()}"


def _size(canvas: Canvas) -> dict[str, int]:
    return {"width": round(canvas.width * PIXELS), "height": round(canvas.height * PIXELS)}
