"""LimeSurvey's vvexport: tabs, a row of texts above a row of codes, and a sign for every question not shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from survey.read.export import Export, Hints
from survey.read.file import File
from survey.read.limesurvey_export import NOT_SHOWN, change_texts, questions_of, texts_of, told_export
from survey.read.limesurvey_heads import SIGNATURE, by_code

if TYPE_CHECKING:
    import pandas as pd

ESCAPES = {"lbrace": "{", "rbrace": "}", "newline": "\n", "cr": "\r", "tab": "\t", "quote": '"'}
ESCAPE = re.compile(r"\{(lbrace|rbrace|newline|cr|tab|quote)\}")
STORED_AS_NUMBER = re.compile(r"-?\d*\.\d{10}|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?")
"""How the database writes numbers, with ten decimals, and dates. It has no empty text for either."""


def recognise(file: File) -> bool:
    """Return whether row 2 has LimeSurvey's codes, and row 1 has not."""
    rows = [{cell.strip() for cell in row} for row in file.top[:2]]
    return len(rows) == 2 and rows[1] >= SIGNATURE | {"id"} and not rows[0] >= SIGNATURE | {"id"}


def read(file: File, hints: Hints) -> Export:
    """Return the export, its escapes undone.

    The sign of a question not shown is one, except where nothing was ever stored as an empty text: numbers and
    dates that were left open are written like those not shown, and count as `unknown`.
    """
    texts, codes = file.top[0], file.top[1]
    found = by_code(codes)
    raw = file.grid.frame([heading.column for heading in found], skip=2)
    labels = {heading.column: " ".join(unescaped(text).split()) for heading, text in zip(found, texts, strict=True)}
    return told_export(
        change_texts(raw, unescaped),
        {column for column in map(str, raw) if column not in _silent(raw)},
        path=str(file.path),
        sha256=file.sha256,
        format="limesurvey_vv",
        spelling=file.grid.spelling,
        letters=file.grid.letters,
        labels={column: text for column, text in labels.items() if text and column in raw},
    )


def unescaped(text: str) -> str:
    """Return a text as it was answered; the sign of a question not shown stays as it is."""
    return text if text.strip() == NOT_SHOWN else ESCAPE.sub(lambda match: ESCAPES[match[1]], text)


def tells(column: pd.Series) -> bool:
    """Return whether the sign means that a question was not shown: not where numbers or dates are stored."""
    said = texts_of(column) - {NOT_SHOWN}
    return "" in said or any(not STORED_AS_NUMBER.fullmatch(text) for text in said)


def _silent(raw: pd.DataFrame) -> set[str]:
    """Return the columns whose sign may also mean that a question was left open; those of one question are alike."""
    groups = questions_of([str(column) for column in raw])
    together = {column: columns for columns in groups.values() for column in columns}
    return {name for name in map(str, raw) if not any(tells(raw[column]) for column in together.get(name, [name]))}
