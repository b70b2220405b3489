"""Survey in, tables out. Each table kind is one function in a file of its own and one line in `TABLES`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from analysis import plans
from analysis.agreement import agreement
from analysis.bands import bands
from analysis.bands import unfit as not_in_bands
from analysis.batteries import battery, has_top
from analysis.batteries import unlike as not_one_scale
from analysis.breakoff import PAGE, QUESTION, breakoff
from analysis.by_wave import by_wave, wave_notes
from analysis.careers import careers, uncharted
from analysis.change import change
from analysis.change import unordered as not_ordered
from analysis.changes import changes
from analysis.checklist import check_method, checklist
from analysis.codes import codes
from analysis.codes_by import codes_by, ungrouped
from analysis.codes_together import WITHIN, codes_together
from analysis.combinations import combinations, uncombined
from analysis.counts import countless, counts
from analysis.crosstabs import crosstab, set_across
from analysis.differences import compares_groups, compares_pairs
from analysis.doubts import doubts
from analysis.drawing import figure_of
from analysis.dropout import dropout
from analysis.flow import flow
from analysis.frequencies import frequency
from analysis.grids import grid
from analysis.groups import side_by_side
from analysis.interviewed import interviewed
from analysis.joint import check_joint, joint
from analysis.kinds import Body, Kind, Request
from analysis.linked import linked
from analysis.literature import beside
from analysis.matching import boundaries, check_overlap, matching
from analysis.mcar import mcar
from analysis.missingness import missingness
from analysis.motives import motives, nothing_shared
from analysis.multiresponse import multiresponse
from analysis.numbers import SHOW, number
from analysis.onset import ageless, onset, without_onset
from analysis.order import order
from analysis.over_waves import grouped
from analysis.overlap import itemless, overlap
from analysis.panel import panel
from analysis.panel import unlike as not_one_panel
from analysis.patterns import at_least_one, patterns
from analysis.periods import aperiodic
from analysis.plans import about_role, choices, items, label, question, whole, words
from analysis.profile import aimless, profile
from analysis.published import published
from analysis.quotes import quotes
from analysis.rankings import ranking
from analysis.reliability import reliability
from analysis.repertoire import repertoire
from analysis.saturation import saturation
from analysis.scores import unscored
from analysis.shares import TOKENS
from analysis.shifts import shifts
from analysis.standing import is_shown, section_of, standing
from analysis.table import Note, NoteKind, RespondentUnit, Table, Term, Text, Universe
from analysis.tally import select
from analysis.together import together
from analysis.trend import AGAINST, INTERVALS, incomparable, trend
from analysis.twice import ungrouped as not_grouped
from analysis.wanted import Wanted, wanted_tables
from survey.codebook import Label, Role, VariableType
from survey.errors import StudyError
from survey.missing import Denominator
from survey.open_answers import behind
from survey.survey import Survey

if TYPE_CHECKING:
    from survey.study import Study

ONE, SET, RANK = (VariableType.SELECT_ONE,), (VariableType.SELECT_MULTIPLE,), (VariableType.RANK,)
NUMBER = (VariableType.INTEGER, VariableType.DECIMAL)
NO_CODES = "A mean or median of category codes means nothing: use kind 'bands' or 'frequency'."

UNIT_OF_NUMBERS = words("number", "years", "euro")
YES_NO, ROLE, TOP = words("yes", "no"), words(*Role), {"top": label}
SHARE = {"base": words(*Denominator), "interval": YES_NO, "bounds": YES_NO}
RATED = {**TOP, "bounds": has_top}
OF_PAIRS = {**TOP, "interval": YES_NO, "test": YES_NO}
OVER_WAVES = {
    "base": words(*Denominator),
    "interval": words(*INTERVALS),
    "against": words(*AGAINST),
    "unit": UNIT_OF_NUMBERS,
    "digits": whole,
}
LARGEST = {"most": plans.positive, "least": plans.positive}
AMOUNT = {"mean": YES_NO, "unit": UNIT_OF_NUMBERS, "digits": whole}
ITEM = {"role": ROLE, "items": items, **TOP}
NUMBER_OF = {"role": ROLE, "counted": choices, "at_least": plans.numbers, "most": whole}
PERCENT_OF = {"percent": words("row", "column", "total")}
LISTED = {"items": items, "most": whole, "least": whole}
BOTH_PERIODS = {"items": items, "counted": choices, "since": words("recency", "after"), "window": whole}
TWO_SETS = {"first": label, "second": label, "grouped": YES_NO, "test": YES_NO}
BY_ITEM = {"role": ROLE, "items": items, "counted": label}
STANDARD = {"standard": words("CHERRIES", "AAPOR", "COREQ")}
PAIRED = {"within": words(*WITHIN), "least": plans.positive, "most": plans.positive}
QUOTED = {"attributes": plans.one_choices, "most": plans.positive, "least": plans.positive, "longest": plans.positive}

TABLES: dict[str, Kind] = {
    "flow": Kind(flow, least=0, people=False),
    "missingness": Kind(missingness, tuple(VariableType), least=0),
    "frequency": compares_groups(Kind(frequency, ONE, show=TOKENS, options={**SHARE, "total": YES_NO})),
    "multiresponse": compares_groups(Kind(multiresponse, SET, show=TOKENS, options={**SHARE, "grouped": YES_NO})),
    "number": compares_groups(Kind(number, NUMBER, show=SHOW, options=AMOUNT, why=NO_CODES)),
    "bands": compares_groups(Kind(bands, ONE, most=1, show=TOKENS, options={"currency": YES_NO}, refuse=not_in_bands)),
    "battery": compares_groups(Kind(battery, ONE, least=2, show=TOKENS, options=RATED, refuse=not_one_scale)),
    "ranking": Kind(ranking, RANK, most=1, show=TOKENS),
    "grid": Kind(grid, least=0, show=TOKENS, options=ITEM, refuse=about_role),
    "counts": Kind(counts, (*ONE, *SET), least=0, show=TOKENS, options=NUMBER_OF, refuse=countless),
    "crosstab": compares_pairs(
        Kind(crosstab, (*ONE, *SET), least=2, most=2, show=TOKENS, options=PERCENT_OF, refuse=set_across)
    ),
    "change": Kind(change, ONE, least=2, most=2, options={**TOP, "test": YES_NO}, refuse=not_ordered),
    "motives": Kind(motives, SET, least=2, most=2, options=TWO_SETS, refuse=nothing_shared),
    "together": Kind(together, SET, most=1, show=TOKENS, options={"least": whole}),
    "overlap": Kind(overlap, SET, most=1, show=TOKENS, options=BY_ITEM, refuse=itemless),
    "onset": Kind(
        onset,
        least=0,
        options={"items": items, "age": label, "ages": plans.numbers, "interval": YES_NO},
        refuse=ageless,
    ),
    "order": Kind(order, least=0, show=TOKENS, options={**LISTED, "places": plans.positive}, refuse=without_onset),
    "repertoire": Kind(repertoire, least=0, show=TOKENS, options={**BOTH_PERIODS, "at_least": whole}, refuse=aperiodic),
    "combinations": Kind(
        combinations, least=0, show=TOKENS, options={**LISTED, "role": ROLE, "counted": choices}, refuse=uncombined
    ),
    "careers": Kind(careers, least=0, options={**BOTH_PERIODS, "frequent": choices}, refuse=uncharted),
    "breakoff": Kind(breakoff, least=0, options={"per": words(PAGE, QUESTION)}),
    "patterns": Kind(patterns, tuple(VariableType), options={"most": at_least_one}),
    "profile": Kind(profile, (*ONE, *NUMBER), options={"open": question}, refuse=aimless),
    "mcar": Kind(mcar, (*ONE, *NUMBER), least=2, refuse=unscored),
    "reliability": Kind(reliability, (*ONE, *NUMBER), least=2, options={"interval": YES_NO}, refuse=unscored),
    "trend": Kind(trend, (*ONE, *SET, *NUMBER), show=TOKENS, options=OVER_WAVES, refuse=incomparable, of_waves=True),
    "changes": Kind(changes, least=0, of_waves=True, people=False),
    "shifts": Kind(shifts, (*ONE, *SET), least=0, options=LARGEST, refuse=grouped, of_waves=True),
    "panel": Kind(panel, (*ONE, *SET, *NUMBER), options=OF_PAIRS, refuse=not_one_panel, of_waves=True, of_links=True),
    "dropout": Kind(dropout, ONE, options={"interval": YES_NO}, refuse=not_grouped, of_waves=True, of_links=True),
    "linked": Kind(linked, least=0, refuse=not_grouped, of_waves=True, of_links=True),
    "codes": Kind(codes, of_codes=True, people=False),
    "codes_together": Kind(codes_together, options=PAIRED, of_codes=True, people=False),
    "codes_by": Kind(codes_by, options={"groups": plans.one_choice}, refuse=ungrouped, of_codes=True, people=False),
    "saturation": Kind(saturation, of_codes=True, people=False),
    "quotes": Kind(quotes, options=QUOTED, of_codes=True, people=False),
    "interviewed": Kind(interviewed, (*ONE, *NUMBER), options={"interviews": label}),
    "joint": Kind(joint, least=0, of_tables=True, of_codes=True, people=False),
    "agreement": Kind(agreement, options={"interval": YES_NO}, of_codes=True, people=False),
    "matching": Kind(matching, options={"overlap": check_overlap}, of_codes=True, people=False),
    "boundaries": Kind(boundaries, of_codes=True, people=False),
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
    wanted = wanted_tables(study, TABLES, only, standing(study, TABLES))
    people = {waves: survey.of_waves(waves) for waves in dict.fromkeys(each.scope.waves for each in wanted)}
    done: dict[str, Table] = {}
    for each in sorted(wanted, key=lambda each: TABLES[each.plan.kind].of_tables):
        sources = {name: done[own] for name, own in each.sources.items() if own in done}
        done[each.plan.id] = _table(each, study, people[each.scope.waves], sources)
    return tuple(done[each.plan.id] for each in wanted if is_shown(each.plan, done[each.plan.id]))


def check_plans(study: Study) -> None:
    """Raise `StudyError` with everything wrong in the wanted tables and findings; no data are needed."""
    study = study.of_waves(())
    problems = [found for plan in study.plans for found in plans.check_plan(plan, TABLES, study)]
    problems += [*plans.check_findings(study), *check_joint(study), *check_method(study)]
    if problems:
        raise StudyError(*problems)


def _table(wanted: Wanted, study: Study, survey: Survey, done: Mapping[str, Table]) -> Table:
    plan, kind, whole = wanted.plan, TABLES[wanted.plan.kind], study
    study = study.of_waves(wanted.scope.waves)
    people, cannot_tell = select(survey, plan.where, plan.place)
    variables = () if kind.of_codes or kind.of_tables else plans.variables_of(plan, survey.codebook)
    request = Request(plan, people, variables, study, done)
    body = _body(wanted, kind, request)
    everyone = Universe(
        RespondentUnit.RESPONDENTS, len(people), plan.where, plan.label("universe") or None, cannot_tell
    )
    made = Table(
        id=plan.id,
        kind=plan.kind,
        title=_of_wave(_title(request, body), wanted, whole),
        universe=_universe(body, everyone),
        bases=body.bases,
        columns=body.columns,
        rows=body.rows,
        notes=_notes(request, body, _about_waves(wanted, kind, whole)),
        waves=wanted.scope.waves,
        section=section_of(plan),
        stub=body.stub,
        figure=figure_of(plan),
        aside=wanted.aside,
    )
    return beside(made, study.findings)


def _universe(body: Body, everyone: Universe) -> Universe:
    """Return whom a table is about; respondents of the kind's own choosing were selected by the plan's rule too."""
    own = body.universe
    if own is None or own.unit is not RespondentUnit.RESPONDENTS:
        return own or everyone
    return replace(own, cannot_tell=everyone.cannot_tell)


def _body(wanted: Wanted, kind: Kind, request: Request) -> Body:
    if wanted.scope.compared:
        return by_wave(kind, request, wanted.scope.waves)
    by = request.plan.by
    return side_by_side(kind, request, request.codebook[by]) if by in request.codebook.variables else kind.make(request)


def _about_waves(wanted: Wanted, kind: Kind, study: Study) -> Iterable[Note]:
    """Return what must be known of the waves of a table, unless its kind says it itself."""
    if kind.of_waves:
        return ()
    return wave_notes(wanted.plan, wanted.scope, study, by_item="items" in kind.options)


def _of_wave(title: Text, wanted: Wanted, study: Study) -> Text:
    """Return the title, with the wave behind it where others are looked at too."""
    if len(study.waves) < 2 or len(wanted.scope.waves) > 1:
        return title
    return Term("title.of_wave", {"title": title, "wave": Label({"": wanted.scope.waves[0]})})


def _title(request: Request, body: Body) -> Text:
    """Return the plan's title, else the kind's, else the question when there is only one."""
    alone = request.variables[0].label if len(request.variables) == 1 else None
    return request.plan.title or body.title or alone or Term(f"title.{request.plan.kind}")


def _notes(request: Request, body: Body, waves: Iterable[Note]) -> tuple[Note, ...]:
    doubtful = doubts(request, body)
    return (*body.notes, *_reassigned(request), *waves, *_tests(request), *doubtful, *_remarks(request))


def _reassigned(request: Request) -> Iterator[Note]:
    """Yield for each variable how many of these people's open answers coders moved out of "other"."""
    if not any(request.survey.reassigned.values()):
        return
    people = set(request.survey.index)
    for opened in (name for name in request.study.cleaning.opened.variables() if name in request.codebook.variables):
        parent, other = (found := behind(request.codebook, opened, request.plan.place)).parent, found.other
        if parent is not None and parent in request.variables:
            moved = len(people.intersection(request.survey.reassigned.get(parent.name, ())))
            label = parent.choice(other).label
            yield from [Note(NoteKind.RULE, Term("note.reassigned", {"n": moved, "other": label}))] if moved else []


def _tests(request: Request) -> tuple[Note, ...]:
    """Return the tests that the plan asked for, of a kind that leaves them to us."""
    tests = TABLES[request.plan.kind].tests
    return tests(request) if tests is not None and request.says("test") else ()


def _remarks(request: Request) -> tuple[Note, ...]:
    remark = [Note(NoteKind.REMARK, request.plan.remark)] if request.plan.remark else []
    synthetic = [Note(NoteKind.SYNTHETIC, Term("note.synthetic"))] if request.study.synthetic else []
    return (*remark, *synthetic)


__all__ = ["TABLES", "check_plans", "tables"]
