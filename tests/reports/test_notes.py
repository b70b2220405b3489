"""Notes: bases first, the mark explained where it is used, warnings last."""

from dataclasses import replace

import samples

from analysis.disclosure import Audience, Policy
from analysis.table import Note, NoteKind, Term
from reports.notes import hides, remarks

PUBLIC = Policy(Audience.PUBLIC, 3)
INTERNAL = Policy(Audience.INTERNAL, 3)


def test_notes_stand_in_order() -> None:
    kinds = [note.kind for note in remarks(samples.information_source(), PUBLIC, "nl")]
    assert kinds == ["base", "remark", "hidden", "synthetic"]


def test_the_mark_is_explained_once_and_only_where_it_is_used() -> None:
    assert hides(samples.information_source())
    assert not hides(samples.spending())
    assert [note for note in remarks(samples.spending(), PUBLIC, "nl") if note.kind == "hidden"] == []
    (legend,) = [note for note in remarks(samples.crosstab(), PUBLIC, "nl") if note.kind == "hidden"]
    assert legend.text.startswith("x = verborgen")
    assert "3" in legend.text


def test_disclosure_control_may_say_itself_what_is_hidden() -> None:
    table = samples.information_source()
    own = Note(NoteKind.HIDDEN, Term("note.hidden", {"threshold": 3}))
    (legend,) = [n for n in remarks(replace(table, notes=(own,)), PUBLIC, "nl") if n.kind == "hidden"]
    assert legend.text.startswith("x = verborgen: ")


def test_an_internal_table_says_so() -> None:
    assert remarks(samples.spending(), INTERNAL, "en")[-1].text.startswith("Internal – confidential")
    assert all(note.kind != "internal" for note in remarks(samples.spending(), PUBLIC, "en"))
