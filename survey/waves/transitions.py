"""From each wave to the next: what changed in the questionnaire, and what the crosswalk says of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from survey.codebook import Codebook
from survey.origin import ORIGIN
from survey.waves.bridges import Bridge, asked_in
from survey.waves.changes import REFERENCE, CategoryKind, Change, ChangeKind, compare
from survey.waves.counterparts import Counterparts, counterparts
from survey.waves.crosswalk import Crossing, CrosswalkRow, Status
from survey.waves.proposals import proposed
from survey.waves.suggestions import Suggestion, suggest


@dataclass(frozen=True)
class Question:
    """One question on its way from a wave to the next."""

    change: Change
    bridges: tuple[Bridge, ...] = ()
    """What the crosswalk makes of it in the later wave."""
    against: str = ""
    """The wave that it is held against, where that is an earlier one than the wave before."""
    suggestion: Suggestion | None = None
    proposed: tuple[CrosswalkRow, ...] = ()
    """Rows that would settle it."""
    gates: tuple[str, ...] = ()
    """Questions that its routing asks about and that stand apart, where it was asked as before but for them."""

    @property
    def undecided(self) -> bool:
        """Return whether something changed, and the crosswalk does not say what that means."""
        return any(bridge.undecided for bridge in self.bridges)

    @property
    def open(self) -> bool:
        """Return whether a person has something to decide."""
        return self.undecided or self.suggestion is not None

    @property
    def changed(self) -> bool:
        """Return whether there is something to tell: a change, or a word of the crosswalk."""
        said = any(
            bridge.rule is not Crossing.SAME or bridge.status is not Status.COMPARABLE for bridge in self.bridges
        )
        return self.change.kinds != (ChangeKind.SAME,) or said or self.open


@dataclass(frozen=True)
class Transition:
    """Two questionnaires that follow each other."""

    before: str
    after: str
    questions: tuple[Question, ...]
    """All of them, in the order of the later one; those that are gone behind the one they followed."""

    @property
    def changed(self) -> tuple[Question, ...]:
        """Return the questions of which there is something to tell."""
        return tuple(question for question in self.questions if question.changed)

    @property
    def same(self) -> int:
        """Return how many questions are as they were."""
        return len(self.questions) - len(self.changed)

    @property
    def open(self) -> tuple[Question, ...]:
        """Return the questions about which a person has something to decide."""
        return tuple(question for question in self.questions if question.open)


def transitions(
    questionnaires: Mapping[str, Codebook], bridges: Sequence[Bridge] | None, rows: Sequence[CrosswalkRow]
) -> tuple[Transition, ...]:
    """Return what became of every question from each wave to the next.

    `bridges` is what the crosswalk (`rows`) made of the questions; None where it could not be applied yet, because it
    does not say all that it must: then the rows that there are tell what is decided.
    """
    asked = {wave: _without_origin(book) for wave, book in questionnaires.items()}
    crossing = _Crossing(asked, tuple(_said(rows) if bridges is None else bridges), tuple(rows), bridges is None)
    return tuple(crossing.transition(before, after) for before, after in pairwise(asked))


@dataclass(frozen=True)
class _Crossing:
    """All questionnaires and all that is known of them."""

    asked: Mapping[str, Codebook]
    bridges: tuple[Bridge, ...]
    rows: tuple[CrosswalkRow, ...]
    provisional: bool
    """Whether the bridges only say what rows say, and not what has no row."""

    def _counterparts(self, before: str, after: str) -> Counterparts:
        return counterparts(self.asked, self.bridges, before, after)

    def transition(self, before: str, after: str) -> Transition:
        old, new = self.asked[before], self.asked[after]
        known = self._counterparts(before, after)
        changes = compare(old, new, known.renamed, known.categories)
        decided = {row.variable: row.variable for row in self.rows if row.wave == after}
        found = {each.after: each for each in suggest(old, new, {**decided, **known.renamed})}
        made = [self._question(before, after, change, found.get(change.variable)) for change in changes]
        by_name = {each.change.variable: each for each in made if each.change.after is not None}
        return Transition(before, after, tuple(_with_gates(each, by_name) for each in made))

    def _question(self, before: str, after: str, change: Change, found: Suggestion | None) -> Question:
        if change.after is None:
            return Question(change)
        bridges = self._bridges(after, change)
        if found is not None:
            return self._suggested(before, after, change, found, bridges)
        undecided = next((bridge for bridge in bridges if bridge.undecided), None)
        if undecided is None:
            return Question(change, bridges)
        goal = undecided.against or change.variable
        since = self._first(goal, after) or before
        if since != before:
            change = self._since(since, after, change.variable) or change
        return Question(change, bridges, "" if since == before else since, None, proposed(after, change, goal))

    def _suggested(
        self, before: str, after: str, change: Change, found: Suggestion, bridges: tuple[Bridge, ...]
    ) -> Question:
        known = self._counterparts(before, after)
        renamed = {found.after: found.before, **known.renamed}
        pairs = compare(self.asked[before], self.asked[after], renamed, known.categories)
        pair = next(each for each in pairs if each.variable == found.after)
        goal = next(
            (bridge.variable for bridge in asked_in(self.bridges, before) if bridge.asked == found.before), found.before
        )
        return Question(change, bridges, "", found, proposed(after, pair, goal))

    def _bridges(self, wave: str, change: Change) -> tuple[Bridge, ...]:
        """Return what the crosswalk says of a question; where it could not be applied, whether it says enough."""
        found = tuple(bridge for bridge in asked_in(self.bridges, wave) if bridge.asked == change.variable)
        if not self.provisional or change.before is None or change.before.identifier:
            return found
        unsaid = not found and not change.same
        if unsaid or self._has_unsaid_meaning(wave, change):
            goal = found[0].variable if found else change.variable
            blank = Bridge(wave, change.variable, change.variable, goal, status=Status.NOT_COMPARABLE, undecided=True)
            return (*found, blank)
        return found

    def _has_unsaid_meaning(self, wave: str, change: Change) -> bool:
        """Return whether a category means something else than before, and no row speaks of it."""
        rows = [row for row in self.rows if (row.wave, row.variable) == (wave, change.variable)]
        if any(not row.category and (row.apart or row.rule is Crossing.REVERSED) for row in rows):
            return False
        turned = (each.after for each in change.categories if each.kind is CategoryKind.MEANING)
        return any(choice is not None and choice.name not in {row.category for row in rows} for choice in turned)

    def _first(self, goal: str, wave: str) -> str | None:
        """Return the first wave before this one that asked a variable of the survey."""
        waves = list(self.asked)
        earlier = waves[: waves.index(wave)]
        found = (bridge.wave for bridge in self.bridges if bridge.variable == goal and bridge.wave in earlier)
        return next(found, None)

    def _since(self, since: str, after: str, name: str) -> Change | None:
        """Return what became of one question since an earlier wave."""
        known = self._counterparts(since, after)
        changes = compare(self.asked[since], self.asked[after], known.renamed, known.categories)
        return next((each for each in changes if each.variable == name and each.before is not None), None)


def _with_gates(question: Question, asked: Mapping[str, Question]) -> Question:
    """Return a question with the gates that keep it apart; what these may settle needs no row yet."""
    after = question.change.after
    if after is None or not (question.undecided and question.change.same):
        return question
    names = dict.fromkeys(found[1] for found in REFERENCE.finditer(after.relevant))
    gates = [name for name in names if name in asked and any(bridge.apart for bridge in asked[name].bridges)]
    waits = any(asked[name].undecided for name in gates)
    return replace(question, gates=tuple(gates), proposed=() if waits else question.proposed)


def _without_origin(book: Codebook) -> Codebook:
    """Return a questionnaire without the file that an answer came in, which is kept as a question."""
    return replace(book, variables={variable.name: variable for variable in book if variable.name != ORIGIN})


def _said(rows: Iterable[CrosswalkRow]) -> Iterable[Bridge]:
    """Return what rows say of questions, category by category."""

    def key(row: CrosswalkRow) -> tuple[str, str, str]:
        return row.wave, row.variable, row.harmonised

    for (wave, variable, goal), group in groupby(sorted(rows, key=key), key):
        yield _bridge(wave, variable, goal, tuple(group))


def _bridge(wave: str, variable: str, goal: str, rows: Collection[CrosswalkRow]) -> Bridge:
    whole = next((row for row in rows if not row.category), next(iter(rows)))
    return Bridge(
        wave=wave,
        asked=variable,
        variable="" if whole.apart and not whole.category else goal,
        against=goal,
        rule=whole.rule,
        status=whole.status,
        why=whole.why,
        categories={row.category: row.harmonised_category for row in rows if row.category and not row.apart},
    )
