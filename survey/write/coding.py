"""Answers and absences as numbers, for files whose cells are numbers.

**Categories** keep the whole number by which the export writes them, when every answer of the question has one
of its own that is no absence code; else they are numbered from 1 in the order asked. **Tick boxes** are 1 and 0.

**Absences** have these codes in every variable of every study:

    -99 not_applicable    -96 break_off    -93 refused
    -98 not_shown         -95 no_answer    -92 invalid
    -97 not_in_wave       -94 dont_know    -91 unknown

They are in the order of the denominators, so that a single range of missing values makes each of them: -99 to -91
leaves everyone who answered (`valid`), -99 to -96 everyone who reached the question (`reached`), -99 to -97
everyone asked (`asked`). A column of numbers in which somebody's answer lies in that range cannot hold the codes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from survey.codebook import Choice, VariableType
from survey.missing import Denominator, Reason
from survey.survey import Survey
from survey.write.fields import Field

if TYPE_CHECKING:
    import pandas as pd

CODES: Mapping[Reason, int] = {
    Reason.NOT_APPLICABLE: -99,
    Reason.NOT_SHOWN: -98,
    Reason.NOT_IN_WAVE: -97,
    Reason.BREAK_OFF: -96,
    Reason.NO_ANSWER: -95,
    Reason.DONT_KNOW: -94,
    Reason.REFUSED: -93,
    Reason.INVALID: -92,
    Reason.UNKNOWN: -91,
}
LOWEST, HIGHEST = min(CODES.values()), max(CODES.values())
ANSWERED_CODE = 0
"""What a column of reasons holds for someone who answered."""

WHOLE = re.compile(r"-?[0-9]{1,9}")
NUMBERS = {VariableType.INTEGER, VariableType.DECIMAL}


def category_codes(choices: Sequence[Choice]) -> dict[str, int]:
    """Return the number of each category by name."""
    written = [choice.written[0] for choice in choices]
    codes = [int(text) for text in written if WHOLE.fullmatch(text)]
    free = not any(LOWEST <= code <= HIGHEST for code in codes)
    if len(set(codes)) != len(choices) or not free:
        codes = list(range(1, len(choices) + 1))
    return {choice.name: code for choice, code in zip(choices, codes, strict=True)}


def absent_range(denominator: Denominator) -> tuple[int, int] | None:
    """Return the lowest and highest code of the absences outside a denominator, or nothing when all are inside."""
    codes = [CODES[reason] for reason in denominator.absent]
    return (min(codes), max(codes)) if codes else None


def holds_codes(survey: Survey, field: Field) -> bool:
    """Tell whether a column of answers has room for absence codes: texts, dates and answers like them have none."""
    if field.type in {VariableType.TEXT, VariableType.DATE}:
        return False
    if field.type in NUMBERS:
        return not bool(survey.values[field.name].between(LOWEST, HIGHEST).fillna(False).any())
    return True


def numbers(survey: Survey, field: Field) -> pd.Series:
    """Return a column's answers as floating-point numbers; missing where there is no answer."""
    values = survey.values[field.name]
    if field.categories:
        return values.astype(object).map(category_codes(field.categories)).astype("float64")
    return values.astype("Float64").astype("float64")


def absences(survey: Survey, field: Field) -> pd.Series:
    """Return the code of the reason where a column has no answer; missing where it has one."""
    codes = {reason.value: code for reason, code in CODES.items()}
    return survey.reasons[field.name].astype(object).map(codes).astype("float64")


def coded(survey: Survey, field: Field) -> pd.Series:
    """Return a column as numbers, absences by their codes."""
    return numbers(survey, field).fillna(absences(survey, field))
