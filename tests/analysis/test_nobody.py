"""Hardly anybody, or nobody: every table is still made, protected and compared, and none is an error."""

from dataclasses import replace

import pytest

from analysis import tables
from analysis.disclosure import Audience, Policy, protect
from analysis.table import Table, Term
from survey.missing import Reason
from survey.plan import Comparator, Finding
from tests import toy
from tests.analysis.test_table import BUYERS, BY, INTERVIEWED, PLANS, VARIABLES, WHERE

ONE = {"x_12m": "year", "x_new": "no", "before": "low", "after": "mid", "spend": "b1", "age": 30, "why": "price"}
SPOTS = {
    "1": ("counts", "mean_all", "value"),
    "2": ("counts", "mean_some", "value"),
    "3": ("counts", "3", "n"),
    "4": ("bands", "median", "value"),
    "5": ("bands", "mode", "value"),
    "6": ("valid", "before.low", "percent"),
    "7": ("missingness", "sex", "invalid"),
    "8": ("battery", "before", "dont_know"),
    "9": ("multiresponse", "nothing_ticked", "n"),
}
FINDINGS = [
    Finding(number, toy.label(number), *spot, "b1" if spot[1] == "mode" else "1", Comparator.EQUAL)
    for number, spot in SPOTS.items()
]
NOBODY = replace(PLANS[2], id="nobody", where="${age} > 90", by="sex")


def made(people: list[dict[str, object]]) -> tuple[Table, ...]:
    study = toy.study(VARIABLES, [*PLANS, *BY, *WHERE, NOBODY], FINDINGS, **INTERVIEWED)
    return tables(study, toy.survey(VARIABLES, people, started=len(people), corpora=(BUYERS,)))


@pytest.mark.parametrize("threshold", [3, 10])
@pytest.mark.parametrize(
    "people",
    [
        [],
        [{}],
        [ONE],
        [ONE] * 30,
        [{name.name: Reason.BREAK_OFF for name in VARIABLES}] * 12,
        [{**ONE, "sex": "m"}] * 12,
    ],
    ids=["nobody", "nothing answered", "one respondent", "no group", "all break off", "one group"],
)
def test_every_table_is_made_and_protected(people: list[dict[str, object]], threshold: int) -> None:
    found = made(people)
    done = protect(found, (), Policy(Audience.PUBLIC, threshold)).tables
    assert [table.id for table in done] == [table.id for table in found]
    assert {table.universe.n for table in found if table.id == "valid"} == {len(people)}


def test_findings_about_nobody_have_nothing_to_compute() -> None:
    compared = next(table for table in made([]) if table.id == "published")
    assert [row.cells["verdict"].text for row in compared.rows] == [Term("verdict.nothing")] * len(SPOTS)


def test_nobody_matches() -> None:
    table = next(table for table in made([ONE] * 5) if table.id == "nobody")
    assert (table.universe.n, {base.n for base in table.bases}) == (0, {0})
