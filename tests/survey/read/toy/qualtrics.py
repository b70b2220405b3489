"""What Qualtrics would write: three heading rows, those of 2016, the two of legacy files; numbers or texts."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tests.survey.read.toy.people import NONE, OPEN, Person
from tests.survey.read.toy.questionnaire import ONE, PLACES, QUESTIONS, RANK, SEVERAL, Question
from tests.survey.read.toy.spelling import Spelling, Toy, delimited, label, number

RECODED = "-99"
OWN = (
    # tag, wording, id, id of 2016
    ("StartDate", "Start Date", "startDate", "startDate"),
    ("EndDate", "End Date", "endDate", "endDate"),
    ("Status", "Response Type", "status", "status"),
    ("IPAddress", "IP Address", "ipAddress", "ipAddress"),
    ("Progress", "Progress", "progress", "progress"),
    ("Duration (in seconds)", "Duration (in seconds)", "duration", "duration"),
    ("Finished", "Finished", "finished", "finished"),
    ("RecordedDate", "Recorded Date", "recordedDate", "recordedDate"),
    ("ResponseId", "Response ID", "_recordId", "responseId"),
    ("RecipientEmail", "Recipient Email", "recipientEmail", "panel-RecipientEmail"),
    ("ExternalReference", "External Data Reference", "externalDataReference", "panel-ExternalDataReference"),
    ("UserLanguage", "User Language", "userLanguage", "userLanguage"),
)
LEGACY = ("ResponseID", "ResponseSet", "Name", "ExternalDataReference", "EmailAddress", "IPAddress", "Status")
LEGACY_REST = ("StartDate", "EndDate", "Finished")
BEHIND = ("LocationLatitude", "LocationLongitude", "LocationAccuracy")

NUMBERED = {"gate": 1, "kind": 2, "often": 3, "count": 4, "grams": 5, "day": 6, "words": 7, "why": 8, "where": 9}
NUMBERED |= {"police": 10, "vendor": 10, "best": 11, "extra": 12}
TEXTUAL = {"integer", "decimal", "date", "text"}


def items(question: Question) -> list[tuple[str, str]]:
    """Return number and wording of each column behind the question's own; a ranking is asked place by place."""
    if question.type == SEVERAL:
        return [(str(place), text) for place, text in enumerate(question.choices.values(), start=1)]
    if question.type == RANK:
        return [(str(place), f"Place {place}") for place in range(1, PLACES + 1)]
    if question.array:
        return [(str(_rows(question).index(question.name) + 1), question.row)]
    return [("", "")]


def _rows(question: Question) -> list[str]:
    return [other.name for other in QUESTIONS if other.array == question.array]


def column(question: Question) -> str:
    tag = f"Q{NUMBERED[question.name]}"
    return f"{tag}/{items(question)[0][0]}" if question.array else tag


def tags(question: Question) -> list[str]:
    tag = f"Q{NUMBERED[question.name]}"
    return [f"{tag}_{item}" if item else tag for item, _ in items(question)]


def texts(question: Question) -> list[str]:
    between = " - Selected Choice - " if question.type == SEVERAL else " - "
    return [f"{question.text}{between}{wording}" if wording else question.text for _, wording in items(question)]


def ids(question: Question) -> list[str]:
    qid = f"QID{NUMBERED[question.name]}"
    if question.type == SEVERAL:
        return [json.dumps({"ImportId": qid, "choiceId": item}, separators=(",", ":")) for item, _ in items(question)]
    ends = [f"_{item}" if item else "_TEXT" if question.type in TEXTUAL else "" for item, _ in items(question)]
    return [json.dumps({"ImportId": qid + end}, separators=(",", ":")) for end in ends]


def ids_2016(question: Question) -> list[str]:
    qid = f"QID{NUMBERED[question.name]}"
    ends = [f"-{item}" if item else "_TEXT" if question.type in TEXTUAL else "" for item, _ in items(question)]
    return [str({"ImportId": qid + end}) for end in ends]


def _each(made: Callable[[Question], list[str]]) -> list[str]:
    return [cell for question in QUESTIONS for cell in made(question)]


def heads_now() -> list[list[str]]:
    own = [json.dumps({"ImportId": id_}, separators=(",", ":")) for _, _, id_, _ in OWN]
    own[0] = json.dumps({"ImportId": "startDate", "timeZone": "Europe/Brussels"}, separators=(",", ":"))
    return [[t for t, *_ in OWN] + _each(tags), [t for _, t, *_ in OWN] + _each(texts), own + _each(ids)]


def heads_2016() -> list[list[str]]:
    own = [str({"ImportId": id_}) for *_, id_ in OWN]
    return [[t for t, *_ in OWN] + _each(tags), [t for _, t, *_ in OWN] + _each(texts), own + _each(ids_2016)]


def heads_joined() -> list[list[str]]:
    """Return the heads of a file in which a set has one column."""
    first, second, third = heads_now()
    keep = [place for place, tag in enumerate(first) if tag not in {"Q8_2", "Q8_3", "Q8_4", "Q9_2", "Q9_3"}]
    names = {"Q8_1": "Q8", "Q9_1": "Q9"}
    first = [names.get(tag, tag) for tag in first]
    second = [text.partition(" - Selected Choice")[0] for text in second]
    third = [id_.replace(',"choiceId":"1"', "") for id_ in third]
    return [[row[place] for place in keep] for row in (first, second, third)]


def _own(person: Person, texts: bool) -> list[str]:
    done = {True: ("True", "False"), False: ("1", "0")}[texts]
    return [
        *("2021-03-04 10:00:00", "2021-03-04 10:11:12", "IP Address" if texts else "0", person.address),
        *("100" if person.finished else str(25 * person.last_page), "672", done[0] if person.finished else done[1]),
        *("2021-03-04 10:11:13", f"R_3f{person.number:02d}xK", person.email, person.token, "EN"),
    ]


def _preview(width: int, texts: bool) -> list[str]:
    """Return a row that a researcher made while trying the questionnaire out."""
    status = "Survey Preview" if texts else "1"
    own = ["2021-03-01 09:00:00", "2021-03-01 09:01:00", status, "", "100", "60", "True" if texts else "1"]
    return (own + ["2021-03-01 09:01:01", "R_3f99xK", "", "", "EN"] + [""] * width)[:width]


@dataclass(frozen=True)
class Csv:
    """A file with ids: CSV in UTF-8, or tabs in UTF-16."""

    spelling: Spelling
    heads: Callable[[], list[list[str]]] = heads_now
    texts: bool = False
    delimiter: str = ","
    encoding: str = "utf-8-sig"

    def __call__(self, path: Path, people: Sequence[Person]) -> None:
        rows = self.heads()
        rows.append(_preview(len(rows[0]), self.texts))
        rows += [[*_own(person, self.texts), *self.spelling.row(person)] for person in people]
        path.write_bytes(delimited(rows, self.delimiter).encode(self.encoding))


def write_legacy(path: Path, people: Sequence[Person]) -> None:
    """Write the two heading rows of old files, the place behind the questions, and a comma at the end of each row."""
    heads = [*(f"V{place}" for place in range(1, 11)), *_each(tags), *BEHIND, ""]
    second = [*LEGACY, *LEGACY_REST, *(text.replace(" - ", "-") for text in _each(texts)), *BEHIND, ""]
    rows = [heads, second]
    for person in people:
        done = "1" if person.finished else "0"
        own = [f"R_3f{person.number:02d}xK", "Default Response Set", "Anonymous", person.token, person.email]
        own += [person.address, "0", "2015-03-04 10:00:00", "2015-03-04 10:11:12", done]
        rows.append([*own, *NUMERIC.row(person), "50.1", "4.2", "-1", ""])
    path.write_bytes(delimited(rows, quoting=csv.QUOTE_MINIMAL).encode("utf-8-sig"))


NUMERIC = Spelling()
TEXT = Spelling(label, tick=label)
RECODE = Spelling(
    unticked="0",
    single={OPEN: RECODED},
    boxes={OPEN: RECODED, NONE: "0"},
)
JOINED, JOINED_TEXT = replace(NUMERIC, joined=","), replace(TEXT, joined=",")


def labelled(question: Question, choice: str) -> str:
    """Return the wording of a choice, and for a box its number, which stands behind the slash."""
    return label(question, choice) if question.type in {ONE, RANK} else number(question, choice)


TOYS = (
    Toy("qualtrics-numeric", "qualtrics", "toy_March.csv", Csv(NUMERIC), column),
    Toy("qualtrics-text", "qualtrics", "toy_March.csv", Csv(TEXT, texts=True), column, labelled),
    Toy("qualtrics-2016", "qualtrics", "toy.csv", Csv(NUMERIC, heads_2016), column),
    Toy("qualtrics-legacy", "qualtrics", "toy.csv", write_legacy, column),
    Toy("qualtrics-tsv", "qualtrics", "toy.tsv", Csv(NUMERIC, delimiter="\t", encoding="utf-16"), column),
    Toy("qualtrics-joined", "qualtrics", "toy.csv", Csv(JOINED, heads_joined), column),
    Toy("qualtrics-joined-text", "qualtrics", "toy.csv", Csv(JOINED_TEXT, heads_joined, texts=True), column, label),
    Toy(
        "qualtrics-recoded",
        "qualtrics",
        "toy.csv",
        Csv(RECODE),
        column,
        codes={RECODED: "no_answer"},
        blank="not_shown",
    ),
)
