"""Transcripts of oTranscribe: `.otr`, JSON around the HTML of its editor."""

from __future__ import annotations

from pathlib import Path

from survey.errors import problem
from survey.interviews.incoming import Incoming, IncomingText
from survey.interviews.read.hypertext import apart, passages
from survey.interviews.read.layout import lay
from survey.interviews.read.letters import json_of

ENDINGS = (".otr",)


def recognise(path: Path) -> bool:
    """Return whether a file is JSON with the HTML of an editor in `text`."""
    return bool(_markup(path))


def read(path: Path) -> Incoming:
    """Return the paragraphs of a transcript, its timestamps as ours."""
    found = [passage.paragraph for passage in passages(_markup(path))]
    if not found:
        raise problem("this transcript of oTranscribe has no words", str(path), "Export it again.")
    return Incoming(path.name, "otranscribe", (IncomingText(path.stem, lay(apart(found)).text),))


def _markup(path: Path) -> str:
    content = json_of(path)
    text = content.get("text") if isinstance(content, dict) else None
    others = {"media", "media-source", "media-time"}
    known = isinstance(content, dict) and (path.suffix.lower() in ENDINGS or bool(others & set(content)))
    return text if known and isinstance(text, str) else ""
