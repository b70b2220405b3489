"""A coding as a row, and back."""

import pytest

from survey.errors import StudyError
from survey.interviews.codings import COLUMNS, Coding, Status, coding_row, read_codings
from survey.workbook import Line


def line(**cells: str) -> Line:
    return Line({"interview": "K01", "start": "3", "end": "7", "code": "prijs", **cells}, "codings.csv, row 2")


def test_a_coding_comes_back_from_its_row() -> None:
    coding = Coding("K01", 3, 7, "prijs", "LV", "goed", "K01.docx", "2019-07-15", "twijfel", Status.REJECTED)
    cells = dict(zip(COLUMNS, coding_row(coding), strict=True))
    assert read_codings([Line(cells, "codings.csv, row 2")]) == (coding,)


def test_a_row_without_status_is_coded() -> None:
    (coding,) = read_codings([line()])
    assert coding.status is Status.CODED
    assert coding.span == (3, 7)


@pytest.mark.parametrize("cells", [{"start": "-1"}, {"start": "8"}, {"end": ""}, {"end": "7.5"}, {"start": "x"}])
def test_places_that_are_none_are_said_at_the_row(cells: dict[str, str]) -> None:
    with pytest.raises(StudyError, match="whole numbers") as caught:
        read_codings([line(**cells)])
    assert "codings.csv, row 2" in str(caught.value)


def test_an_unknown_status_is_answered_with_the_nearest() -> None:
    with pytest.raises(StudyError, match="'code' is no status") as caught:
        read_codings([line(status="code")])
    assert "Did you mean 'coded'?" in str(caught.value)
