"""Do the published figures come out?

For each finding the cell it points at is found among the tables made before, and held against the figure:

- `=`: the computed value, rounded half away from zero to as many decimals as the figure has, equals it. For
  a cell that holds a name (the modal band) the name of the category equals the figure.
- `>`: the unrounded value is strictly more than the figure.
- `mode`: the row has the single largest count of the ordinary rows in its block (a tie is no mode).
- `rank`: the place of the row among the ordinary rows of its block by the unrounded value in that column,
  1 = largest. Tied rows share the lowest of their places, and agree with no figure.
- `nearly all`: at least 90 % of the base. `nearly none`: at most 10 %.

A block is the rows under one head row; for codes, those with the same parent. `n` is the base of a percentage, and
the people behind anything else.
A finding without a table is one the questionnaire cannot give. A finding of another study (`study`) stands in a
column of its own and gets no verdict: other people need not answer alike. Where nobody answered there is no verdict.
The computed figure, its n and the verdict are copies: what is hidden in the table is hidden here. So is the note
with a `why` that stands under the table when the verdict does not say it: whether it stands there is a verdict too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from analysis import shares
from analysis.bands import OWN as BAND_SUMMARY
from analysis.coded import SIBLINGS
from analysis.kinds import Body, Request
from analysis.plans import PLAIN, is_number
from analysis.rounding import round_half_away
from analysis.table import (
    Cell,
    Column,
    Level,
    Note,
    NoteKind,
    RespondentUnit,
    Row,
    Table,
    Term,
    Text,
    Unit,
    Universe,
)
from survey.codebook import Label
from survey.errors import did_you_mean, problem
from survey.missing import Reason
from survey.plan import Comparator, Finding

NEARLY_ALL, NEARLY_NONE = 90, 10
PERCENTS = (Unit.PERCENT, Unit.COUNT_PERCENT, Unit.ESTIMATE)
REASONS = "|".join(Reason)
ROWS = {
    "counts": r"mean_all|mean_some|\d+",
    "bands": "|".join(BAND_SUMMARY),
    "careers": r"onset\.(q1|median|q3)",
    "combinations": r"set\.\d+",
    "frequency": rf"(.+\.)?reason\.({REASONS})",
    "order": r"sequence_\d+|other_sequences",
    "multiresponse": rf"(.+\.)?(none|nothing_ticked|reason\.({REASONS}))",
}
"""Rows that a kind has only when somebody is counted in them: with fewer answers they are not there, and no error."""
WHEN_COUNTED = {"missingness": rf"(.+\.)?({REASONS})", "battery": r"(.+\.)?dont_know", "flow": "cannot_tell"}
"""Columns likewise."""
COLUMNS = (
    Column("published", Term("column.published"), Unit.TEXT),
    Column("computed", Term("column.computed"), Unit.NUMBER),
    Column("n", Term("column.n"), Unit.COUNT),
    Column("verdict", Term("column.verdict"), Unit.TEXT),
)
LITERATURE = Column("literature", Term("column.literature"), Unit.TEXT)


@dataclass(frozen=True)
class Spot:
    """The cell a finding points at, with its table and row."""

    table: Table
    row: Row
    column: Column
    cell: Cell

    @property
    def unit(self) -> Unit:
        """Return what the number is a number of."""
        return self.cell.unit or self.column.unit

    @property
    def n(self) -> int:
        """Return how many people the figure is about: the base of a share, else the people behind it."""
        base = self.table.base_of(self.row, self.cell)
        if self.unit in {*PERCENTS, Unit.COUNT} and base is not None and base.n is not None:
            return base.n
        return self.cell.count or 0

    @property
    def share(self) -> Fraction | None:
        """Return the cell as a percentage of its base; nothing for what is no share."""
        if self.unit in PERCENTS:
            return self.cell.value
        return shares.percentage(self.cell.count or 0, self.n) if self.unit is Unit.COUNT and self.n else None

    def block(self) -> list[Cell]:
        """Return the cells of the same column in the ordinary rows of the block this row is in; of codes, siblings."""
        if self.table.kind in SIBLINGS:
            own = self.row.key.rpartition("/")[0]
            beside = [row for row in self.table.rows if row.key.rpartition("/")[0] == own]
            return [row.cells[self.column.key] for row in beside if self.column.key in row.cells]
        rows: list[Row] = []
        for row in self.table.rows:
            if row.level is Level.HEAD:
                if self.row in rows:
                    break
                rows = []
            rows.append(row)
        cells = [row.cells.get(self.column.key) for row in rows if row.level is Level.ROW]
        return [cell for cell in cells if cell is not None]


def published(request: Request) -> Body:
    """Return for each finding the published figure, the computed one, its n and whether they agree."""
    wanted = set(request.plan.of)
    findings = [found for found in request.study.findings if not wanted or found.table in wanted]
    return Body(
        bases=(),
        columns=_columns(findings),
        rows=tuple(_row(finding, request) for finding in findings),
        notes=_notes(findings, request),
        universe=Universe(RespondentUnit.FINDINGS, len(findings)),
    )


def agrees(finding: Finding, spot: Spot) -> bool:
    """Return whether the computed cell gives the published figure; the rules stand at the top of this file."""
    match finding.comparator:
        case Comparator.EQUAL:
            return _equal(finding, spot.cell)
        case Comparator.MORE:
            return spot.cell.value is not None and spot.cell.value > Fraction(finding.figure)
        case Comparator.MODE:
            counts = [cell.count or 0 for cell in spot.block()]
            return spot.cell.count == max(counts, default=0) and counts.count(spot.cell.count or 0) == 1
        case Comparator.RANK:
            return _rank(spot) == int(finding.figure)
        case Comparator.NEARLY_ALL:
            return spot.share is not None and spot.share >= NEARLY_ALL
        case Comparator.NEARLY_NONE:
            return spot.share is not None and spot.share <= NEARLY_NONE


def find(finding: Finding, table: Table, what: str = "finding") -> Spot | None:
    """Return the cell a finding points at, nothing when it was left out; raise for an unknown row or column."""
    asks = f"{what} {finding.number}: table '{table.id}' has no"
    row = table.row(finding.row)
    if row is None and _when_it_occurs(table, finding.row, ROWS):
        return None
    if row is None:
        advice = did_you_mean(finding.row, [row.key for row in table.rows])
        raise problem(f"{asks} row '{finding.row}'", finding.place, advice)
    columns = {column.key: column for column in table.columns}
    if finding.column not in columns and _when_it_occurs(table, finding.column, WHEN_COUNTED):
        return None
    if finding.column not in columns:
        raise problem(f"{asks} column '{finding.column}'", finding.place, did_you_mean(finding.column, columns))
    cell = row.cells.get(finding.column)
    return None if cell is None else Spot(table, row, columns[finding.column], cell)


def _when_it_occurs(table: Table, key: str, patterns: Mapping[str, str]) -> bool:
    """Tell whether a table of this kind has such a row or column only when somebody is counted in it."""
    return re.fullmatch(patterns.get(table.kind, "(?!)"), key) is not None


def _equal(finding: Finding, cell: Cell) -> bool:
    """Compare with a name where the cell holds one; raise when it holds a number and the figure is none."""
    if cell.value is None:
        return cell.key == finding.figure
    if not is_number(finding.figure):
        what = f"finding {finding.number}: the table has a number there, and '{finding.figure}' is none"
        raise problem(what, finding.place, PLAIN)
    wanted = Decimal(finding.figure)
    return round_half_away(cell.value, _digits(wanted)) == wanted


def _digits(figure: Decimal) -> int:
    exponent = figure.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _rank(spot: Spot) -> int | None:
    """Return the place of a cell by value; nothing when another has the same value."""
    values = [cell.value for cell in spot.block() if cell.value is not None]
    own = spot.cell.value
    if own is None or values.count(own) != 1:
        return None
    return 1 + sum(value > own for value in values)


def _columns(findings: Sequence[Finding]) -> tuple[Column, ...]:
    first, *others = COLUMNS
    return (first, LITERATURE, *others) if any(finding.study for finding in findings) else COLUMNS


def _row(finding: Finding, request: Request) -> Row:
    if finding.study:
        return _row_beside(finding, request)
    cells = {"published": Cell(text=said(finding, None))}
    if finding.table not in request.done:
        return Row(finding.number, _name(finding), "", {**cells, "verdict": Cell(text=Term("verdict.elsewhere"))})
    spot = find(finding, request.done[finding.table])
    cells["published"] = Cell(text=said(finding, spot))
    if spot is None:
        return Row(finding.number, _name(finding), "", {**cells, "verdict": Cell(text=Term("verdict.nothing"))})
    return Row(finding.number, _name(finding), "", {**cells, **_computed(finding, spot)})


def _row_beside(finding: Finding, request: Request) -> Row:
    """Return the row of another study's finding: its figure, and ours without a verdict."""
    spot = find(finding, request.done[finding.table]) if finding.table in request.done else None
    text = Term("published.of_study", {"figure": said(finding, spot), "study": finding.study})
    computed = {} if spot is None else _computed(finding, spot)
    computed.pop("verdict", None)
    return Row(finding.number, _name(finding), "", {"literature": Cell(text=text), **computed})


def _name(finding: Finding) -> Term:
    """Return "14b. Label"; a mark such as "+" stands before the label without a dot."""
    parts = {"number": finding.number, "label": finding.label}
    return Term("row.finding", parts) if finding.number[-1:].isalnum() else Term("row.marked", parts)


def _computed(finding: Finding, spot: Spot) -> dict[str, Cell]:
    source = (spot.table.id, finding.row, finding.column)
    copy = replace(spot.cell, unit=spot.unit, base=None, low=None, high=None, solves=False, copy_of=source)
    n = Cell(Fraction(spot.n), spot.n, copy_of=source)
    return {"computed": copy, "n": n, "verdict": replace(copy, value=None, text=_verdict(finding, spot), unit=None)}


def _source(finding: Finding, request: Request) -> tuple[str, str, str]:
    table = request.done.get(finding.table)
    return finding.table if table is None else table.id, finding.row, finding.column


def _verdict(finding: Finding, spot: Spot) -> Term:
    if agrees(finding, spot):
        return Term("verdict.agrees")
    return Term("verdict.differs_why", {"why": finding.why}) if finding.why else Term("verdict.differs")


def said(finding: Finding, spot: Spot | None) -> Text:
    """Return the published figure in the reader's words."""
    match finding.comparator:
        case Comparator.EQUAL:
            return _in_unit(finding, spot)
        case Comparator.MORE:
            return Term("published.more", {"figure": _in_unit(finding, spot)})
        case Comparator.RANK:
            return Term("published.rank", {"figure": finding.figure})
        case Comparator.MODE | Comparator.NEARLY_ALL | Comparator.NEARLY_NONE:
            return Term(f"published.{finding.comparator.name.lower()}")


def _in_unit(finding: Finding, spot: Spot | None) -> Text:
    if not is_number(finding.figure):
        return _category(finding.figure, spot)
    percent = spot is not None and spot.unit in PERCENTS
    return Term(f"published.{'percent' if percent else 'number'}", {"figure": Fraction(finding.figure)})


def _category(name: str, spot: Spot | None) -> Text:
    row = None if spot is None else spot.table.row(f"choice.{name}") or spot.table.row(name)
    return row.label if row is not None else Label({"": name})


def _notes(findings: Sequence[Finding], request: Request) -> tuple[Note, ...]:
    doubts = [
        Note(NoteKind.DOUBT, _why(finding), _source(finding, request))
        for finding in findings
        if finding.why and (finding.study or not _differs(finding, request))
    ]
    sources = dict.fromkeys(finding.source for finding in findings if finding.source)
    literature = [Note(NoteKind.LITERATURE, Term("note.source", {"source": source})) for source in sources]
    others = [Note(NoteKind.RULE, Term("note.other_study"))] if any(finding.study for finding in findings) else []
    return (Note(NoteKind.RULE, Term("note.comparators")), *others, *doubts, *literature)


def _why(finding: Finding) -> Term:
    return Term("note.finding", {"number": finding.number, "why": finding.why})


def _differs(finding: Finding, request: Request) -> bool:
    """Return whether the verdict itself says why."""
    spot = find(finding, request.done[finding.table]) if finding.table in request.done else None
    return spot is not None and not agrees(finding, spot)
