"""The text of one interview, in the one form that everything else counts in, and the turns in it.

Canonical text: Unicode NFC, line feeds only, no byte order mark, no control characters but tab and line feed.
Positions are half-open ranges of code points in it, so that `text[start:end]` is what a coding names. Other units
(UTF-16, CRLF, bytes) exist only where files of other programs are read or written.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from survey.interviews.turns import Refusal, Turn, find_turns

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
HALF = re.compile("[\ud800-\udfff]")
"""Half of a UTF-16 pair without the other half, which no file can hold."""
LINE_ENDS = re.compile("\r\n|\r|\u2028|\u2029|\x85|\x0b|\x0c")


def canonical(text: str) -> str:
    """Return a text in canonical form; canonical text comes back as it is."""
    signs = CONTROL.sub("", LINE_ENDS.sub("\n", text)).lstrip("\ufeff")
    return unicodedata.normalize("NFC", HALF.sub("\ufffd", signs))


@dataclass(frozen=True)
class Transcript:
    """One canonical text. Raises `ValueError` when it is not canonical."""

    text: str
    interviewers: tuple[str, ...] = ()
    """Labels of who asks, as the study declares them; empty = the usual ones."""
    participants: tuple[str, ...] = ()
    """Labels of who answers, as the study declares them; they are turns even when they speak once."""

    def __post_init__(self) -> None:
        """Refuse a text in which positions would mean something else to somebody else."""
        if self.text != canonical(self.text):
            raise ValueError("a transcript must be canonical text")

    @cached_property
    def _found(self) -> tuple[tuple[Turn, ...], tuple[Refusal, ...]]:
        return find_turns(self.text, self.interviewers, self.participants)

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Return who said what, in order."""
        return self._found[0]

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """Return what looked like a speaker's label and was not taken for one."""
        return self._found[1]

    @cached_property
    def sha256(self) -> str:
        """Return the checksum of the text, which stands beside everything coded on it."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def words(self) -> int:
        """Return how many words there are, labels and times included."""
        return len(self.text.split())

    def turn_at(self, start: int) -> Turn | None:
        """Return the turn in which a position stands: in what is said, or in its label."""
        before = [turn for turn in self.turns if turn.label_start <= start]
        return before[-1] if before else None
