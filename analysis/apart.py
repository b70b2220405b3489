"""What stands apart: beside a table that compares waves, that of a wave's own question that is not comparable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.kinds import Kind
from analysis.plans import variables_of
from analysis.scopes import Scope, compares
from survey.codebook import Label
from survey.plan import TablePlan
from survey.waves.bridges import apart_in
from survey.waves.harmonise import apart_name

if TYPE_CHECKING:
    from survey.study import Study


def tables_apart(plan: TablePlan, kind: Kind, study: Study) -> Iterator[tuple[TablePlan, Scope]]:
    """Yield a plan for each wave whose own question cannot stand in a table that compares waves."""
    chosen = [wave.name for wave in study.waves]
    if len(chosen) < 2 or kind.of_waves or not compares(plan, study):
        return
    for wave in chosen:
        own = _instead(plan, study, wave)
        variables = [study.cleaning.codebook[name] for name in own]
        suited = all(not kind.types or variable.type in kind.types for variable in variables)
        if own and suited and kind.least <= len(own) and (not plan.waves or wave in plan.waves):
            name = apart_name(plan.id, wave)
            made = replace(plan, id=name, of=own, by="", waves=(wave,), section=Label())
            if not kind.refuse(made, variables, study.cleaning.codebook):
                yield made, Scope((wave,))


def _instead(plan: TablePlan, study: Study, wave: str) -> tuple[str, ...]:
    """Return the wave's own questions that stand apart from those of a plan."""
    names = {variable.name for variable in variables_of(plan, study.cleaning.codebook)}
    return tuple(dict.fromkeys(b.variable for b in apart_in(study.bridges, wave) if b.against in names))
