"""What can be wrong with a study, said so that a researcher can mend it.

A message names the file, sheet, row or variable, and never repeats what a person answered.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: what it is, where it stands, what to do about it."""

    what: str
    where: str
    advice: str = ""

    def __str__(self) -> str:
        """Return the three parts as three lines, empty ones left out."""
        return "\n".join(part for part in (self.what, self.where and f"in {self.where}", self.advice) if part)


class StudyError(Exception):
    """The study cannot be used as it is; every problem found so far travels along."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__(*problems)

    def __str__(self) -> str:
        """Return all problems, one paragraph each."""
        return "\n\n".join(str(problem) for problem in self.problems)


def problem(what: str, where: str, advice: str = "") -> StudyError:
    """Return the error for a single problem, ready to raise."""
    return StudyError(Problem(what, where, advice))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return advice that names the nearest known word, or lists them all when none is near."""
    options = sorted(set(known))
    near = difflib.get_close_matches(word, options, n=1, cutoff=0.6)
    if near:
        return f"Did you mean '{near[0]}'?"
    return f"Known here: {', '.join(options)}." if options else ""


def gather(make: Callable[[Item], Made], items: Iterable[Item]) -> list[Made]:
    """Return what `make` makes of each item; raise all the problems it finds at once."""
    made: list[Made] = []
    problems: list[Problem] = []
    for item in items:
        try:
            made.append(make(item))
        except StudyError as error:
            problems.extend(error.problems)
    if problems:
        raise StudyError(*problems)
    return made
