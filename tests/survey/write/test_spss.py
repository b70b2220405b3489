"""SPSS files, read back with pyreadstat: same answers, same reasons, same labels."""

from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat
import pytest

from survey.codebook import Label, VariableType
from survey.errors import StudyError
from survey.missing import Reason
from survey.study import Study
from survey.survey import Survey
from survey.write.coding import CODES, category_codes
from survey.write.fields import Field, fields
from survey.write.spss import cut, write_sav
from survey.write.spss_layout import Content, layout
from survey.write.words import REASONS
from tests import toy
from tests.survey.write.conftest import contents, plain

BY_CODE = {float(code): reason for reason, code in CODES.items()}


def read(path: Path) -> tuple[pd.DataFrame, Any]:
    found: tuple[pd.DataFrame, Any] = pyreadstat.read_sav(path, user_missing=True)
    return found


def answers(study: Any, survey: Survey, path: Path) -> dict[str, list[tuple[object, str | None]]]:
    """Return what the file says of every cell of the survey."""
    frame, _ = read(path)
    plan = layout(study, survey)
    found = {}
    for field in fields(survey):
        column, why = plan.find(Content.ANSWERS, field.name), plan.find(Content.WHY, field.name)
        assert column is not None
        cells = frame[column.name]
        codes = cells if why is None else frame[why.name]
        reasons = [BY_CODE.get(code) for code in codes]
        found[field.name] = [
            (None if reason else decoded(field, cell), reason) for cell, reason in zip(cells, reasons, strict=True)
        ]
    return found


def decoded(field: Field, cell: object) -> object:
    names = {code: name for name, code in category_codes(field.categories).items()}
    return names[int(str(cell).removesuffix(".0"))] if field.categories else plain(cell)


def test_every_answer_and_reason_comes_back(study: Any, survey: Survey, tmp_path: Path) -> None:
    assert write_sav(study, survey, tmp_path / "a.sav") == (tmp_path / "a.sav",)
    write_sav(study, survey, tmp_path / "a.zsav")
    assert answers(study, survey, tmp_path / "a.sav") == contents(survey)
    assert answers(study, survey, tmp_path / "a.zsav") == contents(survey)
    assert (tmp_path / "a.zsav").read_bytes()[:4] == b"$FL3"


def test_the_built_in_study_comes_back(built_in: tuple[Study, Survey], tmp_path: Path) -> None:
    write_sav(*built_in, tmp_path / "a.sav")
    assert answers(*built_in, tmp_path / "a.sav") == contents(built_in[1])


def test_labels_of_questions_categories_and_reasons(built_in: tuple[Study, Survey], tmp_path: Path) -> None:
    write_sav(*built_in, tmp_path / "a.sav")
    _, meta = read(tmp_path / "a.sav")
    plan = layout(*built_in)
    for field in fields(built_in[1]):
        column = plan.find(Content.ANSWERS, field.name)
        assert column is not None
        assert meta.column_names_to_labels[column.name] == cut(field.label.text("nl"), 255)
        labels = meta.variable_value_labels.get(column.name, {})
        codes = category_codes(field.categories)
        assert {c.name: labels[codes[c.name]] for c in field.categories} == {
            c.name: cut(c.label.text("nl"), 120) for c in field.categories
        }
        if field.type is not VariableType.TEXT:
            expected = {code: f"{reason}: {REASONS[reason].text('nl')}" for reason, code in CODES.items()}
            assert {code: labels[code] for code in expected} == expected
            assert meta.missing_ranges[column.name] == [{"lo": -99.0, "hi": -91.0}]


def test_measures_formats_and_ticks(study: Any, survey: Survey, tmp_path: Path) -> None:
    write_sav(study, survey, tmp_path / "a.sav")
    frame, meta = read(tmp_path / "a.sav")
    measures = {name: meta.variable_measure[name] for name in ("gate", "rate", "use_alone", "best_1", "age", "price")}
    assert list(measures.values()) == ["nominal", "ordinal", "nominal", "nominal", "scale", "scale"]
    formats = meta.original_variable_types
    assert (formats["gate"], formats["price"], formats["day"]) == ("F8.0", "F14.6", "EDATE10")
    ticks = meta.variable_value_labels["use_alone"]
    assert (ticks[1.0], ticks[0.0]) == ("aangevinkt", "niet aangevinkt")
    assert list(frame.columns[:2]) == ["wave", "respondent"]


def test_what_cannot_hold_codes_has_a_companion(study: Any, survey: Survey, tmp_path: Path) -> None:
    write_sav(study, survey, tmp_path / "a.sav")
    frame, meta = read(tmp_path / "a.sav")
    assert [name for name in frame.columns if name.endswith("_why")] == ["Gate_2_why", "balance_why", "day_why"]
    assert meta.variable_value_labels["day_why"][0.0] == "beantwoord"
    assert "balance" not in meta.missing_ranges
    assert set(frame["day_why"]) <= {0.0, *BY_CODE}


def test_filters_mark_the_people_of_a_table(study: Any, survey: Survey, tmp_path: Path) -> None:
    write_sav(study, survey, tmp_path / "a.sav")
    frame, _ = read(tmp_path / "a.sav")
    assert frame["f_t"].to_list() == [float(answer == "yes") for answer in survey.values["gate"].astype(object)]


def test_rankings_that_name_nothing_or_one_thing_twice_are_marked(study: Any, tmp_path: Path) -> None:
    people = [{"best": ranks} for ranks in ("a b", "b", "a a", "- c", Reason.NOT_SHOWN)]
    write_sav(study, toy.survey([toy.ranked("best", "a b c", 2), toy.one("gate")], people), tmp_path / "a.sav")
    assert read(tmp_path / "a.sav")[0]["best_ranked"].to_list() == [1.0, 1.0, 0.0, 1.0, 0.0]


def test_long_labels_and_texts_end_in_a_mark(study: Any, tmp_path: Path) -> None:
    long = Label({"nl": "é" * 200})
    variable = toy.Variable("q", VariableType.SELECT_ONE, long, (toy.Choice("a", long),))
    text = toy.Variable("t", VariableType.TEXT, toy.label("t"))
    made = toy.survey([variable, text, toy.one("gate")], [{"q": "a", "t": "é" * 20_000}])
    write_sav(study, made, tmp_path / "a.sav")
    frame, meta = read(tmp_path / "a.sav")
    assert meta.column_names_to_labels["q"] == "é" * 126 + "…"
    assert meta.variable_value_labels["q"][1.0] == "é" * 58 + "…"
    assert frame["t"][0] == "é" * 16_382 + "…"


@pytest.mark.parametrize("people", [[], [{}]])
def test_nobody_and_no_answers_can_be_written(study: Any, people: list[Any], tmp_path: Path) -> None:
    made = toy.survey([toy.one("gate"), toy.Variable("t", VariableType.TEXT, toy.label("t"))], people)
    write_sav(study, made, tmp_path / "a.sav")
    assert answers(study, made, tmp_path / "a.sav") == contents(made)


@pytest.mark.parametrize("error", [PermissionError(13, "refused"), pyreadstat.PyreadstatError("unable to write")])
def test_a_writer_that_fails_gives_one_message(
    error: Exception, study: Any, survey: Survey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(pyreadstat, "write_sav", fail)
    with pytest.raises(StudyError, match=r"this file cannot be written: (refused|the SPSS writer failed)"):
        write_sav(study, survey, tmp_path / "a.sav")
    assert not list(tmp_path.iterdir())
