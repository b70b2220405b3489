"""What a Belgian researcher's Excel would write: CSV with semicolons and decimal commas, XLSX, and ODS."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from tests.survey.read.toy.people import HIDDEN, NONE, Person, Truth
from tests.survey.read.toy.questionnaire import QUESTIONS, SEVERAL
from tests.survey.read.toy.spelling import Spelling, Toy, delimited, name

OWN = ("token", "email", "ip")
BELGIAN = Spelling(
    name,
    tick=lambda question, choice: "x",
    single={HIDDEN: "#N/B"},
    number=lambda value: f"{value:g}".replace(".", ","),
    day=lambda day: f"{day.day}/{day.month}/{day.year}",
)
LOGICAL = replace(BELGIAN, tick=lambda question, choice: "WAAR", unticked="ONWAAR", boxes={NONE: "ONWAAR"})


def heads() -> list[str]:
    return [*OWN, *(column for question in QUESTIONS for column in question.columns)]


def write_belgian(path: Path, people: Sequence[Person]) -> None:
    """Write what "CSV" means in a Belgian Excel, with a first line that names the delimiter."""
    rows = [heads(), *([*person.identifiers, *BELGIAN.row(person)] for person in people)]
    path.write_bytes(("sep=;\r\n" + delimited(rows, ";", "\r\n")).encode("cp1252"))


def write_headless(path: Path, people: Sequence[Person]) -> None:
    """Write "CSV UTF-8" without a row of headings, boxes as true and false."""
    rows = [[*person.identifiers, *LOGICAL.row(person)] for person in people]
    path.write_bytes(delimited(rows, ";", "\r\n").encode("utf-8-sig"))


def write_xlsx(path: Path, people: Sequence[Person]) -> None:
    """Write a workbook with real numbers, dates and truth values."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row, line in enumerate([heads(), *([*person.identifiers, *_cells(person)] for person in people)], start=1):
        for place, value in enumerate(line, start=1):
            if isinstance(value, str):
                sheet.cell(row, place, value).data_type = "s"
            elif value is not None:
                sheet.cell(row, place, value)
    book.save(path)


def write_ods(path: Path, people: Sequence[Person]) -> None:
    """Write a sheet as LibreOffice keeps it, with real numbers, dates and truth values."""
    rows = [heads(), *([*person.identifiers, *_cells(person)] for person in people)]
    lines = "".join(f"<table:table-row>{''.join(map(_opendocument, row))}</table:table-row>" for row in rows)
    names = ("office", "table", "text")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Blad1">{lines}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")


def _opendocument(value: Any) -> str:
    match value:
        case None:
            return "<table:table-cell/>"
        case bool():
            told = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
        case int() | float():
            told = f'office:value-type="float" office:value="{value}"'
        case date():
            told = f'office:value-type="date" office:date-value="{value:%Y-%m-%d}"'
        case _:
            told = 'office:value-type="string"'
    lines = escape(str(value)).replace("\t", "<text:tab/>").split("\n")
    return f"<table:table-cell {told}>{''.join(f'<text:p>{line}</text:p>' for line in lines)}</table:table-cell>"


def _cells(person: Person) -> list[Any]:
    values: list[Any] = []
    for question in QUESTIONS:
        truth = person.truth[question.name]
        if isinstance(truth, tuple) and question.type == SEVERAL:
            values += [choice in truth for choice in question.choices]
        elif isinstance(truth, tuple):
            values += [*truth, *[None] * (len(question.columns) - len(truth))]
        elif isinstance(truth, Truth):
            values += [False if truth is NONE else None] * len(question.columns)
        else:
            values.append(datetime(truth.year, truth.month, truth.day) if isinstance(truth, date) else truth)
    return values


TOYS = (
    Toy("spreadsheet-belgian", "spreadsheet", "toy.csv", write_belgian, code=name, identifiers=OWN),
    Toy("spreadsheet-headless", "spreadsheet", "toy.csv", write_headless, code=name, identifiers=OWN, header=False),
    Toy("spreadsheet-xlsx", "spreadsheet", "toy.xlsx", write_xlsx, code=name, identifiers=OWN),
    Toy("spreadsheet-ods", "spreadsheet", "toy.ods", write_ods, code=name, identifiers=OWN),
)
