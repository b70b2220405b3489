"""The sheet `crosswalk`: what a question, or a category, of one wave is in the survey of all waves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from survey.codebook import Label
from survey.errors import Problem, StudyError, did_you_mean, gather, problem
from survey.workbook import Line


class Crossing(StrEnum):
    """How a question or category of a wave becomes that of the survey: the column `rule`."""

    SAME = "same"
    RENAMED = "renamed"
    COLLAPSED = "collapsed"
    """Several categories become one, because another wave put them together."""
    SPLIT = "split"
    """Several categories become one again, because this wave took it apart."""
    REVERSED = "reversed"
    """The first category is the last one."""
    IMPOSSIBLE = "impossible"


class Status(StrEnum):
    """Whether answers of different waves may stand side by side."""

    COMPARABLE = "comparable"
    WITH_CARE = "with_care"
    NOT_COMPARABLE = "not_comparable"


@dataclass(frozen=True)
class CrosswalkRow:
    """One row of the sheet: about a whole question, or, with `category`, about one category of it."""

    wave: str
    variable: str
    category: str
    harmonised: str
    """The question of the survey; the same name where the sheet says nothing."""
    harmonised_category: str
    rule: Crossing
    status: Status
    why: Label
    place: str

    @property
    def apart(self) -> bool:
        """Return whether the question cannot stand beside that of other waves."""
        return self.status is Status.NOT_COMPARABLE


def read_crosswalk(lines: Iterable[Line], waves: Collection[str]) -> tuple[CrosswalkRow, ...]:
    """Return the rows of the sheet; raise `StudyError` with everything that is wrong in them by itself."""
    rows = tuple(gather(lambda line: _row(line, waves), lines))
    _once(rows)
    return rows


def _row(line: Line, waves: Collection[str]) -> CrosswalkRow:
    if line["wave"] not in waves:
        raise problem(f"there is no wave '{line['wave']}'", line.place, did_you_mean(line["wave"], waves))
    rule, status = line.word("rule", Crossing), line.word("status", Status)
    row = CrosswalkRow(
        wave=line["wave"],
        variable=line["variable"],
        category=line["category"],
        harmonised=line["harmonised"] or line["variable"],
        harmonised_category=line["harmonised_category"] or line["category"],
        rule=rule,
        status=status,
        why=line.label("why"),
        place=line.place,
    )
    _check(row, line)
    return row


def _check(row: CrosswalkRow, line: Line) -> None:
    """Raise `StudyError` for a row that contradicts itself."""
    if row.status is not Status.COMPARABLE and not row.why:
        raise problem(f"'{row.status}' needs a reason", row.place, "Fill the column why: readers will see it.")
    if row.rule is Crossing.IMPOSSIBLE and not row.apart:
        raise problem("what is impossible is not comparable", row.place, "Let status be not_comparable.")
    if line["harmonised_category"] and not row.category:
        raise problem("this row names a harmonised category, and no category", row.place, "Fill the column category.")
    if row.rule is Crossing.IMPOSSIBLE and line["harmonised_category"]:
        raise problem("an impossible category becomes none", row.place, "Empty the column harmonised_category.")
    own = (row.category, row.harmonised_category) if row.category else (row.variable, row.harmonised)
    if row.rule is Crossing.SAME and own[0] != own[1]:
        raise problem(f"'{own[0]}' and '{own[1]}' are not the same name", row.place, "Let rule be renamed.")


def _once(rows: Sequence[CrosswalkRow]) -> None:
    named = Counter((row.wave, row.variable, row.harmonised, row.category) for row in rows)
    twice = [row for row in rows if named.pop((row.wave, row.variable, row.harmonised, row.category), 1) > 1]
    if twice:
        spoken = (f"{row.variable} {row.category}".strip() for row in twice)
        whats = zip(spoken, twice, strict=True)
        raise StudyError(*(Problem(f"'{what}' has two rows", row.place, "Keep one of them.") for what, row in whats))
