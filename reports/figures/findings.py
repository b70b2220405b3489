"""What a figure shows first of all, in a sentence for who cannot see it: the largest, the smallest, the difference.

It is read from the cells that are shown: a hidden number is neither largest nor smallest, and where there is one, the
sentence says so. Differences are of the unrounded numbers, as everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from analysis.rounding import round_half_away
from analysis.table import Cell, Column, Level, Row, Table, Unit
from reports.figures import bars, curves, lines, pairs, steps, trend
from reports.figures.sheets import column_of, is_known, number, ordinary, value
from reports.numbers import decimal, shown
from reports.vocabulary import say, word

MOST_NAMED = 3
"""So many rows with the same number are named; then come dots."""
MOST_HEADS = 6
SHARES = (Unit.PERCENT, Unit.COUNT_PERCENT, Unit.ESTIMATE)
NONRESPONSE = "nonresponse"


def dots(table: Table, language: str) -> str:
    """Return the largest and smallest share; of several questions, the largest of each."""
    column = column_of(table, "percent")
    if column is None:
        return ""
    blocks = _blocks(table)
    if len(blocks) == 1 and not blocks[0][0]:
        return extremes(ordinary(table), column, language)
    colon = word("document.colon", language)
    found = [(head, leader(rows, column, language)) for head, rows in blocks if head]
    said = [say(head.label, language) + colon + most for head, most in found if head and most][:MOST_HEADS]
    listed = word("document.semicolon", language).join(said)
    rows = [row for _, inside in blocks for row in inside]
    return word("figure.finding.heads", language, rows=listed) + _unseen(rows, [column], language) if said else ""


def scale(table: Table, language: str) -> str:
    """Return where bars differ most: in the share at the top of the scale, else in the widest apart answer."""
    top, rows = column_of(table, "top"), ordinary(table)
    if top is not None and any(is_known(row, top.key) for row in rows):
        return extremes(rows, top, language, named=True)
    drawn = [column for key in bars.columns(table) if (column := column_of(table, key)) is not None]
    known = [column for column in drawn if any(is_known(row, column.key) for row in rows)]
    return extremes(rows, max(known, key=lambda column: _spread(rows, column)), language, named=True) if known else ""


def fates(table: Table, language: str) -> str:
    """Return what was stopped, kept and begun most."""
    drawn, rows = [column_of(table, key) for key in bars.TURNOVER], ordinary(table)
    found = [(column, leader(rows, column, language)) for column in drawn if column is not None]
    said = [
        word("figure.finding.most", language, column=say(column.label, language), most=most)
        for column, most in found
        if most
    ]
    columns = [column for column, _ in found]
    return " ".join(said) + _unseen(rows, columns, language) if said else ""


def medians(table: Table, language: str) -> str:
    """Return the highest and lowest median, where all are in one unit."""
    column, rows = column_of(table, "median"), ordinary(table)
    if column is None:
        return ""
    units = {row.cells[column.key].unit or column.unit for row in rows if is_known(row, column.key)}
    return extremes(rows, column, language, named=True) if len(units) == 1 else ""


def onset(table: Table, language: str) -> str:
    """Return what most and fewest had begun by the last age."""
    column = column_of(table, curves.columns(table)[-1])
    return "" if column is None else extremes(ordinary(table), column, language, named=True)


def unanswered(table: Table, language: str) -> str:
    """Return which question most people left open, and which one fewest did; else who answered."""
    column = column_of(table, NONRESPONSE) or column_of(table, "answered")
    return "" if column is None else extremes(ordinary(table), column, language, named=True)


def change(table: Table, language: str) -> str:
    """Return what rose most and what fell most, from before to after."""
    before, after = (column_of(table, side) for side in pairs.SIDES)
    return _moves(pairs.rows_of(table), before, after, language)


def over_time(table: Table, language: str) -> str:
    """Return what rose most and what fell most, from the first group to the last."""
    drawn = trend.columns(table)
    return _moves(ordinary(table), column_of(table, drawn[0]), column_of(table, drawn[-1]), language)


def over_waves(table: Table, language: str) -> str:
    """Return what rose most and what fell most, from the first wave to the last; with care only where all are so."""
    drawn = trend.columns(table)
    named = [replace(row, label=lines.label_of(head, row)) for head, rows in lines.blocks(table) for row in rows]
    both = [row for row in named if drawn[0] in row.cells and drawn[-1] in row.cells]
    sure = [row for row in both if not any(cell.care for cell in row.cells.values())]
    return _moves(sure or both, column_of(table, drawn[0]), column_of(table, drawn[-1]), language)


def saturation(table: Table, language: str) -> str:
    """Return how many codes there are, and which interview brought the last new one."""
    total, new = (column_of(table, key) for key in (steps.SO_FAR, steps.NEW))
    rows = ordinary(table)
    known = [row for row in rows if total is not None and is_known(row, total.key)]
    bringing = [row for row in rows if new is not None and is_known(row, new.key) and value(row, new.key)]
    if total is None or new is None or not known or not bringing:
        return ""
    codes, last = number(known[-1], total, language), say(bringing[-1].label, language)
    said = word("figure.finding.saturation", language, codes=codes, interviews=len(rows), last=last)
    return said + _unseen(rows, [total, new], language)


FINDINGS: dict[str, Callable[[Table, str], str]] = {
    "dots": dots,
    "likert": scale,
    "stacked": scale,
    "turnover": fates,
    "intervals": medians,
    "curves": onset,
    "pairs": change,
    "map": unanswered,
    "steps": saturation,
    "lines": over_waves,
    "trend": over_time,
}
"""The finding of each drawing, by its name."""


def extremes(rows: Sequence[Row], column: Column, language: str, *, named: bool = False) -> str:
    """Return the largest and smallest number of a column with their rows, and how far they are apart."""
    known = [row for row in rows if is_known(row, column.key)]
    if not known:
        return ""
    low, high = (choose(value(row, column.key) for row in known) for choose in (min, max))
    values = {
        "column": say(column.label, language),
        "most": _named(known, column, high, language),
        "least": _named(known, column, low, language),
        "difference": _difference(high - low, known[0], column, language),
    }
    key = "alike" if low == high else "extremes"
    return word(f"figure.finding.{key}{'_of' if named else ''}", language, **values) + _unseen(rows, [column], language)


def leader(rows: Sequence[Row], column: Column, language: str) -> str:
    """Return the rows with the largest number of a column, and that number; nothing when none is above zero."""
    known = [row for row in rows if is_known(row, column.key)]
    high = max((value(row, column.key) for row in known), default=Fraction(0))
    return _named(known, column, high, language) if high else ""


def with_unit(row: Row, column: Column, language: str) -> str:
    """Return a number as the table prints it, with its unit."""
    cell = row.cells[column.key]
    unit = cell.unit or column.unit
    if unit is Unit.COUNT_PERCENT:
        unit = Unit.PERCENT
    return shown(Cell(cell.value, cell.count, unit, digits=cell.digits), replace(column, unit=Unit.TEXT), language)


def _named(rows: Sequence[Row], column: Column, wanted: Fraction, language: str) -> str:
    found = [row for row in rows if value(row, column.key) == wanted]
    names = ", ".join(say(row.label, language) for row in found[:MOST_NAMED])
    return f"{names}{', …' if len(found) > MOST_NAMED else ''} ({with_unit(found[0], column, language)})"


def _difference(gap: Fraction, row: Row, column: Column, language: str) -> str:
    """Return a difference with its unit: percentage points between percentages."""
    cell = row.cells[column.key]
    unit = cell.unit or column.unit
    if unit in SHARES:
        points = Fraction(round_half_away(gap, 0))
        return word("figure.finding.points", language, count=points, points=decimal(points, language, 0))
    return shown(Cell(gap, unit=unit, digits=cell.digits), replace(column, unit=Unit.TEXT), language)


def _moves(rows: Sequence[Row], before: Column | None, after: Column | None, language: str) -> str:
    if before is None or after is None:
        return ""
    known = [row for row in rows if is_known(row, before.key) and is_known(row, after.key)]
    moved = {row.key: value(row, after.key) - value(row, before.key) for row in known}
    said = []
    for key, choose, sign in (("rise", max, 1), ("fall", min, -1)):
        row = choose(known, key=lambda row: moved[row.key], default=None)
        if row is not None and moved[row.key] * sign > 0:
            texts = {"before": with_unit(row, before, language), "after": with_unit(row, after, language)}
            said.append(word(f"figure.finding.{key}", language, row=say(row.label, language), **texts))
    if known and not said:
        said = [word("figure.finding.unmoved", language)]
    return " ".join(said) + _unseen(rows, [before, after], language) if said else ""


def _unseen(rows: Sequence[Row], columns: Sequence[Column], language: str) -> str:
    """Return that hidden numbers are not looked at, where there are any."""
    cells = [row.cells.get(column.key, Cell()) for row in rows for column in columns]
    return " " + word("figure.finding.unseen", language) if any(cell.hidden for cell in cells) else ""


def _spread(rows: Sequence[Row], column: Column) -> Fraction:
    known = [value(row, column.key) for row in rows if is_known(row, column.key)]
    return max(known) - min(known)


def _blocks(table: Table) -> list[tuple[Row | None, list[Row]]]:
    """Return the rows below each head; those before the first one have none."""
    blocks: list[tuple[Row | None, list[Row]]] = [(None, [])]
    for row in table.rows:
        if row.level is Level.HEAD:
            blocks.append((row, []))
        elif row.level is Level.ROW:
            blocks[-1][1].append(row)
    return [block for block in blocks if block[1]] or [(None, [])]
