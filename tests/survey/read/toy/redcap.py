"""What REDCap would write: raw data of one form with `field___code` boxes, and its dictionary of 18 columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tests.survey.read.toy.people import Person, Truth
from tests.survey.read.toy.questionnaire import DATE, DECIMAL, INTEGER, PLACES, QUESTIONS, RANK, SEVERAL, Question
from tests.survey.read.toy.spelling import Spelling, Toy, delimited, label, number

DICTIONARY = "toy_DataDictionary.csv"
HEADS = (
    "Variable / Field Name",
    "Form Name",
    "Section Header",
    "Field Type",
    "Field Label",
    "Choices, Calculations, OR Slider Labels",
    "Field Note",
    "Text Validation Type OR Show Slider Number",
    "Text Validation Min",
    "Text Validation Max",
    "Identifier?",
    "Branching Logic (Show field only if...)",
    "Required Field?",
    "Custom Alignment",
    "Question Number (surveys only)",
    "Matrix Group Name",
    "Matrix Ranking?",
    "Field Annotation",
)
SPELLING = Spelling(unticked="0", boxes=dict.fromkeys(Truth, "0"), number=lambda value: f"{value:g}".replace(".", ","))
"""A box is 0 whatever happened to its question; decimals as the field's validation wants them, with a comma."""
LABELS = replace(
    SPELLING,
    choice=label,
    tick=lambda question, choice: "Checked",
    unticked="Unchecked",
    boxes=dict.fromkeys(Truth, "Unchecked"),
)
VALIDATION = {INTEGER: "integer", DECIMAL: "number_comma_decimal", DATE: "date_ymd"}


def fields(question: Question) -> list[str]:
    if question.type == SEVERAL:
        return [f"{question.name}___{question.position(choice)}" for choice in question.choices]
    if question.type == RANK:
        return [f"{question.name}_{place}" for place in range(1, PLACES + 1)]
    return [question.name]


def write_codes(path: Path, people: Sequence[Person]) -> None:
    write(path, people, SPELLING, ("2", "0"))


def write_labels(path: Path, people: Sequence[Person]) -> None:
    write(path, people, LABELS, ("Complete", "Incomplete"))


def write(path: Path, people: Sequence[Person], spelling: Spelling, complete: tuple[str, str]) -> None:
    """Write the data, and beside them the dictionary."""
    own = ["record_id", "redcap_survey_identifier", "toy_timestamp", "email", "token", "address"]
    rows = [[*own, *(field for question in QUESTIONS for field in fields(question)), "toy_complete"]]
    for person in people:
        when = "2021-03-04 10:11:12" if person.finished else "[not completed]"
        told = [str(person.number), person.email, when, person.email, person.token, person.address]
        rows.append([*told, *spelling.row(person), complete[not person.finished]])
    path.write_text(delimited(rows), encoding="utf-8", newline="")
    path.with_name(DICTIONARY).write_text(delimited(dictionary()), encoding="utf-8", newline="")


def dictionary() -> list[list[str]]:
    rows = [list(HEADS), _field("record_id", "text", "Record")]
    rows += [_field(name, "text", text, own="y") for name, text in (("email", "E-mail"), ("token", "Token"))]
    rows.append(_field("address", "text", "IP address", own="y"))
    for question in QUESTIONS:
        kind = "checkbox" if question.type == SEVERAL else "radio" if question.choices else "text"
        choices = " | ".join(f"{question.position(choice)}, {text}" for choice, text in question.choices.items())
        for name in [question.name] if question.type == SEVERAL else fields(question):
            text = " – ".join(filter(None, (question.text, question.row)))
            logic = "[gate] = '1'" if question.relevant else ""
            rows.append(_field(name, kind, text, choices, VALIDATION.get(question.type, ""), logic, question.array))
    return rows


def _field(
    name: str,
    kind: str,
    text: str,
    choices: str = "",
    check: str = "",
    logic: str = "",
    matrix: str = "",
    own: str = "",
) -> list[str]:
    return [name, "toy", "", kind, text, choices, "", check, "", "", own, logic, "", "", "", matrix, "", ""]


RANKS = {f"best_{place}": f"best/{place}" for place in range(1, PLACES + 1)}


def box(question: Question, choice: str) -> str:
    """Return what stands behind the slash of a box, or in the cell."""
    return number(question, choice) if question.type == SEVERAL else label(question, choice)


OWN = ("token", "email", "address")

TOYS = (
    Toy("redcap", "redcap", "toy_DATA.csv", write_codes, identifiers=OWN, rename=RANKS, structure=DICTIONARY),
    Toy(
        "redcap-labels",
        "redcap",
        "toy_DATA.csv",
        write_labels,
        code=box,
        identifiers=OWN,
        rename=RANKS,
        structure=DICTIONARY,
    ),
)
