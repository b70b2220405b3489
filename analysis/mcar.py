"""Are answers missing completely at random? Little's test over some questions.

**Who goes in**: everyone to whom all the questions were put and who answered at least one of them. Who was routed past
one, or was not shown it, is left out and counted by the first such reason; who answered none is left out too, and
counted by the reason at the first question. Numbers count as they are, categories by the `score` that the codebook
declares. **Result**: d² against χ², in `analysis/inference/missing.py`. It stands in cells of its own and none of
the counts behind it are shown, so nothing can be solved for with it.
"""

from __future__ import annotations

from fractions import Fraction

from analysis.bands import one_of
from analysis.inference.missing import Little, Untold, Values, little
from analysis.kinds import Body, Request
from analysis.scores import score
from analysis.table import Base, Cell, Chance, Column, Note, NoteKind, Row, Term, Unit
from analysis.tally import Entry, Tally
from survey.missing import NOT_ASKED, Reason

USED = "used"
WHY = {why: Term(f"mcar.{why}") for why in Untold}


def mcar(request: Request) -> Body:
    """Return Little's test of the questions: how many people and patterns, d², its degrees of freedom, and p."""
    tally = request.tally([variable.name for variable in request.variables])
    result = little([(_values(request, pattern.entries), pattern.count) for pattern in tally.patterns])
    named = one_of([variable.label for variable in request.variables])
    return Body(
        bases=(_base(tally),),
        columns=(Column("value", Term("column.value"), Unit.NUMBER),),
        rows=tuple(Row(key, Term(f"row.{key}"), USED, {"value": cell}) for key, cell in _cells(result).items()),
        notes=(
            Note(NoteKind.RULE, Term("note.mcar", {"variables": named})),
            Note(NoteKind.RULE, Term("note.mcar_power", {"n": result.n})),
            Note(NoteKind.RULE, Term("test.stance")),
        ),
    )


def _values(request: Request, entries: tuple[Entry, ...]) -> Values:
    scores = (score(variable, entry) for variable, entry in zip(request.variables, entries, strict=True))
    return tuple(found if isinstance(found, Reason) else float(found) for found in scores)


def _base(tally: Tally) -> Base:
    return tally.classify(_use).base(USED, Term("base.used"))


def _use(entries: tuple[Entry, ...]) -> Entry:
    """Return whether a pattern goes into the test, or the reason why not."""
    absent = [entry for entry in entries if isinstance(entry, Reason)]
    past = next((reason for reason in absent if reason in NOT_ASKED), None)
    if past is not None:
        return past
    return absent[0] if len(absent) == len(entries) else True


def _cells(result: Little) -> dict[str, Cell]:
    n = result.n
    cells = {"used": Cell(Fraction(n), n, Unit.COUNT), "patterns": Cell(Fraction(result.patterns), digits=0)}
    if result.statistic is None or result.p is None:
        why = WHY[result.why or Untold.COMPLETE]
        return cells | {"statistic": Cell(text=why, key=why.key)}
    return cells | {
        "statistic": Cell(Fraction(result.statistic), n, digits=2),
        "df": Cell(Fraction(result.df), digits=0),
        "p": Cell(Fraction(result.p), n, text=Term("mcar.p", {"p": Chance(result.p)})),
    }
