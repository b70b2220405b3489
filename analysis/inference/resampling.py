"""How far could a coefficient move, had other interviews been coded? A bootstrap by interview.

Turns of one interview are no separate evidence, so whole interviews are drawn, with replacement, as many as there are
(cluster bootstrap; Davison and Hinkley 1997, section 3.8); the interval runs from the 2.5th to the 97.5th percentile
of the values drawn (linear between neighbours, as `numpy.quantile` and R's `quantile(type = 7)` have it). The seed is
fixed: every run and machine gives the same. With few interviews it is rough, and too narrow rather than too wide: of 3
interviews only 10 different sets can be drawn, of 10 there are 92,378.

With fewer than two interviews there is no interval; neither where all draws have one value (full agreement everywhere
says nothing about how far it could move), nor where more than one draw in twenty has none (a code that few interviews
hold). Draws without a value are otherwise left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from analysis.inference.agreement import Coefficient, Pattern, Ratings
from analysis.inference.draws import SEED

DRAWS = 1_000
LOW, HIGH = 0.025, 0.975
MOST_WITHOUT = Fraction(1, 20)


@dataclass(frozen=True)
class Interval:
    """The limits between which 95 of 100 draws lie, and how many draws had a value."""

    low: Fraction
    high: Fraction
    draws: int
    valued: int


def by_interview(
    interviews: Sequence[Ratings],
    coefficients: Mapping[str, Callable[[Ratings], Coefficient]],
    draws: int = DRAWS,
    seed: int = SEED,
) -> dict[str, Interval | None]:
    """Return the interval of each coefficient over the ratings of all interviews together."""
    if len(interviews) < 2:
        return dict.fromkeys(coefficients)
    sets = _drawn(len(interviews), draws, seed)
    ratings = {chosen: _together(interviews, chosen) for chosen in sets}
    return {
        name: _interval([(coefficient(ratings[chosen]), times) for chosen, times in sets.items()], draws)
        for name, coefficient in coefficients.items()
    }


def _drawn(many: int, draws: int, seed: int) -> Counter[tuple[int, ...]]:
    """Return the sets of interviews drawn, each by the places of its members, and how often."""
    import numpy as np

    chosen = np.sort(np.random.default_rng(seed).integers(0, many, size=(draws, many)), axis=1)
    return Counter(tuple(row) for row in chosen.tolist())


def _together(interviews: Sequence[Ratings], chosen: tuple[int, ...]) -> Counter[Pattern]:
    found: Counter[Pattern] = Counter()
    for place, times in Counter(chosen).items():
        for pattern, count in interviews[place].items():
            found[pattern] += times * count
    return found


def _interval(found: Sequence[tuple[Coefficient, int]], draws: int) -> Interval | None:
    import numpy as np

    values = [float(each.value) for each, times in found if each.value is not None for _ in range(times)]
    if draws - len(values) > MOST_WITHOUT * draws or len(set(values)) < 2:
        return None
    low, high = (Fraction(float(end)) for end in np.quantile(values, [LOW, HIGH]))
    return Interval(low, high, draws, len(values))
