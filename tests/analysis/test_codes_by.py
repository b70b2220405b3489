"""Codes by the answers of those interviewed: numbers of interviews, and who is in no group."""

import pytest

from analysis.table import Term, Unit
from survey.errors import StudyError
from survey.missing import Reason
from tests import corpora, toy

SEX = toy.one("sex", "m v interviews")
PEOPLE = [{"sex": answer} for answer in ("m", "m", "m", "m", "v", "v", "v", Reason.REFUSED)]
HELD = [*(corpora.interview(f"i{place}", person=place) for place in range(8)), corpora.interview("other")]
HELD += [corpora.interview("gone", person=99)]
FOUND = {"i0": ["x"], "i1": ["x/y"], "i4": ["x/y"], "i5": ["z"], "i7": ["x"], "other": ["x"]}
SET = corpora.corpus(corpora.codes("x", "x/y", "z"), HELD, FOUND)
TABLE = corpora.table("codes_by", "", SET, {"groups": "sex"}, [SEX], PEOPLE)


def test_numbers_of_interviews_by_group() -> None:
    assert [column.key for column in TABLE.columns] == ["interviews", "m", "v", "choice.interviews"]
    assert toy.column(TABLE, "interviews") == {"x": 5, "x/y": 2, "z": 1}
    assert toy.column(TABLE, "m") == {"x": 2, "x/y": 1, "z": 0}
    assert toy.column(TABLE, "v") == {"x": 1, "x/y": 1, "z": 1}
    assert {column.unit for column in TABLE.columns} == {Unit.COUNT}
    assert TABLE.columns[1].label == Term("coded.column.group", {"group": toy.label("m"), "count": 4})


def test_who_is_in_no_group_is_told_with_the_reason() -> None:
    whole, grouped = TABLE.bases
    assert (whole.n, grouped.n, dict(grouped.missing), grouped.outside) == (10, 7, {Reason.REFUSED: 1}, 2)


def test_a_row_tells_of_those_no_row_below_it_tells_of() -> None:
    reveals = {row.key: row.cells["m"].reveals for row in TABLE.rows}
    assert reveals == {"x": 3, "x/y": 2, "z": 1}


@pytest.mark.parametrize(
    ("groups", "message"),
    [
        ("", "name the question that makes the groups"),
        ("sexx", "there is no select_one question 'sexx'. Did you mean 'sex'"),
        ("age", "there is no select_one question 'age'"),
        ("sex sex", "name one question only"),
    ],
)
def test_groups_are_one_question_with_categories(groups: str, message: str) -> None:
    with pytest.raises(StudyError, match=message):
        corpora.table("codes_by", "", SET, {"groups": groups}, [SEX, toy.number("age")], PEOPLE)
