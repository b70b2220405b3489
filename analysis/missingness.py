"""Who answered which question, and why did the others not?"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from analysis import shares
from analysis.kinds import Body, Request
from analysis.table import Base, Cell, Column, Note, NoteKind, Row, Term, Unit
from analysis.tally import Counts
from survey.codebook import Variable
from survey.missing import NOT_ASKED, Denominator, Reason

NONRESPONSE = (Reason.NO_ANSWER, Reason.REFUSED)
ALL = "all"


def missingness(request: Request) -> Body:
    """Return for each question who was asked, who answered, and the absences by reason.

    **Item nonresponse** is (no answer + refused) / reached, in per cent: of those who were shown the question,
    how many left it open or would not say. A multi-response set and a ranking are one question each. Nothing
    is given when nobody was shown it. Source: AAPOR Standard Definitions.
    """
    variables = request.variables or questions(request)
    counts = {variable.name: request.tally([variable.name]).counts(variable.name) for variable in variables}
    occurring = [reason for reason in Reason if any(reason in found.missing for found in counts.values())]
    everyone = Base(ALL, Term("base.all"), len(request.survey))
    reached = [_reached(variable, counts[variable.name]) for variable in variables]
    return Body(
        bases=(everyone, *reached),
        columns=_columns(occurring),
        rows=tuple(_row(variable, counts[variable.name], occurring) for variable in variables),
        notes=(Note(NoteKind.RULE, Term("note.nonresponse")),),
    )


def questions(request: Request) -> list[Variable]:
    """Return every question of the questionnaire that left a column in the survey."""
    present = set(request.survey.values.columns)
    return [variable for variable in request.codebook if not variable.derived and set(variable.columns) <= present]


def _reached(variable: Variable, counts: Counts) -> Base:
    label = Term("base.of", {"variable": variable.label, "base": Term("base.reached")})
    return counts.base(f"{variable.name}.reached", label, Denominator.REACHED)


def _columns(occurring: Sequence[Reason]) -> tuple[Column, ...]:
    return (
        Column("asked", Term("column.asked"), Unit.COUNT),
        Column("answered", Term("column.answered"), Unit.COUNT),
        *(Column(reason.value, Term(f"reason.{reason}"), Unit.COUNT) for reason in occurring),
        Column("nonresponse", Term("column.nonresponse"), Unit.PERCENT),
    )


def _row(variable: Variable, counts: Counts, occurring: Sequence[Reason]) -> Row:
    asked = counts.n + sum(n for reason, n in counts.missing.items() if reason not in NOT_ASKED)
    cells = {"asked": _count(asked), "answered": _count(counts.n)}
    cells |= {reason.value: _count(counts.missing.get(reason, 0)) for reason in occurring}
    open_left = sum(counts.missing.get(reason, 0) for reason in NONRESPONSE)
    share = shares.share(open_left, counts.size(Denominator.REACHED), base=f"{variable.name}.reached")
    if share is not None:
        cells["nonresponse"] = share
    return Row(variable.name, variable.label, ALL, cells)


def _count(k: int) -> Cell:
    return Cell(Fraction(k), k)
