"""Who of the earlier wave was found again: per category, and how those found and not found compare."""

from fractions import Fraction

import pytest

from analysis.disclosure import Audience, Policy, protect
from analysis.table import Table, Term
from survey.codebook import Scale
from survey.missing import Reason
from tests import returning, toy

Q = toy.one("q", "yes no", Scale.NOMINAL)
EARLIER: list[toy.Person] = [*toy.spread("q", yes=6, no=4), {"q": Reason.REFUSED}, {}]
FOUND = [0, 1, 2, 6, 10]
"""Three who said yes, one who said no, one who refused."""


def dropout(found: list[int] = FOUND, later: int = 5, **fields: object) -> Table:
    pairs = [(place, at) for at, place in enumerate(found)]
    plan = toy.plan("dropout", "q", fields.pop("options", {}), **fields)  # type: ignore[arg-type]
    return returning.table([Q], [EARLIER, [{"q": "no"}] * later], plan, pairs)


def test_found_again_is_of_each_category() -> None:
    made = dropout()
    assert [toy.cell(made, "yes", key)[1] for key in ("n", "found")] == [6, 3]
    shares = [toy.cell(made, row, "percent") for row in ("yes", "no", "total")]
    assert shares == [(Fraction(50), 3), (Fraction(25), 1), (Fraction(40), 4)]
    assert made.universe.n == 12


def test_those_found_stand_beside_those_who_were_not() -> None:
    made = dropout()
    assert toy.cell(made, "yes", "stayers") == (Fraction(75), 3)
    assert toy.cell(made, "yes", "leavers") == (Fraction(50), 3)
    bases = {base.key: (base.n, base.missing, base.outside) for base in made.bases}
    assert bases["q:stayers"] == (4, {Reason.REFUSED: 1}, 7)
    assert bases["q:leavers"] == (6, {Reason.NO_ANSWER: 1}, 5)
    assert bases["q.yes"] == (6, {Reason.NO_ANSWER: 1, Reason.REFUSED: 1}, 4)


def test_a_filter_asks_the_earlier_wave_only() -> None:
    made = dropout(where="${q} = 'yes'")
    assert (made.universe.n, toy.cell(made, "yes", "found")[1]) == (6, 3)


def test_the_interval_is_that_of_r() -> None:
    earlier = toy.spread("q", yes=54)
    plan = toy.plan("dropout", "q", {"interval": "yes"})
    made = returning.table([Q], [earlier, [{"q": "no"}] * 12], plan)
    cell = toy.row_of(made, "yes").cells["percent"]
    assert [float(end or 0) for end in (cell.low, cell.high)] == pytest.approx([13.195417, 34.938672])


def test_what_tells_of_a_few_who_were_not_found_is_hidden() -> None:
    made = dropout([*range(5), 6, 7, 8, 9])
    shown = protect([made], (), Policy(Audience.PUBLIC, 3)).tables[0]
    yes = toy.row_of(shown, "yes").cells
    assert {key for key, cell in yes.items() if cell.hidden} == {"found", "percent", "stayers", "leavers"}


def test_a_question_that_came_later_is_named() -> None:
    new = toy.one("new")
    plan = toy.plan("dropout", "q new")
    made = returning.table([Q], [EARLIER, [{"q": "no"}]], plan, asked=[Q, new])
    texts = [note.text for note in made.notes if isinstance(note.text, Term)]
    assert [text.values["question"] for text in texts if text.key == "panel.not_asked"] == [new.label]
    assert [row.key for row in made.rows] == ["q", "q.yes", "q.no", "q.total"]
