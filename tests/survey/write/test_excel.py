"""Workbooks: answers, codebook, absences."""

import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from survey.errors import StudyError
from survey.missing import Reason
from survey.study import Study
from survey.survey import Survey
from survey.write import excel
from survey.write.cells import ABSENT
from survey.write.coding import CODES
from survey.write.excel import write_xlsx
from survey.write.fields import fields
from tests import toy
from tests.survey.write.conftest import contents

Rows = list[tuple[Any, ...]]


def sheet(path: Path, name: str) -> Worksheet:
    found = load_workbook(path)[name]
    assert isinstance(found, Worksheet)
    return found


def rows(path: Path, name: str) -> Rows:
    return list(sheet(path, name).iter_rows(values_only=True))


def answers(path: Path) -> dict[str, list[tuple[object, str | None]]]:
    heads, *found = rows(path, "data")
    return {str(head): [cell(row[place]) for row in found] for place, head in list(enumerate(heads))[2:]}


def cell(value: object) -> tuple[object, str | None]:
    """Return the answer or the reason in a cell; a text that looks like a reason has one `'` before it."""
    if str(value).startswith(ABSENT):
        return None, str(value).removeprefix(ABSENT)
    if isinstance(value, int | float):
        return float(value), None
    text = str(value).removesuffix(" 00:00:00")
    return text[1:] if re.match(f"'+{ABSENT}", text) else text, None


def test_every_answer_and_reason_comes_back(built_in: tuple[Study, Survey], tmp_path: Path) -> None:
    assert write_xlsx(*built_in, tmp_path / "a.xlsx") == (tmp_path / "a.xlsx",)
    assert answers(tmp_path / "a.xlsx") == contents(built_in[1])


def test_every_type_comes_back(study: Any, survey: Survey, tmp_path: Path) -> None:
    write_xlsx(study, survey, tmp_path / "a.xlsx")
    assert answers(tmp_path / "a.xlsx") == contents(survey)


def test_texts_are_texts_and_numbers_are_numbers(study: Any, survey: Survey, tmp_path: Path) -> None:
    write_xlsx(study, survey, tmp_path / "a.xlsx")
    data = sheet(tmp_path / "a.xlsx", "data")
    kinds = {str(head.value): {each.data_type for each in column} for head, *column in data.iter_cols()}
    assert {kinds[name].pop() for name in ("gate", "Gate", "odd") if len(kinds[name]) == 1} == {"s"}
    assert kinds["price"] == {"n", "s"}
    formula = next(each for row in data.iter_rows() for each in row if each.value == "=1+1")
    assert (formula.data_type, formula.quotePrefix) == ("s", True)


def test_sheets_have_frozen_heads_and_filters(study: Any, survey: Survey, tmp_path: Path) -> None:
    write_xlsx(study, survey, tmp_path / "a.xlsx")
    for name in ("data", "codebook", "absences"):
        made = sheet(tmp_path / "a.xlsx", name)
        assert made.freeze_panes == "A2"
        assert made.auto_filter.ref == made.dimensions
        assert 8 <= made.column_dimensions["A"].width <= 60


def test_the_codebook_describes_every_variable(study: Any, survey: Survey, tmp_path: Path) -> None:
    write_xlsx(study, survey, tmp_path / "a.xlsx")
    heads, *found = rows(tmp_path / "a.xlsx", "codebook")
    described = [dict(zip(heads, row, strict=True)) for row in found]
    variables = [row["variable"] for row in described if row["type"]]
    assert variables == ["wave", "respondent", *(field.name for field in fields(survey))]
    gate = [row for row in described if row["variable"] == "gate"]
    assert [(row["category"], row["code"], row["label::fr"]) for row in gate[1:]] == [
        ("yes", 1, "Oui"),
        ("no", 2, "Non"),
    ]
    answered = int(survey.values["gate"].notna().sum())
    left_out = (survey.reasons["gate"].isin(["not_applicable", "not_shown", "not_in_wave"])).sum()
    assert (gate[0]["answered"], gate[0]["asked"]) == (answered, 90 - left_out)
    assert next(row for row in described if row["variable"] == "Gate")["relevant"] == "${gate} = 'yes'"


def test_absences_have_their_codes(study: Any, survey: Survey, tmp_path: Path) -> None:
    write_xlsx(study, survey, tmp_path / "a.xlsx")
    heads, *found = rows(tmp_path / "a.xlsx", "absences")
    assert heads == ("cell", "reason", "code", "nl", "fr")
    assert {row[:3] for row in found} == {(f"absent:{reason}", str(reason), CODES[reason]) for reason in Reason}


def test_signs_that_a_workbook_cannot_hold_are_escaped(study: Any, tmp_path: Path) -> None:
    made = toy.survey([toy.Variable("t", toy.VariableType.TEXT, toy.label("t"))], [{"t": "a\x07b"}, {"t": "_x0041_"}])
    write_xlsx(study, made, tmp_path / "a.xlsx")
    cells = [row[2] for row in rows(tmp_path / "a.xlsx", "data")]
    assert cells == ["t", "a_x0007_b", "_x005F_x0041_"]


def test_more_rows_than_a_sheet_holds_are_refused(
    study: Any, survey: Survey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(excel, "MOST_ROWS", 90)
    with pytest.raises(StudyError, match="holds 89 rows"):
        write_xlsx(study, survey, tmp_path / "a.xlsx")
    assert not list(tmp_path.iterdir())
