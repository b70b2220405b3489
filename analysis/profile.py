"""Who leaves a question open? Those who answered it against those who did not.

**Base**: everyone who was shown the question (`open`) and had not left before. Whoever gave no valid answer to it
did not answer it: left open, don't know, refused, invalid, reason unknown. **Per background question**: the people on
either side who answered that; the others are counted by reason. Categories: how many and what share; numbers: how
many and the mean. **SMD**: the standardised mean difference, not answered less answered
(`analysis/inference/missing.py`); nothing where neither side varies. It is no test. **Disclosure.** An SMD goes when
one of the four counts behind it is small: with the share of the other side it would give that away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from analysis import shares
from analysis.inference.missing import standardised_difference
from analysis.kinds import Body, Request
from analysis.shares import PERCENT
from analysis.table import Base, Cell, Column, Level, Note, NoteKind, Row, Term, Text, Unit
from analysis.tally import Counts, Entry
from survey.codebook import Codebook, Variable
from survey.missing import NOT_REACHED, Denominator, Reason
from survey.plan import TablePlan

ANSWERED, OPEN, SMD = "answered", "open", "smd"
SIDES = (ANSWERED, OPEN)
ON = {ANSWERED: Term("base.answered_side"), OPEN: Term("base.open_side")}
HEADS = {
    ANSWERED: (Term("column.answered_side_n"), Term("column.answered_side")),
    OPEN: (Term("column.open_side_n"), Term("column.open_side")),
}
DIGITS = 2


@dataclass(frozen=True)
class Mean:
    """The numbers on one side: how many, their mean and their variance (divisor n - 1)."""

    n: int
    mean: Fraction
    variance: Fraction


def profile(request: Request) -> Body:
    """Return, for each background question, what those who answered and those who did not are like."""
    target = request.codebook[request.option(OPEN)]
    reached = request.tally([target.name]).counts(target.name)
    label = Term("base.of", {"variable": target.label, "base": Term("base.reached")})
    blocks = [_block(request, target, variable) for variable in request.variables]
    return Body(
        bases=(reached.base("reached", label, Denominator.REACHED), *(base for bases, _ in blocks for base in bases)),
        columns=_columns(),
        rows=tuple(row for _, rows in blocks for row in rows),
        notes=(Note(NoteKind.RULE, Term("note.profile")),),
        title=Term("title.profile", {"question": target.label}),
    )


def aimless(plan: TablePlan, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Return why there is nobody to compare, or nothing."""
    name = plan.options.get(OPEN, "").strip()
    if not name:
        return "name the question that some left open in the column 'open'"
    return f"'{name}' is compared with itself: take it out of 'of'" if name in {v.name for v in variables} else ""


def _columns() -> tuple[Column, ...]:
    sides = [
        column
        for side in SIDES
        for column in (Column(f"{side}_n", HEADS[side][0], Unit.COUNT), Column(side, HEADS[side][1], Unit.NUMBER))
    ]
    return (*sides, Column(SMD, Term("column.smd"), Unit.NUMBER))


def _block(request: Request, target: Variable, variable: Variable) -> tuple[list[Base], list[Row]]:
    """Return the bases of both sides and the rows of one background question under its head."""
    tally = request.tally([target.name, variable.name])
    found = {side: tally.classify(_on(side)) for side in SIDES}
    bases = [
        counts.base(
            f"{variable.name}.{side}",
            Term("base.of", {"variable": variable.label, "base": ON[side]}),
        )
        for side, counts in found.items()
    ]
    head = Row(variable.name, variable.label, level=Level.HEAD)
    if variable.choices:
        return bases, [head, *(_share_row(variable, c.name, c.label, found) for c in variable.answers)]
    return bases, [head, _mean_row(variable, found)]


def _on(side: str) -> Callable[[tuple[Entry, ...]], Entry | None]:
    """Return what reads a background answer of the people on one side; the other side is outside."""

    def read(entries: tuple[Entry, ...]) -> Entry | None:
        target, background = entries
        if isinstance(target, Reason) and target in NOT_REACHED:
            return target
        return background if isinstance(target, Reason) == (side == OPEN) else None

    return read


def _share_row(variable: Variable, name: str, label: Text, found: Mapping[str, Counts]) -> Row:
    cells: dict[str, Cell | None] = {}
    for side, counts in found.items():
        base = f"{variable.name}.{side}"
        cells[f"{side}_n"] = Cell(Fraction(counts[name]), counts[name], base=base)
        cell = shares.share(counts[name], counts.n, PERCENT, base)
        cells[side] = None if cell is None else replace(cell, unit=Unit.PERCENT)
    cells[SMD] = _share_difference([(found[side][name], found[side].n) for side in SIDES])
    return Row(f"{variable.name}.{name}", label, "", shares.present(cells))


def _share_difference(sides: Sequence[tuple[int, int]]) -> Cell | None:
    if not all(n for _, n in sides):
        return None
    (answered, s0), (left, s1) = ((Fraction(k, n), Fraction(k * (n - k), n * n)) for k, n in sides)
    told = [count for k, n in sides for count in (k, n - k) if count]
    return _difference(left, s1, answered, s0, min(told))


def _mean_row(variable: Variable, found: Mapping[str, Counts]) -> Row:
    cells: dict[str, Cell | None] = {}
    means = {side: _mean(counts) for side, counts in found.items()}
    for side, mean in means.items():
        base = f"{variable.name}.{side}"
        cells[f"{side}_n"] = Cell(Fraction(found[side].n), found[side].n, base=base)
        cells[side] = None if mean is None else Cell(mean.mean, mean.n, base=base, digits=DIGITS)
    one, other = means[OPEN], means[ANSWERED]
    if one is not None and other is not None:
        smallest = min(one.n, other.n)
        cells[SMD] = _difference(one.mean, one.variance, other.mean, other.variance, smallest)
    return Row(f"{variable.name}.mean", Term("row.mean"), "", shares.present(cells))


def _difference(
    mean: Fraction, variance: Fraction, other: Fraction, other_variance: Fraction, told: int
) -> Cell | None:
    found = standardised_difference(float(mean), float(variance), float(other), float(other_variance))
    return None if found is None else Cell(Fraction(found), reveals=told, digits=DIGITS)


def _mean(counts: Counts) -> Mean | None:
    """Return the mean and variance of the numbers on one side; nothing without any, no variance of a single one."""
    numbers = {value: k for value, k in counts.answers.items() if isinstance(value, Fraction)}
    n = sum(numbers.values())
    if not n:
        return None
    mean = sum((value * k for value, k in numbers.items()), Fraction(0)) / n
    squares = sum(((value - mean) ** 2 * k for value, k in numbers.items()), Fraction(0))
    return Mean(n, mean, squares / (n - 1) if n > 1 else Fraction(0))
