"""The questionnaire of the second wave: the first one, with the changes of its own workbook laid over it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TypeVar

from survey.studies.cryptodrug.people import Person
from survey.studies.cryptodrug.questionnaire import FOLDER, Question, Row, read, sheet

SECOND = "2021"
PLACE = FOLDER / "follow-up"
WORKBOOK = "follow-up/codebook-2021"

Someone = TypeVar("Someone", bound=Person)


@cache
def questions() -> tuple[Question, ...]:
    """Return all questions of the second wave, in the order in which they were asked."""
    return tuple(read(laid_over(sheet("survey"), sheet("survey", WORKBOOK)), lists(), SECOND))


@cache
def pages() -> Mapping[str, int]:
    """Return on which page of the second wave each question stands."""
    return {question.name: question.page for question in questions()}


def last_page() -> int:
    """Return the number of pages."""
    return max(pages().values())


def reaching(people: Sequence[Someone], question: str) -> list[Someone]:
    """Return the people who got as far as the page of this question."""
    return [person for person in people if person.page >= pages()[question]]


def lists() -> list[Row]:
    """Return the categories of the second wave: a list that it names replaces the one of the first."""
    changed = sheet("choices", WORKBOOK)
    new = {row["list_name"] for row in changed}
    return [*(row for row in sheet("choices") if row["list_name"] not in new), *changed]


def laid_over(before: Sequence[Row], changes: Iterable[Row]) -> list[Row]:
    """Return the rows of the first questionnaire with the changes: filled cells replace, `-` empties, `gone` ends."""
    rows = [dict(row) for row in before]
    gone: set[str] = set()
    above = ""
    for change in changes:
        name, spot = change["name"], place(rows, change["name"])
        if change["type"] == "gone":
            gone.add(name)
        elif spot is None:
            rows.insert(behind(rows, change["after"] or above), {**dict.fromkeys(before[0], ""), **filled(change)})
        else:
            rows[spot] |= filled(change)
            if change["after"]:
                row = rows.pop(spot)
                rows.insert(behind(rows, change["after"]), row)
        above = name
    return [row for row in rows if row["name"] not in gone]


def filled(change: Row) -> dict[str, str]:
    """Return the cells of a row that change something."""
    return {column: "" if cell == "-" else cell for column, cell in change.items() if cell and column != "after"}


def place(rows: Sequence[Row], name: str) -> int | None:
    """Return where a question stands; a group may have its name."""
    return next((n for n, row in enumerate(rows) if row["name"] == name and row["type"] != "begin_group"), None)


def behind(rows: Sequence[Row], name: str) -> int:
    """Return the place behind a question, or the last one."""
    spot = place(rows, name)
    return len(rows) if spot is None else spot + 1
