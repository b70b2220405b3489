"""Kaplan–Meier against R, and against what must hold for any curve."""

from collections import Counter
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.inference.survival import Curve, kaplan_meier
from tests.reference.survival import INTERVALS, MEDIANS, SURVIVAL

People = tuple[str, str]


def curve(people: People) -> Curve:
    times = list(map(Fraction, people[0].split()))
    happened = Counter(time for time, event in zip(times, people[1], strict=True) if event == "1")
    return kaplan_meier(happened, Counter(times) - happened)


@pytest.mark.parametrize(("people", "time", "share", "error"), SURVIVAL)
def test_share_and_standard_error(people: People, time: int, share: float, error: float) -> None:
    made = curve(people)
    assert float(made.survival(Fraction(time))) == pytest.approx(share, abs=1e-11)
    assert made.standard_error(Fraction(time)) == pytest.approx(error, abs=1e-11)


@pytest.mark.parametrize(("people", "median"), MEDIANS)
def test_median(people: People, median: float | None) -> None:
    assert curve(people).median == median


@pytest.mark.parametrize(("people", "time", "low", "high"), INTERVALS)
def test_interval(people: People, time: int, low: float, high: float) -> None:
    assert curve(people).interval(Fraction(time)) == pytest.approx((low, high), rel=1e-9)


def test_where_there_is_no_interval() -> None:
    made = curve(("14 16", "11"))
    assert made.interval(Fraction(13)) is None
    assert made.interval(Fraction(16)) is None
    assert made.greenwood(Fraction(16)) == 0


def test_nobody() -> None:
    made = kaplan_meier({}, {})
    assert made.median is None
    assert (made.n, len(made.falls)) == (0, 0)
    assert made.survival(Fraction(50)) == 1


ages = st.dictionaries(st.integers(10, 30).map(Fraction), st.integers(0, 4), max_size=8)


@given(ages, ages, st.integers(9, 31).map(Fraction))
def test_a_curve_falls_and_without_censoring_is_the_share_left(
    events: dict[Fraction, int], censored: dict[Fraction, int], time: Fraction
) -> None:
    made = kaplan_meier(events, censored)
    shares = [Fraction(1), *(fall.survival for fall in made.falls)]
    assert all(later < earlier for earlier, later in pairwise(shares))
    n = sum(events.values())
    assert (made.n, made.happened(time)) == (n + sum(censored.values()), sum(k for t, k in events.items() if t <= time))
    if n:
        left = sum(k for t, k in events.items() if t > time)
        assert kaplan_meier(events, {}).survival(time) == Fraction(left, n)
