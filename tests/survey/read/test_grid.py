"""Rows become columns of categories, block by block."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.errors import StudyError
from survey.read.grid import BLOCK, Grid, name_heads


def grid(rows: Sequence[Sequence[str]]) -> Grid:
    return Grid("x.csv", "", tuple(tuple(row) for row in rows[:5]), lambda: rows)


@pytest.mark.parametrize(
    ("heads", "names"),
    [
        (["a", "b"], ["a", "b"]),
        ([" a ", "a", "a"], ["a", "a#2", "a#3"]),
        (["", "a", " "], ["column 1", "a", "column 3"]),
        (["a", "a", "a#2"], ["a", "a#2", "a#2#2"]),
        (["", "column 1"], ["column 1", "column 1#2"]),
    ],
)
def test_every_column_has_a_name_of_its_own(heads: list[str], names: list[str]) -> None:
    assert name_heads(heads) == names


@given(st.lists(st.sampled_from(["", " ", "a", "a#2", "a#3", "column 2"]) | st.text(max_size=3)))
def test_no_two_columns_share_a_name(heads: list[str]) -> None:
    names = name_heads(heads)
    assert len(set(names)) == len(names) == len(heads)
    assert name_heads(names) == names


def test_columns_longer_than_a_block_keep_every_text_in_its_row() -> None:
    texts = [str(number) for number in range(3 * BLOCK + 7)]
    frame = grid([["few", "many"], *([text[-1], text] for text in texts)]).frame(["few", "many"])
    assert frame["many"].tolist() == texts
    assert frame["few"].tolist() == [text[-1] for text in texts]


def test_a_column_with_few_texts_takes_one_byte_for_each_row() -> None:
    frame = grid([["a", "b"], *[["1", "2"]] * 5]).frame(["a", "b"])
    assert isinstance(frame["a"].dtype, pd.CategoricalDtype)
    assert frame["a"].cat.codes.dtype == np.int8
    assert frame["a"].cat.categories.tolist() == ["1"]


def test_headings_of_several_rows_are_skipped() -> None:
    assert grid([["a", "b"], ["x", "y"], ["1", "2"]]).frame(["a", "b"], skip=2)["a"].tolist() == ["1"]


def test_a_table_of_headings_alone() -> None:
    frame = grid([["a", ""]]).frame(["a", ""])
    assert (list(frame), len(frame)) == (["a"], 0)


def test_a_row_without_anything_is_left_out_and_its_number_still_counts() -> None:
    rows = [["a", "b"], [" ", ""], ["1", "2"], ["1", "2", "3"]]
    assert grid(rows[:3]).frame(["a", "b"])["b"].tolist() == ["2"]
    with pytest.raises(StudyError, match="has 3 cells where the first has 2") as caught:
        grid(rows).frame(["a", "b"])
    assert "x.csv, row 4" in str(caught.value)
