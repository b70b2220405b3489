"""What makes the figures of a table doubtful."""

from analysis.table import NoteKind, Table, Term
from tests import toy

PEOPLE = [*toy.spread("q", yes=8, no=7), *toy.spread("sex", m=3, v=4)]


def doubted(made: Table) -> list[str]:
    return [note.text.key for note in made.notes if note.kind is NoteKind.DOUBT and isinstance(note.text, Term)]


def test_a_base_of_a_handful_is_doubtful() -> None:
    both = [toy.one("q"), toy.one("sex", "m v")]
    assert doubted(toy.table("frequency", "q", both, PEOPLE)) == []
    assert doubted(toy.table("frequency", "sex", both, PEOPLE)) == ["note.small_base"]
    people = [*toy.spread("q", yes=8, no=7)]
    small = toy.table("frequency", "q", [toy.one("q")], people, where="${q} = 'no'")
    assert doubted(small) == ["note.small_base"]


def test_a_study_of_a_handful_knows_it() -> None:
    assert doubted(toy.table("frequency", "q", [toy.one("q")], toy.spread("q", yes=3))) == []
