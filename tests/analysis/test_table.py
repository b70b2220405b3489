"""Every table kind, on generated surveys: bases add up to the universe, shares add up to 100."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import TABLES, tables
from analysis.codes_together import WITHIN
from analysis.disclosure import Audience, Policy, Release, protect
from analysis.table import Base, Cell, Column, Level, RespondentUnit, Row, Table, Unit, Universe
from survey.codebook import Role
from survey.missing import Reason
from survey.plan import Comparator, Convergence, Finding, Junction
from survey.survey import Action, Step
from tests import corpora, toy

GATE = toy.one("x_12m", "never ever year", role=Role.RECENCY, item="x", top="year", implies={"never": "no"})
NEW = toy.one("x_new", "yes no", role=Role.NEW, item="x", top="yes")
BEFORE, AFTER = toy.one("before", "low mid high", top="high"), toy.one("after", "low mid high", top="high")
SPEND, AGE, SEX = toy.banded("spend", (0, 50, 100)), toy.number("age"), toy.one("sex", "m v")
Y_GATE = toy.one("y_12m", "never ever year", role=Role.RECENCY, item="y", top="year", implies={"never": "no"})
CAREER = [
    Y_GATE,
    *(toy.one(f"{item}_before", "yes no", role=Role.BEFORE, item=item) for item in "xy"),
    *(replace(toy.number(f"{item}_onset"), role=Role.ONSET, item=item) for item in "xy"),
    *(toy.one(f"{item}_often_before", "low high", role=Role.FREQUENCY_BEFORE, item=item) for item in "xy"),
    *(toy.one(f"{item}_often", "low high", role=Role.FREQUENCY, item=item) for item in "xy"),
    toy.one("x_amount", "less same more", role=Role.AMOUNT, item="x"),
]
WHY, STAY = (toy.several(name, "price none supply", exclusive="none") for name in ("why", "stay"))
VENDOR = toy.ranked("vendor", "a b c d")
VARIABLES = [GATE, NEW, BEFORE, AFTER, SPEND, AGE, SEX, WHY, STAY, VENDOR, *CAREER]
HELD = [corpora.interview(f"i{place}", person=place) for place in range(6)] + [corpora.interview("other")]
FOUND = {f"i{place}": ["price/low", "mood", "mood/good"][: 1 + place % 3] for place in range(6)}
BUYERS = corpora.corpus(corpora.codes("price", "price/low", "mood", "mood/good", "never"), HELD, FOUND)
JOINT = [
    Junction("q1", toy.label("q1"), "valid", "before.low", "percent", ("price",), Convergence.CONVERGENT),
    Junction("q2", toy.label("q2"), codes=("mood", "never"), why=toy.label("why")),
]

PLANS = [
    toy.plan("flow", id="flow"),
    toy.plan("missingness", id="missingness"),
    *(
        toy.plan("frequency", "before sex", {"base": base, "total": "yes"}, id=base)
        for base in ("valid", "reached", "asked", "all")
    ),
    toy.plan("frequency", "before", id="frequency"),
    toy.plan("multiresponse", "why", id="multiresponse"),
    toy.plan("number", "age", id="number"),
    toy.plan("bands", "spend", id="bands"),
    toy.plan("battery", "before after", id="battery"),
    toy.plan("ranking", "vendor", id="ranking"),
    toy.plan("grid", options={"role": "new"}, id="grid"),
    toy.plan("counts", "before after x_new", {"at_least": "1 2"}, id="counts"),
    *(toy.plan("crosstab", "why sex", {"percent": word}, id=f"crosstab_{word}") for word in ("row", "column", "total")),
    toy.plan("change", "before after", id="change"),
    toy.plan("change", "before after", {"test": "yes"}, id="change_test"),
    toy.plan("motives", "why stay", id="motives"),
    toy.plan("motives", "why stay", {"test": "yes"}, id="motives_test"),
    toy.plan("together", "why", id="together"),
    toy.plan("overlap", "why", {"role": "new", "counted": "yes"}, id="overlap"),
    toy.plan("onset", options={"age": "age", "ages": "16 21", "interval": "yes"}, id="onset"),
    toy.plan("order", options={"least": "1"}, id="order"),
    toy.plan("repertoire", id="repertoire"),
    toy.plan("combinations", options={"least": "1"}, id="combinations"),
    toy.plan("careers", id="careers"),
    toy.plan("frequency", "before sex", {"bounds": "yes"}, id="bounds"),
    toy.plan("multiresponse", "why", {"bounds": "yes"}, id="bounds_set"),
    toy.plan("breakoff", id="breakoff"),
    toy.plan("patterns", "before sex age why vendor", {"most": "3"}, id="patterns"),
    toy.plan("profile", "sex age", {"open": "spend"}, id="profile"),
    toy.plan("mcar", "age x_onset y_onset", id="mcar"),
    toy.plan("reliability", "age x_onset y_onset", {"interval": "yes"}, id="reliability"),
    toy.plan("codes", id="codes"),
    *(toy.plan("codes_together", options={"within": word, "least": "1"}, id=f"codes_{word}") for word in WITHIN),
    toy.plan("codes_by", options={"groups": "sex"}, id="codes_by"),
    toy.plan("saturation", id="saturation"),
    toy.plan("quotes", options={"attributes": "sex before"}, id="quotes"),
    toy.plan("interviewed", "sex before age", id="interviewed"),
    toy.plan("joint", id="joint"),
    *(toy.plan(kind, id=kind) for kind in ("agreement", "matching", "boundaries")),
    toy.plan("published", id="published"),
    toy.plan("checklist", id="checklist"),
]
BY = [
    replace(plan, id=f"{plan.id}_by", by="sex")
    for plan in PLANS
    if TABLES[plan.kind].people and plan.kind != "combinations"
]
WHERE = [replace(plan, id=f"{plan.id}_where", where="${age} >= 20") for plan in PLANS if TABLES[plan.kind].people]

ABSENT = st.sampled_from(list(Reason))


def answer(*names: str) -> st.SearchStrategy[object]:
    return st.one_of(st.sampled_from(names), ABSENT)


def joined(*names: str, least: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(names), min_size=least, max_size=3).map(" ".join)


PERSON = st.fixed_dictionaries(
    {
        "x_12m": answer("never", "ever", "year"),
        "x_new": answer("yes", "no"),
        "before": answer("low", "mid", "high"),
        "after": answer("low", "mid", "high"),
        "spend": answer("b0", "b1", "b2"),
        "age": st.one_of(st.integers(15, 60), ABSENT),
        "sex": answer("m", "v"),
        "y_12m": answer("never", "ever", "year"),
        **{f"{item}_before": answer("yes", "no") for item in "xy"},
        **{f"{item}_onset": st.one_of(st.integers(14, 20), ABSENT) for item in "xy"},
        **{f"{item}_{word}": answer("low", "high") for item in "xy" for word in ("often_before", "often")},
        "x_amount": answer("less", "same", "more"),
        "why": st.one_of(joined("price", "none", "supply", least=0), ABSENT),
        "stay": st.one_of(joined("price", "none", "supply", least=0), ABSENT),
        "vendor": st.one_of(joined("a", "b", "c", "d", least=1), ABSENT),
    }
)

INTERVIEWED: dict[str, Any] = {"corpora": (BUYERS,), "joint": JOINT}


def made(people: list[dict[str, object]]) -> tuple[Table, ...]:
    steps = (Step(Action.EXCLUDED, "consent", 3),)
    survey = toy.survey(VARIABLES, people, history=steps, started=len(people) + 3, corpora=(BUYERS,))
    return tables(toy.study(VARIABLES, [*PLANS, *BY, *WHERE], synthetic=True, **INTERVIEWED), survey)


def test_every_kind_is_tried() -> None:
    """Those that look at several waves are tried with more than one: tests/analysis/test_panel.py, test_trend.py."""
    assert {plan.kind for plan in PLANS} == {name for name, kind in TABLES.items() if not kind.of_waves}


@settings(max_examples=20)
@given(st.lists(PERSON, max_size=25), st.sampled_from([3, 10]))
def test_every_kind_keeps_its_promises_and_released_it_holds_no_small_number(
    people: list[dict[str, object]], threshold: int
) -> None:
    """Both at once: counting a hundred tables is most of the work."""
    whole = made(people)
    for table in whole:
        assert_bases_add_up(table)
        assert_shares_are_exact(table)
        if table.kind == "frequency":
            assert_blocks_add_up(table)
    assert_nothing_is_small(protect(whole, (), Policy(Audience.PUBLIC, threshold)), threshold)


def assert_bases_add_up(table: Table) -> None:
    """n + absences = the universe's n, to the person."""
    for base in table.bases:
        counted = (base.n or 0) + sum(base.missing.values()) + (base.outside or 0)
        assert counted == table.universe.n, (table.id, base.key)
        assert min([base.n or 0, base.outside or 0, *base.missing.values()]) >= 0


def assert_blocks_add_up(table: Table) -> None:
    """The percentages of a single choice add up to 100, of everyone and of each group."""
    bounds = {"lowest", "highest"}
    percents = [c.key for c in table.columns if c.unit is Unit.PERCENT and c.key.rpartition(".")[2] not in bounds]
    heads = [f"{row.key}." for row in table.rows if row.level is Level.HEAD] or [""]
    for head in heads:
        rows = [row for row in table.rows if row.key.startswith(head) and row.level is Level.ROW]
        for key in percents:
            shares = [row.cells[key].value or Fraction(0) for row in rows if key in row.cells]
            assert not shares or sum(shares) == 100, (table.id, head, key)


def assert_shares_are_exact(table: Table) -> None:
    """Each percentage is 100 k / n of the base it names; each count is itself."""
    units = {column.key: column.unit for column in table.columns}
    for row in table.rows:
        for key, cell in row.cells.items():
            base, unit = table.base_of(row, cell), cell.unit or units[key]
            if unit in {Unit.PERCENT, Unit.COUNT_PERCENT} and cell.copy_of is None:
                assert base is not None
                assert cell.value == Fraction(100 * (cell.count or 0), base.n or 0), (table.id, row.key, key)
            if unit is Unit.COUNT and cell.copy_of is None:
                assert cell.value == cell.count, (table.id, row.key, key)


def assert_nothing_is_small(done: Release, threshold: int) -> None:
    for table in done.tables:
        cells = [(row.key, key, cell.count) for row in table.rows for key, cell in row.cells.items()]
        if table.universe.unit is RespondentUnit.INTERVIEWS:
            continue  # "k of n" interviews is printed: tests/analysis/test_interviewees.py
        assert not [cell for cell in cells if 0 < (cell[2] or 0) < threshold], table.id
        assert not [base for base in table.bases if 0 < (base.n or 0) < threshold]
        assert_no_small_complement(table, threshold)
        assert_no_absence_follows(table, threshold)


def assert_no_small_complement(table: Table, threshold: int) -> None:
    """No shown count leaves a few of its shown base, unless it is a mean's n, which is not printed."""
    for row in table.rows:
        for key, cell in row.cells.items():
            base = table.base_of(row, cell)
            if base is not None and base.n is not None and cell.count is not None:
                assert not 0 < base.n - cell.count < threshold, (table.id, row.key, key)


def assert_no_absence_follows(table: Table, threshold: int) -> None:
    """What is hidden of a base with a known n is more than one part, of more than a few people."""
    for base in table.bases:
        parts = len(base.hidden) + (base.outside is None)
        if parts and base.n is not None and table.universe.n is not None:
            rest = table.universe.n - base.n - sum(base.missing.values()) - (base.outside or 0)
            assert parts > 1, (table.id, base.key)
            assert rest >= threshold, (table.id, base.key)


FINDINGS = [
    Finding("1", toy.label("1"), "valid", "before.low", "percent", "50", Comparator.EQUAL, why=toy.label("why")),
    Finding("2", toy.label("2"), "counts", "mean_all", "value", "1", Comparator.MORE, why=toy.label("why")),
    Finding("3", toy.label("3"), "bands", "b1", "at_least", "1", Comparator.RANK),
    Finding("4", toy.label("4"), "missingness", "sex", "answered", "1", Comparator.EQUAL),
    Finding("5", toy.label("5"), "codes", "mood/good", "interviews", "2", Comparator.EQUAL),
    Finding("6", toy.label("6"), "codes_by", "mood", "m", "1", Comparator.MORE),
]


@settings(max_examples=20)
@given(st.lists(PERSON, min_size=1, max_size=40), st.sampled_from([3, 10]))
def test_the_tables_asked_for_hide_what_they_hide_in_the_report(people: list[dict[str, object]], k: int) -> None:
    survey = toy.survey(VARIABLES, people, started=len(people), history=(), corpora=(BUYERS,))
    study = toy.study(VARIABLES, PLANS, FINDINGS, **INTERVIEWED)
    policy = Policy(Audience.PUBLIC, k)
    together = {table.id: table for table in protect(tables(study, survey), (), policy).tables}
    for name in ("published", "joint", "quotes", "valid", "counts"):
        alone = protect(tables(study, survey, [name]), (), policy, only=[name]).tables
        assert alone == (together[name],)


COLUMN, ROW = Column("n", toy.label("n"), Unit.COUNT), Row("a", toy.label("a"), "b", {"n": Cell(Fraction(1), 1)})
GOOD: dict[str, Any] = {
    "id": "t",
    "kind": "frequency",
    "title": toy.label("t"),
    "universe": Universe(RespondentUnit.RESPONDENTS, 5),
    "bases": (Base("b", toy.label("b"), 3, {Reason.NO_ANSWER: 1}, 1),),
    "columns": (COLUMN,),
    "rows": (ROW,),
}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"bases": (Base("b", toy.label("b"), 3),)}, "base 'b' counts 3, not 5"),
        ({"rows": (ROW, ROW)}, "uses a key twice"),
        ({"columns": ()}, "cells outside the columns"),
        ({"rows": (replace(ROW, base="c"),)}, "no such base"),
    ],
)
def test_a_table_that_does_not_add_up_cannot_be_made(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Table(**{**GOOD, **change})


def test_a_good_table_finds_its_rows_and_bases() -> None:
    table = Table(**GOOD)
    assert table.row("a") is ROW
    assert table.row("z") is None
    assert table.base_of(ROW, ROW.cells["n"]) is table.bases[0]
    assert table.base_of(ROW, Cell(base="z")) is None
