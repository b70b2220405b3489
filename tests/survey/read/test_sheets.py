"""Workbooks: numbers as people write them, and sheets by name."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.errors import StudyError
from survey.read.sheets import open_sheet, plain_number, read_sheet, sheet_names


@pytest.mark.parametrize(
    ("number", "text"),
    [(3.0, "3"), (-1.0, "-1"), (1.5, "1.5"), (0.1, "0.1"), (1e-7, "0.0000001"), (1e21, "1000000000000000000000")],
)
def test_numbers(number: float, text: str) -> None:
    assert plain_number(number) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_the_same_when_read_again(number: float) -> None:
    text = plain_number(number)
    assert float(text) == number
    assert "e" not in text.lower()


def test_a_sheet_by_name_keeps_blank_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "one"
    book.create_sheet("two").append(["first"])
    book["two"]["B3"] = 3
    book["one"].sheet_state = "hidden"
    book.active = 1
    book.save(tmp_path / "x.xlsx")
    assert sheet_names(tmp_path / "x.xlsx") == ("one", "two")
    assert read_sheet(tmp_path / "x.xlsx", "two") == [["first", ""], ["", ""], ["", "3"]]


def test_what_is_no_workbook(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(StudyError, match=r"x\.xlsx"):
        sheet_names(tmp_path / "x.xlsx")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("xl/media/blank.bin", b" " * (30 << 20), "unpacks to far more"),
        ("../evil.txt", b"x", "leads out of the archive"),
    ],
)
def test_a_workbook_that_could_harm_is_refused(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path = tmp_path / "x.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.save(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    with pytest.raises(StudyError, match=says):
        open_sheet(path)
