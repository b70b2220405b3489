"""Segments of coders, matched and measured, against Krippendorff's printed examples and by hand."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.inference.agreement import Undefined, percent
from analysis.inference.segments import (
    Boundaries,
    Matched,
    Span,
    Unitized,
    alpha_unitizing,
    boundaries,
    characters,
    iou,
    matched,
    pairs,
)
from tests.reference.agreement import (
    CHARACTERS,
    UNITIZING,
    UNITIZING_BEGIN,
    UNITIZING_FOUND,
    UNITIZING_LENGTH,
    UNITIZING_SHORT,
    UNITIZING_SHORT_FOUND,
)


def unitized(coders: tuple[tuple[Span, ...], ...], begin: int, length: int) -> Unitized:
    """Return coders' segments that are written as begin and length, on a text that begins somewhere."""
    return Unitized(tuple(tuple((b - begin, b - begin + n) for b, n in spans) for spans in coders), length)


PUBLISHED = {code: unitized(coders, UNITIZING_BEGIN, UNITIZING_LENGTH) for code, coders in UNITIZING.items()}


@pytest.mark.parametrize("code", UNITIZING_FOUND)
def test_alpha_for_unitizing_as_published(code: str) -> None:
    found = alpha_unitizing([PUBLISHED[code]] if code else list(PUBLISHED.values()))
    assert float(found.value or 0) == pytest.approx(UNITIZING_FOUND[code], abs=5e-5)
    assert found.n == {"c": 5, "k": 4, "": 9}[code]


def test_alpha_for_unitizing_of_a_short_text() -> None:
    found = alpha_unitizing([unitized(UNITIZING_SHORT, 0, 10)])
    numbers = [float(number or 0) for number in (found.observed, found.expected, found.value)]
    assert numbers == pytest.approx(UNITIZING_SHORT_FOUND, abs=5e-5)


def test_alpha_for_unitizing_where_there_is_nothing_to_compare() -> None:
    assert alpha_unitizing([Unitized(((), ()), 100)]).why is Undefined.NO_VARIATION
    assert alpha_unitizing([Unitized((((0, 5),),), 100)]).why is Undefined.NO_PAIRS
    assert alpha_unitizing([]).why is Undefined.NO_PAIRS
    assert alpha_unitizing([Unitized(((), ()), 0)]).why is Undefined.NO_PAIRS
    assert alpha_unitizing([Unitized((((3, 3),), ()), 100)]).n == 0


def test_percent_of_characters() -> None:
    both, one, neither, wanted = CHARACTERS
    found = characters([[(100, 100 + both + one)], [(100, 100 + both)]], both + one + neither)
    assert found == {(True, True): both, (True, False): one, (False, False): neither}
    assert float(percent(found).value or 0) == wanted


@pytest.mark.parametrize(
    ("second", "degree"),
    [((0, 10), 1), ((0, 5), Fraction(1, 2)), ((5, 15), Fraction(1, 3)), ((10, 20), 0), ((4, 4), 0)],
)
def test_overlap_is_what_both_have_of_what_either_has(second: Span, degree: Fraction) -> None:
    assert iou((0, 10), second) == iou(second, (0, 10)) == degree


def test_equal_empty_segments_are_the_same() -> None:
    assert iou((4, 4), (4, 4)) == 1


def test_segments_are_matched_at_the_threshold_asked_for() -> None:
    first, second = [(0, 100), (200, 300), (500, 600)], [(0, 95), (240, 310), (700, 800)]
    assert matched(first, second) == Matched(3, 3, 2)
    assert matched(first, second, Fraction(9, 10)) == Matched(3, 3, 1)
    assert matched(first, second, Fraction(1)).pairs == 0
    assert matched(first, second).f1 == Fraction(2, 3)
    assert matched([], []).f1 is None
    with pytest.raises(ValueError, match="overlap"):
        matched(first, second, Fraction(0))


def test_there_are_as_many_pairs_as_there_can_be() -> None:
    """The first could take either; only if it takes its lesser one do both have a partner."""
    assert pairs([(0, 10), (5, 10)], [(0, 5), (0, 10)]) == {0: 0, 1: 1}
    assert pairs([(0, 10), (0, 5)], [(0, 10)]) == {0: 0}


def test_one_long_segment_is_one_pair_at_most() -> None:
    assert matched([(0, 10)], [(0, 5), (5, 10)]) == Matched(1, 2, 1)


def test_counts_add_up_over_texts_and_codes() -> None:
    assert Matched(1, 2, 1) + Matched(2, 0, 0) == Matched(3, 2, 1)
    assert Boundaries(1, 2, 3) + Boundaries(0, 1, 1) == Boundaries(1, 3, 4)


def test_boundaries_are_exact_overlapped_or_missed() -> None:
    own, other = [(0, 10), (20, 30), (40, 50)], [(0, 10), (25, 45), (60, 70)]
    assert boundaries(own, other) == Boundaries(1, 2, 0)
    assert boundaries(other, own) == Boundaries(1, 1, 1)
    assert boundaries([], own) == Boundaries()


LENGTH = 60
SPANS = st.lists(st.integers(0, LENGTH), max_size=8, unique=True).map(
    lambda edges: [(low, high) for low, high in zip(sorted(edges)[::2], sorted(edges)[1::2], strict=False)]
)


@settings(max_examples=60, deadline=None)
@given(SPANS, SPANS)
def test_nothing_depends_on_who_comes_first(first: list[Span], second: list[Span]) -> None:
    assert matched(first, second).pairs == matched(second, first).pairs
    assert boundaries(first, second).exact == boundaries(second, first).exact
    one = alpha_unitizing([Unitized((tuple(first), tuple(second)), LENGTH)])
    other = alpha_unitizing([Unitized((tuple(second), tuple(first)), LENGTH)])
    assert (one.value, one.why) == (other.value, other.why)


@settings(max_examples=60, deadline=None)
@given(SPANS, SPANS)
def test_pairs_are_one_to_one_and_grow_as_the_threshold_falls(first: list[Span], second: list[Span]) -> None:
    found = [pairs(first, second, Fraction(tenths, 10)) for tenths in (10, 5, 1)]
    assert all(len(set(each.values())) == len(each) for each in found)
    assert len(found[0]) <= len(found[1]) <= len(found[2])
    assert len(found[0]) == boundaries(first, second).exact


@settings(max_examples=60, deadline=None)
@given(SPANS, SPANS)
def test_every_character_and_every_segment_is_counted_once(first: list[Span], second: list[Span]) -> None:
    found = characters([first, second], LENGTH)
    assert sum(found.values()) == LENGTH
    assert sum(n for pattern, n in found.items() if pattern[0]) == sum(end - start for start, end in first)
    assert boundaries(first, second).n == len(first)


@settings(max_examples=40, deadline=None)
@given(SPANS)
def test_the_same_segments_agree_in_full(spans: list[Span]) -> None:
    assert matched(spans, spans, Fraction(1)).f1 == (1 if spans else None)
    assert percent(characters([spans, spans], LENGTH)).value == 1
    found = alpha_unitizing([Unitized((tuple(spans), tuple(spans)), LENGTH)])
    assert found.value == 1 if found.why is None else not spans or spans == [(0, LENGTH)]
