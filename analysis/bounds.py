"""How low and how high could a share be, had everyone answered who was asked? Worst-case bounds.

**Formula.** k of n answers, m people asked, u = m - n of them without an answer: from k/m (none of the u would have
given this answer) to (k + u)/m (all of them would). Nothing is assumed about the u, so the bounds are wide where
many left a question open, and nothing narrower follows from the answers alone. Both are exact fractions, on the
base of those asked. **Asked** is everyone but people routed past, people it was not shown to and other
waves; who broke off before counts as asked. They say what the answers leave open about these respondents, and nothing
about others. **Source.** Manski 1989, Journal of Human Resources 24:343.

**Disclosure.** The two bounds give away k, u and m: they go when any of these, or the number of people who
were not asked, is small; a base that would tell a small u goes with them (`analysis/subtraction.py`).
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis import shares
from analysis.kinds import Request
from analysis.table import Base, Cell, Column, Note, NoteKind, Term, Unit
from analysis.tally import Counts
from survey.codebook import Variable
from survey.missing import Denominator

LOWEST, HIGHEST = "lowest", "highest"
COLUMNS = tuple(Column(key, Term(f"column.{key}"), Unit.PERCENT) for key in (LOWEST, HIGHEST))
NOTE = Note(NoteKind.RULE, Term("note.bounds"))


@dataclass(frozen=True)
class Bounds:
    """Of one question: the base of those asked, how many of them gave no answer, and how many were not asked."""

    base: Base
    open: int
    apart: int

    @property
    def asked(self) -> int:
        """Return how many people were asked."""
        return self.base.n or 0

    def cells(self, k: int) -> dict[str, Cell]:
        """Return the bounds of a share that k people are in; nothing when nobody was asked."""
        return shares.present({LOWEST: self._cell(k, k), HIGHEST: self._cell(k + self.open, k)})

    def _cell(self, of: int, k: int) -> Cell | None:
        if not self.asked:
            return None
        told = [n for n in (k, self.open, self.apart) if n]
        reveals = min(told, default=None) if of else None
        return Cell(shares.percentage(of, self.asked), of, base=self.base.key, reveals=reveals)


def bounds(request: Request, variable: Variable, counts: Counts) -> Bounds | None:
    """Return what bounds the shares of a question, where the plan asks for it."""
    if not request.says("bounds"):
        return None
    label = Term("base.asked")
    named = label if len(request.variables) == 1 else Term("base.of", {"variable": variable.label, "base": label})
    base = counts.base(f"{variable.name}.asked", named, Denominator.ASKED)
    asked = base.n or 0
    return Bounds(base, asked - counts.n, sum(base.missing.values()) + counts.outside)
