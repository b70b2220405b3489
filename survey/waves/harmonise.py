"""The questions of all waves as one codebook, and for each wave how its own questions become them.

The first wave that asked a question defines it. A later wave's question becomes the same variable when nothing that
matters changed (type, wording, categories, routing; see `changes.py`) or when the crosswalk says so. Otherwise it
stands apart, as a variable of its own: `<name>_<wave>`. So does a copy of what loses something on the way (several
categories become one), so that nothing that people answered is lost. Nothing is ever compared by name alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from survey.codebook import ITEM_LIST, Choice, Codebook, Variable
from survey.errors import Problem, StudyError, did_you_mean, gather, problem
from survey.rules import parse_rule
from survey.waves.bridges import Bridge, Meeting, asked_in, is_lossless
from survey.waves.changes import same_choice, same_wording
from survey.waves.crosswalk import Crossing, CrosswalkRow
from survey.waves.gates import translated

NO_WAVE = "none"
"""What a harmonised question of a study of one wave is in: it has no answers before there is another."""
NO_SIGN = re.compile(r"\W+")


@dataclass(frozen=True)
class Harmonised:
    """One codebook for all waves, and the bridges from each wave's own questions to it."""

    codebook: Codebook
    bridges: tuple[Bridge, ...] = ()


@dataclass
class _Book:
    """The codebook of all waves in the making."""

    variables: dict[str, Variable]
    """As first asked, in order."""
    waves: dict[str, list[str]] = field(default_factory=dict)
    """By variable, the waves that asked it."""
    offered: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """By variable and category, the waves that offered it."""
    bridges: list[Bridge] = field(default_factory=list)
    asked: dict[str, Variable] = field(default_factory=dict)
    """The questionnaire of the wave before."""
    before: str = ""
    """That wave."""

    def put(self, variable: Variable, behind: str) -> None:
        """Add a variable behind another one, or first."""
        names = list(self.variables)
        place = names.index(behind) + 1 if behind in self.variables else 0
        self.variables = {
            name: variable if name == variable.name else self.variables[name]
            for name in (*names[:place], variable.name, *names[place:])
        }

    def gates(self, wave: str) -> dict[str, Bridge]:
        """Return the bridges of a wave by the name of the question asked, copies left out."""
        return {bridge.asked: bridge for bridge in reversed(asked_in(self.bridges, wave))}

    def meet(self, bridge: Bridge, asked: Variable) -> None:
        """Note that a wave asked a variable, and which of its categories were offered."""
        target = self.variables[bridge.variable]
        self._refuse_second(bridge, asked)
        new = [choice for choice in asked.choices if _goal(bridge, choice) not in {c.name for c in target.choices}]
        if not target.harmonised and bridge.against == target.name:
            self.variables[target.name] = replace(target, choices=_extended(target, asked, new, bridge))
        self.waves.setdefault(bridge.variable, []).append(bridge.wave)
        for goal in dict.fromkeys(_goal(bridge, choice) for choice in asked.choices):
            self.offered.setdefault((bridge.variable, goal), []).append(bridge.wave)
        self.bridges.append(bridge)

    def goal(self, name: str) -> str:
        """Return the variable that a name stands for: its own, or what the last question of that name became."""
        became = (bridge.variable for bridge in reversed(self.bridges) if bridge.asked == name and not bridge.copy)
        return name if name in self.variables else next(became, name)

    def _refuse_second(self, bridge: Bridge, asked: Variable) -> None:
        there = (b for b in self.bridges if (b.wave, b.variable) == (bridge.wave, bridge.variable))
        if (other := next(there, None)) is not None:
            what = f"'{other.asked}' and '{asked.name}' of {bridge.wave} both become '{bridge.variable}'"
            advice = "In each wave one question can: mend the column harmonised of the sheet crosswalk."
            raise problem(what, asked.place, advice)


def harmonise(declared: Codebook, questionnaires: Mapping[str, Codebook], rows: Sequence[CrosswalkRow]) -> Harmonised:
    """Return one codebook for all questionnaires (by wave, in order); `declared` is the study's own workbook.

    Raises `StudyError` with everything that the crosswalk does not say, or says of what is not there.
    """
    if len(questionnaires) == 1 and not rows:
        return Harmonised(_without_waves(declared))
    _check_names(questionnaires, rows, declared)
    book = _Book(dict(declared.variables))
    for place, (wave, asked) in enumerate(questionnaires.items()):
        _add_wave(book, wave, asked, [row for row in rows if row.wave == wave], first=place == 0)
    _check_filled(book)
    variables = [_finished(variable, book, tuple(questionnaires)) for variable in book.variables.values()]
    codebook = _together(declared, questionnaires.values(), variables)
    return Harmonised(_routed(codebook, book.bridges), tuple(book.bridges))


def _without_waves(declared: Codebook) -> Codebook:
    """Return the codebook of a study of one wave, in which nothing is harmonised yet."""
    variables = {v.name: replace(v, waves=(NO_WAVE,)) if v.harmonised else v for v in declared}
    return replace(declared, variables=variables)


def apart_name(name: str, wave: str) -> str:
    """Return what a question is called that stands apart: its name and its wave."""
    return f"{name}_{NO_SIGN.sub('_', wave)}"


def _check_names(questionnaires: Mapping[str, Codebook], rows: Sequence[CrosswalkRow], declared: Codebook) -> None:
    """Raise `StudyError` for rows about questions that their wave did not ask."""
    known = {name for book in (declared, *questionnaires.values()) for name in book.variables}

    def check(row: CrosswalkRow) -> None:
        asked = questionnaires[row.wave]
        if row.variable not in asked.variables:
            what = f"'{row.variable}' was not asked in {row.wave}"
            raise problem(what, row.place, did_you_mean(row.variable, asked.variables))
        if row.harmonised not in known:
            what = f"there is no variable '{row.harmonised}'"
            raise problem(what, row.place, did_you_mean(row.harmonised, known))
        _check_asked(asked[row.variable], row)
        if row.harmonised in declared.variables and not declared[row.harmonised].harmonised:
            _check_asked(declared[row.harmonised], row)

    gather(check, rows)


def _check_asked(variable: Variable, row: CrosswalkRow) -> None:
    """Raise `StudyError` for a row about what has no answers to compare."""
    if variable.derived or variable.identifier:
        why = "identifies people" if variable.identifier else "is calculated from other answers"
        raise problem(f"'{variable.name}' {why}", row.place, "Leave this row out: it is about no question.")


def _add_wave(book: _Book, wave: str, asked: Codebook, rows: Sequence[CrosswalkRow], *, first: bool) -> None:
    behind = ""

    def add(variable: Variable) -> None:
        nonlocal behind
        named = (row for row in rows if row.variable == variable.name)
        own = [replace(row, harmonised=book.goal(row.harmonised)) for row in named]
        behind = _add(book, wave, variable, own, behind, first=first)

    gather(add, asked)
    book.asked, book.before = dict(asked.variables), wave


def _add(book: _Book, wave: str, asked: Variable, rows: Sequence[CrosswalkRow], behind: str, *, first: bool) -> str:
    """Add a question of a wave, and return the variable behind which the next new one stands."""
    if asked.derived or asked.identifier:
        return _add_unasked(book, asked, behind)
    goals = dict.fromkeys(row.harmonised for row in rows) or {asked.name: None}
    if first:
        goals = {asked.name: None, **goals}
    relevant = translated(asked.relevant, book.gates(wave)) if asked.relevant else ""
    if not rows and (same := _unchanged(book, asked, relevant)):
        return _go_on(book, [replace(bridge, wave=wave, label=asked.label) for bridge in same], asked)
    made = [
        _cross(book, Meeting(wave, asked, target, _rows_to(rows, goal), relevant), behind)
        for goal in goals
        for target in [_target(book, goal, asked, behind, rows)]
    ]
    kept = any(is_lossless(bridge, asked) and not book.variables[bridge.variable].harmonised for bridge in made)
    if not kept:
        made.append(_stand_apart(book, replace(made[0], copy=True), asked, made[0].variable))
    return made[-1].variable


def _unchanged(book: _Book, asked: Variable, relevant: str) -> list[Bridge]:
    """Return the bridges of the wave before, where the question is the same: what was decided of it still holds."""
    before = book.asked.get(asked.name)
    own = [bridge for bridge in book.bridges if bridge.wave == book.before and bridge.asked == asked.name]
    same = before is not None and before.type is asked.type and same_wording(before.label, asked.label)
    if before is None or not same or not all(bridge.relevant == relevant for bridge in own):
        return []
    names = [(choice.name, choice.reason) for choice in asked.choices]
    alike = names == [(choice.name, choice.reason) for choice in before.choices] and before.places == asked.places
    return own if alike and all(map(same_choice, before.choices, asked.choices)) else []


def _go_on(book: _Book, bridges: Sequence[Bridge], asked: Variable) -> str:
    for bridge in bridges:
        book.meet(bridge, asked)
    return bridges[-1].variable


def _rows_to(rows: Sequence[CrosswalkRow], goal: str) -> tuple[CrosswalkRow, ...]:
    return tuple(row for row in rows if row.harmonised == goal)


def _add_unasked(book: _Book, asked: Variable, behind: str) -> str:
    known = book.variables.get(asked.name)
    if known is None:
        book.put(asked, behind)
    elif known.calculation != asked.calculation:
        what = f"'{asked.name}' is calculated in another way than before"
        raise problem(what, asked.place, "Give the new calculation another name.")
    return asked.name


def _target(book: _Book, goal: str, asked: Variable, behind: str, rows: Sequence[CrosswalkRow]) -> Variable:
    """Return the variable that a question is held against: it itself where no wave has asked it before."""
    if goal not in book.variables and goal != asked.name:
        what = f"no wave before asked '{goal}', so that '{asked.name}' cannot become it"
        raise problem(
            what, _rows_to(rows, goal)[0].place, "Name a question of an earlier wave, or one of type harmonise."
        )
    if goal not in book.variables:
        book.put(replace(asked, waves=()), behind)
    return book.variables[goal]


def _cross(book: _Book, meeting: Meeting, behind: str) -> Bridge:
    """Return how a question meets its counterpart, which may be that it stands apart."""
    first = meeting.target.name not in book.waves and not meeting.target.harmonised
    if first:
        _refuse_loss(meeting)
    bridge = meeting.bridge() if meeting.rows or not first else _itself(meeting)
    if not bridge.variable:
        return _stand_apart(book, bridge, meeting.asked, meeting.target.name or behind)
    book.meet(bridge, meeting.asked)
    return bridge


def _refuse_loss(meeting: Meeting) -> None:
    """Raise `StudyError` where a row takes something from the question that others will be held against."""
    for row in meeting.rows:
        if row.apart or row.rule is Crossing.REVERSED or row.category != row.harmonised_category:
            what = f"no wave before {meeting.wave} asked '{meeting.target.name}': others are held against it as it was"
            raise problem(what, row.place, "Say it of the later wave, or name a question of type harmonise.")


def _itself(meeting: Meeting) -> Bridge:
    """Return the bridge of a question asked for the first time."""
    asked, name = meeting.asked, meeting.target.name
    answers = {choice.name: choice.name for choice in asked.answers}
    return Bridge(
        meeting.wave, asked.name, name, name, categories=answers, label=asked.label, relevant=meeting.relevant
    )


def _stand_apart(book: _Book, bridge: Bridge, asked: Variable, behind: str) -> Bridge:
    name = asked.name if asked.name not in book.variables else apart_name(asked.name, bridge.wave)
    if name in book.variables:
        what = f"'{asked.name}' of {bridge.wave} stands apart as '{name}', and that name is taken"
        raise problem(what, asked.place, "Rename the other variable.")
    book.put(replace(asked, name=name, item="", role=None, waves=()), behind)
    answers = {choice.name: choice.name for choice in asked.answers}
    apart = replace(bridge, variable=name, categories=answers)
    book.meet(apart, asked)
    return apart


def _goal(bridge: Bridge, choice: Choice) -> str:
    """Return the category a choice becomes; an absence, and what has no counterpart, keeps its name."""
    return bridge.categories.get(choice.name, choice.name)


def _extended(target: Variable, asked: Variable, new: Sequence[Choice], bridge: Bridge) -> tuple[Choice, ...]:
    """Return the categories with the wave's new ones, before the absences and "none of these"."""
    held = [choice for choice in new if choice.name in bridge.categories or choice.reason is not None]
    last = [choice for choice in target.choices if choice.reason is not None or choice.exclusive]
    return (*(choice for choice in target.choices if choice not in last), *held, *last)


def _check_filled(book: _Book) -> None:
    empty = [v for v in book.variables.values() if v.harmonised and v.name not in book.waves]
    if empty:
        advice = "Add rows to the sheet crosswalk that name it in the column harmonised."
        raise StudyError(*(Problem(f"nothing becomes '{v.name}'", v.place, advice) for v in empty))


def _finished(variable: Variable, book: _Book, waves: tuple[str, ...]) -> Variable:
    """Return a variable with the waves that asked it, and its categories with those that offered them."""
    if variable.identifier or (variable.derived and not variable.harmonised):
        return variable
    asked = tuple(book.waves.get(variable.name, ()))
    if not asked:
        return variable
    choices = (
        replace(choice, waves=_unless_all(book.offered.get((variable.name, choice.name), ()), asked))
        for choice in variable.choices
    )
    return replace(variable, waves=_unless_all(asked, waves), choices=tuple(choices))


def _unless_all(some: Iterable[str], every: Sequence[str]) -> tuple[str, ...]:
    """Return some of the waves; nothing, which stands for all, where they are all."""
    found = tuple(dict.fromkeys(some))
    return () if set(found) == set(every) else found


def _together(declared: Codebook, waves: Iterable[Codebook], variables: Iterable[Variable]) -> Codebook:
    groups, within, lists = dict(declared.groups), dict(declared.within), dict(declared.lists)
    for codebook in waves:
        groups, within = {**codebook.groups, **groups}, {**codebook.within, **within}
        for name, choices in codebook.lists.items():
            known = {choice.name for choice in lists.get(name, ())}
            if name == ITEM_LIST or name not in lists:
                lists[name] = (*lists.get(name, ()), *(choice for choice in choices if choice.name not in known))
    return Codebook({variable.name: variable for variable in variables}, groups, lists, within)


def _routed(codebook: Codebook, bridges: Sequence[Bridge]) -> Codebook:
    """Return the codebook with routing that its own variables can say; what they cannot is kept as words.

    Routing was decided in each wave by its own questions: here it only tells readers how a question was reached.
    """
    first = {bridge.variable: bridge for bridge in reversed(bridges)}
    return _with_routing(codebook, {name: bridge.relevant for name, bridge in first.items()})


def worded(codebook: Codebook, bridges: Mapping[str, Bridge]) -> Codebook:
    """Return the codebook with the questions as one wave put them, and to whom; `bridges` are by variable."""
    asked = {
        variable.name: replace(variable, label=bridges[variable.name].label) if variable.name in bridges else variable
        for variable in codebook
    }
    routing = {name: bridge.relevant for name, bridge in bridges.items()}
    return _with_routing(replace(codebook, variables=asked), routing)


def _with_routing(codebook: Codebook, rules: Mapping[str, str]) -> Codebook:
    places = {name: place for place, name in enumerate(codebook.variables)}
    names = list(codebook.variables)
    variables = {
        v.name: _routed_by(v, rules[v.name], codebook, names[: places[v.name]]) if v.name in rules else v
        for v in codebook
    }
    return replace(codebook, variables=variables)


def _routed_by(variable: Variable, rule: str, codebook: Codebook, before: Sequence[str]) -> Variable:
    if not rule:
        return replace(variable, relevant="")
    try:
        parse_rule(rule, variable.place).check(codebook, variable.name, frozenset(before))
    except StudyError:
        return replace(variable, relevant="", routing=rule)
    return replace(variable, relevant=rule)
