"""Intervals against R."""

import pytest

from analysis.inference.shares import wilson
from tests.reference.shares import WILSON


@pytest.mark.parametrize(("k", "n", "low", "high"), WILSON)
def test_wilson(k: int, n: int, low: float, high: float) -> None:
    assert [float(end) for end in wilson(k, n)] == pytest.approx([low, high], abs=1e-9)


@pytest.mark.parametrize("n", [1, 20, 99])
def test_wilson_stays_within_0_and_1_and_touches_them(n: int) -> None:
    assert wilson(0, n)[0] == 0
    assert wilson(n, n)[1] == 1
