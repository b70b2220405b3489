"""LimeSurvey's archive of a survey: what is absent was not shown, what is empty was left open."""

from pathlib import Path

import pytest

from survey.answers import read_answers
from survey.codebook import Choice, Label, Variable, VariableType
from survey.errors import StudyError
from survey.missing import Reason
from survey.read import read_export
from survey.read.export import Export
from tests.survey.limesurvey_files import answer, field, lsa, lsr, lss, part, question

QUESTIONS = [
    question(1, "L", "fruit", question="<p>Which fruit?</p>", language="en"),
    question(2, "M", "where", question="Where?", language="en", other="Y"),
    question(3, "N", "age", question="How old?", language="en"),
    question(4, "1", "dual", question="How?", language="en"),
    question(5, "T", "why", question="Why?", language="en"),
]
TABLES = {
    "subquestions": [
        part(21, 2, "here", question="Here", language="en"),
        part(22, 2, "there", question="There", language="en"),
        part(41, 4, "row", question="Row", language="en"),
    ],
    "answers": [answer(1, "a", "Apple"), answer(4, "s", "Some"), answer(4, "m", "More", 1)],
}
NAMES = [
    *("id", "token", "submitdate", "lastpage", "startlanguage", "seed", field(1), field(2, "here"), field(2, "there")),
    *(field(2, "other"), field(3), field(4, "row#0"), field(4, "row#1"), field(5)),
]


def response(number: int, *cells: object, submitted: str | None = "1980-01-01 00:00:00") -> dict[str, object]:
    own = [number, "tok", submitted, "1", "en", "99"]
    return dict(zip(NAMES, [*own, *cells], strict=True))


ROWS = [
    response(1, "a", "Y", "", "", "12.0000000000", "s", "m", "two\nlines"),
    response(2, "", "", "", "", None, "", "", ""),
    response(3, *[None] * 8, submitted=None),
]


@pytest.fixture
def archive(tmp_path: Path) -> Export:
    return read_export(lsa(tmp_path / "survey.lsa", lss(QUESTIONS, TABLES), lsr(ROWS, NAMES), tokens=b"not even XML"))


def test_fields_get_the_codes_of_the_questionnaire(archive: Export) -> None:
    assert archive.format == "limesurvey_archive"
    assert list(archive.cells)[6:] == [
        *("fruit", "where/here", "where/there", "where/other", "age", "dual/row_1", "dual/row_2", "why")
    ]
    assert (archive.labels["fruit"], archive.labels["where/here"], archive.questions["where"]) == (
        *("Which fruit?", "Here"),
        "Where?",
    )


def test_the_platform_tells_who_finished(archive: Export) -> None:
    assert archive.finished is not None
    assert archive.response is not None
    assert (archive.finished.tolist(), archive.response.tolist()) == ([True, True, False], ["1", "2", "3"])
    assert archive.identifiers == ("id", "token", "seed")


def test_participants_are_not_read(archive: Export) -> None:
    """The fixture's list of participants would be an error if anybody opened it."""
    assert len(archive.cells) == 3


def test_absent_was_not_shown_and_empty_was_left_open(archive: Export) -> None:
    assert archive.not_shown is not None
    for column in ("fruit", "where/here", "where/other", "dual/row_1", "why"):
        assert archive.not_shown[column].tolist() == [False, False, True], column
        assert archive.column(column).tolist()[1:] == ["", ""]
    assert archive.column("why").tolist()[0] == "two\nlines"


def test_a_number_that_is_absent_may_have_been_left_open(archive: Export) -> None:
    assert archive.not_shown is not None
    assert "age" not in archive.not_shown
    age = read_answers(Variable("age", VariableType.INTEGER, Label()), archive, {})
    assert age.values["age"].tolist()[0] == 12
    assert age.said.tolist()[1:] == [Reason.UNKNOWN.value] * 2
    assert not age.shown.any()


def test_a_set_has_its_states(archive: Export) -> None:
    choices = (Choice("here", Label()), Choice("there", Label()))
    found = read_answers(Variable("where", VariableType.SELECT_MULTIPLE, Label(), choices), archive, {})
    assert found.answered.tolist() == [True, False, False]
    assert found.shown.tolist() == [False, True, False]
    assert found.said.tolist()[2] == Reason.NOT_SHOWN.value


def test_an_archive_without_responses_is_said(tmp_path: Path) -> None:
    path = lsa(tmp_path / "x.lsa", lss(QUESTIONS, TABLES), lss(QUESTIONS))
    with pytest.raises(StudyError, match="no LimeSurvey responses"):
        read_export(path)


def test_nobody_answered_yet(tmp_path: Path) -> None:
    path = lsa(tmp_path / "x.lsa", lss(QUESTIONS, TABLES), lsr([], NAMES))
    assert read_export(path).cells.shape == (0, len(NAMES))


@pytest.mark.parametrize(
    ("responses", "fault"),
    [
        (lsr([{"id": 1, "other": "secret"}], ["id"]), "not announced"),
        (lsr([], ["id", "id"]), "name a field twice"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><document/>', "document type"),
        (b"<document>", "no well-formed XML"),
    ],
)
def test_broken_responses_are_said_without_an_answer(tmp_path: Path, responses: bytes, fault: str) -> None:
    with pytest.raises(StudyError, match=fault) as caught:
        read_export(lsa(tmp_path / "x.lsa", lss(QUESTIONS), responses))
    assert "secret" not in str(caught.value)
