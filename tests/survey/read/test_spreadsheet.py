"""Plain tables, with and without headings, from text and from sheets."""

import zipfile
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from survey.errors import StudyError
from survey.read import FORMATS, read_export
from survey.read.export import Export, Hints
from survey.read.grid import name_heads

CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=6) | st.sampled_from(["", "NA", "001", "1,5"])
TABLES = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6)
)


def texts(export: Export) -> dict[str, list[str]]:
    return export.cells.astype(object).to_dict("list")


def test_headings_name_the_columns_and_cells_stay_text(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a,b\n001,NA\n")
    export = read_export(tmp_path / "x.csv")
    assert (export.format, texts(export)) == ("spreadsheet", {"a": ["001"], "b": ["NA"]})


def test_without_headings_the_workbook_names_the_columns(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("1,2\n3,4\n")
    export = read_export(tmp_path / "x.csv", hints=Hints(names=("a", "b")))
    assert texts(export) == {"a": ["1", "3"], "b": ["2", "4"]}


def test_the_workbook_must_name_them_all(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("1,2\n3,4\n")
    with pytest.raises(StudyError, match="2 columns, the workbook names 3"):
        read_export(tmp_path / "x.csv", hints=Hints(names=("a", "b", "c")))


def test_the_format_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("id,submitdate,lastpage,startlanguage\n1,x,2,nl\n")
    assert read_export(tmp_path / "x.csv", "spreadsheet").format == "spreadsheet"
    assert read_export(tmp_path / "x.csv").format == "limesurvey"


def test_an_unknown_format_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    with pytest.raises(StudyError, match="Did you mean 'limesurvey'"):
        read_export(tmp_path / "x.csv", "limesurvy")


def test_every_format_recognises_and_reads() -> None:
    assert all(callable(module.recognise) and callable(module.read) for module in FORMATS.values())


def test_a_row_without_anything_is_nobody(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text('a,b\n1,\n"",""\n,2\n')
    assert texts(read_export(tmp_path / "x.csv")) == {"a": ["1", ""], "b": ["", "2"]}


def test_headings_used_twice_and_columns_without_one(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a;;a;;\n1;2;3;;\n4;5;6;;\n")
    export = read_export(tmp_path / "x.csv")
    assert texts(export) == {"a": ["1", "4"], "column 2": ["2", "5"], "a#2": ["3", "6"]}
    assert export.spelling == "utf-8, ;; 1 column without a heading"


@pytest.mark.parametrize("row", ["1;2;", "1;2;;;"])
def test_a_delimiter_at_the_end_of_every_answer_makes_no_column(tmp_path: Path, row: str) -> None:
    (tmp_path / "x.csv").write_text(f"a;b\n{row}\n{row}\n")
    assert texts(read_export(tmp_path / "x.csv")) == {"a": ["1", "1"], "b": ["2", "2"]}


def test_a_delimiter_at_the_end_of_the_headings_alone(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a;b;\n1;2\n3;4\n")
    assert texts(read_export(tmp_path / "x.csv")) == {"a": ["1", "3"], "b": ["2", "4"]}


@pytest.mark.parametrize("row", ["1;2", "1;2;3;4"])
def test_a_row_of_another_length_is_refused(tmp_path: Path, row: str) -> None:
    (tmp_path / "x.csv").write_text(f"a;b;c\n1;2;3\n{row}\n1;2;3\n")
    with pytest.raises(StudyError, match="cells where the first has 3") as caught:
        read_export(tmp_path / "x.csv")
    assert "row 3" in str(caught.value)


def test_what_excel_writes_in_dutch(tmp_path: Path) -> None:
    rows = "sep=;\r\nleeftijd;prijs;roken\r\n23;1.234,50;WAAR\r\n#N/B;12\xa0000,5;ONWAAR\r\n"
    (tmp_path / "x.csv").write_bytes(rows.encode("cp1252"))
    export = read_export(tmp_path / "x.csv")
    assert export.spelling == "cp1252, ;"
    assert export.column("leeftijd").tolist() == ["23", ""]
    assert texts(export)["prijs"] == ["1.234,50", "12\xa0000,5"]
    assert texts(export)["roken"] == ["WAAR", "ONWAAR"]
    assert ("WAAR" in export.signs.ticked, "ONWAAR" in export.signs.unticked) == (True, True)


def workbook(path: Path, rows: list[list[object]], *, mac_dates: bool = False) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    if mac_dates:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for row in rows:
        book.active.append(row)
    book.active.title = "Data"
    book.save(path)
    return book


@given(TABLES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much])
def test_a_sheet_loses_and_changes_no_cell(tmp_path: Path, rows: list[list[str]]) -> None:
    assume(any(map(str.strip, rows[0])) and not any(map(ILLEGAL_CHARACTERS_RE.search, map("".join, rows))))
    book = openpyxl.Workbook()
    for place, row in enumerate(rows, start=1):
        for column, cell in enumerate(row, start=1):
            book.active.cell(place, column, cell).data_type = "s"  # never a formula
    book.save(tmp_path / "x.xlsx")
    heads, *rest = rows
    filled = [row for row in rest if any(map(str.strip, row))]
    columns = {name: [row[place] for row in filled] for place, name in enumerate(name_heads(heads))}
    said = dict(zip(columns, heads, strict=True))
    kept = {name: cells for name, cells in columns.items() if said[name].strip() or any(map(str.strip, cells))}
    assert texts(read_export(tmp_path / "x.xlsx", "spreadsheet")) == kept


@pytest.mark.parametrize("mac_dates", [False, True])
def test_cells_of_a_sheet_are_written_as_people_would(tmp_path: Path, mac_dates: bool) -> None:
    row = [3, 1.5, 1e-7, 123456789012345678, date(2019, 6, 3), datetime(2019, 6, 3, 10, 30), True, None, "001"]
    workbook(tmp_path / "x.xlsx", [list("abcdefghi"), row], mac_dates=mac_dates)
    export = read_export(tmp_path / "x.xlsx")
    assert [cells[0] for cells in texts(export).values()] == [
        *("3", "1.5", "0.0000001", "123456789012345700", "2019-06-03", "2019-06-03 10:30:00", "TRUE", "", "001")
    ]


def test_other_and_hidden_sheets_are_told_and_not_read(tmp_path: Path) -> None:
    book = workbook(tmp_path / "x.xlsx", [["a", "b"], [1, 2]])
    for title, state in (("First", "hidden"), ("Very", "veryHidden"), ("Notes", "visible")):
        book.create_sheet(title, 0 if title == "First" else None)["A1"] = "secret"
        book[title].sheet_state = state
    book.active = 1
    book.save(tmp_path / "x.xlsx")
    export = read_export(tmp_path / "x.xlsx")
    assert texts(export) == {"a": ["1"], "b": ["2"]}
    assert export.spelling == "sheet Data; 1 other sheet not read; 2 hidden sheets not read"


def test_merged_headings_are_told(tmp_path: Path) -> None:
    book = workbook(tmp_path / "x.xlsx", [["a", "b", ""], [1, 2, 3]])
    book.active.merge_cells("B1:C1")
    book.save(tmp_path / "x.xlsx")
    export = read_export(tmp_path / "x.xlsx")
    assert list(export.cells) == ["a", "b", "column 3"]
    assert export.spelling == "sheet Data; merged headings; 1 column without a heading"


def test_headings_may_begin_below_and_right_of_the_first_cell(tmp_path: Path) -> None:
    workbook(tmp_path / "x.xlsx", [[], [], [None, "a", "b"], [None, 1, 2], [], [None, 3, 4]])
    assert texts(read_export(tmp_path / "x.xlsx")) == {"a": ["1", "3"], "b": ["2", "4"]}


def opendocument(path: Path, rows: list[list[str]]) -> None:
    """Write a sheet as LibreOffice stores it, texts only."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = ["".join(cell.format(escape(text)) for text in row) for row in rows]
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:body>'
        '<office:spreadsheet><table:table table:name="Blad1">'
        + "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
        + "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")


def test_a_libreoffice_sheet(tmp_path: Path) -> None:
    opendocument(tmp_path / "x.ods", [["naam", "code"], ["Zoë & co", "001"], ["NA", "1,5"]])
    export = read_export(tmp_path / "x.ods")
    assert texts(export) == {"naam": ["Zoë & co", "NA"], "code": ["001", "1,5"]}
    assert export.spelling == "sheet Blad1"


def with_password(path: Path) -> None:
    """Write what Excel makes of a workbook with a password: an OLE file around a stream of encrypted bytes."""
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD

    def number(*values: int) -> bytes:
        return b"".join(value.to_bytes(4, "little") for value in values)

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        text = name.encode("utf-16-le").ljust(64, b"\0")
        length = (2 * len(name) + 2).to_bytes(2, "little")
        return text + length + bytes([kind, 1]) + number(free, free, child) + bytes(36) + number(start, size, 0)

    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + b"\x3e\0\3\0\xfe\xff\x09\0\6\0" + bytes(6)
    head += number(0, 1, 1, 0, 4096, end, 0, end, 0) + number(0, *[free] * 108)
    fat = number(table, end, *range(3, 10), end).ljust(512, b"\xff")
    folder = entry("Root Entry", 5, 1, end, 0) + entry("EncryptedPackage", 2, free, 2, 4096) + bytes(256)
    path.write_bytes(head + fat + folder + bytes(4096))


def test_a_workbook_with_a_password(tmp_path: Path) -> None:
    with_password(tmp_path / "x.xlsx")
    with pytest.raises(StudyError, match="has a password"):
        read_export(tmp_path / "x.xlsx")


def test_a_workbook_without_anything(tmp_path: Path) -> None:
    workbook(tmp_path / "x.xlsx", [])
    with pytest.raises(StudyError, match="no sheet with anything in it"):
        read_export(tmp_path / "x.xlsx")


@pytest.mark.parametrize("cut", [100, 1000, -30])
def test_a_workbook_that_was_cut_off(tmp_path: Path, cut: int) -> None:
    workbook(tmp_path / "x.xlsx", [["a", "b"], [1, 2]])
    (tmp_path / "x.xlsx").write_bytes((tmp_path / "x.xlsx").read_bytes()[:cut])
    with pytest.raises(StudyError) as caught:
        read_export(tmp_path / "x.xlsx")
    assert "x.xlsx" in str(caught.value)


def test_a_workbook_that_unpacks_to_far_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("survey.read.archive.BYTES_EACH", 100)
    workbook(tmp_path / "x.xlsx", [["a", "b"], [1, 2]])
    with pytest.raises(StudyError, match="unpacks to far more"):
        read_export(tmp_path / "x.xlsx")
