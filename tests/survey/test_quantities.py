"""Numbers and dates as people and Belgian spreadsheets write them."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.quantities import count_ambiguous, dates, numbers


def number(text: str, *, whole: bool = False) -> float | None:
    found = numbers(pd.Series([text], dtype="string"), whole=whole).iloc[0]
    return None if pd.isna(found) else float(found)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,5", 1.5),
        ("1.5", 1.5),
        ("-99", -99),
        (".34", 0.34),
        ("-,5", -0.5),
        (".", None),
        ("1.234", 1.234),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234.567", 1234567),
        ("1 234", 1234),
        ("1 234,5", 1234.5),
        ("12\u202f345,25", 12345.25),
        ("1\u00a0000", 1000),
        ("1,2,3", None),
        ("1.23.456", None),
        ("1 23", None),
        ("€ 5", None),
        ("about 5", None),
        ("1e3", None),
        ("", None),
    ],
)
def test_numbers(text: str, value: float | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize(("text", "value"), [("3", 3), ("3,0", 3), ("3,5", None), ("1.000", None), ("1 000", 1000)])
def test_whole_numbers(text: str, value: float | None) -> None:
    assert number(text, whole=True) == value


def test_a_mark_that_may_be_one_of_thousands_is_counted() -> None:
    assert count_ambiguous(pd.Series(["1.234", "1,234", "1.23", "0.123", "1.234,5"], dtype="string")) == 2


@given(st.integers(-(10**9), 10**9))
def test_belgian_thousands_come_back(value: int) -> None:
    assert number(f"{value:,}".replace(",", " "), whole=True) == value
    assert number(f"{value:,}".replace(",", ".") + ",5") == (value + 0.5 if value >= 0 else value - 0.5)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019-06-03", "2019-06-03"),
        ("2019-06-03 12:30:00", "2019-06-03"),
        ("2019-06-03T12:30:00.000+02:00", "2019-06-03"),
        ("3/6/2019", "2019-06-03"),
        ("03-06-2019", "2019-06-03"),
        ("3.6.2019 14:05", "2019-06-03"),
        ("1850-01-01", "1850-01-01"),
        ("31/2/2019", None),
        ("6/13/2019", None),
        ("2019", None),
    ],
)
def test_dates_have_the_day_first(text: str, day: str | None) -> None:
    found = dates(pd.Series([text], dtype="string")).iloc[0]
    assert (None if pd.isna(found) else found.date().isoformat()) == day
