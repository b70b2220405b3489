"""The test of a set of tick boxes against all splits in R, and what is no test."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.inference.draws import How
from analysis.inference.sets import Patterns, set_test
from tests.reference.sets import SETS

ROOT = Path(__file__).parents[3]
ITEMS = "abc"


def patterns(columns: tuple[str, ...], first: int) -> Patterns:
    """Return patterns by group of ticks that stand in a column per item, people of the first group first."""
    people = [
        (frozenset(item for item, tick in zip(ITEMS, row, strict=False) if tick == "1"), int(place >= first))
        for place, row in enumerate(zip(*columns, strict=True))
    ]
    counted = Counter(people)
    return {ticks: [counted[ticks, 0], counted[ticks, 1]] for ticks, _ in people}


@pytest.mark.parametrize(("columns", "first", "statistic", "p", "splits"), SETS)
def test_all_splits(columns: tuple[str, ...], first: int, statistic: float, p: float, splits: int) -> None:
    found = set_test(ITEMS[: len(columns)], patterns(columns, first))
    assert found.statistic == pytest.approx(statistic, rel=1e-9)
    assert found.probability.how is How.EXACT
    assert found.probability.p == pytest.approx(p, rel=1e-9)
    assert found.probability.smallest == pytest.approx(1 / splits)
    assert found.n == len(columns[0])


def test_drawn_p_is_within_its_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.inference.sets.FEW_SPLITS", 0)
    columns, first, _, exact, _ = SETS[1]
    found = set_test(ITEMS, patterns(columns, first)).probability
    assert (found.how, found.draws) == (How.DRAWN, 100_000)
    assert abs(found.p - exact) < 4 * found.error


def test_an_item_ticked_by_none_or_all_is_no_test() -> None:
    columns, first, *_ = SETS[2]
    found = set_test("abcd", patterns(columns, first))
    assert [test.probability is not None for test in found.items] == [True, False, True, False]
    assert found.family.size == 2
    assert found.family.adjusted[1] is None
    assert found.family.adjusted[0] == pytest.approx(2 * 0.004662004662)  # p.adjust(c(.004662, NA, .2657), "holm")


def test_one_pattern_is_no_difference() -> None:
    assert set_test("ab", {frozenset("a"): [4, 5]}).probability.p == 1


def test_three_groups() -> None:
    found = set_test("ab", {frozenset("a"): [6, 1, 0], frozenset("b"): [0, 5, 7]})
    assert found.items[0].fisher is None
    assert found.probability.p < 0.001


CODE = """
from analysis.inference.crosstabs import freeman_halton
from analysis.inference.ranks import kendall, kruskal_wallis
from analysis.inference.sets import set_test
table = [[9, 3, 1, 4], [2, 8, 6, 5], [7, 2, 9, 3], [1, 5, 4, 9], [3, 6, 2, 8], [5, 1, 7, 2]]
sets = {frozenset("a"): [5, 9], frozenset("ab"): [12, 4], frozenset("c"): [6, 7], frozenset(): [3, 8]}
print(freeman_halton(table, draws=20000).p, kendall(table).probability.p, kruskal_wallis(table).probability.p)
print(set_test("abc", sets).probability.p)
"""


def test_every_run_gives_the_same() -> None:
    runs = [
        subprocess.run([sys.executable, "-c", CODE], cwd=ROOT, capture_output=True, text=True, check=True) for _ in "12"
    ]
    assert runs[0].stdout == runs[1].stdout
    assert len(runs[0].stdout.split()) == 4


@settings(deadline=None, max_examples=40)
@given(
    st.dictionaries(st.frozensets(st.sampled_from(ITEMS)), st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1)
)
def test_probabilities_stay_in_their_range(found: dict[frozenset[str], tuple[int, int]]) -> None:
    people = {**found, frozenset("a"): (9, 9)}
    test = set_test(ITEMS, people, draws=99)
    assert 0 < test.probability.p <= 1
    assert test.probability.how is How.EXACT or test.probability.p >= 1 / 100
    assert all(p is None or 0 < p <= 1 for p in test.family.adjusted)
