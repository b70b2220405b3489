"""The order of a table's rows: the release's where its author left them as they were printed, else the author's."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from reports.openxml import W
from reports.refresh.finding import Finding, Kind
from reports.refresh.grid import rows
from reports.refresh.pen import RevisionPen
from reports.refresh.work import Where, Work

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

RANGES = {f"{W}{name}Start": f"{W}{name}End" for name in ("bookmark", "commentRange", "perm", "moveFromRange")}
"""What begins in one place and ends in another."""


def in_document(table: Element, found: Mapping[str, Element]) -> list[str]:
    """Return the keys of rows in the order in which they stand."""
    places = {row: place for place, row in enumerate(rows(table))}
    return sorted(found, key=lambda key: places[found[key]])


def arrange(
    work: Work, found: Mapping[str, Element], before: Sequence[str], base: Sequence[str], theirs: Sequence[str]
) -> list[str]:
    """Put the rows into the release's order unless their author moved them; return the last printed order from now on.

    `before` is the order in which the rows stood when the document was opened, `base` that in which they were printed.
    A row of an author's own stays in its place.
    """
    common = set(before) & set(base) & set(theirs) & set(found)
    printed, mine, fresh = (_only(order, common) for order in (base, before, theirs))
    wanted = _merged(theirs, base)
    if fresh in (printed, mine):
        return wanted
    why = "order_kept" if mine != printed and not work.take_new else _hindrance(work, found)
    if why:
        kind = Kind.PENDING if why == "order_tracked" else Kind.KEPT
        work.findings.append(Finding(kind, work.key, why=why))
        return _merged(base, theirs)
    _permute([found[key] for key in in_document(work.table, found)], [found[key] for key in _only(wanted, found)])
    work.note(Kind.ORDERED, Where())
    return wanted


def _only(order: Sequence[str], keys: Collection[str]) -> list[str]:
    return [key for key in order if key in keys]


def _merged(order: Sequence[str], other: Sequence[str]) -> list[str]:
    """Return an order with the keys that only the other has, each behind the one before it there."""
    merged, last = list(order), -1
    for key in other:
        if key not in merged:
            merged.insert(last + 1, key)
        last = merged.index(key)
    return merged


def _hindrance(work: Work, found: Mapping[str, Element]) -> str:
    """Return the reason why rows cannot be moved: something runs over several of them, or it could not be rejected."""
    held = list(map(outermost, found.values()))
    joined = any(next(row.iter(f"{W}vMerge"), None) is not None for row in held)
    if joined or len(set(held)) < len(held) or _runs_over(held):
        return "order_joined"
    return "order_tracked" if isinstance(work.pen, RevisionPen) else ""


def _runs_over(held: Sequence[Element]) -> bool:
    """Tell whether a bookmark or comment begins in one row and ends in another."""
    begun = {(RANGES[str(e.tag)], e.get(f"{W}id")): row for row in held for e in row.iter(*RANGES)}
    ended = (((str(e.tag), e.get(f"{W}id")), row) for row in held for e in row.iter(*RANGES.values()))
    return any(begun.get(name, row) is not row for name, row in ended)


def _permute(here: Sequence[Element], wanted: Sequence[Element]) -> None:
    """Put rows in another order into the places that they have together."""
    from lxml import etree

    places = [etree.Comment("place") for _ in here]
    for row, place in zip(map(outermost, here), places, strict=True):
        row.getparent().replace(row, place)  # type: ignore[union-attr]
    for row, place in zip(map(outermost, wanted), places, strict=True):
        place.getparent().replace(place, row)  # type: ignore[union-attr]


def outermost(row: Element) -> Element:
    """Return the row, or the control it stands in."""
    while (parent := row.getparent()) is not None and parent.tag != f"{W}tbl":
        row = parent
    return row
