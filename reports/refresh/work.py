"""One table under refresh: what is known of it, how it is written to, and what has been found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reports.layout import Layout
from reports.manifest import PrintedTable, squeezed
from reports.openxml import W
from reports.refresh.body import Body
from reports.refresh.finding import Finding, Kind
from reports.refresh.merge import Verdict, judge, next_base
from reports.refresh.pen import AUTHOR, Pen
from reports.refresh.text import REVISED, has_field, is_revised

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

KINDS = {
    Verdict.WRITE: Kind.CHANGED,
    Verdict.ALIGN: Kind.ALIGNED,
    Verdict.KEEP: Kind.KEPT,
    Verdict.CONFLICT: Kind.CONFLICT,
    Verdict.UNKNOWN: Kind.UNKNOWN,
}


@dataclass(frozen=True)
class Fresh:
    """A table of the release, ready to be printed."""

    layout: Layout
    notes: tuple[str, ...]
    alt: str
    language: str


@dataclass(frozen=True)
class Where:
    """A place in a table, in the words of its reader."""

    row: str = ""
    column: str = ""


@dataclass
class Work:
    """One table under refresh."""

    body: Body
    table: Element
    key: str
    fresh: Fresh
    base: PrintedTable | None
    pen: Pen
    take_new: bool = False
    styles: frozenset[str] = frozenset()
    """The ids of the document's styles."""
    findings: list[Finding] = field(default_factory=list)

    def merge(self, place: Element, mine: str, base: str | None, theirs: str, where: Where) -> tuple[bool, str]:
        """Judge a text and note what becomes of it; return whether to write it, and its base from now on."""
        verdict = judge(base, mine, theirs)
        taken = self.take_new and verdict in {Verdict.CONFLICT, Verdict.UNKNOWN}
        pending = is_revised(place)
        if verdict is Verdict.SAME:
            return False, next_base(base, theirs, pending=pending and not _is_own_revision(place))
        stuck = pending or has_field(place)
        if stuck and verdict is Verdict.ALIGN:
            return False, next_base(base, theirs, pending=True)
        kind = Kind.CHANGED if taken else KINDS[verdict]
        if (stuck and kind is Kind.CHANGED) or (pending and kind is Kind.CONFLICT):
            kind = Kind.PENDING
        self.note(kind, where, mine if taken else base or "", mine, theirs)
        return kind in {Kind.CHANGED, Kind.ALIGNED}, next_base(base, theirs, pending=stuck or kind is Kind.CONFLICT)

    def note(self, kind: Kind, where: Where, old: str = "", mine: str = "", new: str = "") -> None:
        """Note what became of a place."""
        said = (squeezed(text) for text in (old, mine, new))
        self.findings.append(Finding(kind, self.key, squeezed(where.row), squeezed(where.column), *said))

    @property
    def is_known(self) -> bool:
        """Tell whether all of it can be taken as last printed: nothing was found without a base to judge by."""
        return all(finding.kind is not Kind.UNKNOWN for finding in self.findings)


def same_set(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two lists name the same columns, in whatever order."""
    return sorted(one) == sorted(other)


def _is_own_revision(place: Element) -> bool:
    return all(mark.get(f"{W}author") == AUTHOR for mark in place.iter(*REVISED))
