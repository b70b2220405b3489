"""The invented people: their age, where they left the questionnaire, and ways to deal answers to them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from survey.studies.cryptodrug.questionnaire import Answer, last_page, pages

AGES = {18: 5, 19: 7, 20: 9, 21: 10, 22: 10, 23: 9, 24: 7, 25: 6, 26: 5, 27: 4, 28: 3, 29: 3} | {
    30: 3, 31: 2, 32: 2, 33: 2, 35: 2, 36: 1, 37: 2, 39: 1, 41: 2, 43: 1, 46: 2, 52: 1
}  # fmt: skip
LEFT_AT = {2: 3, 4: 3, 5: 2, 6: 3, 7: 1, 8: 2, 9: 1, 10: 1, 12: 2}
"""Last page reached → how many included people left there."""

Key = Callable[["Person"], float]


@dataclass
class Person:
    """One questionnaire as it was filled in."""

    age: int
    page: int
    """The last page reached."""
    answers: dict[str, Answer] = field(default_factory=dict)
    finished: bool = True
    first: int = 0
    """Age at first drug use."""
    start: int = 0
    """Age at the first purchase on a cryptomarket."""
    new: int = 0
    """How many drugs were first used after that purchase."""
    meta: dict[str, str] = field(default_factory=dict)

    def text(self, question: str) -> str:
        """Return a single answer, or nothing."""
        answer = self.answers.get(question, "")
        return answer if isinstance(answer, str) else ""

    def ticked(self, question: str) -> Collection[str]:
        """Return the ticks of a set, none when it was left open."""
        answer = self.answers.get(question, "")
        return answer if isinstance(answer, frozenset) else ()


def included(rng: Random) -> list[Person]:
    """Return the 99 people who will be included, with their age and the last page they reached."""
    ages = spell(AGES)
    left = spell(LEFT_AT)
    rng.shuffle(ages)
    people = [Person(age, last_page()) for age in ages]
    for person, page in zip(rng.sample(people, len(left)), left, strict=True):
        person.page, person.finished = page, False
    return people


def spell(counts: Mapping[int, int]) -> list[int]:
    """Return each key as often as its count says."""
    return [key for key, count in counts.items() for _ in range(count)]


def reaching(people: Sequence[Person], question: str) -> list[Person]:
    """Return the people who got as far as the page of this question."""
    return [person for person in people if person.page >= pages()[question]]


def deal(
    rng: Random,
    question: str,
    people: Sequence[Person],
    counts: Mapping[str, int],
    absent: Mapping[str, int] | None = None,
    by: Key | None = None,
) -> None:
    """Give each answer to exactly as many people as `counts` says, and each kind of blank likewise.

    Blanks fall at random; answers too, unless `by` sorts the people (loosely) from the first category to the last.
    """
    dealt = list(people)
    rng.shuffle(dealt)
    for blank, count in (absent or {}).items():
        for person in dealt[:count]:
            person.answers[question] = blank
        del dealt[:count]
    if by is not None:
        dealt.sort(key=loosely(rng, dealt, by))
    answers = [answer for answer, count in counts.items() for _ in range(count)]
    for person, answer in zip(dealt, answers, strict=True):
        person.answers[question] = answer


def loosely(rng: Random, people: Sequence[Person], by: Key) -> Key:
    """Return a sorting key that follows the rank of `by` only loosely, as answers of people do."""
    ranked = sorted(people, key=by)
    place = {id(person): rank / len(ranked) + 0.8 * rng.random() for rank, person in enumerate(ranked)}
    return lambda person: place[id(person)]


def tick(
    rng: Random,
    question: str,
    people: Sequence[Person],
    counts: Mapping[str, int],
    exclusive: Mapping[str, int] | None = None,
    nothing: int = 0,
) -> None:
    """Let exactly as many people as `counts` says tick each box; all others of `people` leave the set open.

    Ticks of `exclusive` stand alone. `nothing` people saw the boxes and ticked none.
    """
    dealt = list(people)
    rng.shuffle(dealt)
    for name, count in (exclusive or {}).items():
        for person in dealt[:count]:
            person.answers[question] = frozenset({name})
        del dealt[:count]
    for person in dealt[:nothing]:
        person.answers[question] = frozenset()
    del dealt[:nothing]
    boxes = fill(rng, len(dealt), counts)
    for person, ticks in zip(dealt, boxes, strict=True):
        person.answers[question] = frozenset(ticks)


def fill(rng: Random, size: int, counts: Mapping[str, int]) -> list[set[str]]:
    """Return `size` sets in which each name occurs as often as `counts` says, none of them empty."""
    boxes: list[set[str]] = [set() for _ in range(size)]
    for name, count in counts.items():
        for box in rng.sample(boxes, count):
            box.add(name)
    for box in boxes:
        if not box:
            giver = next(other for other in boxes if len(other) > 1)
            box.add(giver_pops(giver, counts))
    return boxes


def giver_pops(box: set[str], counts: Mapping[str, int]) -> str:
    """Take the most common of its names out of a set and return it."""
    name = max(box, key=lambda name: (counts[name], name))
    box.discard(name)
    return name
