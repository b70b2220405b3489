"""Codes that occur together: in one interview, one turn, or on the same words."""

import pytest

from analysis.table import Note, NoteKind, Term
from survey.interviews.corpus import Corpus
from tests import corpora, toy

A = corpora.interview("a", "R: een twee drie\n\nI: en?\n\nR: vier vijf")
B = corpora.interview("b", "R: een twee drie\n\nI: en?\n\nR: vier vijf")
CODINGS = (
    corpora.coding(A, "een twee", "x"),
    corpora.coding(A, "twee drie", "y/z"),
    corpora.coding(A, "vier", "x"),
    corpora.coding(A, "vijf", "y"),
    corpora.coding(B, "een", "x"),
    corpora.coding(B, "vier", "y/z"),
)
SET = Corpus("buyers", (A, B), corpora.codes("x", "y", "y/z", "w"), CODINGS)


@pytest.mark.parametrize(
    ("within", "interviews", "places"), [("interview", 2, None), ("turn", 1, 2), ("segment", 1, 1)]
)
def test_how_near(within: str, interviews: int, places: int | None) -> None:
    table = corpora.table("codes_together", "x y", SET, {"within": within, "least": "1"})
    assert [row.key for row in table.rows] == ["x+y"]
    cells = toy.row_of(table, "x+y").cells
    assert cells["interviews"].count == interviews
    assert (cells["places"].count if "places" in cells else None) == places
    assert table.bases[0].n == 2


def test_by_itself_it_takes_the_codes_with_none_under_them() -> None:
    table = corpora.table("codes_together", "", SET, {"least": "1"})
    assert toy.column(table, "interviews") == {"x+y/z": 2}


def test_a_code_and_one_under_it_make_no_pair() -> None:
    assert corpora.table("codes_together", "y y/z", SET, {"least": "1"}).rows == ()


def test_what_is_left_out_is_told() -> None:
    table = corpora.table("codes_together", "x y y/z", SET, {"most": "1"})
    assert [row.key for row in table.rows] == ["x+y"]
    told = Term("coded.note.pairs", {"least": 2, "most": 1, "count": 1})
    assert Note(NoteKind.RULE, told) in table.notes
