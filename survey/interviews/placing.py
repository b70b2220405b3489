"""Codings of a file on the words of the set: blanks at their ends left out, moved where the texts differ."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from survey.interviews.codings import Coding, Status
from survey.interviews.incoming import IncomingCoding
from survey.interviews.matching import Matched
from survey.interviews.new_codes import Names
from survey.interviews.transcript import canonical
from survey.interviews.versions import identity

WORD = re.compile(r"\w")
"""Of a coding of which only a comma is left, nothing is left."""


class Fate(StrEnum):
    """Why a coding of a file is not, or not quite, where it was."""

    CUT = "cut"
    """Words in it are others in our transcript."""
    LOST = "lost"
    """None of its words is in our transcript; it is kept as lost."""
    EMPTY = "empty"
    """It names no words, or words outside its text; it is not taken."""


@dataclass(frozen=True)
class Trace:
    """A coding that needs a look: which, and where in the file it stands."""

    fate: Fate
    interview: str
    code: str
    coder: str
    place: str


@dataclass(frozen=True)
class Read:
    """A coding of a file with the code it names, who made it, and how far it counts."""

    found: IncomingCoding
    code: Names
    coder: str
    status: Status


@dataclass(frozen=True)
class Placed:
    """What was coded, each once, and what needs a look."""

    codings: tuple[Coding, ...]
    traces: tuple[Trace, ...]
    moved: int
    """How many stand elsewhere than in the file's text, words untouched."""
    duplicates: int


def place_codings(read: Sequence[Read], texts: Sequence[Matched], paths: Mapping[Names, str], source: str) -> Placed:
    """Return the codings whose code is known, on the words of the set's own transcripts."""
    by_name = {each.text.name: each for each in texts}
    codings: dict[object, Coding] = {}
    traces, moved, taken = list[Trace](), 0, 0
    for each in read:
        if each.code not in paths:
            continue
        matched = by_name.get(each.found.text)
        coding, fate, elsewhere = _place(each, matched, paths[each.code], source)
        if fate is not None:
            known = matched.interview.id if matched else each.found.text
            traces.append(Trace(fate, known, paths[each.code], each.coder, each.found.place))
        if coding is not None:
            taken, moved = taken + 1, moved + elsewhere
            key = identity(coding)
            codings[key] = _better(codings[key], coding) if key in codings else coding
    return Placed(tuple(codings.values()), tuple(traces), moved, taken - len(codings))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the blanks at its ends; an empty one where there is nothing else."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return start, start + len(words.strip())


def _place(read: Read, matched: Matched | None, path: str, source: str) -> tuple[Coding | None, Fate | None, bool]:
    """Return the coding as it stands in the set, what is wrong with it, and whether it moved as a whole."""
    found = read.found
    if matched is None or not 0 <= found.start < found.end <= len(matched.text.text):
        return None, Fate.EMPTY, False
    theirs, ours = matched.text.text, matched.interview.transcript.text
    start, end = trimmed(theirs, found.start, found.end)
    if start == end:
        return None, Fate.EMPTY, False
    moved = matched.edits.move(start, end)
    begin, stop = trimmed(ours, moved.start, moved.end)
    lost = begin == stop or (bool(WORD.search(theirs[start:end])) and not WORD.search(ours[begin:stop]))
    begin, stop = (moved.start, moved.start) if lost else (begin, stop)
    quote = ours[begin:stop]
    if lost and not matched.interview.pseudonymised:  # else the words that were taken out would be back
        quote = theirs[start:end]
    coding = Coding(
        interview=matched.interview.id,
        start=begin,
        end=stop,
        code=path,
        coder=read.coder,
        quote=quote,
        source=source,
        time=canonical(found.time),
        memo=canonical(found.memo).strip(),
        status=Status.LOST if lost else read.status,
    )
    if lost:
        return (coding if read.status is Status.CODED else None), Fate.LOST, False
    whole = moved.whole or theirs[start:end].split() == quote.split()
    return coding, None if whole else Fate.CUT, whole and (begin, stop) != (start, end)


def _better(one: Coding, other: Coding) -> Coding:
    """Return which of two equal codings says more: a made one before a suggestion, a note before none."""
    return max(one, other, key=lambda coding: (coding.status is Status.CODED, bool(coding.memo), coding is one))
