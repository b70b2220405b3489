"""COREQ: what the interviews tell of themselves, and what only the study can say."""

from datetime import date
from typing import Any

from analysis import tables
from analysis.checklist import ITEMS
from analysis.coreq import FACTS, duration
from analysis.table import Table, Term
from survey.codebook import Label
from survey.interviews.corpus import Corpus, Mode
from tests import corpora, toy

SEX = toy.one("sex", "m v")
TREE = corpora.codes(
    "x", "x/y", "z", x={"origin": "theory", "since": "2026-01-02"}, z={"origin": "data", "since": "2026-03-04"}
)
HELD = [
    corpora.interview("a", person=0, mode=Mode.CHAT, minutes=30),
    corpora.interview("b", "R: [00:10:00] een twee\n\nR: [00:50:20] nog", minutes=None, mode=Mode.CHAT, reviewed_by=""),
    corpora.interview("c", minutes=None),
]
SET = corpora.corpus(TREE, HELD, {"a": ["x", "z"], "b": ["z"]})


def made(*sets: Corpus, standard: str = "", **facts: Any) -> Table:
    study = toy.study([SEX], [toy.plan("checklist", options={"standard": standard})], corpora=sets, **facts)
    return tables(study, toy.survey([SEX], [{}], corpora=sets))[0]


def value(table: Table, key: str) -> object:
    return toy.row_of(table, f"coreq_{key}").cells["value"].text


def test_what_the_interviews_tell() -> None:
    table, said = made(SET), "checklist.value.coreq_"
    assert value(table, "sample") == Term(said + "sample", {"count": 3})
    assert value(table, "description") == Term(said + "description", {"tied": 1, "all": 3})
    assert value(table, "recording") == Term(said + "chat", {"number": 2})
    times = {"low": 30, "high": 50, "total": 80, "number": 2, "all": 3}
    assert value(table, "duration") == Term(said + "duration", times)
    assert value(table, "saturation") == Term(said + "saturation", {"last": 1, "all": 3})
    assert value(table, "coders") == Term(said + "coders", {"count": 1, "several": 0, "all": 3})
    assert value(table, "tree") == Term(said + "tree", {"count": 3, "roots": 2, "floors": 2})
    themes = {"theory": 1, "data": 1, "rest": 1, "first": date(2026, 1, 2), "last": date(2026, 3, 4)}
    assert value(table, "themes") == Term(said + "themes_dated", themes)
    assert value(table, "quotations") == Term(said + "quotations", {"ready": 2, "all": 3})
    assert value(table, "notes") == Term("checklist.value.none")
    assert toy.row_of(table, "coreq_sample").cells["standard"].text == Label({"": "COREQ 12"})


def test_only_for_a_study_with_interviews_and_only_when_asked_for() -> None:
    assert made().universe.n == len(ITEMS)
    assert made(SET).universe.n == len(ITEMS) + len(FACTS)
    assert [row.key for row in made(SET, standard="COREQ").rows] == list(FACTS)
    assert made(SET, standard="AAPOR").row("coreq_sample") is None


def test_the_study_may_say_it_better() -> None:
    assert value(made(SET, method={"coreq_notes": toy.label("ja")}), "notes") == toy.label("ja")


def test_several_sets_are_each_named() -> None:
    other = Corpus("experts", title=Label({"nl": "Experts"}))
    first, last = (
        Term(
            "checklist.value.coreq_set",
            {"set": Label(name), "value": Term("checklist.value.coreq_sample", {"count": n})},
        )
        for name, n in (({"": "buyers"}, 3), ({"nl": "Experts"}, 0))
    )
    assert value(made(SET, other), "sample") == Term("row.comma", {"first": first, "last": last})
    assert value(made(Corpus("empty")), "duration") == Term("checklist.value.none")


def test_small_numbers_of_interviews_are_printed_for_the_public() -> None:
    shown = corpora.public(made(SET, standard="COREQ"))
    assert not any(cell.hidden for row in shown.rows for cell in row.cells.values())
    assert "unit.fewer" not in repr(shown)


def test_minutes_as_listed_else_the_last_time() -> None:
    assert [duration(interview) for interview in HELD] == [30, 50, None]
