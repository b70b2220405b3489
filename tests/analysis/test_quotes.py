"""The quote bank: only reviewed transcripts, spread over the interviews, in their own language, the same every time."""

from collections import Counter
from dataclasses import replace

import pytest

from analysis.quotations import choose, quotable
from analysis.table import NoteKind, Table, Term
from survey.codebook import Label
from survey.errors import StudyError
from survey.interviews.corpus import Corpus
from survey.missing import Reason
from tests import corpora, toy

TREE = corpora.codes("x", "x/y")
LONG = "vijf zes zeven acht negen tien elf twaalf dertien"
TEXT = f"I: [00:00:01] wat vond je er zelf eigenlijk precies van?\n\nR: [00:00:09] een twee drie vier\n{LONG}"
A, B = corpora.interview("a", TEXT, person=0), corpora.interview("b", TEXT, person=1, language="fr")
RAW = corpora.interview("c", TEXT, reviewed_on="", person=2)


def quotes(*codings: object, options: dict[str, str] | None = None, held: tuple[object, ...] = (A, B, RAW)) -> Table:
    made = Corpus("buyers", held, TREE, codings)  # type: ignore[arg-type]
    people: list[toy.Person] = [{"sex": "m"}, {"sex": Reason.REFUSED}]
    return corpora.table("quotes", "", made, {"least": "1", **(options or {})}, people=people)


def said(table: Table) -> list[tuple[str, str, str]]:
    rows = [row for row in table.rows if "quote" in row.cells]
    return [(row.key, label(row.label), label(row.cells["quote"].text)) for row in rows]


def label(text: object) -> str:
    assert isinstance(text, Label)
    return text.text("nl")


def test_one_of_each_interview_first_and_the_shortest() -> None:
    found = [
        corpora.coding(A, "een twee", "x"),
        corpora.coding(A, "drie", "x"),
        corpora.coding(B, "acht negen tien", "x"),
    ]
    assert said(quotes(*found)) == [("x#1", "A", "drie"), ("x#2", "B", "acht negen tien")]
    assert said(quotes(*found, corpora.coding(A, "vier", "x/y")))[2:] == [("x/y#1", "A", "vier")]


def test_the_same_words_are_not_printed_twice() -> None:
    one = corpora.coding(A, "een twee", "x")
    assert len(said(quotes(one, replace(one, coder="Bo"), corpora.coding(A, "twee drie", "x")))) == 1


def test_words_are_counted() -> None:
    found = [corpora.coding(A, "drie", "x"), corpora.coding(A, LONG, "x")]
    assert said(quotes(*found, options={"least": "8"})) == [("x#1", "A", LONG)]
    assert said(quotes(*found, options={"longest": "8"})) == [("x#1", "A", "drie")]


def test_they_are_printed_on_one_line_without_label_and_time_and_in_their_language() -> None:
    whole = corpora.coding(B, f"R: [00:00:09] een twee drie vier\n{LONG}", "x")
    table = quotes(whole)
    assert said(table) == [("x#1", "B", f"een twee drie vier {LONG}")]
    text = toy.row_of(table, "x#1").cells["quote"].text
    assert isinstance(text, Label)
    assert set(text.texts) == {"fr"}


def test_the_interviewer_is_not_quoted() -> None:
    assert said(quotes(corpora.coding(A, "wat vond je er zelf", "x"))) == []


def test_only_reviewed_transcripts_and_the_others_are_told() -> None:
    table = quotes(corpora.coding(RAW, "een twee", "x"), corpora.coding(A, "een twee", "x"))
    assert said(table) == [("x#1", "A", "een twee")]
    notes = [note.text for note in table.notes]
    held = Term("coded.note.in_interviews", {"n": 1})
    assert Term("coded.note.not_reviewed", {"count": 1, "interviews": held}) in notes
    assert Term("coded.note.never_quoted", {"count": 2, "all": 3}) in notes


def test_no_coder_and_no_respondent_is_printed() -> None:
    table = quotes(corpora.coding(A, "een twee", "x", coder="Zoë"))
    assert "Zoë" not in repr(table)
    assert "r0" not in repr(table)


def test_attributes_stand_beside_it_with_who_shares_them() -> None:
    table = quotes(*(corpora.coding(each, "een twee", "x") for each in (A, B)), options={"attributes": "sex"})
    cells = [row.cells["by.sex"] for row in table.rows if row.cells]
    assert [(cell.key, cell.count, cell.reveals) for cell in cells] == [("m", 1, 1), ("reason.refused", 1, 1)]
    doubt = Term("coded.note.singled_out", {"count": 2, "limit": 3})
    assert doubt in [note.text for note in table.notes if note.kind is NoteKind.DOUBT]


def test_somebody_outside_the_survey_has_no_attribute() -> None:
    other = corpora.interview("other", TEXT)
    table = quotes(corpora.coding(other, "een twee", "x"), options={"attributes": "sex"}, held=(other, A))
    assert toy.row_of(table, "x#1").cells["by.sex"].key == "outside"


def test_attributes_are_single_choices() -> None:
    with pytest.raises(StudyError, match="there is no select_one question 'age'"):
        quotes(options={"attributes": "age"})


def test_a_chosen_quote_counts_for_the_next_choice() -> None:
    made = Corpus("buyers", (A, B), TREE, (corpora.coding(A, "drie", "x"), corpora.coding(B, "een twee", "x")))
    used = Counter({"a": 1})
    assert [quote.interview.id for quote in choose(quotable(made, made.coded), 1, used, least=1)] == ["b"]
    assert used == {"a": 1, "b": 1}
