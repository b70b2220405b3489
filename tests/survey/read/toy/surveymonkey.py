"""What SurveyMonkey would write: all responses in texts, under two heading rows, in Windows letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tests.survey.read.toy.kobo import save
from tests.survey.read.toy.people import Person
from tests.survey.read.toy.questionnaire import ONE, PLACES, QUESTIONS, RANK, SEVERAL, Question
from tests.survey.read.toy.spelling import Spelling, Toy, delimited, label

OWN = (
    *("Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address"),
    *("First Name", "Last Name", "Custom Data 1"),
)
SPELLING = Spelling(label, tick=label, day=lambda day: f"{day:%d/%m/%Y}")


def under(question: Question) -> list[str]:
    """Return what stands in the second row."""
    if question.type == SEVERAL:
        return list(question.choices.values())
    if question.type == RANK:
        return [f"Place {place}" for place in range(1, PLACES + 1)]
    if question.array:
        return [question.row]
    return ["Response" if question.type == ONE else "Open-Ended Response"]


def rows(people: Sequence[Person]) -> list[list[str]]:
    """Return the heading rows and the responses: a question's text stands over its first column only."""
    first, second = list(OWN), [""] * len(OWN)
    over = ""
    for question in QUESTIONS:
        texts = [question.text] + [""] * (len(under(question)) - 1)
        first += [""] * len(texts) if question.array and question.text == over else texts
        second += under(question)
        over = question.text
    made = [first, second]
    for person in people:
        own = [f"114000{person.number:02d}", "80112", "03/04/2021 10:00:00", "03/04/2021 10:11:12", person.address]
        made.append([*own, person.email, "", "", person.token, *SPELLING.row(person)])
    return made


def write_csv(path: Path, people: Sequence[Person]) -> None:
    path.write_bytes(delimited(rows(people), end="\r\n").encode("cp1252"))


def write_xlsx(path: Path, people: Sequence[Person]) -> None:
    save({"Sheet": rows(people)}, path)


def column(question: Question) -> str:
    return "best" if question.type == RANK else f"{question.text}/{question.row}" if question.array else question.text


def _ranks() -> dict[str, str]:
    best = next(question for question in QUESTIONS if question.type == RANK)
    return {f"{best.text}/Place {place}": f"best/{place}" for place in range(1, PLACES + 1)}


def toy(name: str, file: str, write: Callable[[Path, Sequence[Person]], None]) -> Toy:
    return Toy(name, "surveymonkey", file, write, column, label, rename=_ranks())


TOYS = (toy("surveymonkey-csv", "Toy.csv", write_csv), toy("surveymonkey-xlsx", "Toy.xlsx", write_xlsx))
