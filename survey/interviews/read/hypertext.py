"""HTML as transcription programs write it: paragraphs of text, with the moments they begin and end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from survey.interviews.read.layout import Paragraph, Words
from survey.interviews.turns import clock

BLOCKS = frozenset("p div li ul ol h1 h2 h3 h4 h5 h6 table tr td th body blockquote".split())
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
BOLD = frozenset({"b", "strong"})
HIDDEN = frozenset({"head", "script", "style", "title"})
LATEST = 100 * 3_600.0


@dataclass
class Passage:
    """A paragraph, and the moments at which its stretches begin and end, in milliseconds."""

    paragraph: Paragraph = field(default_factory=Paragraph)
    times: list[tuple[int, int]] = field(default_factory=list)


def passages(markup: str) -> list[Passage]:
    """Return the paragraphs of a page that have words; never raises."""
    page = _Page()
    page.feed(markup.replace("<![", "&lt;!["))  # a section that HTML does not know stops the parser
    page.close()
    found = [passage for passage in page.passages if passage.paragraph.text.strip()]
    for passage in found:
        pieces = passage.paragraph.pieces
        while isinstance(last := pieces[-1], Words) and not last.text.strip():
            pieces.pop()
    return found


def apart(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Return paragraphs with an empty line between them."""
    return [each for paragraph in paragraphs for each in (Paragraph(), paragraph)][1:]


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.passages = [Passage()]
        self.bold = 0
        self.hidden = 0
        self.stamp = 0
        """How many elements deep inside a timestamp, whose own words are left out."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.hidden += tag in HIDDEN
        self.bold += tag in BOLD
        if self.stamp:
            self.stamp += tag == "span"
        elif tag == "br":
            self._say("\n")
        elif tag in BLOCKS:
            self.passages.append(Passage(Paragraph(heading=tag in HEADINGS)))
        elif tag == "span" and "timestamp" in given.get("class", "").split():
            self._time(given.get("data-timestamp", ""))
        elif tag == "a" and (found := re.fullmatch(r"ts_(\d{1,12})_(\d{1,12})_.*", given.get("name", ""), re.DOTALL)):
            self.passages[-1].times.append((int(found[1]), int(found[2])))

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in HIDDEN and self.hidden > 0
        self.bold -= tag in BOLD and self.bold > 0
        if self.stamp:
            self.stamp -= tag == "span"
        elif tag in BLOCKS:
            self.passages.append(Passage())

    def handle_data(self, data: str) -> None:
        if not (self.hidden or self.stamp):
            self._say(re.sub(r"[ \t\r\n]+", " ", data))

    def _time(self, seconds: str) -> None:
        """Write the moment of a timestamp; its own words stand where it says none."""
        if re.fullmatch(r"\d{1,9}(?:\.\d*)?", seconds, re.ASCII) and float(seconds) < LATEST:
            self._say(f"[{clock(int(float(seconds) * 1000))}] ")
            self.stamp = 1

    def _say(self, text: str) -> None:
        pieces = self.passages[-1].paragraph.pieces
        last = pieces[-1] if pieces else None
        if not isinstance(last, Words) or last.text[-1] in " \n":
            text = text.lstrip(" \u00a0") if text != "\n" else text
        if text:
            pieces.append(Words(text, bold=self.bold > 0))
