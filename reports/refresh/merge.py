"""What happens to one printed text, given what stood there, what stands there now and what the release says."""

from __future__ import annotations

from enum import StrEnum

from reports.layout import NO_BREAK_SPACE
from reports.manifest import same, squeezed
from reports.numbers import FIGURE_SPACE

PADDING = dict.fromkeys(map(ord, (FIGURE_SPACE, NO_BREAK_SPACE)))


class Verdict(StrEnum):
    """The outcome of comparing base (last printed), mine (the document) and theirs (the release)."""

    SAME = "same"
    ALIGN = "align"
    """Nobody touched it, and only its blanks for alignment are to be others."""
    WRITE = "write"
    KEEP = "keep"
    """Only its author changed it."""
    CONFLICT = "conflict"
    """Its author and the release both changed it, and not alike."""
    UNKNOWN = "unknown"
    """It differs from the release, and nobody knows what was last printed there."""


def judge(base: str | None, mine: str, theirs: str) -> Verdict:
    """Return what becomes of a text; blanks of any width count as one space.

    Without a base only an empty place is written to. Blanks that put digits under digits are renewed where they are as
    they were printed.
    """
    if same(mine, theirs):
        moved = mine == base and mine != theirs and mine.translate(PADDING) == theirs.translate(PADDING)
        return Verdict.ALIGN if moved else Verdict.SAME
    if base is None:
        return Verdict.UNKNOWN if squeezed(mine) else Verdict.WRITE
    if same(mine, base):
        return Verdict.WRITE
    return Verdict.KEEP if same(theirs, base) else Verdict.CONFLICT


def next_base(base: str | None, theirs: str, *, pending: bool = False) -> str:
    """Return what the manifest holds from now on: the release, also under a hand edit, or it would be lost next time.

    A text under revision by somebody was not judged to the end, and a conflict is told until its author ends it: these
    keep their base.
    """
    return base if pending and base is not None else theirs
