"""The dimensions of a drug career, each a rule that puts a person in one class.

A rule looks at one state for each item and keeps a small summary, so that all ways of filling in what is missing can
be followed at once: from a set of summaries to the next, item by item. B and A are the items used before and since.

**Repertoire**, from the use of each item before and since: expansion (B not empty, B ⊂ A), contraction (A not empty,
A ⊂ B), stable (A = B, not empty), substitution (at least one added and one dropped, both sets not empty), recovery (B
not empty, A empty), start (B empty, A not), none.
**Frequency**, from the level of each item before and since: the highest level since is higher than, the same as, or
lower than the highest before; no_pair where B or A is empty.
**Escalation**, from the same, among A ∩ B: some level up and none down; de_escalation; mixed; stable; none_shared.
**Switching**, from the same: the most frequent item(s) before and since have none in common (switched), or have one
(kept); no_pair where B or A is empty.
**Intensity**, from the change in the usual amount, among A ∩ B: more (some more, none less), less, mixed, same;
none_shared.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Summary = TypeVar("Summary", bound=Hashable)
State = TypeVar("State", bound=Hashable)

UNUSED = -1
"""Stands for the level of an item that was not used."""

Uses = tuple[bool, bool]
"""Whether an item was used before, and since."""
Levels = tuple[int, int]
"""How often it was used before, and since; `UNUSED` where it was not."""


@dataclass(frozen=True)
class Dimension(Generic[State, Summary]):
    """A rule: what to keep in mind before the first item, how each item changes it, and which class it then gives."""

    name: str
    classes: tuple[str, ...]
    start: Summary
    add: Callable[[Summary, State], Summary]
    judge: Callable[[Summary], str]


def reachable(dimension: Dimension[State, Summary], possible: Iterable[frozenset[State]]) -> frozenset[str]:
    """Return every class that some completion gives, when each item may be in any of its possible states.

    Items are filled in independently of each other. The same as going through all combinations of states, but in
    steps: only different summaries are followed.
    """
    summaries = {dimension.start}
    for states in possible:
        summaries = {dimension.add(summary, state) for summary in summaries for state in states}
    return frozenset(map(dimension.judge, summaries))


def settled(dimension: Dimension[State, Summary], possible: Iterable[frozenset[State]]) -> str | None:
    """Return the class that every completion gives; nothing when they do not agree: undetermined."""
    classes = reachable(dimension, possible)
    return next(iter(classes)) if len(classes) == 1 else None


def _any(summary: tuple[bool, ...], *found: bool) -> tuple[bool, ...]:
    return tuple(before or now for before, now in zip(summary, found, strict=True))


def _course(summary: tuple[bool, ...], uses: Uses) -> tuple[bool, ...]:
    """Keep whether something was kept, added, dropped."""
    before, since = uses
    return _any(summary, before and since, since and not before, before and not since)


def _judge_course(summary: tuple[bool, ...]) -> str:
    kept, added, dropped = summary
    if added and dropped:
        return "substitution"
    if kept:
        return "expansion" if added else "contraction" if dropped else "stable"
    return "start" if added else "recovery" if dropped else "none"


def _highest(summary: Levels, levels: Levels) -> Levels:
    return max(summary[0], levels[0]), max(summary[1], levels[1])


def _judge_highest(summary: Levels) -> str:
    before, since = summary
    if UNUSED in summary:
        return "no_pair"
    return "higher" if since > before else "lower" if since < before else "same"


def _direction(summary: tuple[bool, ...], levels: Levels) -> tuple[bool, ...]:
    """Keep whether something is in both periods, went up, went down."""
    before, since = levels
    return summary if UNUSED in levels else _any(summary, True, since > before, since < before)


def _judged_by(none: str, mixed: str, up: str, down: str, same: str) -> Callable[[tuple[bool, ...]], str]:
    def judge(summary: tuple[bool, ...]) -> str:
        shared, went_up, went_down = summary
        if not shared:
            return none
        return mixed if went_up and went_down else up if went_up else down if went_down else same

    return judge


def _leading(summary: tuple[int, int, bool], levels: Levels) -> tuple[int, int, bool]:
    """Keep the highest level before and since, and whether one item has both."""
    before, since, overlap = summary
    highest = max(before, levels[0]), max(since, levels[1])
    still = overlap and highest == (before, since)
    return *highest, still or (levels == highest)


def _judge_leading(summary: tuple[int, int, bool]) -> str:
    before, since, overlap = summary
    return "no_pair" if UNUSED in (before, since) else "kept" if overlap else "switched"


def _amount(summary: tuple[bool, ...], change: int | None) -> tuple[bool, ...]:
    return summary if change is None else _any(summary, True, change > 0, change < 0)


NOTHING: tuple[bool, ...] = (False, False, False)
FREQUENCY = Dimension("frequency", ("higher", "same", "lower", "no_pair"), (UNUSED, UNUSED), _highest, _judge_highest)
INTENSITY = Dimension(
    "intensity",
    ("more", "same", "less", "mixed", "none_shared"),
    NOTHING,
    _amount,
    _judged_by("none_shared", "mixed", "more", "less", "same"),
)
ESCALATION = Dimension(
    "escalation",
    ("escalation", "stable", "de_escalation", "mixed", "none_shared"),
    NOTHING,
    _direction,
    _judged_by("none_shared", "mixed", "escalation", "de_escalation", "stable"),
)
SWITCHING = Dimension("switching", ("switched", "kept", "no_pair"), (UNUSED, UNUSED, False), _leading, _judge_leading)
REPERTOIRE = Dimension(
    "repertoire",
    ("expansion", "substitution", "contraction", "stable", "recovery", "start", "none"),
    NOTHING,
    _course,
    _judge_course,
)
