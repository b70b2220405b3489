"""Published figures against computed ones, comparator by comparator."""

from fractions import Fraction
from typing import Any

import pytest

from analysis import tables
from analysis.plans import is_number
from analysis.table import NoteKind, Table, Term
from survey.codebook import Label
from survey.errors import StudyError
from survey.plan import Comparator, Finding
from tests import toy

Q, SPEND = toy.one("q", "yes no maybe"), toy.banded("spend", (0, 100, 250))
PEOPLE = [
    *[{"q": "yes", "spend": "b1"}] * 21,
    *[{"q": "no", "spend": "b2"}] * 19,
    {"spend": "b1"},
]
PLANS = [toy.plan("published", id="p"), toy.plan("frequency", "q", id="f"), toy.plan("bands", "spend", id="b")]


def finding(figure: str = "", comparator: str = "=", spot: str = "f yes percent", **more: Any) -> Finding:
    table, row, column = spot.split() if spot else ("", "", "")
    return Finding("1", toy.label("finding"), table, row, column, figure, Comparator(comparator), **more)


def published(*findings: Finding) -> Table:
    study = toy.study([Q, SPEND], PLANS, findings)
    return tables(study, toy.survey([Q, SPEND], PEOPLE), only=["p"])[0]


def verdict(found: Finding) -> object:
    text = toy.row_of(published(found), "1").cells["verdict"].text
    assert isinstance(text, Term)
    return text.key.removeprefix("verdict.")


@pytest.mark.parametrize(
    ("figure", "comparator", "spot", "expected"),
    [
        ("53", "=", "f yes percent", "agrees"),
        ("52", "=", "f yes percent", "differs"),
        ("52.5", "=", "f yes percent", "agrees"),
        ("52.50", "=", "f yes percent", "agrees"),
        ("21", "=", "f yes n", "agrees"),
        ("b1", "=", "b mode value", "agrees"),
        ("b2", "=", "b mode value", "differs"),
        ("52", ">", "f yes percent", "agrees"),
        ("52.5", ">", "f yes percent", "differs"),
        ("", "mode", "f yes percent", "agrees"),
        ("", "mode", "f no percent", "differs"),
        ("2", "rank", "f no percent", "agrees"),
        ("1", "rank", "f no n", "differs"),
        ("", "nearly all", "f yes percent", "differs"),
        ("", "nearly all", "b b1 at_least", "agrees"),
        ("", "nearly none", "f maybe percent", "agrees"),
        ("", "nearly none", "f maybe n", "agrees"),
        ("", "nearly none", "f no n", "differs"),
        ("9", "=", "", "elsewhere"),
    ],
)
def test_verdicts(figure: str, comparator: str, spot: str, expected: str) -> None:
    assert verdict(finding(figure, comparator, spot)) == expected


def test_a_tie_is_no_mode_and_has_no_rank() -> None:
    plans = [toy.plan("published", id="p"), toy.plan("frequency", "q", id="f")]
    survey = toy.survey([Q], toy.spread("q", yes=2, no=2, maybe=1))
    found = [
        Finding(str(k), toy.label("x"), "f", "yes", "n", figure, comparator)
        for k, (figure, comparator) in enumerate(
            [("", Comparator.MODE), ("1", Comparator.RANK), ("2", Comparator.RANK)]
        )
    ]
    made = tables(toy.study([Q], plans, found), survey)[0]
    assert [row.cells["verdict"].text for row in made.rows] == [Term("verdict.differs")] * 3


def test_a_block_ends_at_the_next_head() -> None:
    other = toy.one("o", "yes no")
    plans = [toy.plan("published", id="p"), toy.plan("frequency", "q o", id="f")]
    survey = toy.survey([Q, other], [*[{"q": "yes", "o": "no"}] * 2, {"q": "no", "o": "yes"}])
    found = Finding("1", toy.label("x"), "f", "q.yes", "n", "", Comparator.MODE)
    made = tables(toy.study([Q, other], plans, [found]), survey)[0]
    assert made.rows[0].cells["verdict"].text == Term("verdict.agrees")


def test_computed_figure_and_n_are_copies() -> None:
    row = published(finding("53")).rows[0]
    assert (row.cells["computed"].value, row.cells["computed"].count) == (Fraction(105, 2), 21)
    assert row.cells["n"].value == 40
    assert row.cells["verdict"].count == 21
    assert {row.cells[key].copy_of for key in ("computed", "n", "verdict")} == {("f", "yes", "percent")}


def test_why_stands_in_a_differing_verdict_else_in_a_note() -> None:
    why = toy.label("omdat")
    differs = published(finding("99", why=why, source="boek"))
    assert differs.rows[0].cells["verdict"].text == Term("verdict.differs_why", {"why": why})
    assert NoteKind.DOUBT not in [note.kind for note in differs.notes]
    assert Term("note.source", {"source": "boek"}) in [note.text for note in differs.notes]
    agrees = published(finding("53", why=why))
    assert Term("note.finding", {"number": "1", "why": why}) in [note.text for note in agrees.notes]


def test_published_figure_in_words() -> None:
    def said(found: Finding) -> object:
        return published(found).rows[0].cells["published"].text

    assert said(finding("53")) == Term("published.percent", {"figure": Fraction(53)})
    assert said(finding("21", spot="f yes n")) == Term("published.number", {"figure": Fraction(21)})
    assert said(finding("b2", spot="b mode value")) == Label({"nl": "b2"})
    assert said(finding("", "mode")) == Term("published.mode")
    more = said(finding("50", ">"))
    assert more == Term("published.more", {"figure": Term("published.percent", {"figure": Fraction(50)})})


def test_where_nobody_answered_there_is_nothing_to_compute() -> None:
    plans = [toy.plan("published", id="p"), toy.plan("frequency", "q", id="f")]
    made = tables(toy.study([Q], plans, [finding("53")]), toy.survey([Q], [{}]))[0]
    assert made.rows[0].cells["verdict"].text == Term("verdict.nothing")
    assert "computed" not in made.rows[0].cells


@pytest.mark.parametrize(
    ("found", "message"),
    [
        (finding("53", spot="f yess percent"), "Did you mean 'yes'"),
        (finding("53", spot="f yes percentage"), "Did you mean 'percent'"),
        (finding("53", spot="g yes percent"), "finding 1 points at 'g'"),
        (finding("53", spot="p 1 n"), "finding 1 points at 'p'"),
        (finding("veel", ">"), "'>' needs a number"),
        (finding("veel", ">", spot=""), "'>' needs a number"),
        (finding("1.5", "rank"), "'rank' needs a place"),
        (finding("", "="), "'=' needs a figure"),
        (finding("52,5"), "the table has a number there, and '52,5' is none"),
        (finding("53 %"), "Write the number with a decimal point"),
    ],
)
def test_findings_that_point_nowhere(found: Finding, message: str) -> None:
    with pytest.raises(StudyError, match=message):
        published(found)


@pytest.mark.parametrize(
    ("text", "expected"), [("2.65", True), ("-1", True), ("100_250", False), ("b1", False), ("", False)]
)
def test_is_number(text: str, expected: bool) -> None:
    assert is_number(text) is expected


def test_of_chooses_the_findings_of_some_tables() -> None:
    plans = [toy.plan("published", "b", id="p"), *PLANS[1:]]
    study = toy.study([Q, SPEND], plans, [finding("53"), finding("b1", spot="b mode value")])
    made = tables(study, toy.survey([Q, SPEND], PEOPLE), only=["p"])[0]
    assert made.universe.n == 1
