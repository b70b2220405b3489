"""Alpha against psych, omega against factanal."""

from fractions import Fraction

import pytest

from analysis.inference.scales import Scores, Untold, alpha, omega
from tests.reference.scales import (
    ALPHA,
    ATTITUDE,
    CONSCIENTIOUS,
    FOUR,
    HEYWOOD,
    ITEM_REST,
    OMEGA,
    PSYCH_OMEGA,
    SEVEN,
    UNIQUENESSES,
    WITHOUT,
)

Patterns = list[tuple[Scores, int]]


def attitude(*names: str) -> Patterns:
    columns = [[Fraction(word) for word in ATTITUDE[name].split()] for name in names]
    return [(scores, 1) for scores in zip(*columns, strict=True)]


DATA: dict[str, Patterns] = {
    "seven": attitude(*SEVEN),
    "four": attitude(*FOUR),
    "three": attitude("complaints", "learning", "raises"),
    "critical": attitude("complaints", "critical", "learning"),
    "conscientious": [(tuple(map(Fraction, word)), 1) for word in CONSCIENTIOUS.split()],
}


@pytest.mark.parametrize("name", list(ALPHA))
def test_alpha(name: str) -> None:
    value, low, high = ALPHA[name]
    found = alpha(DATA[name], interval=True)
    assert float(found.value or 0) == pytest.approx(value, rel=1e-10)
    if low is not None:
        assert (found.low, found.high) == pytest.approx((low, high), rel=1e-9)
    assert found.item_rest == pytest.approx(ITEM_REST[name], rel=1e-10)
    assert [float(each or 0) for each in found.without] == pytest.approx(WITHOUT[name], rel=1e-10)


@pytest.mark.parametrize("name", list(OMEGA))
def test_omega(name: str) -> None:
    found = omega(DATA[name])
    assert found.why is None
    assert (found.value, found.standardised) == pytest.approx(OMEGA[name], rel=1e-7)
    if name in UNIQUENESSES:
        assert found.uniquenesses == pytest.approx(UNIQUENESSES[name], rel=1e-6)


@pytest.mark.parametrize("name", list(PSYCH_OMEGA))
def test_omega_as_psych_has_it_divides_by_the_observed_variance(name: str) -> None:
    scores = [[float(score or 0) for score in row] for row, _ in DATA[name]]
    numpy = pytest.importorskip("numpy")
    whole = float(numpy.corrcoef(numpy.array(scores).T).sum())
    assert 1 - sum(omega(DATA[name]).uniquenesses) / whole == pytest.approx(PSYCH_OMEGA[name], rel=1e-6)


def test_pingouin_says_the_same_listwise() -> None:
    pingouin, pandas = pytest.importorskip("pingouin"), pytest.importorskip("pandas")
    frame = pandas.DataFrame([[float(score or 0) for score in row] for row, _ in DATA["conscientious"]])
    frame.loc[len(frame)] = [1.0, None, 3.0, 4.0, 5.0]
    value, _ = pingouin.cronbach_alpha(frame, nan_policy="listwise")
    gap: Patterns = [((Fraction(1), None, Fraction(3), Fraction(4), Fraction(5)), 1)]
    found = alpha([*DATA["conscientious"], *gap])
    assert (found.n, found.dropped) == (40, 1)
    assert float(found.value or 0) == pytest.approx(value, rel=1e-9)


def test_who_misses_an_item_is_left_out_and_counted() -> None:
    gap: Patterns = [((None, Fraction(1), Fraction(1), Fraction(1)), 7)]
    assert (alpha([*DATA["four"], *gap]).dropped, omega([*DATA["four"], *gap]).dropped) == (7, 7)
    assert alpha([*DATA["four"], *gap]).value == alpha(DATA["four"]).value
    assert omega([*DATA["four"], *gap]).value == omega(DATA["four"]).value


def whole(*rows: tuple[int, ...]) -> Patterns:
    return [(tuple(map(Fraction, row)), 1) for row in rows]


@pytest.mark.parametrize(
    ("patterns", "why"),
    [
        (whole(*zip(*HEYWOOD, strict=True)), Untold.HEYWOOD),
        (attitude("rating", "complaints"), Untold.FEW_ITEMS),
        (whole((1, 2, 3), (2, 1, 3)), Untold.FEW_PEOPLE),
        (whole((1, 2, 3), (1, 3, 2), (1, 5, 4), (1, 1, 1)), Untold.CONSTANT),
        (whole((1, 2, 3), (2, 3, 5), (5, 1, 6), (3, 3, 6), (4, 1, 5)), Untold.COLLINEAR),
    ],
)
def test_a_reason_instead_of_an_omega(patterns: Patterns, why: Untold) -> None:
    found = omega(patterns)
    assert (found.why, found.value) == (why, None)


def test_a_reason_instead_of_an_alpha() -> None:
    assert alpha([]).why is Untold.FEW_PEOPLE
    assert alpha(whole((1,), (2,))).why is Untold.FEW_ITEMS
    assert alpha(whole((1, 2), (2, 1))).why is Untold.CONSTANT


def test_an_item_alone_has_no_alpha() -> None:
    found = alpha(whole((1, 2), (2, 2), (3, 4)))
    assert found.without == (None, None)
    assert found.value == Fraction(12, 13)
