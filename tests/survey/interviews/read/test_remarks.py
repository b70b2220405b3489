"""Replies to comments: discussion, but for those that answer a suggestion."""

from survey.interviews.incoming import Incoming, IncomingText, Loss, LossKind
from survey.interviews.read.remarks import Remark, coded
from survey.interviews.versions import SUGGESTER

TEXT = IncomingText("K01", "R: Goedkoop was het.")
BARE = Incoming("K01.docx", "word", coded=True)


def test_a_reply_to_a_person_is_discussion() -> None:
    made = coded(
        TEXT, [Remark("1", "prijs", "LV", span=(3, 11)), Remark("2", "gemak", "SM", replies_to="1")], BARE, False
    )
    assert [(each.code, each.coder) for each in made.codings] == [(("prijs",), "LV")]
    assert made.losses == (Loss(LossKind.REPLY, 1),)


def test_a_reply_to_a_suggestion_codes_the_words_it_is_about() -> None:
    asked, reply = Remark("1", "prijs ?", SUGGESTER, span=(3, 11)), Remark("2", "prijs", "SM", replies_to="1")
    made = coded(TEXT, [asked, reply], BARE, False)
    assert [(each.start, each.end, each.code, each.coder) for each in made.codings] == [
        (3, 11, ("prijs ?",), SUGGESTER),
        (3, 11, ("prijs",), "SM"),
    ]
    assert made.losses == ()
