"""Files tell whether the product wrote them and nobody has changed them since."""

from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat
from openpyxl import load_workbook

from survey.survey import Survey
from survey.write import WRITERS, is_ours
from survey.write.seals import BLANK, sealed


def test_a_seal_breaks_when_a_text_is_changed(tmp_path: Path) -> None:
    file = tmp_path / "a.sps"
    file.write_bytes(sealed(f"* {BLANK}.\nFREQUENCIES a.\n".encode()))
    assert is_ours(file)
    file.write_bytes(file.read_bytes().replace(b"a.", b"b."))
    assert not is_ours(file)


def test_a_csv_file_is_ours_while_its_package_says_so(study: Any, survey: Survey, tmp_path: Path) -> None:
    file, package = WRITERS[".csv"](study, survey, tmp_path / "a.csv")
    assert is_ours(file)
    assert is_ours(package)
    file.write_bytes(file.read_bytes() + b"x")
    assert (is_ours(file), is_ours(package)) == (False, True)


def test_a_package_with_more_in_it_is_somebodys(study: Any, survey: Survey, tmp_path: Path) -> None:
    file, package = WRITERS[".csv"](study, survey, tmp_path / "a.csv")
    package.write_text(package.read_text(encoding="utf-8").replace("{", '{ "licenses": [],', 1), encoding="utf-8")
    assert not is_ours(package)
    assert not is_ours(file)


def test_saved_by_another_program_is_not_ours(study: Any, survey: Survey, tmp_path: Path) -> None:
    workbook, spss = tmp_path / "a.xlsx", tmp_path / "a.sav"
    for file in (workbook, spss):
        WRITERS[file.suffix](study, survey, file)
        assert is_ours(file)
    load_workbook(workbook).save(workbook)
    pyreadstat.write_sav(pd.DataFrame({"a": [1.0]}), spss)
    assert not is_ours(workbook)
    assert not is_ours(spss)


def test_what_is_not_there_or_is_something_else_is_not_ours(tmp_path: Path) -> None:
    for ending in (*WRITERS, ".sps", ".json"):
        file = tmp_path / f"a{ending}"
        assert not is_ours(file)
        file.write_bytes(b"something else")
        assert not is_ours(file)
    (tmp_path / "datapackage.json").write_text("[]", encoding="utf-8")
    assert not is_ours(tmp_path / "a.csv")
