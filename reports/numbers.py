"""The one place where a number becomes text: what the terminal, the JSON and Word print alike.

- Decimal comma and no-break space between thousands in Dutch and French, point and comma in English;
  U+2212 as minus. Halves are rounded away from zero, on the exact number.
- A difference has its sign, plus or minus; what is printed as zero has none.
- Decimals, unless the cell says how many: none for counts, percentages and euro; else none for a whole
  number, one for a half (a median), and two for anything else (a mean).
- A zero is printed as 0. A hidden number is printed as one mark, `x`, explained under the table. A cell
  that has nothing to say is left out of its row and printed as an empty cell.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from analysis.rounding import digits_needed, digits_shown, round_half_away
from analysis.table import Cell, Column, Unit
from reports.vocabulary import knows, say, word

SMALLEST_CHANCE = 0.0005
"""What is below would be printed as zero."""
FIGURE_SPACE = "\u2007"
"""As wide as a digit: keeps numbers of different length aligned."""


def shown(cell: Cell, column: Column, language: str) -> str:
    """Return a cell as printed; a unit that is not the column's is printed beside the number."""
    if cell.hidden:
        return word("number.hidden", language)
    if cell.text is not None:
        return say(cell.text, language)
    unit = cell.unit or column.unit
    printed = _with_interval(cell, unit, _printed(cell, unit, language, column.summary), language)
    if unit is column.unit and not column.summary:
        return printed
    return _with_unit(printed, unit, cell, language)


def head(unit: Unit, language: str) -> str:
    """Return a unit as it stands in the head of a column, empty where it needs no saying."""
    return word(f"unit.{unit.value}", language)


def whole(value: int, language: str) -> str:
    """Return a whole number with its thousands apart."""
    return decimal(Fraction(value), language, 0)


def decimal(value: Fraction, language: str, digits: int | None = None) -> str:
    """Return a number with `digits` decimals, or with as many as it needs (0, 1 or 2)."""
    places = digits_needed(value) if digits is None else digits
    rounded = round_half_away(value, places)
    sign = word("number.minus", language) if rounded < 0 else ""
    before, _, after = f"{abs(rounded):,.{places}f}".partition(".")
    grouped = before.replace(",", word("number.thousands", language))
    return sign + grouped + (word("number.decimal", language) + after if after else "")


def chance(value: float, language: str) -> str:
    """Return a probability: three decimals, and never as zero, which no test can give."""
    if value < SMALLEST_CHANCE:
        return word("number.chance_below", language, value=decimal(Fraction(1, 1000), language, 3))
    return word("number.chance", language, value=decimal(Fraction(value), language, 3))


def figure(value: Fraction, language: str) -> str:
    """Return a number as a rule writes it: all its decimals, and thousands not apart, since it may be a year."""
    sign = word("number.minus", language) if value < 0 else ""
    return sign + f"{float(abs(value)):.9f}".rstrip("0").rstrip(".").replace(".", word("number.decimal", language))


def day(value: date, language: str) -> str:
    """Return a day as written out: "3 juni 2019"."""
    number = "1er" if language == "fr" and value.day == 1 else str(value.day)
    return f"{number}\u00a0{word(f'cover.month.{value.month}', language)}\u00a0{value.year}"


def _printed(cell: Cell, unit: Unit, language: str, headless: bool = False) -> str:
    """Return the number alone; a percentage behind its count says that it is one where no head does."""
    if cell.value is None:
        return "" if cell.count is None else whole(cell.count, language)
    number = _number(cell.value, unit, cell, language)
    if unit is Unit.COUNT_PERCENT and cell.count is not None:
        share = word("number.percent", language, value=number) if headless else number
        return f"{whole(cell.count, language)} ({share})"
    return number


def _number(value: Fraction, unit: Unit, cell: Cell, language: str) -> str:
    """Return one of a cell's numbers, a difference with its plus."""
    digits = digits_shown(value, unit, cell.digits)
    plus = cell.signed and round_half_away(value, digits) > 0
    return (word("number.plus", language) if plus else "") + decimal(value, language, digits)


def _with_interval(cell: Cell, unit: Unit, printed: str, language: str) -> str:
    if cell.low is None or cell.high is None:
        return printed
    low, high = (_number(end, unit, cell, language) for end in (cell.low, cell.high))
    return f"{printed} [{word('number.interval', language, low=low, high=high)}]"


def _with_unit(printed: str, unit: Unit, cell: Cell, language: str) -> str:
    """Return "45 %", "23 jaar", "€ 250": the number with the unit that no head announces."""
    key = f"number.{unit.value}"
    if not printed or not knows(key, language):
        return printed
    return word(key, language, value=printed, n=cell.value if cell.value is not None else 0)
