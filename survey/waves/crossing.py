"""The answers of one wave become answers to the questions of all waves.

A question that the wave did not ask is `not_in_wave` for everyone, as is a box that it did not offer. An answer whose
category has no counterpart says nothing of the question it would be: `unknown`, and counted in the history; as it was
given it stands in the copy that is kept apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from survey.absence import Draft
from survey.answers import empty_columns
from survey.codebook import Codebook, Scale, Variable, VariableType
from survey.missing import Reason
from survey.questions import not_in_wave
from survey.survey import Action, Step
from survey.waves.bridges import Bridge

if TYPE_CHECKING:
    import pandas as pd

CATEGORICAL = (VariableType.SELECT_ONE, VariableType.RANK)


def cross(draft: Draft, asked: Codebook, bridges: Mapping[str, Bridge], codebook: Codebook) -> tuple[Draft, list[Step]]:
    """Return a wave's answers under the codebook of all waves, and how many of them have no counterpart there.

    `bridges` are those of the wave by the variable of the survey. Shape: a column for each column of the codebook.
    """
    crossed, steps = Draft(codebook, draft.index), []
    for variable in codebook:
        if variable.identifier or (variable.derived and not variable.harmonised):
            continue
        bridge = bridges.get(variable.name)
        if bridge is None:
            crossed.add(variable, *not_in_wave(variable, draft.index))
            continue
        steps += _crossed(draft, crossed, asked[bridge.asked], variable, bridge)
    return crossed, steps


def _crossed(draft: Draft, crossed: Draft, asked: Variable, variable: Variable, bridge: Bridge) -> list[Step]:
    import pandas as pd

    before = pd.DataFrame({column: draft.column(column) for column in asked.columns})
    after = _values(before, asked, variable, bridge)
    if asked.type is VariableType.SELECT_MULTIPLE:
        lost = _ticked_elsewhere(before, after, asked, bridge)
        after = after.mask(lost)
    else:
        lost = before.notna().any(axis=1) & after.isna().all(axis=1)
    crossed.add(variable, after, draft.absences[asked.name].mask(lost, Reason.UNKNOWN.value))
    crossed.unoffered.update(_unoffered(asked, variable, bridge))
    count = int(lost.sum())
    return [Step(Action.HARMONISED, variable.name, count, bridge.wave)] if count else []


def _values(before: pd.DataFrame, asked: Variable, variable: Variable, bridge: Bridge) -> pd.DataFrame:
    import pandas as pd

    if asked.type is VariableType.SELECT_MULTIPLE:
        return _boxes(before, asked, variable, bridge)
    if asked.type is not variable.type and variable.type is VariableType.DECIMAL:
        before = before.astype("Float64")
    columns = {
        goal: _categories(before[own], variable, bridge.categories) if asked.type in CATEGORICAL else before[own]
        for own, goal in zip(asked.columns, variable.columns, strict=False)
    }
    return pd.DataFrame(columns)


def _categories(answers: pd.Series, variable: Variable, goals: Mapping[str, str]) -> pd.Series:
    """Return answers in the categories of the survey, missing where one has no counterpart."""
    import numpy as np
    import pandas as pd

    names = [choice.name for choice in variable.answers]
    places = [names.index(goals[str(name)]) if str(name) in goals else -1 for name in answers.cat.categories]
    codes = np.array([*places, -1])[answers.cat.codes.to_numpy()]  # -1, an absence, finds the last
    dtype = pd.CategoricalDtype(names, ordered=variable.scale is not Scale.NOMINAL)
    return pd.Series(pd.Categorical.from_codes(codes, dtype=dtype), index=answers.index)


def _boxes(before: pd.DataFrame, asked: Variable, variable: Variable, bridge: Bridge) -> pd.DataFrame:
    """Return for each box of the survey whether one of the wave's boxes that became it was ticked."""
    import pandas as pd

    sources = _sources(asked, bridge)
    empty = empty_columns(variable, before.index)
    return pd.DataFrame(
        {
            column: before[sources[choice.name]].any(axis=1, skipna=False) if choice.name in sources else empty[column]
            for choice, column in zip(variable.answers, variable.columns, strict=True)
        }
    ).astype("boolean")


def _sources(asked: Variable, bridge: Bridge) -> dict[str, list[str]]:
    """Return for each category of the survey the columns of the wave's boxes that become it."""
    sources: dict[str, list[str]] = {}
    for choice, column in zip(asked.answers, asked.columns, strict=True):
        if choice.name in bridge.categories:
            sources.setdefault(bridge.categories[choice.name], []).append(column)
    return sources


def _unoffered(asked: Variable, variable: Variable, bridge: Bridge) -> Sequence[str]:
    """Return the columns of boxes that the wave did not offer."""
    if asked.type is not VariableType.SELECT_MULTIPLE:
        return ()
    sources = _sources(asked, bridge)
    pairs = zip(variable.answers, variable.columns, strict=True)
    return [column for choice, column in pairs if choice.name not in sources]


def _ticked_elsewhere(before: pd.DataFrame, after: pd.DataFrame, asked: Variable, bridge: Bridge) -> pd.Series:
    """Return who ticked only boxes without a counterpart: they ticked something, which is no "none"."""
    boxes = zip(asked.answers, asked.columns, strict=True)
    gone = [column for choice, column in boxes if choice.name not in bridge.categories]
    ticked = before[gone].fillna(False).astype(bool).any(axis=1)
    return ticked & ~after.fillna(False).astype(bool).any(axis=1)
