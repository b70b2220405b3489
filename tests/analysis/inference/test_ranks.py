"""Tests of answers in an order against R, and what must hold for all answers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.inference.crosstabs import freeman_halton
from analysis.inference.draws import How
from analysis.inference.ranks import kendall, kruskal_wallis, mann_whitney
from tests.reference.ranks import KENDALL, KRUSKAL_WALLIS, MANN_WHITNEY

Counts = tuple[int, ...]
groups = st.lists(st.lists(st.integers(0, 4), min_size=4, max_size=4).filter(any), min_size=2, max_size=3)


@pytest.mark.parametrize(("first", "second", "exact", "normal", "u", "effect"), MANN_WHITNEY)
def test_mann_whitney(
    first: Counts, second: Counts, exact: float, normal: float, u: float, effect: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = mann_whitney(first, second)
    assert found.probability.how is How.EXACT
    assert found.probability.p == pytest.approx(exact, rel=1e-9)
    assert found.u == u
    assert found.rank_biserial == pytest.approx(effect, rel=1e-9)
    monkeypatch.setattr("analysis.inference.ranks.EXACT_PEOPLE", 0)
    large = mann_whitney(first, second).probability
    assert large.how is How.APPROXIMATE
    assert large.p == pytest.approx(normal, rel=1e-9)


def test_two_sided_means_as_far_from_the_mean_not_twice_a_tail() -> None:
    first, second = MANN_WHITNEY[0][:2]
    assert mann_whitney(first, second).probability.p == pytest.approx(0.138090, abs=1e-6)  # twice the tail: .153846


@pytest.mark.parametrize(("table", "h", "df", "chance", "epsilon2", "resampled"), KRUSKAL_WALLIS)
def test_kruskal_wallis(
    table: tuple[Counts, ...], h: float, df: int, chance: float, epsilon2: float, resampled: float
) -> None:
    found = kruskal_wallis(table)
    assert found.h == pytest.approx(h, rel=1e-9)
    assert found.df == df
    assert found.chance == pytest.approx(chance, rel=1e-8)
    assert found.epsilon2 == pytest.approx(epsilon2, rel=1e-9)
    assert abs(found.probability.p - resampled) < 4 * found.probability.error


def test_kruskal_wallis_of_two_groups_is_mann_whitney() -> None:
    first, second = MANN_WHITNEY[1][:2]
    found, exact = kruskal_wallis((first, second)).probability, mann_whitney(first, second).probability
    assert abs(found.p - exact.p) < 4 * found.error


@pytest.mark.parametrize(("table", "tau", "chance", "gamma"), KENDALL)
def test_kendall(table: tuple[Counts, ...], tau: float, chance: float, gamma: float) -> None:
    found = kendall(table)
    assert found.tau_b == pytest.approx(tau, rel=1e-9)
    assert found.gamma == pytest.approx(gamma, rel=1e-9)
    assert found.chance == pytest.approx(chance, rel=1e-8)


def test_kendall_of_two_rows_is_mann_whitney() -> None:
    first, second = KENDALL[2][0]
    found, exact = kendall((first, second)).probability, mann_whitney(first, second).probability
    assert abs(found.p - exact.p) < 4 * found.error


def test_nothing_to_compare() -> None:
    assert mann_whitney((0, 5), (0, 3)).probability.p == 1
    assert mann_whitney((0, 5), (0, 3)).rank_biserial == 0
    assert mann_whitney((0, 80), (0, 90)).probability.p == 1
    assert kruskal_wallis(((0, 5), (0, 3), (0, 1))).probability.p == 1
    assert kendall(((0, 5), (0, 3))).tau_b == 0


def test_many_people_are_compared_by_the_distribution_for_large_samples() -> None:
    table = ((300, 200, 100), (250, 240, 120))
    assert kruskal_wallis(table).probability.how is How.APPROXIMATE
    assert kendall(table, draws=10).probability.how is How.APPROXIMATE
    assert mann_whitney(*table).probability.p == pytest.approx(kruskal_wallis(table).probability.p, rel=1e-9)


@settings(deadline=None, max_examples=40)
@given(groups)
def test_probabilities_and_effects_stay_in_their_ranges(table: list[list[int]]) -> None:
    pair, several, order = mann_whitney(*table[:2]), kruskal_wallis(table, draws=99), kendall(table, draws=99)
    assert 0 < pair.probability.smallest <= pair.probability.p <= 1
    assert -1 <= pair.rank_biserial <= 1
    for drawn in (several.probability, order.probability):
        assert 1 / 100 <= drawn.p <= 1
    assert -1e-9 <= several.epsilon2 <= 1 + 1e-9
    assert abs(order.tau_b) <= abs(order.gamma) + 1e-9 <= 1 + 2e-9


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 9), st.integers(0, 9), st.integers(0, 9))
def test_of_two_values_and_equal_groups_mann_whitney_is_fisher(size: int, low: int, other: int) -> None:
    first, second = ((k % (size + 1), size - k % (size + 1)) for k in (low, other))
    assert mann_whitney(first, second).probability.p == pytest.approx(freeman_halton((first, second)).p)
