"""What a newer version of a file changes: its codings held against those of its earlier import."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from survey.interviews.codings import Coding, Status

SUGGESTER = "cryptodrug"
"""The coder of what patterns suggest."""


class Kind(StrEnum):
    """What became of one coding."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    """The same words by the same coder, under another code."""
    SHIFTED = "shifted"
    """The same code by the same coder, with other boundaries."""
    UNCHANGED = "unchanged"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    SUGGESTED = "suggested"
    """A suggestion that nobody has looked at yet, or a person's own `code ?`."""
    LOST = "lost"
    """Its words are not in our transcript."""


@dataclass(frozen=True)
class Change:
    """One coding and what became of it. For RENAMED and SHIFTED, `before` is what it was."""

    kind: Kind
    coding: Coding
    before: Coding | None = None


def same_place(coding: Coding) -> tuple[str, int, int, str]:
    """Return what a suggestion and its acceptance share: interview, place and code."""
    return coding.interview, coding.start, coding.end, coding.code


def identity(coding: Coding) -> tuple[str, int, int, str, str, str]:
    """Return what makes two codings one: place, code and coder (and, for lost ones, the words)."""
    return *same_place(coding), coding.coder, coding.quote if coding.status is Status.LOST else ""


def sent_out(codings: Sequence[Coding], files: Mapping[str, str]) -> tuple[Coding, ...]:
    """Return the codings once interviews went out in files (their names, by interview).

    What a file holds, whoever made it, is that file's from then on: when it comes back, what is not in it any more was
    removed, and what has another code was renamed. Codings whose words are lost cannot go out; those of an earlier
    file of that name become nobody's, so that the new file does not take them away.
    """
    return tuple(_sent(coding, files.get(coding.interview, "")) for coding in codings)


def _sent(coding: Coding, file: str) -> Coding:
    if file and coding.status in {Status.CODED, Status.SUGGESTED}:
        return replace(coding, source=file)
    return replace(coding, source="") if coding.status is Status.LOST and coding.source == file else coding


def compare(old: Sequence[Coding], new: Sequence[Coding]) -> tuple[Change, ...]:
    """Return what became of the codings of a file, from its earlier import to this one.

    The same place, code and coder is the same coding; then the same place and coder is a renamed one; then the same
    code and coder on overlapping words is a shifted one. What is left was removed, or is added.
    """
    gone, come, changes = list(old), list(new), list[Change]()
    for pair, kind in ((identity, Kind.UNCHANGED), (_under_a_code, Kind.RENAMED)):
        changes += _paired(gone, come, pair, kind)
    changes += _shifted(gone, come)
    changes += [Change(Kind.REMOVED, coding) for coding in gone]
    return (*changes, *(Change(_arrival(coding), coding) for coding in come))


def _under_a_code(coding: Coding) -> Hashable:
    return coding.interview, coding.start, coding.end, coding.coder


def _paired(gone: list[Coding], come: list[Coding], key: Callable[[Coding], Hashable], kind: Kind) -> list[Change]:
    """Take the codings that are alike out of both lists, and return them as changes."""
    waiting: dict[Hashable, list[Coding]] = {}
    for coding in gone:
        waiting.setdefault(key(coding), []).append(coding)
    changes, left = [], []
    for coding in come:
        before = waiting.get(key(coding))
        if before:
            known = before.pop(0)
            changes.append(Change(kind, _as_known(coding, known) if kind is Kind.UNCHANGED else coding, known))
        else:
            left.append(coding)
    gone[:] = [coding for codings in waiting.values() for coding in codings]
    come[:] = left
    return [_with_status(change) for change in changes]


def _as_known(coding: Coding, before: Coding) -> Coding:
    """Return a coding that is there again; a file may say its time and the blanks of its memo in another way."""
    memo = before.memo if before.memo.split() == coding.memo.split() else coding.memo
    return replace(coding, time=before.time or coding.time, memo=memo)


def _shifted(gone: list[Coding], come: list[Coding]) -> list[Change]:
    changes = []
    for coding in list(come):
        before = next((each for each in gone if _overlap(each, coding)), None)
        if before is not None:
            gone.remove(before)
            come.remove(coding)
            changes.append(_with_status(Change(Kind.SHIFTED, coding, before)))
    return changes


def _overlap(one: Coding, other: Coding) -> bool:
    alike = (one.interview, one.code, one.coder) == (other.interview, other.code, other.coder)
    return alike and max(one.start, other.start) < min(one.end, other.end)


def _with_status(change: Change) -> Change:
    """Return the change; one of status says more than one of place or name."""
    before, after = change.before and change.before.status, change.coding.status
    if before is Status.SUGGESTED and after is Status.CODED:
        return Change(Kind.ACCEPTED, change.coding, change.before)
    if after is not before and after is not Status.CODED:
        return Change(_arrival(change.coding), change.coding, change.before)
    return change


def _arrival(coding: Coding) -> Kind:
    kinds = {Status.SUGGESTED: Kind.SUGGESTED, Status.LOST: Kind.LOST}
    return kinds.get(coding.status, Kind.ADDED)
