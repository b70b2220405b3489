"""Subtitles: WebVTT and SubRip, of Teams (`<v Name>`), Zoom (`Name: text`), Whisper and noScribe (no names)."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from survey.interviews.incoming import Incoming, IncomingText
from survey.interviews.read.cues import Cue, nameless, spoken
from survey.interviews.read.letters import open_letters, start_of
from survey.interviews.turns import NO_LABELS

ENDINGS = (".vtt", ".srt")
CLOCK = r"(?:\d{1,4}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?"
TIMES = re.compile(rf"\s*(?P<start>{CLOCK})\s*--?>\s*(?P<end>{CLOCK})(?:\s.*)?", re.ASCII)
MARK = re.compile(r"WEBVTT(?:[ \t].*)?", re.ASCII)
BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?")
LANGUAGE = re.compile(r"(?:NOTE\s+)?language\s*:\s*(?P<language>[A-Za-z]{2,3})\b.*", re.IGNORECASE)
VOICE = re.compile(r"<v(?:\.[^\s>]*)?(?:[ \t]+(?P<name>[^<>]{0,200}))?>")
TAG = re.compile(r"</?(?:v|c|i|b|u|ruby|rt|lang|font)(?:[.\s][^<>]*)?>|<\d[\d:.,]*>", re.IGNORECASE)
PLACED = re.compile(r"\{\\an\d\}")
NAMED = re.compile(r"(?P<name>[^\n:\[\]<>]{1,63}?)[ \t\u00a0\u202f]*:[ \t]+(?P<text>.*)", re.DOTALL)


def recognise(path: Path) -> bool:
    """Return whether a file begins as WebVTT, or holds a line of two times with an arrow near its beginning."""
    lines = [line for line in start_of(path).splitlines() if line.strip()][:3]
    return bool(lines) and (bool(MARK.fullmatch(lines[0])) or any(TIMES.fullmatch(line) for line in lines))


def read(path: Path) -> Incoming:
    """Return the turns of a file of subtitles; cues of one speaker at most two seconds apart are one turn."""
    letters = open_letters(path)
    found = _cues(letters.text)
    cues = _names_before_colons(_names_above([cue for raw in found.cues for cue in _voices(raw)]))
    text = IncomingText(path.stem, spoken(cues), language=found.language)
    return Incoming(path.name, "subtitles", (text,), choices=(*letters.choices, *nameless(cues)))


@dataclass
class _Found:
    cues: list[Cue] = field(default_factory=list)
    language: str = ""


def _cues(text: str) -> _Found:
    """Return the cues of a file, their text as written; identifiers, notes and styles are passed over."""
    found = _Found()
    aside = True
    lines = re.split("\r\n|\r|\n", text.removeprefix("\ufeff"))
    for place, line in enumerate(lines):
        times = TIMES.fullmatch(line)
        if times:
            aside = False
            found.cues.append(Cue(_ms(times["start"]), _ms(times["end"]), ""))
        elif BLOCK.fullmatch(line) and (place == 0 or not lines[place - 1].strip()):
            aside = True
        elif not line.strip():
            aside = not found.cues
        elif found.cues and not aside and not _identifies(lines, place):
            found.cues[-1] = replace(found.cues[-1], text=f"{found.cues[-1].text}\n{line}".lstrip("\n"))
        language = LANGUAGE.fullmatch(line) if aside else None
        found.language = found.language or (language["language"].lower() if language else "")
    return found


def _identifies(lines: Sequence[str], place: int) -> bool:
    """Return whether a line is the name of the cue whose times follow."""
    below = lines[place + 1] if place + 1 < len(lines) else ""
    first = place == 0 or not lines[place - 1].strip()
    return bool(TIMES.fullmatch(below)) and (first or bool(re.fullmatch(r"\s*[\w/-]*\d[\w/-]*\s*", lines[place])))


def _ms(written: str) -> int:
    whole, _, fraction = written.replace(",", ".").partition(".")
    seconds = 0
    for part in whole.split(":"):
        seconds = 60 * seconds + int(part)
    return 1000 * seconds + int(f"{fraction:0<3}")


def _voices(cue: Cue) -> Iterator[Cue]:
    """Yield the parts of a cue, one for each `<v Name>` in it, tags taken out and entities resolved."""
    voices = list(VOICE.finditer(cue.text))
    begins = [0, *(voice.end() for voice in voices)]
    ends = [*(voice.start() for voice in voices), len(cue.text)]
    for speaker, begin, end in zip(["", *(_plain(voice["name"] or "") for voice in voices)], begins, ends, strict=True):
        text = _plain(PLACED.sub("", TAG.sub("", cue.text[begin:end])))
        if text:
            yield replace(cue, text=text, speaker=speaker)


def _plain(text: str) -> str:
    return html.unescape(text).strip()


def _names_before_colons(cues: Sequence[Cue]) -> list[Cue]:
    """Return cues with the speaker taken from `Name: text`, where none is tagged and names come back."""
    if any(cue.speaker for cue in cues):
        return list(cues)
    matches = [NAMED.fullmatch(cue.text) for cue in cues]
    names = [_key(match["name"]) if match else "" for match in matches]
    counts = Counter(names)
    mostly = 2 * sum(bool(name) for name in names) > len(cues)
    return [
        replace(cue, speaker=match["name"], text=match["text"])
        if match and name and (mostly or counts[name] > 1)
        else cue
        for cue, match, name in zip(cues, matches, names, strict=True)
    ]


def _key(name: str) -> str:
    plain = name.strip().casefold()
    return "" if plain in NO_LABELS or plain.replace(".", "").isdigit() or plain.startswith("//") else plain


def _names_above(cues: Sequence[Cue]) -> list[Cue]:
    """Return cues with the speaker taken from their first line, where each has one and few names come back."""
    parts = [cue.text.partition("\n") for cue in cues]
    names = {first.strip() for first, _, _ in parts}
    alone = all(rest.strip() and not cue.speaker for cue, (_, _, rest) in zip(cues, parts, strict=True))
    if not alone or 2 * len(names) > len(cues) or any(len(name) > 63 or ":" in name for name in names):
        return list(cues)
    return [replace(cue, speaker=first, text=rest) for cue, (first, _, rest) in zip(cues, parts, strict=True)]
