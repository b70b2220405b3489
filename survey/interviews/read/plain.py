"""Transcripts as plain text or Markdown: `.txt` and `.md`, also those of noScribe, f4 and Teams."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from survey.interviews.incoming import Incoming, IncomingText
from survey.interviews.read.layout import Paragraph, Piece, Words, lay
from survey.interviews.read.letters import json_of, open_letters, start_of

ENDINGS = (".txt", ".md")
TABLES = (".csv", ".tsv")
FOREIGN = re.compile(r"\s*(?:\{\\rtf|%PDF|<\?xml|<!DOCTYPE|<html|PK\x03\x04)", re.IGNORECASE)
STRANGE = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
STRONG = re.compile(r"(?P<stars>\*\*|__)(?P<bold>[^*_\n]{1,65})(?P=stars)(?P<rest>.*)")
SOFT = re.compile(
    r"(?P<stars>\*|_)(?P<bold>[^*_\n]{1,64}:)(?P=stars)(?P<rest>.*)|(?P<stars2>\*|_)(?P<bold2>[^*_\n]{1,63})(?P=stars2)(?P<rest2>\s*:.*)"
)
HEADING = re.compile(r"#{1,6}[ \t]+(?P<text>.*)")


def recognise(path: Path) -> bool:
    """Return whether this is text that no other reader knows: the last one to ask."""
    if path.suffix.lower() in TABLES:
        return False
    start = start_of(path)
    return bool(start.strip()) and not FOREIGN.match(start) and not STRANGE.search(start) and json_of(path) is None


def read(path: Path) -> Incoming:
    """Return the text of a file; names in bold become labels, times of f4 and Teams ours."""
    letters = open_letters(path)
    markdown = path.suffix.lower() == ".md"
    lines = re.split("\r\n|\r|\n", letters.text.removeprefix("\ufeff"))
    laid = lay([_paragraph(line, markdown) for line in lines])
    return Incoming(path.name, "text", (IncomingText(path.stem, laid.text),), choices=letters.choices)


def _paragraph(line: str, markdown: bool) -> Paragraph:
    heading = HEADING.fullmatch(line) if markdown else None
    return (
        Paragraph([Words(heading["text"].strip(" \t#"))], heading=True) if heading else Paragraph(list(_pieces(line)))
    )


def _pieces(line: str) -> Iterator[Piece]:
    """Yield a line without the stars of a speaker's name at its beginning; other stars stay."""
    strong = STRONG.fullmatch(line)
    if strong and (strong["bold"].rstrip().endswith(":") or re.fullmatch(r"\s*(?::.*)?", strong["rest"])):
        yield from (Words(strong["bold"], bold=True), Words(strong["rest"]))
        return
    soft = SOFT.fullmatch(line)
    yield Words((soft["bold"] or soft["bold2"]) + (soft["rest"] or soft["rest2"] or "") if soft else line)
