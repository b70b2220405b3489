"""The drawings of figures in a document by others: found by name, read for what they show, given another picture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.anchors import TAGS, Anchor
from reports.attachments import OFFICE, Attachment, picture
from reports.fields import bookmark_of
from reports.likeness import CHART as CHART_SPACE
from reports.likeness import LEVELS, chart_numbers, digest
from reports.manifest import PrintedPicture
from reports.openxml import W, parse, serialise
from reports.plate import EMU, PIC, SVG, SVG_URI, WP, A
from reports.refresh.body import Body
from reports.refresh.grid import nearest
from reports.refresh.shelf import Shelf
from survey.errors import StudyError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from reports.chart import Chart
    from reports.figures import Picture

R = f"{{{OFFICE}}}"
NAME = f"{TAGS[Anchor.FIGURE]}:"
GONE = (f"{W}del", f"{W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
"""What stands in these is no longer in the document, or is there a second time for other programs."""
WHOLE = 100_000
"""A picture is cropped by so many parts."""
KEPT = 16
"""The name of a part ends in so many digits of the digest of its content."""


@dataclass(frozen=True)
class Drawing:
    """One drawing of a figure: its frame in the text, and which of the figure's pictures it is."""

    frame: Element
    place: int

    @property
    def about(self) -> Element:
        """Return where its name and its text for who cannot see it stand."""
        return next(self.frame.iter(f"{{{WP}}}docPr"))

    @property
    def dots(self) -> Element | None:
        """Return what points at the picture in dots."""
        return next(self.frame.iter(f"{{{A}}}blip"), None)

    @property
    def lines(self) -> Element | None:
        """Return what points at the picture in lines."""
        return next(self.frame.iter(f"{{{SVG}}}svgBlip"), None)

    @property
    def chart(self) -> Element | None:
        """Return what points at the chart."""
        return next(self.frame.iter(f"{CHART_SPACE}chart"), None)


def find_drawings(body: Body) -> dict[str, list[Drawing]]:
    """Return the drawings that carry the name of a figure, by its table."""
    found: dict[str, list[Drawing]] = defaultdict(list)
    for about in body.root.iter(f"{{{WP}}}docPr"):
        key, _, number = str(about.get("name")).removeprefix(NAME).partition(":")
        frame = about.getparent()
        if frame is not None and _is_named(about) and (not number or number.isdigit()) and _is_here(about):
            found[key].append(Drawing(frame, int(number or 1) - 1))
    return found


def under_caption(body: Body, key: str) -> list[Drawing]:
    """Return the drawings right under a figure's caption: LibreOffice takes the name of a chart away."""
    start = body.mark(bookmark_of(f"figure.{key}"))
    paragraph = None if start is None else nearest(start, "p")
    frames = [] if paragraph is None else list(_frames_below(paragraph))
    return [Drawing(frame, place) for place, frame in enumerate(frames)]


def _frames_below(paragraph: Element) -> Iterator[Element]:
    for below in paragraph.itersiblings():
        found = list(below.iter(f"{{{WP}}}docPr")) if below.tag == f"{W}p" else []
        if not found:
            return
        for about in found:
            frame = about.getparent()
            if frame is not None and not _is_named(about) and _is_here(about):
                yield frame


def _is_named(about: Element) -> bool:
    return str(about.get("name")).startswith(NAME)


def _is_here(element: Element) -> bool:
    return next(element.iterancestors(*GONE), None) is None


def likeness(drawing: Drawing, shelf: Shelf) -> PrintedPicture:
    """Return what a drawing shows by now."""
    if drawing.chart is not None:
        part = shelf.name(str(drawing.chart.get(f"{R}id")))
        try:
            return PrintedPicture(chart=chart_numbers(parse(shelf.parts[part], part)) if part in shelf.parts else "?")
        except StudyError:
            return PrintedPicture(chart="?")
    return PrintedPicture(dots=_digest_of(drawing.dots, shelf), lines=_digest_of(drawing.lines, shelf))


def _digest_of(pointer: Element | None, shelf: Shelf) -> str:
    part = "" if pointer is None else shelf.name(str(pointer.get(f"{R}embed")))
    return digest(shelf.parts[part]) if part in shelf.parts else ""


def show_picture(drawing: Drawing, new: Picture, shelf: Shelf) -> None:
    """Let a drawing that shows a picture show this one, in dots and lines; its frame, crop and effects stay."""
    blip = drawing.dots
    if blip is None:
        return
    used = [pointer.get(f"{R}embed") for pointer in (blip, drawing.lines) if pointer is not None]
    blip.set(f"{R}embed", shelf.put(picture(new.png, "png")))
    blip.attrib.pop(f"{R}link", "")
    _lines_of(blip).set(f"{R}embed", shelf.put(picture(new.svg, "svg")))
    for key in used:
        shelf.drop(str(key))


def fit(drawing: Drawing, new: Picture) -> None:
    """Set the height of a picture by its proportions and its crop."""
    cut = drawing.frame.find(f".//{{{PIC}}}blipFill/{{{A}}}srcRect")
    wide, high = (WHOLE - sum(_whole(cut, side) for side in sides) for sides in ("lr", "tb"))
    if wide > 0 and high > 0:
        resize(drawing, new.height * high / (new.width * wide))


def _lines_of(blip: Element) -> Element:
    """Return the pointer at the picture in lines, made where another program dropped it."""
    from lxml import etree

    found = next(blip.iter(f"{{{SVG}}}svgBlip"), None)
    if found is not None:
        return found
    several = blip.find(f"{{{A}}}extLst")
    several = etree.SubElement(blip, f"{{{A}}}extLst") if several is None else several
    extension = etree.SubElement(several, f"{{{A}}}ext", {"uri": SVG_URI})
    return etree.SubElement(extension, f"{{{SVG}}}svgBlip", nsmap={"asvg": SVG})


def _whole(element: Element | None, side: str) -> int:
    text = "" if element is None else str(element.get(side, ""))
    return int(text) if text.lstrip("-").isdigit() and len(text) < 8 else 0


def show_chart(drawing: Drawing, new: Chart, shelf: Shelf, grown: float) -> bool:
    """Give a chart other numbers; return whether that could be done: not if it has other series by now.

    One that nobody touched is replaced; in one that was, by its author or by a program, numbers, labels and names are
    renewed and its form stays. `grown` is by how much the new one is higher than the last.
    """
    pointer = drawing.chart
    if pointer is None:
        return False
    old = str(pointer.get(f"{R}id"))
    part = shelf.name(old)
    if _is_untouched(part, shelf):
        pointer.set(f"{R}id", shelf.put(new.attachment))
        shelf.drop(old)
    else:
        content = _with_numbers(parse(shelf.parts[part], part), parse(new.attachment.content, part))
        if content is None:
            return False
        shelf.change(part, serialise(content), new.attachment.within[0])
    x, y = size(drawing)
    if x:
        resize(drawing, y * grown / x)
    return True


def _is_untouched(part: str, shelf: Shelf) -> bool:
    """Tell whether a part still has the content that its name was made of."""
    return part.rpartition(".")[0].endswith(digest(shelf.parts[part])[:KEPT])


def _with_numbers(chart: Element, new: Element) -> Element | None:
    """Return a chart with the names, labels and numbers of another; nothing where their series do not match."""
    pairs = list(zip(chart.iter(f"{CHART_SPACE}ser"), new.iter(f"{CHART_SPACE}ser"), strict=False))
    if len(pairs) != len(list(chart.iter(f"{CHART_SPACE}ser"))) or len(pairs) != len(
        list(new.iter(f"{CHART_SPACE}ser"))
    ):
        return None
    for mine, theirs in pairs:
        for level in LEVELS:
            old, fresh = mine.find(f"{CHART_SPACE}{level}"), theirs.find(f"{CHART_SPACE}{level}")
            if old is None or fresh is None:
                return None
            mine.replace(old, fresh)
    return chart


def hang_anew(drawing: Drawing, fresh: str, files: dict[str, Attachment], shelf: Shelf) -> None:
    """Let a drawing show a chart instead of a picture, a picture instead of a chart, or a chart with other series."""
    old = {str(e.get(key)) for e in drawing.frame.iter() for key in map(str, e.keys()) if key.startswith(R)}
    new = next(parse(fresh.encode(), "").iter(f"{{{WP}}}inline"))
    for pointer in new.iter():
        for key in [key for key in map(str, pointer.keys()) if key.startswith(R)]:
            pointer.set(key, shelf.put(files[str(pointer.get(key))]))
    for name in (f"{{{WP}}}cNvGraphicFramePr", f"{{{A}}}graphic"):
        mine, theirs = drawing.frame.find(name), new.find(name)
        if mine is not None and theirs is not None:
            drawing.frame.replace(mine, theirs)
    for key in sorted(old):
        shelf.drop(key)
    extent = next(new.iter(f"{{{WP}}}extent"))
    resize(drawing, _whole(extent, "cy") / max(_whole(extent, "cx"), 1))


def size(drawing: Drawing) -> tuple[int, int]:
    """Return how wide and high a drawing is set."""
    extent = drawing.frame.find(f"{{{WP}}}extent")
    return (_whole(extent, "cx"), _whole(extent, "cy")) if extent is not None else (0, 0)


def resize(drawing: Drawing, ratio: float) -> None:
    """Set the height of a drawing by its width, which its author may have chosen."""
    x, _ = size(drawing)
    y = max(round(x * ratio), EMU)
    shape = f"{{{PIC}}}pic/{{{PIC}}}spPr/{{{A}}}xfrm/{{{A}}}ext"
    inner = drawing.frame.find(f"{{{A}}}graphic/{{{A}}}graphicData/{shape}")
    for extent in (drawing.frame.find(f"{{{WP}}}extent"), inner):
        if extent is not None and x:
            extent.set("cx", str(x))
            extent.set("cy", str(y))
