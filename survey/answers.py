"""Text cells become typed answers; what a cell says of its own absence is read here too.

Nothing is decided yet about blank cells: that takes routing, and stands in `absence.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from survey.codebook import Scale, Variable, VariableType
from survey.missing import Reason

if TYPE_CHECKING:
    import pandas as pd

    from survey.read.export import Export

NUMBER = r"[+-]?\d{1,15}(?:[.,]\d{1,15})?"
"""A number with up to 15 digits, which a float holds exactly, and a decimal comma or point."""
PERHAPS_THOUSANDS = r"[+-]?[1-9]\d{0,2}[.,]\d{3}"
ISO_DATE = "%Y-%m-%d"

CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.]+|https?://\S+|\bwww\.\S+|\b[\w-]+\.onion\b\S*|(?<!\w)@\w{3,}"
    r"|\b(?:\d{1,3}\.){3}\d{1,3}\b|(?:\+|\b00|\b0)\d[\d ./-]{7,}\d"
)
"""E-mail and web addresses, handles, IP addresses and telephone numbers in open text."""
CONTACT_MARK = "[…]"


@dataclass(frozen=True)
class Answers:
    """One variable as read: its typed columns, and why a person's answer is absent as far as the cells say.

    `said` holds a `Reason` for each person, missing both where there is an answer and where the cells were blank.
    `shown` tells for whom the cells prove that a set was displayed although nothing is ticked.
    """

    values: pd.DataFrame
    said: pd.Series
    shown: pd.Series
    contacts: int = 0
    """Open answers from which an address or number that identifies a person was taken out."""
    ambiguous: int = 0
    """Decimal numbers such as 1.234, whose mark may be one of thousands; read as decimal."""

    @property
    def answered(self) -> pd.Series:
        """Return who gave an answer."""
        return self.values.notna().any(axis=1)


def read_answers(variable: Variable, export: Export, codes: Mapping[str, Reason]) -> Answers:
    """Return the answers to one question; `codes` are the study's own missing codes.

    A category that is an absence comes before a question's codes, these before the study's, and all before the
    platform's sign of a question not shown, which no open answer is taken for. What is neither a code nor a
    possible answer is `invalid`. Numbers have up to 15 digits, may have a decimal comma or point, and no thousands
    mark: a whole number written 1.000 is invalid.
    """
    answers = {code for choice in variable.answers for code in choice.written}
    signs = frozenset() if variable.type is VariableType.TEXT else export.signs.not_shown - answers
    reasons = {**dict.fromkeys(signs, Reason.NOT_SHOWN), **codes, **variable.missing, **_absent_choices(variable)}
    if variable.type is VariableType.SELECT_MULTIPLE:
        return _read_set(variable, export, reasons)
    if variable.type is VariableType.RANK:
        return _read_ranks(variable, export, reasons)
    return _read_single(variable, export.cells[variable.column or variable.name].str.strip(), reasons)


def empty_columns(variable: Variable, index: pd.Index) -> pd.DataFrame:
    """Return a variable's columns without any answer, of the types they would have."""
    import pandas as pd

    blank = pd.Series(pd.NA, index=index, dtype="string")
    if variable.type is VariableType.SELECT_MULTIPLE:
        return pd.DataFrame({column: blank.astype("boolean") for column in variable.columns})
    return pd.DataFrame({column: _typed(variable, blank) for column in variable.columns})


def columns_of(variable: Variable) -> tuple[str, ...]:
    """Return the headings under which an export holds this variable."""
    heading = variable.column or variable.name
    if variable.type is VariableType.SELECT_MULTIPLE:
        return tuple(f"{heading}/{choice.written[0]}" for choice in variable.choices)
    if variable.type is VariableType.RANK:
        return tuple(f"{heading}/{place}" for place in range(1, variable.places + 1))
    return (heading,)


def _absent_choices(variable: Variable) -> dict[str, Reason]:
    return {code: choice.reason for choice in variable.choices if choice.reason is not None for code in choice.written}


def _read_single(variable: Variable, cells: pd.Series, reasons: Mapping[str, Reason]) -> Answers:
    said = _said(cells, reasons)
    rest = cells.mask(said.notna() | (cells == ""))
    values = _typed(variable, rest)
    said = said.mask(rest.notna() & values.isna(), Reason.INVALID.value)
    contacts = ambiguous = 0
    if variable.type is VariableType.TEXT:
        values, contacts = _without_contacts(values)
    if variable.type is VariableType.DECIMAL:
        ambiguous = int(rest.str.fullmatch(PERHAPS_THOUSANDS).fillna(False).sum())
    return Answers(values.to_frame(variable.name), said, cells.isna(), contacts, ambiguous)


def _said(cells: pd.Series, reasons: Mapping[str, Reason]) -> pd.Series:
    """Return the reasons that the cells themselves name."""
    return cells.map(dict(reasons)).astype(object)


def _without_contacts(texts: pd.Series) -> tuple[pd.Series, int]:
    """Return open answers without what identifies a person in them, and in how many there was something."""
    found = texts.str.contains(CONTACT).fillna(False).astype(bool)
    if not found.any():
        return texts, 0
    return texts.where(~found, texts.str.replace(CONTACT, CONTACT_MARK, regex=True)), int(found.sum())


def _typed(variable: Variable, cells: pd.Series) -> pd.Series:
    import pandas as pd

    match variable.type:
        case VariableType.INTEGER | VariableType.DECIMAL:
            return _numbers(variable, cells)
        case VariableType.DATE:
            dates = pd.to_datetime(cells, format=ISO_DATE, errors="coerce")
            return dates.fillna(pd.to_datetime(cells, format="%d/%m/%Y", errors="coerce"))
        case VariableType.TEXT:
            return cells.astype("string")
        case _:
            return categories(variable, cells)


def _numbers(variable: Variable, cells: pd.Series) -> pd.Series:
    """Return the cells as numbers; a fraction is no answer to a question for a whole number."""
    import pandas as pd

    written = cells.str.fullmatch(NUMBER).fillna(False)
    if variable.type is VariableType.INTEGER:
        written &= ~cells.str.fullmatch(PERHAPS_THOUSANDS).fillna(False)
    plain = cells.where(written).str.replace(",", ".")
    numbers = pd.to_numeric(plain, errors="coerce").astype("Float64")
    if variable.type is VariableType.DECIMAL:
        return numbers
    return numbers.mask((numbers % 1) != 0).astype("Int64")


def categories(variable: Variable, cells: pd.Series) -> pd.Series:
    """Return the cells as category names, missing where the workbook knows no such category."""
    import pandas as pd

    names = {code: choice.name for choice in variable.answers for code in choice.written}
    dtype = pd.CategoricalDtype(
        [choice.name for choice in variable.answers], ordered=variable.scale is not Scale.NOMINAL
    )
    return cells.map(names).astype(dtype)


def _read_set(variable: Variable, export: Export, reasons: Mapping[str, Reason]) -> Answers:
    """Read k tick boxes: the set is answered when one is ticked, and then all of it."""
    cells = export.cells[list(columns_of(variable))].apply(lambda column: column.str.strip())
    cells.columns = [choice.name for choice in variable.choices]
    ticked = cells.isin(export.signs.ticked)
    known = ticked | cells.isin([*export.signs.unticked, *reasons, ""])
    wrong = ~known.all(axis=1)
    boxes = ticked[[choice.name for choice in variable.answers]]
    answered = boxes.any(axis=1) & ~wrong
    said = _said_of_set(variable, cells, ticked, reasons).mask(answered).mask(wrong, Reason.INVALID.value)
    values = boxes.astype("boolean").mask(~answered)
    values.columns = list(variable.columns)
    return Answers(values, said, (cells != "").any(axis=1) & said.isna() & ~answered)


def _said_of_set(
    variable: Variable, cells: pd.DataFrame, ticked: pd.DataFrame, reasons: Mapping[str, Reason]
) -> pd.Series:
    """Return the reason of a set: a ticked "don't know", else the first code among its cells."""
    said = cells.apply(_said, reasons=reasons).bfill(axis=1).iloc[:, 0]
    for choice in variable.choices:
        if choice.reason is not None:
            said = said.mask(ticked[choice.name] & said.isna(), choice.reason.value)
    return said.astype(object)


def _read_ranks(variable: Variable, export: Export, reasons: Mapping[str, Reason]) -> Answers:
    """Read ranks one by one; an item named twice, or one that is not offered, makes the whole ranking invalid."""
    import pandas as pd

    cells = export.cells[list(columns_of(variable))]
    parts = [_read_single(variable, cells[column].str.strip(), reasons) for column in cells]
    values = pd.concat([part.values.iloc[:, 0] for part in parts], axis=1, keys=variable.columns)
    whys = pd.concat([part.said for part in parts], axis=1)
    twice = values.astype("string").nunique(axis=1) < values.notna().sum(axis=1)
    wrong = twice | (whys == Reason.INVALID.value).any(axis=1)
    said = whys.bfill(axis=1).iloc[:, 0].mask(values.notna().any(axis=1)).mask(wrong, Reason.INVALID.value)
    return Answers(values.mask(wrong), said.astype(object), parts[0].shown)
