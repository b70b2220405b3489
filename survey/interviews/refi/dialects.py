"""How programs count places in a text: what the standard leaves open, or they leave of it.

The standard says code points, from 0, and means half-open ranges. Programs differ in whether the byte order mark
counts, whether a line end counts one or two, and whether they count code points, UTF-16 units or bytes of UTF-8.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from survey.interviews.refi.names import ORIGIN


class Unit(StrEnum):
    """What is counted."""

    CODE_POINT = "code points"
    UTF_16 = "UTF-16 units"
    BYTE = "bytes"


@dataclass(frozen=True)
class Dialect:
    """One way of counting."""

    bom: bool
    """Whether a byte order mark at the start counts."""
    newline: int
    """How much a line end counts: 1 or 2."""
    unit: Unit

    def __str__(self) -> str:
        """Return it in words: `UTF-16 units, line end as two, byte order mark not counted`."""
        line_end = "one" if self.newline == 1 else "two"
        mark = "counted" if self.bom else "not counted"
        return f"{self.unit}, line end as {line_end}, byte order mark {mark}"


STANDARD = Dialect(bom=False, newline=1, unit=Unit.CODE_POINT)
ALL = tuple(Dialect(*each) for each in itertools.product((False, True), (1, 2), Unit))


@dataclass(frozen=True)
class Tool:
    """What is known of one program: how it counts, and how well that is known."""

    words: tuple[str, ...]
    """All of them stand in the `origin` of its projects."""
    dialect: Dialect | None
    """None = only the form of its files is known, so nothing is taken for granted."""
    measured: bool
    """Whether its own files were measured, or only somebody's program that reads them."""
    ours: bool = False
    """Whether it is this program: then there is nothing to tell."""
    crlf: bool | None = None
    """Whether its texts had line ends of two characters when they were measured; none = it does not matter."""

    def knows(self, crlf: bool) -> bool:
        """Return whether this was measured on texts of this sort."""
        return self.measured and self.crlf in {None, crlf}


TOOLS: Sequence[Tool] = (
    Tool((ORIGIN,), STANDARD, measured=True, ours=True),
    Tool(("nvivo", "mac"), STANDARD, measured=False),
    Tool(("nvivo",), Dialect(bom=False, newline=2, unit=Unit.UTF_16), measured=True, crlf=True),
    Tool(("qualcoder",), STANDARD, measured=True, crlf=False),
    Tool(("atlas",), STANDARD, measured=False),
    Tool(("maxqda",), None, measured=False),
)
"""The first that fits counts."""


def tool_of(origin: str) -> Tool | None:
    """Return what is known of the program that a project names as its origin."""
    plain = origin.casefold()
    return next((tool for tool in TOOLS if _names(tool, plain)), None)


def is_ours(origin: str) -> bool:
    """Return whether a file says that this program made it."""
    return origin.strip().casefold().partition(" ")[0] == ORIGIN


def _names(tool: Tool, plain: str) -> bool:
    return is_ours(plain) if tool.ours else all(word in plain for word in tool.words)
