"""Rows under the heads of the groups that the codebook puts their categories in: push and pull among reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.table import Level, Row, Term
from survey.codebook import GROUP_LIST, Choice, Codebook

UNGROUPED = ""
"""Stands for the group of categories that are in none; it comes last."""


def grouped(codebook: Codebook, choices: Sequence[Choice]) -> dict[str, list[Choice]]:
    """Return categories by group, in the order of the list `group`; those in none come last."""
    order = [choice.name for choice in codebook.lists.get(GROUP_LIST, ())]
    found: dict[str, list[Choice]] = {name: [] for name in order}
    for choice in choices:
        found.setdefault(choice.group, []).append(choice)
    alone = found.pop(UNGROUPED, [])
    return {name: inside for name, inside in {**found, UNGROUPED: alone}.items() if inside}


def has_groups(choices: Sequence[Choice]) -> bool:
    """Tell whether the codebook puts any of these categories in a group."""
    return any(choice.group for choice in choices)


def under_heads(codebook: Codebook, blocks: Mapping[str, Sequence[Row]], base: str) -> list[Row]:
    """Return the rows of each group below a head with the group's name; groups without rows have no head."""
    return [row for name, rows in blocks.items() if rows for row in (_head(codebook, name, base), *rows)]


def _head(codebook: Codebook, name: str, base: str) -> Row:
    label = codebook.group_label(name) if name else Term("motives.ungrouped")
    return Row(f"group.{name}" if name else "ungrouped", label, base, level=Level.HEAD)
