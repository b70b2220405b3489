"""The published figures come out of the built-in study, and the public release hides only what it must."""

from __future__ import annotations

import pytest

from analysis import tables
from analysis.disclosure import Audience, Policy, protect
from analysis.table import NoteKind, Row, Table, Term
from survey.study import Study
from survey.survey import Survey

NOT_THE_MEDIAN = "14"
"""The finding that calls the most frequent spending band an average."""
TWO_OF_FOUR = "21"


@pytest.fixture(scope="module")
def made(study: Study, survey: Survey) -> tuple[Table, ...]:
    return tables(study, survey)


def compared(made: tuple[Table, ...]) -> tuple[Row, ...]:
    return next(table for table in made if table.id == "published").rows


def verdict(row: Row) -> str:
    text = row.cells["verdict"].text
    assert isinstance(text, Term)
    return text.key


def test_every_published_figure_agrees_but_the_average_that_is_none(made: tuple[Table, ...]) -> None:
    judged = {row.key: verdict(row) for row in compared(made) if "literature" not in row.cells}
    differing = {key: word for key, word in judged.items() if word != "verdict.agrees"}
    assert differing == {NOT_THE_MEDIAN: "verdict.differs_why"}


def test_other_studies_stand_beside_ours_without_a_verdict(made: tuple[Table, ...]) -> None:
    beside = {row.key: row.cells.keys() for row in compared(made) if "literature" in row.cells}
    assert beside == {key: {"literature", "computed", "n"} for key in ("L1", "L2")}
    shown = {(table.id, row.key) for table in made for row in table.rows if "literature" in row.cells}
    assert shown - {("published", "L1"), ("published", "L2")} == {
        ("new_drugs", "at_least_1"),
        ("info_bron", "offline_vrienden"),
    }


def test_tests_stand_under_the_tables_that_ask_for_them(study: Study, made: tuple[Table, ...]) -> None:
    asked = {plan.id for plan in study.plans if plan.options.get("test") == "yes"}
    assert {table.id for table in made if NoteKind.TEST in {note.kind for note in table.notes}} == asked
    assert {"orders_spending", "purpose_spending", "reasons_start_orders"} <= asked


def test_every_finding_is_compared(study: Study, made: tuple[Table, ...]) -> None:
    assert [row.key for row in compared(made)] == [finding.number for finding in study.findings]


def test_public_release_hides_two_of_four_and_shows_the_other_findings(
    study: Study, survey: Survey, made: tuple[Table, ...]
) -> None:
    release = protect(made, survey.history, Policy(Audience.PUBLIC, study.threshold))
    hidden = [row.key for row in compared(release.tables) if any(cell.hidden for cell in row.cells.values())]
    assert hidden == [TWO_OF_FOUR]


def test_the_findings_alone_hide_what_they_hide_in_the_report(
    study: Study, survey: Survey, made: tuple[Table, ...]
) -> None:
    policy = Policy(Audience.PUBLIC, 10)
    report = protect(made, survey.history, policy).tables
    alone = protect(tables(study, survey, ["published"]), survey.history, policy, only=["published"]).tables
    assert alone == tuple(table for table in report if table.id == "published")


def test_tables_are_those_of_the_plan_in_its_order(study: Study, made: tuple[Table, ...]) -> None:
    assert [table.id for table in made] == [plan.id for plan in study.plans]
