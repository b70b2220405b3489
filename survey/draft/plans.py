"""A table for each question of a drafted study."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from survey.codebook import Codebook, Label, Variable, VariableType
from survey.draft.names import variable_name
from survey.plan import TablePlan

KINDS = {
    VariableType.SELECT_ONE: "frequency",
    VariableType.SELECT_MULTIPLE: "multiresponse",
    VariableType.RANK: "ranking",
    VariableType.INTEGER: "number",
    VariableType.DECIMAL: "number",
}
"""Dates and open answers have no table of their own: they stand in that of the absences."""

WIDEST = 7
"""An array of more categories than these is set as a table for each of its rows."""


def plans(codebook: Codebook) -> list[TablePlan]:
    """Return a table for each question: an array of one list as one table, dates and open answers in the first."""
    wanted = [TablePlan("flow", "flow"), TablePlan("missingness", "missingness")]
    counted = [variable for variable in codebook if not variable.identifier and variable.type in KINDS]
    for stem, rows in groupby(counted, key=_array):
        variables = list(rows)
        first = variables[0]
        if stem and len(variables) > 1 and len(first.answers) <= WIDEST:
            wanted.append(TablePlan(first.list_name, "battery", tuple(v.name for v in variables), title=_common(first)))
        else:
            wanted += [TablePlan(v.name, KINDS[v.type], (v.name,), title=v.label) for v in variables]
    return _named_once(_with_sections(wanted, codebook))


def _array(variable: Variable) -> tuple[str, str] | None:
    """Return what the rows of one array share: the question's heading and its list; nothing for other questions."""
    stem, slash, _ = variable.column.rpartition("/")
    return (stem, variable.list_name) if slash and variable.type is VariableType.SELECT_ONE else None


def _common(first: Variable) -> Label:
    """Return the wording that the rows of an array begin with, else that of the first."""
    return Label({language: text.rpartition(" – ")[0] or text for language, text in first.label.texts.items()})


def _with_sections(wanted: Sequence[TablePlan], codebook: Codebook) -> list[TablePlan]:
    made, before = [], ""
    for plan in wanted:
        group = codebook.variables[plan.of[0]].group if plan.of else ""
        opens = group and group != before
        made.append(replace(plan, section=codebook.groups.get(group, Label())) if opens else plan)
        before = group or before
    return made


def _named_once(wanted: Sequence[TablePlan]) -> list[TablePlan]:
    taken: set[str] = set()
    made = []
    for plan in wanted:
        name = variable_name(plan.id.replace(".", "_").replace("-", "_"), taken)
        taken.add(name)
        made.append(replace(plan, id=name))
    return made
