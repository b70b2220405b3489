"""Routing of one wave in the names that its gates and their categories have in the survey of all waves."""

from __future__ import annotations

import re
from collections.abc import Mapping

from survey.waves.bridges import Bridge

NAMED = re.compile(r"\$\{([^}]+)\}")
ANSWERED = re.compile(r"(\$\{(?P<gate>[^}]+)\}\s*(?:=|!=|,)\s*)'(?P<category>[^']*)'")
"""`${gate} = 'category'` and `selected(${gate}, 'category')`."""


def translated(rule: str, gates: Mapping[str, Bridge]) -> str:
    """Return a rule with the names of the survey; `gates` are the bridges of its wave by the name asked."""
    return NAMED.sub(lambda found: _name(found, gates), ANSWERED.sub(lambda found: _answer(found, gates), rule))


def _answer(found: re.Match[str], gates: Mapping[str, Bridge]) -> str:
    gate = gates.get(found["gate"])
    category = found["category"] if gate is None else gate.categories.get(found["category"], found["category"])
    return f"{found[1]}'{category}'"


def _name(found: re.Match[str], gates: Mapping[str, Bridge]) -> str:
    gate = gates.get(found[1])
    return f"${{{found[1] if gate is None else gate.variable}}}"
