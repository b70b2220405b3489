"""The reporting checklist: what the data fill, what the study says, what nobody said."""

from dataclasses import replace
from datetime import date
from typing import Any

from analysis import tables
from analysis.checklist import ITEMS
from analysis.disclosure import Audience, Policy, protect
from analysis.table import Table, Term
from survey.missing import Reason
from tests import toy

Q = toy.one("q")


def checklist(options: dict[str, str] | None = None, *, tells_finished: bool = True, **facts: Any) -> Table:
    survey = toy.survey([Q], [{"q": "yes"}, {"q": Reason.BREAK_OFF}], started=5, tells_finished=tells_finished)
    return tables(toy.study([Q], [toy.plan("checklist", options=options)], **facts), survey)[0]


def value(made: Table, key: str) -> object:
    return toy.row_of(made, key).cells["value"].text


def test_data_fill_what_they_can() -> None:
    made = checklist()
    assert made.universe.n == len(ITEMS)
    assert value(made, "started") == Term("checklist.value.started", {"n": 5})
    assert value(made, "included") == Term("checklist.value.included", {"n": 2})
    assert value(made, "completion") == Term("checklist.value.completion", {"n": 1})
    assert toy.row_of(made, "completion").cells["value"].count == 1
    assert toy.row_of(made, "completion").cells["value"].reveals == 1
    assert value(made, "dates") == Term(
        "checklist.value.dates", {"first": date(2019, 6, 3), "last": date(2019, 11, 30)}
    )
    assert value(made, "ethics") == Term("checklist.value.none")


def test_what_the_study_states_goes_first() -> None:
    made = checklist(method={"ethics": toy.label("ja"), "sampling": toy.label("panel")})
    assert value(made, "ethics") == toy.label("ja")
    assert value(made, "sampling") == toy.label("panel")


def test_fieldwork_may_be_unknown() -> None:
    assert value(checklist(waves=()), "dates") == Term("checklist.value.none")


def test_nothing_is_said_that_nobody_knows() -> None:
    assert value(checklist(tells_finished=False), "completion") == Term("checklist.value.unknown")
    assert value(checklist(), "mode") == value(checklist(), "languages") == Term("checklist.value.none")


def test_completion_does_not_tell_how_few_broke_off() -> None:
    people = toy.spread("q", yes=30, break_off=2)
    survey = toy.survey([Q], people, started=32, tells_finished=True)
    made = protect(tables(toy.study([Q], [toy.plan("checklist")]), survey), (), Policy(Audience.PUBLIC, 5)).tables[0]
    assert toy.row_of(made, "completion").cells["value"].hidden
    assert not toy.row_of(made, "included").cells["value"].hidden


def test_only_questions_of_these_waves_are_counted() -> None:
    later = replace(toy.one("later"), waves=("2021",), relevant="${q} = 'yes'")
    mail, made_up = replace(toy.one("mail"), identifier=True), replace(toy.one("r"), derived=True)
    study = toy.study([Q, later, mail, made_up], [toy.plan("checklist")])
    survey = toy.survey([Q, later, mail, made_up], [{}])
    found = tables(study, survey)[0]
    assert value(found, "questions") == Term("checklist.value.questions", {"count": 1})
    assert value(found, "routing") == Term("checklist.value.routing", {"count": 0})


def test_one_standard_only() -> None:
    keys = {row.key for row in checklist({"standard": "AAPOR"}).rows}
    assert "margin" in keys
    assert "consent" not in keys
