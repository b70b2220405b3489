"""Trend lines: a panel for each row, with its percentage in each group of `by`; groups have an order: waves, ages."""

from __future__ import annotations

from dataclasses import replace

from analysis.table import Column, Table, Term
from reports.figures import panels
from reports.figures.panels import Panels, Stop
from reports.figures.sheets import WIDTH, Sheet, ordinary
from reports.vocabulary import say
from survey.codebook import Label

SHARE = ".percent"
"""How the key of a group's percentage ends; that of everyone has no group before it."""


def columns(table: Table) -> tuple[str, ...]:
    """Return the columns that are drawn: the percentage of each group, in their order."""
    return tuple(column.key for column in table.columns if column.key.endswith(SHARE))


def sheet(table: Table, language: str, width: float = WIDTH) -> Sheet:
    """Return the panels of a table with groups beside each other."""
    return panels.sheet(replace(_panels(table, language), page=width), language)


def says(table: Table, language: str) -> list[str]:
    """Return the numbers in words, row by row."""
    return panels.says(_panels(table, language), language)


def name_of(column: Column, language: str) -> str:
    """Return what a group is called, without how many people are in it."""
    head = column.spanner or column.label
    group = head.values.get("group") if isinstance(head, Term) else None
    return say(group if isinstance(group, Label | Term) else head, language)


def _panels(table: Table, language: str) -> Panels:
    drawn = set(columns(table))
    found = [column for column in table.columns if column.key in drawn]
    names = [name_of(column, language) for column in found]
    stops = (Stop(column, at, name, name) for at, (column, name) in enumerate(zip(found, names, strict=True)))
    return Panels(tuple(ordinary(table)), tuple(stops))
