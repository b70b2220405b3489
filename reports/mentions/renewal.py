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
    anchored: bool = False
    """Whether a tag or bookmark that another program lost was put back."""
    mark: str = ""
    """The bookmark of the place."""

    @property
    def waits(self) -> bool:
        """Tell whether nothing may be written here until its author has decided."""
        return self.fate in (Fate.CONFLICT, Fate.REVISED)


def renew_numbers(
    root: _Element,
    release: Release,
    base: Printed,
    language: str,
    taken: Taken | None = None,
    write: Writer | None = None,
    *,
    take_new: bool = False,
) -> list[Renewal]:
    """Renew every bound number of a part, in place; return all of them, with what became of each.

    `taken` tells what the other parts of the document use. `write` replaces the way in which a text is written, for
    tracked changes. With `take_new` a number that both its author and the release changed becomes the release's.
    """
    if not holds_numbers(root):
        return []
    keys, used = Keys(release, language), taken or Taken.of([root])
    renewals = []
    for held in held_numbers(root, [*keys.numbers, *base.numbers]):
        anchored = anchor(held, used)
        renewal = replace(_renewal(held, keys, base), anchored=anchored, mark=held.mark)
        if take_new and renewal.fate is Fate.CONFLICT and held.holds_text:
            renewal = replace(renewal, fate=Fate.WRITTEN)
        if renewal.fate is Fate.WRITTEN:
            _write(held, renewal.theirs, write)
        if not held.is_copy:
            renewals.append(renewal)
    return renewals


def numbers_after(base: Mapping[str, str], bound: Sequence[Bound], renewed: Sequence[Renewal]) -> dict[str, str]:
    """Return what a document's manifest says of its numbers from now on, given those of all its parts.

    Of a number kept as its author wrote it this is what would have been printed; one that is nowhere is left out. One
    that waits in all its places keeps what was last printed.
    """
    moved = {each.key: each.theirs for each in renewed if not each.waits and each.fate is not Fate.GONE}
    last = {each.key: base[each.key] for each in renewed if each.key in base}
    return dict(sorted((last | {each.key: each.text for each in bound} | moved).items()))


def waiting_after(numbers: Mapping[str, str], renewed: Sequence[Renewal]) -> dict[str, str]:
    """Return what was last printed in the places that wait, by bookmark, where it is not what `numbers_after` says."""
    waits = {each.mark: each for each in renewed if each.mark and (each.waits or each.fate is Fate.GONE)}
    return {mark: each.base for mark, each in sorted(waits.items()) if numbers.get(each.key, "") != each.base}


def _renewal(held: Held, keys: Keys, base: Printed) -> Renewal:
    name = written(held.name)
    number = keys.find(name.key)
    value = None if number is None else number.shown(name.form, keys.language)
    last, place = base.waiting.get(held.mark, base.numbers.get(held.name, "")), beginning(held.paragraph)
    if value is None:
        return Renewal(held.name, Fate.GONE, last, held.text, "", place)
    return Renewal(held.name, _fate(held, last or None, value), last, held.text, value.text, place, value.hidden)


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
