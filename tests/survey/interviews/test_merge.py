"""A file in a set of interviews: first import, newer versions, other texts, suggestions read back."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.interviews.codes import Codes
from survey.interviews.codings import Coding, Status
from survey.interviews.corpus import Corpus
from survey.interviews.incoming import IncomingCode, IncomingCoding, IncomingText, Loss, LossKind
from survey.interviews.matching import Fit, Wishes
from survey.interviews.merge import Merged, Shared, merge
from survey.interviews.placing import Fate
from survey.interviews.transcript import Transcript
from survey.interviews.versions import SUGGESTER, Kind, sent_out
from tests.survey.interviews.merging import SOURCE, TEXT, coding, corpus, found, incoming, interview

PRICE, EASE = "motief/prijs", "motief/gemak"
ASKED = coding("Die was goed.", PRICE, SUGGESTER, status=Status.SUGGESTED)


def kinds(merged: Merged) -> list[Kind]:
    return sorted(change.kind for change in merged.changes)


def codings(merged: Merged) -> list[tuple[str, str, str, Status]]:
    return [(each.quote, each.code, each.coder, each.status) for each in merged.corpus.codings]


def test_a_coded_text_that_nobody_knows_becomes_an_interview_with_codings() -> None:
    merged = merge(corpus(interviews=()), incoming(found("Die was goed.", time="2019-07-15", memo="let op")))
    assert [(each.interview.id, each.fit) for each in merged.texts] == [("K01", Fit.NEW)]
    (made,) = merged.corpus.codings
    assert made == coding("Die was goed.", time="2019-07-15", memo="let op")
    assert kinds(merged) == [Kind.ADDED]


def test_importing_a_file_again_changes_nothing() -> None:
    file = incoming(found("Die was goed."), found("het gemak", EASE, "SM"))
    once = merge(corpus(), file).corpus
    again = merge(once, file)
    assert set(again.corpus.codings) == set(once.codings)
    assert kinds(again) == [Kind.UNCHANGED, Kind.UNCHANGED]
    assert (again.elsewhere, again.kept, again.duplicates) == ((), (), 0)


def test_a_newer_version_replaces_the_earlier_import_and_nothing_else() -> None:
    other = coding("En nu", EASE, "SM", source="SM.docx")
    by_hand = coding("niet meer", EASE, "SM", source="")
    old = [coding("Die was goed."), coding("het gemak", EASE), coding("Echt goed"), coding("Nu", EASE)]
    newer = incoming(found("Die was goed."), found("het gemak", PRICE), found("Echt goed, en"), found("vond"))
    merged = merge(corpus(*old, other, by_hand), newer)
    assert kinds(merged) == sorted([Kind.UNCHANGED, Kind.RENAMED, Kind.SHIFTED, Kind.REMOVED, Kind.ADDED])
    quotes = {each.quote for each in merged.corpus.codings}
    assert quotes == {"Die was goed.", "het gemak", "Echt goed, en", "vond", "En nu", "niet meer"}


def test_a_plain_transcript_takes_no_coding_away() -> None:
    merged = merge(corpus(coding("Die was goed.")), replace(incoming(), coded=False))
    assert codings(merged) == [("Die was goed.", PRICE, "LV", Status.CODED)]
    assert merged.kept == (("K01", 1),)


def test_codings_of_an_interview_that_the_file_no_longer_holds_stay_and_are_told() -> None:
    known = corpus(coding("Die was goed.", interview="K02"), interviews=(interview(), interview("K02", TEXT + " Ja.")))
    merged = merge(known, incoming(found("Echt goed")))
    assert merged.kept == (("K02", 1),)
    assert len(merged.corpus.codings) == 2


def test_codings_stay_where_the_file_cannot_say_what_they_are_on() -> None:
    unread = incoming(losses=(Loss(LossKind.DIALECT, 5, "Coding: K01"),))
    merged = merge(corpus(coding("Die was goed.")), unread)
    assert merged.kept == (("K01", 1),)
    assert merged.changes == ()


def test_a_coding_known_from_another_file_stays_that_files() -> None:
    theirs = (coding("Die was goed.", source="LV.docx"), coding("Echt goed", source="LV.docx"))
    other = coding("het gemak", source="SM.docx")
    merged = merge(corpus(*theirs, other), incoming(found("Die was goed.")))
    assert set(merged.corpus.codings) == {*theirs, other}
    assert merged.elsewhere == (Shared("LV.docx", here=1, absent=1),)


def sent(*known: Coding) -> Corpus:
    """Return a set of which K01 went out in K01.docx."""
    return corpus(*sent_out(known, {"K01": SOURCE}))


def test_a_file_in_which_everything_went_out_takes_away_and_renames() -> None:
    known = sent(coding("Die was goed.", source="LV.docx"), coding("het gemak", EASE, "SM", source="SM.docx"))
    same = merge(known, incoming(found("Die was goed."), found("het gemak", EASE, "SM")))
    assert kinds(same) == [Kind.UNCHANGED, Kind.UNCHANGED]
    back = merge(known, incoming(found("het gemak", PRICE, "SM")))
    assert kinds(back) == [Kind.REMOVED, Kind.RENAMED]
    assert codings(back) == [("het gemak", PRICE, "SM", Status.CODED)]


def test_an_older_file_does_not_double_and_what_it_brings_back_is_told() -> None:
    older = replace(incoming(found("Die was goed."), found("Echt goed"), found("Nu", EASE, "SM")), source="LV.docx")
    known = sent(*merge(corpus(), older).corpus.codings)
    again = merge(known, older)
    assert set(again.corpus.codings) == set(known.codings)
    assert (again.changes, again.elsewhere) == ((), (Shared(SOURCE, here=3, absent=0, added=0),))
    back = merge(known, incoming(found("Die was goed."), found("Nu", EASE, "SM"))).corpus
    returned = merge(back, older)
    assert kinds(returned) == [Kind.ADDED]
    assert returned.elsewhere == (Shared(SOURCE, here=2, absent=0, added=1),)
    newcomer = replace(incoming(found("Die was goed."), found("Echt goed", coder="AB")), source="AB.docx")
    assert merge(back, newcomer).elsewhere == (Shared(SOURCE, here=1, absent=1, added=0),), "nobody's older file"


def test_words_that_are_lost_stay_when_a_file_in_which_they_could_not_stand_comes_back() -> None:
    lost = coding("Die was goed.", quote="Die was goedkoop.", status=Status.LOST)
    assert merge(sent(lost), incoming(found("Echt goed"))).corpus.codings[0] == replace(lost, source="")


def test_duplicates_in_a_file_are_taken_once() -> None:
    merged = merge(corpus(), incoming(found("Echt goed,"), found(" Echt goed,"), found("Echt goed,", coder="SM")))
    assert [each.coder for each in merged.corpus.codings] == ["LV", "SM"]
    assert merged.duplicates == 1


def test_the_transcript_stays_and_the_codings_move() -> None:
    theirs = "Vooraf.\n\n" + TEXT.replace("Echt goed", "Heel erg goed")
    file = incoming(found("het gemak", EASE, text=theirs), found("Heel erg goed,", text=theirs), text=theirs)
    merged = merge(corpus(), file)
    assert merged.corpus["K01"].transcript.text == TEXT
    assert [each.fit for each in merged.texts] == [Fit.DIFFERS]
    assert [each.quote for each in merged.corpus.codings] == ["het gemak", "Echt goed,"]
    assert (merged.moved, [trace.fate for trace in merged.traces]) == (1, [Fate.CUT])


def test_a_text_without_words_is_counted_and_left_out() -> None:
    file = replace(incoming(), texts=(IncomingText("leeg", " \n"), IncomingText("K01", TEXT)))
    merged = merge(corpus(), file)
    assert (merged.blank, len(merged.texts), len(merged.corpus)) == (1, 1, 1)


def test_unknown_codes_are_listed_and_their_codings_not_taken() -> None:
    merged = merge(corpus(), incoming(found("Die was goed.", "prjis"), found("Echt goed", "sfeer")))
    assert [(code.written, code.nearest) for code in merged.unknown] == [("prjis", (PRICE,)), ("sfeer", ())]
    assert merged.corpus.codings == ()


def test_with_add_codes_a_set_without_codes_gets_those_of_the_file() -> None:
    file = incoming(found("Die was goed.", "Motief/Prijs"), codes=(IncomingCode(("Motief", "Rust"), "kalm"),))
    bare = merge(corpus(codes=Codes()), file)
    assert (len(bare.corpus.codes), bare.corpus.codings) == (0, ())
    merged = merge(corpus(codes=Codes()), file, Wishes(add_codes=True, label_language="nl"))
    assert [code.path for code in merged.corpus.codes] == ["motief", "motief/rust", "motief/prijs"]
    assert [each.code for each in merged.corpus.codings] == [PRICE]


def test_the_coder_that_is_said_goes_where_the_file_names_nobody() -> None:
    file = incoming(found("Die was goed.", coder=""), found("Echt goed", coder="SM"))
    merged = merge(corpus(), file, Wishes(coder="LV"))
    assert [each.coder for each in merged.corpus.codings] == ["LV", "SM"]
    again = merge(merged.corpus, file)
    assert kinds(again) == [Kind.UNCHANGED, Kind.UNCHANGED]


def test_the_coder_that_was_said_stays_with_a_doubt_and_comes_to_what_was_nobodys() -> None:
    file = incoming(found("Die was goed.", PRICE + " ?", ""), found("Echt goed", coder=""))
    named = merge(corpus(), file, Wishes(coder="LV"))
    again = merge(named.corpus, file)
    assert [each.coder for each in again.corpus.codings] == ["LV", "LV"]
    assert kinds(again) == [Kind.UNCHANGED, Kind.UNCHANGED]
    nobodys = merge(corpus(), file)
    later = merge(nobodys.corpus, file, Wishes(coder="LV"))
    assert set(later.corpus.codings) == set(named.corpus.codings)
    assert kinds(later) == [Kind.UNCHANGED, Kind.UNCHANGED]


def test_a_comment_that_is_still_there_leaves_a_suggestion() -> None:
    merged = merge(corpus(ASKED), incoming(found("Die was goed.", PRICE + " ?", SUGGESTER)))
    assert merged.corpus.codings == (ASKED,)
    assert kinds(merged) == [Kind.SUGGESTED]


def test_a_comment_that_is_gone_rejects_a_suggestion_for_good() -> None:
    merged = merge(corpus(ASKED), incoming())
    assert [each.status for each in merged.corpus.codings] == [Status.REJECTED]
    assert kinds(merged) == [Kind.REJECTED]
    again = merge(merged.corpus, incoming())
    assert [each.status for each in again.corpus.codings] == [Status.REJECTED]
    assert again.changes == ()


def test_a_copy_under_another_name_refuses_what_is_gone_from_it_and_keeps_the_rest() -> None:
    more = coding("het gemak", EASE, SUGGESTER, status=Status.SUGGESTED)
    later = coding("Nu niet", EASE, SUGGESTER, status=Status.SUGGESTED)
    sent_with = (found("Die was goed.", coder=SUGGESTER), found("het gemak", EASE, SUGGESTER))
    asked = tuple(replace(each, code=("/".join(each.code),)) for each in sent_with)
    left = incoming(found("het gemak", EASE + " ?", SUGGESTER), asked=asked, source="K01-LV.docx")
    left = replace(left, texts=(IncomingText("K01", TEXT, written_as=interview().transcript.sha256),))
    merged = merge(corpus(ASKED, more, later), left)
    assert set(merged.corpus.codings) == {replace(ASKED, status=Status.REJECTED), more, later}, "not asked: not refused"
    assert kinds(merged) == [Kind.REJECTED, Kind.SUGGESTED]
    again = merge(merged.corpus, left)
    assert set(again.corpus.codings) == set(merged.corpus.codings)
    bare = replace(left, codings=())
    older, ours = "Ja.\n\n" + TEXT, interview().transcript.sha256
    touched = replace(bare, texts=(IncomingText("K01", older, written_as=ours),))
    assert kinds(merge(corpus(ASKED, more), touched)) == [Kind.REJECTED] * 2, "words were changed in the copy"
    shifted = tuple(replace(each, start=each.start + 5, end=each.end + 5) for each in asked)
    texts = (IncomingText("K01", older, written_as=Transcript(older).sha256),)
    corrected = replace(bare, texts=texts, asked=shifted)
    assert kinds(merge(corpus(ASKED, more), corrected)) == [Kind.REJECTED] * 2, "the transcript was corrected since"


def test_suggestions_of_another_file_are_not_rejected() -> None:
    elsewhere = replace(ASKED, source="K01-anders.docx")
    assert merge(corpus(elsewhere), incoming()).corpus.codings == (elsewhere,)


@pytest.mark.parametrize(
    ("comments", "coder"),
    [
        ([found("Die was goed.", PRICE, "SM")], "SM"),
        ([found("Die was goed.", PRICE + " ?", SUGGESTER), found("Die was goed.", PRICE, "SM")], "SM"),
        ([found("Die was goed.", PRICE, SUGGESTER)], "AB"),
    ],
    ids=["own comment", "own comment or reply beside it", "mark taken away"],
)
def test_a_person_who_names_the_code_accepts_a_suggestion(comments: list[IncomingCoding], coder: str) -> None:
    merged = merge(corpus(ASKED), incoming(*comments), Wishes(coder="AB"))
    assert codings(merged) == [("Die was goed.", PRICE, coder, Status.CODED)]
    assert kinds(merged) == [Kind.ACCEPTED]
    again = merge(merged.corpus, incoming(*comments))
    assert codings(again) == codings(merged)
    assert kinds(again) == [Kind.UNCHANGED]


def test_another_code_on_the_words_does_not_accept_a_suggestion() -> None:
    merged = merge(corpus(ASKED), incoming(found("Die was goed.", EASE, "SM")))
    assert sorted((each.code, each.status) for each in merged.corpus.codings) == [
        (EASE, Status.CODED),
        (PRICE, Status.REJECTED),
    ]


def test_an_open_suggestion_is_met_in_whichever_file_it_is_answered() -> None:
    open_ = replace(ASKED, source="dictionary")
    merged = merge(corpus(open_), incoming(found("Die was goed.", PRICE, "SM")))
    assert codings(merged) == [("Die was goed.", PRICE, "SM", Status.CODED)]


def test_in_a_project_the_coder_alone_marks_a_suggestion() -> None:
    book = tuple(IncomingCode(tuple(path.split("/"))) for path in ("motief", PRICE))
    merged = merge(corpus(ASKED), incoming(found("Die was goed.", PRICE, SUGGESTER), codes=book))
    assert merged.corpus.codings == (ASKED,)


def test_a_persons_own_doubt_is_a_suggestion_until_it_is_settled() -> None:
    doubt = merge(corpus(), incoming(found("Echt goed", PRICE + "?")))
    assert codings(doubt) == [("Echt goed", PRICE, "LV", Status.SUGGESTED)]
    settled = merge(doubt.corpus, incoming(found("Echt goed")))
    assert kinds(settled) == [Kind.ACCEPTED]


def test_a_code_that_is_called_with_a_question_mark_is_no_suggestion() -> None:
    wishes = Wishes(add_codes=True)
    book = (IncomingCode(("Waarom?",)),)
    first = merge(corpus(), incoming(found("Echt goed", "Waarom?"), codes=book), wishes)
    again = merge(first.corpus, incoming(found("Echt goed", "Waarom?")))
    assert [each.status for each in (*first.corpus.codings, *again.corpus.codings)] == [Status.CODED] * 2


WORDS = st.sampled_from(["Die was goed.", "Echt goed", "het gemak", "Nu niet", "goed. Echt"])
PEOPLE = st.sampled_from(["LV", "SM", "", SUGGESTER])
NAMES = st.sampled_from([PRICE, EASE, PRICE + " ?", EASE + " ?", "sfeer"])
COMMENTS = st.lists(st.builds(found, WORDS, NAMES, PEOPLE), max_size=6)


@given(COMMENTS, COMMENTS)
@settings(max_examples=100)
def test_whatever_version_follows_the_set_holds_what_its_last_version_says(
    first: list[IncomingCoding], second: list[IncomingCoding]
) -> None:
    by = Wishes(coder="AB")
    before = merge(corpus(), incoming(*first), by).corpus
    after = merge(before, incoming(*second), by).corpus
    assert standing(after) == standing(merge(corpus(), incoming(*second), by).corpus)
    again = merge(after, incoming(*second), by)
    assert set(again.corpus.codings) == set(after.codings)
    assert {change.kind for change in again.changes} <= {Kind.UNCHANGED, Kind.SUGGESTED}


def standing(made: Corpus) -> set[Coding]:
    """Return every coding but the suggestions of a pattern that somebody refused."""
    refused = {each for each in made.codings if each.status is Status.REJECTED}
    assert all(each.coder == SUGGESTER and each.source == SOURCE for each in refused)
    return set(made.codings) - refused
