"""The report as a workbook: a sheet for each table, numbers as numbers, and a first sheet that leads to them.

What a table prints in one cell stands in cells of its own: count and percentage, a number and its interval. A number
is as exact as in the JSON and shown with the decimals of the report; a hidden one is its mark, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from analysis.disclosure import Release
from analysis.rounding import digits_shown, round_half_away
from analysis.table import Cell, Column, Level, Row, Table, Unit
from reports.cover import badges, facts, marks
from reports.fields import Caption
from reports.front import Front
from reports.guide import reading_guide
from reports.layout import Layout, Line, lay_out
from reports.notes import note_lines, remarks
from reports.numbers import head, shown
from reports.prose import Heading, Paragraph, Points
from reports.vocabulary import capital, knows, say, word
from survey.write.book import Entry, Leaf, Look, book_bytes, sheet_names

STUB_LEAST, STUB_MOST = 14, 52
NUMBER_LEAST, TEXT_MOST = 9, 44
READABLE = 84
"""Title and notes run over so many letters, also where the table is narrower."""
CONTENTS_WIDTHS = (16.0, 70.0, 32.0)
VALUE, LOW, HIGH, COUNT = "value", "low", "high", "count"
MINUS = "\u2212"
"""Before a difference, whose plus is printed too."""


def workbook(release: Release, front: Front, *, whole: bool = True) -> bytes:
    """Return a release as a workbook: the same input gives the same bytes.

    Without `whole` there is no cover and no reading guide, and a lone table stands alone.
    """
    language = front.language
    first = capital(word("sheets.contents", language))
    names = sheet_names((table.id for table in release.tables), [first])
    said = [capital(mark) for mark in marks(front, release.policy)]
    alone = not whole and len(names) == 1
    sheets = [
        Sheet(table, release, place, language, name, tuple(said), "" if alone else first)
        for place, (table, name) in enumerate(zip(release.tables, names, strict=True), 1)
    ]
    opening = [] if alone else [_contents(sheets, release, front, first, whole=whole)]
    return book_bytes([*opening, *(sheet.leaf() for sheet in sheets)], say(front.title, language), " · ".join(said))


@dataclass(frozen=True)
class Strand:
    """A column of the sheet: one of the numbers that a column of the table prints."""

    column: Column
    part: str
    unit: str


@dataclass(frozen=True)
class Sheet:
    """The sheet of one table."""

    table: Table
    release: Release
    number: int
    language: str
    name: str
    said: tuple[str, ...]
    contents: str
    """The sheet that leads here; nothing where there is none."""

    @cached_property
    def layout(self) -> Layout:
        """Return the table as text: heads and labels, and cells that are no numbers."""
        return lay_out(self.table, self.language)

    @cached_property
    def columns(self) -> list[Column]:
        """Return the columns that are printed as such."""
        return [column for column in self.table.columns if not column.summary]

    @cached_property
    def strands(self) -> list[list[Strand]]:
        """Return the columns of the sheet by column of the table."""
        return [self._strands(place, column) for place, column in enumerate(self.columns)]

    @property
    def caption(self) -> Caption:
        """Return the numbered title."""
        return Caption(self.table.id, self.number, self.layout.title, self.language)

    def leaf(self) -> Leaf:
        """Return the sheet."""
        top = [row for row in (self._title(), self._way_back(), self._marks()) if row]
        heads = list(self._heads())
        lines = [self._line(line) for line in self.layout.lines]
        notes = note_lines(remarks(self.table, self.release.policy, self.language))
        beneath = [self._wide(note, Look.NOTE) for note in notes]
        first = len(top) + 2
        rows = (*top, (), *heads, *lines, (), *beneath)
        return Leaf(self.name, rows, tuple(self._widths), (first, first + len(heads) - 1))

    def _strands(self, place: int, column: Column) -> list[Strand]:
        cells = [row.cells[column.key] for row in self.table.rows if column.key in row.cells]
        plain = Strand(column, VALUE, self.layout.heads[place].unit)
        if any((cell.unit or column.unit) is Unit.COUNT_PERCENT for cell in cells):
            count, share = head(Unit.COUNT, self.language), head(Unit.PERCENT, self.language)
            return [Strand(column, COUNT, count), Strand(column, VALUE, share)]
        if any(cell.low is not None and not cell.hidden for cell in cells):
            low, high = (word(f"sheets.{part}", self.language) for part in (LOW, HIGH))
            return [plain, Strand(column, LOW, low), Strand(column, HIGH, high)]
        return [plain]

    @property
    def _all(self) -> list[Strand]:
        return [strand for strands in self.strands for strand in strands]

    def _wide(self, text: str, look: Look) -> tuple[Entry, ...]:
        return (Entry(text, look, over=len(self._widths)),)

    def _title(self) -> tuple[Entry, ...]:
        return self._wide(self.caption.text, Look.TITLE)

    def _way_back(self) -> tuple[Entry, ...]:
        text = word("sheets.back", self.language)
        return (Entry(text, Look.LINK, over=len(self._widths), link=self.contents),) if self.contents else ()

    def _marks(self) -> tuple[Entry, ...]:
        return self._wide(" · ".join(self.said), Look.STRONG) if self.said else ()

    def _heads(self) -> Iterator[tuple[Entry | None, ...]]:
        """Yield headings that columns share, where there are any, then heads, then units."""
        if self.layout.spans:
            yield tuple(self._spanners())
        units = [strand.unit for strand in self._all]
        last = Look.STRONG if any(units) else Look.HEAD
        labels: list[Entry | None] = [Entry(self.layout.stub, last)]
        for shown_, strands in zip(self.layout.heads, self.strands, strict=True):
            labels += [
                Entry(shown_.text, last, at_right=not shown_.is_text, indent=int(shown_.is_text), over=len(strands))
            ]
            labels += [None] * (len(strands) - 1)
        yield tuple(labels)
        if any(units):
            yield (Entry("", Look.HEAD), *(Entry(unit, Look.HEAD, at_right=True) for unit in units))

    def _spanners(self) -> Iterator[Entry | None]:
        yield None
        place = 0
        for span in self.layout.spans:
            over = sum(len(strands) for strands in self.strands[place : place + span.width])
            place += span.width
            yield Entry(span.text, Look.SPAN, over=over) if span.text else None
            yield from [None] * (over - 1)

    def _line(self, line: Line) -> tuple[Entry | None, ...]:
        row = self.table.row(line.key)
        looks = {Level.HEAD: Look.STRONG, Level.TOTAL: Look.TOTAL}
        look = looks.get(line.level, Look.PLAIN)
        set_in = int(line.level is Level.ROW and self.layout.has_heads)
        label = Entry(line.label, look, indent=set_in)
        if row is None or not line.cells:
            return (label,)
        cells = self._summary(row) if line.runs_over else self._cells(row, line, look)
        return (label, *cells)

    def _cells(self, row: Row, line: Line, look: Look) -> Iterator[Entry | None]:
        for column, text, strands in zip(self.columns, line.cells, self.strands, strict=True):
            cell = row.cells.get(column.key)
            for strand in strands:
                yield self._cell(cell, strand, text, look)

    def _cell(self, cell: Cell | None, strand: Strand, text: str, look: Look) -> Entry | None:
        """Return one number of a cell; where it has none, its text, in the first column of those it takes."""
        first = strand.part == self._first(strand)
        if cell is None or cell.hidden or cell.text is not None:
            at_right = strand.column.unit is not Unit.TEXT
            each = first or (cell is not None and cell.hidden)
            if not (text and each):
                return self._blank(look)
            return Entry(text, look, at_right=at_right, indent=0 if at_right else 1)
        unit = cell.unit or strand.column.unit
        number = self._number(cell, unit, strand, first=first)
        if number is None:
            return self._blank(look)
        own = unit is strand.column.unit or unit is Unit.COUNT_PERCENT
        return self._entry(number, unit, cell, look, said=not own, count=strand.part == COUNT)

    def _first(self, strand: Strand) -> str:
        return next(each.part for each in self._all if each.column is strand.column)

    def _number(self, cell: Cell, unit: Unit, strand: Strand, *, first: bool) -> Fraction | None:
        """Return what a cell has for a strand; the only number of a cell stands in the strand of its unit."""
        if strand.part == LOW:
            return cell.low
        if strand.part == HIGH:
            return cell.high
        count = None if cell.count is None else Fraction(cell.count)
        if unit is Unit.COUNT_PERCENT:
            return count if strand.part == COUNT else cell.value
        value = count if cell.value is None else cell.value
        split = len(self._parts(strand)) == 2
        if not split:
            return value
        own = VALUE if unit in (Unit.PERCENT, Unit.ESTIMATE) else COUNT
        return value if strand.part == own else None

    def _parts(self, strand: Strand) -> list[str]:
        return [each.part for each in self._all if each.column is strand.column]

    def _blank(self, look: Look) -> Entry | None:
        return Entry("", look) if look is Look.TOTAL else None

    def _summary(self, row: Row) -> Iterator[Entry | None]:
        """Yield the numbers and texts of a row that runs over all columns, each in a cell of its own."""
        for column in self.table.columns:
            cell = row.cells.get(column.key)
            if cell is None or not column.summary:
                continue
            unit = cell.unit or column.unit
            if cell.hidden or cell.text is not None or (cell.value is None and cell.count is None):
                yield Entry(shown(cell, column, self.language), at_right=cell.hidden)
                continue
            if unit is Unit.COUNT_PERCENT and cell.count is not None:
                yield self._entry(Fraction(cell.count), Unit.COUNT, cell, Look.PLAIN, count=True)
            numbers = (Fraction(cell.count or 0) if cell.value is None else cell.value, cell.low, cell.high)
            share = Unit.PERCENT if unit is Unit.COUNT_PERCENT else unit
            yield from (
                self._entry(number, share, cell, Look.PLAIN, said=True) for number in numbers if number is not None
            )

    def _entry(
        self, number: Fraction, unit: Unit, cell: Cell, look: Look, *, said: bool = False, count: bool = False
    ) -> Entry:
        """Return a number with its format, and its unit where no head has said it."""
        digits = 0 if count else digits_shown(number, unit, cell.digits)
        plain = "#,##0" + ("." + "0" * digits if digits else "")
        value = int(number) if number.denominator == 1 else float(number)
        signed = cell.signed and round_half_away(number, digits) != 0
        forms = (f"+{plain}", f"{MINUS}{plain}") if signed else (plain,)
        form = ";".join(self._with_unit(each, unit, number) if said else each for each in forms)
        return Entry(value, look, form, at_right=True)

    def _with_unit(self, plain: str, unit: Unit, number: Fraction) -> str:
        key = f"number.{unit.value}"
        if not knows(key, self.language):
            return plain
        before, _, after = word(key, self.language, value="\0", n=number).replace('"', "").partition("\0")
        return "".join((f'"{before}"' if before else "", plain, f'"{after}"' if after else ""))

    @cached_property
    def _widths(self) -> list[float]:
        """Return the width of every column, with an empty one where title and notes need room."""
        labels = max((len(line.label) for line in self.layout.lines), default=0)
        widths: list[float] = [min(max(labels + 2, STUB_LEAST), STUB_MOST)]
        for place, strands in enumerate(self.strands):
            widths += [self._width(place, len(strands))] * len(strands)
        room = READABLE - sum(widths)
        return [*widths, room] if room > 0 else widths

    def _width(self, place: int, over: int) -> float:
        shown_ = self.layout.heads[place]
        texts = [line.cells[place] for line in self.layout.lines if len(line.cells) == len(self.layout.heads)]
        if shown_.is_text:
            return min(max(len(text) for text in (*texts, shown_.text)) + 2, TEXT_MOST)
        words = (*shown_.text.split(" "), *(texts if over == 1 else ()), shown_.unit)
        spanner = max(len(text) for text in self.layout.spanner(place).split(" ")) / over
        return max(NUMBER_LEAST, max(len(text) for text in words) * 1.1 / over + 1, spanner * 1.1 + 1)


def _contents(sheets: Sequence[Sheet], release: Release, front: Front, name: str, *, whole: bool) -> Leaf:
    """Return the first sheet: what this is, every table with a link to it, and how to read them."""
    language, over = front.language, len(CONTENTS_WIDTHS)
    rows: list[tuple[Entry | None, ...]] = [(Entry(say(front.title, language), Look.TITLE, over=over),)]
    for mark, meaning in badges(front, release.policy):
        rows.append((Entry(f"{capital(mark)}. {meaning}", Look.STRONG, over=over),))
    if whole:
        known = facts(front, release.policy)
        rows += [(Entry(label), Entry(fact, over=2)) for label, fact in known]
    heads = (word("document.table", language), *(word(f"sheets.{key}", language) for key in ("title", "sheet")))
    rows += [(), tuple(Entry(text, Look.HEAD) for text in heads)]
    for sheet in sheets:
        link = sheet.name
        title = Entry(sheet.layout.title, Look.LINK, link=link)
        rows.append((Entry(sheet.caption.name), title, Entry(link)))
    return Leaf(name, (*rows, *(_guide(release, language) if whole else ())), CONTENTS_WIDTHS)


def _guide(release: Release, language: str) -> Iterator[tuple[Entry | None, ...]]:
    over = len(CONTENTS_WIDTHS)
    for part in reading_guide(release, language):
        match part:
            case Heading():
                yield from ((), (Entry(part.text, Look.STRONG, over=over),))
            case Paragraph():
                yield (Entry(part.text, over=over),)
            case Points():
                yield from ((Entry(point.lead + point.text, over=over),) for point in part.points)
