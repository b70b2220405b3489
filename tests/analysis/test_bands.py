"""Bands against the reference values of R, and where they give no number."""

from dataclasses import replace
from fractions import Fraction

import pytest

from analysis.bands import Banded
from analysis.table import Table, Term
from survey.codebook import Variable
from survey.errors import StudyError
from tests import toy
from tests.reference.shares import BAND_MEDIANS

LIMITS = (0, 50, 100, 250, 500, 1000)
COUNTS = (4, 9, 15, 11, 8, 3)
SPEND = toy.banded("spend", LIMITS)


def bands(counts: tuple[int, ...], variable: Variable = SPEND) -> Table:
    people = toy.spread("spend", **{f"b{at}": count for at, count in enumerate(counts)}, no_answer=2)
    return toy.table("bands", "spend", [variable], people, {"currency": "yes"})


@pytest.mark.parametrize(("counts", "limits", "median"), BAND_MEDIANS)
def test_interpolated_median(counts: tuple[int, ...], limits: tuple[int, ...], median: Fraction) -> None:
    variable = toy.banded("spend", limits, open_end=len(limits) == len(counts))
    assert Banded(variable.answers, counts).median == median


def test_shares_and_cumulative_shares() -> None:
    made = bands(COUNTS)
    assert toy.column(made, "n") == {f"b{at}": count for at, count in enumerate(COUNTS)}
    assert toy.column(made, "at_least") == {"b0": 50, "b1": 46, "b2": 37, "b3": 22, "b4": 11, "b5": 3}
    assert toy.cell(made, "b3", "at_least") == (Fraction(44), 22)
    assert toy.row_of(made, "b3").cells["at_least"].reveals == 11


def test_summary() -> None:
    made = bands(COUNTS)
    assert toy.row_of(made, "mode").cells["value"].key == "b2"
    assert toy.row_of(made, "median_band").cells["value"].key == "b2"
    assert toy.cell(made, "median", "value") == (Fraction(220), 50)
    assert toy.cell(made, "mean_low", "value") == (Fraction(234), 50)
    assert made.row("mean_high") is None
    assert Term("note.open_band") in [note.text for note in made.notes]


def test_mean_has_an_upper_bound_while_the_open_band_is_empty() -> None:
    made = bands((1, 1, 0, 0, 0, 0))
    assert toy.cell(made, "mean_high", "value") == (Fraction(75), 2)
    assert Term("note.open_band") not in [note.text for note in made.notes]


def test_middle_persons_in_two_bands_and_tied_modes() -> None:
    made = bands((2, 0, 2, 0, 0, 0))
    assert toy.row_of(made, "median_band").cells["value"].key == "b0 b2"
    assert toy.row_of(made, "mode").cells["value"].key == "b0 b2"
    assert toy.row_of(made, "mode").cells["value"].text == Term(
        "row.and", {"first": SPEND.choice("b0").label, "last": SPEND.choice("b2").label}
    )
    assert toy.cell(made, "median", "value") == (Fraction(50), 4)


def test_no_median_in_the_open_band_and_nothing_of_nobody() -> None:
    assert bands((0, 0, 0, 0, 1, 4)).row("median") is None
    assert [row.key for row in bands((0,) * 6).rows] == [f"b{at}" for at in range(6)]


def test_a_closed_last_band_bounds_the_mean() -> None:
    closed = toy.banded("spend", (0, 50, 100), open_end=False)
    assert toy.cell(bands((1, 1), closed), "mean_high", "value") == (Fraction(75), 2)


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        ([(100, 250), (50, 100), (0, 50)], "'b0' and 'b1' do not"),
        ([(0, 60), (50, 100)], "without overlap"),
        ([(0, 50), (0, 50)], "without overlap"),
        ([(0, 50), (100, 50)], "'b1' does not"),
    ],
)
def test_bands_in_disorder_are_refused(limits: list[tuple[int, int]], message: str) -> None:
    bands = tuple(
        replace(toy.choices(f"b{at}")[0], low=Fraction(low), high=Fraction(high))
        for at, (low, high) in enumerate(limits)
    )
    with pytest.raises(StudyError, match=message):
        toy.table("bands", "spend", [replace(SPEND, choices=bands)], [])


def test_a_question_without_bands_is_refused() -> None:
    with pytest.raises(StudyError, match="'spend' is not a question with bands"):
        bands((), toy.one("spend"))
