"""Plain tables, with and without headings."""

from pathlib import Path

import pytest

from survey.errors import StudyError
from survey.read import FORMATS, read_export


def test_headings_name_the_columns_and_cells_stay_text(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a,b\n001,NA\n")
    export = read_export(tmp_path / "x.csv")
    assert (export.format, export.cells.to_dict("list")) == ("spreadsheet", {"a": ["001"], "b": ["NA"]})


def test_without_headings_the_workbook_names_the_columns(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("1,2\n3,4\n")
    assert read_export(tmp_path / "x.csv", names=("a", "b")).cells["a"].tolist() == ["1", "3"]


def test_the_workbook_must_name_them_all(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("1,2\n3,4\n")
    with pytest.raises(StudyError, match="2 columns, the workbook names 3"):
        read_export(tmp_path / "x.csv", names=("a", "b", "c"))


def test_the_format_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("id,submitdate,lastpage,startlanguage\n1,x,2,nl\n")
    assert read_export(tmp_path / "x.csv", "spreadsheet").format == "spreadsheet"
    assert read_export(tmp_path / "x.csv").format == "limesurvey"


def test_an_unknown_format_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="Did you mean 'limesurvey'"):
        read_export(tmp_path / "x.csv", "limesurvy")


def test_every_format_recognises_and_reads() -> None:
    assert all(callable(module.recognise) and callable(module.read) for module in FORMATS.values())


def test_a_row_without_anything_is_nobody(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text('a,b\n1,\n"",""\n,2\n')
    assert read_export(tmp_path / "x.csv").cells["a"].tolist() == ["1", ""]
