"""How many people of one wave were found again in another, and why were the others not?

A row for either wave of each two waves: its people, and of them those who were linked by the code that they made of
their own answers (`survey/waves/linking.py`), those whose code fits several people, those with too little of a code,
and those whose code nobody of the other wave has. The four parts add up to the wave, to the person.

**Disclosure.** A hidden part takes the next smallest with it (`analysis/parts.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from analysis import parts, shares
from analysis.kinds import Body, Request
from analysis.over_waves import key_of, said
from analysis.table import Base, Cell, Column, Level, Note, NoteKind, Row, Term, Unit
from survey.survey import Linked, Person, Survey

N, PERCENT = "n", "percent"
LINKED, UNCLEAR, INCOMPLETE, NOT_FOUND = "linked", "unclear", "incomplete", "not_found"
PARTS = (LINKED, UNCLEAR, INCOMPLETE, NOT_FOUND)


@dataclass(frozen=True)
class Found:
    """What became of the people of one wave who were looked for in another."""

    wave: str
    other: str
    counts: dict[str, int]


def linked(request: Request) -> Body:
    """Return how many people each two waves share, and why the others were not linked."""
    names = [wave.name for wave in request.study.waves]
    people = {name: set(request.survey.of_waves((name,)).index) for name in names}
    total = sum(map(len, people.values()))
    return Body(
        bases=tuple(
            Base(key_of(name), Term("panel.base_wave", {"wave": said(name)}), len(own), outside=total - len(own))
            for name, own in people.items()
        ),
        columns=tuple(_columns()),
        rows=tuple(row for pair in combinations(names, 2) for row in _rows(request.survey, pair, people, len(names))),
        notes=(Note(NoteKind.RULE, Term("panel.linked_rule")), Note(NoteKind.RULE, Term("panel.linked_parts"))),
        title=Term("panel.linked_title"),
    )


def _columns() -> Iterator[Column]:
    yield Column(N, Term("column.n"), Unit.COUNT)
    yield Column(LINKED, Term("column.n"), Unit.COUNT, Term("panel.linked"))
    yield Column(PERCENT, Term("column.percent"), Unit.PERCENT, Term("panel.linked"))
    for part in PARTS[1:]:
        yield Column(part, Term(f"panel.{part}"), Unit.COUNT, Term("panel.not_linked"))


def _rows(survey: Survey, pair: tuple[str, str], people: dict[str, set[Person]], waves: int) -> Iterator[Row]:
    found = survey.links.get(pair, Linked())
    head = "+".join(pair)
    if waves > 2:
        yield Row(head, Term("panel.two_waves", {"earlier": said(pair[0]), "later": said(pair[1])}), level=Level.HEAD)
    for side, wave in enumerate(pair):
        counts = _parts(found, side, wave, people[wave])
        key = f"{head}.{wave}" if waves > 2 else key_of(wave)
        yield Row(key, said(wave), key_of(wave), _cells(counts))


def _parts(found: Linked, side: int, wave: str, people: set[Person]) -> dict[str, int]:
    sets = {
        LINKED: {(wave, pair[side]) for pair in found.pairs},
        UNCLEAR: set(found.ambiguous),
        INCOMPLETE: set(found.incomplete),
    }
    counts = Counter({part: len(those & people) for part, those in sets.items()})
    counts[NOT_FOUND] = len(people) - sum(counts.values())
    return {part: counts[part] for part in PARTS}


def _cells(counts: dict[str, int]) -> dict[str, Cell]:
    n, reveals = sum(counts.values()), parts.revealing(counts)
    made = {part: parts.told(shares.share(k, n, shares.COUNT), reveals[part]) for part, k in counts.items()}
    share = parts.told(shares.share(counts[LINKED], n), reveals[LINKED])
    return {N: shares.count(n), **shares.present({**made, PERCENT: share})}
