"""The chapter that a study of several waves has without a row in the sheet `tables`: what changed since the last wave.

When two waves or more are chosen: what changed in the questionnaire, who answered in both waves (where a code links
people), and the answers that moved most, each between the last two of them. A kind that the sheet `tables` asks for
itself is left to it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from analysis.table import Table, Term, Text
from survey.plan import TablePlan

if TYPE_CHECKING:
    from survey.study import Study

CHANGES, PEOPLE, SHIFTS = "waves_changes", "waves_people", "waves_shifts"
KINDS = {CHANGES: "changes", PEOPLE: "linked", SHIFTS: "shifts"}
"""The kind of each table, in their order."""
FIGURES = {SHIFTS: {"figure": "pairs"}}
PLACE = "the chapter on what changed"
"""Where messages say that these tables come from."""
SECTION = Term("changes.section")


def standing(study: Study, kinds: Collection[str]) -> tuple[TablePlan, ...]:
    """Return the tables of the chapter, about the last two of the chosen waves; none where one wave is chosen."""
    if len(study.waves) < 2:
        return ()
    last = tuple(wave.name for wave in study.waves[-2:])
    planned = {plan.kind for plan in study.plans}
    taken = {plan.id for plan in study.plans}
    return tuple(
        TablePlan(id=_free(name, taken), kind=kind, waves=last, options=FIGURES.get(name, {}), place=PLACE)
        for name, kind in KINDS.items()
        if kind in kinds and kind not in planned and (name != PEOPLE or study.settings.link is not None)
    )


def is_shown(plan: TablePlan, table: Table) -> bool:
    """Return whether a table is printed: one of ours on what moved most says nothing where nothing can be compared."""
    return plan.place != PLACE or plan.kind != KINDS[SHIFTS] or bool(table.rows)


def section_of(plan: TablePlan) -> Text | None:
    """Return the heading that a table opens: as the plan says, or in our own words where no sheet has it."""
    return SECTION if plan.place == PLACE else plan.section or None


def _free(name: str, taken: set[str]) -> str:
    """Return an id that no table of the sheet has."""
    return name if name not in taken else _free(f"{name}_", taken)
