"""SurveyMonkey's exports of all responses, CSV or XLSX: two rows of headings, the second for options and rows.

A question with one column is called by its text. One with several (a set of boxes, a matrix, a ranking) has the
columns `question/option`. What people wrote behind "other" is a question of its own, `question - option`; whoever wrote
there has ticked the box "other", for which SurveyMonkey has no column, so that the reader adds one to a set. Slashes
of a question's or option's own become hyphens.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from survey.read.export import Export, Hints, Signs
from survey.read.file import File
from survey.read.grid import name_heads

if TYPE_CHECKING:
    import pandas as pd

KEYS = re.compile(
    r"respondent id|collector id|(?:start|end) date|date (?:created|modified)|ip address|email address|first name"
    r"|last name|custom (?:data|value)(?: \d+)?"
)
"""What SurveyMonkey writes of a response itself; all of it can point at a person."""
RESPONDENT = re.compile(r"respondent ?id", re.IGNORECASE)
NO_OPTION = frozenset({"", "response", "open-ended response"})
"""What stands under a question that has one answer."""
CONTACTS = frozenset(
    {"name", "company", "address", "address 2", "city/town", "state/province", "zip/postal code", "country"}
    | {"email address", "phone number"}
)
"""The fields of SurveyMonkey's question for contact information."""


@dataclass(frozen=True)
class _Column:
    """What the two rows of headings say of one column."""

    question: str
    option: str = ""

    @property
    def is_key(self) -> bool:
        """Return whether SurveyMonkey adds it to every export."""
        apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", self.question)
        return not self.option and KEYS.fullmatch(" ".join(apart.lower().split())) is not None

    @property
    def is_answer(self) -> bool:
        """Return whether it holds the answer to a question, and not one of its options or rows."""
        return self.option.lower() in NO_OPTION


@dataclass(frozen=True)
class _Question:
    """Columns that belong together, by the names they get."""

    text: str
    columns: Mapping[str, _Column]

    @property
    def options(self) -> dict[str, str]:
        """Return the wording of each column that is an option or row."""
        return {name: column.option for name, column in self.columns.items() if not column.is_answer}


def recognise(file: File) -> bool:
    """Return whether the first heading is the respondent's number, and nothing stands under it or a key beside it."""
    if len(file.top) < 2 or not RESPONDENT.fullmatch(file.heads[0].strip()):
        return False
    return _heading_rows(file.top) == 2 or any(_Column(head.strip()).is_key for head in file.heads[1:])


def read(file: File, hints: Hints) -> Export:
    """Return the export; who finished is not told, and no blank tells why it is one."""
    top = file.grid.top
    columns = _columns(top)
    names = _names(columns)
    cells = file.grid.frame(names, skip=_heading_rows(top))
    named = {name: column for name, column in zip(name_heads(names), chain(*columns), strict=True) if name in cells}
    keys = tuple(name for name, column in named.items() if column.is_key)
    questions = _questions(named)
    ticks = {name: marks for question in questions.values() for name, marks in _ticks(question, cells).items()}
    texts = {name: own for question in questions.values() for name, own in _others(question, ticks).items()}
    others = dict(zip(texts, name_heads([*named, *texts.values()])[len(named) :], strict=True))
    boxes = {name: named[name].option for name in others if _is_in_set(name, ticks)}
    return Export(
        path=str(file.path),
        sha256=file.sha256,
        format="surveymonkey",
        cells=_with_others(cells, others, boxes),
        signs=Signs(ticked=frozenset()),
        spelling=file.grid.spelling,
        letters=file.grid.letters,
        response=cells[keys[0]] if keys else None,
        identifiers=keys + tuple(chain.from_iterable(map(_contacts, questions.values()))),
        platform=keys,
        labels=_labels(named, others, boxes),
        questions={name: question.text for name, question in questions.items() if question.options.keys() - others},
        ticks=ticks | {name: frozenset({option}) for name, option in boxes.items()},
    )


def _heading_rows(top: Sequence[Sequence[str]]) -> int:
    """Return 2, or 1 when the second row holds answers: of headings, none stands under the respondent's number."""
    return 1 if len(top) < 2 or top[1][0].strip() else 2


def _columns(top: Sequence[Sequence[str]]) -> list[list[_Column]]:
    """Return the columns of each question: its text stands over the first, or over each of them."""
    under = top[1] if _heading_rows(top) == 2 else [""] * len(top[0])
    questions: list[list[_Column]] = []
    for head, option in zip(map(_line, top[0]), map(_line, under), strict=True):
        last = questions[-1][0] if questions else _Column("")
        column = _Column(head or (last.question if option else ""), option)
        goes_on = not head or (head == last.question and not column.is_answer)
        if option and goes_on and last.question and not last.is_key:
            questions[-1].append(column)
        else:
            questions.append([column])
    return questions


def _names(questions: Sequence[Sequence[_Column]]) -> list[str]:
    """Return what the columns are called; one without any heading gets none."""
    texts = [question[0].question.replace("/", "-") for question in questions]
    unique = [name if text else "" for name, text in zip(name_heads(texts), texts, strict=True)]
    return [
        name if column.is_answer or not name else f"{name}/{column.option.replace('/', '-')}"
        for name, question in zip(unique, questions, strict=True)
        for column in question
    ]


def _questions(named: Mapping[str, _Column]) -> dict[str, _Question]:
    """Return the questions by name."""
    belonging: dict[str, dict[str, _Column]] = {}
    for name, column in named.items():
        belonging.setdefault(name.partition("/")[0], {})[name] = column
    return {name: _Question(next(iter(columns.values())).question, columns) for name, columns in belonging.items()}


def _ticks(question: _Question, cells: pd.DataFrame) -> dict[str, frozenset[str]]:
    """Return how the boxes of a set are ticked: by their own text; nothing for other questions.

    A matrix has other texts in its cells than above them. Behind the boxes of a set may stand one column for
    "other", which holds what people wrote.
    """
    options = question.options
    found = {name: _texts(cells[name]) for name in options}
    boxes = [name for name, option in options.items() if set(map(_line, found[name])) <= {option}]
    others = [name for name in options if name not in boxes]
    if not any(found[name] for name in boxes) or others not in ([], list(options)[-1:]):
        return {}
    return {name: frozenset({options[name], *found[name]}) for name in boxes}


def _others(question: _Question, ticks: Collection[str]) -> dict[str, str]:
    """Return the columns for what people wrote behind "other", with the names they get.

    In a set it is the one that is no box, and beside the answer to a single choice every column.
    """
    options = question.options
    if len(options) == len(question.columns) and not any(name in ticks for name in options):
        return {}
    return {name: name.replace("/", " - ", 1) for name in options if name not in ticks}


def _is_in_set(name: str, ticks: Collection[str]) -> bool:
    return any(box.partition("/")[0] == name.partition("/")[0] for box in ticks)


def _with_others(cells: pd.DataFrame, others: Mapping[str, str], boxes: Mapping[str, str]) -> pd.DataFrame:
    """Return the columns with those behind "other" under their own names, each after the box it stands for."""
    import pandas as pd

    columns: dict[str, pd.Series] = {}
    for name in map(str, cells):
        if name in boxes:
            wrote = cells[name].astype("string").str.strip() != ""
            columns[name] = wrote.map({True: boxes[name], False: ""}).astype("category")
        columns[others.get(name, name)] = cells[name]
    return pd.DataFrame(columns, index=cells.index)


def _labels(named: Mapping[str, _Column], others: Mapping[str, str], boxes: Mapping[str, str]) -> dict[str, str]:
    """Return the wording of each column: of a box or row its own."""
    asked = {name: column for name, column in named.items() if not column.is_key}
    own = {
        others.get(name, name): f"{column.question} – {column.option}" if name in others else column.option
        for name, column in asked.items()
        if not column.is_answer
    }
    return {name: column.question for name, column in asked.items() if column.is_answer} | own | dict(boxes)


def _texts(cells: pd.Series) -> set[str]:
    """Return the different texts of a column, blanks left out."""
    return {text.strip() for text in cells.cat.categories} - {""}


def _contacts(question: _Question) -> tuple[str, ...]:
    """Return the columns of a question that asks for name and address."""
    options = question.options
    if len(options) < 2 or not CONTACTS.issuperset(option.lower() for option in options.values()):
        return ()
    return tuple(options)


def _line(text: str) -> str:
    return " ".join(text.split())
