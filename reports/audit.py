"""Are the printed numbers of a document possible? Every table held against the n that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import groupby
from pathlib import Path

from analysis import possible
from analysis.possible import Possible, Printed
from reports.printed import SIZE, PrintedTable, numbers, read_tables
from reports.vocabulary import word

PERCENT = re.compile(r"%|per ?cent|procent|pour ?cent", re.IGNORECASE)
COUNT = re.compile(r"(?:^|\s)(?:n|aantal|nombre|count|freq\w*|effectifs?)$", re.IGNORECASE)
MEAN = re.compile(r"gemiddeld|moyenne|\bmean\b|\bgem\.", re.IGNORECASE)
NO_SHARE = re.compile(
    r"\bCI\b|\bBI\b|\bIC\b|interval|lower|upper|limit|ondergrens|bovengrens|borne|change|differ|verschil|différence"
    r"|verander|variation|explained|verklaard|expliqu|purity|zuiver|pureté|rate\b|growth|groei",
    re.IGNORECASE,
)
"""Heads over percentages and means that are none of people."""
SCALE = re.compile(r"scale|score|schaal|échelle|index", re.IGNORECASE)
"""A mean of several items can be any number."""
TOTAL = re.compile(r"(?:totaal|total|ensemble|n)(?:\s.*)?", re.IGNORECASE)
SEVERAL = re.compile(
    r"several|more than 100|shared|meerdere|meer dan 100|gedeeld|plusieurs|plus de 100|partag", re.IGNORECASE
)
WHOLE = Fraction(100)
NEAR_WHOLE = Fraction(1)
"""How far, for each row, the percentages of one question may add up to something else than 100."""


class Breach(StrEnum):
    """What is impossible about a number."""

    PERCENT = "percent"
    """No count of n people is printed as this percentage."""
    HALF_EVEN = "half_even"
    """Only if halves are rounded to even."""
    COUNT = "count"
    """The count beside it has another percentage."""
    TOGETHER = "together"
    """No counts that add up to n have these percentages."""
    MEAN = "mean"
    """No whole numbers of n people have this mean."""
    TOTAL = "total"
    """The counts add up to another total."""


@dataclass(frozen=True)
class Finding:
    """One printed number that cannot be, and where it stands."""

    breach: Breach
    table: PrintedTable
    row: str
    column: str
    printed: str
    n: int


@dataclass(frozen=True)
class Audit:
    """What was read, and what in it is impossible."""

    tables: tuple[PrintedTable, ...]
    judged: int
    """How many tables name an n that their numbers can be held against."""
    findings: tuple[Finding, ...]


def audit(path: Path) -> Audit:
    """Return what is impossible in the tables of a Word document; raise `StudyError` when it is none."""
    tables = read_tables(path)
    findings = tuple(finding for table in tables for part in table.parts() for finding in _table(part))
    return Audit(tables, sum(_is_judged(table) for table in tables), findings)


def audit_lines(found: Audit, language: str) -> Iterator[str]:
    """Yield what to print: each table with something impossible, and what it is."""
    for table, findings in groupby(found.findings, key=lambda finding: finding.table.number):
        listed = list(findings)
        yield word("audit.where", language, number=table, caption=listed[0].table.caption)
        for finding in listed:
            place = word(
                "audit.row" if finding.row else "audit.column", language, row=finding.row, column=finding.column
            )
            breach = word(f"audit.{finding.breach.value}", language, printed=finding.printed, n=finding.n)
            yield f"  {place}{word('document.colon', language)}{breach}"
    if not found.findings:
        yield word("audit.nothing", language)
    yield word("audit.tables", language, n=len(found.tables), percents=found.judged)


def audit_record(found: Audit) -> list[dict[str, object]]:
    """Return the findings as records for JSON."""
    return [
        {
            "table": finding.table.number,
            "caption": finding.table.caption,
            "row": finding.row,
            "column": finding.column,
            "printed": finding.printed,
            "n": finding.n,
            "breach": finding.breach.value,
        }
        for finding in found.findings
    ]


@dataclass(frozen=True)
class _Column:
    """A column of percentages or means, with where its counts and its n are."""

    place: int
    mean: bool
    count: int | None
    """The column that holds the count of each cell."""
    size: int | None
    """The column that holds the n of each row."""
    n: int | None
    """The n of the whole column."""


def _table(table: PrintedTable) -> Iterator[Finding]:
    for column in _columns(table):
        for row in table.rows:
            yield from _cell(table, column, row)
        if not column.mean:
            yield from _whole_column(table, column)
    for place in _places(table, COUNT):
        yield from _total(table, place)
    yield from _whole_rows(table)
    for row in table.rows:
        yield from _row_total(table, row)


def _is_judged(table: PrintedTable) -> bool:
    return any(_n(column, row) for part in table.parts() for column in _columns(part) for row in part.rows)


def _columns(table: PrintedTable) -> list[_Column]:
    percents, counts = _percents(table), _places(table, COUNT)
    base = counts[0] if len(percents) != 1 and _holds_bases(table, counts) else None
    own = {} if base is not None else _beside(percents, counts)
    found = [_Column(place, False, own.get(place), base, _size(table, place, own.get(place))) for place in percents]
    for place in _means(table):
        beside = next((at for at in (place + 1, place - 1) if at in counts), None)
        size = beside if beside is not None else base if not percents else None
        if place not in percents and (size is not None or not percents):
            found.append(_Column(place, True, None, size, _size(table, place, None)))
    return found


def _beside(percents: Sequence[int], counts: Sequence[int]) -> dict[int, int]:
    """Return for each column of percentages its column of counts: the one behind it, else the one before it."""
    found = {place: place + 1 for place in percents if place + 1 in counts}
    free = set(counts) - set(found.values())
    return found | {place: place - 1 for place in percents if place not in found and place - 1 in free}


def _percents(table: PrintedTable) -> list[int]:
    """Return the columns of percentages of people: their head says so, or most of their cells do."""
    width = max((len(row) for row in table.rows), default=0)
    signed = [
        at for at in range(1, width) if 2 * sum("%" in row[at] for row in table.rows if at < len(row)) > len(table.rows)
    ]
    found = sorted({*_places(table, PERCENT), *signed})
    return [place for place in found if not NO_SHARE.search(table.head(place))]


def _means(table: PrintedTable) -> list[int]:
    return [
        place
        for place in _places(table, MEAN)
        if not (SCALE.search(table.head(place)) or NO_SHARE.search(table.head(place)))
    ]


def _holds_bases(table: PrintedTable, counts: Sequence[int]) -> bool:
    """Return whether the one column of whole numbers is the n of each row: the last one, that adds up to no n."""
    last = max((len(row) for row in table.rows), default=0) - 1
    return list(counts) == [last] and not _adds_up(table, last)


def _adds_up(table: PrintedTable, place: int) -> bool:
    """Return whether the numbers of a column add up to the n that the table names: they are counts, not bases."""
    found = [cell[0].value for row in table.rows if (cell := _numbers(row, place))]
    return sum(found) in table.sizes


def _places(table: PrintedTable, head: re.Pattern[str]) -> list[int]:
    width = max((len(row) for row in table.rows), default=0)
    return [place for place in range(1, width) if head.search(SIZE.sub("", table.head(place)).strip())]


def _size(table: PrintedTable, place: int, count: int | None) -> int | None:
    """Return the n of a column: in its head, else in its total row, else the only one that caption and notes name."""
    inside = SIZE.search(table.head(place))
    if inside:
        return int(re.sub(r"\D", "", inside[1]))
    total = None if SEVERAL.search(table.notes) else _total_row(table)
    found = _numbers(total, count) if total is not None else []
    if not found and total is not None and len(both := _numbers(total, place)) == 2:
        found = both
    if found and found[0].digits == 0:
        return int(found[0].value)
    return next(iter(table.sizes)) if len(table.sizes) == 1 else None


def _cell(table: PrintedTable, column: _Column, row: Sequence[str]) -> Iterator[Finding]:
    found = _numbers(row, column.place)
    n = _n(column, row)
    if not found or not n:
        return
    figure = found[-1]
    count = found[0] if len(found) == 2 else next(iter(_numbers(row, column.count)), None)
    mean_of_items = column.mean and SCALE.search(row[0])
    breach = None if mean_of_items or NO_SHARE.search(row[0]) else _breach(figure, count, n, mean=column.mean)
    if breach:
        yield Finding(breach, table, row[0], table.head(column.place), row[column.place], n)


def _breach(figure: Printed, count: Printed | None, n: int, *, mean: bool) -> Breach | None:
    if mean:
        verdict = possible.mean(figure, n)
        return {Possible.NO: Breach.MEAN, Possible.HALF_EVEN: Breach.HALF_EVEN}.get(verdict)
    verdict = possible.percentage(figure, n)
    if verdict is Possible.NO or figure.value > WHOLE:
        return Breach.PERCENT
    if count is not None and count.value > n:
        return Breach.COUNT
    if count is not None and count.digits == 0:
        verdict = possible.share(int(count.value), figure, n)
        return {Possible.NO: Breach.COUNT, Possible.HALF_EVEN: Breach.HALF_EVEN}.get(verdict)
    return Breach.HALF_EVEN if verdict is Possible.HALF_EVEN else None


def _whole_column(table: PrintedTable, column: _Column) -> Iterator[Finding]:
    """Yield when the percentages of a single choice cannot stand together; several answers add up to more."""
    rows = [row for row in table.rows if not TOTAL.fullmatch(row[0].strip())]
    figures = [found[-1] for row in rows if (found := _numbers(row, column.place))]
    if not (column.n and len(figures) > 1 and len(figures) == len(rows) and _is_near(figures)) or SEVERAL.search(
        f"{table.notes} {table.head(column.place)}"
    ):
        return
    if possible.together(figures, column.n) is Possible.NO:
        printed = " / ".join(row[column.place] for row in rows)
        yield Finding(Breach.TOGETHER, table, "", table.head(column.place), printed, column.n)


def _whole_rows(table: PrintedTable) -> Iterator[Finding]:
    """Yield when the percentages of a row, the answers of n people to one question, cannot stand together.

    Only where those of every row add up to 100 or nearly: else a column may be the sum of others.
    """
    columns = [column for column in _columns(table) if not column.mean and column.size is not None]
    rows = [(row, [cell[-1] for c in columns if (cell := _numbers(row, c.place))]) for row in table.rows]
    if len(columns) < 2 or not all(len(found) == len(columns) and _is_near(found) for _, found in rows):
        return
    for row, found in rows:
        n = _n(columns[0], row)
        if n and possible.together(found, n) is Possible.NO:
            printed = " / ".join(row[column.place] for column in columns)
            yield Finding(Breach.TOGETHER, table, row[0], table.head(columns[0].place), printed, n)


def _is_near(figures: Sequence[Printed]) -> bool:
    total = sum((figure.value for figure in figures), Fraction(0))
    return abs(total - WHOLE) <= NEAR_WHOLE * len(figures) / 2


def _row_total(table: PrintedTable, row: Sequence[str]) -> Iterator[Finding]:
    """Yield when the last column calls itself the total and is not the sum of the counts before it."""
    last = len(row) - 1
    if not TOTAL.fullmatch(table.head(last).strip()) or _percents(table) or SEVERAL.search(table.notes):
        return
    cells = [_numbers(row, place) for place in range(1, last + 1)]
    found = [cell[0] for cell in cells if len(cell) == 1 and cell[0].digits == 0]
    if len(found) == last > 2 and sum(figure.value for figure in found[:-1]) != found[-1].value:
        total = int(sum(figure.value for figure in found[:-1]))
        yield Finding(Breach.TOTAL, table, row[0], table.head(last), row[last], total)


def _total(table: PrintedTable, place: int) -> Iterator[Finding]:
    row = _total_row(table)
    total = _numbers(row, place) if row else []
    if row is None or not total or SEVERAL.search(table.notes):
        return
    cells = [_numbers(other, place) for other in table.rows if other is not row]
    parts = [found[0].value for found in cells if found]
    if len(parts) > 1 and len(parts) == len(cells) and sum(parts) != total[0].value:
        yield Finding(Breach.TOTAL, table, row[0], table.head(place), row[place], int(sum(parts)))


def _total_row(table: PrintedTable) -> tuple[str, ...] | None:
    """Return the last row that calls itself the total, when it is the only one."""
    found = [row for row in table.rows if TOTAL.fullmatch(row[0].strip())]
    return found[0] if len(found) == 1 else None


def _n(column: _Column, row: Sequence[str]) -> int | None:
    """Return the n of one row: in its own words, in its own column, else that of the whole column."""
    inside = SIZE.search(row[0])
    if inside:
        return int(re.sub(r"\D", "", inside[1]))
    if column.size is None:
        return column.n
    found = _numbers(row, column.size)
    return int(found[0].value) if found and found[0].digits == 0 else None


def _numbers(row: Sequence[str], place: int | None) -> list[Printed]:
    return numbers(row[place]) if place is not None and place < len(row) else []
