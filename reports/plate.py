"""One figure in Word: caption above, the picture with its text for who cannot see it, one line of notes beneath."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.table import Table
from reports.bases import base_line
from reports.fields import Caption, caption_paragraph
from reports.figures import Picture, describe, drawn_columns, pictures
from reports.markup import attribute, paragraph, run, styled
from reports.notes import WARNINGS, Remark
from reports.vocabulary import say, word

EMU = 12_700
"""Word measures pictures in so many parts of a point."""

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"

INLINE = (
    '<w:drawing><wp:inline xmlns:wp="{wp}" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{x}" cy="{y}"/>'
    '<wp:docPr id="{id}" name={name} descr={said}/><wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{a}"'
    ' noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic xmlns:a="{a}"><a:graphicData uri="{pic}">'
    '<pic:pic xmlns:pic="{pic}"><pic:nvPicPr><pic:cNvPr id="{id}" name={name}/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="{x}" cy="{y}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
)

IDS = 100
"""A figure takes at most so many pictures: their ids begin at its number times this."""


@dataclass(frozen=True)
class Plate:
    """A figure to be printed, before it has a number: the table it draws, and its notes."""

    table: Table
    notes: tuple[str, ...]
    language: str

    @property
    def key(self) -> str:
        """Return the key by which its caption is known."""
        return f"figure.{self.table.id}"

    @cached_property
    def pictures(self) -> tuple[Picture, ...]:
        """Return the pictures; they are drawn when they are first asked for."""
        return pictures(self.table, self.language)


@dataclass(frozen=True)
class Hung:
    """A figure ready to be set: its caption, and the name of the table whose numbers it shows."""

    plate: Plate
    caption: Caption
    source: str


def plate(table: Table, notes: Sequence[Remark], language: str) -> Plate:
    """Return the figure of a table; of the table's notes it repeats the base and every warning."""
    warnings = (note.text for note in notes if note.kind in WARNINGS)
    beneath = (base_line(table, drawn_columns(table), language), *warnings)
    return Plate(table, tuple(text for text in beneath if text), language)


def hang(plates: Sequence[Plate], sources: Mapping[str, str], language: str) -> list[Hung]:
    """Return figures with their numbers, given the names of tables by key."""
    return [
        Hung(
            plate,
            Caption(plate.key, number, say(plate.table.title, language), language, is_figure=True),
            sources[plate.table.id],
        )
        for number, plate in enumerate(plates, 1)
    ]


def set_plate(hung: Hung) -> str:
    """Return caption, picture and notes."""
    shown = "".join(paragraph(styled(xml), "Figure", keep=True) for xml in _inline(hung))
    return caption_paragraph(hung.caption) + shown + _notes(hung)


def images(plates: Sequence[Hung]) -> dict[str, bytes]:
    """Return the picture files of figures, by the names that their places in the text give them."""
    return {_name(hung, at): found.png for hung in plates for at, found in enumerate(hung.plate.pictures)}


def _inline(hung: Hung) -> Iterator[str]:
    said = describe(hung.plate.table, hung.plate.language)
    for at, picture in enumerate(hung.plate.pictures):
        yield INLINE.format(
            a=A,
            pic=PIC,
            wp=WP,
            x=round(picture.width * EMU),
            y=round(picture.height * EMU),
            id=hung.caption.number * IDS + at,
            name=attribute(hung.caption.name),
            said=attribute(said),
            key=_name(hung, at),
        )


def _name(hung: Hung, at: int) -> str:
    return f"picture.{hung.caption.number}.{at}"


def _notes(hung: Hung) -> str:
    """Return one paragraph: whose numbers these are, in which table they stand, and every warning."""
    language = hung.plate.language
    lead = run(word("document.note", language) + " ", "NoteLead")
    source = word("figure.source", language, table=hung.source)
    return paragraph(lead + run(" ".join((*hung.plate.notes, source))), "TableNote")
