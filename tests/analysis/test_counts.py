"""Derived counts: everyone known, means, and people with open items placed only where it is certain."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.counts import Span
from analysis.table import Level
from survey.codebook import Role
from survey.errors import StudyError
from survey.missing import Reason
from tests import toy

DRUGS = [toy.one(name, "no yes", top="yes") for name in "abc"]
DK, OPEN = Reason.DONT_KNOW, Reason.NO_ANSWER
PEOPLE = [
    {"a": "yes", "b": "yes", "c": "no"},
    {"a": "no", "b": "no", "c": "no"},
    {"a": "yes", "b": "yes", "c": DK},
    {"a": "no", "b": "yes", "c": OPEN},
    {"a": "no", "b": "no", "c": OPEN},
]


def test_distribution_and_means_are_of_people_without_open_items() -> None:
    made = toy.table("counts", "a b c", DRUGS, PEOPLE)
    assert toy.column(made, "n") == {"0": 1, "1": 0, "2": 1}
    assert toy.cell(made, "mean_all", "value") == (Fraction(1), 2)
    assert toy.cell(made, "mean_some", "value") == (Fraction(2), 1)
    assert {base.key: (base.n, base.outside) for base in made.bases} == {"complete": (2, 0), "some": (1, 1)}
    assert made.bases[0].missing == {OPEN: 2, DK: 1}


def test_at_least_places_whoever_cannot_fall_on_the_other_side() -> None:
    made = toy.table("counts", "a b c", DRUGS, PEOPLE, {"at_least": "1 2"})
    assert toy.cell(made, "at_least_1", "percent") == (Fraction(75), 3)
    assert toy.cell(made, "at_least_2", "percent") == (Fraction(50), 2)
    bases = {base.key: base for base in made.bases}
    assert bases["at_least_1"].missing == {OPEN: 1}
    assert bases["at_least_2"].missing == {OPEN: 1}
    assert toy.row_of(made, "at_least_2").level is Level.TOTAL


def test_a_set_counts_its_ticks_but_not_the_exclusive_one() -> None:
    ticks = toy.several("s", "a b none", exclusive="none")
    people = [{"s": "a b"}, {"s": "none"}, {"s": "b"}, {}]
    made = toy.table("counts", "s", [ticks], people)
    assert toy.column(made, "n") == {"0": 1, "1": 1, "2": 1}
    only = toy.table("counts", "s", [ticks], people, {"counted": "a"})
    assert toy.column(only, "n") == {"0": 2, "1": 1}


def test_large_numbers_share_the_last_row() -> None:
    made = toy.table("counts", "a b c", DRUGS, PEOPLE[:2], {"most": "1"})
    assert toy.column(made, "n") == {"0": 1, "1": 1}
    assert sum(row.cells["percent"].value or 0 for row in made.rows if "percent" in row.cells) == 100


def test_by_role_with_the_implied_no() -> None:
    gates = [toy.one(f"{d}_12m", "never year", role=Role.RECENCY, item=d, implies={"never": "no"}) for d in "xy"]
    new = [toy.one(f"{d}_new", "yes no", role=Role.NEW, item=d) for d in "xy"]
    person = {"x_12m": "never", "x_new": Reason.NOT_APPLICABLE, "y_12m": "year", "y_new": "yes"}
    made = toy.table("counts", "", [*gates, *new], [person], {"role": "new", "counted": "yes"})
    assert toy.column(made, "n") == {"0": 0, "1": 1}


def test_counting_nothing_is_refused() -> None:
    plain = [toy.one(name, "no yes") for name in "ab"]
    with pytest.raises(StudyError, match="no category of 'a' would count: name them in the column 'counted'"):
        toy.table("counts", "a b", plain, [])
    roles = [toy.one("x_new", "yes no", role=Role.NEW, item="x")]
    with pytest.raises(StudyError, match="no category of 'x_new' would count"):
        toy.table("counts", "", roles, [], {"role": "new"})
    assert toy.column(toy.table("counts", "a b", plain, [{"a": "no", "b": "no"}], {"counted": "yes"}), "n") == {"0": 1}


def test_nobody() -> None:
    made = toy.table("counts", "a b", DRUGS, [{}], {"at_least": "1"})
    assert toy.column(made, "n") == {"0": 0, "at_least_1": 0}
    assert made.row("mean_all") is None


@pytest.mark.parametrize(("span", "expected"), [(Span(2, 2), True), (Span(1, 3, DK), DK), (Span(0, 1, DK), False)])
def test_span(span: Span, expected: object) -> None:
    assert span.reaches(2) == expected


@given(st.integers(0, 5), st.integers(0, 5), st.integers(0, 11))
def test_placed_exactly_when_every_completion_agrees(known: int, unknown: int, least: int) -> None:
    span = Span(known, known + unknown, DK if unknown else None)
    outcomes = {known + filled >= least for filled in range(unknown + 1)}
    assert span.reaches(least) == (outcomes.pop() if len(outcomes) == 1 else DK)
