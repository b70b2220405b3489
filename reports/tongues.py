"""Which words of a table are in another language than the reader's: quotations, and what nobody translated."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from analysis.table import Table, Text
from reports.vocabulary import tongue

Key = TypeVar("Key")


@dataclass(frozen=True)
class Tongues:
    """The language of each text of a table that is not in the reader's."""

    title: str = ""
    stub: str = ""
    heads: dict[int, str] = field(default_factory=dict)
    """By place of the column."""
    spans: dict[int, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    """By key of the row."""
    cells: dict[tuple[str, int], str] = field(default_factory=dict)


def tongues(table: Table, language: str) -> Tongues:
    """Return the languages of a table's texts."""
    columns = [column for column in table.columns if not column.summary]
    cells = {
        (row.key, place): _of(cell.text, language)
        for row in table.rows
        for place, column in enumerate(columns)
        if (cell := row.cells.get(column.key)) is not None and not cell.hidden
    }
    return Tongues(
        _of(table.title, language),
        _of(table.stub, language),
        _known({place: _of(column.label, language) for place, column in enumerate(columns)}),
        _known({place: _of(column.spanner, language) for place, column in enumerate(columns)}),
        _known({row.key: _of(row.label, language) for row in table.rows}),
        {spot: found for spot, found in cells.items() if found},
    )


def _of(text: Text | None, language: str) -> str:
    return "" if text is None else tongue(text, language)


def _known(found: dict[Key, str]) -> dict[Key, str]:
    return {key: language for key, language in found.items() if language}
