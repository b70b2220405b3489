"""Only what both waves asked as one question is compared; what is with care, apart or not asked is said."""

from dataclasses import replace

import pytest

from analysis import tables
from analysis.table import NoteKind, Table, Term
from survey.codebook import Label, Scale
from survey.errors import StudyError
from tests import returning, rounds, toy

Q = toy.one("q", "yes no", Scale.NOMINAL)
PEOPLE = returning.moves("q", yes_no=3, no_no=2)


def keys(made: Table, kind: NoteKind) -> list[str]:
    return [note.text.key for note in made.notes if note.kind is kind and isinstance(note.text, Term)]


def test_the_title_and_the_universe_tell_the_waves() -> None:
    made = returning.table([Q], PEOPLE, toy.plan("panel", "q"))
    assert isinstance(made.title, Term)
    assert made.title.key == "panel.title_of"
    assert (made.title.values["earlier"], made.title.values["later"]) == (
        Label({"": "2019"}),
        Label({"": "2021"}),
    )
    assert made.universe.n == 5


def test_a_question_with_care_has_a_mark_and_a_reason() -> None:
    other = replace(Q, label=toy.label("asked in other words"))
    rows = [rounds.row("2021", "q", "with_care")]
    made = returning.table([Q], PEOPLE, toy.plan("panel", "q"), rows=rows, asked=[other])
    assert keys(made, NoteKind.DOUBT)[0] == "trend.note.care"
    assert toy.cell(made, "yes", "kept")[1] == 0


@pytest.mark.parametrize(("rows", "key"), [(["not_comparable"], "panel.apart"), ([], "panel.undecided")])
def test_what_is_not_comparable_is_not_compared(rows: list[str], key: str) -> None:
    other = replace(Q, label=toy.label("quite another question"))
    crosswalk = [rounds.row("2021", "q", status, rule="impossible") for status in rows]
    made = returning.table([Q], PEOPLE, toy.plan("panel", "q"), rows=crosswalk, asked=[other])
    assert (made.rows, made.bases) == ((), ())
    assert keys(made, NoteKind.DOUBT) == [key]


def test_what_one_wave_did_not_ask_is_named() -> None:
    new = toy.one("new")
    made = returning.table([Q], PEOPLE, toy.plan("panel", "q new"), asked=[Q, new])
    assert [base.key for base in made.bases] == ["q"]
    assert "panel.not_asked" in keys(made, NoteKind.RULE)


def test_a_filter_must_hold_both_times() -> None:
    made = returning.table([Q], PEOPLE, toy.plan("panel", "q", where="${q} = 'no'"))
    assert (made.universe.n, made.universe.where) == (2, "${q} = 'no'")


@pytest.mark.parametrize("kind", ["panel", "dropout", "linked"])
def test_people_in_two_waves_have_no_groups(kind: str) -> None:
    with pytest.raises(StudyError, match="takes no 'by'"):
        returning.table([Q], PEOPLE, toy.plan(kind, "" if kind == "linked" else "q", by="q"))


def test_without_a_code_nobody_can_be_found() -> None:
    made = rounds.study({"2019": [Q], "2021": [Q]}, [toy.plan("linked")])
    people = rounds.survey(made, {"2019": PEOPLE[0], "2021": PEOPLE[1]})
    with pytest.raises(StudyError, match=r"\[link\]"):
        tables(made, people)
