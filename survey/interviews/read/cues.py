"""Cues: who says what from when to when, as subtitles and speech recognition tell it, made into the text of turns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from survey.interviews.transcript import canonical
from survey.interviews.turns import clock

GAP_MS = 2_000
"""One speaker's cues that are no further apart are one turn."""
LATEST_MS = 100 * 3_600_000
LONGEST = 63


@dataclass(frozen=True)
class Cue:
    """What is said from one moment to another, by a speaker who may not be known."""

    start_ms: int
    end_ms: int
    text: str
    speaker: str = ""


def spoken(cues: Iterable[Cue]) -> str:
    """Return canonical text: `Name: [00:00:12 – 00:00:15] text`, a blank line between turns.

    Cues of one speaker at most two seconds apart are one turn; where no speaker is known each cue is a paragraph.
    """
    plain = [replace(cue, text=" ".join(cue.text.split()), speaker=_name(cue.speaker)) for cue in cues]
    turns = _merged([cue for cue in plain if cue.text])
    return canonical("\n\n".join(_written(turn) for turn in turns))


def nameless(cues: Sequence[Cue]) -> tuple[str, ...]:
    """Return what to tell about cues without a speaker among cues that have one."""
    without = sum(not cue.speaker for cue in cues)
    if without in {0, len(cues)}:
        return ()
    return (f"{without} of {len(cues)} cues name no speaker: they go on with the turn before",)


def _merged(cues: Sequence[Cue]) -> Iterator[Cue]:
    turn: Cue | None = None
    for cue in cues:
        if turn is not None and turn.speaker and turn.speaker == cue.speaker and _follows(turn, cue):
            turn = replace(turn, text=f"{turn.text} {cue.text}", end_ms=max(turn.end_ms, cue.end_ms))
            continue
        if turn is not None:
            yield turn
        turn = cue
    if turn is not None:
        yield turn


def _follows(turn: Cue, cue: Cue) -> bool:
    return turn.start_ms <= cue.start_ms <= turn.end_ms + GAP_MS


def _written(turn: Cue) -> str:
    label = f"{turn.speaker}: " if turn.speaker else ""
    return f"{label}{_times(turn)}{turn.text}"


def _times(turn: Cue) -> str:
    """Return the times in whole seconds; one alone when there is no range, none beyond a hundred hours."""
    if not 0 <= turn.start_ms < LATEST_MS:
        return ""
    if not turn.start_ms < turn.end_ms < LATEST_MS:
        return f"[{clock(turn.start_ms)}] "
    return f"[{clock(turn.start_ms)} – {clock(turn.end_ms)}] "


def _name(speaker: str) -> str:
    """Return a speaker's name without what a label cannot hold."""
    signs = "".join(" " if sign in ":[]<>" else sign for sign in canonical(speaker))
    return " ".join(signs.split())[:LONGEST].strip().lstrip("/").strip()
