"""New codes per interview: the order decides, and each code is new once."""

from analysis.table import Term
from tests import corpora, toy

TREE = corpora.codes("x", "x/y", "z")
FOUND = {"a": ["x", "z"], "b": ["x/y", "z", "z"], "c": []}
DAYS = {"a": "2026-03-03", "b": "2026-03-01", "c": "2026-03-02"}


def counts(dated: bool, of: str = "") -> list[tuple[object, ...]]:
    held = [corpora.interview(name, date=DAYS[name] if dated else "") for name in "abc"]
    table = corpora.table("saturation", of, corpora.corpus(TREE, held, FOUND))
    key = "by_date" if dated else "by_list"
    assert Term(f"coded.note.{key}") in [note.text for note in table.notes]
    assert all(isinstance(row.label, Term) for row in table.rows)
    return [
        (row.label.values["name"].text("nl"), *(row.cells[head].value for head in ("codes", "new", "cumulative")))  # type: ignore[union-attr]
        for row in table.rows
    ]


def test_by_date_where_all_have_one_else_as_listed() -> None:
    assert counts(dated=True) == [("B", 2, 2, 2), ("C", 0, 0, 2), ("A", 2, 1, 3)]
    assert counts(dated=False) == [("A", 2, 2, 2), ("B", 2, 1, 3), ("C", 0, 0, 3)]


def test_only_the_codes_it_is_of() -> None:
    assert counts(dated=False, of="x") == [("A", 1, 1, 1), ("B", 1, 1, 2), ("C", 0, 0, 2)]


def test_rows_are_numbered_and_shown_to_the_public() -> None:
    table = corpora.table("saturation", "", corpora.corpus(TREE, [corpora.interview("a")], FOUND))
    assert [row.key for row in table.rows] == ["1"]
    assert corpora.public(table) == table
    assert toy.row_of(table, "1").cells["new"].count is None
