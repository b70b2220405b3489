"""Codes by interview: once per interview whoever coded it, parents with what is under them, zeros said as zeros."""

from dataclasses import replace

import pytest

from analysis import tables
from analysis.disclosure import Audience, Policy, protect
from analysis.table import Level, NoteKind, RespondentUnit, Term
from survey.errors import StudyError
from survey.interviews.corpus import Corpus
from survey.plan import Comparator, Finding, Order
from tests import corpora, toy

HELD = [corpora.interview(f"i{place}") for place in range(10)]
TREE = corpora.codes("mood", "price", "price/low", "price/low/cheap", "price/high", "never")
FOUND = {
    **{f"i{place}": ["price/low"] for place in range(7)},
    "i1": ["price/low", "price/high", "price/high"],
    "i8": ["price", "mood"],
}
SET = corpora.corpus(TREE, HELD, FOUND)
TWICE = replace(SET, codings=(*SET.codings, *(replace(coding, coder="Bo") for coding in SET.codings)))


@pytest.mark.parametrize("made", [SET, TWICE], ids=["one coder", "two coders"])
def test_an_interview_counts_once_and_a_parent_has_what_is_under_it(made: Corpus) -> None:
    table = corpora.table("codes", "", made)
    held = {"mood": 1, "price": 8, "price/low": 7, "price/low/cheap": 0, "price/high": 1, "never": 0}
    assert toy.column(table, "interviews") == held
    assert toy.column(table, "segments") == {**held, "price": 10, "price/high": 2}
    assert (table.universe.unit, table.universe.n) == (RespondentUnit.INTERVIEWS, 10)
    assert [(base.key, base.n) for base in table.bases] == [("interviews", 10)]


def test_roots_are_heads_and_deeper_codes_are_set_in() -> None:
    table = corpora.table("codes", "", SET)
    assert [row.key for row in table.rows if row.level is Level.HEAD] == ["mood", "price", "never"]
    assert toy.row_of(table, "price/low/cheap").label == Term("coded.row.below", {"code": toy.label("cheap")})
    assert {row.level for row in corpora.table("codes", "mood never", SET).rows} == {Level.ROW}


def test_siblings_are_ordered_by_size_under_their_parent() -> None:
    made = corpora.table("codes", "", SET, order=Order.SIZE)
    assert [row.key for row in made.rows] == ["price", "price/low", "price/low/cheap", "price/high", "mood", "never"]


def test_what_it_is_of_comes_with_what_is_under_it() -> None:
    assert [row.key for row in corpora.table("codes", "price/low", SET).rows] == ["price/low", "price/low/cheap"]
    with pytest.raises(StudyError, match="Did you mean 'price'"):
        corpora.table("codes", "prise", SET)


def test_suggestions_are_told_and_not_counted() -> None:
    waiting = replace(SET, codings=tuple(corpora.suggested(coding) for coding in SET.codings))
    table = corpora.table("codes", "", waiting)
    assert set(toy.column(table, "interviews").values()) == {0}
    assert [note.text for note in table.notes if note.kind is NoteKind.DOUBT] == [
        Term("coded.note.suggested", {"count": len(SET.codings)})
    ]


def test_a_code_called_like_a_question_is_no_question() -> None:
    tree = corpora.codes("sex")
    table = corpora.table("codes", "sex", corpora.corpus(tree, HELD, {"i0": ["sex"]}))
    assert table.title == Term("title.codes")


@pytest.mark.parametrize(
    ("row", "comparator", "figure", "expected"),
    [
        ("price/low", "=", "7", "agrees"),
        ("price/low", "=", "8", "differs"),
        ("price", ">", "7", "agrees"),
        ("price/low", "rank", "1", "agrees"),
        ("price/high", "rank", "2", "agrees"),
        ("price", "rank", "1", "agrees"),
        ("mood", "rank", "2", "agrees"),
        ("price/low/cheap", "mode", "", "agrees"),
        ("never", "nearly none", "", "agrees"),
    ],
)
def test_published_numbers_of_interviews_are_held_against_it_in_public_too(
    row: str, comparator: str, figure: str, expected: str
) -> None:
    plans = [toy.plan("codes", id="c"), toy.plan("published", id="p")]
    found = Finding("1", toy.label("1"), "c", row, "interviews", figure, Comparator(comparator))
    sex = toy.one("sex", "m v")
    made = tables(toy.study([sex], plans, [found], corpora=(SET,)), toy.survey([sex], [{}], corpora=(SET,)))
    cells = toy.row_of(protect(made, (), Policy(Audience.PUBLIC)).tables[1], "1").cells
    assert cells["verdict"].text == Term(f"verdict.{expected}")
    assert cells["n"].value == 10
    assert cells["computed"].value == toy.cell(made[0], row, "interviews")[0]


def test_k_of_n_is_printed_in_public() -> None:
    made = corpora.table("codes", "", SET)
    assert corpora.public(made) == made
