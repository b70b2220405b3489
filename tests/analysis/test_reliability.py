"""Alpha and omega of a battery: by declared scores, on complete answers."""

from dataclasses import replace
from fractions import Fraction

import pytest

from analysis.table import Term
from survey.codebook import Variable
from survey.errors import StudyError
from survey.missing import Reason
from tests import toy
from tests.reference.scales import ALPHA, CONSCIENTIOUS, ITEM_REST, OMEGA, WITHOUT

WORDS = "v1 v2 v3 v4 v5 v6"


def item(name: str) -> Variable:
    made = toy.one(name, WORDS)
    return replace(made, choices=tuple(replace(c, score=Fraction(at)) for at, c in enumerate(made.choices, 1)))


ITEMS = [item(f"c{at}") for at in range(5)]
OF = " ".join(variable.name for variable in ITEMS)
PEOPLE: list[toy.Person] = [
    {f"c{at}": f"v{score}" for at, score in enumerate(scores)} for scores in CONSCIENTIOUS.split()
]


def test_a_battery() -> None:
    made = toy.table("reliability", OF, ITEMS, PEOPLE, {"interval": "yes"})
    value, low, high = ALPHA["conscientious"]
    cell = toy.row_of(made, "alpha").cells["value"]
    found = [float(number or 0) for number in (cell.value, cell.low, cell.high)]
    assert found == pytest.approx([value, low, high])
    assert float(toy.cell(made, "omega", "value")[0] or 0) == pytest.approx(OMEGA["conscientious"][0])
    for at, (rest, without) in enumerate(zip(ITEM_REST["conscientious"], WITHOUT["conscientious"], strict=True)):
        assert float(toy.cell(made, f"c{at}", "item_rest")[0] or 0) == pytest.approx(rest)
        assert float(toy.cell(made, f"c{at}", "without")[0] or 0) == pytest.approx(without)


def test_only_complete_answers_count() -> None:
    made = toy.table("reliability", OF, ITEMS, [*PEOPLE, {**PEOPLE[0], "c3": Reason.DONT_KNOW}, {}])
    base = made.bases[0]
    assert (base.n, dict(base.missing)) == (40, {Reason.NO_ANSWER: 1, Reason.DONT_KNOW: 1})
    assert toy.row_of(made, "alpha").cells["value"].count == 40


def test_two_items_have_no_omega() -> None:
    made = toy.table("reliability", "c0 c1", ITEMS, PEOPLE)
    assert toy.row_of(made, "omega").cells["value"].text == Term("reliability.few_items")
    assert set(toy.row_of(made, "c0").cells) == {"item_rest"}


def test_codes_are_no_scores() -> None:
    with pytest.raises(StudyError, match="'yes' of 'a' has no score"):
        toy.table("reliability", "a b", [toy.one("a"), toy.one("b")], [])
