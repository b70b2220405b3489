"""How are amounts distributed that people gave as bands (less than 50, 50 to 100, …)?

**No mean of codes**: the numbers of the bands mean nothing. Instead: counts and percentages; the share in
each band or a higher one (exact, because it stands at a limit); the mode; the band of the median; the
median, interpolated; bounds on the mean.
**Limits.** The lower one belongs to the band, the upper one to the next; an open last band has none.
**Mode.** The band with the most people; all of them when several tie.
**Median band.** The band of the middle person; with an even n of both middle persons, named as "between"
when they differ.
**Interpolated median.** L + (n/2 - F) / f * (U - L): L and U the limits of the band in which the cumulative
count first reaches n/2, f its count, F the count below it. Not given when that band is open.
R: `approx(c(0,4,13,28,39,47), c(0,50,100,250,500,1000), 25)` gives 220 for the counts 4,9,15,11,8,3.
**Bounds of the mean.** ΣfL/n to ΣfU/n; no upper bound when anyone is in the open band (a cap would be an
assumption). **Missing values** are left out and counted in the base. All numbers are exact fractions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import accumulate, pairwise

from analysis import shares
from analysis.frequencies import base_label, row_of
from analysis.kinds import Body, Request
from analysis.shares import COUNT, PERCENT
from analysis.table import Base, Cell, Column, Level, Note, NoteKind, Row, Term, Text, Unit
from survey.codebook import Choice, Codebook, Scale, Variable
from survey.plan import TablePlan

OWN = ("mode", "median_band", "median", "mean_low", "mean_high")
"""Rows of the table itself, whatever the bands are called."""


@dataclass(frozen=True)
class Banded:
    """Bands from low to high with the number of people in each."""

    bands: tuple[Choice, ...]
    counts: tuple[int, ...]

    @property
    def n(self) -> int:
        """Return how many people chose a band."""
        return sum(self.counts)

    @property
    def at_least(self) -> tuple[int, ...]:
        """Return, for each band, how many people are in it or a higher one."""
        return tuple(accumulate(reversed(self.counts)))[::-1]

    @property
    def modes(self) -> tuple[Choice, ...]:
        """Return the band with the most people, or all that tie for it."""
        most = max(self.counts)
        return tuple(band for band, count in zip(self.bands, self.counts, strict=True) if count == most)

    @property
    def open_used(self) -> bool:
        """Tell whether anyone is in a band without an upper limit."""
        return any(band.high is None and count for band, count in zip(self.bands, self.counts, strict=True))

    def band_of(self, place: int) -> int:
        """Return which band the person at a place in the order (from 0) is in."""
        return next(at for at, end in enumerate(accumulate(self.counts)) if place < end)

    @property
    def median_bands(self) -> tuple[Choice, Choice]:
        """Return the bands of the two middle persons (with an odd n the same person twice)."""
        return self.bands[self.band_of((self.n - 1) // 2)], self.bands[self.band_of(self.n // 2)]

    @property
    def median(self) -> Fraction | None:
        """Return the interpolated median; nothing when it falls in the open band."""
        half = Fraction(self.n, 2)
        at = next(at for at, end in enumerate(accumulate(self.counts)) if end >= half)
        low, high = self.bands[at].low, self.bands[at].high
        if low is None or high is None:
            return None
        return low + (half - sum(self.counts[:at])) / self.counts[at] * (high - low)

    @property
    def mean_low(self) -> Fraction:
        """Return the mean if everyone stood at the lower limit of their band."""
        return self._mean([band.low or Fraction(0) for band in self.bands])

    @property
    def mean_high(self) -> Fraction | None:
        """Return the mean if everyone stood at the upper limit; nothing when the open band is used."""
        return None if self.open_used else self._mean([band.high or Fraction(0) for band in self.bands])

    def _mean(self, limits: Sequence[Fraction]) -> Fraction:
        total = sum((count * limit for count, limit in zip(self.counts, limits, strict=True)), Fraction(0))
        return total / self.n


def bands(request: Request) -> Body:
    """Return the distribution over bands, with mode, median and bounds of the mean beneath it."""
    variable = request.variables[0]
    counts = request.tally([variable.name]).counts(variable.name)
    base = counts.base(variable.name, base_label(request, variable))
    banded = Banded(variable.answers, tuple(counts[band.name] for band in variable.answers))
    return Body((base,), _columns(request), (*_rows(request, banded, base), *_summary(banded, base)), _notes(banded))


def unfit(plan: TablePlan, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Return why a question has no bands to work with, or nothing."""
    for variable in variables:
        if variable.scale is not Scale.BANDS:
            return f"'{variable.name}' is not a question with bands (scale 'bands' in the sheet survey)"
        if any(band.low is None for band in variable.answers) or not variable.answers:
            return f"a band of '{variable.name}' has no lower limit (column 'low' in the sheet choices)"
        if any(band.high is None for band in variable.answers[:-1]):
            return f"a band of '{variable.name}' other than the last has no upper limit (column 'high')"
        if disorder := _disorder(variable.answers):
            return f"the bands of '{variable.name}' {disorder} (columns 'low' and 'high' in the sheet choices)"
    return ""


def _disorder(bands: Sequence[Choice]) -> str:
    """Return what is wrong with the order of bands, or nothing; every statistic here counts from low to high."""
    limits = [(band.name, band.low or Fraction(0), band.high) for band in bands]
    for name, low, high in limits:
        if high is not None and high <= low:
            return f"must end above where they begin: '{name}' does not"
    for (name, low, high), (next_name, next_low, _) in pairwise(limits):
        if next_low <= low or (high is not None and high > next_low):
            return f"must stand from low to high without overlap: '{name}' and '{next_name}' do not"
    return ""


def one_of(labels: Sequence[Text]) -> Text:
    """Return one label as it is, several as "a, b and c"."""
    *front, last = labels
    if not front:
        return last
    named = reduce(lambda first, second: Term("row.comma", {"first": first, "last": second}), front)
    return Term("row.and", {"first": named, "last": last})


def _columns(request: Request) -> tuple[Column, ...]:
    unit = Unit.EURO if request.says("currency") else Unit.NUMBER
    return (
        *shares.columns(request.show(PERCENT, COUNT)),
        Column("at_least", Term("column.at_least"), Unit.PERCENT),
        Column("value", Term("column.value"), unit, summary=True),
    )


def _rows(request: Request, banded: Banded, base: Base) -> list[Row]:
    found = zip(banded.bands, banded.counts, banded.at_least, strict=True)
    return [_row(request, band, count, above, base) for band, count, above in found]


def _row(request: Request, band: Choice, count: int, above: int, base: Base) -> Row:
    row = row_of(request, shares.row_key(band.name, OWN), band.label, count, base)
    if not base.n:
        return row
    at_least = Cell(shares.percentage(above, base.n), above, reveals=count)
    return Row(row.key, row.label, row.base, {**row.cells, "at_least": at_least})


def _summary(banded: Banded, base: Base) -> list[Row]:
    if not banded.n:
        return []
    n = banded.n
    cells = {
        "mode": _mode(banded),
        "median_band": _median_band(banded),
        "median": _value(banded.median, n),
        "mean_low": _value(banded.mean_low, n),
        "mean_high": _value(banded.mean_high, n),
    }
    return [
        Row(key, Term(f"row.{key}"), base.key, {"value": cell}, Level.SUMMARY)
        for key, cell in cells.items()
        if cell is not None
    ]


def _value(value: Fraction | None, n: int) -> Cell | None:
    return None if value is None else Cell(value, n, solves=True)


def _mode(banded: Banded) -> Cell:
    modes = banded.modes
    return Cell(text=one_of([m.label for m in modes]), key=" ".join(m.name for m in modes), count=max(banded.counts))


def _median_band(banded: Banded) -> Cell:
    low, high = banded.median_bands
    if low == high:
        return Cell(text=low.label, key=low.name, count=banded.n)
    text = Term("row.between", {"low": low.label, "high": high.label})
    return Cell(text=text, key=f"{low.name} {high.name}", count=banded.n)


def _notes(banded: Banded) -> tuple[Note, ...]:
    keys = ["no_codes", "band_limits", *(["open_band"] if banded.open_used else [])]
    return tuple(Note(NoteKind.RULE, Term(f"note.{key}")) for key in keys)
