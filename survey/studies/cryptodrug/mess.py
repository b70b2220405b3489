"""What makes an export untidy: people who stopped or do not belong, copies, slips, and a name in a comment."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime, timedelta
from random import Random

from survey.studies.cryptodrug.careers import POPULARITY
from survey.studies.cryptodrug.people import Person, reaching
from survey.studies.cryptodrug.questionnaire import HIDDEN, OPEN, Question, last_page, questions

FIRST_DAY = datetime(2019, 6, 3)
"""The platform writes local time, without a zone."""

DAYS = 178
LANGUAGES = ("nl", "nl", "nl", "nl", "nl", "fr", "fr", "fr")
NETWORKS = ("192.0.2", "198.51.100")
"""Address ranges reserved for documentation: they belong to nobody."""


def stop(people: Sequence[Person], asked: Sequence[Question] | None = None) -> None:
    """Empty everything after the last page that an unfinished questionnaire reached."""
    for person in people:
        for question in asked or questions():
            if question.page > person.page:
                person.answers.pop(question.name, None)


def stumble(rng: Random, people: Sequence[Person]) -> None:
    """Add contradictions: first use after the first purchase though used before it, a price without a purchase."""
    reached = reaching(people, "prijs_cannabis")
    late = [p for p in reached if p.start < p.age and p.text("d_xtc_voor") == "ja" and not first_is(p, "xtc")]
    for person in rng.sample(late, 3):
        person.answers["d_xtc_eerste"] = str(person.start + 1)
    passed = [person for person in reached if person.text("d_lsd_gekocht") == "nee"]
    rng.choice(passed).answers["prijs_lsd"] = "goedkoper"
    swapped = next(p for p in people if p.first == 21 and p.text("eerste_leeftijd") == "21")
    swapped.answers["eerste_leeftijd"] = "12"


def first_is(person: Person, drug: str) -> bool:
    """Return whether this was the person's first drug."""
    return person.text("eerste_drug") == drug


def show_hidden(people: Sequence[Person]) -> None:
    """Let the platform mark what it did not show for some people, and leave it empty for the others."""
    for person in people[::4]:
        for drug in POPULARITY:
            if person.text(f"d_{drug}_12m") == "nooit":
                person.answers |= {f"d_{drug}_{detail}": HIDDEN for detail in ("eerste", "voor", "nieuw", "gekocht")}


def strangers(rng: Random) -> list[Person]:
    """Return the questionnaires that were started but do not count."""
    refused = [screened(rng.randint(18, 40), {"toestemming": "nee"}) for _ in range(3)]
    young = [screened(age, {"toestemming": "ja", "leeftijd": str(age), "koper_12m": "ja"}) for age in (16, 17, 17)]
    others = [{"toestemming": "ja", "leeftijd": str(age), "koper_12m": "nee"} for age in (19, 24, 33)]
    gone = [Person(20, page, finished=False, answers={"status": "respondent"}) for page in (1, 1, 1, 1, 0)]
    return refused + young + [screened(0, answers) for answers in others] + gone + [preview(rng) for _ in range(4)]


def screened(age: int, answers: dict[str, str]) -> Person:
    """Return somebody whom the first page turned away; the platform counts that as finished."""
    return Person(age, 1, answers={"status": "respondent", **answers})


def preview(rng: Random) -> Person:
    """Return a test by the research team: clicked through, hardly anything filled in."""
    answers = {"status": "proef", "toestemming": "ja", "leeftijd": str(rng.choice((18, 30, 99))), "koper_12m": "ja"}
    empty = {question.name: OPEN for question in questions() if question.kind == "select_one"}
    return Person(30, last_page(), answers={**empty, **answers, "opmerking": "test"})


def stamp(rng: Random, people: Sequence[Person], first: datetime = FIRST_DAY) -> None:
    """Give each questionnaire a start, an end, a language and an address."""
    addresses = [f"{network}.{host}" for network in NETWORKS for host in range(1, 255)]
    for person, address in zip(people, rng.sample(addresses, len(people)), strict=True):
        day = int(DAYS * rng.random() * rng.random())
        start = first + timedelta(days=day, minutes=rng.randint(8 * 60, 23 * 60), seconds=rng.randrange(60))
        spent = 1 + 2 * max(person.page, 1)
        end = start + timedelta(minutes=rng.randint(spent // 2, spent), seconds=rng.randrange(1, 60))
        person.meta = {
            "submitdate": f"{end}" if person.finished else "",
            "lastpage": str(person.page),
            "startlanguage": rng.choice(LANGUAGES),
            "startdate": f"{start}",
            "datestamp": f"{end}",
            "ipaddr": address,
        }


def copies(rng: Random, people: Sequence[Person]) -> list[Person]:
    """Return three questionnaires sent twice: the same answers from the same address, minutes later."""
    finished = [person for person in people if person.finished]
    return [sent_again(rng, person) for person in rng.sample(finished, 3)]


def sent_again(rng: Random, person: Person) -> Person:
    """Return a copy that came in a little later."""
    copy = deepcopy(person)
    later = timedelta(minutes=rng.randint(2, 9))
    for name in ("submitdate", "startdate", "datestamp"):
        copy.meta[name] = f"{datetime.fromisoformat(person.meta[name]) + later}"
    copy.answers.pop("opmerking", None)
    return copy


def number(rng: Random, people: Sequence[Person]) -> list[Person]:
    """Return the questionnaires in the order of their start, numbered with gaps as the platform does."""
    ordered = sorted(people, key=lambda person: person.meta["startdate"])
    response = 0
    for person in ordered:
        response += 1 if rng.random() < 0.93 else 2
        person.meta["id"] = str(response)
    return ordered
