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


@dataclass
class Draft:
    """A wave in the making: columns are added question by question, so that gates come before what they route."""

    codebook: Codebook
    index: pd.Index
    columns: dict[str, pd.Series] = field(default_factory=dict)
    absences: dict[str, pd.Series] = field(default_factory=dict)
    _frame: tuple[int, pd.DataFrame] | None = None

    @classmethod
    def of(cls, codebook: Codebook, values: pd.DataFrame) -> Draft:
        """Return a draft that holds these answers and no reasons."""
        return cls(codebook, values.index, {str(name): values[name] for name in values})

    @property
    def values(self) -> pd.DataFrame:
        """Return the answers so far."""
        import pandas as pd

        if self._frame is None or self._frame[0] != len(self.columns):
            self._frame = (len(self.columns), pd.DataFrame(self.columns, index=self.index))
        return self._frame[1]

    @property
    def reasons(self) -> pd.DataFrame:
        """Return the reasons so far."""
        import pandas as pd

        return pd.DataFrame(self.absences, index=self.index)

    def add(self, values: pd.DataFrame, reasons: pd.DataFrame) -> None:
        """Add one variable's columns."""
        self.columns.update({str(name): values[name] for name in values})
        self.absences.update({str(name): reasons[name] for name in reasons})
        self._frame = None


@dataclass(frozen=True)
class Decided:
    """One variable with a reason in every empty cell."""

    values: pd.DataFrame
    reasons: pd.DataFrame
    off_route: int
    """Answers kept although routing says there can be none."""


def decide(variable: Variable, position: int, answers: Answers, draft: Draft, reach: Reach, blank: Reason) -> Decided:
    """Return the variable with every absence decided, in the order at the head of this file."""
    past, gate_absent = _routing(variable, draft)
    answered = answers.values.notna().any(axis=1)
    mute = ~answered & ~answers.reasons.isin(list(FINAL)).any(axis=1)
    reasons = answers.reasons
    for people, why in (
        (gate_absent, Reason.NOT_SHOWN),
        (reach.beyond(variable, position), Reason.BREAK_OFF),
        (past, Reason.NOT_APPLICABLE),
    ):
        reasons = reasons.mask(people & mute, why.value)  # the later, the stronger
    reasons = _fill_blanks(variable, answers, reasons, blank)
    values, reasons = _real_none(variable, answers.values, reasons)
    return Decided(values, reasons, int((past & answered).sum()))


def _routing(variable: Variable, draft: Draft) -> tuple[pd.Series, pd.Series]:
    """Return for whom routing passes the question, and for whom its gate is itself absent.

    A gate that was routed past routes past what depends on it: nobody could have come there.
    """
    import pandas as pd

    no = pd.Series(False, index=draft.index)
    if not variable.relevant:
        return no, no
    rule = parse_rule(variable.relevant, variable.place)
    shown = rule.evaluate(draft)
    past = (~shown).fillna(False).astype(bool)
    unsure = shown.isna()
    through = unsure & _gates_passed(rule, draft)
    return past | through, unsure & ~through


def _gates_passed(rule: Rule, draft: Draft) -> pd.Series:
    """Return for whom every absent gate of the rule is absent because it was routed past."""
    columns = [draft.codebook[name].columns[0] for name in rule.variables]
    gates = draft.reasons[columns]
    return (gates.isna() | (gates == Reason.NOT_APPLICABLE.value).fillna(False)).all(axis=1)


def _fill_blanks(variable: Variable, answers: Answers, reasons: pd.DataFrame, blank: Reason) -> pd.DataFrame:
    """Give what is still open its reason: left open where that is proven, else what a blank is declared to mean.

    A set that was displayed, offers "none of these" and has nothing ticked was left open.
    """
    import pandas as pd

    meaning = pd.Series(variable.blank or blank.value, index=reasons.index, dtype="string")
    if any(choice.exclusive for choice in variable.answers):
        meaning = meaning.mask(answers.shown, Reason.NO_ANSWER.value)
    still_open = answers.values.isna() & reasons.isna()
    return pd.DataFrame({name: reasons[name].mask(still_open[name], meaning) for name in reasons})


def _real_none(variable: Variable, values: pd.DataFrame, reasons: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Turn a set whose blank means none into one with nothing ticked."""
    if variable.type is not VariableType.SELECT_MULTIPLE or variable.blank != BLANK_SET:
        return values, reasons
    none = reasons == BLANK_SET
    return values.mask(none, False), reasons.mask(none)
