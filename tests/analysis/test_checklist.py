"""The reporting checklist: what the data fill, what the study says, what nobody said."""

from datetime import date

from analysis import tables
from analysis.checklist import ITEMS
from analysis.table import Table, Term
from survey.missing import Reason
from tests import toy

Q = toy.one("q")


def checklist(options: dict[str, str] | None = None, **facts: object) -> Table:
    survey = toy.survey([Q], [{"q": "yes"}, {"q": Reason.BREAK_OFF}], started=5)
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


def test_one_standard_only() -> None:
    keys = {row.key for row in checklist({"standard": "AAPOR"}).rows}
    assert "margin" in keys
    assert "consent" not in keys
