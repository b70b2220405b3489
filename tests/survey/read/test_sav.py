"""Numbers, dates and blocks of an SPSS file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.read import sav
from survey.read.file import open_file
from survey.read.sav import read_cells, read_dictionary, write_number

DATA = Path(__file__).parents[2] / "data" / "spss"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (-0.0, "0"),
        (1.5, "1.5"),
        (0.1 + 0.2, "0.3"),
        (1e-5, "0.00001"),
        (2.3333333333333335, "2.33333333333333"),
        (123456789012345678.0, "123456789012345680"),
        (float("nan"), ""),
        (float("inf"), ""),
    ],
)
def test_numbers(value: float, text: str) -> None:
    assert write_number(value) == text


@given(st.decimals(-(10**9), 10**9, places=5))
def test_a_number_with_few_digits_is_written_as_it_was_typed(number: object) -> None:
    text = write_number(float(str(number)))
    assert float(text) == float(str(number))
    assert "e" not in text


def test_blocks_make_the_same_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    file = open_file(DATA / "simple_alltypes.sav")
    dictionary = read_dictionary(file)
    whole = {name: list(column.cells) for name, column in read_cells(file, dictionary).items()}
    for cells in (1, 2 * len(whole), 3 * len(whole), 6 * len(whole)):
        monkeypatch.setattr(sav, "CELLS", cells)
        assert {name: list(column.cells) for name, column in read_cells(file, dictionary).items()} == whole


def test_counted_values_and_variables_of_sets() -> None:
    sets = {found.name: found for found in read_dictionary(open_file(DATA / "sets.sav")).sets}
    assert {name: found.counted for name, found in sets.items()} == {
        "where": "1",
        "outside": "1",
        "countries": None,
        "ever": "Y",
    }
    assert sets["ever"].members == ("ever_used_ab", "ever_used_cd")
