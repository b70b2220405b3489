"""Little's test and standardised differences against R."""

from statistics import mean, variance

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.inference.missing import Little, Untold, Values, little, standardised_difference
from survey.missing import Reason
from tests.reference.missing import AIRQUALITY, ATTITUDE_GAPS, COVARIANCES, DIFFERENCES, LITTLE, MEANS, SWISS
from tests.reference.scales import ATTITUDE

OPEN = Reason.NO_ANSWER


def column(text: str) -> list[float | Reason]:
    return [OPEN if word == "NA" else float(word) for word in text.split()]


def airquality(width: int = 6) -> list[list[float | Reason]]:
    return [column(text) for text in list(AIRQUALITY.values())[:width]]


def attitude() -> list[list[float | Reason]]:
    found = {name: column(ATTITUDE[name]) for name in ("rating", "complaints", "learning", "raises")}
    return [
        [OPEN if row in ATTITUDE_GAPS.get(name, ()) else value for row, value in enumerate(values, 1)]
        for name, values in found.items()
    ]


def swiss() -> list[list[float | Reason]]:
    fertility, agriculture, examination = (column(text) for text in SWISS.values())
    high = [isinstance(share, float) and share > 70 for share in agriculture]
    return [
        [OPEN if gone else value for value, gone in zip(fertility, high, strict=True)],
        agriculture,
        [OPEN if row in {2, 5, 11, 40} else value for row, value in enumerate(examination, 1)],
    ]


def people(columns: list[list[float | Reason]]) -> list[tuple[Values, int]]:
    return [(values, 1) for values in zip(*columns, strict=True)]


DATA = {"airquality": airquality(), "airquality[1:4]": airquality(4), "attitude": attitude(), "swiss": swiss()}


@pytest.mark.parametrize("name", list(LITTLE))
def test_little(name: str) -> None:
    statistic, df, p, n, patterns = LITTLE[name]
    found = little(people(DATA[name]))
    assert (found.df, found.n, found.patterns, found.why) == (df, n, patterns, None)
    assert found.statistic == pytest.approx(statistic, rel=1e-9)
    assert found.p == pytest.approx(p, rel=1e-8)
    assert found.means == pytest.approx(MEANS[name], rel=1e-8)
    if name in COVARIANCES:
        assert found.covariances[0] == pytest.approx(COVARIANCES[name], rel=1e-8)


def test_people_who_were_not_asked_and_empty_rows_are_taken_out_and_counted() -> None:
    columns = airquality(4)
    extra: list[tuple[Values, int]] = [
        ((Reason.NOT_APPLICABLE, 1.0, 1.0, 1.0), 3),
        ((OPEN, 1.0, 1.0, Reason.NOT_SHOWN), 2),
        ((OPEN, OPEN, Reason.BREAK_OFF, OPEN), 4),
    ]
    found = little([*people(columns), *extra])
    assert (found.n, found.routed, found.empty) == (153, {Reason.NOT_APPLICABLE: 3, Reason.NOT_SHOWN: 2}, 4)
    assert found.statistic == pytest.approx(LITTLE["airquality[1:4]"][0], rel=1e-9)


def test_counts_stand_for_people() -> None:
    twice = little([(values, 2) for values, _ in people(DATA["attitude"])])
    again = little(people(DATA["attitude"]) * 2)
    assert (twice.n, twice.smallest) == (again.n, again.smallest)
    assert twice.statistic == pytest.approx(again.statistic, rel=1e-8)


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ([[], []], Untold.COMPLETE),
        ([[1.0, 2.0, 4.0], [2.0, 1.0, 5.0]], Untold.COMPLETE),
        ([[1.0, OPEN], [2.0, 1.0]], Untold.TOO_FEW),
        ([[1.0, 1.0, 1.0, OPEN], [2.0, 1.0, 5.0, 4.0]], Untold.CONSTANT),
        ([[OPEN] * 4, [2.0, 1.0, 5.0, 4.0]], Untold.CONSTANT),
        ([[1.0, 2.0, 3.0, OPEN, 7.0], [2.0, 4.0, 6.0, 4.0, 14.0]], Untold.COLLINEAR),
    ],
)
def test_no_number_where_none_is_possible(columns: list[list[float | Reason]], why: Untold) -> None:
    found = little(people(columns))
    assert (found.why, found.statistic, found.p) == (why, None, None)


@settings(deadline=None, max_examples=40)
@given(st.floats(0.01, 100), st.floats(-50, 50), st.permutations(range(30)))
def test_neither_unit_nor_order_matters(scale: float, shift: float, order: list[int]) -> None:
    moved = [[v if isinstance(v, Reason) else v * scale + shift for v in found] for found in DATA["attitude"]]
    rows = people(moved)
    found = little([rows[place] for place in order])
    assert isinstance(found, Little)
    assert found.statistic == pytest.approx(LITTLE["attitude"][0], rel=1e-6)


@pytest.mark.parametrize(("name", "difference"), DIFFERENCES)
def test_standardised_difference(name: str, difference: float) -> None:
    sides: tuple[list[float], list[float]] = ([], [])
    for ozone, value in zip(column(AIRQUALITY["Ozone"]), column(AIRQUALITY[name]), strict=True):
        assert not isinstance(value, Reason)
        sides[not isinstance(ozone, Reason)].append(value)
    missing, there = ((mean(side), variance(side)) for side in sides)
    assert standardised_difference(*missing, *there) == pytest.approx(difference, rel=1e-9)


def test_no_difference_in_standard_deviations_where_nobody_varies() -> None:
    assert standardised_difference(1, 0, 0, 0) is None
