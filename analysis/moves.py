"""What linked people answered twice to one question: who stayed, who moved and how far, category by category."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

from analysis.inference.paired import Pairs
from analysis.over_waves import SETS, InWave, lines
from analysis.table import Text
from analysis.tally import Counts
from survey.codebook import Scale, Variable, VariableType

NUMBERS = (VariableType.INTEGER, VariableType.DECIMAL)

Has = Callable[[Hashable], bool]


@dataclass(frozen=True)
class Category:
    """One category, or several together, of a question in both waves."""

    key: str
    label: Text
    has: Has
    offered: tuple[bool, bool]
    alone: bool = True
    """Whether it is tested: not an exclusive answer of a set, nor "none of these"."""


@dataclass(frozen=True)
class Block:
    """One question, and what the same people said to it twice."""

    variable: Variable
    label: Text
    waves: tuple[InWave, InWave]
    counts: Counts

    @property
    def is_set(self) -> bool:
        """Return whether several answers are possible."""
        return self.variable.type in SETS

    @property
    def is_number(self) -> bool:
        """Return whether the answers are numbers."""
        return self.variable.type in NUMBERS

    @property
    def is_ordered(self) -> bool:
        """Return whether an answer can be higher than another one."""
        return self.is_number or (not self.is_set and self.variable.scale is not Scale.NOMINAL)

    @cached_property
    def twice(self) -> list[tuple[tuple[Hashable, Hashable], int]]:
        """Return both answers with how many people gave them."""
        return [((key[0], key[1]), n) for key, n in self.counts.answers.items() if isinstance(key, tuple)]

    @cached_property
    def differences(self) -> dict[int, int]:
        """Return how far people went up or down, in categories or in the smallest step of a number."""
        found: Counter[int] = Counter()
        for (before, after), n in self.twice:
            found[self._step(before, after)] += n
        return dict(found)

    @cached_property
    def categories(self) -> tuple[Category, ...]:
        """Return the categories in the order of the codebook, those of a set that exclude others last."""
        names = {choice.name: choice for choice in self.variable.answers}
        asked = {each.wave: each for each in self.waves}
        return tuple(
            Category(
                line.key,
                line.label,
                _gave(line.key if line.key in names else "", is_set=self.is_set),
                (line.count(self.waves[0]) is not None, line.count(self.waves[1]) is not None),
                line.key in names and not names[line.key].exclusive,
            )
            for line in lines(self.variable, asked)
        )

    @cached_property
    def _smallest(self) -> int:
        """Return into how many steps a unit is divided, so that all numbers are whole."""
        return lcm(*(each.denominator for both, _ in self.twice for each in both if isinstance(each, Fraction)))

    def pairs(self, has: Has) -> Pairs:
        """Return how many people gave an answer both times, once or never."""
        found = {(x, y): 0 for x in (True, False) for y in (True, False)}
        for (before, after), n in self.twice:
            found[has(before), has(after)] += n
        return Pairs(found[True, True], found[True, False], found[False, True], found[False, False])

    def square(self) -> list[list[int]]:
        """Return the categories of the earlier wave by those of the later one, as counts."""
        names = [choice.name for choice in self.variable.answers]
        found = Counter(dict(self.twice))
        return [[found[one, other] for other in names] for one in names]

    def _step(self, before: Hashable, after: Hashable) -> int:
        if isinstance(before, Fraction) and isinstance(after, Fraction):
            return int((after - before) * self._smallest)
        if not self.is_ordered:
            return int(before != after)
        names = [choice.name for choice in self.variable.answers]
        return names.index(str(after)) - names.index(str(before))


def _gave(name: str, *, is_set: bool) -> Has:
    """Return what tells whether an answer is, or holds, a category; without a name, whether nothing was ticked."""
    if not is_set:
        return lambda answer: answer == name
    return lambda answer: isinstance(answer, frozenset) and (name in answer if name else not answer)
