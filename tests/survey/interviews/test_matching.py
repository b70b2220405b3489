"""Which interview a text is: by its words, by the id that is given, by its name; else a new one."""

from dataclasses import replace

import pytest

from survey.errors import StudyError
from survey.interviews.corpus import Mode
from survey.interviews.incoming import IncomingText
from survey.interviews.matching import Fit, Wishes, legal_name, match_texts
from tests.survey.interviews.merging import TEXT, corpus, incoming, interview

LONG = "R: " + " ".join(f"misschien {number}" for number in range(100))
OTHER = "R: " + " ".join(f"fiets {number}" for number in range(100, 200))


def fit(text: IncomingText, *interviews: str, wishes: Wishes | None = None) -> tuple[str, Fit]:
    known = corpus(interviews=tuple(interview(name) for name in interviews))
    (matched,) = match_texts(known, replace(incoming(), texts=(text,)), wishes or Wishes())
    return matched.interview.id, matched.fit


def test_the_same_words_are_the_same_interview_whatever_it_is_called() -> None:
    assert fit(IncomingText("iets anders", TEXT), "K01") == ("K01", Fit.SAME)


def test_of_two_interviews_with_the_same_words_the_named_one_is_meant() -> None:
    assert fit(IncomingText("K02", TEXT), "K01", "K02") == ("K02", Fit.SAME)
    assert fit(IncomingText("x", TEXT), "K01", "K02", wishes=Wishes(interview="K02")) == ("K02", Fit.SAME)


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        (IncomingText("k01", TEXT + " Ja."), Wishes()),
        (IncomingText("x", TEXT + " Ja.", interview="K01"), Wishes()),
        (IncomingText("x", TEXT + " Ja."), Wishes(interview="K01")),
    ],
)
def test_an_id_or_a_name_tells_an_interview_whose_words_differ(text: IncomingText, wishes: Wishes) -> None:
    assert fit(text, "K01", wishes=wishes) == ("K01", Fit.DIFFERS)


def test_the_file_an_interview_came_in_tells_it() -> None:
    known = corpus(interviews=(interview("K01", source="gesprek juni.docx"),))
    (matched,) = match_texts(known, incoming(text=TEXT + " Ja.", name="gesprek juni"), Wishes())
    assert (matched.interview.id, matched.fit) == ("K01", Fit.DIFFERS)
    assert matched.edits.apply(TEXT + " Ja.") == TEXT


def test_a_text_nobody_knows_becomes_an_interview_with_what_is_said_about_it() -> None:
    wishes = Wishes(respondent="#57", mode=Mode.CHAT, language="nl", wave="2019", interviewers=("I",))
    (matched,) = match_texts(corpus(interviews=()), incoming(name="gesprek 3 (juni)"), wishes)
    made = matched.interview
    assert matched.fit is Fit.NEW
    assert (made.id, made.respondent, made.mode, made.language, made.wave, made.source) == (
        "gesprek_3_juni",
        "#57",
        Mode.CHAT,
        "nl",
        "2019",
        "K01.docx",
    )
    assert made.transcript.interviewers == ("I",)


def test_a_new_name_is_unlike_those_that_are_taken() -> None:
    assert legal_name("k01", ["K01", "k01-2"]) == "k01-3"
    assert legal_name("../../é ë.txt") == "é_ë_txt"
    assert legal_name("***") == "interview"


def test_what_is_said_about_a_known_interview_is_taken_over() -> None:
    known = corpus(interviews=(interview("K01", mode=Mode.VOICE, language="nl"),))
    (matched,) = match_texts(known, incoming(), Wishes(mode=Mode.CHAT))
    assert (matched.interview.mode, matched.interview.language) == (Mode.CHAT, "nl")


@pytest.mark.parametrize(
    ("text", "wishes", "message"),
    [
        (IncomingText("K01", OTHER), Wishes(), "would be the interview 'K01', but has other words"),
        (IncomingText("x", OTHER), Wishes(interview="K01"), "would be the interview 'K01'"),
        (IncomingText("kopie", LONG + " ja"), Wishes(), "nearly the text of 'K01'"),
        (IncomingText("K02", LONG), Wishes(interview="K02"), "this is the text of the interview 'K01'"),
        (IncomingText("x", OTHER), Wishes(interview="../K02"), "cannot name an interview"),
    ],
)
def test_what_cannot_be_told_is_refused_without_a_word_of_the_text(
    text: IncomingText, wishes: Wishes, message: str
) -> None:
    known = corpus(interviews=(interview("K01", LONG),))
    with pytest.raises(StudyError, match=message) as caught:
        match_texts(known, replace(incoming(), texts=(text,)), wishes)
    assert "misschien" not in str(caught.value)
    assert "fiets" not in str(caught.value)


SHORT = "R: " + " ".join(f"nooit {number}" for number in range(15))
COMMON = "I: Hoe ging dat toen in het begin?\n\nR: "


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        (LONG, SHORT, False),
        (LONG, "R: nooit", False),
        (COMMON + SHORT, COMMON + " ".join(f"fiets {number}" for number in range(200, 230)), False),
        (LONG, LONG[:90], True),
        (COMMON + SHORT, COMMON + SHORT.replace("nooit 3", "nooit meer 3"), True),
        ("I: Ja?", "I: Nee?", True),
    ],
    ids=[
        "few words, all other",
        "hardly any words",
        "the question only",
        "cut short",
        "corrected",
        "nothing to tell by",
    ],
)
def test_a_short_text_is_not_an_interview_for_its_name_alone(ours: str, theirs: str, told: bool) -> None:
    known = corpus(interviews=(interview("K01", ours),))
    file = replace(incoming(), texts=(IncomingText("K01", theirs),))
    if told:
        assert [each.fit for each in match_texts(known, file, Wishes())] == [Fit.DIFFERS]
        return
    with pytest.raises(StudyError, match="would be the interview 'K01', but has other words"):
        match_texts(known, file, Wishes())


def test_a_near_copy_is_taken_where_the_researcher_says_so() -> None:
    known = corpus(interviews=(interview("K01", LONG),))
    file = replace(incoming(), texts=(IncomingText("kopie", LONG + " ja"),))
    assert [each.fit for each in match_texts(known, file, Wishes(interview="K01"))] == [Fit.DIFFERS]
    assert [each.fit for each in match_texts(known, file, Wishes(interview="K02"))] == [Fit.NEW]


def test_an_option_about_one_text_is_refused_for_several() -> None:
    file = replace(incoming(), texts=(IncomingText("a", TEXT), IncomingText("b", OTHER)))
    with pytest.raises(StudyError, match="this file holds 2 texts"):
        match_texts(corpus(), file, Wishes(respondent="#5"))


def test_texts_of_one_file_do_not_get_one_name() -> None:
    file = replace(incoming(), texts=(IncomingText("a b", TEXT), IncomingText("a?b", OTHER), IncomingText("c", " \n")))
    matched = match_texts(corpus(interviews=()), file, Wishes())
    assert matched[0].interview.id == "a_b"
    assert len({each.interview.id for each in matched}) == len(matched) == 2
