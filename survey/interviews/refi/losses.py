"""The account of a project: every element of it was taken, or stands in the list of losses."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from survey.interviews.incoming import Loss, LossKind
from survey.interviews.refi.names import PARTS, local

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


@dataclass
class Account:
    """What became of each element under `root`.

    A loss names what it is of: `Coding: interview 3` for elements, in a text where there is one, and
    `Code/@color` for what stood in an attribute.
    """

    root: Element
    taken: Counter[str] = field(default_factory=Counter)
    """How many elements of each name were taken."""
    _lost: Counter[tuple[LossKind, str]] = field(default_factory=Counter)
    _settled: set[int] = field(default_factory=set)

    def take(self, element: Element) -> None:
        """Note that an element was taken; once is enough."""
        if self._settle(element):
            self.taken[local(element)] += 1

    def lose(self, element: Element, kind: LossKind, where: str = "") -> None:
        """Note that an element was not taken, unless something is known of it already."""
        if self._settle(element):
            self._lost[kind, f"{local(element)}: {where}" if where else local(element)] += 1

    def lose_all(self, element: Element, kind: LossKind, where: str = "") -> None:
        """Note that an element was not taken with all that stands in it."""
        for each in element.iter():
            self.lose(each, kind, where)

    def lose_attribute(self, kind: LossKind, subject: str, count: int = 1) -> None:
        """Note that something said in attributes was not taken."""
        self._lost[kind, subject] += count

    def losses(self) -> tuple[Loss, ...]:
        """Return everything that was not taken; what nobody looked at is lost too."""
        self.lose_all(self.root, LossKind.OTHER)
        order = list(LossKind)
        found = sorted(self._lost.items(), key=lambda item: (order.index(item[0][0]), item[0][1]))
        return tuple(Loss(kind, count, subject) for (kind, subject), count in found if count)

    def _settle(self, element: Element) -> bool:
        """Return whether this element counts and nothing was known of it."""
        if local(element) in PARTS or id(element) in self._settled:
            return False
        self._settled.add(id(element))
        return True
