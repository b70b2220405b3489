"""Shares of a base as the plan shows them."""

from fractions import Fraction

import pytest

from analysis import shares
from analysis.table import Cell, Row, Unit
from tests import toy


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        (("%", "n"), [("percent", Unit.PERCENT), ("n", Unit.COUNT)]),
        (("n (%)",), [("percent", Unit.COUNT_PERCENT)]),
        (("n", "n (%)"), [("n", Unit.COUNT), ("percent", Unit.COUNT_PERCENT)]),
        (("%", "n (%)"), [("percent", Unit.PERCENT)]),
    ],
)
def test_columns(show: tuple[str, ...], expected: list[tuple[str, Unit]]) -> None:
    assert [(column.key, column.unit) for column in shares.columns(show)] == expected


def test_nothing_is_divided_by_nobody() -> None:
    assert shares.share(0, 0) is None
    assert shares.share(0, 0, shares.COUNT) == Cell(Fraction(0), 0)
    assert shares.cells(0, 0, ("%", "n")) == {"n": Cell(Fraction(0), 0)}


def test_by_size_keeps_the_order_of_equals() -> None:
    rows = [Row(key, toy.label(key), cells={"n": Cell(Fraction(k), k)}) for key, k in (("a", 1), ("b", 3), ("c", 1))]
    assert [row.key for row in shares.by_size(rows, "n")] == ["b", "a", "c"]


def test_a_category_called_like_a_column_of_the_table() -> None:
    assert shares.row_key("n", ("top", "n")) == "choice.n"
    assert shares.row_key("nee", ("top", "n")) == "nee"
