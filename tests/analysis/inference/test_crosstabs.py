"""Tests of tables of counts against R, and what must hold for every table."""

from math import inf, isinf, isnan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.inference.crosstabs import association, fisher, freeman_halton
from analysis.inference.draws import How
from tests.reference.crosstabs import ASSOCIATION, FISHER, FREEMAN_HALTON, LARGE, SIMULATED

Table = tuple[tuple[int, ...], ...]

small = st.integers(0, 6)
tables = st.integers(2, 3).flatmap(lambda c: st.lists(st.lists(small, min_size=c, max_size=c), min_size=2, max_size=3))


@pytest.mark.parametrize(("table", "p", "odds", "low", "high"), FISHER)
def test_fisher(table: Table, p: float, odds: float, low: float, high: float) -> None:
    found = fisher(table)
    assert found.probability.p == pytest.approx(p, rel=1e-9)
    assert found.conditional == pytest.approx(odds, rel=1e-4)
    assert found.low == pytest.approx(low, rel=1e-3)
    assert found.high == pytest.approx(high, rel=1e-2)  # R stops its iteration early where the interval is wide


def test_odds_ratio_of_the_sample_adds_nothing_to_a_cell() -> None:
    assert fisher(((21, 27), (9, 32))).odds_ratio == pytest.approx(21 * 32 / (27 * 9))
    assert fisher(((12, 5), (0, 9))).odds_ratio == inf
    assert fisher(((0, 8), (6, 2))).odds_ratio == 0
    empty = fisher(((3, 5), (0, 0)))
    assert isnan(empty.odds_ratio)
    assert isnan(empty.conditional)
    assert empty.probability.p == 1


def test_fisher_of_many_people_has_the_ratio_of_the_sample() -> None:
    table, p, odds, low, high = LARGE
    found = fisher(table)
    assert found.probability.p == pytest.approx(p, rel=1e-9)
    assert found.conditional == found.odds_ratio
    assert found.conditional == pytest.approx(odds, rel=1e-4)
    assert found.low == pytest.approx(low, rel=1e-2)
    assert found.high == pytest.approx(high, rel=1e-2)
    assert fisher(((300, 0), (290, 210))).low == 0


@pytest.mark.parametrize(("table", "p"), FREEMAN_HALTON)
def test_freeman_halton(table: Table, p: float) -> None:
    found = freeman_halton(table)
    assert found.how is How.EXACT
    assert found.p == pytest.approx(p, rel=1e-9)
    assert freeman_halton(tuple(zip(*table, strict=True))).p == found.p


def test_drawn_p_is_within_its_error(monkeypatch: pytest.MonkeyPatch) -> None:
    table, simulated = SIMULATED
    exact = freeman_halton(table).p
    monkeypatch.setattr("analysis.inference.crosstabs.FILLINGS", 0)
    found = freeman_halton(table, draws=200_000)
    assert (found.how, found.draws, found.seed) == (How.DRAWN, 200_000, 2019)
    assert abs(found.p - exact) < 4 * found.error
    assert abs(found.p - simulated) < 6 * found.error
    assert freeman_halton(table, draws=200_000) == found


def test_more_than_a_few_hundred_people_are_drawn() -> None:
    found = freeman_halton(((200, 150, 90), (180, 160, 95)), draws=2_000)
    assert found.how is How.DRAWN
    assert found.p > 0.2


@pytest.mark.parametrize(("table", "chi2", "df", "p", "v"), ASSOCIATION)
def test_association(table: Table, chi2: float, df: int, p: float, v: float) -> None:
    found = association(table)
    assert found.chi2 == pytest.approx(chi2, rel=1e-9)
    assert found.df == df
    assert found.p == pytest.approx(p, rel=1e-8)
    assert found.v == pytest.approx(v, rel=1e-9)


def test_what_nobody_chose_changes_nothing() -> None:
    table = ((3, 1, 0), (7, 2, 5), (1, 6, 4))
    wider = tuple((*row, 0) for row in (*table, (0, 0, 0)))
    assert freeman_halton(wider) == freeman_halton(table)
    assert association(wider) == association(table)


@settings(deadline=None, max_examples=60)
@given(tables)
def test_probabilities_and_effects_stay_in_their_ranges(table: list[list[int]]) -> None:
    found, effect = freeman_halton(table), association(table)
    assert 0 < found.p <= 1
    assert 0 <= found.smallest <= found.p
    assert 0 <= effect.v <= 1 + 1e-12
    assert effect.n == sum(map(sum, table))


@settings(deadline=None, max_examples=60)
@given(st.lists(small, min_size=4, max_size=4))
def test_fisher_is_the_two_by_two_case(cells: list[int]) -> None:
    table = (cells[:2], cells[2:])
    found = fisher(table)
    assert found.probability.p == pytest.approx(freeman_halton(table).p, rel=1e-12)
    known = not isnan(found.conditional)
    assert not known or found.low <= found.conditional <= found.high or isinf(found.conditional)
