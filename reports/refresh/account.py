"""What a refresh did, table by table, for the terminal: how much changed, and every place its author should know.

What is the same for several tables is said once, with their ids.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from reports.refresh import Refreshed
from reports.refresh.finding import Finding, Kind
from reports.vocabulary import word

LONGEST = 70
"""Longer texts, notes mostly, are cut."""
AHEAD = 15
"""How many signs are shown at least before the place where two long texts begin to differ."""
COUNTED = frozenset({Kind.ORDERED, Kind.ALIGNED, Kind.REBUILT, Kind.REDRAWN})
"""What is only counted, where it has no reason of its own."""
ROUTINE = COUNTED | {Kind.CHANGED}
"""What is told in full only when all is asked for."""


@dataclass(frozen=True)
class _Part:
    """What is told of one table, figure or part of the text."""

    key: str
    name: str
    counts: str
    lines: tuple[str, ...]
    in_full: bool
    """Whether the lines tell all that is counted."""


def account(refreshed: Refreshed, language: str, *, in_full: bool = False, known: bool = True) -> list[str]:
    """Return the account of a refresh; in full with every cell that changed.

    Of a document of which it is not `known` what was printed in it, cells that differ are told in full only too.
    """
    routine = ROUTINE if known else ROUTINE | {Kind.UNKNOWN}
    parts = list(_parts(refreshed, language, frozenset() if in_full else routine))
    shared = _shared(parts)
    lines = [line for part in parts for line in _told(part, shared, language)]
    for line, keys in shared.items():
        lines += [_several(keys, language), f"  {line}"]
    lines += _anchored(refreshed.findings, language)
    if refreshed.numbers:
        lines += [word("refresh.numbers", language), *(f"  {line}" for line in _once(refreshed.numbers))]
    return lines


def _parts(refreshed: Refreshed, language: str, routine: frozenset[Kind]) -> Iterator[_Part]:
    findings = [finding for finding in refreshed.findings if finding.kind is not Kind.ANCHORED]
    for table, group in groupby(findings, lambda finding: finding.table):
        found = list(group)
        counted = Counter(finding.kind for finding in found)
        counts = [word(f"refresh.count.{kind.value}", language, n=counted[kind]) for kind in Kind if counted[kind]]
        name = f"{refreshed.titles.get(table, table)} ({table})"
        lines = list(_lines(found, language, routine | COUNTED))
        yield _Part(table, name, ", ".join(counts), tuple(_once(lines)), len(lines) == len(found))


def _lines(found: Sequence[Finding], language: str, counted: frozenset[Kind]) -> Iterator[str]:
    for kind in Kind:
        for finding in found:
            if finding.kind is kind and (finding.why or kind not in counted):
                yield _line(finding, language)


def _shared(parts: Sequence[_Part]) -> dict[str, list[str]]:
    """Return the lines that are told of several tables, with the keys of these."""
    keys: dict[str, list[str]] = defaultdict(list)
    for part in parts:
        for line in part.lines:
            keys[line].append(part.key)
    return {line: tables for line, tables in keys.items() if len(tables) > 1}


def _told(part: _Part, shared: Mapping[str, Sequence[str]], language: str) -> Iterator[str]:
    """Yield what is told of one table alone."""
    own = [line for line in part.lines if line not in shared]
    if own or not part.in_full:
        yield part.name + word("document.colon", language) + part.counts
        yield from (f"  {line}" for line in own)


def _several(keys: Sequence[str], language: str) -> str:
    return word("refresh.several", language, n=len(keys), keys=", ".join(keys))


def _anchored(findings: Sequence[Finding], language: str) -> Iterator[str]:
    """Yield one line for all the anchors that another program had dropped."""
    found = {finding.table for finding in findings if finding.kind is Kind.ANCHORED}
    if found:
        yield word("refresh.count.anchored", language, n=len(found))


def _once(lines: Iterable[str]) -> Iterator[str]:
    """Yield every line once, with how often it was said."""
    for line, times in Counter(lines).items():
        yield line if times == 1 else f"{line} ({times}×)"


def _line(finding: Finding, language: str) -> str:
    if finding.why:
        return word(f"refresh.why.{finding.why}", language, column=finding.column)
    place = ", ".join(part for part in (_cut(finding.row), _cut(finding.column)) if part)
    texts = {key: _cut(text) or word("refresh.empty", language) for key, text in _texts(finding).items()}
    return word(f"refresh.line.{finding.kind.value}", language, place=place or word("refresh.title", language), **texts)


def _texts(finding: Finding) -> dict[str, str]:
    """Return the texts of a finding; those that begin alike and differ further on begin shortly before that."""
    texts = {"old": finding.old, "mine": finding.mine, "new": finding.new}
    different = {text for text in texts.values() if text}
    alike = sum(1 for _ in takewhile(lambda signs: len(set(signs)) == 1, zip(*different, strict=False)))
    if len(different) < 2 or alike < LONGEST - AHEAD or max(map(len, different)) <= LONGEST:
        return texts
    start = min(different).rfind(" ", 0, alike - AHEAD) + 1
    return {key: f"… {text[start:]}" if text and start else text for key, text in texts.items()}


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 2].rstrip() + " …"
