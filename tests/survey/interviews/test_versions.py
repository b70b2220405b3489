"""A newer version of a file against its earlier import."""

from dataclasses import replace

from survey.interviews.codings import Coding, Status
from survey.interviews.versions import SUGGESTER, Kind, compare, sent_out
from tests.survey.interviews.merging import coding

PRICE = coding("Die was goed")


def kinds(old: list[Coding], new: list[Coding]) -> list[Kind]:
    return [change.kind for change in compare(old, new)]


def test_the_same_coding_is_unchanged_also_with_another_note() -> None:
    (change,) = compare([PRICE], [replace(PRICE, memo="twijfel", time="2019-07-15")])
    assert (change.kind, change.coding.memo) == (Kind.UNCHANGED, "twijfel")


def test_what_a_file_only_writes_in_another_way_stays_as_it_was() -> None:
    known = replace(PRICE, time="2019-07-15", memo="twijfel\nnog eens")
    (change,) = compare([known], [replace(PRICE, time="2019-07-15T00:00:00Z", memo="twijfel nog eens")])
    assert (change.kind, change.coding) == (Kind.UNCHANGED, known)


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


def test_what_goes_out_in_a_file_is_that_files_whoever_made_it() -> None:
    suggested = replace(PRICE, coder=SUGGESTER, source="dictionary", status=Status.SUGGESTED)
    refused = replace(suggested, status=Status.REJECTED)
    elsewhere = replace(PRICE, interview="K02", source="K02-SM.docx")
    sent = sent_out([replace(PRICE, source="SM.docx"), suggested, refused, elsewhere], {"K01": "K01.docx"})
    assert [each.source for each in sent] == ["K01.docx", "K01.docx", "dictionary", "K02-SM.docx"]


def test_lost_words_cannot_go_out_so_a_file_of_their_name_does_not_take_them_away() -> None:
    lost = replace(PRICE, status=Status.LOST)
    sent = sent_out([replace(lost, source="K01.docx"), replace(lost, source="SM.docx")], {"K01": "K01.docx"})
    assert [each.source for each in sent] == ["", "SM.docx"]
