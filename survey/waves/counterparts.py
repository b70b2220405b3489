"""Which questions, and which of their categories, of two waves are one in the survey, whatever each wave calls them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from survey.codebook import Codebook, Variable
from survey.waves.bridges import Bridge, asked_in

Names: TypeAlias = Mapping[str, str]


@dataclass(frozen=True)
class Counterparts:
    """What is one in two waves under different names."""

    renamed: Names
    """The name before by the name after, of questions."""
    categories: Mapping[str, Names]
    """By question after and category after, the category before."""


def counterparts(asked: Mapping[str, Codebook], bridges: Sequence[Bridge], before: str, after: str) -> Counterparts:
    """Return what the bridges of two waves make one; `asked` are the questionnaires by wave."""
    earlier, later = asked_in(bridges, before), asked_in(bridges, after)
    renamed = _renamed(_goals(asked[before], earlier), _goals(asked[after], later))
    return Counterparts(renamed, _categories(asked[before], earlier, later))


def _goals(asked: Codebook, bridges: Sequence[Bridge]) -> dict[str, list[str]]:
    """Return by question of a wave the variables of the survey that it is held against."""
    goals: dict[str, list[str]] = {}
    for bridge in bridges:
        goals.setdefault(bridge.asked, []).append(bridge.against)
    return {name: goals.get(name, [name]) for name in asked.variables}


def _renamed(old: dict[str, list[str]], new: dict[str, list[str]]) -> dict[str, str]:
    origins = {goal: name for name, goals in reversed(old.items()) for goal in goals}
    found: dict[str, str] = {}
    for name, goals in new.items():
        goal = next((goal for goal in goals if goal in origins), "")
        origin = origins.get(goal, name)
        if origin != name and goal not in old.get(name, ()) and goal not in new.get(origin, ()):
            found[name] = origin
    return found


def _categories(asked: Codebook, earlier: Sequence[Bridge], later: Sequence[Bridge]) -> dict[str, Names]:
    origins = {bridge.variable: bridge for bridge in earlier}
    known: dict[str, Names] = {}
    for bridge in later:
        if bridge.apart:
            continue
        origin = origins.get(bridge.variable, Bridge(bridge.wave, bridge.variable, bridge.variable))
        variable = asked.variables.get(origin.asked)
        if variable is not None and origin.variable == bridge.variable:
            known[bridge.asked] = _pairs(variable, origin.categories, bridge.categories)
    return known


def _pairs(before: Variable, origins: Names, goals: Names) -> Names:
    """Return the category before by the category after, where each alone becomes the same one of the survey."""
    old = _alone({choice.name: origins.get(choice.name, choice.name) for choice in before.choices})
    return {name: old[goal] for goal, name in _alone(goals).items() if goal in old}


def _alone(goals: Names) -> dict[str, str]:
    """Return the category by what it becomes, where no other becomes the same."""
    every = list(goals.values())
    return {goal: name for name, goal in goals.items() if every.count(goal) == 1}
