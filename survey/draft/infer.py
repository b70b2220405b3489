"""Questions guessed from what stands in an export, for columns that no structure describes.

A guess is made from a column's different texts, never shown: a text that one person wrote becomes no category.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from survey.answers import CONTACT
from survey.codebook import Choice, Label, Scale, Variable, VariableType
from survey.draft.names import choice_name, natural, variable_name
from survey.missing import Reason
from survey.quantities import dates, numbers
from survey.read.export import Export
from survey.read.identifiers import identifying
from survey.structure.absences import reason_of

if TYPE_CHECKING:
    import pandas as pd

MOSTLY = 0.5
MOST_CATEGORIES = 25
LONGEST_CATEGORY = 120
MOST_CODES = 12
"""So many different whole numbers are taken for the codes of categories; more for amounts."""
LARGEST_CODE = 20
FEWEST_ROWS, MANY_ROWS = 5, 10
CODE = r"(?=.*\d)[\w-]{4,40}"
"""A number or code of four signs or more."""
WORDS = re.compile(r"-?\d+(?:[.,]\d+)?|[^\W\d]{1,20}(?:[ /-][^\W\d]{1,20})?")
OTHER = re.compile(
    r"\bspecify\b|\bnamelijk\b|\bspecificeer\b|\bpréciser\b|\bprécisez\b|\bin your own words\b", re.IGNORECASE
)
SPECIAL = frozenset("-1 -7 -8 -9 -66 -77 -88 -97 -98 -99 -997 -998 -999 77 88 97 98 99 777 888 997 998 999".split())
"""Codes that many studies use for an absence."""


def infer(export: Export, columns: Sequence[str], taken: Iterable[str] = ()) -> tuple[Variable, ...]:
    """Return a variable for each of these columns, in order, or one for those that are boxes of a set.

    `taken` are names that are in use. Columns that look identifying are marked so, to be confirmed.
    """
    names = set(taken)
    made: list[Variable] = []
    for question, members in _families(columns).items():
        for variable in _family(export, question, members):
            named = replace(variable, name=variable_name(variable.name, names))
            names.add(named.name)
            made.append(named)
    return tuple(made)


def _families(columns: Sequence[str]) -> dict[str, list[str]]:
    """Return the columns by question: those with a slash stand together under what is before it."""
    families: dict[str, list[str]] = {}
    for column in columns:
        families.setdefault(column.rpartition("/")[0] or column, []).append(column)
    return families


def _family(export: Export, question: str, columns: list[str]) -> list[Variable]:
    texts = {column: _texts(export, column) for column in columns}
    if len(columns) > 1 and all(_is_box(export, column, texts[column]) for column in columns):
        return [_set(export, question, columns)]
    alone = [_single(export, column, texts[column]) for column in columns]
    return _of_one_list(alone) if len(alone) > 1 else alone


def _texts(export: Export, column: str) -> pd.Series:
    """Return the column's texts, blanks and signs of a question not shown left out."""
    cells = export.column(column)
    return cells[(cells != "") & ~cells.isin(export.signs.not_shown | set(export.missing.get(column, {})))]


def _is_box(export: Export, column: str, texts: pd.Series) -> bool:
    """Return whether a column says no more than ticked or not, or a code; one that says nothing can be a box too."""
    marks = export.signs.ticked | export.signs.unticked | export.ticks.get(column, frozenset())
    return bool(texts.isin(marks | SPECIAL).all())


def _set(export: Export, question: str, columns: list[str]) -> Variable:
    used: set[str] = set()
    choices = []
    for column in columns:
        code = column.removeprefix(f"{question}/")
        text = export.labels.get(column) or code
        choices.append(Choice(choice_name(code, used), Label({"": text}), (code,), _reason(text)))
    label = Label({"": export.questions.get(question) or question})
    return Variable(question, VariableType.SELECT_MULTIPLE, label, tuple(choices), question, column=question)


def _single(export: Export, column: str, texts: pd.Series) -> Variable:
    label = _wording(export, column)
    kind, choices = _kind(texts)
    identifies = _identifies(export, column, label, texts)
    if identifies and choices:
        kind, choices = VariableType.TEXT, ()  # categories would be the answers themselves
    return Variable(
        name=column,
        type=kind,
        label=Label({"": label}),
        choices=choices,
        list_name=column if choices else "",
        scale=Scale.ORDINAL if choices and _counted(choices) else Scale.NOMINAL,
        missing=dict(export.missing.get(column, {})),
        identifier=identifies,
        column=column,
    )


def _wording(export: Export, column: str) -> str:
    """Return what the headings say of a column: the question, and for a row of an array the row behind it."""
    own, question = export.labels.get(column, ""), export.questions.get(column.rpartition("/")[0], "")
    if not own or own == question:
        return own or question or column
    return f"{question} – {own}" if question else own


def _identifies(export: Export, column: str, label: str, texts: pd.Series) -> bool:
    """Return whether a column can point at a person: by its heading, by what its cells are, or as "other, specify".

    What people wrote in their own words beside a list is kept apart until somebody has read it.
    """
    specified = column.endswith("_TEXT") or OTHER.search(label) is not None
    return identifying(column, label) or specified or _tells_apart(export, column) or _holds_contacts(texts)


def _tells_apart(export: Export, column: str) -> bool:
    """Return whether every row has a number or code of its own: rising numbers, or different ones of some length."""
    cells = export.column(column)
    if len(cells) < FEWEST_ROWS or (cells == "").any() or not cells.is_unique:
        return False
    rising = bool((numbers(cells, whole=True).diff().iloc[1:] > 0).fillna(False).all())
    return rising or (len(cells) >= MANY_ROWS and bool(cells.str.fullmatch(CODE).all()))


def _holds_contacts(texts: pd.Series) -> bool:
    """Return whether most texts are an e-mail address, a telephone number or the like, and nothing else."""
    return len(texts) > 0 and int(texts.str.fullmatch(CONTACT).sum()) > MOSTLY * len(texts)


def _kind(texts: pd.Series) -> tuple[VariableType, tuple[Choice, ...]]:
    if texts.empty:
        return VariableType.TEXT, ()
    found = sorted(map(str, texts.unique()), key=natural)
    if dates(texts).notna().all():
        return VariableType.DATE, ()
    if (amounts := numbers(texts, whole=False)).notna().all() and not _padded(found):
        whole = bool(numbers(texts, whole=True).notna().all())
        if _few(texts, found) and (not whole or _are_codes(found)):
            return VariableType.SELECT_ONE, _categories(found)
        return VariableType.INTEGER if whole and bool((amounts % 1 == 0).all()) else VariableType.DECIMAL, ()
    return (VariableType.SELECT_ONE, _categories(found)) if _few(texts, found) else (VariableType.TEXT, ())


def _padded(found: Sequence[str]) -> bool:
    """Return whether a number begins with a zero that a number would lose: a postcode, a code."""
    return any(re.match(r"0\d", text) for text in found)


def _are_codes(found: Sequence[str]) -> bool:
    return len(found) <= MOST_CODES and all(
        abs(float(t.replace(",", "."))) <= LARGEST_CODE or t in SPECIAL for t in found
    )


def _few(texts: pd.Series, found: Sequence[str]) -> bool:
    """Return whether these are categories: not many, not long, and nothing that one person put in their own words.

    What one person wrote can be a category only when it is a number or a word or two, beside as many texts that
    several wrote. A text with contact details is none, nor one with the sign that stands between codes.
    """
    people = texts.value_counts()
    once = [str(text) for text in people.index[people == 1]]
    if any("|" in text or CONTACT.search(text) for text in found):
        return False
    plain = all(WORDS.fullmatch(text) for text in once)
    return len(found) <= MOST_CATEGORIES and len(once) <= len(found) / 2 and plain and _short(found)


def _short(found: Sequence[str]) -> bool:
    return max(map(len, found)) <= LONGEST_CATEGORY


def _categories(found: Sequence[str]) -> tuple[Choice, ...]:
    used: set[str] = set()
    return tuple(Choice(choice_name(text, used), Label({"": text}), (text,), _reason(text)) for text in found)


def _reason(text: str) -> Reason | None:
    """Return the absence that a text surely is; "n/a" in somebody's own cell can mean anything."""
    reason = reason_of(text)
    return None if reason is Reason.NOT_APPLICABLE else reason


def _counted(choices: Sequence[Choice]) -> bool:
    return all(re.fullmatch(r"-?\d+", choice.written[0]) for choice in choices)


def _of_one_list(variables: list[Variable]) -> list[Variable]:
    """Return the rows of an array with one list of categories, when they all have categories of one kind."""
    kinds = {variable.type for variable in variables if variable.choices or variable.type is not VariableType.TEXT}
    codes = dict.fromkeys(code for variable in variables for choice in variable.choices for code in choice.written)
    if kinds != {VariableType.SELECT_ONE} or len(codes) > MOST_CATEGORIES:
        return variables
    choices = _categories(sorted(codes, key=natural))
    scale = Scale.ORDINAL if _counted(choices) else Scale.NOMINAL
    together = {"type": VariableType.SELECT_ONE, "choices": choices, "list_name": variables[0].column, "scale": scale}
    return [replace(variable, **together) if variable.choices else variable for variable in variables]  # type: ignore[arg-type]
