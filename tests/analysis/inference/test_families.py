"""Holm's adjustment against R, and what it promises."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.inference.families import holm
from tests.reference.paired import HOLM

CHANCES = st.lists(st.none() | st.just(math.nan) | st.floats(0, 1), max_size=12)


@pytest.mark.parametrize(("chances", "adjusted"), HOLM)
def test_holm(chances: tuple[float | None, ...], adjusted: tuple[float | None, ...]) -> None:
    assert holm(chances).adjusted == pytest.approx(adjusted, abs=1e-12)


@given(CHANCES)
def test_what_was_no_test_does_not_count(chances: list[float | None]) -> None:
    found, made = holm(chances), [p for p in chances if p is not None and not math.isnan(p)]
    assert (found.size, found.dropped) == (len(made), len(chances) - len(made))
    assert [p for p in found.adjusted if p is not None] == list(holm(made).adjusted)


@given(CHANCES)
def test_no_probability_gets_smaller_and_their_order_stays(chances: list[float | None]) -> None:
    pairs = [(p, q) for p, q in zip(chances, holm(chances).adjusted, strict=True) if p is not None and q is not None]
    assert all(p <= q <= 1 for p, q in pairs)
    after = [q for _, q in sorted(pairs)]
    assert after == sorted(after)
