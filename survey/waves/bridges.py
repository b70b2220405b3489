"""A bridge: how one question of one wave meets a question of the survey, category by category."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from survey.codebook import Choice, Label, Variable, VariableType
from survey.errors import did_you_mean, problem
from survey.origin import ORIGIN
from survey.waves.changes import same_choice, same_wording
from survey.waves.crosswalk import Crossing, CrosswalkRow, Status

WITH_CATEGORIES = frozenset({VariableType.SELECT_ONE, VariableType.SELECT_MULTIPLE, VariableType.RANK})
TOGETHER = frozenset({Crossing.COLLAPSED, Crossing.SPLIT})
LISTED = (VariableType.SELECT_ONE, VariableType.SELECT_MULTIPLE)


@dataclass(frozen=True)
class Bridge:
    """What a question of a wave is in the survey of all waves."""

    wave: str
    asked: str
    """Its name in the questionnaire of its wave."""
    variable: str
    """Its name in the survey."""
    against: str = ""
    """The question that it would be if it were comparable; its own name in the survey where it is that."""
    rule: Crossing = Crossing.SAME
    status: Status = Status.COMPARABLE
    why: Label = field(default_factory=Label)
    categories: Mapping[str, str] = field(default_factory=dict)
    """The category of the survey by that of the wave; one that is not here has no counterpart."""
    undecided: bool = False
    """Something changed, and the crosswalk does not say what that means."""
    copy: bool = False
    """Kept as it was asked, beside the question it became."""
    label: Label = field(default_factory=Label)
    """How the wave put the question."""
    relevant: str = ""
    """Whom the wave asked it, by the names of the survey."""

    @property
    def apart(self) -> bool:
        """Return whether the question cannot stand beside that of other waves."""
        return self.variable != self.against


@dataclass(frozen=True)
class Meeting:
    """A question of a wave, the one of the survey that it is held against, and what the crosswalk says of the two."""

    wave: str
    asked: Variable
    target: Variable
    rows: tuple[CrosswalkRow, ...] = ()
    relevant: str = ""
    """The routing of the question with the names that its gates have in the survey."""

    @property
    def whole(self) -> CrosswalkRow | None:
        """Return the row about the whole question."""
        return next((row for row in self.rows if not row.category), None)

    @property
    def by_category(self) -> dict[str, CrosswalkRow]:
        """Return the rows about single categories."""
        return {row.category: row for row in self.rows if row.category}

    def bridge(self) -> Bridge:
        """Return how the two meet; raise `StudyError` for a category whose meaning changed and no row about it."""
        if self.whole is not None and self.whole.apart:
            return self._apart(self.whole.rule, self.whole.why)
        self._check_rows()
        if not self._is_of_one_type():
            return self._of_another_type()
        categories = _Categories(self).mapping()
        if not self._is_decided(categories):
            return self._apart(Crossing.SAME, Label(), undecided=True)
        return Bridge(
            wave=self.wave,
            asked=self.asked.name,
            variable=self.target.name,
            against=self.target.name,
            rule=self._rule(),
            status=self._status(),
            why=self._why(),
            categories=categories,
            label=self.asked.label,
            relevant=self.relevant,
        )

    def _apart(self, rule: Crossing, why: Label, *, undecided: bool = False) -> Bridge:
        return Bridge(
            wave=self.wave,
            asked=self.asked.name,
            variable="",
            against=self.target.name,
            rule=rule,
            status=Status.NOT_COMPARABLE,
            why=why,
            undecided=undecided,
            label=self.asked.label,
            relevant=self.relevant,
        )

    def _is_of_one_type(self) -> bool:
        one, other = self.asked, self.target
        if other.harmonised:
            return one.type in LISTED
        if self.rows and one.type is VariableType.INTEGER and other.type is VariableType.DECIMAL:
            return True  # whole numbers are numbers; the other way round something would be lost
        return one.type is other.type and (one.type is not VariableType.RANK or one.places == other.places)

    def _of_another_type(self) -> Bridge:
        if self.rows:
            what = (
                f"'{self.asked.name}' is {self.asked.type} in {self.wave}, and '{self.target.name}' {self.target.type}"
            )
            raise problem(what, self.rows[0].place, "Let rule be impossible and status not_comparable.")
        return self._apart(Crossing.SAME, Label(), undecided=True)

    def _is_decided(self, categories: Mapping[str, str]) -> bool:
        """Return whether nothing changed, or the crosswalk says what the change means."""
        if self.whole is not None or self.target.harmonised or self.target.name == ORIGIN:
            return True  # every wave has files of its own
        if self.rows:
            return not self._new(categories)
        wording = same_wording(self.asked.label, self.target.label)
        routing = " ".join(self.relevant.split()) == " ".join(self.target.relevant.split())
        return wording and routing and not self._new(categories) and not self._gone()

    def _new(self, categories: Mapping[str, str]) -> list[str]:
        """Return the categories that the question of the survey does not have, and no row speaks of."""
        known = {choice.name for choice in self.target.choices}
        return [c.name for c in self.asked.choices if c.name not in known and c.name not in self.by_category]

    def _gone(self) -> list[str]:
        known = {choice.name for choice in self.asked.choices}
        return [choice.name for choice in self.target.choices if choice.name not in known]

    def _rule(self) -> Crossing:
        if self.whole is not None:
            return self.whole.rule
        rules = dict.fromkeys(row.rule for row in self.rows if row.rule is not Crossing.SAME)
        return next(iter(rules), Crossing.SAME)

    def _status(self) -> Status:
        """Return the status of the question: with care as soon as one of its categories is not plainly comparable."""
        if any(row.status is not Status.COMPARABLE for row in self.rows):
            return Status.WITH_CARE
        return Status.COMPARABLE

    def _why(self) -> Label:
        reasons = [row.why for row in (self.whole, *self.by_category.values()) if row is not None and row.why]
        return reasons[0] if reasons else Label()

    def _check_rows(self) -> None:
        if self.rows and self.asked.type not in WITH_CATEGORIES and self.by_category:
            raise problem(f"'{self.asked.name}' has no categories", self.rows[0].place, "Empty the column category.")
        known = [choice.name for choice in self.asked.choices]
        for name, row in self.by_category.items():
            if name not in known:
                what = f"'{self.asked.name}' of {self.wave} has no category '{name}'"
                raise problem(what, row.place, did_you_mean(name, known))
        together = Counter(row.harmonised_category for row in self.by_category.values())
        for row in self.by_category.values():
            many = row.rule in TOGETHER
            if many and together[row.harmonised_category] == 1:
                what = f"'{row.rule}' brings several categories together, and '{row.category}' stands alone"
                raise problem(what, row.place, "Let rule be same or renamed, or add the rows of the others.")


@dataclass(frozen=True)
class _Categories:
    """The categories of a meeting: which of the survey each of the wave's own becomes."""

    meeting: Meeting

    def mapping(self) -> dict[str, str]:
        """Return the category of the survey by that of the wave, absences left out."""
        asked = self.meeting.asked
        reverse = self._reversed() if self._is_reversed() else {}
        found = {choice.name: self._category(choice, reverse) for choice in asked.choices}
        if asked.type is VariableType.RANK and (None in found.values() or len(set(found.values())) < len(found)):
            what = f"the categories of the ranking '{asked.name}' can only be renamed"
            raise problem(what, self._place(), "Let the question be impossible and not_comparable.")
        self._refuse_silent_merging(found)
        absent = {choice.name for choice in asked.choices if choice.reason is not None}
        return {name: goal for name, goal in found.items() if goal is not None and name not in absent}

    def _refuse_silent_merging(self, found: Mapping[str, str | None]) -> None:
        """Raise `StudyError` for categories that become one without a rule for each that says so."""
        rows, counts = self.meeting.by_category, Counter(found.values())
        for name, goal in found.items():
            said = name in rows and rows[name].rule in TOGETHER
            if goal is not None and counts[goal] > 1 and not said:
                together = " and ".join(f"'{each}'" for each, other in found.items() if other == goal)
                what = f"{together} of '{self.meeting.asked.name}' in {self.meeting.wave} become one category, '{goal}'"
                advice = "If so, give each of them a row with rule collapsed or split; if not, mend the rows."
                raise problem(what, self._place(), advice)

    def _category(self, choice: Choice, reverse: Mapping[str, str]) -> str | None:
        row = self.meeting.by_category.get(choice.name)
        if row is not None:
            return self._by_row(row, choice)
        return reverse[choice.name] if choice.name in reverse else self._by_itself(choice)

    def _by_row(self, row: CrosswalkRow, choice: Choice) -> str | None:
        if row.rule is Crossing.IMPOSSIBLE or row.apart:
            return None
        target = self.meeting.target
        known = [other.name for other in target.choices]
        new = row.rule is Crossing.SAME and not target.harmonised
        if row.harmonised_category not in known and not new:
            what = f"'{target.name}' has no category '{row.harmonised_category}'"
            raise problem(what, row.place, did_you_mean(row.harmonised_category, known))
        goal = next((other for other in target.choices if other.name == row.harmonised_category), choice)
        if (goal.reason is None) is not (choice.reason is None):
            what = f"an answer and an absence are no counterparts: '{choice.name}' and '{goal.name}'"
            raise problem(what, row.place, "Let rule be impossible and status not_comparable.")
        return row.harmonised_category

    def _by_itself(self, choice: Choice) -> str | None:
        """Return the category of the same name; raise `StudyError` where that means something else."""
        target, asked = self.meeting.target, self.meeting.asked
        same = next((other for other in target.choices if other.name == choice.name), None)
        if same is None and target.harmonised and choice.reason is None:
            what = f"the category '{choice.name}' of '{asked.name}' in {self.meeting.wave} has no row"
            raise problem(what, self._place(), f"Add one: which category of '{target.name}' does it become?")
        if same is not None and not same_choice(same, choice):
            what = f"the category '{choice.name}' of '{asked.name}' means something else in {self.meeting.wave}"
            advice = f"Add a row to the sheet crosswalk: wave {self.meeting.wave}, variable {asked.name}, category"
            raise problem(what, self._place(), f"{advice} {choice.name}, and what it becomes.")
        return choice.name

    def _is_reversed(self) -> bool:
        whole = self.meeting.whole
        return whole is not None and whole.rule is Crossing.REVERSED and not self.meeting.by_category

    def _reversed(self) -> dict[str, str]:
        """Return the categories in turn; raise `StudyError` where their labels do not say so."""
        pairs = list(zip(self.meeting.asked.answers, reversed(self.meeting.target.answers), strict=False))
        same = len(self.meeting.asked.answers) == len(self.meeting.target.answers)
        if not same or not all(same_wording(one.label, other.label) for one, other in pairs):
            what = (
                f"the categories of '{self.meeting.asked.name}' are not those of '{self.meeting.target.name}' in turn"
            )
            raise problem(what, self._place(), "Add a row for each category.")
        return {one.name: other.name for one, other in pairs}

    def _place(self) -> str:
        rows = self.meeting.rows
        return rows[0].place if rows else self.meeting.asked.place


def is_lossless(bridge: Bridge, asked: Variable) -> bool:
    """Return whether every answer of the wave can be told again from what it became."""
    if asked.type not in WITH_CATEGORIES:
        return True
    goals = [bridge.categories.get(choice.name) for choice in asked.answers]
    return None not in goals and len(set(goals)) == len(goals)


def asked_in(bridges: Iterable[Bridge], wave: str) -> list[Bridge]:
    """Return what the questions of one wave became, copies of them left out."""
    return [bridge for bridge in bridges if bridge.wave == wave and not bridge.copy]


def apart_in(bridges: Iterable[Bridge], wave: str) -> list[Bridge]:
    """Return the questions of one wave that cannot stand beside those of others."""
    return [bridge for bridge in asked_in(bridges, wave) if bridge.apart]


def bridges_of(bridges: Sequence[Bridge], wave: str) -> dict[str, Bridge]:
    """Return the bridges of one wave by the variable of the survey."""
    return {bridge.variable: bridge for bridge in bridges if bridge.wave == wave}
