"""The people of the second wave: most are new, some took part in the first; and the codes that tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from survey.studies.cryptodrug import follow_up_form, make_export
from survey.studies.cryptodrug.people import AGES, Person, spell
from survey.studies.cryptodrug.questionnaire import BLANK, Answer

NEW = 68
YEARS = 2
"""From the first wave to the second."""

EXACT, ONE_ERROR, TWO_ERRORS = 16, 4, 2
LIKE_ANOTHER, NEAR_ANOTHER = 2, 2
"""How many who took part before are met by a stranger with the same code, or with one that is as near as theirs."""

RETURNING = EXACT + ONE_ERROR + TWO_ERRORS + LIKE_ANOTHER + NEAR_ANOTHER
LEFT_AT = {2: 2, 4: 3, 5: 1, 6: 2, 7: 1, 9: 2, 10: 1, 11: 1}
"""Last page reached → how many people left there."""

CODE = tuple(f"code_{number}" for number in range(1, 6))
LETTERS = "ABCDEFGHIJKLMNOPRSTVW"


@dataclass
class Follower(Person):
    """One questionnaire of the second wave."""

    earlier: Mapping[str, Answer] = field(default_factory=dict)
    """What the same person answered in the first wave; nothing for who is new."""


def followers(rng: Random) -> list[Follower]:
    """Return the people who will be included, with their age, their code and the last page they reached."""
    back = returning(rng)
    new = [Follower(age, follow_up_form.last_page()) for age in rng.choices(spell(AGES), k=NEW)]
    for person in new:
        remember(person, [cell if rng.random() < 0.96 else BLANK for cell in any_code(rng)])
    give_codes(rng, back, new)
    people = [*back, *new]
    left = spell(LEFT_AT)
    for person, page in zip(rng.sample(people[EXACT:], len(left)), left, strict=True):
        person.page, person.finished = page, False
    return people


def returning(rng: Random) -> list[Follower]:
    """Return people of the first wave, two years older; their first questionnaire is complete and so is its code."""
    first = {person.meta["ipaddr"]: person for person in reversed(make_export.started()) if is_complete(person)}
    return [grown(person) for person in rng.sample(list(first.values()), RETURNING)]


def grown(person: Person) -> Follower:
    """Return somebody of the first wave, two years older."""
    page = follow_up_form.last_page()
    return Follower(person.age + YEARS, page, first=person.first, start=person.start, earlier=person.answers)


def is_complete(person: Person) -> bool:
    """Return whether a questionnaire of the first wave was finished by a real respondent who gave a whole code."""
    return person.start > 0 and person.finished and all(code_of(person.answers)) and bool(person.text("toekomst"))


def code_of(answers: Mapping[str, Answer]) -> list[str]:
    """Return the five answers that make up a person's code."""
    return [str(answers.get(question, BLANK)) for question in CODE]


def remember(person: Person, code: Sequence[str]) -> None:
    """Let a person give a code."""
    person.answers |= dict(zip(CODE, code, strict=True))


def any_code(rng: Random) -> list[str]:
    """Return the code of somebody."""
    day, siblings = f"{rng.randint(1, 28):02}", str(rng.randrange(4))
    return [rng.choice(LETTERS), day, rng.choice(LETTERS), siblings, rng.choice(LETTERS)]


def give_codes(rng: Random, back: Sequence[Follower], new: Sequence[Follower]) -> None:
    """Give the codes of those who return: right, with an error or two, or with a stranger who has nearly the same."""
    errors = [0] * EXACT + [1] * ONE_ERROR + [2] * TWO_ERRORS + [0] * LIKE_ANOTHER + [1] * NEAR_ANOTHER
    for person, count in zip(back, errors, strict=True):
        remember(person, mistaken(rng, code_of(person.earlier), count))
    strangers = list(new)[: LIKE_ANOTHER + NEAR_ANOTHER]
    for number, (stranger, person) in enumerate(zip(strangers, back[-len(strangers) :], strict=True)):
        remember(stranger, mistaken(rng, code_of(person.earlier), int(number >= LIKE_ANOTHER)))


def mistaken(rng: Random, code: Sequence[str], errors: int) -> list[str]:
    """Return a code with so many of its five answers wrong."""
    given = list(code)
    for place in rng.sample(range(len(given)), errors):
        given[place] = rng.choice([cell for cell in choices_at(place) if cell != code[place]])
    return given


def choices_at(place: int) -> Sequence[str]:
    """Return what can be answered to one of the five questions."""
    possible: Mapping[int, Sequence[str]] = {1: [f"{day:02}" for day in range(1, 29)], 3: "0123"}
    return possible.get(place, LETTERS)
