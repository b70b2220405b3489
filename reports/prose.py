"""Text between the tables, before any renderer: headings, paragraphs and lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Heading:
    """A heading; one of level 1 opens a chapter."""

    text: str
    level: int = 1
    new_page: bool = False
    tongue: str = ""
    """Its language, where that is not the reader's."""
    key: str = ""
    """What it is known by, free of language, so that a refresh finds it again."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of plain text."""

    text: str
    key: str = ""


@dataclass(frozen=True)
class Point:
    """One line of a list, with the words it is about before it, where there are any."""

    text: str
    lead: str = ""
    key: str = ""


@dataclass(frozen=True)
class Points:
    """A list; without points it is nothing."""

    points: tuple[Point, ...]


Prose: TypeAlias = Heading | Paragraph | Points
