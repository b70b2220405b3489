"""Numbers as text: signs, decimals, units, hidden and absent."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.table import Cell, Column, Term, Unit
from reports.languages import LANGUAGES
from reports.numbers import chance, decimal, head, shown, whole
from survey.codebook import Label


def column(unit: Unit, summary: bool = False) -> Column:
    return Column("key", Label({"nl": "kop"}), unit, summary=summary)


@pytest.mark.parametrize(
    ("value", "digits", "nl", "en"),
    [
        (Fraction(53, 20), 2, "2,65", "2.65"),
        (Fraction(53, 20), 1, "2,7", "2.7"),
        (Fraction(-53, 20), 1, "−2,7", "−2.7"),
        (Fraction(-1, 3), 0, "0", "0"),
        (Fraction(1234567), 0, "1\u00a0234\u00a0567", "1,234,567"),
        (Fraction(2469, 2), None, "1\u00a0234,5", "1,234.5"),
        (Fraction(17), None, "17", "17"),
        (Fraction(39, 2), None, "19,5", "19.5"),
        (Fraction(2, 3), None, "0,67", "0.67"),
    ],
)
def test_decimal(value: Fraction, digits: int | None, nl: str, en: str) -> None:
    assert decimal(value, "nl", digits) == decimal(value, "fr", digits) == nl
    assert decimal(value, "en", digits) == en


@given(st.integers(-(10**15), 10**15), st.sampled_from(LANGUAGES))
def test_a_whole_number_can_be_read_back(number: int, language: str) -> None:
    digits = whole(number, language).replace("−", "-").replace("\u00a0", "").replace(",", "")
    assert int(digits) == number


@pytest.mark.parametrize(
    ("cell", "unit", "text"),
    [
        (Cell(Fraction(3000, 66), 30), Unit.PERCENT, "45"),
        (Cell(Fraction(105, 2), 21), Unit.PERCENT, "53"),
        (Cell(Fraction(0), 0), Unit.PERCENT, "0"),
        (Cell(Fraction(3000, 66), 30, digits=1), Unit.PERCENT, "45,5"),
        (Cell(Fraction(3000, 66), 30), Unit.COUNT_PERCENT, "30 (45)"),
        (Cell(Fraction(1885)), Unit.COUNT, "1\u00a0885"),
        (Cell(count=4), Unit.COUNT, "4"),
        (Cell(Fraction(625, 2)), Unit.EURO, "313"),
        (Cell(Fraction(2), digits=2), Unit.NUMBER, "2,00"),
        (Cell(), Unit.COUNT, ""),
        (Cell(Fraction(45), low=Fraction(337, 10), high=Fraction(57)), Unit.PERCENT, "45 [34 tot 57]"),
        (Cell(Fraction(100, 21), signed=True), Unit.POINTS, "+5"),
        (Cell(Fraction(-100, 21), signed=True), Unit.POINTS, "−5"),
        (Cell(Fraction(1, 3), signed=True), Unit.POINTS, "0"),
        (Cell(Fraction(-1, 3), signed=True, low=Fraction(-3), high=Fraction(5, 2)), Unit.POINTS, "0 [−3 tot +3]"),
        (Cell(Fraction(1, 5), signed=True, digits=2), Unit.NUMBER, "+0,20"),
        (Cell(text=Term("verdict.agrees")), Unit.TEXT, "stemt overeen"),
        (Cell(hidden=True), Unit.PERCENT, "x"),
    ],
)
def test_shown(cell: Cell, unit: Unit, text: str) -> None:
    assert shown(cell, column(unit), "nl") == text


@pytest.mark.parametrize(
    ("unit", "nl", "fr", "en"),
    [
        (Unit.PERCENT, "1\u00a0%", "1\u00a0%", "1%"),
        (Unit.YEARS, "1\u00a0jaar", "1\u00a0an", "1\u00a0year"),
        (Unit.EURO, "€\u00a01", "1\u00a0€", "€1"),
        (Unit.POINTS, "1\u00a0procentpunt", "1\u00a0point de pourcentage", "1\u00a0percentage point"),
        (Unit.NUMBER, "1", "1", "1"),
    ],
)
def test_a_unit_that_the_head_does_not_give_stands_beside_the_number(unit: Unit, nl: str, fr: str, en: str) -> None:
    beside = [shown(Cell(Fraction(1), unit=unit), column(Unit.COUNT), lang) for lang in ("nl", "fr", "en")]
    summary = [shown(Cell(Fraction(1)), column(unit, summary=True), lang) for lang in ("nl", "fr", "en")]
    assert beside == summary == [nl, fr, en]


def test_a_share_under_no_head_says_that_it_is_one() -> None:
    cell = Cell(Fraction(5584, 100), 43)
    assert shown(cell, column(Unit.COUNT_PERCENT, summary=True), "nl") == "43 (56\u00a0%)"
    assert shown(cell, column(Unit.COUNT_PERCENT), "nl") == "43 (56)"


def test_what_is_hidden_never_shows() -> None:
    cell = Cell(Fraction(2), 2, Unit.EURO, Fraction(1), Fraction(3), hidden=True)
    assert shown(cell, column(Unit.COUNT), "nl") == shown(cell, column(Unit.COUNT, summary=True), "nl") == "x"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_unit_has_a_head(language: str) -> None:
    heads = {unit: head(unit, language) for unit in Unit}
    assert heads[Unit.PERCENT] == "%"
    assert heads[Unit.TEXT] == heads[Unit.NUMBER] == ""


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        (0.0431, "en", "p = 0.043"),
        (0.0431, "nl", "p = 0,043"),
        (0.0004, "fr", "p < 0,001"),
        (1.0, "en", "p = 1.000"),
        (0.0005, "en", "p = 0.001"),
    ],
)
def test_a_probability_is_never_zero(value: float, language: str, text: str) -> None:
    assert chance(value, language).replace("\u00a0", " ") == text
