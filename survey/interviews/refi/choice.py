"""Which dialect a text was counted in: chosen from its selections, or not told at all.

A choice stands only when it is clearly ahead of every other way of counting that would put a coding elsewhere. Texts
of one project with the same sort of line ends vouch for each other; the program that made the project counts for
something, and what was measured of it for more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from survey.interviews.refi.dialects import ALL, STANDARD, Dialect, Tool, tool_of
from survey.interviews.refi.evidence import Evidence, Selected, Span, weigh
from survey.interviews.refi.positions import Raw

LEAST = 0.75
"""So many ends must cut no word; any wrong way of counting reaches about a third."""
MARGIN = 6.0
"""How far ahead a choice must be, in nats: more than one end of a stretch can say."""
MEASURED = 7.0
"""What a measured program counts for: enough where the selections fit several ways alike."""
TOLD = 2.0
"""What a program counts for of which others only say how it counts."""
TWO_FOR_ONE = 7.0
"""What speaks against a count of two for line ends that are one character in the file itself."""


@dataclass(frozen=True)
class Counted:
    """A text with everything that was selected in it, in the order of the project."""

    name: str
    raw: Raw
    selections: tuple[Selected, ...]

    @property
    def sort(self) -> tuple[bool, bool]:
        """Return what texts must share to vouch for each other: where they stand, and their line ends."""
        return self.raw.inline, self.raw.crlf

    def spans(self, dialect: Dialect) -> tuple[Span | None, ...]:
        """Return where each selection lies; nothing for one that lies outside the text."""
        return tuple(self.raw.span(each.start, each.end, dialect) for each in self.selections)


@dataclass(frozen=True)
class Choice:
    """What was chosen for one text."""

    name: str
    dialect: Dialect
    told: bool
    """Whether it is certain enough to rely upon."""
    spans: tuple[Span | None, ...]
    evidence: Evidence
    other: Evidence | None = None
    """The nearest way of counting that would put something elsewhere, where there is one."""

    def __str__(self) -> str:
        """Return it in words, for the researcher."""
        score = f"{self.evidence.score:.2f}"
        names = f", {self.evidence.agreed} of {self.evidence.ends // 2} names agree" if self.evidence.agreed else ""
        if not self.told:
            rival = f", next {self.other.score:.2f}" if self.other else ""
            return f"{self.name}: positions cannot be told; best {score} ({self.dialect}{rival}){names}"
        if self.other is None:
            return f"{self.name}: every way of counting means the same words, {score}{names}"
        return f"{self.name}: {self.dialect}, {score} (next {self.other.score:.2f}){names}"


@dataclass(frozen=True)
class _Weighed:
    """A text with the evidence for each dialect: its own, and that of the texts that vouch for it."""

    text: Counted
    own: Mapping[Dialect, Evidence]
    total: Mapping[Dialect, float] = field(default_factory=dict)


def choose(texts: Sequence[Counted], origin: str = "") -> tuple[Choice, ...]:
    """Return a choice for each text in which something is selected."""
    tool = tool_of(origin)
    selected = [text for text in texts if any(each.start < each.end for each in text.selections)]
    if tool is not None and tool.ours:
        return tuple(_as_we_count(text) for text in selected)
    weighed = [
        _Weighed(text, {dialect: weigh(text.raw, text.selections, dialect) for dialect in ALL}) for text in selected
    ]
    return tuple(_choice(_Weighed(each.text, each.own, _total(each, weighed, tool))) for each in weighed)


def _as_we_count(text: Counted) -> Choice:
    """Return the choice for a text of our own, in which anything may be selected, also parts of words."""
    evidence = weigh(text.raw, text.selections, STANDARD)
    return Choice(text.name, STANDARD, told=True, spans=text.spans(STANDARD), evidence=evidence)


def _total(one: _Weighed, weighed: Sequence[_Weighed], tool: Tool | None) -> dict[Dialect, float]:
    alike = [each for each in weighed if each.text.sort == one.text.sort]
    return {
        dialect: sum(each.own[dialect].weight for each in alike) + _prior(one.text.raw, dialect, tool)
        for dialect in ALL
    }


def _prior(raw: Raw, dialect: Dialect, tool: Tool | None) -> float:
    """Return what speaks for a dialect before any selection is looked at."""
    counts_more = dialect.newline == 2 and not raw.crlf and not raw.inline
    odd = -TWO_FOR_ONE if counts_more and (tool is None or tool.dialect is not None) else 0.0
    if tool is None or tool.dialect != dialect:
        return odd
    return odd + (MEASURED if tool.knows(raw.crlf) else TOLD)


def _choice(weighed: _Weighed) -> Choice:
    """Return the best dialect; those that mean the same spans are one, and speak with their best voice."""
    text, total = weighed.text, weighed.total
    ranked = sorted(ALL, key=lambda dialect: -total[dialect])
    best = ranked[0]
    spans = text.spans(best)
    rival = next((dialect for dialect in ranked if text.spans(dialect) != spans), None)
    evidence = weighed.own[best]
    clear = rival is None or total[best] - total[rival] >= MARGIN
    most = max(each.weight for each in weighed.own.values())
    told = clear and evidence.score >= LEAST and most - evidence.weight < MARGIN
    other = None if rival is None else weighed.own[rival]
    return Choice(text.name, best, told, spans, evidence, other)
