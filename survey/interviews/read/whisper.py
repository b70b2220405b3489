"""What Whisper and its relatives (whisper.cpp, WhisperX) write as JSON: stretches of speech, at times with speakers."""

from __future__ import annotations

import math
import re
from pathlib import Path

from survey.errors import problem
from survey.interviews.incoming import Incoming, IncomingText
from survey.interviews.read.cues import LATEST_MS, Cue, nameless, spoken
from survey.interviews.read.letters import json_of

ENDINGS = (".json",)


def recognise(path: Path) -> bool:
    """Return whether a file is JSON with a list of `segments` or a `transcription`, each with text."""
    return _stretches(json_of(path)) is not None


def read(path: Path) -> Incoming:
    """Return the turns of a transcript; without speakers each stretch is a paragraph."""
    content = json_of(path)
    cues = [cue for stretch in _stretches(content) or () if (cue := _cue(stretch)).text.strip()]
    if not cues:
        raise problem("this transcript has no words", str(path), "Export it again.")
    text = IncomingText(path.stem, spoken(cues), language=_language(content))
    return Incoming(path.name, "whisper", (text,), choices=nameless(cues))


def _stretches(content: object) -> list[dict[str, object]] | None:
    if not isinstance(content, dict):
        return None
    found = content.get("segments", content.get("transcription"))
    told = isinstance(found, list) and all(
        isinstance(each, dict) and isinstance(each.get("text"), str) for each in found
    )
    return found if told else None


def _cue(stretch: dict[str, object]) -> Cue:
    offsets = stretch.get("offsets")
    if isinstance(offsets, dict):
        start, end = _ms(offsets.get("from"), 1), _ms(offsets.get("to"), 1)
    else:
        start, end = _ms(stretch.get("start"), 1000), _ms(stretch.get("end"), 1000)
    speaker = stretch.get("speaker")
    return Cue(start, end, str(stretch["text"]), speaker if isinstance(speaker, str) else "")


def _ms(value: object, unit: int) -> int:
    """Return a moment in milliseconds; one that cannot be is later than any."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    known = number and abs(float(f"{value}")) < LATEST_MS and math.isfinite(float(f"{value}"))
    return round(float(f"{value}") * unit) if known else LATEST_MS


def _language(content: object) -> str:
    result = content.get("result") if isinstance(content, dict) else None
    told = content.get("language") if isinstance(content, dict) else None
    if isinstance(result, dict):
        told = told or result.get("language")
    return told.lower() if isinstance(told, str) and re.fullmatch(r"[A-Za-z]{2,3}", told) else ""
