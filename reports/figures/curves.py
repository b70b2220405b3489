"""Onset curves: a panel for each item, with the share that had begun by each age.

Ages are in whole years, so between two that follow each other the curve is a step. Between ages further apart the
table counts nothing: a dotted line leads the eye, and claims no number.
"""

from __future__ import annotations

import re
from dataclasses import replace

from analysis.table import Row, Table
from reports.figures import panels
from reports.figures.panels import Panels, Stop
from reports.figures.sheets import WIDTH, Sheet, is_known, ordinary, value
from reports.numbers import whole
from reports.vocabulary import say

SHARE = re.compile(r"by_(\d+)")


def columns(table: Table) -> tuple[str, ...]:
    """Return the columns that are drawn: the shares that had begun by each age, in order of age."""
    found = {column.key: int(match[1]) for column in table.columns if (match := SHARE.fullmatch(column.key))}
    return tuple(sorted(found, key=found.__getitem__))


def sheet(table: Table, language: str, width: float = WIDTH) -> Sheet:
    """Return the panels of a table of ages at first use."""
    return panels.sheet(replace(_panels(table, language), page=width), language)


def says(table: Table, language: str) -> list[str]:
    """Return the numbers in words, item by item."""
    return panels.says(_panels(table, language), language)


def rows_of(table: Table) -> list[Row]:
    """Return the items, those first that most had begun by the last age; hidden ones stand last."""
    last = columns(table)[-1]
    known = [row for row in ordinary(table) if is_known(row, last)]
    unknown = [row for row in ordinary(table) if not is_known(row, last)]
    return [*sorted(known, key=lambda row: -value(row, last)), *unknown]


def _panels(table: Table, language: str) -> Panels:
    by_key = {column.key: column for column in table.columns}
    ages = {key: int(key.removeprefix("by_")) for key in columns(table)}
    stops = (
        Stop(by_key[key], age, whole(age, language), say(by_key[key].label, language)) for key, age in ages.items()
    )
    return Panels(tuple(rows_of(table)), tuple(stops), stepped=True)
