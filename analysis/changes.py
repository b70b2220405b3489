"""What changed in the questionnaire between the last two waves, and what that means for comparing answers?

A row for each question that changed, in the order of the later questionnaire: what is other about it
(`survey/waves/changes.py`), whether its answers are compared, and why not or with what care, as the sheet `crosswalk`
says. Questions about who somebody is are left out: they enter no table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.kinds import Body, Request
from analysis.over_waves import once, said
from analysis.table import Cell, Column, Note, NoteKind, RespondentUnit, Row, Term, Text, Unit, Universe
from analysis.trend_notes import listed
from survey.codebook import Choice, Variable
from survey.waves.bridges import Bridge, asked_in
from survey.waves.changes import CategoryChange, CategoryKind, Change, ChangeKind, compare
from survey.waves.counterparts import counterparts
from survey.waves.crosswalk import Status

WHAT, COMPARABLE, WHY = "what", "comparable", "why"
REWORDED = (CategoryKind.REWORDED, CategoryKind.MEANING)
MOST_NAMED = 6
"""So many categories of one question are named; then comes how many there are."""


@dataclass(frozen=True)
class Meeting:
    """How a question of the later wave meets that of the earlier one."""

    status: Status
    reasons: tuple[Text, ...]
    undecided: bool = False
    through: tuple[Bridge, Bridge] | None = None
    """The bridges to the variable that both became, if there is one."""


@dataclass(frozen=True)
class Comparison:
    """Two questionnaires and what the crosswalk says of both."""

    request: Request

    @cached_property
    def waves(self) -> tuple[str, str]:
        """Return the last two waves."""
        before, after = (wave.name for wave in self.request.study.waves[-2:])
        return before, after

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Return every question of the two that answers are tabled of."""
        study = self.request.study
        renamed = counterparts(study.questionnaires, study.bridges, *self.waves).renamed
        before, after = (study.questionnaires[wave] for wave in self.waves)
        found = compare(before, after, renamed, self.categories)
        return tuple(change for change in found if not _about(change).identifier)

    @cached_property
    def categories(self) -> dict[str, dict[str, str]]:
        """Return the category before by that after, also of several that became one, which are told in one go."""
        found: dict[str, dict[str, str]] = {}
        for before, after in self._pairs():
            own = {goal: name for name, goal in before.categories.items()}
            found[after.asked] = {name: own[goal] for name, goal in after.categories.items() if goal in own}
        return found

    def meeting(self, change: Change) -> Meeting | None:
        """Return whether answers to a question are compared; nothing where one of the two waves did not ask it."""
        if change.before is None or change.after is None:
            return None
        names = (change.before.name, change.after.name)
        met = [pair for pair in self._pairs() if (pair[0].asked, pair[1].asked) == names]
        if met:
            both = min(met, key=_care)
            return Meeting(list(Status)[_care(both)], self._why(both), through=both)
        apart = [bridge for bridge in self._of(self.waves[1]) if bridge.asked == change.after.name and bridge.apart]
        return Meeting(Status.NOT_COMPARABLE, _reasons(apart), undecided=any(bridge.undecided for bridge in apart))

    def _why(self, both: tuple[Bridge, Bridge]) -> tuple[Text, ...]:
        """Return the reasons for care, and the variable that both were brought into, where it is a third."""
        variable = self.request.codebook[both[0].variable]
        third = (Term("changes.together", {"variable": variable.label}),) if variable.harmonised else ()
        return (*third, *_reasons(both))

    def _pairs(self) -> Iterator[tuple[Bridge, Bridge]]:
        old = {bridge.variable: bridge for bridge in self._of(self.waves[0])}
        for after in self._of(self.waves[1]):
            if after.variable in old:
                yield old[after.variable], after

    def _of(self, wave: str) -> list[Bridge]:
        return asked_in(self.request.study.bridges, wave)


def changes(request: Request) -> Body:
    """Return each question that changed between the last two waves."""
    found = Comparison(request)
    here = {change.variable for change in found.changes if change.after is not None}
    rows = [_row(found, change, here) for change in found.changes if ChangeKind.SAME not in change.kinds]
    before, after = map(said, found.waves)
    return Body(
        bases=(),
        columns=tuple(Column(key, Term(f"changes.column.{key}"), Unit.TEXT) for key in (WHAT, COMPARABLE, WHY)),
        rows=tuple(rows),
        notes=tuple(_notes(found.changes, rows)),
        universe=Universe(RespondentUnit.QUESTIONS, len(found.changes)),
        stub=Term("changes.question"),
        title=Term("changes.title", {"before": before, "after": after}),
    )


def _notes(found: Sequence[Change], rows: Sequence[Row]) -> Iterator[Note]:
    same = len(found) - len(rows)
    yield Note(NoteKind.RULE, Term("changes.rule", {"count": same}))


def _about(change: Change) -> Variable:
    """Return the question as it was put last."""
    known = change.after or change.before
    if known is None:
        raise ValueError(f"'{change.variable}' is in neither questionnaire")
    return known


def _care(pair: tuple[Bridge, Bridge]) -> int:
    return max(list(Status).index(bridge.status) for bridge in pair)


def _reasons(bridges: Iterable[Bridge]) -> tuple[Text, ...]:
    """Return the reasons that the crosswalk gives, each once."""
    return once(bridge.why for bridge in bridges if bridge.why)


def _row(found: Comparison, change: Change, here: Collection[str]) -> Row:
    """Return the row of a question; one that is gone may have left its name to another that is `here`."""
    meeting = found.meeting(change)
    cells = {WHAT: Cell(text=joined(_what(change, None if meeting is None else meeting.through)))}
    if meeting is not None:
        status = "undecided" if meeting.undecided else meeting.status.value
        cells[COMPARABLE] = Cell(text=Term(f"changes.status.{status}"), key=status)
    if meeting is not None and meeting.reasons:
        cells[WHY] = Cell(text=joined(meeting.reasons))
    gone = change.after is None and change.variable in here
    return Row(f"gone.{change.variable}" if gone else change.variable, _about(change).label, "", cells)


def _what(change: Change, through: tuple[Bridge, Bridge] | None) -> Iterator[Text]:
    """Yield what is other about a question, in words."""
    for kind in change.kinds:
        if kind is ChangeKind.REWORDED and change.before is not None:
            yield Term("changes.reworded", {"before": change.before.label})
        elif kind is ChangeKind.CATEGORIES:
            yield from _categories(change.categories, through)
        else:
            yield Term(f"changes.kind.{kind}")


def _categories(found: Sequence[CategoryChange], through: tuple[Bridge, Bridge] | None) -> Iterator[Text]:
    """Yield what is other about the answers: new ones, those that are gone, other words; codes alone in one word."""
    new = [each.after for each in found if each.kind is CategoryKind.NEW and each.after]
    gone = [each.before for each in found if each.kind is CategoryKind.GONE and each.before]
    became = [
        (each.before, each.after)
        for each in found
        if each.kind in REWORDED and not each.was and each.before and each.after
    ]
    merged = [(old, each.after) for old in gone for each in found if each.after and _one(old, each.after, through)]
    lost = [old for old in gone if all(old is not one for one, _ in merged)]
    yield from (_named(key, held) for key, held in (("new", new), ("gone", lost)) if held)
    for befores, after in _grouped([*became, *merged]):
        yield Term("changes.answer.reworded", {"before": _quoted(befores), "after": _quoted(after)})
    if any(each.kind is CategoryKind.RENUMBERED or each.was for each in found):
        yield Term("changes.answer.renumbered")


def _one(before: Choice, after: Choice, through: tuple[Bridge, Bridge] | None) -> bool:
    """Tell whether two categories become the same one."""
    if through is None:
        return False
    goal = through[0].categories.get(before.name)
    return goal is not None and goal == through[1].categories.get(after.name)


def _grouped(edges: Sequence[tuple[Choice, Choice]]) -> list[tuple[list[Choice], list[Choice]]]:
    """Return which categories became which: several one, or one several."""
    groups: list[tuple[list[Choice], list[Choice]]] = []
    for before, after in edges:
        held = next((group for group in groups if before in group[0] or after in group[1]), None)
        if held is None:
            groups.append(([before], [after]))
            continue
        held[0].extend([] if before in held[0] else [before])
        held[1].extend([] if after in held[1] else [after])
    return groups


def _quoted(choices: Sequence[Choice]) -> Text:
    return listed([Term("changes.quoted", {"text": choice.label}) for choice in choices])


def _named(key: str, choices: Sequence[Choice]) -> Term:
    if len(choices) > MOST_NAMED:
        return Term(f"changes.answer.{key}_many", {"count": len(choices)})
    return Term(f"changes.answer.{key}", {"answers": _quoted(choices)})


def joined(texts: Iterable[Text]) -> Text:
    """Return some texts as one, with semicolons between them."""
    first, *others = texts
    for other in others:
        first = Term("changes.and", {"first": first, "last": other})
    return first
