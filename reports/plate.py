"""One figure in Word: caption above, the picture with its text for who cannot see it, one line of notes beneath."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.table import Table
from reports.anchors import Anchor, Marks
from reports.attachments import Attachment, picture
from reports.bases import base_line
from reports.chart import Chart, chart_of
from reports.fields import Caption, caption_paragraph
from reports.figures import Picture, describe, drawn_columns, pictures
from reports.markup import attribute, paragraph, run, runs, styled
from reports.notes import WARNINGS, Remark
from reports.tongues import tongues
from reports.vocabulary import say, tongue, word

EMU = 12_700
"""Word measures pictures in so many parts of a point."""

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
A, C, PIC, WP = (f"{DRAWING}/{name}" for name in ("main", "chart", "picture", "wordprocessingDrawing"))
SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
SVG_URI = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
"""How Word and LibreOffice know that a picture in dots has one in lines beside it."""

INLINE = (
    '<w:drawing><wp:inline xmlns:wp="{wp}" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{x}" cy="{y}"/>'
    '<wp:docPr id="{id}" name={name} descr={said}/><wp:cNvGraphicFramePr>{lock}</wp:cNvGraphicFramePr>'
    '<a:graphic xmlns:a="{a}"><a:graphicData uri="{uri}">{inside}</a:graphicData></a:graphic></wp:inline></w:drawing>'
)
LOCK = '<a:graphicFrameLocks xmlns:a="{a}" noChangeAspect="1"/>'
PICTURE = (
    '<pic:pic xmlns:pic="{pic}"><pic:nvPicPr><pic:cNvPr id="{id}" name={name}/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="{png}"><a:extLst><a:ext uri="{svg_uri}"><asvg:svgBlip xmlns:asvg="{asvg}"'
    ' r:embed="{svg}"/></a:ext></a:extLst></a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="{x}" cy="{y}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    "</pic:spPr></pic:pic>"
)
CHART = '<c:chart xmlns:c="{c}" r:id="{key}"/>'

IDS = 100
"""A figure takes at most so many pictures: their ids begin at its number times this."""
NOTES_FROM = 30_000
"""Ids of the bookmarks of notes begin here, behind those of captions."""


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

    @property
    def tag(self) -> str:
        """Return the name by which its drawing is found again in a file: `figure:` and the table's id."""
        return f"figure:{self.table.id}"

    def name(self, at: int) -> str:
        """Return the name of one of its drawings: of the second and later ones with their number."""
        return f"{self.tag}:{at + 1}" if at else self.tag

    @cached_property
    def chart(self) -> Chart | None:
        """Return the chart, where the table asks for one and it serves; else there are pictures."""
        return chart_of(self.table, self.language)

    @cached_property
    def pictures(self) -> tuple[Picture, ...]:
        """Return the pictures; they are drawn when they are first asked for."""
        return pictures(self.table, self.language)

    @cached_property
    def said(self) -> str:
        """Return the text for who cannot see it, the same for all its pictures."""
        return describe(self.table, self.language, way="chart" if self.chart is not None else "")

    @property
    def alts(self) -> tuple[str, ...]:
        """Return the text of each picture; one of several also says which it is."""
        parts = 1 if self.chart is not None else len(self.pictures)
        if parts == 1:
            return (self.said,)
        told = (word("figure.part", self.language, said=self.said, part=at, parts=parts) for at in range(1, parts + 1))
        return tuple(told)

    def note(self, source: str) -> str:
        """Return what stands beneath: whose numbers these are, every warning, and in which table the numbers stand."""
        return " ".join((*self.notes, word("figure.source", self.language, table=source)))


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
            Caption(
                plate.key,
                number,
                say(plate.table.title, language),
                language,
                is_figure=True,
                tongue=tongue(plate.table.title, language),
            ),
            sources[plate.table.id],
        )
        for number, plate in enumerate(plates, 1)
    ]


def set_plate(hung: Hung) -> str:
    """Return caption, picture or chart, and notes: everything that is renewed with the figure."""
    shown = "".join(paragraph(styled(xml), "Figure", keep=True) for xml in drawings(hung))
    return caption_paragraph(hung.caption) + shown + _notes(hung)


def attachments(plates: Sequence[Hung]) -> dict[str, Attachment]:
    """Return the files of figures, by the names that their places in the text give them."""
    return {name: file for hung in plates for name, file in _files(hung)}


def _files(hung: Hung) -> Iterator[tuple[str, Attachment]]:
    if hung.plate.chart is not None:
        yield _name(hung, "chart"), hung.plate.chart.attachment
        return
    for at, found in enumerate(hung.plate.pictures):
        yield _name(hung, "png", at), picture(found.png, "png")
        yield _name(hung, "svg", at), picture(found.svg, "svg")


def drawings(hung: Hung) -> Iterator[str]:
    """Yield each drawing of a figure; its name is the figure's tag, and its parts are numbered."""
    plate, alts = hung.plate, hung.plate.alts
    if plate.chart is not None:
        key = _name(hung, "chart")
        yield _drawing(hung, 0, plate.chart, alts[0], uri=C, lock="", inside=CHART.format(c=C, key=key))
        return
    for at, found in enumerate(plate.pictures):
        yield _drawing(hung, at, found, alts[at], uri=PIC, lock=LOCK.format(a=A), inside=_picture(hung, at, found))


def _drawing(hung: Hung, at: int, frame: Picture | Chart, said: str, **more: str) -> str:
    return INLINE.format(**_common(hung, at, frame), wp=WP, a=A, said=attribute(said), **more)


def _picture(hung: Hung, at: int, frame: Picture) -> str:
    names = {ending: _name(hung, ending, at) for ending in ("png", "svg")}
    return PICTURE.format(**_common(hung, at, frame), **names, pic=PIC, asvg=SVG, svg_uri=SVG_URI)


def _common(hung: Hung, at: int, frame: Picture | Chart) -> dict[str, object]:
    return {
        "id": hung.caption.number * IDS + at,
        "name": attribute(hung.plate.name(at)),
        "x": round(frame.width * EMU),
        "y": round(frame.height * EMU),
    }


def _name(hung: Hung, kind: str, at: int = 0) -> str:
    return f"{kind}.{hung.caption.number}.{at}"


def _notes(hung: Hung) -> str:
    """Return one paragraph, with the bookmark by which it is found again: that of the figure's only note."""
    lead = run(word("document.note", hung.plate.language) + " ", "NoteLead")
    ids = iter([NOTES_FROM + hung.caption.number])
    mark = Marks(hung.plate.key, 0, ids).mark(Anchor.NOTE, "0")
    said = runs(hung.plate.note(hung.source), tongues(hung.plate.table, hung.plate.language).notes)
    return paragraph(lead + said + mark, "TableNote")
