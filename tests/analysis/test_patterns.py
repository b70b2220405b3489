"""Patterns of missing answers: together they are everyone, and small ones are told to nobody."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure import Audience, Policy, protect
from analysis.table import Table
from survey.errors import StudyError
from survey.missing import Reason
from tests import toy

A, B, SET = toy.one("a"), toy.number("b"), toy.several("s", "x y")
VARIABLES = [A, B, SET]
ENTRY = st.one_of(st.just(None), st.sampled_from(list(Reason)))


def states(made: Table, column: str) -> list[str]:
    return [row.cells[column].key for row in made.rows if column in row.cells and row.cells[column].key]


def test_the_most_frequent_patterns_and_the_rest() -> None:
    people: list[toy.Person] = [
        *[{"a": "yes", "b": age, "s": "x"} for age in (20, 30, 40)],
        *[{"a": "yes", "b": Reason.DONT_KNOW, "s": Reason.BREAK_OFF}, {"a": "no", "s": Reason.BREAK_OFF}],
        {"a": "yes", "b": 20, "s": Reason.NOT_SHOWN},
        {},
    ]
    made = toy.table("patterns", "a b s", VARIABLES, people, {"most": "2"})
    assert [column.key for column in made.columns] == ["p1", "p2", "rest"]
    assert states(made, "p1") == ["answered"] * 3
    assert states(made, "p2") == ["answered", "open", "broken_off"]
    assert {key: cell.count for key, cell in toy.row_of(made, "n").cells.items()} == {"p1": 3, "p2": 2, "rest": 2}
    assert made.columns[2].label.values == {"count": 2}  # type: ignore[union-attr]


def test_equal_patterns_stand_in_a_fixed_order() -> None:
    people: list[toy.Person] = [{"b": 1}, {"a": "yes"}, {"a": Reason.REFUSED, "b": Reason.NOT_APPLICABLE}]
    for order in (people, people[::-1]):
        made = toy.table("patterns", "a b", VARIABLES, order)
        assert [states(made, f"p{at}")[:2] for at in (1, 2, 3)] == [
            ["answered", "open"],
            ["open", "answered"],
            ["open", "not_asked"],
        ]


@pytest.mark.parametrize("most", ["0", "few"])
def test_at_least_one_pattern(most: str) -> None:
    with pytest.raises(StudyError, match="1 or more"):
        toy.table("patterns", "a", VARIABLES, [], {"most": most})


def people(entries: list[tuple[object, object]]) -> list[toy.Person]:
    return [{"a": a or "yes", "b": 1 if b is None else b} for a, b in entries]


@settings(deadline=None)
@given(st.lists(st.tuples(ENTRY, ENTRY), max_size=50), st.integers(1, 4), st.sampled_from([3, 5, 10]))
def test_they_are_everyone_and_small_ones_are_hidden(entries: list[tuple[object, object]], most: int, k: int) -> None:
    made = toy.table("patterns", "a b", VARIABLES, people(entries), {"most": str(most)})
    counts = {key: cell.count or 0 for key, cell in toy.row_of(made, "n").cells.items()}
    assert sum(counts.values()) == len(entries)
    shown = protect([made], (), Policy(Audience.PUBLIC, k)).tables[0]
    hidden = [key for key, cell in toy.row_of(shown, "n").cells.items() if cell.hidden]
    assert {key for key, n in counts.items() if 0 < n < k} <= set(hidden)
    assert len(hidden) != 1 or len(counts) == 1
    for key, n in counts.items():
        if 0 < n < k:
            assert states(shown, key) == []
