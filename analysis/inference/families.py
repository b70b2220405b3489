"""Many tests at once: probabilities adjusted within one declared family, the tests of one table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Family:
    """The tests of one table: their adjusted probabilities, and how many there were to adjust for."""

    adjusted: tuple[float | None, ...]
    """In the order given; nothing where there was no test."""
    size: int
    """m: the tests that were made."""
    dropped: int
    """Places in which no test was possible."""


def holm(chances: Sequence[float | None]) -> Family:
    """Return Holm's adjusted probabilities of the tests of one family.

    **Formula.** p(1) ≤ … ≤ p(m): adjusted p(i) = max over j ≤ i of min(1, (m - j + 1) p(j)). It bounds the chance
    of any false finding in the family by the level, whatever the dependence between the tests.
    **Missing values.** Places without a test (`None`, NaN) are taken out first and do not count in m: a test that
    could not be made does not make the others stricter. **Ties.** Equal probabilities get equal adjusted ones.
    **Source.** Holm 1979, Scandinavian Journal of Statistics 6:65. R: `p.adjust(c(.01, NA, .04), "holm")` .02 NA .04.
    """
    made = {place: p for place, p in enumerate(chances) if p is not None and not math.isnan(p)}
    if not made:
        return Family((None,) * len(chances), 0, len(chances))
    from pingouin import multicomp

    found = dict(zip(made, map(float, multicomp(list(made.values()), method="holm")[1]), strict=True))
    adjusted = tuple(found.get(place) for place in range(len(chances)))
    return Family(adjusted, len(made), len(chances) - len(made))
