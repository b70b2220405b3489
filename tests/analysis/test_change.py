"""Before and after: distributions on their own bases, moves on pairs only."""

from fractions import Fraction

import pytest

from survey.codebook import Scale
from survey.errors import StudyError
from survey.missing import Reason
from tests import toy

BEFORE, AFTER = (toy.one(name, "bad fair good", top="good") for name in ("before", "after"))
PEOPLE = [
    {"before": "bad", "after": "good"},
    {"before": "fair", "after": "fair"},
    {"before": "good", "after": "bad"},
    {"before": "fair", "after": "good"},
    {"before": Reason.NOT_APPLICABLE, "after": "good"},
    {"before": "good", "after": Reason.DONT_KNOW},
]


def test_each_side_on_its_own_base() -> None:
    made = toy.table("change", "before after", [BEFORE, AFTER], PEOPLE)
    assert toy.cell(made, "fair", "before") == (Fraction(40), 2)
    assert toy.cell(made, "fair", "after_n") == (Fraction(1), 1)
    assert toy.cell(made, "top", "after") == (Fraction(60), 3)
    assert {base.key: base.n for base in made.bases} == {"before": 5, "after": 5, "pairs": 4}


def test_moves_are_of_pairs() -> None:
    made = toy.table("change", "before after", [BEFORE, AFTER], PEOPLE)
    assert toy.column(made, "value") == {"up": 2, "same": 1, "down": 1}
    assert toy.cell(made, "up", "value") == (Fraction(50), 2)


def test_no_pairs_no_moves() -> None:
    made = toy.table("change", "before after", [BEFORE, AFTER], [{"before": "bad"}])
    assert [row.key for row in made.rows] == ["bad", "fair", "good", "top"]


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (toy.one("after", "bad good"), "'after' has other categories than 'before'"),
        (toy.one("after", "bad fair good", Scale.NOMINAL), "categories of 'after' have no order"),
    ],
)
def test_needs_one_ordered_list(other: object, message: str) -> None:
    with pytest.raises(StudyError, match=message):
        toy.table("change", "before after", [BEFORE, other], [])  # type: ignore[list-item]
