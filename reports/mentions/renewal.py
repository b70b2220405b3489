"""Bound numbers are renewed like cells: what last stood there, what stands there now, what would stand there today."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from analysis.disclosure import Release
from reports.manifest import Printed, same
from reports.mentions.binding import Bound, beginning
from reports.mentions.controls import Held, anchor, held_numbers, holds_numbers
from reports.mentions.keys import Keys, Value, written
from reports.mentions.names import Taken
from reports.mentions.runs import BARRIER, remove, set_text
from reports.openxml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

Writer: TypeAlias = "Callable[[Sequence[_Element], str], None]"
"""Writes a text in place of others: given the elements that hold them, it keeps the run of the first."""


class Fate(StrEnum):
    """What became of a bound number."""

    SAME = "same"
    WRITTEN = "written"
    KEPT = "kept"
    """Its author corrected it, and the number itself did not change."""
    CONFLICT = "conflict"
    """Its author corrected it, and the number changed too."""
    GONE = "gone"
    """No number has that name any more."""
    REVISED = "revised"
    """Tracked changes wait in it: nothing is written."""


@dataclass(frozen=True)
class Renewal:
    """One bound number: what was last printed, what stands in the document, what it is now."""

    key: str
    fate: Fate
    base: str
    mine: str
    theirs: str
    place: str
    hidden: bool = False
    nearest: str = ""
    anchored: bool = False
    """Whether a tag or bookmark that another program lost was put back."""


def renew_numbers(
    root: _Element,
    release: Release,
    base: Printed,
    language: str,
    taken: Taken | None = None,
    write: Writer | None = None,
) -> list[Renewal]:
    """Renew every bound number of a part, in place; return all of them, with what became of each.

    `taken` tells what the other parts of the document use. `write` replaces the way in which a text is written, for
    tracked changes.
    """
    if not holds_numbers(root):
        return []
    keys, used = Keys(release, language), taken or Taken.of([root])
    renewals = []
    for held in held_numbers(root, [*keys.numbers, *base.numbers]):
        renewal = replace(_renewal(held, keys, base.numbers), anchored=anchor(held, used))
        if renewal.fate is Fate.WRITTEN:
            _write(held, renewal.theirs, write)
        if not held.is_copy:
            renewals.append(renewal)
    return renewals


def numbers_after(base: Mapping[str, str], bound: Sequence[Bound], renewed: Sequence[Renewal]) -> dict[str, str]:
    """Return what a document's manifest says of its numbers from now on, given those of all its parts.

    Of a number kept as its author wrote it this is what would have been printed; one that is nowhere is left out. Where
    nothing was written because tracked changes wait, what was last printed stays.
    """
    ordered = sorted(renewed, key=lambda each: each.fate is Fate.REVISED)
    later = {each.key: _base_after(each) for each in ordered}
    now = {each.key: each.text for each in bound} | {key: text for key, text in later.items() if text is not None}
    return dict(sorted(now.items()))


def _base_after(renewal: Renewal) -> str | None:
    if renewal.fate in (Fate.GONE, Fate.REVISED):
        return renewal.base or None
    return renewal.theirs


def _renewal(held: Held, keys: Keys, base: Mapping[str, str]) -> Renewal:
    name = written(held.name)
    number = keys.find(name.key)
    value = None if number is None else number.shown(name.form, keys.language)
    last, place = base.get(held.name), beginning(held.paragraph)
    if value is None:
        return Renewal(held.name, Fate.GONE, last or "", held.text, "", place, nearest=keys.nearest(name.key))
    return Renewal(held.name, _fate(held, last, value), last or "", held.text, value.text, place, value.hidden)


def _fate(held: Held, base: str | None, value: Value) -> Fate:
    """Decide as for a cell; without a base only an empty place is written to."""
    if same(held.text, value.text):
        return Fate.SAME
    if held.is_revised:
        return Fate.REVISED
    if same(held.text, base or ""):
        return Fate.WRITTEN if held.holds_text else Fate.CONFLICT
    return Fate.KEPT if base is not None and same(base, value.text) else Fate.CONFLICT


def _write(held: Held, text: str, write: Writer | None) -> None:
    texts = [piece for piece in held.pieces if piece.text != BARRIER]
    if write is not None:
        write([piece.node for piece in texts], text)
        return
    first = next(piece for piece in texts if piece.node.tag == f"{W}t")
    set_text(first.node, text)
    remove([piece for piece in texts if piece is not first])
