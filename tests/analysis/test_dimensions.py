"""Career rules against their definitions, and their completions against every single one of them."""

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.dimensions import (
    ESCALATION,
    FREQUENCY,
    INTENSITY,
    REPERTOIRE,
    SWITCHING,
    UNUSED,
    Dimension,
    reachable,
    settled,
)

Levels = Sequence[tuple[int, int]]


def course(uses: Sequence[tuple[bool, bool]]) -> str:
    """Return the class by the sets B and A themselves."""
    b = {item for item, (before, _) in enumerate(uses) if before}
    a = {item for item, (_, since) in enumerate(uses) if since}
    if not b:
        return "start" if a else "none"
    if not a:
        return "recovery"
    if b == a:
        return "stable"
    if b < a:
        return "expansion"
    return "contraction" if a < b else "substitution"


def used(levels: Levels) -> tuple[dict[int, int], dict[int, int]]:
    before = {item: b for item, (b, _) in enumerate(levels) if b != UNUSED}
    return before, {item: s for item, (_, s) in enumerate(levels) if s != UNUSED}


def frequency(levels: Levels) -> str:
    b, a = used(levels)
    if not b or not a:
        return "no_pair"
    gap = max(a.values()) - max(b.values())
    return "higher" if gap > 0 else "lower" if gap < 0 else "same"


def switching(levels: Levels) -> str:
    b, a = used(levels)
    if not b or not a:
        return "no_pair"
    tops = [{item for item, level in found.items() if level == max(found.values())} for found in (b, a)]
    return "kept" if tops[0] & tops[1] else "switched"


def escalation(levels: Levels) -> str:
    b, a = used(levels)
    gaps = [a[item] - b[item] for item in b if item in a]
    return by_gaps(gaps, "none_shared", "mixed", "escalation", "de_escalation", "stable")


def intensity(changes: Sequence[int | None]) -> str:
    return by_gaps([c for c in changes if c is not None], "none_shared", "mixed", "more", "less", "same")


def by_gaps(gaps: Sequence[int], none: str, mixed: str, up: str, down: str, same: str) -> str:
    if not gaps:
        return none
    if min(gaps) < 0 < max(gaps):
        return mixed
    return up if max(gaps) > 0 else down if min(gaps) < 0 else same


USES = list(product((True, False), repeat=2))
LEVELS = list(product((UNUSED, 0, 1, 2), repeat=2))
RULES: list[tuple[Dimension[Any, Any], Callable[[Any], str], list[Any]]] = [
    (REPERTOIRE, course, USES),
    (FREQUENCY, frequency, LEVELS),
    (SWITCHING, switching, LEVELS),
    (ESCALATION, escalation, LEVELS),
    (INTENSITY, intensity, [None, -1, 0, 1]),
]
each_rule = pytest.mark.parametrize(
    ("dimension", "rule", "states"), RULES, ids=lambda found: getattr(found, "name", "")
)


@each_rule
def test_known_people_are_classed_by_the_definition(
    dimension: Dimension[Any, Any], rule: Callable[[Any], str], states: list[Any]
) -> None:
    for items in range(4):
        for known in product(states, repeat=items):
            assert settled(dimension, [frozenset([state]) for state in known]) == rule(known), known


@each_rule
def test_every_class_occurs_and_no_other(
    dimension: Dimension[Any, Any], rule: Callable[[Any], str], states: list[Any]
) -> None:
    found = {rule(known) for items in range(4) for known in product(states, repeat=items)}
    assert found == set(dimension.classes)


@each_rule
@given(data=st.data())
def test_open_cells_are_filled_in_every_way(
    dimension: Dimension[Any, Any], rule: Callable[[Any], str], states: list[Any], data: st.DataObject
) -> None:
    some = st.frozensets(st.sampled_from(states), min_size=1, max_size=5)
    possible = data.draw(st.lists(some, max_size=4))
    classes = {rule(known) for known in product(*possible)}
    assert reachable(dimension, possible) == classes
    assert settled(dimension, possible) == (classes.pop() if len(classes) == 1 else None)
