"""Whom the numbers are about, in a sentence: "Basis: 66 van 99 respondenten; niet beantwoord 18, …"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.table import Base, Cell, Column, Level, Row, Table
from reports.numbers import whole
from reports.vocabulary import in_sentence, say, word
from survey.missing import Reason

MOST_NAMED = 3
"""Up to this many different bases are each given a sentence; more are given as a range."""


def base_sentences(table: Table, language: str) -> tuple[str, ...]:
    """Return the sentences that state a table's selection and its bases, with absences by reason."""
    return (*_selection(table, language), *_bases(table, language))


def base_line(table: Table, keys: Sequence[str], language: str) -> str:
    """Return the selection and the base of the numbers in some columns, without the absences."""
    cells = [(row, cell) for row in table.rows for key in keys if (cell := row.cells.get(key)) is not None]
    found = {base.key: base for row, cell in cells if (base := table.base_of(row, cell)) is not None}
    return " ".join((*_selection(table, language), *_short(table, list(found.values()), language)))


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
        unit = _unit(table, universe.cannot_tell, language)
        yield word("document.base.cannot_tell", language, n=universe.cannot_tell, unit=unit) + "."


def _bases(table: Table, language: str) -> Iterator[str]:
    bases = table.bases
    if not bases:
        return
    if _has_reasons(table):
        n = table.universe.n
        yield word("document.base.columns", language, n=n, unit=_unit(table, n, language)) + "."
    elif len(bases) == 1:
        yield _sentence(table, bases[0], "", language)
    elif _all_alike(bases):
        yield _alike(table, bases[0], language)
    elif base := _rows_base(table):
        yield _sentence(table, base, "", language)
    elif len(bases) <= MOST_NAMED:
        yield from (_sentence(table, base, say(base.label, language), language) for base in bases)
    else:
        yield _range(table, language)


def _short(table: Table, bases: Sequence[Base], language: str) -> Iterator[str]:
    if not bases:
        return
    total, unit = table.universe.n, _unit(table, table.universe.n, language)
    alike = len({base.n for base in bases}) == 1
    if alike:
        key = "all" if _is_everyone(bases[0], table) else "some"
        yield word(f"document.base.{key}", language, n=bases[0].n, total=total, unit=unit) + "."
    else:
        span = _span([base.n for base in bases], language)
        yield word("document.base.range", language, range=span, total=total, unit=unit, place="") + "."


def _rows_base(table: Table) -> Base | None:
    """Return the one base of all ordinary rows, where every other base has its n beside a total or summary."""
    rows = [row for row in table.rows if row.level is Level.ROW]
    beneath = [row for row in table.rows if row.level in (Level.TOTAL, Level.SUMMARY)]
    own = {base.key for row in rows for cell in row.cells.values() if (base := table.base_of(row, cell))}
    others = {row.base for row in beneath if not any(cell.base for cell in row.cells.values())}
    if len(own) != 1 or {base.key for base in table.bases} - own - others:
        return None
    return next(base for base in table.bases if base.key in own)


def _sentence(table: Table, base: Base, label: str, language: str) -> str:
    """Return "Basis: 66 van 99 respondenten; niet beantwoord 18."."""
    total = table.universe.n
    key = ("named_" if label else "") + ("all" if _is_everyone(base, table) else "some")
    unit = _unit(table, table.universe.n, language)
    start = word(f"document.base.{key}", language, label=label, n=base.n, total=total, unit=unit)
    return _join(start, _absences(base, language), language)


def _alike(table: Table, base: Base, language: str) -> str:
    if _is_everyone(base, table):
        return _sentence(table, base, "", language)
    unit = _unit(table, table.universe.n, language)
    start = word("document.base.same", language, n=base.n, total=table.universe.n, unit=unit)
    return _join(start, _absences(base, language), language)


def _range(table: Table, language: str) -> str:
    """Return one sentence for many bases: from the smallest n to the largest, and so for each reason."""
    start = word(
        "document.base.range",
        language,
        range=_span([base.n for base in table.bases], language),
        total=table.universe.n,
        unit=_unit(table, table.universe.n, language),
        place=_place(table, language),
    )
    return _join(start, _absence_ranges(table.bases, language), language)


def _is_everyone(base: Base, table: Table) -> bool:
    return base.n is not None and base.n == table.universe.n


def _place(table: Table, language: str) -> str:
    """Return where the reader finds each n: at the heads between the rows, or in a column."""
    if head_bases(table):
        return word("document.base.place_rows", language)
    column = next((column for column in table.columns if _counts_base(table, column)), None)
    return word("document.base.place_column", language, head=say(column.label, language)) if column else ""


def _counts_base(table: Table, column: Column) -> bool:
    """Tell whether a column holds, in every row, the n of the row's base."""
    if column.key != "n" or column.summary:
        return False
    cells = [(row, row.cells.get(column.key)) for row in table.rows if row.level is Level.ROW]
    return all(cell is not None and _is_n(table, row, cell) for row, cell in cells)


def _is_n(table: Table, row: Row, cell: Cell) -> bool:
    base = table.base_of(row, cell)
    return base is not None and (cell.hidden or cell.value == base.n)


def _has_reasons(table: Table) -> bool:
    """Tell whether the columns themselves count all absences."""
    occurring = {reason.value for base in table.bases for reason in (*base.missing, *base.hidden)}
    return bool(occurring) and occurring <= {column.key for column in table.columns}


def _absences(base: Base, language: str) -> list[str]:
    """Return "niet beantwoord 18, afgehaakt 11"."""
    return _absence_ranges([base], language)


def _absence_ranges(bases: Sequence[Base], language: str) -> list[str]:
    """Return "niet beantwoord 10 tot 18": each reason's lowest and highest count, most frequent first.

    Hidden counts do not move a reason up or down: they would tell how large they are.
    """
    counts = {reason: [_missing(base, reason) for base in bases] for reason in Reason}
    found = sorted((reason for reason in Reason if _occurs(counts[reason])), key=lambda reason: -_most(counts[reason]))
    parts = [_absence(reason, _span(counts[reason], language), language) for reason in found]
    outside = [base.outside for base in bases]
    if _occurs(outside):
        parts.append(word("document.base.outside", language, n=_span(outside, language)))
    return parts


def _missing(base: Base, reason: Reason) -> int | None:
    return None if reason in base.hidden else base.missing.get(reason, 0)


def _occurs(counts: Sequence[int | None]) -> bool:
    return any(n != 0 for n in counts)


def _most(counts: Sequence[int | None]) -> int:
    return max((n for n in counts if n is not None), default=0)


def _absence(reason: Reason, n: str, language: str) -> str:
    name = in_sentence(word(f"reason.{reason.value}", language))
    return word("document.base.absence", language, reason=name, n=n)


def _span(counts: Sequence[int | None], language: str) -> str:
    """Return "10 tot 18"; "10 tot 18 of x" when some are hidden."""
    known = sorted(n for n in counts if n is not None)
    if not known:
        return word("number.hidden", language)
    low, high = known[0], known[-1]
    span = whole(low, language) if low == high else word("number.interval", language, low=low, high=high)
    return span if len(known) == len(counts) else word("number.or_hidden", language, range=span, mark=None)


def _join(start: str, absences: Sequence[str], language: str) -> str:
    return (start + word("document.semicolon", language) + ", ".join(absences) if absences else start) + "."


def _unit(table: Table, n: int | None, language: str) -> str:
    return word(f"universe.{table.universe.unit.value}", language, n=n)


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
