"""Which words of a table are in another language than the reader's: quotations, and what nobody translated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from analysis.table import Table, Term, Text
from reports.vocabulary import foreign, tongue

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
    parts: dict[tuple[str, int], tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Words within a cell, such as a quotation before the name of who said it, each with its language."""
    notes: tuple[tuple[str, str], ...] = ()
    """Words in the notes beneath: remarks, and what bases and selections are called."""

    def spoken(self, row: str, place: int, text: str) -> tuple[tuple[str, str], ...]:
        """Return the words in a cell that are in another language, and which."""
        whole = self.cells.get((row, place))
        return ((text, whole),) if whole else self.parts.get((row, place), ())


def tongues(table: Table, language: str) -> Tongues:
    """Return the languages of a table's texts."""
    columns = [column for column in table.columns if not column.summary]
    texts = {
        (row.key, place): cell.text
        for row in table.rows
        for place, column in enumerate(columns)
        if (cell := row.cells.get(column.key)) is not None and not cell.hidden and cell.text is not None
    }
    return Tongues(
        _of(table.title, language),
        _of(table.stub, language),
        _known({place: _of(column.label, language) for place, column in enumerate(columns)}),
        _known({place: _of(column.spanner, language) for place, column in enumerate(columns)}),
        _known({row.key: _of(row.label, language) for row in table.rows}),
        _known({spot: tongue(text, language) for spot, text in texts.items()}),
        {spot: found for spot, text in texts.items() if isinstance(text, Term) and (found := foreign(text, language))},
        _beneath(table, language),
    )


def by_tongue(said: str, spoken: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the parts of a text, each with its language where that is not the reader's: only whole words are taken."""
    known = {words: language for words, language in spoken if words}
    longest = sorted(map(re.escape, known), key=len, reverse=True)
    parts = re.split(rf"(?<!\w)({'|'.join(longest)})(?!\w)", said) if known else [said]
    yield from ((part, known.get(part, "") if place % 2 else "") for place, part in enumerate(parts) if part)


def _beneath(table: Table, language: str) -> tuple[tuple[str, str], ...]:
    texts = (table.universe.label, *(base.label for base in table.bases), *(note.text for note in table.notes))
    found = (each for text in texts if text is not None for each in foreign(text, language))
    return tuple(dict.fromkeys(found))


def _of(text: Text | None, language: str) -> str:
    return "" if text is None else tongue(text, language)


def _known(found: dict[Key, str]) -> dict[Key, str]:
    return {key: language for key, language in found.items() if language}
