"""A sheet to draw on, measured in points from its top left corner, and how wide a text is on it.

Everything is set by hand, in the report's own letter: no axis, legend or margin that a drawing did not ask for.
matplotlib is loaded when the first figure is drawn, and its own settings file is not looked at.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from reports.make_template import ACCENT as ACCENT_HEX
from reports.make_template import FAMILY
from reports.make_template import GREY as GREY_HEX

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backends.backend_agg import RendererAgg
    from matplotlib.figure import Figure

ACCENT, GREY = f"#{ACCENT_HEX}", f"#{GREY_HEX}"
INK, WHITE, PALE, FAINT = "#000000", "#FFFFFF", "#A6A6A6", "#E6E6E6"
QUIET_INK = "#737373"
"""The palest in which letters are still read easily on white."""
SALT = "cryptodrug"
"""From which an SVG makes its ids, so that they are the same each time."""
NEEDLESS = re.compile(
    rb"<!DOCTYPE[^>]*>|<!--.*?-->|<metadata>.*?</metadata>|<defs>\s*<style[^>]*>.*?</style>\s*</defs>"
    rb"|(?<=<g) id=\"\w+_\d+\"",
    re.DOTALL,
)
"""What matplotlib puts into an SVG and nobody needs: a DTD, remarks, a style sheet, names of groups."""
LINES = re.compile(rb' d="[^"]*"')
HUNDREDTHS = re.compile(rb"(\.\d\d)\d+")
"""A number, of which the decimals beyond a hundredth are left."""
ENDS = b'<svg stroke-linejoin="round" stroke-linecap="butt" '
"""The style sheet's one rule, as attributes, which every reader of SVG knows."""
TWINS = (FAMILY, "Liberation Sans", "Helvetica", "DejaVu Sans")
"""Letters of the report, the best first; the last one comes with matplotlib."""

RESOLUTION = 200
"""Dots per inch."""
TEXT, SMALL = 8.5, 7.5
"""Sizes of letters, in points: labels, and what stands around them."""
LINE = 1.22
"""The height of a line, in ems."""
FINE = 10
"""Texts are measured so many times larger than they are, so that no width is rounded to whole points."""


Dashes: TypeAlias = str | tuple[float, tuple[float, ...]]
"""How a line is broken: a name of matplotlib's, or a start and lengths in widths of the line."""


@dataclass(frozen=True)
class Pen:
    """How a text is set: its size, colour and weight, and which end of it stands at the given place."""

    size: float = TEXT
    colour: str = INK
    bold: bool = False
    align: str = "left"
    turned: bool = False
    cleared: bool = False
    """Whether lines behind it keep a little away."""


@dataclass(frozen=True)
class Canvas:
    """One picture in the making."""

    figure: Figure
    axes: Axes
    width: float
    height: float

    def text(self, x: float, y: float, text: str, pen: Pen = Pen()) -> None:
        """Write one line, its middle at height `y`."""
        style: dict[str, Any] = {
            "family": list(families()),
            "fontsize": pen.size,
            "weight": "bold" if pen.bold else "normal",
        }
        place: dict[str, Any] = {
            "ha": pen.align,
            "va": "bottom" if pen.turned else "center_baseline",
            "rotation": 90 * pen.turned,
        }
        ground = {"facecolor": WHITE, "edgecolor": "none", "pad": 0.6} if pen.cleared else None
        self.axes.text(x, y, text, color=pen.colour, bbox=ground, parse_math=False, **style, **place)

    def lines(self, x: float, top: float, lines: Sequence[str], pen: Pen = Pen()) -> None:
        """Write lines under each other, the first one's upper edge at `top`."""
        step = pen.size * LINE
        for place, line in enumerate(lines):
            self.text(x, top + (place + 0.5) * step, line, pen)

    def line(
        self, start: tuple[float, float], end: tuple[float, float], colour: str = INK, width: float = 0.75
    ) -> None:
        """Draw a straight line."""
        self._joined((start, end), color=colour, linewidth=width, solid_capstyle="butt", zorder=1)

    def path(self, points: Sequence[tuple[float, float]], colour: str, width: float, dashes: Dashes = "-") -> None:
        """Draw a line through points."""
        self._joined(points, color=colour, linewidth=width, linestyle=dashes, zorder=2)

    def _joined(self, points: Sequence[tuple[float, float]], **style: Any) -> None:
        from matplotlib.lines import Line2D

        xs, ys = zip(*points, strict=True)
        self.axes.add_artist(Line2D(xs, ys, clip_on=False, **style))

    def box(self, corner: tuple[float, float], size: tuple[float, float], fill: str, edge: str = "none") -> None:
        """Draw a rectangle, given its upper left corner."""
        from matplotlib.patches import Rectangle

        style: dict[str, Any] = {"facecolor": fill, "edgecolor": edge, "linewidth": 0.5, "zorder": 2}
        self.axes.add_artist(Rectangle(corner, *size, clip_on=False, **style))

    def dot(self, x: float, y: float, fill: str = ACCENT, edge: str = ACCENT, radius: float = 3.2) -> None:
        """Draw a dot."""
        from matplotlib.patches import Circle

        style: dict[str, Any] = {"facecolor": fill, "edgecolor": edge, "linewidth": 1.2, "zorder": 4}
        self.axes.add_artist(Circle((x, y), radius, clip_on=False, **style))

    def png(self) -> bytes:
        """Return the picture in dots: the same drawing gives the same bytes."""
        return self._saved("png", dpi=RESOLUTION, metadata={"Software": None})

    def svg(self) -> bytes:
        """Return the picture in lines: the same drawing gives the same bytes.

        Letters are lines too: they look the same on a computer without the report's letter, and no width changes.
        """
        plain = self._saved("svg", metadata=dict.fromkeys(("Creator", "Date", "Format", "Type")))
        return LINES.sub(_shortened, NEEDLESS.sub(b"", plain)).replace(b"<svg ", ENDS, 1)

    def _saved(self, kind: str, **how: Any) -> bytes:
        out = io.BytesIO()
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Glyph")  # a sign that no letter has is drawn as a box
            self.figure.savefig(out, format=kind, **how)
        return out.getvalue()


def canvas(width: float, height: float) -> Canvas:
    """Return an empty sheet of this size in points."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width / 72, height / 72), facecolor=WHITE)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    return Canvas(figure, axes, width, height)


@cache
def families() -> tuple[str, ...]:
    """Return the letters that this computer has, the best first."""
    from matplotlib import font_manager

    known = {font.name for font in font_manager.fontManager.ttflist}
    return tuple(name for name in TWINS if name in known)[:1] + TWINS[-1:]


@lru_cache(maxsize=4096)
def text_width(text: str, size: float = TEXT, bold: bool = False) -> float:
    """Return how wide a text is, in points."""
    from matplotlib.font_manager import FontProperties

    font = FontProperties(family=list(families()), size=size, weight="bold" if bold else "normal")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")
        width, _, _ = _ruler().get_text_width_height_descent(text, font, ismath=False)  # type: ignore[no-untyped-call]
    return float(width) / FINE


def wrapped(text: str, width: float, size: float = TEXT, bold: bool = False) -> list[str]:
    """Return a text in lines no wider than `width`; a word that is wider is broken."""
    lines: list[str] = []
    for word in _words(text, width, size, bold):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size, bold) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines or [""]


def height_of(lines: Sequence[str], size: float = TEXT) -> float:
    """Return how high some lines are."""
    return len(lines) * size * LINE


def mixed(one: str, other: str, part: float) -> str:
    """Return the colour that lies `part` of the way between two."""
    ends = zip(*([int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in (one, other)), strict=True)
    return "#" + "".join(f"{round(low + (high - low) * part):02X}" for low, high in ends)


def on(fill: str) -> str:
    """Return the colour in which letters are read best on a fill."""
    return max(INK, WHITE, key=lambda letters: contrast(letters, fill))


def contrast(one: str, other: str) -> float:
    """Return how far two colours are apart in brightness, from 1 to 21, as WCAG 2 counts it."""
    dark, bright = sorted((_brightness(one), _brightness(other)))
    return (bright + 0.05) / (dark + 0.05)


def _brightness(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _words(text: str, width: float, size: float, bold: bool) -> Iterator[str]:
    for word in text.split(" "):
        rest = word
        while len(rest) > 1 and text_width(rest, size, bold) > width:
            fits = max((at for at in range(1, len(rest)) if text_width(rest[:at], size, bold) <= width), default=1)
            yield rest[:fits]
            rest = rest[fits:]
        if rest:
            yield rest


@cache
def _ruler() -> RendererAgg:
    from matplotlib.backends.backend_agg import RendererAgg

    return RendererAgg(1, 1, 72 * FINE)  # type: ignore[no-untyped-call]


SETTINGS: dict[Any, Any] = {"text.hinting": "no_hinting", "svg.fonttype": "path", "svg.hashsalt": SALT}
"""Without hinting a text is as wide as measured."""


@contextmanager
def plain_settings() -> Iterator[None]:
    """Draw as matplotlib does by itself, whatever the settings file of this computer says: all else goes within."""
    from matplotlib import rc_context, style

    with style.context("default"), rc_context(SETTINGS):
        yield


def _shortened(line: re.Match[bytes]) -> bytes:
    """Return the course of a line to a hundredth of a point, which nobody sees: half the size of a picture."""
    return HUNDREDTHS.sub(rb"\1", line[0])
