"""What an answer counts as where answers are reckoned with: a number as it is, a category by its declared score."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from analysis.tally import Entry
from survey.codebook import Codebook, Variable
from survey.missing import Reason
from survey.plan import TablePlan


def score(variable: Variable, entry: Entry) -> Fraction | Reason:
    """Return the number an answer counts as, or the reason why there is none."""
    if isinstance(entry, Reason | Fraction):
        return entry
    declared = variable.choice(str(entry)).score
    return Reason.INVALID if declared is None else declared


def unscored(plan: TablePlan, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Return which category has no score, or nothing: a code is never taken for a number."""
    return next(
        (
            f"the category '{choice.name}' of '{variable.name}' has no score (column 'score' in the sheet choices)"
            for variable in variables
            for choice in variable.answers
            if choice.score is None
        ),
        "",
    )
