"""What a refresh tells: each thing once, with the tables that it is about."""

import pytest

from reports.languages import LANGUAGES
from reports.refresh import Finding, Kind, Refreshed
from reports.refresh.account import account
from reports.vocabulary import knows

TITLES = {"a": "Titel A", "b": "Titel B", "c": "Titel C"}


def told(*findings: Finding, numbers: tuple[str, ...] = (), in_full: bool = False, language: str = "en") -> list[str]:
    return account(Refreshed(None, findings, TITLES, numbers), language, in_full=in_full)


def cell(table: str, kind: Kind = Kind.CHANGED, old: str = "45") -> Finding:
    return Finding(kind, table, "media", "%", old, old, "38")


def test_anchors_are_one_line_whatever_their_number() -> None:
    anchored = [Finding(Kind.ANCHORED, f"t{number}") for number in range(68)]
    assert told(*anchored) == ["in 68 tables and figures, anchors that another program had dropped were put back"]
    assert told(*anchored, in_full=True) == told(*anchored)
    lines = told(Finding(Kind.ANCHORED, "a"), cell("a"))
    assert lines[0] == "Titel A (a): 1 text changed"
    assert lines[1].startswith("in 1 table or figure, anchors")


def test_what_is_the_same_for_several_tables_is_said_once() -> None:
    gone = [Finding(Kind.ABSENT, table, why="gone") for table in "abc"]
    assert told(*gone) == ["3 tables and figures (a, b, c):", "  it is no longer in the document, and is not put back"]


def test_what_is_of_one_table_stays_with_it() -> None:
    found = [cell("a"), cell("a", old="44"), cell("b"), Finding(Kind.REFUSED, "c", why="split")]
    assert told(*found, in_full=True) == [
        "Titel A (a): 2 texts changed",
        "  media, %: 44 → 38",
        "Titel C (c): left as it is",
        "  its rows stand in several tables: join them",
        "2 tables and figures (a, b):",
        "  media, %: 45 → 38",
    ]
    assert told(*found)[:2] == ["Titel A (a): 2 texts changed", "Titel B (b): 1 text changed"]
    kept = [cell("a"), cell("a", Kind.KEPT), cell("b", Kind.KEPT)]
    assert told(*kept)[:2] == [
        "Titel A (a): 1 text changed, 1 correction by hand kept",
        "2 tables and figures (a, b):",
    ]


def test_long_texts_are_cut_where_they_begin_to_differ() -> None:
    start = "Percentages are whole per cents of that base, rounded to the nearest whole number; " * 2
    mine, printed = f"{start}so says the office.", f"{start}halves go up, as in every table of this report."
    (line,) = told(Finding(Kind.KEPT, "a", "guide", "", printed, mine, printed))[1:]
    assert line == (
        "  guide: you wrote … nearest whole number; so says the office., "
        "printed was … nearest whole number; halves go up, as in every table of this repo …; yours stays"
    )


def test_long_texts_that_differ_at_once_are_shown_from_their_beginning() -> None:
    mine, printed = "Mine " * 30, "Printed " * 30
    (line,) = told(Finding(Kind.KEPT, "a", "guide", "", printed, mine, printed))[1:]
    assert line.startswith("  guide: you wrote Mine Mine")
    assert "printed was Printed Printed" in line


def test_a_caption_without_its_table_says_how_to_put_the_table_back() -> None:
    (line,) = told(Finding(Kind.LOST, "a", column="a", why="no_table"))[1:]
    assert "--rebuild a" in line


def test_a_number_in_fourteen_margins_is_told_once() -> None:
    assert told(numbers=("one",) * 14 + ("other",)) == ["Numbers in the text", "  one (14×)", "  other"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_words(language: str) -> None:
    said = {kind: "" if knows(f"refresh.line.{kind.value}", language) else "split" for kind in Kind}
    found = [Finding(kind, table, why=why) for kind, why in said.items() for table in "ab"]
    assert not any("{" in line for line in told(*found, language=language, in_full=True))


def test_of_an_unknown_document_what_differs_is_counted_until_all_is_asked_for() -> None:
    found = Refreshed(None, tuple(cell("a", Kind.UNKNOWN, old) for old in ("44", "45")), TITLES, ())
    assert account(found, "en", known=False) == ["Titel A (a): 2 texts differ"]
    for lines in (account(found, "en"), account(found, "en", in_full=True, known=False)):
        assert lines[0] == "Titel A (a): 2 texts differ"
        assert "44 stays, the study says 38" in lines[1]
