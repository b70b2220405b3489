"""How did answers change from wave to wave?

Each wave has its own base, with its absences; people of other waves are outside it, so that together they are everyone
in the chosen waves. Beside the waves stands the difference: last less first, or each less the one before. What that
takes, and what is never subtracted, stands in `analysis/over_waves.py`.

**Comparable with care**: a mark at the wave, or at the question where there are several, and the reason in a note.
**Not comparable**, or not decided: the answers of that wave are printed apart, under a head of their own, and differ
from nothing. **Numbers**: n, median and mean, as in `analysis/numbers.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from analysis import shares
from analysis.drawing import FIGURE
from analysis.kinds import Body, Request
from analysis.numbers import MEAN_DIGITS, Numbers, in_order
from analysis.over_waves import (
    SETS,
    Asked,
    InWave,
    Line,
    Pair,
    Waves,
    absences,
    difference,
    grouped,
    is_with_care,
    key_of,
    lines,
    pairs,
    row_of,
    said,
)
from analysis.parts import smallest
from analysis.shares import COUNT, PERCENT
from analysis.table import Base, Cell, Column, Level, Note, NoteKind, Row, Term, Text, Unit
from analysis.trend_notes import Care, apart, careful, cares, compared, lacking, marked, returning
from survey.codebook import Codebook, Variable, VariableType
from survey.plan import Order, TablePlan
from survey.waves.bridges import Bridge

FIRST, PREVIOUS = "first", "previous"
AGAINST = (FIRST, PREVIOUS)
"""With which wave a wave is compared."""
NO, OF_DIFFERENCES, OF_ALL = "no", "yes", "all"
INTERVALS = (NO, OF_DIFFERENCES, OF_ALL)
"""Of what intervals are given."""
DIFFERENCE, VALUE, N = "difference", "value", "n"
NUMBERS = (VariableType.INTEGER, VariableType.DECIMAL)
LISTED = (VariableType.SELECT_ONE, *SETS, *NUMBERS)
"""What has rows in a table; a text or a ranking that stands apart has a note only."""
FOR_PERCENTAGES = ("base", "interval")
"""Options that say nothing about numbers."""
FOR_NUMBERS = ("unit", "digits")


@dataclass(frozen=True)
class Block:
    """One question in the waves that asked it, or one wave's question apart from the others."""

    variable: Variable
    asked: Asked
    bridge: Bridge | None = None
    """Where it stands apart: how it would have been comparable."""

    @property
    def bases(self) -> tuple[Base, ...]:
        """Return the base of each wave."""
        return tuple(each.base for each in self.asked.values())

    @property
    def alone(self) -> str:
        """Return the base of all its rows, where one wave only asked it."""
        return self.bases[0].key if len(self.bases) == 1 else ""


@dataclass(frozen=True)
class Trend:
    """A table over waves in the making."""

    request: Request

    @cached_property
    def waves(self) -> Waves:
        """Return the chosen waves."""
        return Waves(self.request)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Return the questions, each with those that stand apart from it behind it."""
        found = [block for variable in self.request.variables for block in self._of(variable)]
        there = {block.variable.name for block in found if block.bridge is not None}
        return tuple(block for block in found if block.bridge is not None or block.variable.name not in there)

    @cached_property
    def compared(self) -> dict[str, tuple[Variable, Asked]]:
        """Return the questions that are compared, in the waves that asked them."""
        return {block.variable.name: (block.variable, block.asked) for block in self.blocks if block.bridge is None}

    @cached_property
    def cares(self) -> tuple[Care, ...]:
        """Return what is to be compared with care, each with its mark."""
        return cares(self.compared)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Return which waves are compared: none, where no question was asked in two of them."""
        found = pairs(self.waves.names, previous=self.previous)
        compared = [asked for _, asked in self.compared.values()]
        return found if any({*pair} <= {*asked} for pair in found for asked in compared) else ()

    @property
    def previous(self) -> bool:
        """Return whether each wave is compared with the one before."""
        return self.request.option("against", FIRST) == PREVIOUS

    @property
    def of_numbers(self) -> bool:
        """Return whether the questions are numbers."""
        return self.request.variables[0].type in NUMBERS

    @property
    def interval(self) -> str:
        """Return of what intervals are wanted."""
        return self.request.option("interval", NO)

    @property
    def show(self) -> tuple[str, ...]:
        """Return the numbers wanted of each category."""
        return self.request.show(PERCENT, COUNT)

    @property
    def has_heads(self) -> bool:
        """Return whether there is more than one question, so that each needs a head."""
        return len(self.blocks) > 1

    def marks(self, variable: Variable, wave: str = "") -> str:
        """Return the marks of a question, or of one wave of it."""
        found = [each.mark for each in self.cares if each.variable == variable and wave in {"", *each.waves}]
        return " ".join(found)

    def _of(self, variable: Variable) -> Iterator[Block]:
        yield Block(variable, self.waves.asked(variable))
        once = {own.name: (bridge, own) for bridge, own in self.waves.apart(variable) if own is not None}
        for bridge, own in once.values():
            asked = self.waves.asked(own)
            if asked and (own.type in NUMBERS) == self.of_numbers and own.type in LISTED:
                yield Block(own, asked, bridge)


def trend(request: Request) -> Body:
    """Return what each wave answered to some questions, and the differences between waves."""
    made = Trend(request)
    return Body(
        bases=tuple(base for block in made.blocks for base in block.bases),
        columns=tuple(_columns(made)),
        rows=tuple(row for block in made.blocks for row in _rows(made, block)),
        notes=tuple(_notes(made)),
    )


def incomparable(plan: TablePlan, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Return why a plan makes no table over waves, or nothing."""
    if plan.by:
        return grouped(plan, variables, codebook)
    numbers = {variable.type in NUMBERS for variable in variables}
    if len(numbers) > 1:
        return "numbers and categories do not go in one table; ask for two"
    odd = FOR_PERCENTAGES if True in numbers else FOR_NUMBERS
    option = next((name for name in odd if plan.options.get(name, "").strip()), "")
    if option:
        return f"'{option}' says nothing about {'numbers' if True in numbers else 'categories'}"
    if True in numbers and (plan.show or plan.options.get(FIGURE, "").strip() not in ("", NO)):
        return "numbers have their own rows and no figure: leave 'show' and 'figure' empty"
    return ""


def _notes(made: Trend) -> Iterator[Note]:
    variables = [variable for variable, _ in made.compared.values()]
    if made.pairs:
        yield from compared(previous=made.previous, points=not made.of_numbers, interval=made.interval != NO)
    if made.interval == OF_ALL:
        yield Note(NoteKind.RULE, Term("note.interval"))
    if any(variable.type in SETS for variable in variables):
        yield Note(NoteKind.RULE, Term("note.multiresponse"))
    yield from careful(made.cares, several=len(variables) > 1)
    yield from apart(made.waves, variables)
    yield from lacking(made.waves, made.compared)
    yield from returning(made.waves)


def _columns(made: Trend) -> Iterator[Column]:
    for wave in made.waves.names:
        yield from _columns_of(made, wave)
        if made.previous and any(wave == after for _, after in made.pairs):
            key, unit = f"{key_of(wave)}.{DIFFERENCE}", _unit_of_difference(made)
            yield Column(key, Term("trend.column.difference"), unit, _spanner(made, wave))
    if made.pairs and not made.previous:
        [(first, last)] = made.pairs
        span = Term("trend.column.pair", {"first": said(first), "last": said(last)})
        yield Column(DIFFERENCE, Term("trend.column.difference"), _unit_of_difference(made), span)


def _columns_of(made: Trend, wave: str) -> Iterator[Column]:
    span = _spanner(made, wave)
    if made.of_numbers:
        yield Column(f"{key_of(wave)}.{VALUE}", Term("trend.column.value"), _unit(made), span)
        return
    for column in shares.columns(made.show):
        yield replace(column, key=f"{key_of(wave)}.{column.key}", spanner=span, when=made.waves.when[wave])


def _spanner(made: Trend, wave: str) -> Text:
    """Return the head of a wave: of a question alone with its mark and its n."""
    if made.has_heads:
        return said(wave)
    block = made.blocks[0]
    head = marked(said(wave), made.marks(block.variable, wave))
    if wave not in block.asked:
        return head
    return Term("column.group", {"group": head, "n": block.asked[wave].base.n})


def _unit(made: Trend) -> Unit:
    return Unit(made.request.option("unit", Unit.NUMBER))


def _unit_of_difference(made: Trend) -> Unit:
    return _unit(made) if made.of_numbers else Unit.POINTS


def _rows(made: Trend, block: Block) -> Iterator[Row]:
    """Yield the rows of a question; the keys of one asked for alone are those of its categories."""
    sole = len(made.request.variables) == 1 and block.bridge is None
    rows = _number_rows(made, block) if made.of_numbers else _category_rows(made, block)
    if made.has_heads:
        yield Row(block.variable.name, _head(made, block), block.alone, level=Level.HEAD)
    for row in rows:
        key = shares.row_key(row.key, (block.variable.name,)) if sole else f"{block.variable.name}.{row.key}"
        yield replace(row, key=key)


def _head(made: Trend, block: Block) -> Text:
    if block.bridge is None:
        return marked(block.variable.label, made.marks(block.variable))
    label = block.bridge.label or block.variable.label
    return Term("trend.apart", {"question": label, "wave": said(", ".join(block.asked))})


def _category_rows(made: Trend, block: Block) -> Iterator[Row]:
    for line in _sorted(made, block, lines(block.variable, block.asked)):
        key = shares.row_key(line.key, (N,))
        yield Row(key, line.label, block.alone, {**_shares(made, block, line), **_differences(made, block, line)})
    if made.has_heads and not block.alone:
        yield Row(N, Term("column.n"), "", dict(_sizes(made, block)), Level.TOTAL)


def _sorted(made: Trend, block: Block, found: Sequence[Line]) -> list[Line]:
    """Return lines as asked, or from large to small in the last wave that has them."""
    rest = absences(made.request, block.asked)
    if made.request.plan.order is Order.ASKED or not block.asked:
        return [*found, *rest]
    newest = list(block.asked.values())[-1]
    return [*sorted(found, key=lambda line: (line.last, -(line.count(newest) or 0))), *rest]


def _shares(made: Trend, block: Block, line: Line) -> dict[str, Cell]:
    return row_of(line, block.asked, made.show, interval=made.interval == OF_ALL)


def _differences(made: Trend, block: Block, line: Line) -> dict[str, Cell]:
    with_interval = made.interval != NO
    return _compared(made, block, lambda one, other: difference(line, one, other, interval=with_interval))


def _compared(made: Trend, block: Block, take: Callable[[InWave, InWave], Cell | None]) -> dict[str, Cell]:
    """Return the difference between each two waves that are compared and both asked the question."""
    found = {
        f"{key_of(last)}.{DIFFERENCE}" if made.previous else DIFFERENCE: take(block.asked[first], block.asked[last])
        for first, last in made.pairs
        if first in block.asked and last in block.asked
    }
    return shares.present(found)


def _sizes(made: Trend, block: Block) -> Iterator[tuple[str, Cell]]:
    """Yield the number of people in each wave, in its column of counts where there is one."""
    keys = [column.key for column in shares.columns(made.show)]
    for wave, each in block.asked.items():
        cell = replace(shares.count(each.n), base=each.base.key)
        yield f"{key_of(wave)}.{N if N in keys else keys[0]}", cell


def _number_rows(made: Trend, block: Block) -> Iterator[Row]:
    found = {wave: _numbers(each) for wave, each in block.asked.items()}
    sizes = {
        f"{key_of(wave)}.{VALUE}": replace(shares.count(each.n), base=each.base.key)
        for wave, each in block.asked.items()
    }
    yield Row(N, Term("column.n"), block.alone, sizes)
    medians = {wave: numbers.quantile(Fraction(1, 2)) for wave, numbers in found.items() if numbers.n}
    yield Row("median", Term("column.median"), block.alone, _values(made, block, medians))
    means = {wave: numbers.mean for wave, numbers in found.items() if numbers.n}
    digits = int(made.request.option("digits", str(MEAN_DIGITS)))
    yield Row("mean", Term("column.mean"), block.alone, _values(made, block, means, digits))


def _values(made: Trend, block: Block, values: Mapping[str, Fraction], digits: int | None = None) -> dict[str, Cell]:
    def moved(one: InWave, other: InWave) -> Cell | None:
        if one.wave not in values or other.wave not in values:
            return None
        few, care = smallest((one.n, other.n)), is_with_care(one, other)
        return Cell(values[other.wave] - values[one.wave], reveals=few, digits=digits, signed=True, care=care)

    own = {
        f"{key_of(wave)}.{VALUE}": Cell(value, each.n, base=each.base.key, digits=digits, care=bool(each.reasons))
        for wave, value in values.items()
        for each in [block.asked[wave]]
    }
    return {**own, **_compared(made, block, moved)}


def _numbers(each: InWave) -> Numbers:
    return in_order({answer: n for answer, n in each.counts.answers.items() if isinstance(answer, Fraction)})
