"""One question in several waves: the counts of each on its own base, and the differences between them.

**Which questions.** Comparable questions are one variable; what is not comparable, or not decided, is another one, of
one wave, and no number of it is ever subtracted from another wave's. A wave that did not ask a question, or did not
offer a category, has nothing there: never 0. **With care**: comparable, with a reason to look twice
(`Status.WITH_CARE`), which a variable derived from such a question inherits; so does one that lacks a source in a wave.

**Differences** are of the unrounded numbers; percentages differ by percentage points. **Interval.** Newcombe's for two
separate groups (`analysis/inference/shares.py`). **Disclosure.** A difference beside one of its percentages gives the
other away: it tells of the smallest count that either of them tells of (`Cell.reveals`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property, partial
from itertools import pairwise
from typing import TypeAlias

from analysis import shares
from analysis.frequencies import base_label
from analysis.inference.shares import newcombe, wilson
from analysis.kinds import Request
from analysis.multiresponse import NONE, ticks
from analysis.parts import smallest
from analysis.table import Base, Cell, Term, Text, Unit
from analysis.tally import Counts, tally
from survey.codebook import Codebook, Label, Variable, VariableType
from survey.missing import Reason
from survey.plan import TablePlan
from survey.recode import derivations
from survey.survey import Survey
from survey.waves.bridges import Bridge, apart_in
from survey.waves.crosswalk import Status

OWN = ("difference", "row", "column")
"""First words of keys that a table has itself, whatever the waves are called."""
YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")
SETS = (VariableType.SELECT_MULTIPLE,)

Pair: TypeAlias = tuple[str, str]
"""An earlier wave and a later one."""


@dataclass(frozen=True)
class InWave:
    """A question as one wave asked it, with its counts on the wave's own base."""

    wave: str
    variable: Variable
    counts: Counts
    base: Base
    reasons: tuple[Text, ...] = ()
    """Why it is comparable with care only."""

    @property
    def n(self) -> int:
        """Return how many people its percentages are of."""
        return self.base.n or 0

    def offers(self, name: str) -> bool:
        """Return whether the wave offered a category."""
        return any(choice.name == name for choice in self.variable.answers)


Asked: TypeAlias = Mapping[str, InWave]
"""One question in the waves that asked it, in their order."""


@dataclass(frozen=True)
class Line:
    """One line of a question: its key and label, how many are in it, and which waves have it."""

    key: str
    label: Text
    count: Callable[[InWave], int | None]
    """Nothing where a wave does not have it."""
    last: bool = False
    """Whether it stays below the others, however they are sorted."""


@dataclass(frozen=True)
class Waves:
    """The chosen waves of a request."""

    request: Request

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return their names, in order."""
        return tuple(wave.name for wave in self.request.study.waves)

    @cached_property
    def when(self) -> dict[str, date | None]:
        """Return the first day of fieldwork of each wave, else the year in its name; nothing where one has neither."""
        waves = self.request.study.waves
        days = {wave.name: wave.fieldwork[0] if wave.fieldwork else _year(wave.name) for wave in waves}
        return days if None not in days.values() else dict.fromkeys(days)

    @cached_property
    def surveys(self) -> dict[str, Survey]:
        """Return the survey of each wave, with the questions and categories that it had."""
        return {name: self.request.survey.of_waves((name,)) for name in self.names}

    @cached_property
    def people(self) -> dict[str, Survey]:
        """Return the people of each wave."""
        parts = {wave: part for part in self.request.survey.parts for wave in part.waves}
        return {name: parts.get(name, self.request.survey) for name in self.names}

    @cached_property
    def bridges(self) -> dict[Pair, Bridge]:
        """Return how each question became a variable, by its wave and the variable."""
        return {(bridge.wave, bridge.variable): bridge for bridge in self.request.study.bridges}

    def asked(self, variable: Variable) -> dict[str, InWave]:
        """Return a question in the waves that asked it; people of other waves are outside its bases."""
        if variable.name not in self._held:
            found = ((name, self._in_wave(name, variable)) for name in self.names)
            self._held[variable.name] = {name: each for name, each in found if each is not None}
        return self._held[variable.name]

    @cached_property
    def _held(self) -> dict[str, dict[str, InWave]]:
        return {}

    def apart(self, variable: Variable) -> Iterator[tuple[Bridge, Variable | None]]:
        """Yield what stands in its place in waves where no comparable question was asked."""
        held = self.asked(variable)
        for wave in (name for name in self.names if name not in held):
            for bridge in apart_in(self.request.study.bridges, wave):
                if bridge.against == variable.name:
                    yield bridge, self.request.codebook.variables.get(bridge.variable)

    def _in_wave(self, name: str, variable: Variable) -> InWave | None:
        survey = self._of(name, variable.name)
        if survey is None:
            return None
        own = survey.codebook[variable.name]
        counts = tally(survey, [own.name]).counts(own.name)
        if len(survey) and counts.missing.get(Reason.NOT_IN_WAVE) == len(survey):
            return None
        return InWave(name, own, counts, self._base(name, own, counts), once(self._reasons(name, variable)))

    def _of(self, name: str, variable: str) -> Survey | None:
        """Return a wave's people with one question and the categories that it offered, where the wave asked it.

        Only its columns are held: the survey of a whole wave is checked cell by cell whenever one is made.
        """
        part = self.people[name]
        known = {variable: part.codebook[variable]} if variable in part.codebook.variables else {}
        book = Codebook(known).of_waves((name,))
        columns = [column for each in book for column in each.columns]
        if not columns:
            return None
        return replace(part, values=part.values[columns], reasons=part.reasons[columns], codebook=book, parts=())

    def _base(self, name: str, variable: Variable, counts: Counts) -> Base:
        label = Term("base.in_group", {"group": said(name), "base": base_label(self.request, variable)})
        key = f"{key_of(name)}.{variable.name.replace('.', '·')}"  # what stands before its last point is the wave
        base = counts.base(key, label, self.request.denominator)
        others = len(self.request.survey) - len(self.people[name])
        return replace(base, outside=others, elsewhere=others)

    def _reasons(self, name: str, variable: Variable) -> Iterator[Text]:
        """Yield why a question of a wave is to be compared with care: its own reason, or those of its sources."""
        sources = self._sources(variable) if variable.derived else (variable.name,)
        for source in sources:
            bridge = self.bridges.get((name, source))
            if bridge is not None and bridge.status is Status.WITH_CARE and not bridge.apart:
                yield bridge.why
        if not all(self._has(name, source) for source in sources):
            yield Term("trend.other_sources")

    def _has(self, name: str, source: str) -> bool:
        waves = self.request.codebook[source].waves
        return not waves or name in waves

    def _sources(self, variable: Variable) -> tuple[str, ...]:
        """Return the questions that a derived variable is made of, through others that are derived."""
        found: dict[str, None] = {}
        still = list(self._made_of.get(variable.name, ()))
        while still:
            name = still.pop(0)
            still += self._made_of.get(name, ())
            found |= {} if name in self._made_of else {name: None}
        return tuple(found)

    @cached_property
    def _made_of(self) -> dict[str, tuple[str, ...]]:
        made = derivations(self.request.codebook, self.request.study.cleaning.recodes)
        return {each.variable.name: each.sources for each in made}


def once(texts: Iterable[Text]) -> tuple[Text, ...]:
    """Return different texts in their order; they may say the same in other objects."""
    found: list[Text] = []
    for text in texts:
        found += [] if text in found else [text]
    return tuple(found)


def grouped(plan: TablePlan, variables: Sequence[Variable], codebook: Codebook) -> str:
    """Return why a table over waves takes no groups, where its plan has some."""
    return "its columns are waves, so it takes no 'by'; choose people with 'where'" if plan.by else ""


def _year(name: str) -> date | None:
    found = YEAR.search(name)
    return date(int(found[0]), 1, 1) if found else None


def said(wave: str) -> Label:
    """Return the name of a wave as a text, which is the same in every language."""
    return Label({"": wave})


def key_of(wave: str) -> str:
    """Return what stands before the keys of a wave's columns and bases."""
    return shares.row_key(wave, OWN)


def lines(variable: Variable, asked: Asked) -> list[Line]:
    """Return the categories of a question; of a set the exclusive ones last, and who ticked nothing and meant it."""
    is_set = variable.type in SETS
    ordered = sorted(variable.answers, key=lambda choice: is_set and choice.exclusive)
    found = [Line(each.name, each.label, _given(each.name), is_set and each.exclusive) for each in ordered]
    if any(each.counts[frozenset()] for each in asked.values()):
        key = "nothing_ticked" if any(choice.name == NONE for choice in ordered) else NONE
        found.append(Line(key, Term("row.none"), lambda each: each.counts[frozenset()], last=True))
    return found


def absences(request: Request, asked: Asked) -> list[Line]:
    """Return the absences that the bases count among their people."""
    inside = {reason for each in asked.values() for reason in each.counts.inside(request.denominator)}
    return [
        Line(f"reason.{reason}", Term(f"reason.{reason}"), partial(_missing, reason), last=True)
        for reason in Reason
        if reason in inside
    ]


def row_of(line: Line, asked: Asked, show: Sequence[str], *, interval: bool = False) -> dict[str, Cell]:
    """Return the cells of a line in each wave that has it: k of the wave's base, as `show` says."""
    found: dict[str, Cell] = {}
    for wave, each in asked.items():
        k = line.count(each)
        if k is not None:
            made = shares.cells(k, each.n, show)
            if interval and "percent" in made:
                made["percent"] = _with_interval(made["percent"], k, each.n)
            found |= {f"{key_of(wave)}.{key}": _on(each, cell) for key, cell in made.items()}
    return found


def difference(line: Line, before: InWave | None, after: InWave | None, *, interval: bool = False) -> Cell | None:
    """Return the later percentage less the earlier one, in points; nothing where a wave lacks one of the two."""
    if before is None or after is None:
        return None
    first, last = line.count(before), line.count(after)
    if first is None or last is None or not before.n or not after.n:
        return None
    cell = Cell(
        shares.percentage(last, after.n) - shares.percentage(first, before.n),
        unit=Unit.POINTS,
        reveals=smallest((first, before.n - first, last, after.n - last)),
        signed=True,
        care=is_with_care(before, after),
    )
    return _between((last, after.n), (first, before.n), cell) if interval else cell


def is_with_care(*waves: InWave) -> bool:
    """Tell whether there is a reason to compare with care."""
    return any(each.reasons for each in waves)


def pairs(waves: Sequence[str], *, previous: bool = False) -> tuple[Pair, ...]:
    """Return which waves are compared: the first with the last, or each with the one before."""
    return tuple(pairwise(waves)) if previous else ((waves[0], waves[-1]),) if len(waves) > 1 else ()


def _given(name: str) -> Callable[[InWave], int | None]:
    def count(each: InWave) -> int | None:
        if not each.offers(name):
            return None
        return ticks(each.counts, name) if each.variable.type in SETS else each.counts[name]

    return count


def _missing(reason: Reason, each: InWave) -> int:
    return each.counts.missing.get(reason, 0)


def _on(each: InWave, cell: Cell) -> Cell:
    return replace(cell, base=each.base.key, care=bool(each.reasons))


def _with_interval(cell: Cell, k: int, n: int) -> Cell:
    low, high = wilson(k, n)
    return replace(cell, low=100 * low, high=100 * high)


def _between(after: tuple[int, int], before: tuple[int, int], cell: Cell) -> Cell:
    """Return a difference with its interval."""
    found = newcombe(after, before)
    return cell if found is None else replace(cell, low=Fraction(100 * found.low), high=Fraction(100 * found.high))
