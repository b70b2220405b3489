"""What the tables that compare coders share: who is compared, rows, undefined numbers, and all of them at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from analysis.coded import tree
from analysis.inference.agreement import Coefficient
from analysis.kinds import Request
from analysis.presence import coders as coders_of
from analysis.presence import compared, initials
from analysis.table import Cell, Level, Note, NoteKind, Row, Term, Unit
from survey.interviews.codes import Code
from survey.interviews.corpus import Corpus

ALL_CODES = "all_codes"
DIGITS = 2
COEFFICIENT = Unit.NUMBER


@dataclass(frozen=True)
class Comparison:
    """The interviews that two coders or more coded, and the codes to compare them on."""

    corpus: Corpus
    codes: tuple[Code, ...]
    named: frozenset[str] = frozenset()
    """Codes that somebody asked for by name; the others, those under them too, are left out where nobody used them."""

    @cached_property
    def coders(self) -> tuple[str, ...]:
        """Return who is compared."""
        return coders_of(self.corpus)

    @cached_property
    def letters(self) -> dict[str, str]:
        """Return the coders' initials."""
        return initials(self.coders)

    @cached_property
    def used(self) -> tuple[str, ...]:
        """Return the paths of the codes that somebody used here, parents only where they were used themselves."""
        found = {coding.code for coding in self.corpus.coded}
        return tuple(code.path for code in self.codes if code.path in found)

    @cached_property
    def shown(self) -> tuple[Code, ...]:
        """Return the codes that are rows."""
        return tuple(code for code in self.codes if code.path in self.named or self.corpus.under(code.path))

    def rows(self, cells: Callable[[str], dict[str, Cell]], whole: dict[str, Cell], base: str = "") -> tuple[Row, ...]:
        """Return a row for each code, and one for all of them where there is more than one."""
        own = [Row(b.code.path, b.label, base, cells(b.code.path), b.level) for b in tree(self.shown)]
        total = Row(ALL_CODES, Term("agreement.row.all_codes"), "", whole, Level.TOTAL)
        return (*own, total) if len(own) > 1 else tuple(own)

    def notes(self, *keys: str) -> tuple[Note, ...]:
        """Return who is compared, how is counted, and what is left out."""
        if not self.corpus.interviews:
            return (note("nobody"),)
        who = note("coders", coders=", ".join(self.letters.values()), n=len(self.corpus))
        idle = len(self.codes) - len(self.shown)
        left = [note("idle", n=idle)] if idle else []
        return (who, *(note(key) for key in keys), *left)


def comparison(request: Request) -> Comparison:
    """Return what a wanted table compares."""
    return Comparison(compared(request.corpus), request.codes, frozenset(request.plan.of))


def note(key: str, **values: object) -> Note:
    """Return a rule under a table that compares coders."""
    return Note(NoteKind.RULE, Term(f"agreement.note.{key}", values))


def count(n: int) -> Cell:
    """Return a number of turns or segments: no number of people, so nothing that could be small."""
    return Cell(Fraction(n))


def coefficient(found: Coefficient, low: Fraction | None = None, high: Fraction | None = None) -> Cell:
    """Return a coefficient with its interval, or the word why it has no value."""
    if found.value is None:
        return undefined(str(found.why))
    return Cell(found.value, low=low, high=high, digits=DIGITS)


def undefined(why: str) -> Cell:
    """Return the word that stands where a number has no value."""
    return Cell(text=Term(f"agreement.undefined.{why}"), key=why)


def share(found: Coefficient, digits: int = 0) -> Cell:
    """Return a percentage of agreement, or the word why there is none."""
    return undefined(str(found.why)) if found.value is None else Cell(100 * found.value, digits=digits)
