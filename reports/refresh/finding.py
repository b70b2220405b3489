"""What a refresh did and left, place by place, for its account."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What became of a place, in the order of telling."""

    CHANGED = "changed"
    ROW_ADDED = "row_added"
    ROW_REMOVED = "row_removed"
    ORDERED = "ordered"
    """Rows follow the order of the release."""
    ALIGNED = "aligned"
    """Only the blanks that put digits under digits changed."""
    REBUILT = "rebuilt"
    REDRAWN = "redrawn"
    UNTRACKED = "untracked"
    """Written at once, not as a revision: that would have kept a hidden number in the file."""
    ANCHORED = "anchored"
    KEPT = "kept"
    ABSENT = "absent"
    """Its author deleted it: it stays so."""
    PENDING = "pending"
    """A revision by somebody waits here; written once that is accepted or rejected."""
    UNKNOWN = "unknown"
    CONFLICT = "conflict"
    STAYS = "stays"
    """A row or note that the release no longer has and that its author worked on."""
    LOST = "lost"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    """A picture that is not drawn any more was taken out, for it may show what is hidden by now."""


LOOK = frozenset({Kind.PENDING, Kind.UNKNOWN, Kind.CONFLICT, Kind.STAYS, Kind.LOST, Kind.REFUSED, Kind.WITHDRAWN})
"""What a person must look at."""


@dataclass(frozen=True)
class Finding:
    """One thing that a refresh did, or left for its author."""

    kind: Kind
    table: str
    row: str = ""
    column: str = ""
    old: str = ""
    mine: str = ""
    new: str = ""
    why: str = ""
    """Of what is lost or refused: the key of its reason."""
