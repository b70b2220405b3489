"""Delimited text: no cell is lost or changed, whatever the dialect."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from survey.errors import StudyError
from survey.read import read_export
from survey.read.export import Hints
from survey.read.file import open_file
from survey.read.grid import name_heads

LETTERS = st.characters(codec="cp1252", exclude_characters="\0", exclude_categories=("Cs",))
CELLS = st.text(LETTERS, max_size=6) | st.sampled_from(
    ["", "NA", "N/A", "001", "1,5", "1.000", "a;b", "a\nb", '"', " "]
)
BOMS = {"utf-8": b"", "utf-8-sig": b"", "cp1252": b"", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
AMBIGUOUS = "more than one way"


@dataclass(frozen=True)
class Made:
    """A table, and the file that some program could have made of it."""

    rows: list[list[str]]
    data: bytes
    encoding: str = "utf-8"


def written(cell: str, delimiter: str, quoted: bool) -> str:
    """Return a cell in quotes where it needs them, or in any case."""
    if quoted or any(sign in cell for sign in (delimiter, '"', "\r", "\n")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


@st.composite
def dialects(draw: st.DrawFn) -> Made:
    width = draw(st.integers(2, 4))
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6))
    if draw(st.booleans()):
        rows = [[*row, ""] for row in rows]  # a delimiter at the end of every row
    delimiter, newline = draw(st.sampled_from(";,\t|")), draw(st.sampled_from(["\n", "\r\n", "\r"]))
    everything = draw(st.booleans())
    lines = [delimiter.join(written(cell, delimiter, quoted=everything) for cell in row) for row in rows]
    text = draw(st.sampled_from(["", f"sep={delimiter}{newline}"])) + newline.join([*lines, ""])
    encoding = draw(st.sampled_from(sorted(BOMS)))
    return Made(rows, BOMS[encoding] + text.encode(encoding), encoding)


def expected(rows: list[list[str]]) -> dict[str, list[str]]:
    """Return what a reader must hand on: all but blank rows, and blank columns without a heading."""
    heads, *rest = rows
    filled = [row for row in rest if any(map(str.strip, row))]
    columns = {name: [row[place] for row in filled] for place, name in enumerate(name_heads(heads))}
    said = dict(zip(columns, heads, strict=True))
    return {name: cells for name, cells in columns.items() if said[name].strip() or any(map(str.strip, cells))}


def is_plain(made: Made) -> bool:
    """Return whether nothing in the file means two things: Windows letters whose bytes are UTF-8 too (`Ã©`), a heading
    that is a `sep=` line, nothing but blanks, or a first heading that begins like JSON or XML."""
    text = "".join(map("".join, made.rows))
    if not text.strip() or made.rows[0][0].lower().startswith(("sep=", "{", "<")):
        return False
    if made.encoding != "cp1252" or text.isascii():
        return True
    try:
        made.data.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


@given(dialects())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much], max_examples=300)
@example(Made([["a", "b"], ["NA", "001"]], b"a;b\rNA;001\r"))
@example(Made([["a", "a", ""], ["1", "x\r\ny", ""]], 'a;a;\r\n1;"x\r\ny";\r\n'.encode("utf-8-sig")))
def test_no_cell_is_lost_or_changed(tmp_path: Path, made: Made) -> None:
    assume(is_plain(made))
    file = tmp_path / "export.csv"
    file.write_bytes(made.data)
    try:
        export = read_export(file, "spreadsheet")
    except StudyError as error:
        assert AMBIGUOUS in str(error)  # refused, not guessed
        return
    assert export.cells.astype(object).to_dict("list") == expected(made.rows)


@given(dialects())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much])
def test_a_table_without_headings_keeps_its_first_row(tmp_path: Path, made: Made) -> None:
    assume(is_plain(made))
    file = tmp_path / "export.csv"
    file.write_bytes(made.data)
    names = tuple(f"v{place}" for place in range(len(made.rows[0])))
    try:
        export = read_export(file, "spreadsheet", Hints(names=names))
    except StudyError as error:
        assert AMBIGUOUS in str(error)
        return
    assert export.cells.astype(object).to_dict("list") == expected([list(names), *made.rows])


def lines(path: Path) -> list[list[str]]:
    return [list(row) for row in open_file(path).grid.lines()]


@pytest.mark.parametrize("delimiter", list(";,\t|"))
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    (tmp_path / "x.csv").write_text(delimiter.join("abc") + "\n" + delimiter.join("123") + "\n")
    assert lines(tmp_path / "x.csv") == [["a", "b", "c"], ["1", "2", "3"]]
    assert open_file(tmp_path / "x.csv").grid.spelling == f"utf-8, {'tab' if delimiter == chr(9) else delimiter}"


def test_a_newline_inside_a_cell_stays(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text('a;b\n"one\ntwo";"say ""ja"""\n')
    assert lines(tmp_path / "x.csv")[1] == ["one\ntwo", 'say "ja"']


def test_what_excel_in_belgium_writes(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes("sep=;\r\na;b\r\ncafé;1,5\r\n".encode("cp1252"))
    assert open_file(tmp_path / "x.csv").grid.spelling == "cp1252, ;"
    assert lines(tmp_path / "x.csv") == [["a", "b"], ["café", "1,5"]]


@pytest.mark.parametrize("first", ["sep=,", "SEP=,", '"sep=,"'])
def test_the_delimiter_that_the_file_names_is_obeyed(tmp_path: Path, first: str) -> None:
    (tmp_path / "x.csv").write_text(f"{first}\na;b,c\n1;2,3\n")
    assert lines(tmp_path / "x.csv") == [["a;b", "c"], ["1;2", "3"]]


def test_a_file_that_splits_in_two_ways_is_not_guessed(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a;b,c\n1;2,3\n")
    with pytest.raises(StudyError, match=AMBIGUOUS):
        open_file(tmp_path / "x.csv").grid  # noqa: B018


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "this file is empty"),
        (b" \r\n\r\n", "this file is empty"),
        (b"a\n1\n", "one column only"),
        (b"a;b\n1;\0\n", "no text file"),
        (b"a;b\n\x81;2\n", "letters of this file cannot be told"),
        (b"\xff\xfea\x00;\x00b", "letters of this file cannot be told"),
        (b'a;b\n1;"2\n', "no well-formed CSV"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "x.csv").write_bytes(data)
    with pytest.raises(StudyError, match=message):
        read_export(tmp_path / "x.csv")


def test_letters_of_an_old_macintosh_are_noted(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes("naam;land\nZoé;België\n".encode("mac-roman"))
    (tmp_path / "y.csv").write_bytes("naam;land\nZoé;België\n".encode("cp1252"))
    assert not open_file(tmp_path / "x.csv").grid.letters
    assert open_file(tmp_path / "y.csv").grid.letters


def test_the_whole_file_decides_its_encoding(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(b"a;b\n" + b"1;2\n" * 600_000 + "café;3\n".encode("cp1252"))
    assert open_file(tmp_path / "x.csv").grid.spelling == "cp1252, ;"
    assert lines(tmp_path / "x.csv")[-1] == ["café", "3"]


def test_a_cell_larger_than_most_programs_read(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(f'a;b\n"{"x" * 200_000}";2\n')
    assert [len(cell) for cell in lines(tmp_path / "x.csv")[1]] == [200_000, 1]


@given(st.binary(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused_with_the_file_named(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "export.csv"
    file.write_bytes(data)
    try:
        assert read_export(file, "spreadsheet").cells.columns.is_unique
    except StudyError as error:
        assert "export.csv" in str(error)
