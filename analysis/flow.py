"""How did the questionnaires that were started become the respondents included?"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from analysis import shares
from analysis.kinds import Body, Request
from analysis.table import Base, Cell, Column, Level, RespondentUnit, Row, Term, Text, Unit, Universe
from survey.codebook import Label
from survey.decisions import EXCLUSIONS
from survey.survey import Action, Step

BASE = "started"
OWN = ("started", "included")
"""Rows of the table itself, whatever the rules are called; `exclusions` holds the decisions by hand."""
OUTCOMES = (Action.EXCLUDED, Action.CANNOT_TELL)


def flow(request: Request) -> Body:
    """Return the respondent flow: after each exclusion how many leave and how many remain.

    Counts are of questionnaires started. A rule that meets a missing value excludes nobody; those people are
    counted in a column of their own. What remains at the end is the number included, or `ValueError`.
    """
    survey = request.survey
    rows = _steps(survey.history, survey.started)
    left = rows[-1].cells["left"].count
    if left != len(survey):
        raise ValueError(f"the history leaves {left} respondents, the survey holds {len(survey)}")
    included = Row("included", Term("row.included"), BASE, {"left": _count(len(survey))}, Level.TOTAL)
    return Body(
        bases=(Base(BASE, Term("base.started"), survey.started),),
        columns=_columns(rows),
        rows=(*rows, included),
        universe=Universe(RespondentUnit.STARTED, survey.started),
    )


def excluded_by(history: Sequence[Step]) -> dict[str, int]:
    """Return how many people each rule, and the decisions by hand, put outside the study."""
    return _sums(history, Action.EXCLUDED)


def subject_of(step: Step) -> str:
    """Return the key of a rule's row, unless the table has a row of its own called so."""
    return shares.row_key(step.subject, OWN if not step.label else (*OWN, EXCLUSIONS))


def _steps(history: Sequence[Step], started: int) -> list[Row]:
    undecided = _sums(history, Action.CANNOT_TELL)
    labels = {subject_of(step): step.label for step in history if step.action in OUTCOMES}
    out = dict.fromkeys(labels, 0) | excluded_by(history)
    rows = [Row("started", Term("row.started"), BASE, {"left": _count(started)})]
    left = started
    for subject, leave in out.items():
        left -= leave
        cells = {"out": _count(leave), "left": _count(left)}
        if undecided.get(subject):
            cells["cannot_tell"] = _count(undecided[subject])
        rows.append(Row(subject, _label(subject, labels[subject]), BASE, cells))
    return rows


def _sums(history: Sequence[Step], action: Action) -> dict[str, int]:
    found: dict[str, int] = {}
    for step in history:
        if step.action is action:
            found[subject_of(step)] = found.get(subject_of(step), 0) + (step.count or 0)
    return found


def _label(subject: str, label: Label) -> Text:
    if label:
        return label
    return Term("row.exclusions") if subject == EXCLUSIONS else Label({"": subject})


def _columns(rows: Sequence[Row]) -> tuple[Column, ...]:
    used = {key for row in rows for key in row.cells}
    keys = [key for key in ("out", "cannot_tell", "left") if key in used | {"out"}]
    return tuple(Column(key, Term(f"column.{key}"), Unit.COUNT) for key in keys)


def _count(k: int) -> Cell:
    return Cell(Fraction(k), k)
