"""Until when does a thing not happen, where for some people it may still come?

**Kaplan–Meier 1958** (JASA 53:457). At each time t at which something happened, d events among the n people still
at risk, the curve is multiplied by (1 - d/n). All fractions are exact.
**Ties.** Who is censored at t was still at risk at t: events come before censorings.
**Median.** The first time at which S is below one half. Where S is exactly one half, the middle between that
time and the next at which S falls, as R's `print(survfit)` has it; if it never falls again, the first of the two
(there R's `quantile(survfit)` takes the last time anybody was seen instead). A curve that stays above one half
has none: "not reached". lifelines takes S ≤ .5, statsmodels S < .5: 14, 16, 18, 20 give 17, 16 and 18.
**Zeros.** With nobody at all, S is 1 everywhere.
**Missing values.** None here: a time is needed from everyone, and who has none is left out by the caller.
R: `survfit(Surv(t, e) ~ 1)`; `summary(survfit(Surv(t, e) ~ 1, conf.type = "log-log"), times = 18)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

HALF = Fraction(1, 2)
Z = 1.959963984540054
"""The 97.5 % point of the normal distribution: `qnorm(.975)`."""


@dataclass(frozen=True)
class Fall:
    """One time at which something happened: to how many, of how many at risk, and what share is left after it."""

    time: Fraction
    events: int
    at_risk: int
    survival: Fraction


@dataclass(frozen=True)
class Curve:
    """A Kaplan–Meier curve: its falls in order of time, and how many people went in."""

    falls: tuple[Fall, ...]
    events: int
    censored: int

    @property
    def n(self) -> int:
        """Return how many people the curve is about."""
        return self.events + self.censored

    @property
    def median(self) -> Fraction | None:
        """Return the median time; nothing when it is not reached."""
        below = self._below
        if not below:
            return None
        first, later = below[0], below[1:]
        return (first.time + later[0].time) / 2 if first.survival == HALF and later else first.time

    @property
    def _below(self) -> list[Fall]:
        return [fall for fall in self.falls if fall.survival <= HALF]

    @property
    def at_median(self) -> int:
        """Return how many people were still at risk when the median was reached; 0 when it is not."""
        return self._below[0].at_risk if self._below else 0

    def survival(self, time: Fraction) -> Fraction:
        """Return the share to whom nothing has happened up to and including a time."""
        until = self._until(time)
        return until[-1].survival if until else Fraction(1)

    def happened(self, time: Fraction) -> int:
        """Return to how many it happened up to and including a time."""
        return sum(fall.events for fall in self._until(time))

    def greenwood(self, time: Fraction) -> Fraction:
        """Return the sum of d / n(n - d) up to a time: Greenwood's variance of S is S² times it (Greenwood 1926).

        Where S is 0 it has no value; then 0 is returned, and there is no interval.
        """
        until = self._until(time)
        if not until or until[-1].survival == 0:
            return Fraction(0)
        return sum((Fraction(f.events, f.at_risk * (f.at_risk - f.events)) for f in until), Fraction(0))

    def standard_error(self, time: Fraction) -> float:
        """Return Greenwood's standard error of S."""
        from math import sqrt

        return float(self.survival(time)) * sqrt(self.greenwood(time))

    def interval(self, time: Fraction) -> tuple[float, float] | None:
        """Return the 95 % interval of S on the scale of log(-log S), which keeps it within 0 and 1.

        S to the power exp(± z sqrt(G) / log S), G as `greenwood` has it (Kalbfleisch and Prentice 1980). There is
        none where S is 0 or 1. Describes these people, if their answers were independent.
        """
        from math import exp, log, sqrt

        share = float(self.survival(time))
        if share in (0.0, 1.0):
            return None
        width = Z * sqrt(self.greenwood(time)) / abs(log(share))
        return share ** exp(width), share ** exp(-width)

    def _until(self, time: Fraction) -> tuple[Fall, ...]:
        return tuple(fall for fall in self.falls if fall.time <= time)


def kaplan_meier(events: Mapping[Fraction, int], censored: Mapping[Fraction, int]) -> Curve:
    """Return the curve of times at which something happened, and of times until which nothing had, with counts."""
    times = sorted({time for time, n in (*events.items(), *censored.items()) if n})
    at_risk = sum(events.values()) + sum(censored.values())
    share, falls = Fraction(1), []
    for time in times:
        happened = events.get(time, 0)
        if happened:
            share *= 1 - Fraction(happened, at_risk)
            falls.append(Fall(time, happened, at_risk, share))
        at_risk -= happened + censored.get(time, 0)
    return Curve(tuple(falls), sum(events.values()), sum(censored.values()))
