"""In which order did people begin with items (drugs)?

**Base**: people whose order is known: at least one age at first use, and no item left open (gate open, or used without
an age), since an open item could stand in any place. Who left one open is counted by the first reason, in the
order of the items; who never used anything is outside.
**Place** of an item: one more than the number of items begun at a lower age. **Ties.** Equal ages are never broken:
each of them has the same place, shown as shared; the places behind it stay empty.
**Sequences**: the items in the first `places` places (three), equal ages joined by "=". The `most` frequent ones are
listed, from `least` people upwards; all others together are one number, and which they are is not said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import TypeAlias

from analysis import parts, shares
from analysis.grids import Item
from analysis.kinds import Body, Request
from analysis.onset import first_use, onset_items
from analysis.shares import PERCENT
from analysis.table import Cell, Column, Level, Note, NoteKind, Row, Term, Text, Unit
from analysis.tally import Counts, Entry, tally
from survey.missing import Reason
from survey.survey import Survey

ORDERED = "ordered"
PLACES = {1: "first", 2: "second", 3: "third"}
SIDES = ("alone", "shared")
LATER, NEVER, OTHER = "later", "never", "other_sequences"
MOST, LEAST, DEPTH = "10", "3", "3"

Sequence_: TypeAlias = tuple[tuple[str, ...], ...]
"""Items in order; those of one age together."""


@dataclass(frozen=True)
class Listed:
    """The sequences that get a row, and how many people have each."""

    sequences: tuple[Sequence_, ...]
    counts: Mapping[Sequence_, int]
    n: int

    @property
    def others(self) -> int:
        """Return how many people have a sequence that is not listed."""
        return self.n - sum(self.counts.get(each, 0) for each in self.sequences)


def order(request: Request) -> Body:
    """Return how many began with each item first, second and third, and the most frequent sequences."""
    items = onset_items(request)
    counts = _sequences(request.survey, items)
    listed = _listed(request, items, counts)
    return Body(
        bases=(counts.base(ORDERED, Term("careers.base.ordered")),),
        columns=_columns(request),
        rows=(*(_row(request, item.name, counts) for item in items), *_sequence_rows(request, listed)),
        notes=(Note(NoteKind.RULE, _note(request)),),
        title=Term("careers.title.order"),
    )


def sequence(items: Sequence[Item], entries: Mapping[str, Entry]) -> Entry | None:
    """Return the items in the order of first use, nothing for who used none, or why the order is not known."""
    ages: dict[Entry, list[str]] = {}
    for item in items:
        age = first_use(item, entries)
        if isinstance(age, Reason):
            return age
        if age is not None:
            ages.setdefault(age, []).append(item.name)
    return tuple(tuple(ages[age]) for age in sorted(ages, key=_as_number)) or None


def places(ordered: Sequence_) -> dict[str, tuple[int, str]]:
    """Return the place of each item, and whether it stands there alone or shares it."""
    found: dict[str, tuple[int, str]] = {}
    for tied in ordered:
        place = len(found) + 1
        found |= dict.fromkeys(tied, (place, SIDES[len(tied) > 1]))
    return found


def opening(ordered: Sequence_, depth: int) -> Sequence_:
    """Return the part of a sequence that fills the first places; equal ages are never cut."""
    place = places(ordered)
    return tuple(tied for tied in ordered if place[tied[0]][0] <= depth)


def _note(request: Request) -> Term:
    options = {"least": _number(request, "least", LEAST), "places": _number(request, "places", DEPTH)}
    return Term("careers.note.order", options)


def _as_number(age: Entry) -> Fraction:
    return age if isinstance(age, Fraction) else Fraction(0)


def _number(request: Request, option: str, default: str) -> int:
    return int(request.option(option, default))


def _sequences(survey: Survey, items: Sequence[Item]) -> Counts:
    names = tuple(dict.fromkeys(name for item in items for name in item.names))
    return tally(survey, names).classify(lambda entries: sequence(items, dict(zip(names, entries, strict=True))))


def _openings(counts: Counts, depth: int) -> dict[Sequence_, int]:
    found: dict[Sequence_, int] = {}
    for ordered, n in counts.answers.items():
        if isinstance(ordered, tuple):
            first = opening(ordered, depth)
            found[first] = found.get(first, 0) + n
    return found


def _listed(request: Request, items: Sequence[Item], counts: Counts) -> Listed:
    """Return the sequences listed: of a group the same as of everyone."""
    everyone = counts if request.whole is None else _sequences(request.whole, items)
    most, least = _number(request, "most", MOST), max(_number(request, "least", LEAST), 1)
    depth = _number(request, "places", DEPTH)
    by_size = sorted(_openings(everyone, depth).items(), key=lambda found: (-found[1], found[0]))
    chosen = tuple(ordered for ordered, n in by_size[:most] if n >= least)
    return Listed(chosen, _openings(counts, depth), counts.n)


def _columns(request: Request) -> tuple[Column, ...]:
    unit = shares.UNITS[request.show(PERCENT)[0]]
    spanners = {word: Term(f"careers.spanner.{word}") for word in PLACES.values()}
    return (
        *(
            Column(f"{word}_{side}", Term(f"careers.column.{side}"), unit, spanner)
            for word, spanner in spanners.items()
            for side in SIDES
        ),
        Column(LATER, Term("careers.column.later"), unit),
        Column(NEVER, Term("careers.column.not_used"), unit),
        Column("sequence", Term("careers.column.sequence"), Unit.TEXT, summary=True),
        Column("value", Term("column.value"), Unit.COUNT_PERCENT, summary=True),
    )


def _row(request: Request, name: str, counts: Counts) -> Row:
    keys = [*(f"{word}_{side}" for word in PLACES.values() for side in SIDES), LATER, NEVER]
    found = dict.fromkeys(keys, 0)
    for ordered, n in counts.answers.items():
        if isinstance(ordered, tuple):
            found[_column_of(places(ordered).get(name))] += n
    reveals = parts.revealing(found)
    way = request.show(PERCENT)[0]
    made = {key: parts.told(shares.share(k, counts.n, way), reveals[key]) for key, k in found.items()}
    return Row(name, request.codebook.item_label(name), ORDERED, shares.present(made))


def _column_of(place: tuple[int, str] | None) -> str:
    if place is None:
        return NEVER
    return f"{PLACES[place[0]]}_{place[1]}" if place[0] in PLACES else LATER


def _sequence_rows(request: Request, listed: Listed) -> list[Row]:
    """Return a row for each sequence listed, and one for the others; which it is goes with its number."""
    if not _number(request, "most", MOST) or not listed.n:
        return []
    found = {_key(each): listed.counts.get(each, 0) for each in listed.sequences}
    reveals = parts.revealing({**found, OTHER: listed.others})
    rows = []
    for place, each in enumerate(listed.sequences, start=1):
        key = _key(each)
        cells = _sequence_cells(request, each, found[key], listed.n, reveals[key])
        rows.append(
            Row(f"sequence_{place}", Term("careers.row.sequence", {"number": place}), ORDERED, cells, Level.SUMMARY)
        )
    value = parts.told(shares.share(listed.others, listed.n), reveals[OTHER])
    last = Row(OTHER, Term("careers.row.other_sequences"), ORDERED, shares.present({"value": value}), Level.SUMMARY)
    return [*rows, last]


def _sequence_cells(request: Request, each: Sequence_, k: int, n: int, reveals: int | None) -> dict[str, Cell]:
    """Return what the sequence is (once, for everyone) and how many people have it."""
    value = parts.told(shares.share(k, n), reveals)
    text = Cell(count=k, text=_said(request, each), key=_key(each), reveals=reveals) if request.whole is None else None
    return shares.present({"sequence": text, "value": value})


def _key(each: Sequence_) -> str:
    return " > ".join(" = ".join(tied) for tied in each)


def _said(request: Request, each: Sequence_) -> Text:
    return joined(
        "careers.then", [joined("careers.tied", [request.codebook.item_label(i) for i in tied]) for tied in each]
    )


def joined(key: str, texts: Sequence[Text]) -> Text:
    """Return texts joined two by two by a term with the placeholders `first` and `last`."""
    return reduce(lambda first, last: Term(key, {"first": first, "last": last}), texts)
