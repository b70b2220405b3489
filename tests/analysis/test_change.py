"""Before and after: distributions on their own bases, moves on pairs only."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import pytest

from analysis.disclosure import Audience, Policy, protect
from analysis.inference.paired import Pairs, newcombe
from analysis.table import Chance, Figure, NoteKind, Table, Term
from survey.codebook import Scale
from survey.errors import StudyError
from survey.missing import Reason
from tests import toy

BEFORE, AFTER = (toy.one(name, "bad fair good", top="good") for name in ("before", "after"))
PEOPLE: list[toy.Person] = [
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


def pairs(**moves: int) -> list[toy.Person]:
    """Return people by move: `pairs(bad_good=3)` is three who said bad before and good after."""
    return [dict(zip(("before", "after"), move.split("_"), strict=True)) for move, n in moves.items() for _ in range(n)]


def changed(people: Sequence[toy.Person], **fields: Any) -> Table:
    return toy.table("change", "before after", [BEFORE, AFTER], people, {"test": "yes"}, **fields)


def notes(made: Table) -> dict[str, Mapping[str, object]]:
    return {note.text.key: note.text.values for note in made.notes if isinstance(note.text, Term)}


def test_tests_say_pairs_directions_and_zeros() -> None:
    said = notes(changed([*pairs(bad_good=7, fair_good=4, good_fair=2, fair_fair=9), {"before": "bad"}]))
    ranks, top = said["test.paired.ranks"], said["test.paired.top"]
    assert [ranks[key] for key in ("n", "effect")] == [22, Figure(float(Fraction(7 * 20 + 4 * 7 - 2 * 7, 182)))]
    people = {key: ranks[key] for key in ("up", "down", "same")}
    assert people == {key: Term("test.paired.count", {"n": n}) for key, n in (("up", 11), ("down", 2), ("same", 9))}
    found = newcombe(Pairs(0, 11, 2, 9))
    assert found is not None
    assert (top["difference"], top["low"]) == (Figure(float(100 * found.value), 0), Figure(100 * found.low, 0))
    chance = top["chance"]
    assert isinstance(chance, Term)
    assert chance.values == {"p": Chance(0.0224609375), "m": 2, "adjusted": Chance(0.0224609375)}
    assert list(said)[-1] == "test.stance"


def test_what_the_test_of_the_top_is_made_of_stands_in_the_table() -> None:
    made = changed(pairs(bad_good=7, good_fair=2, good_good=3, bad_bad=1))
    keys = ("top_both", "top_first", "top_second", "top_neither")
    assert [toy.cell(made, key, "value")[1] for key in keys] == [3, 2, 7, 1]
    assert "top_both" not in [row.key for row in toy.table("change", "before after", [BEFORE, AFTER], PEOPLE).rows]


def test_too_few_are_not_tested() -> None:
    said = notes(changed(PEOPLE))
    assert said["test.paired.ranks_few"] == {"changed": Term("test.paired.count", {"n": 3}), "least": 6}
    assert said["test.paired.top"]["chance"] == Term("test.paired.few")
    assert "test.paired.top_nobody" in notes(changed([]))


def test_tests_go_when_a_count_they_are_made_of_is_hidden() -> None:
    made = changed(pairs(bad_good=20, good_bad=3, good_good=30, fair_fair=20))
    shown = protect([made], (), Policy(Audience.PUBLIC, 5)).tables[0]
    assert toy.row_of(shown, "top_first").cells["value"].hidden
    assert NoteKind.TEST not in [note.kind for note in shown.notes]
    open_table = changed(pairs(bad_good=20, good_bad=30, good_good=30, fair_fair=20, bad_bad=20, fair_bad=20))
    kept = protect([open_table], (), Policy(Audience.PUBLIC, 5)).tables[0]
    assert [note.kind for note in kept.notes].count(NoteKind.TEST) == 3
