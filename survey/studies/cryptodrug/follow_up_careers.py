"""The drug careers of the second wave: new people's from the beginning, the others' two years on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from survey.studies.cryptodrug.careers import (
    BEFORE,
    FIRST_AGES,
    FREQUENCY,
    LEVELS,
    OTHER_FREQUENCY,
    POPULARITY,
    STARTERS,
    YEARS_AGO,
    buy_something,
    describe,
    draw,
    drawn_number,
    hide_behind,
    sample,
    slip,
)
from survey.studies.cryptodrug.follow_up_people import Follower
from survey.studies.cryptodrug.questionnaire import DONT_KNOW, OPEN

NOW = POPULARITY | {"xtc": 13.0, "cocaine": 7.0, "2cb": 6.0, "ketamine": 8.0}
"""Drugs with weights: ketamine and 2C-B became more popular."""

NEW_DRUGS = {0: 0.4, 1: 0.1, 2: 0.12, 3: 0.12, 4: 0.1, 5: 0.08, 6: 0.05, 7: 0.03}
"""How many drugs people took up after their first purchase, with shares."""

MOVES: Mapping[str, Mapping[str, float]] = {
    "laatste_30d": {"laatste_30d": 0.62, "laatste_12m": 0.25, "langer": 0.13},
    "laatste_12m": {"laatste_30d": 0.17, "laatste_12m": 0.53, "langer": 0.3},
    "langer": {"laatste_30d": 0.04, "laatste_12m": 0.1, "langer": 0.86},
}
"""Last use then → last use two years later, with shares."""

PAST = ("eerste", "voor", "freq_voor", "nieuw")
"""What about a drug does not change any more."""

TAKEN_UP = 0.06
"""How likely somebody took up a drug never used before."""

UNSURE = 0.15
"""What share leaves a whole drug open."""


def careers(rng: Random, people: Sequence[Follower]) -> None:
    """Give everyone a drug career, and leave some details of it open."""
    for person in people:
        if person.earlier:
            go_on(rng, person)
        else:
            begin(rng, person)
        slip(rng, person)
    for person in rng.sample(list(people), round(UNSURE * len(people))):
        drug = rng.choice(list(POPULARITY))
        hide_behind(person, f"d_{drug}_12m", rng.choice((OPEN, DONT_KNOW)))


def begin(rng: Random, person: Follower) -> None:
    """Give somebody new a career, from the first use to this year."""
    years = {ago: weight for ago, weight in YEARS_AGO.items() if person.age - ago >= 16}
    person.start = person.age - drawn_number(rng, years)
    person.first = drawn_number(rng, {age: float(n) for age, n in FIRST_AGES.items() if age <= person.start})
    person.new = drawn_number(rng, NEW_DRUGS)
    size = drawn_number(rng, {n: weight for n, weight in BEFORE.items() if n + person.new < len(POPULARITY)})
    before = ["cannabis"] if rng.random() < 0.93 else []
    before += sample(rng, {drug: NOW[drug] for drug in NOW if drug not in before}, size - len(before))
    new = sample(rng, {drug: NOW[drug] for drug in NOW if drug not in before}, person.new)
    first = [drug for drug in STARTERS if drug in before] or before
    person.answers["eerste_drug"] = first[0] if rng.random() < 0.7 else rng.choice(first)
    for drug in POPULARITY:
        if drug in before or drug in new:
            describe(rng, person, drug, onset_age(rng, person, drug, new), new=drug in new)
        else:
            person.answers[f"d_{drug}_12m"] = "nooit"
    buy_something(person, before + new)


def onset_age(rng: Random, person: Follower, drug: str, new: Sequence[str]) -> int:
    """Return the age at which a drug was first used."""
    if drug == person.text("eerste_drug"):
        return person.first
    return rng.randint(person.start, person.age) if drug in new else rng.randint(person.first, person.start)


def go_on(rng: Random, person: Follower) -> None:
    """Give somebody who took part before the career of then, two years on."""
    person.answers["eerste_drug"] = str(person.earlier["eerste_drug"])
    for drug in POPULARITY:
        said = str(person.earlier.get(f"d_{drug}_12m", ""))
        if said in MOVES:
            move(rng, person, drug, draw(rng, MOVES[said]))
        elif rng.random() < TAKEN_UP:
            describe(rng, person, drug, person.age - rng.randint(0, 1), new=True)
        else:
            person.answers[f"d_{drug}_12m"] = "nooit"
    used = [drug for drug in POPULARITY if person.text(f"d_{drug}_nieuw")]
    person.new = sum(person.text(f"d_{drug}_nieuw") == "ja" for drug in used)
    buy_something(person, used)


def move(rng: Random, person: Follower, drug: str, recency: str) -> None:
    """Answer about a drug that somebody used before: the past is as it was, the last year is not."""
    before = {name: str(person.earlier.get(f"d_{drug}_{name}", "")) for name in PAST}
    bought = str(person.earlier.get(f"d_{drug}_gekocht", ""))
    detail = {"12m": recency, **{name: said for name, said in before.items() if said}}
    detail["gekocht"] = "ja" if bought == "ja" or rng.random() < 0.2 else "nee"
    if recency != "langer":
        weights = FREQUENCY.get(drug, OTHER_FREQUENCY)
        detail["freq_na"] = draw(rng, dict(zip(LEVELS, weights, strict=True)))
        if before["voor"] == "ja":
            detail["hoeveelheid"] = rng.choice(("minder", "evenveel", "evenveel", "meer"))
    person.answers |= {f"d_{drug}_{name}": answer for name, answer in detail.items()}
