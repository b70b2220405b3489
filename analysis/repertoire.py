"""What happened to each item (drug): kept, new, stopped, or used in neither period?

**Periods** as `analysis/periods.py` has them. Kept: before and since; new: since only; stopped: before only; never:
neither (somebody may have tried it in between). **Base** of each item: people of whom both periods are known; who lacks
one is undetermined, and counted by its reason, before first. **How many**: a person is placed at "K or more" or "fewer
than K" (`at_least`) only if every way of filling in the open items gives the same result; else open. These rows are
of everyone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from analysis import parts, shares
from analysis.crosstabs import pair
from analysis.kinds import Body, Request
from analysis.periods import Periods, Use, all_names, periods, since
from analysis.shares import PERCENT
from analysis.table import Base, Cell, Column, Level, Note, NoteKind, Row, Term, Unit
from analysis.tally import Counts, Entry
from survey.codebook import Role
from survey.missing import Reason

FATES = {(True, True): "kept", (False, True): "new", (True, False): "stopped", (False, False): "never"}
SIDES = ("before", "since")
PLACES = ("at_least", "below", "open")
EVERYONE, LEAST = "everyone", "2"


def repertoire(request: Request) -> Body:
    """Return one row for each item: kept, new, stopped, never, undetermined; and how many items people used."""
    found = periods(request)
    names = all_names(found)
    fates = {each.name: request.tally(names_of(each)).classify(_fate_of(each)) for each in found}
    labels = {each.name: request.codebook.item_label(each.name) for each in found}
    everyone = Base(EVERYONE, Term("base.all"), len(request.survey))
    return Body(
        bases=(*(fates[name].base(name, labels[name]) for name in fates), everyone),
        columns=_columns(request),
        rows=(
            *(Row(name, labels[name], name, _cells(request, fates[name])) for name in fates),
            *(row for side in SIDES for row in _how_many(request, found, names, side)),
        ),
        notes=(*period_notes(request), Note(NoteKind.RULE, Term("careers.note.how_many"))),
        title=Term("careers.title.repertoire"),
    )


def names_of(each: Periods) -> tuple[str, ...]:
    """Return the variables of one item, each once."""
    return all_names([each])


def fate(before: bool | Reason, after: bool | Reason) -> str | Reason:
    """Return what happened to an item, or the first reason why that is not known."""
    both = pair((before, after))
    return both if isinstance(both, Reason) else FATES[before is True, after is True]


def place(uses: Sequence[bool | Reason], least: int) -> str:
    """Return whether somebody surely used so many items or more, surely fewer, or neither is sure."""
    low = sum(used is True for used in uses)
    high = low + sum(isinstance(used, Reason) for used in uses)
    return "at_least" if low >= least else "below" if high < least else "open"


def period_notes(request: Request) -> tuple[Note, ...]:
    """Return the note that says what before and since are, and how use is told."""
    word = "after" if since(request.plan, request.codebook) is Role.AFTER else "recency"
    return (Note(NoteKind.RULE, Term(f"careers.note.since_{word}", {"window": window(request)})),)


def window(request: Request) -> int:
    """Return how many months the period since goes back, where it is told by recency."""
    return int(request.option("window", "12"))


def _fate_of(each: Periods) -> Callable[[tuple[Entry, ...]], Entry]:
    names = names_of(each)

    def read(entries: tuple[Entry, ...]) -> Entry:
        known = dict(zip(names, entries, strict=True))
        return fate(each.before.read(known), each.since.read(known))

    return read


def _columns(request: Request) -> tuple[Column, ...]:
    unit = shares.UNITS[request.show(PERCENT)[0]]
    return (
        *(Column(word, Term(f"careers.column.{word}"), unit) for word in FATES.values()),
        Column("undetermined", Term("careers.column.undetermined"), Unit.COUNT),
        Column("n", Term("column.n"), Unit.COUNT),
        Column("value", Term("column.value"), Unit.COUNT_PERCENT, summary=True),
    )


def _cells(request: Request, counts: Counts) -> dict[str, Cell]:
    found = {word: counts[word] for word in FATES.values()}
    reveals, way = parts.revealing(found), request.show(PERCENT)[0]
    made = {word: parts.told(shares.share(k, counts.n, way), reveals[word]) for word, k in found.items()}
    open_ = sum(counts.missing.values())
    return shares.present(
        {**made, "undetermined": Cell(Fraction(open_), open_), "n": Cell(Fraction(counts.n), counts.n)}
    )


def _how_many(request: Request, found: Sequence[Periods], names: Sequence[str], side: str) -> list[Row]:
    least = int(request.option("at_least", LEAST))
    uses: list[Use] = [each.before if side == "before" else each.since for each in found]

    def read(entries: tuple[Entry, ...]) -> Entry:
        known: Mapping[str, Entry] = dict(zip(names, entries, strict=True))
        return place([use.read(known) for use in uses], least)

    placed = request.tally(names).classify(read)
    counts = {word: placed[word] for word in PLACES}
    reveals = parts.revealing(counts)
    return [
        Row(
            f"{side}_{word}",
            Term(f"careers.row.{side}_{word}", {"number": least}),
            EVERYONE,
            shares.present({"value": parts.told(shares.share(k, placed.n), reveals[word])}),
            Level.SUMMARY,
        )
        for word, k in counts.items()
    ]
