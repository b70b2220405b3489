"""Rows for the sheet `crosswalk`, ready to copy: a person says why, changes them, or throws them away.

Nothing is put side by side by copying alone: a row that a person has to judge is `with_care` and lacks its reason,
without which the sheet is refused. Only what is the same word for word, under another name, is proposed as comparable.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from survey.codebook import Label, VariableType
from survey.waves.changes import CategoryChange, CategoryKind, Change, ChangeKind
from survey.waves.crosswalk import Crossing, CrosswalkRow, Status

JUDGED = frozenset({ChangeKind.REWORDED, ChangeKind.ROUTING})
"""Changes of the whole question that only a person can judge."""

COME_AND_GO = frozenset({CategoryKind.NEW, CategoryKind.GONE})


def proposed(wave: str, change: Change, goal: str) -> tuple[CrosswalkRow, ...]:
    """Return the rows that would settle a changed question of a wave, if it is `goal` in the survey."""
    kinds = {each.kind for each in change.categories}
    row = partial(_row, wave, change.variable, goal)
    ranked = change.after is not None and change.after.type is VariableType.RANK
    if ChangeKind.TYPE in change.kinds or (ranked and kinds & COME_AND_GO):
        return (row(rule=Crossing.IMPOSSIBLE, status=Status.NOT_COMPARABLE),)
    rows = tuple(_of_categories(wave, change, goal))
    rule = Crossing.RENAMED if goal != change.variable else Crossing.SAME
    if JUDGED & set(change.kinds) or kinds & COME_AND_GO or not rows:
        same = rule is Crossing.RENAMED and not rows and set(change.kinds) == {ChangeKind.RENAMED}
        return (row(rule=rule, status=Status.COMPARABLE if same else Status.WITH_CARE), *rows)
    return rows


def _of_categories(wave: str, change: Change, goal: str) -> Iterator[CrosswalkRow]:
    row = partial(_row, wave, change.variable, goal)
    taken = {_name_before(each) for each in change.categories}
    for each in change.categories:
        was = _name_before(each)
        if each.after is None or each.kind not in {CategoryKind.MEANING, CategoryKind.RENUMBERED}:
            continue
        if was:
            yield row(category=each.after.name, becomes=was, rule=Crossing.RENAMED, status=Status.COMPARABLE)
        elif each.after.name in taken:  # its code is now another answer's: the two must not become one
            yield row(category=each.after.name, rule=Crossing.IMPOSSIBLE, status=Status.NOT_COMPARABLE)
        else:
            yield row(category=each.after.name, rule=Crossing.SAME, status=Status.WITH_CARE)


def _name_before(change: CategoryChange) -> str:
    """Return the name under which a category's text stood before, where it is another."""
    if change.kind is CategoryKind.RENUMBERED and change.before is not None:
        return change.before.name
    return change.was


def _row(
    wave: str, variable: str, goal: str, category: str = "", becomes: str = "", *, rule: Crossing, status: Status
) -> CrosswalkRow:
    return CrosswalkRow(wave, variable, category, goal, becomes or category, rule, status, Label(), "")
