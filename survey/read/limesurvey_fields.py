"""Which columns a LimeSurvey question has in an export, and what each of them holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import product

from survey.read.limesurvey_questions import CELLS, Option, Question, Questionnaire, Texts


class Holds(Enum):
    """What a column of a question holds."""

    CHOICE = auto()
    BOX = auto()
    RANK = auto()
    TEXT = auto()
    NUMBER = auto()
    DATE = auto()
    UPLOAD = auto()


@dataclass(frozen=True)
class Field:
    """One column: `suffix` stands behind the question's number in the database, `item` behind the slash of a column."""

    suffix: str
    item: str
    holds: Holds
    texts: tuple[Texts, ...] = ()
    """The wordings of the row, and of the column of an array, that it belongs to."""
    row: str = ""
    """The row of an array whose boxes are one set."""
    scale: str = "0"
    told: bool = True
    """Whether the database keeps "left open" and "not shown" apart: numbers and dates it stores alike."""


LISTS, SETS, ROWS = "L!O", "MP", "FABCEH"
ONE_COLUMN = {
    **dict.fromkeys("YGI5", Holds.CHOICE),
    **dict.fromkeys("STU", Holds.TEXT),
    "N": Holds.NUMBER,
    "D": Holds.DATE,
}
NOT_TOLD = "NKD"
"""Types stored as numbers and dates, which have no empty text: left open is stored as if not shown."""


def fields(question: Question) -> Iterator[Field]:
    """Yield the columns of a question in the order of the exports."""
    kind = question.type
    if kind in ONE_COLUMN:
        yield Field("", "", ONE_COLUMN[kind], told=kind not in NOT_TOLD)
    elif kind == "*":
        yield Field("", "", Holds.NUMBER if question.settings.get("numbers_only") == "1" else Holds.TEXT)
    elif kind == "|":
        yield Field("", "", Holds.UPLOAD)
        yield Field("_filecount", "filecount", Holds.NUMBER, told=False)
    elif kind in LISTS:
        yield Field("", "", Holds.CHOICE)
        if kind == "O":
            yield Field("comment", "comment", Holds.TEXT)
    elif kind == "R":
        for place in range(1, places(question) + 1):
            yield Field(str(place), str(place), Holds.RANK)
    else:
        yield from _several(question)
    if question.other and kind in LISTS + SETS:
        yield Field("other", "other", Holds.TEXT)
        if kind == "P":
            yield Field("othercomment", "othercomment", Holds.TEXT)


def columns(questionnaire: Questionnaire) -> dict[str, tuple[str, Field]]:
    """Return the column and its field by the name of the database: `<sid>X<gid>X<qid>` and a suffix."""
    return {
        f"{questionnaire.sid}X{question.gid}X{question.qid}{field.suffix}": (column_of(question, field), field)
        for question in questionnaire.questions
        for field in fields(question)
    }


def column_of(question: Question, field: Field) -> str:
    """Return the name that our readers give a column: `Q1`, or `Q1/SQ001`."""
    return f"{question.code}/{field.item}" if field.item else question.code


def places(question: Question) -> int:
    """Return how many ranks can be given."""
    limits = [question.settings.get(name, "") for name in ("max_subquestions", "max_answers")]
    return min([len(options(question)), *(int(limit) for limit in limits if limit.isdecimal() and int(limit))])


def options(question: Question, scale: str = "0") -> tuple[Option, ...]:
    """Return what can be chosen, or ranked: newer versions keep the items of a ranking as subquestions."""
    return question.answers.get(scale, ()) or (question.rows if question.type == "R" else ())


def _several(question: Question) -> Iterator[Field]:
    kind = question.type
    for row in question.rows:
        if kind in SETS:
            yield Field(row.code, row.code, Holds.BOX, (row.texts,))
            if kind == "P":
                yield Field(f"{row.code}comment", f"{row.code}comment", Holds.TEXT, (row.texts,))
        elif kind == "1":
            for scale in ("0", "1"):
                item = f"{row.code}_{int(scale) + 1}"
                yield Field(f"{row.code}#{scale}", item, Holds.CHOICE, (row.texts,), scale=scale)
        elif kind in ROWS:
            yield Field(row.code, row.code, Holds.CHOICE, (row.texts,))
        elif kind in {"K", "Q"}:
            holds = Holds.NUMBER if kind == "K" else Holds.TEXT
            yield Field(row.code, row.code, holds, (row.texts,), told=kind not in NOT_TOLD)
    if kind in {":", ";"}:
        yield from _cells(question)


def _cells(question: Question) -> Iterator[Field]:
    """Yield the cells of an array of texts, numbers or boxes; the database keeps them all as text."""
    boxes = question.settings.get("multiflexible_checkbox") == "1"
    holds = Holds.TEXT if question.type == ";" else Holds.BOX if boxes else Holds.NUMBER
    for row, column in product(question.rows, question.parts.get(CELLS, ())):
        code = f"{row.code}_{column.code}"
        yield Field(code, code, holds, (row.texts, column.texts), row=row.code)
