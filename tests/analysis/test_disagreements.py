"""What coders must settle: found code by code, joined passage by passage."""

from fractions import Fraction

import pytest

from analysis.disagreements import Disagreement, Kind, disagreements
from survey.interviews.codings import Coding
from survey.interviews.corpus import Corpus
from tests.corpora import codes, coding, interview, suggested

TEXT = "I: wat deed ge?\n\nR: lopen en zwemmen in de zee\n\nI: en nog?\n\nR: fietsen en slapen"
ONE, TWO = interview("k1", TEXT), interview("k2", TEXT)
TREE = codes("sport", "sport/water", "rust")
AGREED = (coding(ONE, "slapen", "rust", "An"), coding(ONE, "slapen", "rust", "Bo"))


def found(*codings: Coding, overlap: Fraction = Fraction(1, 2)) -> tuple[Disagreement, ...]:
    return disagreements(Corpus("set", (ONE, TWO), TREE, (*AGREED, *codings)), overlap)


def words(each: Disagreement) -> str:
    return TEXT[each.start : each.end]


def test_agreement_is_nothing_to_settle() -> None:
    assert found() == ()


def test_a_code_that_one_coder_lacks_is_settled() -> None:
    (each,) = found(coding(ONE, "lopen", "sport", "An"))
    assert (each.interview, words(each), each.kind) == ("k1", "lopen", Kind.MISSED)
    assert [len(own) for own in each.coded.values()] == [1, 0]


def test_a_parent_is_another_code_than_what_is_under_it() -> None:
    (each,) = found(coding(ONE, "zwemmen", "sport", "An"), coding(ONE, "zwemmen", "sport/water", "Bo"))
    assert {coder: [c.code for c in own] for coder, own in each.coded.items()} == {
        "An": ["sport"],
        "Bo": ["sport/water"],
    }


@pytest.mark.parametrize(("overlap", "kinds"), [("0.5", []), ("0.9", [Kind.BOUNDARIES]), ("1", [Kind.BOUNDARIES])])
def test_boundaries_are_settled_below_the_overlap(overlap: str, kinds: list[Kind]) -> None:
    codings = coding(ONE, "lopen en zwemmen", "sport", "An"), coding(ONE, "zwemmen", "sport", "Bo")
    half = coding(ONE, "lopen en zwem", "sport", "Bo")
    assert [each.kind for each in found(codings[0], half, overlap=Fraction(overlap))] == kinds
    assert [each.kind for each in found(*codings)] == [Kind.BOUNDARIES]


def test_one_segment_against_two_is_a_matter_of_boundaries() -> None:
    one = coding(ONE, "lopen en zwemmen", "sport", "An")
    (each,) = found(one, coding(ONE, "lopen", "sport", "Bo"), coding(ONE, "zwemmen", "sport", "Bo"))
    assert (words(each), each.kind, len(each.codings)) == ("lopen en zwemmen", Kind.BOUNDARIES, 3)


def test_codes_that_overlap_in_a_turn_are_one_passage() -> None:
    (each,) = found(coding(ONE, "lopen en zwemmen", "sport", "An"), coding(ONE, "zwemmen in", "rust", "Bo"))
    assert (words(each), each.kind) == ("lopen en zwemmen in", Kind.MISSED)


def test_a_next_turn_is_another_passage() -> None:
    over = coding(ONE, "zee\n\nI: en nog?\n\nR: fietsen", "sport", "An")
    both = found(over, coding(ONE, "fietsen", "rust", "Bo"))
    assert [words(each) for each in both] == ["zee\n\nI: en nog?\n\nR: fietsen", "fietsen"]


def test_what_one_coder_coded_alone_and_what_is_suggested_is_nothing_to_settle() -> None:
    assert found(coding(TWO, "lopen", "sport", "An"), suggested(coding(ONE, "lopen", "sport", "An"))) == ()


def test_with_three_coders_one_who_lacks_it_is_enough() -> None:
    third = coding(ONE, "slapen", "rust", "Cas")
    both = [coding(ONE, "lopen", "sport", coder) for coder in ("An", "Bo")]
    (each,) = found(third, *both)
    assert {coder: len(own) for coder, own in each.coded.items()} == {"An": 1, "Bo": 1, "Cas": 0}


def test_passages_stand_in_order() -> None:
    codings = [coding(held, what, "sport", "An") for held in (TWO, ONE) for what in ("zwemmen", "lopen")]
    many = found(*codings, coding(TWO, "slapen", "rust", "Bo"))
    assert [(each.interview, words(each)) for each in many] == [
        ("k1", "lopen"),
        ("k1", "zwemmen"),
        ("k2", "lopen"),
        ("k2", "zwemmen"),
        ("k2", "slapen"),
    ]
