"""LimeSurvey's questionnaires: both layouts of the XML, and the columns that each type of question has."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.errors import StudyError
from survey.read.limesurvey_fields import columns, fields
from survey.read.limesurvey_questions import Question, is_questionnaire, plain_text, read_questionnaire
from tests.survey.limesurvey_files import Row, answer, field, lss, part, question

DATA = Path(__file__).parent.parent.parent / "data" / "limesurvey"


def read(*questions: object, **tables: object) -> dict[str, Question]:
    found = read_questionnaire(lss(questions, tables), "x.lss")  # type: ignore[arg-type]
    return {one.code: one for one in found.questions}


def items(type_: str, settings: dict[str, str] | None = None, other: str = "N") -> list[str]:
    """Return the items of a question with two rows, two columns and two answers on each scale."""
    found = read(
        question(1, type_, "q", other=other),
        subquestions=[
            *(part(10 + at, 1, f"r{at}") for at in (1, 2)),
            *(part(20 + at, 1, f"c{at}", 1) for at in (1, 2)),
        ],
        answers=[answer(1, code, code, scale) for scale in (0, 1) for code in ("a", "b")],
        question_attributes=[{"qid": 1, "attribute": name, "value": value} for name, value in (settings or {}).items()],
    )
    return [one.item for one in fields(found["q"])]


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        *((single, [""]) for single in "5DGIYNSTU*"),
        ("X", []),
        *((array, ["r1", "r2"]) for array in "FABCEHKQM"),
        ("L", [""]),
        ("!", [""]),
        ("O", ["", "comment"]),
        ("P", ["r1", "r1comment", "r2", "r2comment"]),
        ("1", ["r1_1", "r1_2", "r2_1", "r2_2"]),
        (":", ["r1_c1", "r1_c2", "r2_c1", "r2_c2"]),
        (";", ["r1_c1", "r1_c2", "r2_c1", "r2_c2"]),
        ("R", ["1", "2"]),
        ("|", ["", "filecount"]),
        ("?", []),
    ],
)
def test_columns_by_type(type_: str, expected: list[str]) -> None:
    assert items(type_) == expected


def test_other_and_limits_of_a_ranking() -> None:
    assert items("L", other="Y") == ["", "other"]
    assert items("M", other="Y") == ["r1", "r2", "other"]
    assert items("P", other="Y")[-2:] == ["other", "othercomment"]
    assert items("R", {"max_answers": "1"}) == ["1"]
    assert items("R", {"max_answers": "lots"}) == ["1", "2"]


def test_only_numbers_and_dates_do_not_tell() -> None:
    for type_ in "NKD":
        assert not any(one.told for one in fields(read(question(1, type_, "q"), subquestions=[part(2, 1, "r")])["q"]))
    for type_ in "LYTSMF*":
        assert all(one.told for one in fields(read(question(1, type_, "q"), subquestions=[part(2, 1, "r")])["q"]))


def test_the_database_names_columns_by_numbers() -> None:
    found = read_questionnaire(lss([question(3, "1", "q")], {"subquestions": [part(4, 3, "r")]}), "x.lss")
    assert {name: column for name, (column, _) in columns(found).items()} == {
        field(3, "r#0"): "q/r_1",
        field(3, "r#1"): "q/r_2",
    }


def test_texts_inside_or_apart() -> None:
    inside = read(
        question(1, "L", "q", question="<b>What</b>&nbsp;is it?", language="en"),
        question(1, "L", "q", question="Wat is het?", language="nl"),
        answers=[answer(1, "b", "B", order=2), answer(1, "a", "A", order=1)],
    )["q"]
    apart = read(
        question(1, "L", "q"),
        question_l10ns=[
            {"qid": 1, "question": "What is it?", "language": "en"},
            {"qid": 1, "question": "Wat is het?", "script": "x", "language": "nl"},
        ],
        answers=[answer(1, "b", "", order=2, aid=12), answer(1, "a", "", order=1, aid=11)],
        answer_l10ns=[{"aid": aid, "answer": text, "language": "en"} for aid, text in ((11, "A"), (12, "B"))],
    )["q"]
    assert inside.texts == apart.texts == {"en": "What is it?", "nl": "Wat is het?"}
    assert inside.answers == apart.answers
    assert [option.code for option in inside.answers["0"]] == ["a", "b"]


def test_subquestions_may_stand_among_the_questions() -> None:
    found = read(question(1, "M", "q"), part(2, 1, "r", gid="7"))
    assert list(found) == ["q"]
    assert [row.code for row in found["q"].rows] == ["r"]


@given(st.sampled_from(["", "x", "1", "²", "-"]), st.data())
def test_fields_may_be_absent_or_odd(odd: str, data: st.DataObject) -> None:
    def maimed(row: Row) -> Row:
        kept = data.draw(st.sets(st.sampled_from(sorted(row))))
        return {key: value if key in kept else odd for key, value in row.items() if data.draw(st.booleans())}

    tables = {
        "subquestions": [maimed(part(2, 1, "r", relevance="q > 1"))],
        "answers": [maimed(answer(1, "a", "A"))],
        "question_attributes": [maimed({"qid": 1, "attribute": "max_answers", "value": "1"})],
    }
    content = lss([maimed(question(1, "R", "q")), question(3, "1", "p")], tables, [maimed({"gid": "7"})])
    found = read_questionnaire(content, "x.lss")
    assert set(columns(found)) == {
        f"{found.sid}X{q.gid}X{q.qid}{one.suffix}" for q in found.questions for one in fields(q)
    }


def test_html_becomes_text() -> None:
    assert plain_text("<p>a&lt;b<br/>\n c</p><script>x()</script><style>y</style>") == "a<b c"


@pytest.mark.parametrize("content", [b"<document/>", b"<a><LimeSurveyDocType>Group</LimeSurveyDocType></a>"])
def test_what_is_no_questionnaire_is_said(content: bytes) -> None:
    assert not is_questionnaire(content)
    with pytest.raises(StudyError, match="no LimeSurvey questionnaire"):
        read_questionnaire(content, "x.lss")


def test_a_real_file_of_version_2() -> None:
    found = read_questionnaire((DATA / "ls2_group_relevance.lss").read_bytes(), "x.lss")
    assert (found.languages, found.titles, found.paging) == (("en",), {"en": "Sample Census"}, "A")
    questions = list(found.questions)
    assert (len(found.groups), len(questions)) == (7, 30)
    assert {one.type for one in questions} == set("XNSGLT")
    assert sum(len(scale) for one in questions for scale in one.answers.values()) == 44


def test_a_real_file_of_version_6() -> None:
    path = DATA / "survey-one-question-two-languages.lss"
    found = read_questionnaire(path.read_bytes(), "x.lss")
    assert found.languages == ("en", "et")
    assert [(one.code, one.type, one.texts) for one in found.questions] == [("Q1", "T", {})]
    assert found.groups[0].texts == {"en": "G1", "et": "G1"}
