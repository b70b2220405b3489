"""Transcripts of noScribe as HTML: each stretch of speech is an anchor `ts_<start>_<end>_<speaker>`."""

from __future__ import annotations

import re
from pathlib import Path

from survey.interviews.incoming import Incoming, IncomingText, Loss, LossKind
from survey.interviews.read.hypertext import Passage, apart, passages
from survey.interviews.read.layout import Paragraph, Words, lay
from survey.interviews.read.letters import open_letters, start_of
from survey.interviews.turns import LINE, clock

ENDINGS = (".html",)
ANCHOR = re.compile(r"<a\s[^>]*name=[\"']ts_\d+_\d+_", re.IGNORECASE)
TOP = "paragraphs before the transcript"


def recognise(path: Path) -> bool:
    """Return whether a page has an anchor with the times of a stretch of speech near its beginning."""
    return bool(ANCHOR.search(start_of(path)))


def read(path: Path) -> Incoming:
    """Return the turns of a page; its title and settings, which name folders, are left out."""
    letters = open_letters(path)
    found = passages(letters.text)
    first = next((place for place, passage in enumerate(found) if passage.times), 0)
    text = lay(apart([_timed(passage) for passage in found[first:]])).text
    losses = (Loss(LossKind.OTHER, first, TOP),) if first else ()
    return Incoming(path.name, "noscribe", (IncomingText(path.stem, text),), losses=losses, choices=letters.choices)


def _timed(passage: Passage) -> Paragraph:
    """Return a paragraph with its times behind the label, unless it says them itself."""
    text = passage.paragraph.text
    label = LINE.match(text)
    said = label.end() if label else 0
    if not passage.times or text[:1] == "[" or (label and label["from2"]):
        return passage.paragraph
    times = f"[{clock(passage.times[0][0])} – {clock(passage.times[-1][1])}] "
    return Paragraph([Words(f"{text[:said]}{times}{text[said:]}")])
