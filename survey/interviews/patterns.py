"""Where patterns match, found in a process of its own that ends itself when a pattern takes too long.

A pattern such as `(a+)+b` can keep Python busy for years on one sentence, and nothing stops it from inside: a limit on
length does not help, because thirty letters are enough. So this file is run as a program. It tries one pattern at a
time on all sentences; a watchdog that needs nothing of Python ends the program when one takes longer than the limit,
and what it had answered by then says which one it was. Nothing is imported here that would slow down its start.
"""

from __future__ import annotations

import faulthandler
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

SECONDS = 10.0
"""Longer than this no pattern may take on all sentences together; a plain one needs some thousandths."""
PLAIN = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u00a0": " ", "\u202f": " "})
"""Apostrophes and blanks are written in several ways; each is one character, so positions stay."""


class SlowPatternError(Exception):
    """A pattern took too long; `place` is which one, from 0."""

    def __init__(self, place: int) -> None:
        """Say which one."""
        super().__init__(f"pattern {place}")
        self.place = place


def matching(patterns: Sequence[str], sentences: Sequence[Sequence[str]], seconds: float = SECONDS) -> list[list[int]]:
    """Return for each pattern which of its sentences hold it, from 0; capitals do not count.

    Raises `SlowPatternError` for the first pattern that takes too long. Empty matches are none.
    """
    asked = json.dumps({"patterns": list(patterns), "sentences": [list(each) for each in sentences], "limit": seconds})
    command = [sys.executable, "-I", "-S", __file__]
    done = subprocess.run(command, input=asked.encode("ascii"), capture_output=True, check=False)  # noqa: S603
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) < len(patterns):
        raise SlowPatternError(len(answers))
    return answers


def found_in(pattern: str, sentences: Sequence[str]) -> list[int]:
    """Return which sentences hold a pattern."""
    search = re.compile(_plain(pattern), re.IGNORECASE)
    return [
        place
        for place, sentence in enumerate(sentences)
        if any(match.end() > match.start() for match in search.finditer(_plain(sentence)))
    ]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(PLAIN)


def _answer() -> None:
    asked = json.load(sys.stdin)
    with Path(os.devnull).open("w", encoding="ascii") as nowhere:
        for pattern, sentences in zip(asked["patterns"], asked["sentences"], strict=True):
            faulthandler.dump_traceback_later(asked["limit"], exit=True, file=nowhere)
            print(json.dumps(found_in(pattern, sentences)), flush=True)
        faulthandler.cancel_dump_traceback_later()


if __name__ == "__main__":
    _answer()
