"""Pairs against R: intervals, McNemar, symmetry, signed ranks; and what must hold of any pairs."""

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.inference import shares
from analysis.inference.paired import (
    EXACT,
    PairedDifference,
    Pairs,
    Zeros,
    bowker,
    mcnemar,
    newcombe,
    signed_rank,
    stuart_maxwell,
    tango,
)
from tests.reference import paired as reference

COUNT = st.integers(0, 30)
PAIRS = st.builds(Pairs, COUNT, COUNT, COUNT, COUNT)
SQUARE = st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=3, max_size=3)
DIFFERENCES = st.dictionaries(st.integers(-4, 4), st.integers(0, 9))


@pytest.mark.parametrize(("first", "second", "low", "high"), reference.NEWCOMBE)
def test_unpaired_newcombe(first: tuple[int, int], second: tuple[int, int], low: float, high: float) -> None:
    found = shares.newcombe(first, second)
    assert found is not None
    assert [found.low, found.high] == pytest.approx([low, high], abs=1e-9)
    assert (found.first, found.second) == (first[1], second[1])


def test_an_empty_group_has_no_difference() -> None:
    assert shares.newcombe((0, 0), (3, 9)) is None
    assert shares.newcombe((3, 9), (0, 0)) is None


@pytest.mark.parametrize(("counts", "low", "high"), reference.PAIRED_NEWCOMBE)
def test_paired_newcombe(counts: tuple[int, int, int, int], low: float, high: float) -> None:
    found = newcombe(Pairs(*counts))
    assert found is not None
    assert [found.low, found.high] == pytest.approx([low, high], abs=1e-9)


@pytest.mark.parametrize(("counts", "low", "high"), reference.TANGO)
def test_tango(counts: tuple[int, int, int, int], low: float, high: float) -> None:
    found = tango(Pairs(*counts))
    assert found is not None
    assert [found.low, found.high] == pytest.approx([low, high], abs=1e-7)


@given(PAIRS, st.sampled_from([newcombe, tango]))
def test_paired_intervals_hold_the_difference_and_turn_with_it(
    pairs: Pairs, interval: Callable[[Pairs], PairedDifference | None]
) -> None:
    found, turned = interval(pairs), interval(Pairs(pairs.both, pairs.second_only, pairs.first_only, pairs.neither))
    assert (found is None) is (turned is None) is (pairs.n == 0)
    if found is None or turned is None:
        return
    assert -1 <= found.low <= float(found.value) + 1e-9
    assert float(found.value) - 1e-9 <= found.high <= 1
    assert (turned.low, turned.high) == pytest.approx((-found.high, -found.low), abs=1e-9)


@pytest.mark.parametrize(("b", "c", "exact", "mid"), reference.MCNEMAR)
def test_mcnemar(b: int, c: int, exact: float, mid: float) -> None:
    found = mcnemar(Pairs(9, b, c, 4))
    assert found is not None
    assert (found.exact, found.mid) == pytest.approx((exact, mid), abs=1e-9)
    assert (found.n, found.changed) == (13 + b + c, b + c)


@given(PAIRS)
def test_mcnemar_is_of_those_who_changed(pairs: Pairs) -> None:
    found, bare = mcnemar(pairs), mcnemar(Pairs(0, pairs.second_only, pairs.first_only, 0))
    assert (found is None) is (bare is None) is (pairs.changed == 0)
    if found is not None and bare is not None:
        assert 0 < found.mid <= found.exact <= 1
        assert (found.exact, found.mid) == pytest.approx((bare.exact, bare.mid))


@pytest.mark.parametrize(("table", "symmetric", "marginal"), reference.SQUARES)
def test_bowker_and_stuart_maxwell(
    table: list[list[int]], symmetric: tuple[float, int, float], marginal: tuple[float, int, float]
) -> None:
    for found, (statistic, df, p) in ((bowker(table), symmetric), (stuart_maxwell(table), marginal)):
        assert found is not None
        assert (found.statistic, found.p) == pytest.approx((statistic, p), rel=1e-7)
        assert (found.df, found.n) == (df, sum(map(sum, table)))


def test_a_category_nobody_left_or_entered_gives_no_degree_of_freedom() -> None:
    table, (statistic, df, p) = reference.IDLE_CATEGORY
    found, symmetric = stuart_maxwell(table), bowker(table)
    assert found is not None
    assert symmetric is not None
    assert (found.statistic, found.p, found.df) == pytest.approx((statistic, p, df), rel=1e-6)
    assert symmetric.df == 3


@given(SQUARE)
def test_before_and_after_may_change_places(table: list[list[int]]) -> None:
    turned = [list(column) for column in zip(*table, strict=True)]
    for test in (bowker, stuart_maxwell):
        found, other = test(table), test(turned)
        assert (found is None) is (other is None)
        if found is not None and other is not None:
            assert (found.statistic, found.df) == pytest.approx((other.statistic, other.df), abs=1e-8)
            assert 0 <= found.p <= 1


@given(st.integers(0, 20), st.integers(1, 20), st.integers(0, 20), st.integers(0, 20))
def test_with_two_categories_both_are_mcnemar(a: int, b: int, c: int, d: int) -> None:
    for test in (bowker, stuart_maxwell):
        found = test([[a, b], [c, d]])
        assert found is not None
        assert (found.statistic, found.df) == pytest.approx(((b - c) ** 2 / (b + c), 1))


@pytest.mark.parametrize("table", [[[3, 0], [0, 5]], [[0, 0], [0, 0]]])
def test_where_nobody_changed_there_is_no_symmetry_to_test(table: list[list[int]]) -> None:
    assert bowker(table) is stuart_maxwell(table) is None


@pytest.mark.parametrize(("text", "w", "p", "effect", "pratt"), reference.SIGNED_RANK)
def test_signed_rank(text: str, w: float, p: float, effect: float, pratt: float) -> None:
    differences = Counter(map(int, text.split()))
    dropped, ranked = signed_rank(differences), signed_rank(differences, Zeros.PRATT)
    assert dropped is not None
    assert ranked is not None
    assert (float(dropped.w), dropped.p, float(dropped.effect)) == pytest.approx((w, p, effect), abs=1e-9)
    assert ranked.p == pytest.approx(pratt, abs=1e-9)
    assert (dropped.same, dropped.n, dropped.exact) == (differences[0], len(text.split()), True)


def test_signed_rank_of_many() -> None:
    differences, p = reference.MANY_CHANGED
    found = signed_rank(differences)
    assert found is not None
    assert not found.exact
    assert found.p == pytest.approx(p, rel=1e-7)


@pytest.mark.parametrize("differences", [{}, {0: 12}, {1: 0, -2: 0}])
def test_where_nobody_changed_there_are_no_ranks(differences: dict[int, int]) -> None:
    assert signed_rank(differences) is None


@given(DIFFERENCES, st.sampled_from(Zeros))
def test_signed_rank_turns_with_the_direction(differences: dict[int, int], zeros: Zeros) -> None:
    found, turned = signed_rank(differences, zeros), signed_rank({-d: n for d, n in differences.items()}, zeros)
    assert (found is None) is (turned is None)
    if found is not None and turned is not None:
        assert found.p == pytest.approx(turned.p)
        assert found.effect == -turned.effect
        assert -1 <= found.effect <= 1
        assert 0 < found.p <= 1
        assert found.p >= 2 ** (1 - found.up - found.down) - 1e-12 or not found.exact


def test_exact_and_normal_meet() -> None:
    few = signed_rank({1: EXACT * 6 // 10, -1: EXACT * 4 // 10})
    more = signed_rank({1: EXACT * 6 // 10 + 1, -1: EXACT * 4 // 10})
    assert few is not None
    assert more is not None
    assert (few.exact, more.exact) == (True, False)
    assert few.p == pytest.approx(more.p, abs=0.002)
