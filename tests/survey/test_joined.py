"""Several answers in one cell: the box's own commas do not end it."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.joined import split_cells

TEXTS = {"Cannabis": "a", "Cannabis, in food": "b", "Other": "c", "1": "d"}


def boxes(cell: str, separator: str = ",") -> dict[str, str]:
    split = split_cells(pd.Series([cell], dtype="string"), TEXTS, separator)
    return {str(name): split[name].iloc[0] for name in split}


@pytest.mark.parametrize(
    ("cell", "ticked"),
    [
        ("Cannabis", "a"),
        ("Cannabis, in food", "b"),
        ("Cannabis,Cannabis, in food", "ab"),
        ("Cannabis, in food, Cannabis", "ab"),
        ("Other,1,Cannabis", "acd"),
    ],
)
def test_a_cell_is_split_at_the_longest_texts(cell: str, ticked: str) -> None:
    assert {name for name, written in boxes(cell).items() if written == "1"} == set(ticked)


@pytest.mark.parametrize("cell", ["Speed", "Cannabis,Speed", "Cannabis,,Other", ",", "Cannabis,"])
def test_what_names_something_else_stays_as_it_is(cell: str) -> None:
    assert set(boxes(cell).values()) == {cell}


def test_a_blank_is_blank_in_every_box() -> None:
    assert set(boxes("").values()) == {""}


def test_names_joined_by_a_space() -> None:
    split = split_cells(pd.Series(["x yy"], dtype="string"), {"x": "x", "yy": "yy", "y": "y"}, " ")
    assert split.iloc[0].to_dict() == {"x": "1", "yy": "1", "y": "0"}


@given(st.lists(st.sampled_from(sorted(TEXTS)), min_size=1, unique=True), st.sampled_from([",", ", ", ";"]))
def test_what_was_joined_comes_apart_again(chosen: list[str], separator: str) -> None:
    found = {name for name, written in boxes(separator.join(chosen), separator).items() if written == "1"}
    parts = {TEXTS[text] for text in chosen}
    assert found == parts or "Cannabis" in chosen  # "Cannabis" before a text of its own comma reads two ways
