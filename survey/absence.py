"""Why each empty cell is empty, decided in one fixed order.

1. what the person said: an answer, "don't know", "refused", or something impossible;
2. routed past: `relevant` is definitely false;
3. after the last question reached, in an unfinished response;
4. the gate itself is absent, or the platform or a code says that the question was not displayed;
5. the platform or a code says that it was displayed and left open;
6. what the question, or else the study, declares a blank to mean;
7. `unknown`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING

from survey.codebook import Codebook, Variable, VariableType
from survey.missing import SAID_SO, Reason
from survey.rules import Rule, parse_rule
from survey.xlsform import BLANK_SET

if TYPE_CHECKING:
    import pandas as pd

    from survey.answers import Answers

FINAL = frozenset({*SAID_SO, Reason.INVALID})


@dataclass(frozen=True)
class Reach:
    """How far each person came: the last page seen, where the platform counts pages, and who finished."""

    finished: pd.Series
    """True, false or missing (the export does not tell)."""
    page: pd.Series | None
    last: pd.Series
    """The position of the last question with an answer or code; -1 for none."""

    def beyond(self, variable: Variable, position: int) -> pd.Series:
        """Return for whom a question comes after the last one reached in an unfinished response."""
        unfinished = (self.finished == False).fillna(False).astype(bool)  # noqa: E712  a column, not a truth value
        if self.page is not None and variable.page:
            return unfinished & (self.page < variable.page).astype(bool)
        return unfinished & (self.last < position)


Routing = tuple["pd.Series", "pd.Series"]
"""For whom a question is routed past, and for whom its gate is absent."""


@dataclass
class Draft:
    """A wave in the making: questions are added one by one, so that gates come before what they route."""

    codebook: Codebook
    index: pd.Index
    columns: dict[str, pd.Series] = field(default_factory=dict)
    absences: dict[str, pd.Series] = field(default_factory=dict)
    """Why a person's answer is absent, by variable."""
    routings: dict[str, Routing] = field(default_factory=dict)
    """What each `relevant` comes to: many questions share one."""
    unoffered: set[str] = field(default_factory=set)
    """Columns of boxes that the wave did not offer: `not_in_wave` for everyone, whatever the set's reason."""

    @classmethod
    def of(cls, codebook: Codebook, values: pd.DataFrame) -> Draft:
        """Return a draft that holds these answers and no reasons."""
        return cls(codebook, values.index, {str(name): values[name] for name in values})

    def column(self, name: str) -> pd.Series:
        """Return the answers in one column."""
        return self.columns[name]

    def add(self, variable: Variable, values: pd.DataFrame, reason: pd.Series) -> None:
        """Add one variable's columns, and for each person without an answer the reason."""
        self.columns.update({str(name): values[name] for name in values})
        self.absences[variable.name] = reason

    def routing(self, variable: Variable) -> Routing:
        """Return for whom routing passes a question, and for whom its gate is itself absent."""
        if variable.relevant not in self.routings:
            self.routings[variable.relevant] = _route(variable, self)
        return self.routings[variable.relevant]

    def frames(self, index: pd.Index) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return values and reasons on the index of a survey; a rank left open by who ranked is `no_answer`."""
        import pandas as pd

        owners = {column: variable.name for variable in self.codebook for column in variable.columns}
        values = pd.DataFrame({column: self.columns[column] for column in owners if column in self.columns})
        whys = {column: self._whys(owners[column], column) for column in map(str, values)}
        return values.set_axis(index), pd.DataFrame(whys, dtype="string").set_axis(index)

    def _whys(self, name: str, column: str) -> pd.Series:
        import pandas as pd

        if column in self.unoffered:
            return pd.Series(Reason.NOT_IN_WAVE.value, index=self.index, dtype=object)
        return self.absences[name].fillna(Reason.NO_ANSWER.value).where(self.columns[column].isna())


def decide(
    variable: Variable, position: int, answers: Answers, draft: Draft, reach: Reach, blank: Reason
) -> tuple[pd.DataFrame, pd.Series]:
    """Return the variable's answers, and for everyone without one the reason, found by going down the ladder."""
    import numpy as np
    import pandas as pd

    past, gate_absent = draft.routing(variable)
    said = answers.said
    # nothing ticked in a set that was displayed can be an answer, unless "none of these" was there to be ticked
    open_set = variable.type is VariableType.SELECT_MULTIPLE and not any(c.exclusive for c in variable.answers)
    left_open = answers.shown & (not open_set)
    # such a set is no blank: what the study says of blanks does not hold for it
    cannot_tell = answers.shown & (open_set and not variable.blank)
    ladder = [
        (answers.answered, None),
        (said.isin(list(FINAL)), said),
        (past, Reason.NOT_APPLICABLE.value),
        (reach.beyond(variable, position), Reason.BREAK_OFF.value),
        (gate_absent, Reason.NOT_SHOWN.value),
        (said.notna(), said),
        (left_open, Reason.NO_ANSWER.value),
        (cannot_tell, Reason.UNKNOWN.value),
    ]
    people, whys = zip(*ladder, strict=True)
    found = np.select(list(people), list(whys), default=variable.blank or blank.value)
    reason = pd.Series(found, index=draft.index, dtype=object)
    none = reason == BLANK_SET
    return answers.values.mask(none, False), reason.mask(none)


def _route(variable: Variable, draft: Draft) -> Routing:
    """Return whom a `relevant` routes past, and whose gate is absent.

    A gate that was routed past routes past what depends on it: nobody could have come there.
    """
    import pandas as pd

    if not variable.relevant:
        nobody = pd.Series(False, index=draft.index)
        return nobody, nobody
    rule = parse_rule(variable.relevant, variable.place)
    shown = rule.evaluate(draft)
    unsure = shown.isna()
    through = unsure & _gates_passed(rule, draft)
    return (~shown).fillna(False).astype(bool) | through, unsure & ~through


def _gates_passed(rule: Rule, draft: Draft) -> pd.Series:
    """Return for whom every absent gate of the rule is absent because it was routed past."""
    gates = [draft.absences[name] for name in rule.variables]
    return reduce(and_, (gate.isna() | (gate == Reason.NOT_APPLICABLE.value) for gate in gates))
