"""How large are the numbers people gave: median, quartiles, mean?

**Quantiles.** Type 7 of Hyndman and Fan 1996 (Am Stat 50:361): with the n answers in order x1 … xn and
h = (n - 1)p + 1, the value x[⌊h⌋] + (h - ⌊h⌋)(x[⌊h⌋+1] - x[⌊h⌋]). The median is the same at p = 1/2. Exact
fractions throughout. R: `quantile(x, p, type = 7)`, its default; SPSS uses type 6.
**Ties** need no rule. **Missing values** are left out and counted in the base. **Zeros** are answers.
**Smallest and largest** are one person's answers: shown from 10 answers upwards, and never in public.
**Refused** for categories: a mean of codes means nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from analysis import shares
from analysis.frequencies import base_label
from analysis.kinds import Body, Request
from analysis.table import Base, Cell, Column, Note, NoteKind, Row, Term, Unit
from analysis.tally import Counts
from survey.codebook import Label, Variable

LEAST_FOR_EXTREMES = 10
QUARTILES = {"q1": Fraction(1, 4), "q3": Fraction(3, 4)}
SHOW = ("n", "median", "q1", "q3", "mean", "min", "max")
MEAN_DIGITS = 2


@dataclass(frozen=True)
class Numbers:
    """Numbers in order, each with how many people gave it."""

    values: tuple[Fraction, ...]
    ends: tuple[int, ...]
    """After each value: how many people gave it or a smaller one."""

    @property
    def n(self) -> int:
        """Return how many people gave a number."""
        return self.ends[-1] if self.ends else 0

    @property
    def mean(self) -> Fraction:
        """Return the exact mean."""
        starts = (0, *self.ends)
        total = sum(
            (v * (end - start) for v, end, start in zip(self.values, self.ends, starts, strict=False)), Fraction(0)
        )
        return total / self.n

    def nth(self, place: int) -> Fraction:
        """Return the number at a place in the order, counted from 0."""
        return self.values[bisect_right(self.ends, place)]

    def quantile(self, p: Fraction) -> Fraction:
        """Return the quantile by definition 7."""
        h = (self.n - 1) * p
        below = int(h)
        low = self.nth(below)
        return low if h == below else low + (h - below) * (self.nth(below + 1) - low)


def in_order(counts: Mapping[Fraction, int]) -> Numbers:
    """Return numbers with their counts in order."""
    known = sorted((value, n) for value, n in counts.items() if n)
    return Numbers(tuple(value for value, _ in known), tuple(accumulate(n for _, n in known)))


def number(request: Request) -> Body:
    """Return n, median, quartiles and mean of each variable, each on its own base."""
    shown = _shown(request)
    found = [(variable, _counts(request, variable)) for variable in request.variables]
    bases = [counts.base(variable.name, base_label(request, variable)) for variable, counts in found]
    rows = [
        _row(request, _label(request, variable), counts, base, shown)
        for (variable, counts), base in zip(found, bases, strict=True)
    ]
    return Body(tuple(bases), tuple(_column(request, key) for key in shown), tuple(rows), _notes(shown))


def _shown(request: Request) -> tuple[str, ...]:
    """Return the statistics to show; `mean=no` takes the mean away wherever it comes from."""
    asked = request.show("n", "median", "q1", "q3", "mean")
    return tuple(key for key in asked if key != "mean" or request.says("mean", default=True))


def _counts(request: Request, variable: Variable) -> Counts:
    return request.tally([variable.name]).counts(variable.name)


def _column(request: Request, key: str) -> Column:
    unit = Unit.COUNT if key == "n" else Unit(request.option("unit", "number"))
    return Column(key, Term(f"column.{key}"), unit)


def _label(request: Request, variable: Variable) -> Label:
    """Return the name of a row: the item where all variables are about one, else the question."""
    about_items = all(each.item for each in request.variables)
    return request.codebook.item_label(variable.item) if about_items else variable.label


def _row(request: Request, label: Label, counts: Counts, base: Base, shown: tuple[str, ...]) -> Row:
    numbers = in_order({answer: n for answer, n in counts.answers.items() if isinstance(answer, Fraction)})
    made = {key: _cell(request, numbers, key) for key in shown}
    return Row(base.key, label, base.key, shares.present(made))


def _cell(request: Request, numbers: Numbers, key: str) -> Cell | None:
    """Return one statistic; nothing when there is nobody, or too few for an extreme."""
    n = numbers.n
    if key == "n":
        return Cell(Fraction(n), n)
    if n == 0:
        return None
    if key == "mean":
        return Cell(numbers.mean, n, digits=int(request.option("digits", str(MEAN_DIGITS))))
    if key == "median":
        return Cell(numbers.quantile(Fraction(1, 2)), n)
    if key in QUARTILES:
        return Cell(numbers.quantile(QUARTILES[key]), n, times=2)
    return _extreme(numbers, key)


def _extreme(numbers: Numbers, key: str) -> Cell | None:
    if numbers.n < LEAST_FOR_EXTREMES:
        return None
    return Cell(numbers.values[0 if key == "min" else -1], numbers.n, extreme=True)


def _notes(shown: tuple[str, ...]) -> tuple[Note, ...]:
    notes = []
    if set(shown) & set(QUARTILES):
        notes.append(Note(NoteKind.RULE, Term("note.quartiles")))
    if set(shown) & {"min", "max"}:
        notes.append(Note(NoteKind.RULE, Term("note.extremes", {"least": LEAST_FOR_EXTREMES})))
    return tuple(notes)
