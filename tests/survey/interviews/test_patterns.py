"""Patterns look through sentences elsewhere, and one that never ends is ended."""

import time

import pytest

from survey.interviews.patterns import SlowPatternError, found_in, matching


def test_each_pattern_has_its_own_sentences() -> None:
    assert matching([r"\bxtc\b", "prij[sz]"], [["Xtc, ja.", "Nee."], ["De prijs.", "prijzen"]]) == [[0], [0, 1]]
    assert matching([], []) == []


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("d'abord", "D\u2019abord les avis."),
        ("d\u2019abord", "d'abord"),
        ("pas cher", "pas\u00a0cher"),
        ("cafe\u0301", "un café"),
        ("ÉTÉ", "l'été"),
    ],
)
def test_what_looks_alike_is_alike(pattern: str, sentence: str) -> None:
    assert found_in(pattern, [sentence]) == [0]


def test_an_empty_match_is_none() -> None:
    assert found_in("x*", ["nothing", "an x"]) == [1]


def test_a_pattern_that_never_ends_is_ended_and_named() -> None:
    begun = time.monotonic()
    with pytest.raises(SlowPatternError) as slow:
        matching(["a", "(a+)+b", "c"], [["a"], ["a" * 60], ["c"]], seconds=0.5)
    assert slow.value.place == 1
    assert time.monotonic() - begun < 30
