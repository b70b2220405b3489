"""Which codes were found with whom: numbers of interviews by the answer to one question of the survey.

Rows are codes as in `codes`; the first column counts all interviews, the others those held with respondents who gave
one answer to `groups`, with their number in the head. **Never a percentage, never a test**: ten interviews carry
neither. Interviews held with somebody who is not among the respondents are outside the groups; those whose respondent
gave no answer are counted by reason. **Disclosure** (`interviewees.py`): a column of fewer than three interviewees
goes, and what gives it away; so does a row in which a code was found with one or two of a group, or with all but one
or two, since whoever is quoted under that code would be tied to an answer. `Cell.reveals` says how many were coded
under a row and under none of the shown rows below it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from analysis import shares
from analysis.coded import INTERVIEWS, Branch, everyone, number, rules, tied, tree, universe
from analysis.kinds import Body, Request
from analysis.table import Base, Cell, Column, Row, Term, Unit
from analysis.tally import Entry, answers_of
from survey.codebook import Codebook, Variable
from survey.interviews.corpus import Corpus
from survey.missing import Reason
from survey.plan import Order, TablePlan

GROUPS = "groups"
OWN = (INTERVIEWS, GROUPS)
FEWEST = 3
"""So many interviewees must share what is told about them."""


def codes_by(request: Request) -> Body:
    """Return for each code in how many interviews of each group it was found."""
    corpus, variable = request.corpus, request.codebook[request.option(GROUPS)]
    answers = by_interview(request, corpus, variable.name)
    groups = {shares.row_key(c.name, OWN): [i for i, a in answers.items() if a == c.name] for c in variable.answers}
    labels = {shares.row_key(c.name, OWN): c.label for c in variable.answers}
    heads = [
        Column(key, Term("coded.column.group", {"group": labels[key], "count": len(ids)}), Unit.COUNT)
        for key, ids in groups.items()
    ]
    return Body(
        bases=(everyone(corpus), _grouped(corpus, variable, answers)),
        columns=(Column(INTERVIEWS, Term("coded.column.interviews"), Unit.COUNT), *heads),
        rows=_rows(request, corpus, groups),
        notes=rules(corpus, "codes_by", "zero"),
        universe=universe(corpus),
        stub=Term("coded.column.code"),
        title=Term("title.codes_by", {"variable": variable.label}),
    )


def ungrouped(plan: TablePlan, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Return that the plan names no groups, or nothing."""
    return "" if plan.options.get(GROUPS, "").strip() else "name the question that makes the groups in 'groups'"


def by_interview(request: Request, corpus: Corpus, name: str) -> dict[str, Entry]:
    """Return what the interviewed answered to a question, by interview; without those not among the respondents."""
    people = tied(corpus)
    found = answers_of(request.survey, name, list(people.values()))
    return {interview: found[person] for interview, person in people.items() if person in found}


def _grouped(corpus: Corpus, variable: Variable, answers: Mapping[str, Entry]) -> Base:
    """Return the base of everyone in a group; each group's own number stands in its head."""
    given = list(answers.values())
    missing = {reason: given.count(reason) for reason in Reason if reason in given}
    known = len(given) - sum(missing.values())
    return Base(GROUPS, Term("base.group", {"variable": variable.label}), known, missing, len(corpus) - len(given))


def _rows(request: Request, corpus: Corpus, groups: Mapping[str, Sequence[str]]) -> tuple[Row, ...]:
    found = {code.path: set(corpus.interviews_with(code.path)) for code in request.codes}
    grouped = {interview for ids in groups.values() for interview in ids}
    by_size = request.plan.order is Order.SIZE
    branches = tree(request.codes, (lambda code: (len(found[code.path]),)) if by_size else None)
    told = _told(branches, {path: ids & grouped for path, ids in found.items()})
    return tuple(_row(branch, found[branch.code.path], groups, told[branch.code.path]) for branch in branches)


def _told(branches: Sequence[Branch], found: Mapping[str, Collection[str]]) -> dict[str, int]:
    """Return for each code how many interviewees its row tells of that no shown row below it tells of."""
    told: dict[str, int] = {}
    for branch in reversed(branches):
        path = branch.code.path
        below = [other for other in told if other.startswith(f"{path}/") and not 0 < told[other] < FEWEST]
        seen = {interview for other in below for interview in found[other]}
        told[path] = len(set(found[path]) - seen)
    return told


def _row(branch: Branch, held: Collection[str], groups: Mapping[str, Sequence[str]], told: int) -> Row:
    cells: dict[str, Cell] = {INTERVIEWS: number(len(held), INTERVIEWS)}
    for key, ids in groups.items():
        cells[key] = replace(number(len(set(ids) & set(held)), GROUPS), reveals=told)
    return Row(branch.code.path, branch.label, "", cells, branch.level)
