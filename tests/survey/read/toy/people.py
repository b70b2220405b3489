"""What each of the twelve answered, and of every question without an answer what really happened: the truth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from tests.survey.read.toy.questionnaire import PAGES, QUESTIONS


class Truth(Enum):
    """What happened where there is no answer."""

    OPEN = auto()
    """Seen and left open; of a set: never touched."""
    ROUTED = auto()
    """Not shown, because the gate was not a yes."""
    HIDDEN = auto()
    """Not shown, because the platform drew lots."""
    UNREACHED = auto()
    """The person had stopped before."""
    NONE = auto()
    """A set that was seen, and in which nothing is ticked."""


OPEN, ROUTED, HIDDEN, UNREACHED, NONE = Truth


@dataclass(frozen=True)
class Person:
    """One person; a set is answered with a tuple of boxes, a ranking with a tuple in order."""

    number: int
    truth: Mapping[str, object]
    finished: bool = True
    last_page: int = PAGES

    @property
    def token(self) -> str:
        return f"tkn{self.number:02d}{self.number * 7919 % 100000:05d}"

    @property
    def email(self) -> str:
        return f"person{self.number:02d}@example.org"

    @property
    def address(self) -> str:
        return f"192.0.2.{self.number}"

    @property
    def identifiers(self) -> tuple[str, str, str]:
        return self.token, self.email, self.address


NAMES = tuple(question.name for question in QUESTIONS)
ROWS: tuple[tuple[tuple[object, ...], tuple[object, ...]], ...] = (
    # (gate, kind, often, count, grams, day, words),
    # (why, where, police, vendor, best, extra)
    (
        ("yes", "shop", "weekly", 3, 1.5, date(2019, 6, 3), "NA"),
        (("fun", "pain"), ("home",), "low", "high", ("price", "good", "safe"), "yes"),
    ),
    (
        ("no", "dealer", ROUTED, 0, 0.25, date(2020, 2, 29), 'She said:\n"yes; no, maybe"'),
        (ROUTED, ("street", "web"), "mid", "mid", ("safe", "price", "good"), HIDDEN),
    ),
    (
        ("yes", "unsure", "monthly", 12, 10.0, date(2019, 12, 31), "001"),
        (("none",), ("home", "street", "web"), "high", "low", ("good", "safe", "price"), "no"),
    ),
    (
        ("yes", "friend", OPEN, 7, OPEN, date(2019, 1, 2), "=1+1"),
        (("sleep",), NONE, "low", OPEN, ("price",), HIDDEN),
    ),
    (("yes", "shop", "once", 5, 2.75, date(2019, 7, 14), OPEN), (OPEN, OPEN, OPEN, OPEN, OPEN, OPEN)),
    (
        ("yes", "dealer", "weekly", 30, 0.5, date(2018, 11, 11), "été naïf à Liège"),
        (("none",), NONE, "mid", "high", ("good", "price", "safe"), "yes"),
    ),
    (
        ("no", OPEN, ROUTED, OPEN, 1.25, OPEN, "nothing"),
        (ROUTED, ("web",), "high", "high", ("safe", "good", "price"), "no"),
    ),
    (
        (OPEN, "friend", ROUTED, 1, 4.5, date(2017, 3, 4), "N/A"),
        (ROUTED, OPEN, "mid", "low", ("price", "safe", "good"), "yes"),
    ),
    (
        ("yes", "shop", "monthly", 4, OPEN, OPEN, OPEN),
        (UNREACHED, UNREACHED, UNREACHED, UNREACHED, UNREACHED, UNREACHED),
    ),
    ((UNREACHED,) * 7, (UNREACHED,) * 6),
    (
        ("no", "unsure", ROUTED, 2, 3.0, date(2019, 5, 6), "a\tb | c"),
        (ROUTED, ("home", "web"), OPEN, "mid", ("good", "safe", "price"), OPEN),
    ),
    (
        ("yes", "friend", "once", 21, 7.125, date(2021, 10, 9), "'quoted', {braced}"),
        (("fun", "pain", "sleep"), ("street",), "low", "low", ("price", "safe", "good"), HIDDEN),
    ),
)
STOPPED = {9: 2, 10: 0}
"""Who did not finish, and the last page they sent."""

PEOPLE = tuple(
    Person(number, dict(zip(NAMES, (*first, *then), strict=True)), number not in STOPPED, STOPPED.get(number, PAGES))
    for number, (first, then) in enumerate(ROWS, start=1)
)
