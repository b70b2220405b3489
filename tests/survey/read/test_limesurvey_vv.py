"""LimeSurvey's vvexport: its escapes, and the one sign that tells what was not shown. The files are made by us."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.codebook import Label, Variable, VariableType
from survey.missing import Reason
from survey.read import read_export
from survey.read.export import Export
from survey.read.limesurvey_vv import unescaped

HIDDEN = "{question_not_shown}"
TEXTS = [
    "Response ID",
    "Date submitted",
    "Last page",
    "Start language",
    "How old?",
    "Which? (A)",
    "Which? (B)",
    "When?",
]
CODES = ["id", "submitdate", "lastpage", "startlanguage", "age", "set_A", "set_B", "day"]


def export(folder: Path, *rows: list[str], texts: list[str] = TEXTS, codes: list[str] = CODES) -> Export:
    path = folder / "vvexport_1.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter="\t", lineterminator="\n").writerows([texts, codes, *rows])
    return read_export(path)


def escaped(text: str) -> str:
    """Return a text as LimeSurvey writes it: braces first, a quote only where it stands first."""
    text = text.replace("{", "{lbrace}").replace("\n", "{newline}").replace("\r", "{cr}").replace("\t", "{tab}")
    return "{quote}" + text[1:] if text.startswith('"') else text


@given(st.text(alphabet=st.sampled_from('{}lbrace"\n\r\tquote é')))
def test_escapes_are_undone(text: str) -> None:
    assert unescaped(escaped(text)) == text


@given(st.text())
def test_no_text_is_too_odd(text: str) -> None:
    assert isinstance(unescaped(text), str)


def test_two_rows_of_headings_are_recognised(tmp_path: Path) -> None:
    found = export(tmp_path, ["7", "2019-06-03 10:00:00", "3", "nl", "30.0000000000", "Y", "", "1990-01-02 00:00:00"])
    assert found.format == "limesurvey_vv"
    assert list(found.cells) == [*CODES[:5], "set/A", "set/B", "day"]
    assert (found.labels["age"], found.labels["set/A"]) == ("How old?", "Which? (A)")
    assert found.column("age").tolist() == ["30"]


def test_nobody_is_finished_without_a_date(tmp_path: Path) -> None:
    rest = ["1", "nl", "30.0000000000", "Y", "", HIDDEN]
    found = export(tmp_path, ["7", HIDDEN, *rest], ["8", "1980-01-01 00:00:00", *rest])
    assert found.finished is not None
    assert found.finished.tolist() == [False, True]


@pytest.mark.parametrize(
    ("stored", "plain"),
    [("12.0000000000", "12"), (".5000000000", "0.5"), ("-1.2500000000", "-1.25"), ("1.5", "1.5"), ("007", "007")],
)
def test_stored_numbers_lose_the_decimals_they_never_had(tmp_path: Path, stored: str, plain: str) -> None:
    found = export(tmp_path, ["1", "x", "2", "nl", stored, "", "", HIDDEN])
    assert found.column("age").tolist() == [plain]


def three(folder: Path) -> Export:
    return export(
        folder,
        ["1", "x", "2", "nl", "30.0000000000", "Y", "", "1990-01-02 00:00:00", "a{tab}b", "A1"],
        ["2", "x", "2", "nl", HIDDEN, "", "", HIDDEN, "", ""],
        ["3", "x", "2", "nl", HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN],
        texts=[*TEXTS, "Why?", "Where?"],
        codes=[*CODES, "why", "where"],
    )


def test_the_sign_tells_what_was_not_shown(tmp_path: Path) -> None:
    found = three(tmp_path)
    assert found.not_shown is not None
    assert found.not_shown["why"].tolist() == found.not_shown["where"].tolist() == [False, False, True]
    assert found.not_shown["set/A"].tolist() == found.not_shown["set/B"].tolist() == [False, False, True]
    assert found.column("why").tolist() == ["a\tb", "", ""]


def test_numbers_and_dates_left_open_are_stored_like_those_not_shown(tmp_path: Path) -> None:
    found = three(tmp_path)
    assert found.not_shown is not None
    assert {"age", "day", "id", "submitdate"}.isdisjoint(found.not_shown)
    assert found.missing["age"] == found.missing["day"] == {HIDDEN: Reason.UNKNOWN}


def test_reasons_reach_the_answers(tmp_path: Path) -> None:
    from survey.answers import read_answers

    found = three(tmp_path)
    why = read_answers(Variable("why", VariableType.TEXT, Label()), found, {})
    age = read_answers(Variable("age", VariableType.INTEGER, Label()), found, {})
    assert why.said.tolist()[2] == Reason.NOT_SHOWN.value
    assert why.shown.tolist() == [False, True, False]
    assert age.values["age"].tolist()[0] == 30
    assert age.said.tolist()[1:] == [Reason.UNKNOWN.value] * 2


def test_a_box_that_nobody_saw_goes_with_its_set(tmp_path: Path) -> None:
    found = export(
        tmp_path,
        ["1", "x", "2", "nl", "1.0000000000", "Y", HIDDEN, HIDDEN],
        ["2", "x", "2", "nl", HIDDEN, "", HIDDEN, HIDDEN],
    )
    assert found.not_shown is not None
    assert found.not_shown["set/B"].tolist() == [True, True]
