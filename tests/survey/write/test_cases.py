"""Doubtful records in a confidential workbook."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook

from survey import Study
from survey.checks import find_doubts
from survey.write.cases import HEADS, write_cases

Write = Callable[..., Path]
QUESTIONS = "type,name,label::nl,relevant\nselect_one yn,gate,Poort,\ntext,inner,Binnen,${gate} = 'yes'\n"


def test_cases_name_the_record_and_run_no_formula(write: Write, tmp_path: Path) -> None:
    study = Study.load(write(survey=QUESTIONS, export="gate;inner\nno;=1+1\nyes;goed\n"))
    survey, keys = study.survey_and_keys(keep_keys=False)
    file = tmp_path / "cases.xlsx"
    assert write_cases(find_doubts(survey), survey, keys, file) == 1
    warning, heads, case = load_workbook(file).active.iter_rows(values_only=True)  # type: ignore[union-attr]
    assert "CONFIDENTIAL" in str(warning[0])
    assert heads == HEADS
    assert (case[0], case[3], case[4], case[6]) == ("2019", "inner", "off_route", "'=1+1")
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
