"""How sure is a share? Intervals of one, and of a difference between two."""

from __future__ import annotations

from fractions import Fraction


def wilson(k: int, n: int) -> tuple[Fraction, Fraction]:
    """Return the 95 % Wilson score interval of a share, as shares between 0 and 1.

    **Formula.** (p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n), z = 1.959964, no continuity correction.
    **Missing values.** Only valid answers may be counted in n. **Zero.** 0 of n gives a lower limit of exactly
    0; floating point would give 0.9999… for n of n, so both limits are clipped to [0, 1]. n must be positive.
    **Meaning.** Describes these respondents if answers were independent; no margin of error of an opt-in sample.
    **Source.** Wilson 1927, JASA 22:209. R: `prop.test(17, 80, correct = FALSE)$conf.int` .137124 .314222.
    """
    from statsmodels.stats.proportion import proportion_confint

    low, high = proportion_confint(k, n, method="wilson")
    return (Fraction(0) if k == 0 else _clip(low)), (Fraction(1) if k == n else _clip(high))


def _clip(value: float) -> Fraction:
    return min(max(Fraction(float(value)), Fraction(0)), Fraction(1))
