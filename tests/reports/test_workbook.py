"""The workbook: the numbers of the JSON as numbers, a sheet for each table, links that lead somewhere."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import python_calamine
import released
import samples
from openpyxl import load_workbook

from analysis.disclosure import Audience
from analysis.table import Cell, Column, Row, Unit
from reports.front import Front
from reports.languages import LANGUAGES
from reports.workbook import workbook
from survey.codebook import Label
from tests import toy

SECRET = 7_777_777
HARMFUL = '=HYPERLINK("http://evil") & <b> \x07'


def front(language: str = "nl", **more: Any) -> Front:
    return Front(**{"title": Label({"nl": "Kopers"}), "language": language, "n": samples.N, **more})


def opened(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


def formats(content: bytes) -> dict[Any, str]:
    """Return the format of every broken number on the only sheet."""
    cells = (cell for row in opened(content).active.iter_rows() for cell in row)
    return {round(cell.value, 4): cell.number_format for cell in cells if isinstance(cell.value, float)}


def expected(record: dict[str, Any], units: dict[str, str]) -> Counter[str]:
    """Return the numbers that the record of a row prints."""
    found: list[float] = []
    for key, cell in record["cells"].items():
        if cell["hidden"] or (cell["value"] is None and cell["count"] is None):
            continue
        both = cell.get("unit", units[key]) == "count_percent"
        numbers = [cell["value"] if cell["value"] is not None else cell["count"], cell["low"], cell["high"]]
        found += [number for number in numbers if number is not None]
        found += [cell["count"]] if both and cell["value"] is not None else []
    return counted(found)


def counted(numbers: Iterable[object]) -> Counter[str]:
    """Return numbers by how often they occur, in as many digits as Excel keeps."""
    return Counter(f"{number:.12g}" for number in numbers if isinstance(number, int | float))


def said_in_words(folder: Path, key: str) -> set[tuple[str, str]]:
    """Return row and column of the cells of a table that hold a text."""
    made = next(made for made in released.release(folder).tables if made.id == key)
    cells = ((row.key, column, cell) for row in made.rows for column, cell in row.cells.items())
    return {(row, column) for row, column, cell in cells if cell.text is not None}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("folder", released.STUDIES, ids=lambda folder: folder.name)
def test_a_workbook_read_back_has_the_numbers_of_the_records(folder: Path, language: str) -> None:
    content = workbook(released.release(folder), released.front(folder, language))
    book, read = opened(content), python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    checked = 0
    for name, (key, table) in zip(book.sheetnames[1:], released.tables(folder, language).items(), strict=True):
        assert name == key[:31]
        units = {column["key"]: column["unit"] for column in table["columns"]}
        texts = said_in_words(folder, key)
        start = int(re.sub(r"\D", "", book[name].freeze_panes)) - 1
        rows = read.get_sheet_by_name(name).to_python(skip_empty_area=False)[start:]
        for row, record in zip(rows, table["rows"], strict=False):
            kept = {c: cell for c, cell in record["cells"].items() if (record["key"], c) not in texts}
            numbers = counted(row)
            assert numbers == expected({**record, "cells": kept}, units), (name, record["key"])
            assert all(cell["shown"] in row for cell in record["cells"].values() if cell["hidden"])
            checked += sum(numbers.values())
        notes = [note["text"] for note in table["notes"]]
        beneath = " ".join(str(row[0]) for row in rows[len(table["rows"]) :])
        assert all(note.strip() in beneath for note in notes)
    assert checked > 40


def test_numbers_show_the_decimals_of_the_report_and_percentages_count_and_share_apart() -> None:
    sheet = opened(workbook(samples.release(tables=(samples.profile(),)), front(), whole=False)).active
    row = next(row for row in sheet.iter_rows() if row[0].value == "man")
    assert [cell.value for cell in row[1:3]] == [80, pytest.approx(100 * 80 / 91)]
    assert {cell.number_format for cell in row[1:3]} == {"#,##0"}
    units = next(row for row in sheet.iter_rows() if row[1].value == "n")
    assert [cell.value for cell in units[1:3]] == ["n", "%"]
    ages = formats(workbook(samples.release(tables=(samples.numbers(),)), front(), whole=False))
    assert (ages[23.5], ages[24.8586]) == ("#,##0.0", "#,##0.00")


def test_a_difference_has_its_sign() -> None:
    values = {"down": Fraction(-9, 2), "still": Fraction(1, 3), "up": Fraction(15, 2)}
    cells = {key: Cell(value, signed=True) for key, value in values.items()}
    columns = tuple(Column(key, toy.label(key), Unit.POINTS) for key in cells)
    table = replace(samples.profile(), columns=columns, rows=(Row("r", toy.label("rij"), "", cells),))
    found = formats(workbook(samples.release(tables=(table,)), front(), whole=False))
    assert (found[-4.5], found[7.5], found[0.3333]) == ("+#,##0;−#,##0", "+#,##0;−#,##0", "#,##0")


def test_a_summary_carries_its_unit() -> None:
    spending = workbook(samples.release(tables=(samples.spending(),)), front(), whole=False)
    assert formats(spending)[312.5] == '"€\u00a0"#,##0'


def test_what_is_hidden_is_nowhere_in_the_file() -> None:
    made = samples.information_source()
    cells = {key: Cell(samples.share(SECRET, 100).value, SECRET, hidden=True) for key in ("percent", "n")}
    rows = tuple(replace(row, cells=cells) if row.key == "social" else row for row in made.rows)
    content = workbook(samples.release(tables=(replace(made, rows=rows),)), front())
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not [name for name in parts.namelist() if str(SECRET).encode() in parts.read(name)]
    row = next(row for row in opened(content).worksheets[1].iter_rows(values_only=True) if row[0] == "sociale media")
    assert row[1:3] == ("x", "x")


def test_no_text_of_a_study_runs() -> None:
    harmful, made = Label({"nl": HARMFUL}), samples.spending()
    rows = tuple(replace(row, label=harmful) for row in made.rows)
    table = replace(made, title=harmful, stub=harmful, rows=rows)
    book = opened(workbook(samples.release(tables=(table,)), front(title=harmful)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "f" not in {cell.data_type for cell in cells}
    assert sum(str(cell.value).startswith("=HYPERLINK") for cell in cells) >= len(made.rows) + 2
    assert {cell.hyperlink.target for cell in cells if cell.hyperlink} == {None}


def test_contents_lead_to_every_sheet_and_back() -> None:
    book = opened(workbook(samples.release(), front(synthetic=True)))
    links = [cell.hyperlink.location for row in book.worksheets[0].iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[1:]]
    assert len(links) == len(samples.TABLES)
    for sheet in book.worksheets[1:]:
        back = [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink]
        assert back == [f"'{book.sheetnames[0]}'!A1"]
        assert sheet.print_title_rows
        assert sheet["A3"].value == "Synthetische gegevens"
        assert sheet.oddHeader.right.text == "Synthetische gegevens"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", Audience)
def test_the_same_release_gives_the_same_bytes(language: str, audience: Audience) -> None:
    release = samples.release(audience)
    assert workbook(release, front(language)) == workbook(release, front(language))


def test_a_lone_table_stands_alone_and_nothing_is_a_workbook_too() -> None:
    one = samples.release(tables=(samples.battery(),))
    assert opened(workbook(one, front(), whole=False)).sheetnames == ["risico"]
    assert opened(workbook(samples.release(tables=()), front())).sheetnames == ["Inhoud"]
