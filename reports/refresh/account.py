"""What a refresh did, table by table, for the terminal: how much changed, and every place its author should know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from reports.refresh import Refreshed
from reports.refresh.finding import Finding, Kind
from reports.vocabulary import word

LONGEST = 70
"""Longer texts, notes mostly, are cut."""
COUNTED = frozenset({Kind.ORDERED, Kind.ALIGNED, Kind.ANCHORED, Kind.REBUILT, Kind.REDRAWN})
"""What is only counted, where it has no reason of its own."""
ROUTINE = COUNTED | {Kind.CHANGED}
"""What is told in full only when all is asked for."""


def account(refreshed: Refreshed, language: str, *, in_full: bool = False) -> list[str]:
    """Return the account of a refresh; in full with every cell that changed."""
    lines: list[str] = []
    for table, found in groupby(refreshed.findings, lambda finding: finding.table):
        lines += _table(f"{refreshed.titles.get(table, table)} ({table})", list(found), language, in_full=in_full)
    if refreshed.numbers:
        lines += [word("refresh.numbers", language), *(f"  {line}" for line in refreshed.numbers)]
    return lines


def _table(name: str, found: Sequence[Finding], language: str, *, in_full: bool) -> Iterator[str]:
    counted = Counter(finding.kind for finding in found)
    counts = [word(f"refresh.count.{kind.value}", language, n=counted[kind]) for kind in Kind if counted[kind]]
    yield name + word("document.colon", language) + ", ".join(counts)
    for kind in Kind:
        for finding in found:
            told = finding.why or (kind not in COUNTED and (in_full or kind not in ROUTINE))
            if finding.kind is kind and told:
                yield f"  {_line(finding, language)}"


def _line(finding: Finding, language: str) -> str:
    if finding.why:
        return word(f"refresh.why.{finding.why}", language, column=finding.column)
    place = ", ".join(part for part in (_cut(finding.row), _cut(finding.column)) if part)
    texts = {key: _cut(text) or word("refresh.empty", language) for key, text in _texts(finding).items()}
    return word(f"refresh.line.{finding.kind.value}", language, place=place or word("refresh.title", language), **texts)


def _texts(finding: Finding) -> dict[str, str]:
    return {"old": finding.old, "mine": finding.mine, "new": finding.new}


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 2] + " …"
