"""Do groups tick other things, in a question where people may tick several?

The ticks of one person belong together, so there is no chi-square test on ticks; people are shuffled instead, with all
their ticks. Answers come as patterns: what was ticked, and how many people of each group ticked just that. People who
left the whole question open, or whose group is unknown, are left out and counted before; "none of these" is an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, TypeAlias

from analysis.inference.crosstabs import Fisher, fillings, fisher, freeman_halton
from analysis.inference.draws import DRAWS, NEAR, SEED, How, Probability, shuffled, splits
from analysis.inference.families import Family, holm

if TYPE_CHECKING:
    from analysis.inference.draws import Numbers, Tables

Patterns: TypeAlias = Mapping[frozenset[str], Sequence[int]]
"""How many people of each group ticked just these items."""

FEW_SPLITS = 10_000
"""So many ways to deal out the groups are gone through; with more, they are drawn."""


@dataclass(frozen=True)
class ItemTest:
    """One item: how many of each group ticked it, and whether that differs."""

    item: str
    ticked: tuple[int, ...]
    probability: Probability | None
    """Nothing for an item that everyone or nobody ticked: that is no test."""
    fisher: Fisher | None = None
    """Where there are two groups."""


@dataclass(frozen=True)
class SetTest:
    """The set as a whole, then item by item."""

    sizes: tuple[int, ...]
    statistic: float
    probability: Probability
    items: tuple[ItemTest, ...]
    family: Family

    @property
    def n(self) -> int:
        """Return how many people went in."""
        return sum(self.sizes)


def set_test(items: Sequence[str], patterns: Patterns, draws: int = DRAWS, seed: int = SEED) -> SetTest:
    """Return the test of a set of tick boxes between groups of one person or more each.

    **Formula.** T = the sum over items of Pearson's χ² of ticked by group; items ticked by all or none add 0. Group
    labels are shuffled over the people: all splits are gone through when there are at most 10,000, p then being the
    share with T* >= T - 1e-9; else p = (1 + #{T* >= T - 1e-9})/(B + 1) (`draws.py`). The smallest p is 1 / splits.
    **Items.** Fisher's exact test of each (Freeman-Halton for three groups or more), Holm over those that are tests.
    **Source.** Agresti and Liu 1999, Biometrics 55:936; Bilder and Loughin 2004, Biometrics 60:241. R: `combn(8, 4)`
    over items 11101000 and 00101110, groups of 4 and 4: T = 4, p = .285714; `MRCV::MI.test` draws.
    """
    found = {ticks: tuple(counts) for ticks, counts in patterns.items() if any(counts)}
    sizes = tuple(map(sum, zip(*found.values(), strict=True)))
    ticked = [(item, _ticked(item, found, len(sizes))) for item in items]
    varied = [item for item, counts in ticked if 0 < sum(counts) < sum(sizes)]
    tests = tuple(_item(item, counts, sizes) for item, counts in ticked)
    statistic, probability = _whole(varied, found, sizes, draws, seed)
    family = holm([test.probability.p if test.probability else None for test in tests])
    return SetTest(sizes, statistic, probability, tests, family)


def _ticked(item: str, patterns: Patterns, groups: int) -> tuple[int, ...]:
    return tuple(sum(counts[group] for ticks, counts in patterns.items() if item in ticks) for group in range(groups))


def _item(item: str, ticked: Sequence[int], sizes: Sequence[int]) -> ItemTest:
    if not 0 < sum(ticked) < sum(sizes):
        return ItemTest(item, tuple(ticked), None)
    table = [list(ticked), [size - k for size, k in zip(sizes, ticked, strict=True)]]
    if len(sizes) != 2:
        return ItemTest(item, tuple(ticked), freeman_halton(table))
    found = fisher(table)
    return ItemTest(item, tuple(ticked), found.probability, found)


def _whole(
    items: Sequence[str], patterns: Patterns, sizes: Sequence[int], draws: int, seed: int
) -> tuple[float, Probability]:
    """Return T and its p."""
    import numpy as np

    people = [sum(counts) for counts in patterns.values()]
    if len(people) < 2 or len(sizes) < 2 or not items:
        return 0.0, Probability(1.0, How.EXACT, 1.0)
    measure = _measure(items, patterns, sizes)
    seen = float(measure(np.asarray([list(patterns.values())]))[0])
    ways = splits(sizes)
    if ways <= FEW_SPLITS:
        return seen, Probability(_share(people, sizes, measure, seen), How.EXACT, 1 / ways)
    return seen, shuffled(people, sizes, lambda tables: measure(tables) >= seen - NEAR, 1 / ways, draws, seed)


def _measure(items: Sequence[str], patterns: Patterns, sizes: Sequence[int]) -> Callable[[Tables], Numbers]:
    """Return what gives T of each of many tables of patterns by group."""
    import numpy as np

    n = sum(sizes)
    marks = np.asarray([[item in ticks for ticks in patterns] for item in items]).astype("float64")
    totals = marks @ np.asarray([sum(counts) for counts in patterns.values()])
    expected = np.outer(totals, sizes) / n
    scale = n / (n - totals)

    def measure(tables: Tables) -> Numbers:
        found = marks @ tables.astype("float64")
        return (((found - expected) ** 2 / expected).sum(axis=2) * scale).sum(axis=1)  # type: ignore[no-any-return]

    return measure


def _share(people: Sequence[int], sizes: Sequence[int], measure: Callable[[Tables], Numbers], seen: float) -> float:
    """Return the share of all splits whose T is not smaller."""
    import numpy as np

    tables = list(_deals(people, sizes))
    found = measure(np.asarray(tables))
    weights = [prod(splits(row) for row in table) for table in tables]
    far = sum(weight for weight, value in zip(weights, found, strict=True) if value >= seen - NEAR)
    return float(Fraction(far, sum(weights)))


def _deals(people: Sequence[int], sizes: Sequence[int]) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Yield every table with these rows and columns."""
    if len(people) == 1:
        yield (tuple(sizes),)
        return
    for row in fillings(people[0], sizes):
        rest = [size - k for size, k in zip(sizes, row, strict=True)]
        yield from ((row, *others) for others in _deals(people[1:], rest))
