"""What KoboToolbox would write: sets as boxes, as one column, or both, in CSV or XLSX; and the form itself."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from tests.survey.read.toy.people import Person
from tests.survey.read.toy.questionnaire import PLACES, QUESTIONS, RANK, SEVERAL, Question
from tests.survey.read.toy.spelling import Spelling, Toy, delimited, label, name

FORM = "form.xlsx"
FIRST = ("start", "end", "deviceid")
LAST = "_id _uuid _submission_time _validation_status _notes _status _submitted_by __version__ _tags _index".split()
DETAILS = Spelling(name, unticked="0")
SUMMARY = replace(DETAILS, joined=" ")
RANKED = ("_1st_choice", "_2nd_choice", "_3rd_choice")


def group(question: Question) -> str:
    return f"page{question.page}"


def heads(question: Question, parts: str) -> list[str]:
    """Return the headings of a question; a ranking is a group with one question for each place."""
    stem = f"{group(question)}/{question.name}"
    if question.type == RANK:
        return [f"{group(question)}/{question.name}/{choice}" for choice in RANKED]
    if question.type != SEVERAL:
        return [stem]
    boxes = [f"{stem}/{choice}" for choice in question.choices]
    return {"details": boxes, "summary": [stem], "both": [stem, *boxes]}[parts]


def cells(person: Person, question: Question, parts: str) -> list[str]:
    boxes, joined = DETAILS.cells(person, question), SUMMARY.cells(person, question)
    if question.type != SEVERAL:
        return boxes
    return {"details": boxes, "summary": joined, "both": [*joined, *boxes]}[parts]


def rows(people: Sequence[Person], parts: str) -> list[list[str]]:
    made = [[*FIRST, *(head for question in QUESTIONS for head in heads(question, parts)), *LAST]]
    for person in people:
        answers = [cell for question in QUESTIONS for cell in cells(person, question, parts)]
        uuid = f"6f1d2c{person.number:02d}-0b7e-4a55-9d0c-3b1f5e2a7c{person.number:02d}"
        first = ["2021-03-04T10:00:00.000+01:00", "2021-03-04T10:11:12.000+01:00", person.token]
        last = [str(9000 + person.number), uuid, "2021-03-04T09:11:13", "", "", "submitted_via_web", person.email]
        made.append([*first, *answers, *last, "vA1b2C3", "", str(person.number)])
    return made


def csv_of(parts: str) -> Callable[[Path, Sequence[Person]], None]:
    def write(path: Path, people: Sequence[Person]) -> None:
        path.write_text(delimited(rows(people, parts), ";", "\n", csv.QUOTE_ALL), encoding="utf-8", newline="")
        write_form(path.with_name(FORM))

    return write


def write_xlsx(path: Path, people: Sequence[Person]) -> None:
    """Write the workbook: everything as text."""
    save({"toy": rows(people, "both")}, path)
    write_form(path.with_name(FORM))


def save(sheets: dict[str, list[list[str]]], path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    del book["Sheet"]
    for title, lines in sheets.items():
        sheet = book.create_sheet(title)
        for row, line in enumerate(lines, start=1):
            for place, text in enumerate(line, start=1):
                if text:
                    sheet.cell(row, place, text).data_type = "s"
    book.save(path)


def write_form(path: Path) -> None:
    """Write the XLSForm of the study."""
    survey = [["type", "name", "label::English (en)", "relevant"], ["start", "start", "", ""], ["end", "end", "", ""]]
    survey.append(["deviceid", "deviceid", "", ""])
    choices = {
        (question.list_name, choice): text for question in QUESTIONS for choice, text in question.choices.items()
    }
    for page in sorted({question.page for question in QUESTIONS}):
        survey.append(["begin_group", f"page{page}", f"Page {page}", ""])
        for question in (one for one in QUESTIONS if one.page == page):
            survey += _form_lines(question)
        survey.append(["end_group", "", "", ""])
    listed = [["list_name", "name", "label::English (en)"], *([*key, text] for key, text in choices.items())]
    save({"survey": survey, "choices": listed, "settings": [["form_title"], ["Toy"]]}, path)


def _form_lines(question: Question) -> list[list[str]]:
    text = " – ".join(filter(None, (question.text, question.row)))
    if question.type == RANK:
        return [
            ["begin_group", question.name, text, ""],
            *([f"select_one {question.name}", place, place.strip("_").replace("_", " "), ""] for place in RANKED),
            ["end_group", "", "", ""],
        ]
    kind = f"{question.type} {question.list_name}" if question.choices else question.type
    return [[kind, question.name, text, "${gate} = 'yes'" if question.relevant else ""]]


RANKS = {choice: f"best/{place}" for place, choice in enumerate(RANKED, start=1)}
assert len(RANKS) == PLACES


def wording(question: Question) -> str:
    return " – ".join(filter(None, (question.text, question.row)))


def labelled(people: Sequence[Person], parts: str) -> list[list[str]]:
    """Return the rows of a file with labels, which is the platform's default; its headings have no groups."""
    made = [[*FIRST, *(head for question in QUESTIONS for head in _labels(question, parts)), *LAST]]
    for person, row in zip(people, rows(people, parts)[1:], strict=True):
        answers = [cell for question in QUESTIONS for cell in _labelled(person, question, parts)]
        made.append([*row[: len(FIRST)], *answers, *row[len(row) - len(LAST) :]])
    return made


def _labels(question: Question, parts: str) -> list[str]:
    if question.type == RANK:
        return [place.strip("_").replace("_", " ") for place in RANKED]
    boxes = [f"{wording(question)}/{text}" for text in question.choices.values()]
    if question.type != SEVERAL:
        return [wording(question)]
    return {"summary": [wording(question)], "both": [wording(question), *boxes]}[parts]


def _labelled(person: Person, question: Question, parts: str) -> list[str]:
    boxes, joined = replace(DETAILS, choice=label), replace(SUMMARY, choice=label)
    if question.type != SEVERAL:
        return boxes.cells(person, question)
    summary = joined.cells(person, question)
    return summary if parts == "summary" else [*summary, *boxes.cells(person, question)]


def csv_labelled(parts: str) -> Callable[[Path, Sequence[Person]], None]:
    def write(path: Path, people: Sequence[Person]) -> None:
        path.write_text(delimited(labelled(people, parts), ";", "\n", csv.QUOTE_ALL), encoding="utf-8", newline="")
        write_form(path.with_name(FORM))

    return write


LABELLED = {place.strip("_").replace("_", " "): f"best/{number}" for number, place in enumerate(RANKED, start=1)}


def column(question: Question) -> str:
    return question.name if question.type == RANK else wording(question)


def planted(person: Person) -> tuple[str, ...]:
    return person.token, person.email


TOYS = (
    Toy("kobo-details", "kobo", "toy.csv", csv_of("details"), code=name, rename=RANKS, planted=planted, structure=FORM),
    Toy("kobo-summary", "kobo", "toy.csv", csv_of("summary"), code=name, rename=RANKS, planted=planted, structure=FORM),
    Toy("kobo-both", "kobo", "toy.csv", csv_of("both"), code=name, rename=RANKS, planted=planted, structure=FORM),
    Toy("kobo-xlsx", "kobo", "toy.xlsx", write_xlsx, code=name, rename=RANKS, planted=planted, structure=FORM),
    Toy(
        "kobo-labels",
        "kobo",
        "toy.csv",
        csv_labelled("both"),
        column,
        label,
        (),
        LABELLED,
        planted=planted,
        structure=FORM,
    ),
    Toy(
        "kobo-labels-summary", "kobo", "toy.csv", csv_labelled("summary"), column, label, (), LABELLED, planted=planted
    ),
)
