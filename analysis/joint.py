"""The joint display: for each research question what the survey counted, what the interviews told, and how they meet.

A row of the sheet `joint` is a row here. **Survey**: a number of another table, with the n it stands on; both are
copies, so what is hidden there is hidden here. What is no percentage is called as its column is (points, mean).
**Interviews**: in how many, of all interviews of the set (n in the head), one of the row's codes (or one under it) was
found: `k` of the base. **Quote**: the one that the sheet names (`interview:start`, or
an interview), else one chosen by the rule of `quotations.py` over the whole display; `none` prints none. **Verdict**:
declared by the researchers, with their reason; nothing here computes it. Convergent: the interviews confirm the
figure; complementary: they expand on it; divergent: they are discordant with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from analysis.coded import INTERVIEWS, everyone, label_of, number, rules, universe
from analysis.kinds import Body, Request, corpus_of
from analysis.plans import COMPARING, OVER_WAVES
from analysis.published import Spot, find
from analysis.quotations import Quote, choose, quotable
from analysis.table import Cell, Column, Row, Table, Term, Text, Unit
from survey.codebook import Label
from survey.errors import Problem, StudyError, did_you_mean, problem
from survey.interviews.codings import Coding
from survey.interviews.corpus import Corpus
from survey.plan import Comparator, Finding, Junction, TablePlan

if TYPE_CHECKING:
    from survey.study import Study

KIND = "joint"
NO_QUOTE = "none"
NAMED = re.compile(r"(?P<interview>[\w-]+)(?::(?P<start>\d+))?")
PERCENTAGES = (Unit.PERCENT, Unit.COUNT_PERCENT, Unit.ESTIMATE)
COLUMNS = (
    Column("measure", Term("coded.column.measure"), Unit.TEXT),
    Column("survey", Term("coded.column.survey"), Unit.NUMBER),
    Column("n", Term("column.n"), Unit.COUNT),
    Column("codes", Term("coded.column.code"), Unit.TEXT),
    Column(INTERVIEWS, Term("coded.column.interviews"), Unit.COUNT),
    Column("quote", Term("coded.column.quote"), Unit.TEXT),
    Column("verdict", Term("coded.column.verdict"), Unit.TEXT),
)


def joint(request: Request) -> Body:
    """Return a row for each research question: the survey's number, k interviews, a quote and the verdict."""
    corpus, used = request.corpus, Counter[str]()
    found = [(row, _quotes(row, corpus, used)) for row in rows_of(request.plan, request.study)]
    closed = any(not interview.quotable for interview in corpus)
    return Body(
        bases=(everyone(corpus),),
        columns=tuple(_with_n(column, len(corpus)) for column in COLUMNS),
        rows=tuple(_row(request, corpus, row, quotes) for row, quotes in found),
        notes=(*rules(corpus, "joint", *(["only_reviewed"] if closed else [])),),
        universe=universe(corpus),
        stub=Term("coded.column.question"),
    )


def rows_of(plan: TablePlan, study: Study) -> list[Junction]:
    """Return the rows of a joint display: all, or those about the tables that the plan names."""
    return [row for row in study.joint if not plan.of or row.table in plan.of]


def check_joint(study: Study) -> Iterator[Problem]:
    """Yield the rows of the sheet `joint` that point at no table of numbers, or at no code or coding."""
    plans = {plan.id: plan for plan in study.plans if plan.kind not in (*COMPARING, *OVER_WAVES)}
    for row in study.joint:
        if row.table and row.table not in plans:
            yield Problem(
                f"row '{row.id}' points at '{row.table}', which is no table of numbers here",
                row.place,
                did_you_mean(row.table, plans),
            )
    for plan in (plan for plan in study.plans if plan.kind == KIND):
        try:
            corpus = corpus_of(plan, study.corpora)
            for row in rows_of(plan, study):
                codes = [corpus.codes.find(path, row.place).path for path in row.codes]
                _named(row, corpus, codes)
        except StudyError as error:
            yield from error.problems


def _row(request: Request, corpus: Corpus, row: Junction, quotes: list[Quote]) -> Row:
    held = {interview for path in row.codes for interview in corpus.interviews_with(path)}
    cells = _statistic(row, request.done.get(row.table))
    if row.codes:
        cells["codes"] = Cell(text=_codes(corpus, row))
        cells[INTERVIEWS] = number(len(held))
    if quotes:
        told = {"quote": quotes[0].text, "who": Label({"": quotes[0].interview.name})}
        cells["quote"] = Cell(text=Term("coded.row.quote", told))
    if row.verdict is not None:
        cells["verdict"] = Cell(text=_verdict(row), key=row.verdict.value)
    return Row(row.id, row.label, INTERVIEWS, cells)


def _with_n(column: Column, n: int) -> Column:
    """Return the column of interviews with their number in its head, as heads of groups have it; others as they are."""
    if column.key != INTERVIEWS:
        return column
    return replace(column, label=Term("coded.column.group", {"group": column.label, "count": n}))


def _verdict(row: Junction) -> Term:
    verdict = Term(f"coded.verdict.{row.verdict}")
    return Term("coded.verdict.why", {"verdict": verdict, "why": row.why}) if row.why else verdict


def _codes(corpus: Corpus, row: Junction) -> Text:
    first, *others = (label_of(corpus.codes[path]) for path in row.codes)
    text: Text = first
    for other in others:
        text = Term("row.comma", {"first": text, "last": other})
    return text


def _statistic(row: Junction, table: Table | None) -> dict[str, Cell]:
    """Return the survey's number as a copy of its cell, with what it is a number of."""
    if table is None:
        return {}
    pointer = Finding(row.id, row.label, row.table, row.row, row.column, "", Comparator.EQUAL, place=row.place)
    spot = find(pointer, table, "row")
    if spot is None:
        return {"measure": Cell(text=Term("verdict.nothing"))}
    source = (table.id, row.row, row.column)
    return {
        "measure": Cell(text=_measure(spot)),
        "survey": _copy(spot, source),
        "n": Cell(Fraction(spot.n), spot.n, base="", copy_of=source),
    }


def _measure(spot: Spot) -> Text:
    """Return what the number is about; one that is no percentage, with what it is a number of."""
    if spot.unit in PERCENTAGES:
        return spot.row.label
    return Term("coded.row.measure", {"measure": spot.row.label, "unit": spot.column.label})


def _copy(spot: Spot, source: tuple[str, str, str]) -> Cell:
    return replace(spot.cell, unit=spot.unit, base="", low=None, high=None, solves=False, reveals=None, copy_of=source)


def _quotes(row: Junction, corpus: Corpus, used: Counter[str]) -> list[Quote]:
    """Return the row's quote, or nothing where none may be printed."""
    if row.quote == NO_QUOTE:
        return []
    codes = [path for code in row.codes for path in corpus.codes.below(code)]
    named = _named(row, corpus, codes)
    candidates = quotable(corpus, named if row.quote else [coding for coding in corpus.coded if coding.code in codes])
    if ":" not in row.quote:
        return choose(candidates, 1, used)
    used.update(quote.interview.id for quote in candidates[:1])
    return candidates[:1]


def _named(row: Junction, corpus: Corpus, codes: list[str]) -> list[Coding]:
    """Return the codings that the sheet names for the quote; raise when there are none."""
    if row.quote in ("", NO_QUOTE):
        return []
    match = NAMED.fullmatch(row.quote)
    under = {path for code in codes for path in corpus.codes.below(code)}
    held = [c for c in corpus.coded if match and c.interview == match["interview"] and c.code in under]
    found = [c for c in held if match and match["start"] in (None, str(c.start))]
    if not found:
        what = f"row '{row.id}': no coding of its codes is at '{row.quote}'"
        advice = f"Write interview:start as in codings.csv, an interview, {NO_QUOTE}, or leave it empty."
        raise problem(what, row.place, advice)
    return found
