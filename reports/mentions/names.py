"""Names and ids that a document has in use, over all its parts: none may be given twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from reports.anchors import Anchor, bookmark, control_id
from reports.openxml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

HIGHEST_ID = 2**31 - 2


@dataclass
class Taken:
    """The names of bookmarks, the highest of their ids, and the ids of content controls."""

    bookmarks: set[str] = field(default_factory=set)
    highest: int = 0
    controls: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, roots: Iterable[_Element]) -> Taken:
        """Return what the parts of a document use."""
        taken = cls()
        for root in roots:
            taken.add(root)
        return taken

    def add(self, root: _Element) -> None:
        """Add what one part uses."""
        for start in root.iter(f"{W}bookmarkStart"):
            self.bookmarks.add(start.get(f"{W}name", ""))
            self.highest = max(self.highest, _number(start.get(f"{W}id")))
        for properties in root.iter(f"{W}sdtPr"):
            given = properties.find(f"{W}id")
            if given is not None:
                self.controls.add(_number(given.get(f"{W}val")))

    def new_bookmark(self, name: str) -> tuple[str, int]:
        """Return a name and id for a bookmark of the number called `name`, which may stand in several places."""
        first = bookmark(Anchor.NUMBER, name)
        free = next(each for each in _numbered(first) if each not in self.bookmarks)
        self.bookmarks.add(free)
        self.highest += 1
        return free, self.highest

    def new_control(self, place: str) -> int:
        """Return an id for the content control within this bookmark."""
        wanted = control_id(place)
        while wanted in self.controls:
            wanted = wanted % HIGHEST_ID + 1
        self.controls.add(wanted)
        return wanted


def digest_of(place: str) -> str:
    """Return the name of the first bookmark of a number, given that of any of them."""
    return "_".join(place.split("_")[:3])


def _numbered(first: str) -> Iterable[str]:
    yield first
    yield from (f"{first}_{number}" for number in count(2))


def _number(text: str | None) -> int:
    try:
        return int(text or "0")
    except ValueError:
        return 0
