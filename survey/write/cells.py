"""Cells as a reader sees them: answers under their own names, and for an absence the word for its reason.

`absent:no_answer` stands where someone gave no answer, so that no mean or sum takes an absence for a number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.codebook import VariableType
from survey.missing import Reason
from survey.survey import Survey
from survey.write.fields import Field
from survey.write.sheets import QUOTE, quoted

if TYPE_CHECKING:
    import pandas as pd

ABSENT = "absent:"
LIKE_ABSENT = f"{QUOTE}*{ABSENT}"


def absent_word(reason: Reason) -> str:
    """Return what a cell holds where there is no answer."""
    return f"{ABSENT}{reason}"


def typed_cells(survey: Survey, field: Field) -> pd.Series:
    """Return a column as plain objects: numbers as numbers, ticks as 1 and 0, categories by name, dates as dates.

    A text that looks like an absence has one `'` more before it than it had.
    """
    values = survey.values[field.name]
    if field.type is VariableType.SELECT_MULTIPLE:
        values = values.astype("Int64")
    elif _is_named(field):
        texts = values.astype("string")
        values = texts.mask(texts.str.match(LIKE_ABSENT).fillna(False).astype(bool), QUOTE + texts)
    found = values.dt.date.astype(object) if field.type is VariableType.DATE else values.astype(object)
    return found.where(values.notna(), _absences(survey, field))


def text_cells(survey: Survey, field: Field) -> pd.Series:
    """Return a column as text for a CSV file; texts that a spreadsheet would run, or take for an absence, get `'`."""
    values = survey.values[field.name]
    if field.type is VariableType.DATE:
        texts = values.dt.strftime("%Y-%m-%d").astype("string")
    elif field.type is VariableType.SELECT_MULTIPLE:
        texts = values.astype("Int64").astype("string")
    else:
        texts = values.astype("string")
    return (quoted(texts, ABSENT) if _is_named(field) else texts).fillna(_absences(survey, field))


def _is_named(field: Field) -> bool:
    """Tell whether cells hold a text of somebody's choosing: an open answer, or the name of a category."""
    return field.type is VariableType.TEXT or bool(field.categories)


def _absences(survey: Survey, field: Field) -> pd.Series:
    return ABSENT + survey.reasons[field.name].astype("string")
