"""Invented drug careers: what was used before and after the first cryptomarket purchase, and how often."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from survey.studies.cryptodrug.people import Person, loosely, reaching
from survey.studies.cryptodrug.questionnaire import BLANK, DONT_KNOW, HIDDEN, OPEN, REFUSED

POPULARITY = {
    "cannabis": 12.0,
    "xtc": 16.0,
    "amfetamine": 6.0,
    "cocaine": 6.0,
    "lsd": 5.0,
    "paddos": 4.5,
    "2cb": 4.5,
    "ketamine": 4.0,
    "heroine": 0.5,
    "nps": 2.0,
}
NEW_DRUGS = {0: 33, 1: 5, 2: 6, 3: 7, 4: 7, 5: 7, 6: 7, 7: 6, 8: 4}
"""New drugs → people, among the 82 of whom every drug is known: 217 drugs, 49 people with at least one."""

KNOWN = sum(NEW_DRUGS.values())
FIRST_AGES = {13: 4, 14: 7, 15: 12, 16: 13, 17: 17, 18: 14, 19: 9, 20: 7, 21: 5, 22: 3, 24: 2}
YEARS_AGO = {1: 3.0, 2: 4.0, 3: 3.0, 4: 2.0, 5: 1.0, 6: 0.5}
BEFORE = {1: 5.0, 2: 4.0, 3: 4.0, 4: 3.0, 5: 3.0, 6: 2.0, 7: 1.0}
"""How many drugs people used before their first purchase, with weights."""

STARTERS = ("cannabis", "xtc", "amfetamine", "paddos", "cocaine")
"""The drugs that people begin with; others only come later."""

NOVICES = 4
"""How many had used nothing before it."""

RECENCY = {
    "cannabis": {"laatste_30d": 0.58, "laatste_12m": 0.26, "langer": 0.16},
    "xtc": {"laatste_30d": 0.24, "laatste_12m": 0.46, "langer": 0.3},
    "heroine": {"laatste_30d": 0.0, "laatste_12m": 0.5, "langer": 0.5},
}
OTHER_RECENCY = {"laatste_30d": 0.14, "laatste_12m": 0.36, "langer": 0.5}
LEVELS = ("1_2_keer", "minder_dan_maandelijks", "maandelijks", "wekelijks", "dagelijks")
FREQUENCY = {
    "cannabis": (0.06, 0.13, 0.2, 0.34, 0.27),
    "xtc": (0.2, 0.42, 0.3, 0.08, 0.0),
    "heroine": (0.7, 0.3, 0.0, 0.0, 0.0),
}
OTHER_FREQUENCY = (0.34, 0.36, 0.2, 0.08, 0.02)
AMOUNT = {"minder": 0.25, "evenveel": 0.5, "meer": 0.25}
SLIPS = {DONT_KNOW: 0.03, OPEN: 0.03, BLANK: 0.008}
"""How often a detail is missing."""


def draw(rng: Random, weights: Mapping[str, float]) -> str:
    """Return one name, drawn by weight."""
    left = rng.random() * sum(weights.values())
    for name, weight in weights.items():
        left -= weight
        if left < 0:
            return name
    return name


def sample(rng: Random, weights: Mapping[str, float], count: int) -> list[str]:
    """Return `count` different names, drawn by weight one after another."""
    pool = dict(weights)
    drawn: list[str] = []
    while len(drawn) < count:
        drawn.append(draw(rng, pool))
        del pool[drawn[-1]]
    return drawn


def drawn_number(rng: Random, weights: Mapping[int, float]) -> int:
    """Return one number, drawn by weight."""
    return int(draw(rng, {str(number): weight for number, weight in weights.items()}))


def date_careers(rng: Random, people: Sequence[Person]) -> None:
    """Set each person's age at the first purchase and at the first drug use, in a possible order."""
    for person in people:
        years = {ago: weight for ago, weight in YEARS_AGO.items() if person.age - ago >= 16}
        person.start = person.age - drawn_number(rng, years)
        possible = {age: float(weight) for age, weight in FIRST_AGES.items() if age <= person.start}
        person.first = drawn_number(rng, possible)


def deal_new(rng: Random, people: Sequence[Person]) -> list[Person]:
    """Give people a number of new drugs; return the 82 of whom every drug will be known.

    The others get none that is sure: nothing they left open may decide how many people have at least one.
    """
    reached = reaching(people, "d_cannabis_nieuw")
    known = rng.sample(reached, KNOWN)
    known.sort(key=loosely(rng, known, lambda person: person.age - person.start))
    counts = [new for new, count in NEW_DRUGS.items() for _ in range(count)]
    for person, new in zip(known, counts, strict=True):
        person.new = new
    return known


def novices(rng: Random, people: Sequence[Person]) -> list[Person]:
    """Return the few people whose first drug came from a cryptomarket."""
    late = [person for person in people if 1 <= person.new <= 4 and person.start <= 24]
    chosen = rng.sample(late, NOVICES)
    for person in chosen:
        person.first = person.start
    return chosen


def repertoire(rng: Random, person: Person, *, novice: bool) -> tuple[list[str], list[str]]:
    """Return the drugs a person used before the first purchase, and those that came after it."""
    most = len(POPULARITY) - 1 - person.new
    sizes = {size: weight for size, weight in BEFORE.items() if size <= max(most, 1)}
    size = 0 if novice else drawn_number(rng, sizes)
    before = ["cannabis"] if size and rng.random() < 0.95 else []
    rest = {name: weight for name, weight in POPULARITY.items() if name not in before}
    before += sample(rng, rest, size - len(before))
    rest = {name: weight for name, weight in rest.items() if name not in before}
    return before, sample(rng, rest, person.new)


def use(rng: Random, person: Person, *, novice: bool) -> None:
    """Fill in one person's drugs: first use, use before and after, purchases."""
    before, new = repertoire(rng, person, novice=novice)
    likely = [drug for drug in STARTERS if drug in (before or new)] or before or new
    first = likely[0] if rng.random() < 0.7 else rng.choice(likely)
    person.answers["eerste_drug"] = first
    for drug in POPULARITY:
        if drug in before or drug in new:
            onset = onset_age(rng, person, first=drug == first, new=drug in new)
            describe(rng, person, drug, onset, new=drug in new)
        else:
            person.answers[f"d_{drug}_12m"] = "nooit"
    buy_something(person, before + new)


def onset_age(rng: Random, person: Person, *, first: bool, new: bool) -> int:
    """Return the age at which a drug was first used."""
    if first:
        return person.first
    if new:
        return rng.randint(person.start, person.age)
    return rng.randint(person.first, min(person.start, person.first + 6))


def describe(rng: Random, person: Person, drug: str, onset: int, *, new: bool) -> None:
    """Fill in everything about one drug that this person has used."""
    weights = dict(RECENCY.get(drug, OTHER_RECENCY))
    if onset >= person.age - 1:
        weights["langer"] = 0.0
    recency = draw(rng, weights)
    recent = recency != "langer"
    levels = dict(zip(LEVELS, FREQUENCY.get(drug, OTHER_FREQUENCY), strict=True))
    detail = {
        "12m": recency,
        "eerste": str(onset),
        "voor": "nee" if new else "ja",
        "nieuw": "ja" if new else "nee",
    }
    if not new:
        detail["freq_voor"] = draw(rng, levels)
    if recent:
        detail["freq_na"] = draw(rng, levels)
    if recent and not new:
        detail["hoeveelheid"] = draw(rng, AMOUNT)
    chance = 0.75 if new else 0.5 if recent else 0.25
    detail["gekocht"] = "ja" if rng.random() < chance else "nee"
    person.answers |= {f"d_{drug}_{name}": answer for name, answer in detail.items()}


def buy_something(person: Person, drugs: Sequence[str]) -> None:
    """Make sure that a buyer bought at least one drug."""
    if not any(person.text(f"d_{drug}_gekocht") == "ja" for drug in drugs):
        person.answers[f"d_{drugs[-1]}_gekocht"] = "ja"


def forget(rng: Random, people: Sequence[Person], known: Sequence[Person]) -> None:
    """Leave details of the careers open; of the people in `known`, never what counts new drugs."""
    sure = {id(person) for person in known}
    for person in people:
        slip(rng, person)
        if id(person) not in sure:
            withhold(rng, person)


def slip(rng: Random, person: Person) -> None:
    """Leave some details open that no count depends on."""
    for question in list(person.answers):
        if question.startswith("d_") and not question.endswith(("_12m", "_nieuw")):
            blank = draw(rng, SLIPS | {"answered": 1 - sum(SLIPS.values())})
            if blank != "answered":
                hide_behind(person, question, blank)


def withhold(rng: Random, person: Person) -> None:
    """Leave one or two drugs open: the gate, or whether the drug was new."""
    used = [drug for drug in POPULARITY if f"d_{drug}_nieuw" in person.answers]
    hide_behind(person, f"d_{used[0]}_nieuw", rng.choice((OPEN, DONT_KNOW)))
    for drug in rng.sample(list(POPULARITY), rng.randint(1, 2)):
        hide_behind(person, f"d_{drug}_12m", rng.choice((OPEN, OPEN, REFUSED, DONT_KNOW)))


def hide_behind(person: Person, question: str, blank: str) -> None:
    """Leave a question open, and with it the questions that the platform then could not route."""
    person.answers[question] = blank
    drug, _, detail = question.removeprefix("d_").partition("_")
    follow = {"voor": ("freq_voor", "hoeveelheid"), "gekocht": ()}.get(detail, ())
    if detail == "12m":
        follow = ("eerste", "voor", "freq_voor", "freq_na", "hoeveelheid", "nieuw", "gekocht")
    for name in follow:
        person.answers[f"d_{drug}_{name}"] = HIDDEN


def careers(rng: Random, people: Sequence[Person]) -> list[Person]:
    """Give everyone a drug career; return those whose first drug came from a cryptomarket."""
    date_careers(rng, people)
    known = deal_new(rng, people)
    late = novices(rng, known)
    for person in people:
        use(rng, person, novice=person in late)
    forget(rng, people, known)
    return late
