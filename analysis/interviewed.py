"""Who was interviewed, beside all respondents: the same questions of the survey, both counted.

**Columns**: `interviewed` (share or mean of those interviewed who answered), `interviewed_n`, `all` and `all_n` (every
respondent, the interviewed among them), and `standing` on the first row of a question with an order: where the
interviewed stand among all who answered, as the mean of their percentile ranks (those lower, and half of those equal,
as a percentage of all; 50 = as the rest). **Bases**: per question and side, with the absences by reason; who was not
interviewed is outside the first. Interviews with somebody who is not among the respondents are in neither. It
describes how these ten differ from the rest, and is no test. **Disclosure**: counts of respondents like any others, so
that a public report shows little of ten people; a standing goes when a category of the interviewed is small.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from analysis import shares
from analysis.coded import tied
from analysis.kinds import Body, Request
from analysis.shares import PERCENT
from analysis.table import Base, Cell, Column, Level, Note, NoteKind, Row, Term, Unit
from analysis.tally import Answer, Counts, among, tally
from survey.codebook import Scale, Variable

INTERVIEWED, ALL, STANDING = "interviewed", "all", "standing"
DIGITS = 2


@dataclass(frozen=True)
class Sides:
    """The answers to one question: of those interviewed, and of everyone."""

    variable: Variable
    counts: Mapping[str, Counts]


def interviewed(request: Request) -> Body:
    """Return, for each question, the answers of those interviewed beside those of all respondents."""
    people = among(request.survey, list(tied(request.corpus).values()))
    found = [
        Sides(
            variable,
            {INTERVIEWED: tally(people, [variable.name]).counts(variable.name), ALL: _everyone(request, variable)},
        )
        for variable in request.variables
    ]
    others = len(request.survey) - len(people)
    return Body(
        bases=tuple(base for sides in found for base in _bases(sides, others)),
        columns=_columns(request.variables),
        rows=tuple(row for sides in found for row in _rows(sides)),
        notes=(Note(NoteKind.RULE, Term("coded.note.interviewed")),),
    )


def _everyone(request: Request, variable: Variable) -> Counts:
    return request.tally([variable.name]).counts(variable.name)


def _columns(variables: Sequence[Variable]) -> tuple[Column, ...]:
    share = _share_head(variables)
    sides = [
        column
        for side in (INTERVIEWED, ALL)
        for column in (
            Column(f"{side}_n", Term("column.n"), Unit.COUNT, Term(f"coded.column.{side}")),
            Column(side, share, Unit.NUMBER, Term(f"coded.column.{side}")),
        )
    ]
    return (*sides, Column(STANDING, Term("coded.column.standing"), Unit.NUMBER))


def _share_head(variables: Sequence[Variable]) -> Term:
    """Return what stands beside the numbers: shares of categories, means of numbers, or both."""
    kinds = {bool(variable.choices) for variable in variables}
    if len(kinds) > 1:
        return Term("coded.column.share_or_mean")
    return Term("coded.column.share") if True in kinds else Term("column.mean")


def _bases(sides: Sides, others: int) -> list[Base]:
    made = [
        counts.base(
            _base(sides, side), Term("base.of", {"variable": sides.variable.label, "base": Term(f"coded.base.{side}")})
        )
        for side, counts in sides.counts.items()
    ]
    return [replace(made[0], outside=(made[0].outside or 0) + others), made[1]]


def _base(sides: Sides, side: str) -> str:
    return f"{sides.variable.name}.{side}"


def _rows(sides: Sides) -> list[Row]:
    variable = sides.variable
    standing = _standing(sides)
    head = Row(variable.name, variable.label, "", shares.present({STANDING: standing}), Level.HEAD)
    if not variable.choices:
        return [head, Row(f"{variable.name}.mean", Term("row.mean"), "", _means(sides))]
    return [head, *(Row(f"{variable.name}.{c.name}", c.label, "", _shares(sides, c.name)) for c in variable.answers)]


def _shares(sides: Sides, name: str) -> dict[str, Cell]:
    cells: dict[str, Cell | None] = {}
    for side, counts in sides.counts.items():
        base, n = _base(sides, side), counts[name]
        cells[f"{side}_n"] = Cell(Fraction(n), n, base=base)
        share = shares.share(n, counts.n, PERCENT, base)
        cells[side] = None if share is None else replace(share, unit=Unit.PERCENT)
    return shares.present(cells)


def _means(sides: Sides) -> dict[str, Cell]:
    cells: dict[str, Cell | None] = {}
    for side, counts in sides.counts.items():
        base = _base(sides, side)
        total = sum((value * n for value, n in counts.answers.items() if isinstance(value, Fraction)), Fraction(0))
        cells[f"{side}_n"] = Cell(Fraction(counts.n), counts.n, base=base)
        cells[side] = Cell(total / counts.n, counts.n, base=base, digits=DIGITS) if counts.n else None
    return shares.present(cells)


def _standing(sides: Sides) -> Cell | None:
    """Return the mean percentile rank of those interviewed; nothing for categories without an order."""
    own, everyone = sides.counts[INTERVIEWED], sides.counts[ALL]
    order = _order(sides.variable, everyone)
    if not order or not own.n:
        return None
    below, ranks = 0, {}
    for answer in order:
        ranks[answer] = shares.percentage(1, everyone.n) * (below + Fraction(everyone[answer], 2))
        below += everyone[answer]
    mean = sum((ranks[answer] * n for answer, n in own.answers.items()), Fraction(0)) / own.n
    smallest = min(n for n in own.answers.values() if n) if sides.variable.choices else None
    return Cell(mean, own.n, base=_base(sides, INTERVIEWED), digits=0, reveals=smallest)


def _order(variable: Variable, counts: Counts) -> Sequence[Answer]:
    """Return the answers from low to high, as far as they have an order."""
    if not variable.choices:
        return sorted(answer for answer in counts.answers if isinstance(answer, Fraction))
    return [] if variable.scale is Scale.NOMINAL else [choice.name for choice in variable.answers]
