"""One study, twelve people, every format: they read to one equal survey, as far as each format can tell.

What a format can tell stands here, written down from what is known of the formats and not from our readers. The
surveys that must come out follow from that and from the truth.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from survey import Study
from survey.keystore import KeyStore
from survey.missing import Reason
from survey.read import FORMATS, read_export, recognise
from survey.read.export import Export, Hints, State
from survey.read.file import open_file
from survey.survey import Survey
from tests.survey.read.toy.exports import TOYS
from tests.survey.read.toy.people import HIDDEN, NONE, OPEN, PEOPLE, Person, Truth
from tests.survey.read.toy.questionnaire import QUESTIONS, SEVERAL, Question
from tests.survey.read.toy.spelling import Toy

ALL = frozenset(State)
NOTHING: frozenset[State] = frozenset()
SHOWN_OR_OPEN = frozenset({State.NOT_SHOWN, State.LEFT_OPEN})
OPEN_OR_NONE = frozenset({State.LEFT_OPEN, State.NOT_TICKED})

Cell = object
"""An answer, or the reason that there is none."""
Cells = dict[tuple[int, str], Cell]


@dataclass(frozen=True)
class Tells:
    """What one export can tell."""

    single: frozenset[State] = SHOWN_OR_OPEN
    """What it writes alike of a question with one answer, …"""
    several: frozenset[State] = ALL
    """… and of a set."""
    finished: bool = False
    """Whether it tells who stopped, …"""
    pages: bool = False
    """… and on which page."""
    none: bool = False
    """Whether it proves that somebody saw a set and ticked nothing."""
    drops: str = ""
    """A sign that the library behind our reader leaves out of texts."""
    mute: frozenset[str] = frozenset()
    """Questions of which it cannot tell what it tells of others."""
    seen: bool = False
    """Whether a set with every box written as not ticked was surely seen, although some that were seen are blank."""
    open_code: bool = False
    """Whether a code that the workbook declares says "left open", …"""
    hidden_code: bool = False
    """… and another, or a blank that the study declares so, "not shown"."""

    def tells_open(self, question: Question) -> bool:
        """Return whether it tells "left open" from "not shown"."""
        if self.open_code:
            return question.type not in {"text", "date"} or self.hidden_blank
        if question.type == SEVERAL:
            return self.seen or State.NOT_SHOWN not in self.several
        return State.NOT_SHOWN not in self.single and question.name not in self.mute

    def tells_hidden(self, question: Question) -> bool:
        """Return whether it tells "not shown" from "left open"."""
        return self.hidden_code or self.tells_open(question)

    @property
    def hidden_blank(self) -> bool:
        """Return whether every question left open has the code, so that blanks are free to mean another thing."""
        return self.open_code and self.hidden_code and self.finished


LIMESURVEY = Tells(finished=True, pages=True)
LIMESURVEY_FULL = Tells(several=OPEN_OR_NONE, finished=True, pages=True)
STORED = Tells(
    single=NOTHING, several=OPEN_OR_NONE, finished=True, pages=True, mute=frozenset({"count", "grams", "day"})
)
QUALTRICS = Tells(finished=True)
KOBO = Tells(several=SHOWN_OR_OPEN, finished=True, none=True)
SPSS = Tells(several=SHOWN_OR_OPEN, none=True)

TELLS: Mapping[str, Tells] = {
    "limesurvey-codes": LIMESURVEY,
    "limesurvey-codes-with-n": Tells(finished=True, pages=True, seen=True),
    "limesurvey-semicolon": LIMESURVEY,
    "limesurvey-tab": LIMESURVEY,
    "limesurvey-code-and-text": LIMESURVEY_FULL,
    "limesurvey-full": LIMESURVEY_FULL,
    "limesurvey-r": LIMESURVEY_FULL,
    "limesurvey-vv": STORED,
    "limesurvey-lsa": STORED,
    "qualtrics-numeric": QUALTRICS,
    "qualtrics-text": QUALTRICS,
    "qualtrics-2016": QUALTRICS,
    "qualtrics-legacy": QUALTRICS,
    "qualtrics-tsv": QUALTRICS,
    "qualtrics-joined": QUALTRICS,
    "qualtrics-joined-text": QUALTRICS,
    "qualtrics-recoded": Tells(finished=True, open_code=True, hidden_code=True),
    "spss-sav": SPSS,
    "spss-zsav": SPSS,
    "spss-coded": Tells(several=SHOWN_OR_OPEN, none=True, open_code=True, hidden_code=True),
    "spss-without-sets": Tells(none=True),
    "redcap": Tells(),
    "redcap-labels": Tells(),
    "kobo-details": KOBO,
    "kobo-summary": Tells(finished=True),
    "kobo-both": KOBO,
    "kobo-xlsx": KOBO,
    "kobo-labels": KOBO,
    "kobo-labels-summary": Tells(finished=True),
    "surveymonkey-csv": Tells(),
    "surveymonkey-xlsx": Tells(),
    "spreadsheet-belgian": Tells(),
    "spreadsheet-headless": Tells(),
    "spreadsheet-xlsx": Tells(),
    "spreadsheet-ods": Tells(drops="\t"),
}
SUBMITTED_ONLY = "kobo"
"""Kobo has no unfinished responses: whoever stopped and was sent in is as finished as anybody."""

each_toy = pytest.mark.parametrize("toy", TOYS, ids=str)


def expected(toy: Toy) -> Cells:
    """Return the survey that must come out: every cell's answer, or the reason that there is none."""
    tells = TELLS[toy.name]
    return {
        (person.number, column): cell
        for person in PEOPLE
        for question in QUESTIONS
        for column, cell in zip(question.columns, cells_of(person, question, toy, tells), strict=True)
    }


def cells_of(person: Person, question: Question, toy: Toy, tells: Tells) -> list[Cell]:
    truth = person.truth[question.name]
    width = len(question.columns)
    if truth == question.dont_know and question.dont_know:
        return [Reason.DONT_KNOW]
    if isinstance(truth, tuple) and question.type == SEVERAL:
        return [choice in truth for choice in question.choices]
    if isinstance(truth, tuple):
        return [*truth, *[Reason.NO_ANSWER] * (width - len(truth))]
    if not isinstance(truth, Truth):
        return [truth.replace(tells.drops, "") if tells.drops and isinstance(truth, str) else truth]
    if truth is NONE and tells.none:
        return [False] * width
    return [why(person, question, truth, toy, tells)] * width


def why(person: Person, question: Question, truth: Truth, toy: Toy, tells: Tells) -> Reason:
    """Return the reason in the order of the ladder: routing, break-off, gate absent, platform, blank."""
    gate = person.truth["gate"]
    if question.relevant and gate == "no":
        return Reason.NOT_APPLICABLE
    if stopped_before(person, question, toy, tells):
        return Reason.BREAK_OFF
    if question.relevant and isinstance(gate, Truth):
        return Reason.NOT_SHOWN
    if truth is HIDDEN and tells.tells_hidden(question):
        return Reason.NOT_SHOWN
    if truth in {OPEN, NONE} and is_told_open(question, truth, tells):
        return Reason.NO_ANSWER
    return Reason.UNKNOWN


def is_told_open(question: Question, truth: Truth, tells: Tells) -> bool:
    """Return whether "left open" comes out; without "none of these", nothing ticked in a set could mean a none."""
    if question.type == SEVERAL and not question.exclusive:
        return tells.open_code and truth is OPEN
    return tells.tells_open(question)


def stopped_before(person: Person, question: Question, toy: Toy, tells: Tells) -> bool:
    """Return whether a question comes after the last page sent, or else after the last that says anything."""
    if person.finished or not tells.finished or toy.format == SUBMITTED_ONLY:
        return False
    if tells.pages:
        return question.page > person.last_page
    return QUESTIONS.index(question) > last_reached(person, tells)


def last_reached(person: Person, tells: Tells) -> int:
    reached = [
        place
        for place, question in enumerate(QUESTIONS)
        if not isinstance(truth := person.truth[question.name], Truth)
        or (truth in {OPEN, NONE} and is_told_open(question, truth, tells))
    ]
    return max(reached, default=-1)


def found(survey: Survey, keys: KeyStore) -> Cells:
    """Return every cell of a survey, its people told by the token in the key store."""
    whose = people_of(keys)
    wanted = [column for question in QUESTIONS for column in question.columns]
    return {
        (whose[respondent], column): plain(value) if pd.isna(reason) else Reason(reason)
        for column in wanted
        for (_, respondent), value, reason in zip(
            survey.index, survey.values[column].tolist(), survey.reasons[column].tolist(), strict=True
        )
    }


def people_of(keys: KeyStore) -> dict[str, int]:
    """Return the number of each person by study id."""
    tokens = {person.token: person.number for person in PEOPLE}
    return {
        keys.ids[key]: tokens[cell] for key, row in keys.identifiers.items() for cell in row.values() if cell in tokens
    }


def plain(value: Any) -> object:
    """Return a cell's answer as Python has it."""
    if isinstance(value, pd.Timestamp):
        return value.date()
    return value.item() if hasattr(value, "item") else value


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return a function that writes a toy study once and reads it."""
    made: dict[str, tuple[Path, Survey, KeyStore]] = {}

    def read(toy: Toy) -> tuple[Path, Survey, KeyStore]:
        if toy.name not in made:
            folder = toy.study(tmp_path_factory.mktemp(toy.name) / "study")
            made[toy.name] = (folder, *Study.load(folder).survey_and_keys(keep_keys=False))
        return made[toy.name]

    return read


def differences(here: Cells, there: Cells) -> list[str]:
    return [f"{key}: {here.get(key)!r} instead of {there.get(key)!r}" for key in there if here.get(key) != there[key]]


@each_toy
def test_every_format_reads_to_one_survey(toy: Toy, read: Any) -> None:
    _, survey, keys = read(toy)
    assert len(survey) == len(PEOPLE)
    assert differences(found(survey, keys), expected(toy)) == []


def test_every_format_has_a_toy() -> None:
    assert {toy.format for toy in TOYS} == set(FORMATS)
    assert {toy.name for toy in TOYS} <= set(TELLS)


def test_the_truth_holds_every_state() -> None:
    states = {truth for person in PEOPLE for truth in person.truth.values() if isinstance(truth, Truth)}
    assert states == set(Truth)
    assert {question.type for question in QUESTIONS} == set(
        "select_one select_multiple rank integer decimal date text".split()
    )


@each_toy
def test_a_file_is_recognised_as_its_one_format(toy: Toy, read: Any) -> None:
    folder, _, _ = read(toy)
    assert recognise(open_file(folder / "data" / toy.file)) == toy.format


@each_toy
def test_what_the_export_says_it_writes_alike(toy: Toy, read: Any) -> None:
    folder, survey, _ = read(toy)
    tells = TELLS[toy.name]
    export = export_of(toy, folder)
    assert (export.alike.single, export.alike.several) == (tells.single, tells.several)
    alike = {q.name: survey.alike.get(q.name, NOTHING) for q in QUESTIONS}
    codes = {"-99": State.LEFT_OPEN, "-98": State.NOT_SHOWN} if tells.open_code else {}
    heads = {v.name: v.column or v.name for v in survey.codebook}
    study = Study.load(folder)
    renamed = study._export(study.waves[0], study.waves[0].export[0])
    left = {q.name: alike_of(q, tells) - told_by_code(heads[q.name], renamed, codes) for q in QUESTIONS}
    assert alike == {name: states if len(states) > 1 else NOTHING for name, states in left.items()}


def told_by_code(head: str, export: Export, codes: dict[str, State]) -> frozenset[State]:
    """Return the states for which a code stands in the question's cells."""
    columns = [column for column in export.cells if column == head or str(column).startswith(f"{head}/")]
    texts = {str(text) for column in columns for text in export.cells[column].unique()}
    return frozenset(state for code, state in codes.items() if code in texts)


def alike_of(question: Question, tells: Tells) -> frozenset[State]:
    if question.name in tells.mute:
        return SHOWN_OR_OPEN
    return tells.several if question.type == SEVERAL else tells.single


def export_of(toy: Toy, folder: Path) -> Export:
    names = () if toy.header else tuple(Study.load(folder)._names(Study.load(folder).waves[0].name))
    return read_export(folder / "data" / toy.file, "", Hints(names=names))


@each_toy
def test_identifiers_are_in_the_key_store_and_nowhere_else(toy: Toy, read: Any) -> None:
    _, survey, keys = read(toy)
    planted = {text for person in PEOPLE for text in toy.planted(person)}
    kept = {cell for row in keys.identifiers.values() for cell in row.values()}
    assert planted <= kept
    said = "\n".join([survey.values.to_csv(), survey.reasons.to_csv(), repr(survey.history), repr(survey.codebook)])
    assert [text for person in PEOPLE for text in person.identifiers if text in said] == []


@each_toy
def test_the_order_of_the_rows_changes_nothing(toy: Toy, read: Any, tmp_path: Path) -> None:
    people = [*PEOPLE[7:], *reversed(PEOPLE[:7])]
    survey, keys = Study.load(toy.study(tmp_path / "study", people)).survey_and_keys(keep_keys=False)
    assert differences(found(survey, keys), found(*read(toy)[1:])) == []
