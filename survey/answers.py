"""Text cells become typed answers; what a cell says of its own absence is read here too.

Nothing is decided yet about blank cells: that takes routing, and stands in `absence.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from survey.codebook import Scale, Variable, VariableType
from survey.headings import columns_of
from survey.missing import Reason
from survey.quantities import count_ambiguous, dates, numbers
from survey.read.export import State
from survey.sets import read_boxes, said_of_set

if TYPE_CHECKING:
    import pandas as pd

    from survey.read.export import Export

CONTACT = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{1,64}|https?://\S+|\bwww\.\S+"
    r"|(?<![\w-])[\w-]{1,64}\.onion\b\S*|(?<!\w)@\w{3,}"
    r"|\b(?:\d{1,3}\.){3}\d{1,3}\b|(?:\+|\b00|\b0)\d[\d ./-]{7,}\d"
)
"""E-mail and web addresses, handles, IP addresses and telephone numbers in open text."""
CONTACT_MARK = "[…]"


@dataclass(frozen=True)
class Answers:
    """One variable as read: its typed columns, and why a person's answer is absent as far as the cells say.

    `said` holds a `Reason` for each person, missing both where there is an answer and where the cells were blank.
    `shown` tells for whom the cells prove that the question was displayed although there is no answer.
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

    A category that is an absence comes before a question's codes, these before the study's, these before what the
    file itself declares missing, and all before the platform's sign of a question not shown, which no open answer
    is taken for. What is neither a code nor a possible answer is `invalid`.
    """
    if variable.type is VariableType.SELECT_MULTIPLE:
        return _read_set(variable, export, codes)
    if variable.type is VariableType.RANK:
        return _read_ranks(variable, export, codes)
    return _read_column(variable, export, codes, variable.column or variable.name)


def _reasons(variable: Variable, export: Export, codes: Mapping[str, Reason], *columns: str) -> dict[str, Reason]:
    """Return what a cell can say of its own absence."""
    answers = {code for choice in variable.answers for code in choice.written}
    signs = frozenset() if variable.type is VariableType.TEXT else export.signs.not_shown - answers
    own = {code: reason for column in columns for code, reason in export.missing.get(column, {}).items()}
    own = {code: reason for code, reason in own.items() if code not in export.signs.not_shown or code in signs}
    return {**dict.fromkeys(signs, Reason.NOT_SHOWN), **own, **codes, **variable.missing, **_absent_choices(variable)}


def _hidden(export: Export, *columns: str) -> pd.Series:
    """Return for whom the platform says that none of these cells was displayed."""
    import pandas as pd

    told = [column for column in columns if export.not_shown is not None and column in export.not_shown]
    if not told or export.not_shown is None:
        return pd.Series(False, index=export.cells.index)
    return export.not_shown[told].all(axis=1)


def empty_columns(variable: Variable, index: pd.Index) -> pd.DataFrame:
    """Return a variable's columns without any answer, of the types they would have."""
    import pandas as pd

    blank = pd.Series(pd.NA, index=index, dtype="string")
    if variable.type is VariableType.SELECT_MULTIPLE:
        return pd.DataFrame({column: blank.astype("boolean") for column in variable.columns})
    return pd.DataFrame({column: _typed(variable, blank) for column in variable.columns})


def _absent_choices(variable: Variable) -> dict[str, Reason]:
    return {code: choice.reason for choice in variable.choices if choice.reason is not None for code in choice.written}


def _read_column(variable: Variable, export: Export, codes: Mapping[str, Reason], column: str) -> Answers:
    cells = export.column(column)
    said = _said(cells, _reasons(variable, export, codes, column))
    said = said.mask(_hidden(export, column) & (cells == ""), Reason.NOT_SHOWN.value)
    rest = cells.mask(said.notna() | (cells == ""))
    values = _typed(variable, rest)
    said = said.mask(rest.notna() & values.isna(), Reason.INVALID.value)
    contacts = ambiguous = 0
    if variable.type is VariableType.TEXT:
        values, contacts = _without_contacts(values)
    if variable.type is VariableType.DECIMAL and not export.exact:
        ambiguous = count_ambiguous(rest)
    shown = (cells == "") & said.isna() & (State.NOT_SHOWN not in export.alike.single)
    return Answers(values.to_frame(variable.name), said, shown, contacts, ambiguous)


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

    match variable.type:
        case VariableType.INTEGER | VariableType.DECIMAL:
            return numbers(cells, whole=variable.type is VariableType.INTEGER)
        case VariableType.DATE:
            return dates(cells)
        case VariableType.TEXT:
            return cells.astype("string")
        case _:
            return categories(variable, cells)


def categories(variable: Variable, cells: pd.Series) -> pd.Series:
    """Return the cells as category names, missing where the workbook knows no such category."""
    import pandas as pd

    names = {code: choice.name for choice in variable.answers for code in choice.written}
    dtype = pd.CategoricalDtype(
        [choice.name for choice in variable.answers], ordered=variable.scale is not Scale.NOMINAL
    )
    return cells.map(names).astype(dtype)


def _read_set(variable: Variable, export: Export, codes: Mapping[str, Reason]) -> Answers:
    """Read k tick boxes: the set is answered when one is ticked, or surely none, and then all of it."""
    columns = columns_of(variable, export.cells)
    reasons = _reasons(variable, export, codes, *columns)
    found = read_boxes(variable, export)
    wrong = ~(found.ticked | found.unticked | found.cells.isin([*reasons, ""])).all(axis=1)
    boxes = found.ticked[[choice.name for choice in variable.answers]]
    none = found.unticked.all(axis=1) if export.signs.none else found.ticked.iloc[:, 0] & False
    answered = (boxes.any(axis=1) | none) & ~wrong
    said = said_of_set(variable, found, reasons).mask(_hidden(export, *columns), Reason.NOT_SHOWN.value)
    said = said.mask(answered).mask(wrong, Reason.INVALID.value)
    values = boxes.astype("boolean").mask(~answered)
    values.columns = list(variable.columns)
    proof = (found.cells != "").any(axis=1) | (State.NOT_SHOWN not in export.alike.several)
    return Answers(values, said, proof & said.isna() & ~answered)


def _read_ranks(variable: Variable, export: Export, codes: Mapping[str, Reason]) -> Answers:
    """Read ranks one by one; an item named twice, or one that is not offered, makes the whole ranking invalid."""
    import pandas as pd

    parts = [_read_column(variable, export, codes, column) for column in columns_of(variable)]
    values = pd.concat([part.values.iloc[:, 0] for part in parts], axis=1, keys=variable.columns)
    whys = pd.concat([part.said for part in parts], axis=1)
    twice = values.astype("string").nunique(axis=1) < values.notna().sum(axis=1)
    wrong = twice | (whys == Reason.INVALID.value).any(axis=1)
    said = whys.bfill(axis=1).iloc[:, 0].mask(values.notna().any(axis=1)).mask(wrong, Reason.INVALID.value)
    return Answers(values.mask(wrong), said.astype(object), parts[0].shown)
