"""Survey in, tables out. Each table kind is one function in a file of its own and one line in `TABLES`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from analysis import plans
from analysis.bands import bands
from analysis.bands import unfit as not_in_bands
from analysis.batteries import battery
from analysis.batteries import unlike as not_one_scale
from analysis.change import change
from analysis.change import unordered as not_ordered
from analysis.checklist import check_method, checklist
from analysis.counts import countless, counts
from analysis.crosstabs import crosstab, set_across
from analysis.flow import flow
from analysis.frequencies import frequency
from analysis.grids import grid
from analysis.groups import side_by_side
from analysis.kinds import Body, Kind, Request
from analysis.missingness import missingness
from analysis.multiresponse import multiresponse
from analysis.numbers import SHOW, number
from analysis.plans import about_role, choices, items, label, whole, words
from analysis.published import published
from analysis.rankings import ranking
from analysis.shares import TOKENS
from analysis.table import Note, NoteKind, RespondentUnit, Table, Term, Text, Universe
from analysis.tally import select, waves
from survey.codebook import Role, VariableType
from survey.errors import StudyError, did_you_mean, problem
from survey.missing import Denominator
from survey.plan import TablePlan
from survey.survey import Survey

if TYPE_CHECKING:
    from survey.study import Study

ONE, SET, RANK = (VariableType.SELECT_ONE,), (VariableType.SELECT_MULTIPLE,), (VariableType.RANK,)
NUMBER = (VariableType.INTEGER, VariableType.DECIMAL)
NO_CODES = "A mean or median of category codes means nothing: use kind 'bands' or 'frequency'."

YES_NO, ROLE, TOP = words("yes", "no"), words(*Role), {"top": label}
SHARE = {"base": words(*Denominator), "interval": YES_NO}
AMOUNT = {"mean": YES_NO, "unit": words("number", "years", "euro"), "digits": whole}
ITEM = {"role": ROLE, "items": items, **TOP}
NUMBER_OF = {"role": ROLE, "counted": choices, "at_least": plans.numbers, "most": whole}
PERCENT_OF = {"percent": words("row", "column", "total")}
STANDARD = {"standard": words("CHERRIES", "AAPOR")}

TABLES: dict[str, Kind] = {
    "flow": Kind(flow, least=0, people=False),
    "missingness": Kind(missingness, tuple(VariableType), least=0),
    "frequency": Kind(frequency, ONE, show=TOKENS, options={**SHARE, "total": YES_NO}),
    "multiresponse": Kind(multiresponse, SET, show=TOKENS, options=SHARE),
    "number": Kind(number, NUMBER, show=SHOW, options=AMOUNT, why=NO_CODES),
    "bands": Kind(bands, ONE, most=1, show=TOKENS, options={"currency": YES_NO}, refuse=not_in_bands),
    "battery": Kind(battery, ONE, least=2, show=TOKENS, options=TOP, refuse=not_one_scale),
    "ranking": Kind(ranking, RANK, most=1, show=TOKENS),
    "grid": Kind(grid, least=0, show=TOKENS, options=ITEM, refuse=about_role),
    "counts": Kind(counts, (*ONE, *SET), least=0, show=TOKENS, options=NUMBER_OF, refuse=countless),
    "crosstab": Kind(crosstab, (*ONE, *SET), least=2, most=2, show=TOKENS, options=PERCENT_OF, refuse=set_across),
    "change": Kind(change, ONE, least=2, most=2, options=TOP, refuse=not_ordered),
    "published": Kind(published, least=0, of_tables=True, people=False),
    "checklist": Kind(checklist, least=0, options=STANDARD, people=False),
}
"""Every kind of table: its function, what it can be of, and its own columns in the sheet `tables`."""


def tables(study: Study, survey: Survey, only: Sequence[str] = ()) -> tuple[Table, ...]:
    """Return the study's tables in the order of the plan: all, or those called `only` and what they repeat.

    Tables that were not asked for come along because protection must see them: a copy is hidden with its source.
    `protect(…, only=only)` leaves them out afterwards.
    """
    check_plans(study)
    needed = _needed(study, _wanted(study, only))
    done: dict[str, Table] = {}
    for plan in sorted(needed, key=lambda plan: TABLES[plan.kind].of_tables):
        done[plan.id] = _table(plan, study, survey, done)
    return tuple(done[plan.id] for plan in needed)


def check_plans(study: Study) -> None:
    """Raise `StudyError` with everything wrong in the wanted tables and findings; no data are needed."""
    problems = [found for plan in study.plans for found in plans.check_plan(plan, TABLES, study)]
    problems += [*plans.check_findings(study), *check_method(study)]
    if problems:
        raise StudyError(*problems)


def _wanted(study: Study, only: Sequence[str]) -> list[TablePlan]:
    known = [plan.id for plan in study.plans]
    unknown = next((name for name in only if name not in known), None)
    if unknown is not None:
        raise problem(f"there is no table '{unknown}'", "the sheet tables", did_you_mean(unknown, known))
    return [plan for plan in study.plans if not only or plan.id in only]


def _needed(study: Study, wanted: Sequence[TablePlan]) -> Sequence[TablePlan]:
    """Return the wanted tables, and those whose cells a wanted table of findings compares."""
    if not any(TABLES[plan.kind].of_tables for plan in wanted):
        return wanted
    ids = {plan.id for plan in wanted} | {finding.table for finding in study.findings}
    return [plan for plan in study.plans if plan.id in ids]


def _table(plan: TablePlan, study: Study, survey: Survey, done: Mapping[str, Table]) -> Table:
    people, cannot_tell = select(survey, plan.where, plan.place)
    kind = TABLES[plan.kind]
    request = Request(plan, people, plans.variables_of(plan, survey.codebook), study, done)
    body = side_by_side(kind, request, survey.codebook[plan.by]) if plan.by else kind.make(request)
    everyone = Universe(
        RespondentUnit.RESPONDENTS, len(people), plan.where, plan.label("universe") or None, cannot_tell
    )
    return Table(
        id=plan.id,
        kind=plan.kind,
        title=_title(request, body),
        universe=body.universe or everyone,
        bases=body.bases,
        columns=body.columns,
        rows=body.rows,
        notes=_notes(request, body),
        wave=" ".join(waves(survey)),
        section=plan.section or None,
        stub=body.stub,
    )


def _title(request: Request, body: Body) -> Text:
    """Return the plan's title, else the kind's, else the question when there is only one."""
    alone = request.variables[0].label if len(request.variables) == 1 else None
    return request.plan.title or body.title or alone or Term(f"title.{request.plan.kind}")


def _notes(request: Request, body: Body) -> tuple[Note, ...]:
    remark = [Note(NoteKind.REMARK, request.plan.remark)] if request.plan.remark else []
    synthetic = [Note(NoteKind.SYNTHETIC, Term("note.synthetic"))] if request.study.synthetic else []
    return (*body.notes, *remark, *synthetic)


__all__ = ["TABLES", "check_plans", "tables"]
