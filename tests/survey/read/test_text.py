"""Delimited text: no cell is lost or changed, whatever the dialect."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.errors import StudyError
from survey.read.text import read_delimited

LETTERS = st.characters(codec="cp1252", exclude_characters="\r\n\0", exclude_categories=("Cc", "Cs"))
CELLS = st.text(LETTERS, max_size=6)
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16"]


@st.composite
def dialects(draw: st.DrawFn) -> tuple[list[list[str]], bytes]:
    """Return rows and the file some platform could have made of them."""
    width = draw(st.integers(2, 4))
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=5))
    delimiter, newline = draw(st.sampled_from(";,\t|")), draw(st.sampled_from(["\n", "\r\n"]))
    out = io.StringIO()
    quoting = draw(st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=newline).writerows(rows)
    text = f"sep={delimiter}{newline}{out.getvalue()}"
    return rows, text.encode(draw(st.sampled_from(ENCODINGS)))


@given(dialects())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_cell_is_lost_or_changed(tmp_path: Path, made: tuple[list[list[str]], bytes]) -> None:
    rows, data = made
    file = tmp_path / "export.csv"
    file.write_bytes(data)
    assert [list(row) for row in read_delimited(file).rows] == rows


@pytest.mark.parametrize("delimiter", list(";,\t|"))
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    (tmp_path / "x.csv").write_text(delimiter.join("abc") + "\n" + delimiter.join("123") + "\n")
    file = read_delimited(tmp_path / "x.csv")
    assert (file.delimiter, file.rows) == (delimiter, (("a", "b", "c"), ("1", "2", "3")))


def test_a_newline_inside_a_cell_stays(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text('a;b\n"one\ntwo";"say ""ja"""\n')
    assert read_delimited(tmp_path / "x.csv").rows[1] == ("one\ntwo", 'say "ja"')


def test_what_excel_in_belgium_writes(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes("sep=;\r\na;b\r\ncafé;1,5\r\n".encode("cp1252"))
    file = read_delimited(tmp_path / "x.csv")
    assert (file.encoding, file.rows[1]) == ("cp1252", ("café", "1,5"))


def test_a_file_that_splits_in_two_ways_is_not_guessed(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a;b,c\n1;2,3\n")
    with pytest.raises(StudyError, match="more than one way"):
        read_delimited(tmp_path / "x.csv")


def test_na_stays_text_and_zeros_lead(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a;b\nNA;001\n")
    assert read_delimited(tmp_path / "x.csv").rows[1] == ("NA", "001")


@given(st.binary(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused_with_the_file_named(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "export.csv"
    file.write_bytes(data)
    try:
        assert len({len(row) for row in read_delimited(file).rows}) == 1
    except StudyError as error:
        assert "export.csv" in str(error)
