"""The joint display: a copied number, k interviews, a quote, and the researchers' verdict."""

from fractions import Fraction
from typing import Any

import pytest

from analysis import tables
from analysis.table import Table, Term
from survey.codebook import Label
from survey.errors import StudyError
from survey.interviews.corpus import Corpus
from survey.plan import Convergence, Junction
from tests import corpora, toy

SEX = toy.one("sex", "m v")
TEXT = "R: een twee drie vier vijf zes zeven acht negen\n\nI: en?\n\nR: en toen nog een keer heel anders dan daarvoor"
HELD = tuple(corpora.interview(name, TEXT) for name in "ab")
WORDS = ("", "een twee drie vier vijf zes zeven acht", "toen nog een keer heel anders dan daarvoor")
CODINGS = (
    corpora.coding(HELD[0], WORDS[1], "x/y"),
    corpora.coding(HELD[0], WORDS[2], "x/y"),
    corpora.coding(HELD[1], WORDS[2], "z"),
)
SET = Corpus("buyers", HELD, corpora.codes("x", "x/y", "z"), CODINGS)


def junction(codes: str = "x", spot: str = "f m percent", **more: Any) -> Junction:
    table, row, column = spot.split() if spot else ("", "", "")
    return Junction("q", toy.label("vraag"), table, row, column, tuple(codes.split()), place="joint.csv, row 2", **more)


def joint(*rows: Junction, only: tuple[str, ...] = ("j",), of: str = "") -> Table:
    plans = [toy.plan("joint", of, id="j"), toy.plan("frequency", "sex", id="f")]
    study = toy.study([SEX], plans, corpora=(SET,), joint=rows)
    return tables(study, toy.survey([SEX], [{"sex": "m"}] * 3 + [{"sex": "v"}], corpora=(SET,)), only)[0]


def test_the_number_is_a_copy_with_what_it_is_of() -> None:
    cells = joint(junction()).rows[0].cells
    assert (cells["survey"].value, cells["survey"].count, cells["n"].value) == (Fraction(75), 3, Fraction(4))
    assert cells["survey"].copy_of == cells["n"].copy_of == ("f", "m", "percent")
    assert cells["measure"].text == toy.label("m")


def test_a_number_that_is_no_percentage_says_what_it_is() -> None:
    cells = joint(junction(spot="f m n")).rows[0].cells
    assert cells["measure"].text == Term("coded.row.measure", {"measure": toy.label("m"), "unit": Term("column.n")})


def test_the_head_of_the_interviews_tells_their_number() -> None:
    head = next(column.label for column in joint(junction()).columns if column.key == "interviews")
    assert head == Term("coded.column.group", {"group": Term("coded.column.interviews"), "count": 2})


def test_interviews_are_counted_once_over_all_codes() -> None:
    assert toy.cell(joint(junction("x z")), "q", "interviews") == (Fraction(2), 2)
    assert toy.cell(joint(junction("x x/y")), "q", "interviews") == (Fraction(1), 1)


@pytest.mark.parametrize(
    ("quote", "expected"),
    [("", WORDS[1]), (f"a:{CODINGS[1].start}", WORDS[2]), ("a", WORDS[1]), ("none", None)],
)
def test_the_quote_is_named_or_chosen(quote: str, expected: str | None) -> None:
    cells = joint(junction(quote=quote)).rows[0].cells
    found = {"quote": Label({"nl": expected}), "who": Label({"": "A"})} if expected else None
    assert ("quote" in cells) == bool(expected)
    assert not found or cells["quote"].text == Term("coded.row.quote", found)


def test_the_verdict_is_the_researchers_with_their_reason() -> None:
    why = toy.label("omdat")
    given = joint(junction(verdict=Convergence.COMPLEMENTARY, why=why)).rows[0].cells["verdict"]
    expected = {"verdict": Term("coded.verdict.complementary"), "why": why}
    assert (given.text, given.key) == (Term("coded.verdict.why", expected), "complementary")
    assert "verdict" not in joint(junction()).rows[0].cells


def test_a_question_the_survey_does_not_ask_has_no_number() -> None:
    assert set(joint(junction(spot="")).rows[0].cells) == {"codes", "interviews", "quote"}


def test_of_takes_the_rows_about_some_tables() -> None:
    assert joint(junction(spot=""), of="f").rows == ()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (junction("w"), "there is no code 'w'"),
        (junction(spot="g m n"), "row 'q' points at 'g'"),
        (junction(spot="j q n"), "row 'q' points at 'j'"),
        (junction(spot="f mm n"), "row q: table 'f' has no row 'mm'"),
        (junction(quote="a:1"), "no coding of its codes is at 'a:1'"),
        (junction(quote="b"), "no coding of its codes is at 'b'"),
        (junction(quote="!"), "Write interview:start"),
    ],
)
def test_rows_that_point_nowhere(row: Junction, message: str) -> None:
    with pytest.raises(StudyError, match=message):
        joint(row)
