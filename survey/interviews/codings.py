"""What somebody, or a pattern, found where in which interview: `codings.csv`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from survey.errors import problem
from survey.workbook import Line

COLUMNS = ("interview", "start", "end", "quote", "code", "coder", "source", "time", "memo", "status")


class Status(StrEnum):
    """How far a coding can be relied upon."""

    CODED = "coded"
    SUGGESTED = "suggested"
    """Found by a pattern; counts nowhere until a person accepts it."""
    REJECTED = "rejected"
    """A suggestion that a person looked at and refused; it is not made again."""
    LOST = "lost"
    """The words were edited away; kept, so that a person can decide what becomes of it."""


@dataclass(frozen=True, order=True)
class Coding:
    """One code on `text[start:end]` of one interview. `quote` repeats those words, as a check."""

    interview: str
    start: int
    end: int
    code: str
    coder: str = ""
    quote: str = ""
    source: str = ""
    """The file it came in; importing a newer version of that file replaces it."""
    time: str = ""
    """When it was made, ISO 8601, as far as known."""
    memo: str = ""
    status: Status = Status.CODED

    @property
    def span(self) -> tuple[int, int]:
        """Return where it begins and ends."""
        return self.start, self.end


def read_codings(lines: Sequence[Line]) -> tuple[Coding, ...]:
    """Return the codings of a sheet, in its order; raise `StudyError` for a row that is none."""
    return tuple(_coding(line) for line in lines)


def coding_row(coding: Coding) -> list[str]:
    """Return a coding as the cells of a row of `codings.csv`."""
    return [str(getattr(coding, column)) for column in COLUMNS]


def _coding(line: Line) -> Coding:
    start, end = line["start"], line["end"]
    if not (start.isdecimal() and end.isdecimal() and int(start) <= int(end)):
        raise problem("start and end must be whole numbers, start first", line.place, "Undo the change to this row.")
    status = line.word("status", Status, Status.CODED)
    texts = {column: line[column] for column in COLUMNS if column not in {"start", "end", "status"}}
    return Coding(start=int(start), end=int(end), status=status, **texts)
