"""What moved most between the last two waves?

**Rule.** Of every comparable question (of one choice or several; nothing derived, nothing compared with care) with
enough answers in both waves (30, or the study's threshold where that is higher): each box of a set, and of a single
choice the one answer that moved most, from the largest difference down. An answer that fewer people than the
threshold gave, or all but so few, is left out: nothing here is hidden, and nothing is told by what is left out.
**No test**: what was chosen because it is large is large partly by chance, and the note says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analysis import shares
from analysis.kinds import Body, Request
from analysis.over_waves import SETS, InWave, Line, Waves, difference, lines, said
from analysis.table import Base, Cell, Column, Note, NoteKind, Row, Term, Unit
from survey.codebook import Variable, VariableType

BEFORE, AFTER = "before", "after"
DIFFERENCE = "difference"
MOST, LEAST = 10, 30
TYPES = (VariableType.SELECT_ONE, *SETS)


@dataclass(frozen=True)
class Shift:
    """One answer in two waves, and how far it moved."""

    variable: Variable
    line: Line
    before: InWave
    after: InWave
    moved: Cell

    @property
    def size(self) -> float:
        """Return how large the difference is, whatever its sign."""
        return abs(float(self.moved.value or 0))

    def row(self) -> Row:
        """Return its row."""
        label = Term("shifts.row", {"question": self.variable.label, "answer": self.line.label})
        cells = {**_side(BEFORE, self.before, self.line), **_side(AFTER, self.after, self.line)}
        return Row(f"{self.variable.name}.{self.line.key}", label, "", {**cells, DIFFERENCE: self.moved})


def shifts(request: Request) -> Body:
    """Return the answers whose percentages differ most between the last two waves."""
    waves = Waves(request)
    before, after = waves.names[-2:]
    least = int(request.option("least", str(max(LEAST, request.study.threshold))))
    found = [list(_of(waves, variable, least)) for variable in _questions(request)]
    chosen = sorted((shift for each in found for shift in each), key=lambda shift: -shift.size)
    chosen = chosen[: int(request.option("most", str(MOST)))]
    return Body(
        bases=tuple(_bases(chosen)),
        columns=tuple(_columns(before, after)),
        rows=tuple(shift.row() for shift in chosen),
        notes=tuple(_notes(chosen, sum(map(bool, found)), least)),
        title=Term("shifts.title", {"before": said(before), "after": said(after)}),
    )


def _questions(request: Request) -> Sequence[Variable]:
    asked = request.variables or tuple(request.codebook)
    return [v for v in asked if v.type in TYPES and not v.identifier and (request.variables or not v.derived)]


def _of(waves: Waves, variable: Variable, least: int) -> Iterator[Shift]:
    """Yield what may be shown of a question: of a single choice the answer that moved most."""
    asked = waves.asked(variable)
    sides = [asked.get(name) for name in waves.names[-2:]]
    before, after = sides
    if before is None or after is None or before.reasons or after.reasons or min(before.n, after.n) < least:
        return
    made = [_shift(variable, line, before, after, waves.request.study.threshold) for line in lines(variable, asked)]
    found = [shift for shift in made if shift is not None]
    if variable.type in SETS:
        yield from found
    elif found:
        tops = {choice.name for choice in variable.answers if choice.top}
        yield max(found, key=lambda shift: (shift.size, shift.line.key in tops))


def _shift(variable: Variable, line: Line, before: InWave, after: InWave, k: int) -> Shift | None:
    """Return how far an answer moved; nothing where it did not, or where a few people could be told from it."""
    moved = difference(line, before, after)
    if moved is None or not moved.value or (moved.reveals or k) < k:
        return None
    return Shift(variable, line, before, after, moved)


def _side(side: str, each: InWave, line: Line) -> dict[str, Cell]:
    k = line.count(each) or 0
    made = {side: shares.share(k, each.n), f"{side}_n": shares.count(k)}
    return {key: replace(cell, base=each.base.key) for key, cell in shares.present(made).items()}


def _bases(chosen: Sequence[Shift]) -> Iterator[Base]:
    held = {each.base.key: each.base for shift in chosen for each in (shift.before, shift.after)}
    yield from held.values()


def _columns(before: str, after: str) -> Iterator[Column]:
    for side, wave in ((BEFORE, before), (AFTER, after)):
        yield Column(side, Term("column.percent"), Unit.PERCENT, said(wave))
        yield Column(f"{side}_n", Term("column.n"), Unit.COUNT, said(wave))
    yield Column(DIFFERENCE, Term("trend.column.difference"), Unit.POINTS)


def _notes(chosen: Sequence[Shift], questions: int, least: int) -> Iterator[Note]:
    values = {"count": len(chosen), "questions": questions, "least": least}
    yield Note(NoteKind.RULE, Term("shifts.rule", values))
    yield Note(NoteKind.RULE, Term("shifts.chance"))
