"""What LimeSurvey would write: CSV in its ways of heading and answering, the pair for R, and vvexport."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.survey.read.toy.people import HIDDEN, NONE, OPEN, ROUTED, UNREACHED, Person
from tests.survey.read.toy.questionnaire import DATE, DECIMAL, INTEGER, PLACES, QUESTIONS, RANK, SEVERAL, Question
from tests.survey.read.toy.spelling import Spelling, Toy, delimited, label

OWN = {
    "id": "Response ID",
    "submitdate": "Date submitted",
    "lastpage": "Last page",
    "startlanguage": "Start language",
    "seed": "Seed",
    "token": "Access code",
    "startdate": "Date started",
    "datestamp": "Date last action",
    "ipaddr": "IP address",
    "refurl": "Referrer URL",
    "email": "Email address",
}
NOT_SHOWN = (ROUTED, HIDDEN, UNREACHED)
STORED_BARE = ("count", "grams", "day")
"""Numbers and dates: the database has no empty text for them, so left open is stored as if not shown."""


def code(question: Question, choice: str) -> str:
    """Return the answer code: a letter for yes/no questions, else as a researcher numbers them."""
    return {"yes": "Y", "no": "N"}[choice] if question.name == "gate" else f"A{question.position(choice)}"


def box(question: Question, choice: str) -> str:
    return choice if question.type == SEVERAL else code(question, choice)


def box_full(question: Question, choice: str) -> str:
    return choice if question.type == SEVERAL else label(question, choice)


def box_worded(question: Question, choice: str) -> str:
    return label(question, choice)


def column(question: Question) -> str:
    return f"{question.array}/{question.name}" if question.array else question.name


def worded(question: Question) -> str:
    return f"{question.text}/{question.row}" if question.array else question.text


def items(question: Question) -> list[tuple[str, str]]:
    """Return code and wording of each column behind the question's own."""
    if question.type == SEVERAL:
        return list(question.choices.items())
    if question.type == RANK:
        return [(str(place), f"Rank {place}") for place in range(1, PLACES + 1)]
    return [(question.name, question.row)] if question.array else [("", "")]


def by_code(question: Question) -> list[str]:
    stem = question.array or question.name
    return [f"{stem}[{item}]" if item else stem for item, _ in items(question)]


def by_text(question: Question) -> list[str]:
    return [f"{question.text} [{wording}]" if wording else question.text for _, wording in items(question)]


def by_both(question: Question) -> list[str]:
    return [f"{head}. {text}" for head, text in zip(by_code(question), by_text(question), strict=True)]


def heads(style: Callable[[Question], list[str]]) -> list[str]:
    both = [f"{name}. {text}" for name, text in OWN.items()]
    own = list(OWN) if style is by_code else list(OWN.values()) if style is by_text else both
    return [*own, *(head for question in QUESTIONS for head in style(question))]


def own_cells(person: Person) -> list[str]:
    when = "2021-03-04 10:11:12" if person.finished else ""
    last = str(person.last_page) if person.last_page else ""
    return [
        *(str(person.number + 40), when, last, "en", f"{person.number * 7127}", person.token),
        *("2021-03-04 10:00:00", "2021-03-04 10:11:12", person.address, "", person.email),
    ]


def masked(text: str) -> str:
    return f"'{text}" if text.startswith("=") else text


CODES = Spelling(code, tick=lambda question, choice: "Y", day=lambda day: f"{day} 00:00:00", text=masked)
WITH_N = Spelling(
    code,
    tick=lambda question, choice: "Y",
    unticked="N",
    boxes={OPEN: "N", NONE: "N"},
    day=lambda day: f"{day} 00:00:00",
    text=masked,
)
FULL = Spelling(
    label,
    tick=lambda question, choice: "Yes",
    unticked="No",
    boxes={OPEN: "No", NONE: "No"} | dict.fromkeys(NOT_SHOWN, "N/A"),
    own={"gate": dict.fromkeys((OPEN, *NOT_SHOWN), "N/A")},
    day=lambda day: f"{day} 00:00:00",
    text=masked,
)


@dataclass(frozen=True)
class Csv:
    """A CSV file: every cell in quotes, a byte order mark, and in older versions an extra line at the end."""

    style: Callable[[Question], list[str]]
    spelling: Spelling
    delimiter: str = ","
    end: str = ""

    def __call__(self, path: Path, people: Sequence[Person]) -> None:
        rows = [heads(self.style), *([*own_cells(person), *self.spelling.row(person)] for person in people)]
        text = delimited(rows, self.delimiter, "\r\n", csv.QUOTE_ALL) + self.end
        path.write_bytes(text.encode("utf-8-sig"))


def r_code(question: Question, choice: str) -> str:
    """Return what the export for R makes of a code: yes and no are 1 and 2."""
    return str(question.position(choice)) if question.name == "gate" else code(question, choice)


def r_box(question: Question, choice: str) -> str:
    return choice if question.type == SEVERAL else r_code(question, choice)


R_TYPES = {INTEGER: "F", DECIMAL: "F", SEVERAL: "F", DATE: "DATETIME23.2"}
R = Spelling(r_code, unticked="0", boxes={OPEN: "0", NONE: "0"}, day=lambda day: f"{day} 00:00:00")


def write_r(path: Path, people: Sequence[Person]) -> None:
    """Write the data file, headed with texts, and beside it the syntax file, which names columns by position."""
    Csv(by_text, R)(path, people)
    lines = [
        f'data <- read.csv("{path.name}", quote = "\'\\"", na.strings=c("", "\\"\\""), stringsAsFactors=FALSE)',
        "",
    ]
    place = 0
    for name in OWN:
        place += 1
        lines += _r_lines(place, name, name, {}, "A")
    for question in QUESTIONS:
        for (item, wording), head in zip(items(question), by_code(question), strict=True):
            place += 1
            text = f"[{wording}] {question.text}" if item else question.text
            kind = R_TYPES.get(question.type, "A")
            lines += _r_lines(place, re.sub(r"\[(\w+)\]", r"_\1", head), text, _levels(question), kind)
    path.with_name("survey_424242_R_syntax_file.R").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _levels(question: Question) -> dict[str, str]:
    if question.type == SEVERAL:
        return {"1": "Yes", "0": "Not selected"}
    return {r_code(question, choice): text for choice, text in question.choices.items()}


def _r_lines(place: int, name: str, text: str, levels: dict[str, str], kind: str) -> list[str]:
    said = text.replace("'", "\\'").replace('"', '\\"')
    codes = ",".join(f'"{code}"' for code in levels)
    labels = ", ".join(f'"{wording}"' for wording in levels.values()).replace("'", "\\'")
    factor = [f"data[, {place}] <- factor(data[, {place}], levels=c({codes}),labels=c({labels}))"] if levels else []
    return [
        f"# LimeSurvey Field type: {kind}",
        f"data[, {place}] <- as.{'numeric' if kind == 'F' else 'character'}(data[, {place}])",
        f'attributes(data)$variable.labels[{place}] <- "{said}"',
        *factor,
        f'names(data)[{place}] <- "{name}"',
    ]


SIGN = dict.fromkeys(NOT_SHOWN, "{question_not_shown}")
BARE = {**SIGN, OPEN: "{question_not_shown}"}
STORED = Spelling(
    code,
    tick=lambda question, choice: "Y",
    single=SIGN,
    boxes=SIGN,
    own=dict.fromkeys(STORED_BARE, BARE),
    number=lambda value: f"{value:.10f}",
    day=lambda day: f"{day} 00:00:00",
)


def escaped(text: str) -> str:
    signs = {"{": "{lbrace}", "\n": "{newline}", "\r": "{cr}", "\t": "{tab}", '"': "{quote}"}
    return "".join(signs.get(sign, sign) for sign in text)


def write_vv(path: Path, people: Sequence[Person]) -> None:
    """Write texts, codes, and the database's own cells between tabs, without quotes."""
    own = [name for name in OWN if name != "email"]
    codes = [re.sub(r"\[(\w+)\]", r"_\1", head) for question in QUESTIONS for head in by_code(question)]
    texts = [text for question in QUESTIONS for text in by_text(question)]
    lines = [[OWN[name] for name in own] + texts, own + codes]
    for person in people:
        told = own_cells(person)[:-1]
        told[list(OWN).index("submitdate")] = told[list(OWN).index("submitdate")] or "{question_not_shown}"
        told[list(OWN).index("lastpage")] = told[list(OWN).index("lastpage")] or "{question_not_shown}"
        cells = [cell if cell == "{question_not_shown}" else escaped(cell) for cell in STORED.row(person)]
        lines.append([*told, *cells])
    path.write_bytes("".join("\t".join(line) + "\n" for line in lines).encode("utf-8-sig"))


def no_email(person: Person) -> tuple[str, ...]:
    return person.token, person.address


TOYS = (
    Toy("limesurvey-codes", "limesurvey", "survey.csv", Csv(by_code, CODES), column, box),
    Toy("limesurvey-codes-with-n", "limesurvey", "survey.csv", Csv(by_code, WITH_N), column, box),
    Toy("limesurvey-semicolon", "limesurvey", "survey.csv", Csv(by_code, CODES, ";", "\r\n"), column, box),
    Toy("limesurvey-tab", "limesurvey", "survey.csv", Csv(by_code, CODES, "\t"), column, box),
    Toy("limesurvey-code-and-text", "limesurvey", "survey.csv", Csv(by_both, FULL), column, box_full),
    Toy(
        "limesurvey-full",
        "limesurvey",
        "survey.csv",
        Csv(by_text, FULL),
        worded,
        box_worded,
    ),
    Toy("limesurvey-r", "limesurvey_r", "survey_424242_R_data_file.csv", write_r, column, r_box),
    Toy("limesurvey-vv", "limesurvey_vv", "vvexport_424242.txt", write_vv, column, box, planted=no_email),
)
