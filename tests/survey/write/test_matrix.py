"""Code by interview: 0 and 1, numbers of segments, and the respondent it can be joined to."""

import csv
import io
import stat
from pathlib import Path

import openpyxl

from survey.interviews.corpus import Corpus
from survey.write.matrix import matrix, write_matrix
from tests.corpora import codes, coding, interview, suggested

A, B = interview("a", "R: een twee drie", person=4), interview("b", "R: =een twee")
CODINGS = (
    coding(A, "een", "price/low"),
    coding(A, "een", "price/low", "Bo"),
    coding(A, "drie", "price"),
    suggested(coding(B, "twee", "mood")),
)
SET = Corpus("buyers", (A, B), codes("price", "price/low", "mood"), CODINGS)


def test_a_parent_has_what_is_under_it_and_two_coders_count_once() -> None:
    heads, rows = matrix(SET)
    assert heads[:4] == ("interview", "pseudonym", "wave", "respondent")
    assert heads[4:] == ("price", "price/low", "mood", "segments:price", "segments:price/low", "segments:mood")
    assert rows == [("a", "A", "2019", "r4", 1, 1, 0, 2, 1, 0), ("b", "B", "", "", 0, 0, 0, 0, 0, 0)]


def test_both_files_hold_the_same_and_only_the_owner_reads_them(tmp_path: Path) -> None:
    heads, rows = matrix(SET)
    text, book = tmp_path / "m.csv", tmp_path / "m.xlsx"
    write_matrix(SET, text)
    write_matrix(SET, book)
    found = list(csv.reader(io.StringIO(text.read_text(encoding="utf-8"), newline="")))
    assert found == [list(heads), *([str(cell) for cell in row] for row in rows)]
    opened = openpyxl.load_workbook(book)
    values = list(opened["matrix"].iter_rows(values_only=True))
    assert values == [heads, *(tuple(cell if cell != "" else None for cell in row) for row in rows)]
    assert "CONFIDENTIAL" in str(opened["confidential"]["A1"].value)
    assert {stat.S_IMODE(path.stat().st_mode) for path in (text, book)} == {0o600}
