"""The workbook's sheets, as one .xlsx file or a folder of .csv files."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from survey.errors import StudyError
from survey.workbook import Line, read_workbook

ROWS = [
    ["type", "name", "label::Nederlands (nl)", "label::fr", "places", "hint"],
    ["rank m", "r", "Rang", "Rang", 3, "kies"],
    [None, None, None, None, None, None],
    ["integer", "age", "Leeftijd", None, None, None],
]


def as_csv(folder: Path, delimiter: str = ",") -> None:
    (folder / "codebook").mkdir()
    lines = [delimiter.join("" if cell is None else str(cell) for cell in row) for row in ROWS]
    (folder / "codebook" / "survey.csv").write_text("\n".join(lines))


def as_belgian_csv(folder: Path) -> None:
    as_csv(folder, ";")


def as_xlsx(folder: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    for row in ROWS:
        sheet.append(row)
    book.save(folder / "codebook.xlsx")


@pytest.mark.parametrize("write", [as_csv, as_belgian_csv, as_xlsx])
def test_both_forms_say_the_same(tmp_path: Path, write: object) -> None:
    write(tmp_path)  # type: ignore[operator]
    rank, age = read_workbook(tmp_path)["survey"]
    assert dict(rank.cells) == {
        "type": "rank m",
        "name": "r",
        "label::nl": "Rang",
        "label::fr": "Rang",
        "places": "3",
        "hint": "kies",
    }
    assert age.label().texts == {"nl": "Leeftijd"}
    assert rank.place.endswith("row 2")
    assert age.place.endswith("row 4")


def test_two_workbooks_are_one_too_many(tmp_path: Path) -> None:
    as_csv(tmp_path)
    as_xlsx(tmp_path)
    with pytest.raises(StudyError, match="two workbooks"):
        read_workbook(tmp_path)


def test_a_workbook_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "codebook.xlsx").write_bytes(b"PK nonsense")
    with pytest.raises(StudyError, match="workbook cannot be read"):
        read_workbook(tmp_path)


@pytest.mark.parametrize(("text", "expected"), [("yes", True), ("JA", True), ("", False), ("non", False)])
def test_yes_and_no_in_three_languages(text: str, expected: bool) -> None:
    assert Line({"x": text}, "row 2").yes("x") is expected


def test_a_cell_that_is_neither_yes_nor_no() -> None:
    with pytest.raises(StudyError, match="neither yes nor no\nin row 2"):
        Line({"x": "maybe"}, "row 2").yes("x")


def test_a_number_may_have_a_decimal_comma() -> None:
    assert Line({"low": "0,5"}, "row 2").number("low") == 0.5
    with pytest.raises(StudyError, match="is no number"):
        Line({"low": "few"}, "row 2").number("low")
