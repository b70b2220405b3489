"""The only way out: tables become a release, in which what could point at a person is hidden."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from analysis.table import Table
from survey.survey import Step

LOWEST_THRESHOLD = 3


class Audience(StrEnum):
    """Who may see a release."""

    PUBLIC = "public"
    INTERNAL = "internal"


@dataclass(frozen=True)
class Policy:
    """Which counts must be hidden: those of 1 to `threshold` - 1 people, unless only the team looks."""

    audience: Audience
    threshold: int = 10


@dataclass(frozen=True)
class Release:
    """Everything that goes out together; the only thing renderers accept."""

    tables: tuple[Table, ...]
    history: tuple[Step, ...]
    policy: Policy
