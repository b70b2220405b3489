"""Do coders find the same codes in the same turns? For each code: counts, percent, kappa, alpha, AC1.

Of the interviews that two coders or more coded; what a unit is, who rated it and when a code is present stands in
`analysis/presence.py`, the coefficients in `analysis/inference/agreement.py`: Cohen's kappa for two coders (on the
turns both rated), Fleiss' for more, Krippendorff's nominal alpha, Gwet's AC1. Both: every coder of the turn found the
code; none: nobody; one (some, with more than two coders): the rest. A code that all or none found everywhere has
nothing to agree about beyond chance: "no variation", not 1. **All codes**: the ratings of every code that somebody
used, without those under it, pooled; a unit is a turn held against one code. With `interval = yes` the three
coefficients get a bootstrap interval by interview (`analysis/inference/resampling.py`). Turns are nobody's answer:
nothing is hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from analysis.coders import COEFFICIENT, Comparison, coefficient, comparison, count, note, share
from analysis.inference.agreement import Coefficient, Ratings, Undefined, cohen, fleiss, gwet_ac1, krippendorff, percent
from analysis.inference.resampling import DRAWS, by_interview
from analysis.kinds import Body, Request
from analysis.presence import Presence, pooled, presence, rated_turns, together, unheard
from analysis.table import Base, Cell, Column, Note, RespondentUnit, Term, Unit, Universe

BOTH, ONE, NONE, PERCENT = "both", "one", "none", "percent"
KAPPA, ALPHA, AC1 = "kappa", "alpha", "ac1"
TURNS = "turns"
PRESENT = (False, True)


def agreement(request: Request) -> Body:
    """Return how far coders agree on which turns hold each code."""
    return turns_table(comparison(request), interval=request.says("interval"))


def turns_table(wanted: Comparison, *, interval: bool = False) -> Body:
    """Return the table of agreement on turns."""
    made = _Agreement(wanted, interval)
    whole = made.cells(pooled(wanted.corpus, wanted.used))
    rows = wanted.rows(lambda path: made.cells(presence(wanted.corpus, path)), whole, TURNS)
    unvaried = any(cell.key == Undefined.NO_VARIATION for row in rows for cell in row.cells.values())
    return Body(
        bases=(Base(TURNS, Term("agreement.base.turns"), made.turns),),
        columns=made.columns,
        rows=rows,
        notes=(*made.notes, *([note("no_variation")] if unvaried else [])),
        universe=Universe(RespondentUnit.TURNS, made.turns),
        stub=Term("agreement.column.code"),
        title=Term("agreement.title.agreement"),
    )


@dataclass(frozen=True)
class _Agreement:
    wanted: Comparison
    interval: bool

    @cached_property
    def turns(self) -> int:
        """Return how many turns there are to compare."""
        return sum(len(rated_turns(self.wanted.corpus, each.id)) for each in self.wanted.corpus)

    @property
    def several(self) -> bool:
        """Tell whether there are more than two coders."""
        return len(self.wanted.coders) > 2

    @cached_property
    def coefficients(self) -> Mapping[str, Callable[[Ratings], Coefficient]]:
        """Return the coefficients, by column."""
        kappa: Callable[[Ratings], Coefficient] = (lambda found: fleiss(found, PRESENT)) if self.several else cohen
        return {KAPPA: kappa, ALPHA: krippendorff, AC1: lambda found: gwet_ac1(found, PRESENT)}

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns."""
        many = "several" if self.several else "two"
        found_by = Term("agreement.column.found_by")
        counts = [
            Column(key, Term(f"agreement.column.{many}.{key}"), Unit.COUNT, found_by) for key in (BOTH, ONE, NONE)
        ]
        agreeing = Column(PERCENT, Term("agreement.column.percent"), Unit.ESTIMATE)
        names = {KAPPA: f"agreement.column.{many}.kappa", ALPHA: "agreement.column.alpha", AC1: "agreement.column.ac1"}
        return (*counts, agreeing, *(Column(key, Term(name), COEFFICIENT) for key, name in names.items()))

    @property
    def notes(self) -> tuple[Note, ...]:
        """Return who is compared and how, what is left out, and what the interval is."""
        unit = [note("turns"), note("beyond_chance")] if self.turns else []
        apart = unheard(self.wanted.corpus)
        drawn = [note("interval", draws=DRAWS, n=len(self.wanted.corpus))] if self.interval and self.turns else []
        return (*self.wanted.notes(), *unit, *([note("unheard", n=apart)] if apart else []), *drawn)

    def cells(self, found: Presence) -> dict[str, Cell]:
        """Return the numbers of one code."""
        ratings = together(found)
        limits = by_interview(list(found.values()), self.coefficients) if self.interval else {}
        cells = {BOTH: 0, ONE: 0, NONE: 0}
        for pattern, times in ratings.items():
            said = set(pattern) - {None}
            cells[ONE if len(said) > 1 else BOTH if True in said else NONE] += times
        numbers = {key: count(n) for key, n in cells.items()}
        values = {}
        for key, of in self.coefficients.items():
            ends = limits.get(key)
            values[key] = coefficient(of(ratings), *((ends.low, ends.high) if ends else ()))
        return {**numbers, PERCENT: share(percent(ratings)), **values}
