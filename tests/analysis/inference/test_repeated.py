"""Cochran's Q and Friedman against R, and what must hold of any answers."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.inference.repeated import DRAWS, Way, cochran, friedman
from tests.reference.repeated import COCHRAN, FRIEDMAN

Row = tuple[bool | None, ...]
ROWS = st.lists(st.tuples(*[st.booleans() | st.none()] * 3), max_size=10)


def rows(text: str) -> Counter[Row]:
    return Counter(tuple(tick == "1" for tick in row) for row in text.split())


@pytest.mark.parametrize(("text", "q", "asymptotic", "exact"), COCHRAN)
def test_cochran(text: str, q: float, asymptotic: float, exact: float) -> None:
    found = cochran(rows(text))
    assert found is not None
    assert (found.q, found.asymptotic, found.p) == pytest.approx((q, asymptotic, exact), rel=1e-8)
    assert (found.way, found.error, found.n) == (Way.EXACT, 0.0, len(text.split()))


def test_drawn_is_the_exact_one_within_its_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.inference.repeated.STATES", 1)
    for text, _, _, exact in COCHRAN:
        found = cochran(rows(text))
        assert found is not None
        assert found.way is Way.DRAWN
        assert found.p == pytest.approx(exact, abs=4 * found.error + 1 / DRAWS)
        assert found == cochran(rows(text))


def test_so_many_people_that_chi_square_will_do() -> None:
    found = cochran({(True, False, False, True, True): 15_000, (False, True, True, False, True): 14_000})
    assert found is not None
    assert (found.way, found.p) == (Way.CHI2, found.asymptotic)


@settings(deadline=None)
@given(ROWS)
def test_incomplete_persons_are_left_out_and_all_or_none_change_nothing(people: list[Row]) -> None:
    found = cochran(Counter(people))
    complete = [row for row in people if None not in row]
    telling = [row for row in complete if 0 < sum(map(bool, row)) < 3]
    assert (found is None) is (not telling)
    if found is not None:
        assert (found.n, found.telling, found.dropped) == (len(complete), len(telling), len(people) - len(complete))
        assert 0 <= found.effect <= 1
        assert 0 < found.p <= 1
        alone = cochran(Counter(telling))
        assert alone is not None
        assert (alone.q, alone.p) == pytest.approx((found.q, found.p))


@settings(deadline=None)
@given(ROWS)
def test_items_may_change_places(people: list[Row]) -> None:
    found, turned = cochran(Counter(people)), cochran(Counter(row[::-1] for row in people))
    assert (found is None) is (turned is None)
    if found is not None and turned is not None:
        assert (found.q, found.p) == pytest.approx((turned.q, turned.p))


@pytest.mark.parametrize(("text", "k", "expected"), FRIEDMAN)
def test_friedman(text: str, k: int, expected: tuple[float, float, float]) -> None:
    scores: list[float | None] = [float(score) for score in text.split()]
    people = Counter(tuple(scores[at : at + k]) for at in range(0, len(scores), k))
    found = friedman(people)
    assert found is not None
    assert (found.statistic, found.p, found.w) == pytest.approx(expected, rel=1e-8)
    assert (found.df, found.n, found.dropped) == (k - 1, len(scores) // k, 0)


@pytest.mark.parametrize("scores", [{}, {(2.0, 2.0): 5}, {(None, 1.0): 4}, {(1.0,): 3}])
def test_no_order_is_no_test(scores: dict[tuple[float | None, ...], int]) -> None:
    assert friedman(scores) is None


@given(st.lists(st.tuples(*[st.sampled_from([1.0, 2.0, 3.0, None])] * 3), max_size=10))
def test_of_complete_persons_and_within_bounds(people: list[tuple[float | None, ...]]) -> None:
    found = friedman(Counter(people))
    if found is not None:
        assert found.n + found.dropped == len(people)
        assert 0 <= found.w <= 1 + 1e-12
        assert 0 <= found.p <= 1
    ticks = cochran(Counter(tuple(None if x is None else x > 1 for x in row) for row in people))
    same = friedman(Counter(tuple(None if x is None else float(x > 1) for x in row) for row in people))
    assert (ticks is None) is (same is None)
    if ticks is not None and same is not None:
        assert (ticks.q, ticks.effect) == pytest.approx((same.statistic, same.w))
