"""How a platform writes the answers of the toy study, and what a workbook must say to have them read."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from tests.survey.read.toy.people import NONE, PEOPLE, Person, Truth
from tests.survey.read.toy.questionnaire import ONE, PLACES, QUESTIONS, RANK, SEVERAL, Question

Write = Callable[[Path, Sequence[Person]], None]
Code = Callable[[Question, str], str]
"""What stands for a choice of a question."""


def name(question: Question, choice: str) -> str:
    """Return the choice's own name."""
    return choice


def label(question: Question, choice: str) -> str:
    """Return the choice's wording."""
    return question.choices[choice]


def number(question: Question, choice: str) -> str:
    """Return the choice's place in the list."""
    return str(question.position(choice))


@dataclass(frozen=True)
class Spelling:
    """How cells are written; whatever is not told is blank."""

    choice: Code = number
    tick: Code = lambda question, choice: "1"
    unticked: str = ""
    single: Mapping[Truth, str] = field(default_factory=dict)
    """What a question with one column holds instead of an answer."""
    boxes: Mapping[Truth, str] = field(default_factory=dict)
    """What each box of a set holds instead of an answer."""
    own: Mapping[str, Mapping[Truth, str]] = field(default_factory=dict)
    """The same as `single` for one question."""
    number: Callable[[float], str] = "{:g}".format
    day: Callable[[date], str] = date.isoformat
    text: Callable[[str], str] = str
    joined: str = ""
    """What stands between the answers of a set in one cell; nothing where every box has its own."""

    def cells(self, person: Person, question: Question) -> list[str]:
        """Return what the columns of one question hold."""
        truth = person.truth[question.name]
        if question.type == SEVERAL:
            return self._set(truth, question)
        if question.type == RANK:
            return self._ranks(truth, question)
        return [self._absent(truth, question) if isinstance(truth, Truth) else self._one(truth, question)]

    def row(self, person: Person) -> list[str]:
        """Return all cells of a person."""
        return [cell for question in QUESTIONS for cell in self.cells(person, question)]

    def _absent(self, truth: Truth, question: Question) -> str:
        return self.own.get(question.name, self.single).get(truth, "")

    def _one(self, truth: object, question: Question) -> str:
        match truth:
            case date():
                return self.day(truth)
            case int() | float():
                return self.number(truth)
            case _:
                return self.choice(question, str(truth)) if question.type == ONE else self.text(str(truth))

    def _ranks(self, truth: object, question: Question) -> list[str]:
        if isinstance(truth, Truth):
            return [self._absent(truth, question)] * PLACES
        assert isinstance(truth, tuple)
        ranked = [self.choice(question, item) for item in truth]
        return ranked + [self._absent(Truth.OPEN, question)] * (PLACES - len(ranked))

    def _set(self, truth: object, question: Question) -> list[str]:
        if self.joined:
            ticked = () if isinstance(truth, Truth) else truth
            assert isinstance(ticked, tuple)
            return [self.joined.join(self.choice(question, choice) for choice in ticked)]
        if isinstance(truth, Truth):
            return [self.boxes.get(truth, self.unticked if truth is NONE else "")] * len(question.choices)
        assert isinstance(truth, tuple)
        return [self.tick(question, choice) if choice in truth else self.unticked for choice in question.choices]


@dataclass(frozen=True)
class Toy:
    """One export of the twelve, and how a workbook names what stands in it."""

    name: str
    format: str
    file: str
    write: Write
    column: Callable[[Question], str] = lambda question: question.name
    code: Code = number
    """What stands in the cells for a choice, or behind the slash for a box."""
    identifiers: tuple[str, ...] = ()
    """Columns that the workbook marks as identifiers."""
    rename: Mapping[str, str] = field(default_factory=dict)
    header: bool = True
    missing: str = ""
    """The column `missing` of every question with choices or numbers."""
    codes: Mapping[str, str] = field(default_factory=dict)
    """`codes` of the settings."""
    blank: str = "unknown"
    planted: Callable[[Person], tuple[str, ...]] = lambda person: person.identifiers
    """The identifiers that the file holds, the token among them."""
    structure: str = ""
    """A file written along that describes the questionnaire."""

    def __str__(self) -> str:
        return self.name

    def study(self, folder: Path, people: Sequence[Person] = PEOPLE) -> Path:
        """Write the whole study: settings, workbook and export."""
        for part in ("codebook", "data"):
            (folder / part).mkdir(parents=True)
        self.write(folder / "data" / self.file, people)
        (folder / "study.toml").write_text(self._settings(), encoding="utf-8")
        for sheet, rows in (("survey", self._survey()), ("choices", self._choices())):
            (folder / "codebook" / f"{sheet}.csv").write_text(delimited(list(rows)), encoding="utf-8")
        return folder

    def _settings(self) -> str:
        renamed = ", ".join(f'"{old}" = "{new}"' for old, new in self.rename.items())
        codes = ", ".join(f'"{code}" = "{reason}"' for code, reason in self.codes.items())
        lines = [
            '[study]\ntitle = { en = "Toy" }\nlanguages = ["en"]\n[[wave]]\nname = "1"',
            f'export = "data/{self.file}"',
            f'rename = {{ "data/{self.file}" = {{ {renamed} }} }}' if renamed else "",
            "" if self.header else "header = false",
            f'[missing]\nblank = "{self.blank}"',
            f"codes = {{ {codes} }}" if codes else "",
        ]
        return "\n".join(lines)

    def _survey(self) -> Iterator[list[str]]:
        yield "type name label::en scale relevant places column missing identifier".split()
        for column in self.identifiers:
            yield ["text", f"own_{column}", column, "", "", "", column, "", "yes"]
        page = 0
        for question in QUESTIONS:
            if question.page != page:
                if page:
                    yield ["end_group", *[""] * 8]
                page = question.page
                yield ["begin_group", f"page{page}", f"Page {page}", *[""] * 6]
            yield self._line(question)
        yield ["end_group", *[""] * 8]

    def _line(self, question: Question) -> list[str]:
        kind = f"{question.type} {question.list_name}" if question.choices else question.type
        return [
            kind,
            question.name,
            " – ".join(filter(None, (question.text, question.row))),
            "ordinal" if question.ordinal else "",
            "${gate} = 'yes'" if question.relevant else "",
            str(PLACES) if question.type == RANK else "",
            self.column(question),
            self.missing if question.type not in {"text", "date"} else "",
            "",
        ]

    def _choices(self) -> Iterator[list[str]]:
        yield ["list_name", "name", "label::en", "code", "reason", "exclusive"]
        for list_name, question in {question.list_name: question for question in QUESTIONS if question.choices}.items():
            for choice, text in question.choices.items():
                reason = "dont_know" if choice == question.dont_know else ""
                exclusive = "yes" if choice == question.exclusive else ""
                yield [list_name, choice, text, self.code(question, choice), reason, exclusive]


def delimited(
    rows: Sequence[Sequence[str]], delimiter: str = ",", end: str = "\n", quoting: Literal[0, 1] = csv.QUOTE_MINIMAL
) -> str:
    """Return rows as text."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    return text.getvalue()


def shown(spellings: Mapping[Truth, str]) -> Mapping[Truth, str]:
    """Return the same with `NONE` as `OPEN` where nothing else is told."""
    return {**({NONE: spellings[Truth.OPEN]} if Truth.OPEN in spellings else {}), **spellings}
