"""A newer version of a file against its earlier import."""

from dataclasses import replace

from survey.interviews.codings import Coding, Status
from survey.interviews.versions import Kind, compare
from tests.survey.interviews.merging import coding

PRICE = coding("Die was goed")


def kinds(old: list[Coding], new: list[Coding]) -> list[Kind]:
    return [change.kind for change in compare(old, new)]


def test_the_same_coding_is_unchanged_also_with_another_note() -> None:
    (change,) = compare([PRICE], [replace(PRICE, memo="twijfel", time="2019-07-15")])
    assert (change.kind, change.coding.memo) == (Kind.UNCHANGED, "twijfel")


def test_another_code_on_the_same_words_by_the_same_coder_is_renamed() -> None:
    (change,) = compare([PRICE], [replace(PRICE, code="motief/gemak")])
    assert change.kind is Kind.RENAMED
    assert change.before == PRICE


def test_of_two_codes_on_the_same_words_only_the_other_one_is_renamed() -> None:
    both = [PRICE, replace(PRICE, code="motief/gemak")]
    assert sorted(kinds(both, [PRICE, replace(PRICE, code="motief")])) == [Kind.RENAMED, Kind.UNCHANGED]
    assert sorted(kinds(both, [both[1]])) == [Kind.REMOVED, Kind.UNCHANGED]


def test_the_same_code_on_overlapping_words_has_other_boundaries() -> None:
    assert kinds([PRICE], [coding("Die was goed. Echt goed")]) == [Kind.SHIFTED]
    assert kinds([PRICE], [coding("Echt goed")]) == [Kind.REMOVED, Kind.ADDED]


def test_another_coder_is_another_coding() -> None:
    assert kinds([PRICE], [replace(PRICE, coder="SM")]) == [Kind.REMOVED, Kind.ADDED]


def test_a_doubt_that_is_settled_is_accepted_and_one_that_comes_up_is_a_suggestion() -> None:
    doubt = replace(PRICE, status=Status.SUGGESTED)
    assert kinds([doubt], [PRICE]) == [Kind.ACCEPTED]
    assert kinds([PRICE], [doubt]) == [Kind.SUGGESTED]
    assert kinds([doubt], [doubt]) == [Kind.UNCHANGED]


def test_a_coding_that_lost_its_words_is_said() -> None:
    assert kinds([], [replace(PRICE, end=PRICE.start, status=Status.LOST)]) == [Kind.LOST]
