"""The same table in several waves, side by side: how every kind takes `by = wave`.

There is no total: waves are different people, or the same ones again. A wave has the rows of what it asked and
offered; where another wave did not, the cell is empty, never 0. What is not comparable is another question, and so is
not here: a note says why, and a table of its own shows it (`analysis/apart.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analysis import shares
from analysis.kinds import Body, Kind, Request
from analysis.plans import variables_of
from analysis.scopes import Scope, compares, conditions
from analysis.table import Base, Cell, Column, Note, NoteKind, RespondentUnit, Row, Term, Universe
from survey.codebook import Codebook, Label, Variable
from survey.plan import TablePlan
from survey.recode import derivations
from survey.waves.bridges import asked_in
from survey.waves.crosswalk import Status

if TYPE_CHECKING:
    from survey.study import Study

OWN = ("row", "column", "difference")
"""First words of keys that a table has itself, whatever the waves are called."""


@dataclass(frozen=True)
class Part:
    """One wave: its name, how many people it has, and what the kind makes of them."""

    wave: str
    n: int
    body: Body

    def key(self, key: str) -> str:
        """Return a key of the wave's own."""
        return f"{shares.row_key(self.wave, OWN)}.{key}"

    @property
    def size(self) -> int:
        """Return how many are counted in the wave's table."""
        return self.n if self.body.universe is None else self.body.universe.n or 0


def by_wave(kind: Kind, request: Request, waves: Sequence[str]) -> Body:
    """Return the tables of some waves in columns of their own; people of the others are outside a wave's bases.

    Rows stand in the order of the newest wave; one that only another wave has stands behind the row before it there.
    """
    parts = [_part(kind, request, wave) for wave in waves]
    newest = parts[-1].body
    total = sum(part.size for part in parts)
    unit = RespondentUnit.RESPONDENTS if newest.universe is None else newest.universe.unit
    every = [note for part in parts for note in part.body.notes]
    notes = [note for place, note in enumerate(every) if note not in every[:place]]
    return Body(
        bases=tuple(_base(part, base, total) for part in parts for base in part.body.bases),
        columns=tuple(column for part in parts for column in _columns(part)),
        rows=tuple(_row(row, parts) for row in _rows(parts)),
        notes=tuple(notes),
        universe=None if newest.universe is None else Universe(unit, total, newest.universe.where),
        stub=newest.stub,
        title=newest.title,
    )


def wave_notes(plan: TablePlan, scope: Scope, study: Study, *, by_item: bool = False) -> Iterator[Note]:
    """Yield under a table what is to be compared with care, not comparable, or not asked in a wave it is about.

    A kind `by_item` finds its questions by role where the plan names none.
    """
    pinned = [wave.name for wave in study.waves if not plan.waves or wave.name in plan.waves]
    if not compares(plan, study):
        pinned = [wave for wave in pinned if wave in scope.waves and len(study.waves) > 1]
    whole = study.cleaning.codebook
    named = [whole[name] for name in conditions(plan, whole)]
    about = variables_of(plan, whole) or (_by_role(plan, whole) if by_item else ())
    questions = _asked([*about, *named], study)
    for wave in pinned:
        for question in questions:
            yield from _note(question, wave, study, beside=scope.compared)


def _by_role(plan: TablePlan, codebook: Codebook) -> Iterator[Variable]:
    """Yield the questions about items: those of the plan's role and items, where it names them."""
    role, items = plan.options.get("role", "").strip(), plan.options.get("items", "").split()
    for question in codebook:
        if question.role is not None and role in {"", question.role} and (not items or question.item in items):
            yield question


def _asked(variables: Iterable[Variable], study: Study) -> list[Variable]:
    """Return the questions among some variables, and those that the derived ones are made of."""
    codebook = study.cleaning.codebook
    made_of = {each.variable.name: each.sources for each in derivations(codebook, study.cleaning.recodes)}
    still, found = [variable.name for variable in variables], dict[str, Variable]()
    while still:
        name = still.pop(0)
        still = [*made_of.get(name, ()), *still]
        found |= {} if name in made_of else {name: codebook[name]}
    return list(found.values())


def _note(question: Variable, wave: str, study: Study, *, beside: bool) -> Iterator[Note]:
    said = {"wave": Label({"": wave}), "question": question.label}
    own = [bridge for bridge in asked_in(study.bridges, wave) if bridge.against == question.name]
    care = next((bridge for bridge in own if bridge.status is Status.WITH_CARE and not bridge.apart), None)
    if care is not None and beside:
        yield Note(NoteKind.DOUBT, Term("note.wave_with_care", {**said, "why": care.why}))
    if not question.is_in(wave):
        apart = next((bridge for bridge in own if bridge.apart), None)
        other = _instead(question, wave, study)
        if apart is None and other is not None:
            yield Note(NoteKind.RULE, Term("note.wave_elsewhere", {**said, "other": other.label}))
        elif apart is None:
            yield Note(NoteKind.RULE, Term("note.wave_not_asked", said))
        else:
            why = apart.why or Term("note.wave_undecided")
            yield Note(NoteKind.DOUBT, Term("note.wave_not_comparable", {**said, "why": why}))


def _instead(question: Variable, wave: str, study: Study) -> Variable | None:
    """Return the question of `type = harmonise` that holds what a wave answered, and what others did to this one."""
    asked = {(bridge.wave, bridge.asked) for bridge in study.cleaning.bridges if bridge.variable == question.name}
    goals = {bridge.variable for bridge in study.cleaning.bridges if (bridge.wave, bridge.asked) in asked}
    here = (b.variable for b in study.cleaning.bridges if b.wave == wave and b.variable in goals and not b.apart)
    found = next(here, None)
    return None if found is None else study.cleaning.codebook[found]


def _part(kind: Kind, request: Request, wave: str) -> Part:
    people = request.survey.of_waves((wave,))
    study = request.study.of_waves((wave,))
    own = [v for v in variables_of(request.plan, people.codebook) if v.is_in(wave)] if request.variables else []
    return Part(wave, len(people), kind.make(replace(request, survey=people, variables=tuple(own), study=study)))


def _base(part: Part, base: Base, total: int) -> Base:
    label = Term("base.in_group", {"group": Label({"": part.wave}), "base": base.label})
    others = total - part.size
    outside = (base.outside or 0) + others
    return replace(base, key=part.key(base.key), label=label, outside=outside, elsewhere=others)


def _columns(part: Part) -> list[Column]:
    sizes = {base.n for base in part.body.bases}
    wave = Label({"": part.wave})
    spanner = Term("column.group", {"group": wave, "n": sizes.pop()}) if len(sizes) == 1 else wave
    return [replace(column, key=part.key(column.key), spanner=spanner) for column in part.body.columns]


def _rows(parts: Sequence[Part]) -> list[Row]:
    """Return the rows of all waves, each once."""
    rows = list(parts[-1].body.rows)
    for part in reversed(parts[:-1]):
        before = -1
        for row in part.body.rows:
            keys = [known.key for known in rows]
            if row.key not in keys:
                rows.insert(before + 1, row)
            before = [known.key for known in rows].index(row.key)
    return rows


def _row(row: Row, parts: Sequence[Part]) -> Row:
    cells: dict[str, Cell] = {}
    for part in parts:
        own = next((other for other in part.body.rows if other.key == row.key), None)
        for key, cell in own.cells.items() if own is not None else ():
            base = cell.base or own.base if own is not None else ""
            cells[part.key(key)] = replace(cell, base=part.key(base)) if base else cell
    return replace(row, base="", cells=cells)
