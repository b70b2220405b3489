"""What SPSS files of the toy study hold: system-missing or codes, and sets with or without their definition."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.survey.read.toy.people import HIDDEN, NONE, OPEN, ROUTED, Person, Truth
from tests.survey.read.toy.questionnaire import ONE, PLACES, QUESTIONS, RANK, SEVERAL, Question
from tests.survey.read.toy.spelling import Toy, number

OWN = ("id", "token", "email", "ipaddress")
NO_ANSWER, NOT_SHOWN = -99, -98
CODED: Mapping[Truth, float] = {OPEN: NO_ANSWER, HIDDEN: NOT_SHOWN, ROUTED: NOT_SHOWN}
ENDS = struct.pack("<ii", 999, 0)
"""The record that ends the dictionary of a file."""


def names(question: Question) -> list[str]:
    if question.type == SEVERAL:
        return [f"{question.name}_{choice}" for choice in question.choices]
    if question.type == RANK:
        return [f"{question.name}_{place}" for place in range(1, PLACES + 1)]
    return [question.name]


def values(person: Person, question: Question, coded: Mapping[Truth, float]) -> list[Any]:
    """Return the values of a person's variables; None is system-missing."""
    truth = person.truth[question.name]
    if isinstance(truth, Truth):
        if question.type == SEVERAL:
            return [0 if truth is NONE else coded.get(truth)] * len(question.choices)
        absent = "" if question.type == "text" else None if question.type == "date" else coded.get(truth)
        return [absent] * len(names(question))
    if question.type == SEVERAL:
        assert isinstance(truth, tuple)
        return [int(choice in truth) for choice in question.choices]
    if question.type == RANK:
        assert isinstance(truth, tuple)
        ranked: list[Any] = [question.position(choice) for choice in truth]
        return ranked + [coded.get(OPEN)] * (PLACES - len(ranked))
    return [question.position(str(truth)) if question.type == ONE else truth]


@dataclass(frozen=True)
class Sav:
    """A file written by pyreadstat; with `sets`, their definition is put into its dictionary."""

    coded: Mapping[Truth, float]
    sets: bool = True
    compress: bool = False

    def __call__(self, path: Path, people: Sequence[Person]) -> None:
        import pandas as pd
        import pyreadstat

        columns: dict[str, Any] = {
            "id": [float(person.number) for person in people],
            "token": [person.token for person in people],
            "email": [person.email for person in people],
            "ipaddress": [person.address for person in people],
        }
        for question in QUESTIONS:
            cells = [values(person, question, self.coded) for person in people]
            columns |= {
                name: _column(question, column)
                for name, column in zip(names(question), zip(*cells, strict=True), strict=True)
            }
        pyreadstat.write_sav(pd.DataFrame(columns), str(path), **self._dictionary(), compress=self.compress)
        if self.sets:
            path.write_bytes(with_sets(path.read_bytes()))

    def _dictionary(self) -> dict[str, Any]:
        questions = [(name, question) for question in QUESTIONS for name in names(question)]
        labels = [*("Number", "Token", "E-mail", "IP address"), *(_wordings())]
        numeric = [(name, q) for name, q in questions if q.type not in {"text", "date"}]
        declared = {NO_ANSWER: "No answer", NOT_SHOWN: "Not displayed"} if self.coded else {}
        return {
            "column_labels": labels,
            "variable_value_labels": {n: {**_codes(q), **declared} for n, q in numeric if _codes(q) or declared},
            "missing_ranges": {name: [NO_ANSWER, NOT_SHOWN] for name, _ in numeric} if self.coded else {},
            "variable_measure": {n: "ordinal" if q.ordinal else "nominal" for n, q in numeric if q.choices},
        }


def _column(question: Question, cells: Sequence[Any]) -> Any:
    import pandas as pd

    if question.type in {"text", "date"}:
        return pd.Series(list(cells), dtype=object)
    return pd.Series([None if cell is None else float(cell) for cell in cells], dtype="float64")


def _codes(question: Question) -> dict[int, str]:
    if question.type == SEVERAL:
        return {}
    return {question.position(choice): text for choice, text in question.choices.items()}


def _wordings() -> list[str]:
    texts = []
    for question in QUESTIONS:
        if question.type == SEVERAL:
            texts += list(question.choices.values())
        elif question.type == RANK:
            texts += [f"{question.text} – {place}" for place in range(1, PLACES + 1)]
        else:
            texts.append(" – ".join(filter(None, (question.text, question.row))))
    return texts


def with_sets(content: bytes) -> bytes:
    """Return an SPSS file with its sets defined: pyreadstat cannot write the record that does it."""
    lines = [
        f"${question.name}=D1 1 {len(question.text)} {question.text} {' '.join(names(question))}\n"
        for question in QUESTIONS
        if question.type == SEVERAL
    ]
    text = "".join(lines).encode("ascii")
    record = struct.pack("<iiii", 7, 7, 1, len(text)) + text
    end = content.index(ENDS)
    rest = content[end:]
    return content[:end] + record + (_moved(rest, len(record)) if content.startswith(b"$FL3") else rest)


def _moved(rest: bytes, by: int) -> bytes:
    """Return the compressed part with its offsets moved: a header, and at its end a block for each piece."""
    head = len(ENDS)
    start, trailer, length = struct.unpack("<qqq", rest[head : head + 24])
    at = head + trailer - start
    blocks = bytearray(rest[at : at + length])
    bias, zero, size, count = struct.unpack("<qqii", blocks[:24])
    struct.pack_into("<qqii", blocks, 0, bias, zero, size, count)
    for block in range(count):
        place = 24 + 24 * block
        plain, packed = struct.unpack_from("<qq", blocks, place)
        struct.pack_into("<qq", blocks, place, plain + by, packed + by)
    return rest[:head] + struct.pack("<qqq", start + by, trailer + by, length) + rest[head + 24 : at] + bytes(blocks)


def member(question: Question, choice: str) -> str:
    """Return what stands behind the slash of a box: the name of its variable."""
    return f"{question.name}_{choice}" if question.type == SEVERAL else number(question, choice)


def bare(question: Question, choice: str) -> str:
    return choice if question.type == SEVERAL else number(question, choice)


RANKS = {f"best_{place}": f"best/{place}" for place in range(1, PLACES + 1)}
BOXES = {
    f"{question.name}_{choice}": f"{question.name}/{choice}"
    for question in QUESTIONS
    if question.type == SEVERAL
    for choice in question.choices
}

TOYS = (
    Toy("spss-sav", "spss", "toy.sav", Sav({}), code=member, rename=RANKS, structure="toy.sav"),
    Toy("spss-zsav", "spss", "toy.zsav", Sav({}, compress=True), code=member, rename=RANKS, structure="toy.zsav"),
    Toy("spss-coded", "spss", "toy.sav", Sav(CODED), code=member, rename=RANKS, missing=f"{NOT_SHOWN}=not_shown"),
    Toy("spss-without-sets", "spss", "toy.sav", Sav({}, sets=False), code=bare, rename={**RANKS, **BOXES}),
)
