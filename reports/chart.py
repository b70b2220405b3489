"""A figure as a chart of Word's own: bars that an author can edit, with the workbook behind them.

It holds what the table prints: rounded numbers, and nothing where one is hidden. Bars begin at zero. Parts of one bar
would move up over a hidden one and so seem larger: such a table keeps its picture.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from analysis.drawing import CHART, usual
from analysis.rounding import digits_shown, round_half_away
from analysis.table import Column, Row, Table
from reports.attachments import Attachment, chart
from reports.figures import dots, drawn_columns, pairs
from reports.figures.bars import diverging, shades
from reports.figures.canvas import ACCENT, on
from reports.figures.sheets import TALLEST, WIDTH, is_known, ordinary, value
from reports.make_template import FAMILY
from reports.markup import clean
from reports.vocabulary import say, word
from survey.write.chart_numbers import SHEET, numbers_bytes

CLUSTERED, STACKED = "clustered", "stacked"
FILLS = {1: (ACCENT,), 2: ("#BFBFBF", ACCENT)}
NARROW = 4
"""Parts of a bar below so many per cent carry no number."""
SLOT, SERIES, AROUND = 12.0, 11.0, 46.0
"""Points: between two rows, for each bar of a row, and for the axis and the names."""
MOST_SERIES = 25
"""Columns B to Z of the workbook."""
LETTERS = 850
"""Size of letters, in hundredths of a point."""

SPACE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><c:date1904 val="0"/>'
    '<c:lang val="{locale}"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
    '<c:barChart><c:barDir val="bar"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>{series}'
    '<c:gapWidth val="{gap}"/><c:overlap val="{overlap}"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
    '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
    '<c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
    '<c:minorTickMark val="none"/><c:tickLblPos val="low"/>{line}<c:crossAx val="2"/><c:crosses val="autoZero"/>'
    '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:max val="100"/><c:min val="0"/></c:scaling>'
    '<c:delete val="0"/><c:axPos val="b"/><c:majorGridlines>{faint}</c:majorGridlines><c:numFmt formatCode={percent}'
    ' sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{bare}'
    '<c:crossAx val="1"/><c:crosses val="max"/><c:crossBetween val="between"/><c:majorUnit val="25"/></c:valAx>'
    '<c:spPr><a:noFill/></c:spPr></c:plotArea>{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
    "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{letters}"
    '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
)
LEGEND = '<c:legend><c:legendPos val="t"/><c:overlay val="0"/></c:legend>'
SHOWN = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)


@dataclass(frozen=True)
class Chart:
    """Bars: a series for each column, a place for each row, and how they stand to each other."""

    grouping: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    table: Table
    language: str

    @property
    def width(self) -> float:
        """Return how wide the chart is, in points."""
        return WIDTH

    @property
    def height(self) -> float:
        """Return how high the chart is, in points; an author can pull at it."""
        bars = 1 if self.grouping == STACKED else len(self.columns)
        return min(TALLEST, AROUND + len(self.rows) * (SLOT + SERIES * bars))

    @property
    def attachment(self) -> Attachment:
        """Return the chart as a file of its own, with its workbook."""
        heads, rows = self.heads, list(zip(self.labels, map(self.numbers, self.rows), strict=True))
        return chart(self._xml().encode(), numbers_bytes(heads, rows))

    @property
    def heads(self) -> list[str]:
        """Return the names of the series."""
        return [clean(say(column.spanner or column.label, self.language)) for column in self.columns]

    @property
    def labels(self) -> list[str]:
        """Return the labels of the rows; where a number is hidden its mark stands behind them."""
        return [clean(say(row.label, self.language)) + self._mark(row) for row in self.rows]

    def numbers(self, row: Row) -> list[Decimal | None]:
        """Return the numbers of a row as the table prints them, nothing where it prints none."""
        return [_printed(row, column) for column in self.columns]

    def _mark(self, row: Row) -> str:
        cells = [row.cells[column.key] for column in self.columns if column.key in row.cells]
        return f" ({word('number.hidden', self.language)})" if any(cell.hidden for cell in cells) else ""

    def _xml(self) -> str:
        stack = self.grouping == STACKED
        return SPACE.format(
            locale=word("document.locale", self.language),
            grouping=self.grouping,
            series="".join(self._series(place) for place in range(len(self.columns))),
            gap=60 if len(self.columns) == 1 or stack else 45,
            overlap=100 if stack else 0,
            line=_shape(None, "A6A6A6"),
            faint=_shape(None, "E6E6E6"),
            bare="<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>",
            percent=quoteattr(_format(word("number.percent", self.language, value="\0"))),
            legend=LEGEND if len(self.columns) > 1 else "",
            letters=_letters("000000"),
        )

    def _series(self, place: int) -> str:
        fill, column, last = self._fills()[place][1:], chr(ord("B") + place), len(self.rows) + 1
        numbers = [self.numbers(row)[place] for row in self.rows]
        return (
            f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>'
            f"<c:tx>{_texts(f'{SHEET}!${column}$1', [self.heads[place]])}</c:tx>"
            f'{_shape(fill, "FFFFFF")}<c:invertIfNegative val="0"/>{self._labelled(fill)}'
            f"<c:cat>{_texts(f'{SHEET}!$A$2:$A${last}', self.labels)}</c:cat>"
            f"<c:val>{_numbers(f'{SHEET}!${column}$2:${column}${last}', numbers)}</c:val></c:ser>"
        )

    def _labelled(self, fill: str) -> str:
        """Return how numbers stand on parts of a bar, where there is room, or behind a whole one."""
        stack = self.grouping == STACKED
        look, side = (f'[<{NARROW}]"";0', "ctr") if stack else ("General", "outEnd")
        return (
            f'<c:dLbls><c:numFmt formatCode={quoteattr(look)} sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>'
            f'{_letters(on(f"#{fill}")[1:] if stack else "000000")}<c:dLblPos val="{side}"/>{SHOWN}</c:dLbls>'
        )

    def _fills(self) -> Sequence[str]:
        n = len(self.columns)
        if self.grouping == CLUSTERED:
            return FILLS[n]
        return diverging(n) if usual(self.table.kind) == "likert" else shades(n)


def chart_of(table: Table, language: str) -> Chart | None:
    """Return the chart of a table that asks for one, or nothing where only a picture serves."""
    if table.figure != CHART:
        return None
    by_key = {column.key: column for column in table.columns}
    columns = tuple(by_key[key] for key in drawn_columns(table))
    rows, grouping = tuple(ROWS[usual(table.kind)](table)), GROUPINGS[usual(table.kind)]
    hides = any(cell.hidden for row in rows for column in columns if (cell := row.cells.get(column.key)) is not None)
    fits = len(columns) <= MOST_SERIES and (grouping == STACKED or len(columns) in FILLS)
    return Chart(grouping, columns, rows, table, language) if fits and not (hides and grouping == STACKED) else None


ROWS: dict[str, Callable[[Table], list[Row]]] = {
    "dots": dots.rows_of,
    "pairs": pairs.rows_of,
    "likert": ordinary,
    "stacked": ordinary,
}
GROUPINGS = {"dots": CLUSTERED, "pairs": CLUSTERED, "likert": STACKED, "stacked": STACKED}
"""Which rows a chart has, and how its bars stand, by the usual picture of a kind."""


def _printed(row: Row, column: Column) -> Decimal | None:
    if not is_known(row, column.key):
        return None
    cell, number = row.cells[column.key], value(row, column.key)
    return round_half_away(number, digits_shown(number, cell.unit or column.unit, cell.digits))


def _texts(place: str, texts: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{escape(text)}</c:v></c:pt>' for at, text in enumerate(texts))
    return f'<c:strRef><c:f>{place}</c:f><c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache></c:strRef>'


def _numbers(place: str, numbers: Sequence[Decimal | None]) -> str:
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{number:f}</c:v></c:pt>' for at, number in enumerate(numbers) if number is not None
    )
    return (
        f"<c:numRef><c:f>{place}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(numbers)}"/>{points}</c:numCache></c:numRef>'
    )


def _shape(fill: str | None, edge: str) -> str:
    inside = f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>' if fill else ""
    return f'<c:spPr>{inside}<a:ln w="6350"><a:solidFill><a:srgbClr val="{edge}"/></a:solidFill></a:ln></c:spPr>'


def _letters(colour: str) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{LETTERS}" b="0"><a:solidFill><a:srgbClr val="{colour}"/>'
        f'</a:solidFill><a:latin typeface="{FAMILY}"/></a:defRPr></a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
    )


def _format(percent: str) -> str:
    """Return the pattern of a number with what stands around it in a language."""
    before, _, after = percent.partition("\0")
    return "0".join(f'"{text}"' if text else "" for text in (before, after))
