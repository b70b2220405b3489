"""Whom the numbers are about, in a sentence: "Basis: 66 van 99 respondenten; niet beantwoord 18, …"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from analysis.table import Base, Column, Level, Row, Table
from reports.numbers import whole
from reports.vocabulary import in_sentence, say, word
from survey.missing import Reason

Range: TypeAlias = tuple[int, int]
"""The lowest and the highest of some counts."""

MOST_NAMED = 3
"""Up to this many different bases are each given a sentence; more are given as a range."""


def base_sentences(table: Table, language: str) -> tuple[str, ...]:
    """Return the sentences that state a table's selection and its bases, with absences by reason."""
    return (*_selection(table, language), *_bases(table, language))


def same_people(one: Base, other: Base) -> bool:
    """Tell whether two bases count alike: as many people, absent for the same reasons."""
    return _size(one) == _size(other)


def head_bases(table: Table) -> dict[str, Base]:
    """Return, for each head row, the base that all rows below it share; needed where bases differ."""
    if _all_alike(table.bases):
        return {}
    shared = {head.key: _only_base(table, rows) for head, rows in _blocks(table)}
    return {key: base for key, base in shared.items() if base is not None}


def _selection(table: Table, language: str) -> Iterator[str]:
    universe = table.universe
    if universe.label is not None or universe.where:
        label = universe.where if universe.label is None else say(universe.label, language)
        yield word("document.base.selection", language, label=label) + "."
    if universe.cannot_tell != 0:
        unit = _unit(table, language)
        yield word("document.base.cannot_tell", language, n=universe.cannot_tell, unit=unit) + "."


def _bases(table: Table, language: str) -> Iterator[str]:
    bases = table.bases
    if not bases:
        return
    if len(bases) == 1:
        yield _sentence(table, bases[0], "", language)
    elif _all_alike(bases):
        yield _alike(table, bases[0], language)
    elif len(bases) <= MOST_NAMED:
        yield from (_sentence(table, base, say(base.label, language), language) for base in bases)
    else:
        yield _range(table, language)


def _sentence(table: Table, base: Base, label: str, language: str) -> str:
    """Return "Basis: 66 van 99 respondenten; niet beantwoord 18."."""
    total = table.universe.n
    key = ("named_" if label else "") + ("all" if _is_everyone(base, table) else "some")
    unit = _unit(table, language)
    start = word(f"document.base.{key}", language, label=label, n=base.n, total=total, unit=unit)
    return _join(start, _absences(base, language))


def _alike(table: Table, base: Base, language: str) -> str:
    if _is_everyone(base, table):
        return _sentence(table, base, "", language)
    unit = _unit(table, language)
    start = word("document.base.same", language, n=base.n, total=table.universe.n, unit=unit)
    return _join(start, _absences(base, language))


def _range(table: Table, language: str) -> str:
    """Return one sentence for many bases: from the smallest n to the largest, and so for each reason."""
    low, high = _smallest_and_largest(table.bases)
    start = word(
        "document.base.range",
        language,
        low=low,
        high=high,
        total=table.universe.n,
        unit=_unit(table, language),
        place=_place(table, language),
    )
    return _join(start, _absence_ranges(table.bases, language))


def _smallest_and_largest(bases: Sequence[Base]) -> tuple[int | None, int | None]:
    """Return the least and the greatest n; a hidden one is among the small ones."""
    sizes = sorted(base.n for base in bases if base.n is not None)
    if not sizes:
        return None, None
    return sizes[0] if len(sizes) == len(bases) else None, sizes[-1]


def _is_everyone(base: Base, table: Table) -> bool:
    return base.n is not None and base.n == table.universe.n


def _place(table: Table, language: str) -> str:
    """Return where the reader finds each n: a column, or the heads between the rows."""
    column = next((column for column in table.columns if _counts_base(column)), None)
    if column is not None:
        return word("document.base.place_column", language, head=say(column.label, language))
    return word("document.base.place_rows", language) if head_bases(table) else ""


def _counts_base(column: Column) -> bool:
    return column.key == "n" and not column.summary


def _absences(base: Base, language: str) -> list[str]:
    """Return "niet beantwoord 18, afgehaakt 11", most frequent first; hidden counts come last, as a mark."""
    missing = {reason: (n, n) for reason, n in base.missing.items()}
    return _listed(missing, base.hidden, [base.outside], language)


def _absence_ranges(bases: Sequence[Base], language: str) -> list[str]:
    """Return "niet beantwoord 10 tot 18": for each reason its lowest and highest count."""
    counts = {reason: [base.missing.get(reason, 0) for base in bases] for reason in Reason}
    missing = {reason: (min(some), max(some)) for reason, some in counts.items()}
    hidden = frozenset[Reason]().union(*(base.hidden for base in bases))
    return _listed(missing, hidden, [base.outside for base in bases], language)


def _listed(
    missing: Mapping[Reason, Range], hidden: frozenset[Reason], outside: Sequence[int | None], language: str
) -> list[str]:
    known = [reason for reason in Reason if reason not in hidden and missing.get(reason, (0, 0))[1]]
    known.sort(key=lambda reason: -missing[reason][1])
    mark = word("number.hidden", language)
    parts = [_absence(reason, _span(missing[reason], language), language) for reason in known]
    parts += [_absence(reason, mark, language) for reason in Reason if reason in hidden]
    if any(n != 0 for n in outside):
        parts.append(word("document.base.outside", language, n=_outside(outside, language)))
    return parts


def _outside(counts: Sequence[int | None], language: str) -> str:
    known = [n for n in counts if n is not None]
    hides = len(known) < len(counts)
    return word("number.hidden", language) if hides else _span((min(known), max(known)), language)


def _absence(reason: Reason, n: str, language: str) -> str:
    name = in_sentence(word(f"reason.{reason.value}", language))
    return word("document.base.absence", language, reason=name, n=n)


def _span(counts: Range, language: str) -> str:
    low, high = counts
    if low == high:
        return whole(low, language)
    return word("number.interval", language, low=low, high=high)


def _join(start: str, absences: Sequence[str]) -> str:
    return (f"{start}; {', '.join(absences)}" if absences else start) + "."


def _unit(table: Table, language: str) -> str:
    return word(f"universe.{table.universe.unit.value}", language)


def _all_alike(bases: Sequence[Base]) -> bool:
    return all(same_people(bases[0], base) for base in bases[1:])


def _size(base: Base) -> tuple[object, ...]:
    return base.n, {reason: n for reason, n in base.missing.items() if n}, base.outside, base.hidden


def _blocks(table: Table) -> Iterator[tuple[Row, list[Row]]]:
    """Yield each head row with the ordinary rows below it."""
    head: Row | None = None
    rows: list[Row] = []
    for row in table.rows:
        if row.level is Level.HEAD:
            if head is not None:
                yield head, rows
            head, rows = row, []
        elif row.level is not Level.SUMMARY:
            rows.append(row)
    if head is not None:
        yield head, rows


def _only_base(table: Table, rows: Sequence[Row]) -> Base | None:
    by_key = {base.key: base for base in table.bases}
    bases = [by_key[row.base] for row in rows if row.base in by_key]
    return bases[0] if bases and _all_alike(bases) else None
