"""The answers of the second wave: dealt by declared shares; who took part before mostly stays with what they said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from survey.studies.cryptodrug.careers import POPULARITY
from survey.studies.cryptodrug.follow_up_form import reaching
from survey.studies.cryptodrug.follow_up_people import Follower
from survey.studies.cryptodrug.people import Key, Person, deal, tick
from survey.studies.cryptodrug.questionnaire import BLANK, DONT_KNOW, HIDDEN, OPEN, REFUSED

SHARES: Mapping[str, Mapping[str, float]] = {
    "geslacht": {"man": 0.94, "vrouw": 0.06},
    "werk": {"student": 0.22, "deeltijds": 0.13, "voltijds": 0.54, "werkzoekend": 0.07, "andere": 0.04},
    "eerste_bron": {"1": 0.68, "3": 0.13, "2": 0.06, "4": 0.09, "5": 0.04},
    "eerste_gezelschap": {"alleen": 0.11, "vrienden": 0.75, "naasten": 0.1, "onbekenden": 0.04},
    "drugs_voor": {"ja": 0.96, "nee": 0.04},
    "offline_voor": {"ja": 0.91, "nee": 0.09},
    "freq_verandering": {"veel_minder": 0.1, "minder": 0.16, "evenveel": 0.38, "vaker": 0.25, "veel_vaker": 0.11},
    "spend_12m": {"minder_50": 0.04, "50_100": 0.08, "100_250": 0.2, "250_500": 0.22, "500_1000": 0.19}
    | {"1000_5000": 0.2, "meer_5000": 0.07},
    "n_bestel_12m": {"eenmaal": 0.1, "enkele_keren": 0.4, "6_10": 0.26, "11_20": 0.15, "meer_20": 0.09},
    "munt": {"bitcoin": 0.55, "monero": 0.39, "andere": 0.06},
    "info_bron": {"clearweb_forums": 0.36, "massamedia": 0.12, "darkweb_forums": 0.09, "sociale_netwerken": 0.08}
    | {"berichtenapps": 0.14, "offline_vrienden": 0.21},
    "eval_offline": {"zeer_negatief": 0.05, "eerder_negatief": 0.16, "neutraal": 0.34, "eerder_positief": 0.35}
    | {"zeer_positief": 0.1},
    "eval_crypto": {"zeer_negatief": 0.03, "eerder_negatief": 0.08, "neutraal": 0.16, "eerder_positief": 0.45}
    | {"zeer_positief": 0.28},
    "crit_rang": {"transacties": 0.44, "reputatiescore": 0.2, "reviews": 0.14, "prijs": 0.08, "land": 0.06}
    | {"beschrijving": 0.05, "specialisering": 0.03},
    "risico_verkoper": {"zeer_klein": 0.26, "klein": 0.36, "matig": 0.21, "groot": 0.08, "zeer_groot": 0.04}
    | {"weet_niet": 0.05},
    "risico_admin": {"zeer_klein": 0.14, "klein": 0.24, "matig": 0.27, "groot": 0.2, "zeer_groot": 0.1}
    | {"weet_niet": 0.05},
    "risico_opsporing": {"zeer_klein": 0.33, "klein": 0.37, "matig": 0.15, "groot": 0.08, "zeer_groot": 0.02}
    | {"weet_niet": 0.05},
    "grootste_risico": {"geld_pakket": 0.53, "opsporing": 0.2, "kwaliteit": 0.12, "gezondheid": 0.05}
    | {"gegevens": 0.06, "geen": 0.04},
    "forum_actief": {"nooit": 0.66, "zelden": 0.25, "soms": 0.07, "vaak": 0.02},
    "schok_invloed": {"geen": 0.42, "beperkt": 0.36, "groot": 0.22},
    "toekomst": {"ja": 0.66, "misschien": 0.16, "nee": 0.12, "weet_niet": 0.06},
    "corona_invloed": {"geen": 0.44, "beperkt": 0.37, "groot": 0.19},
}
"""What share of those who answer gives each answer."""

USUAL = {OPEN: 0.06, DONT_KNOW: 0.02}
ABSENT: Mapping[str, Mapping[str, float]] = {
    "geslacht": {REFUSED: 0.02, OPEN: 0.02},
    "werk": {OPEN: 0.03, REFUSED: 0.02},
    "spend_12m": {REFUSED: 0.06, OPEN: 0.04},
    "munt": {REFUSED: 0.05, OPEN: 0.06},
    "n_bestel_12m": {OPEN: 0.05},
    "info_bron": {OPEN: 0.12, DONT_KNOW: 0.05},
    "risico_verkoper": {OPEN: 0.07},
    "risico_admin": {OPEN: 0.07},
    "risico_opsporing": {OPEN: 0.07},
    "crit_rang": {OPEN: 0.09, BLANK: 0.03},
    "grootste_risico": {OPEN: 0.06, REFUSED: 0.03, DONT_KNOW: 0.02},
    "toekomst": {OPEN: 0.06},
    "corona_invloed": {OPEN: 0.07},
}
"""What share leaves a question open, and how; where nothing stands here, `USUAL`."""

TICKS: Mapping[str, Mapping[str, float]] = {
    "doel": {"eigen": 0.96, "vrienden": 0.48, "klanten": 0.07, "andere": 0.06},
    "reden_start": {"aanbod": 0.55, "nieuwsgierigheid": 0.44, "prijs": 0.4, "kwaliteit": 0.42, "gemak": 0.4}
    | {"anonimiteit": 0.28, "reviews": 0.18, "specifieke_stof": 0.17, "lockdown": 0.26, "andere": 0.05},
    "reden_blijf": {"kwaliteit": 0.6, "prijs": 0.44, "aanbod": 0.47, "gemak": 0.5, "reviews": 0.3}
    | {"anonimiteit": 0.27, "lockdown": 0.2, "specifieke_stof": 0.12, "nieuwsgierigheid": 0.1, "andere": 0.04},
    "land_verkoper": {"nl": 0.66, "be": 0.5, "de": 0.42, "fr": 0.15, "vk": 0.05, "andere_eu": 0.1, "buiten_eu": 0.03},
    "risico_strategie": {"lokaal": 0.7, "beoordelingen": 0.56, "vaste_verkoper": 0.46, "testen": 0.3},
    "veilig_extra": {"betaling": 0.8, "communicatie": 0.5, "levering": 0.4},
    "schadebeperking": {"forums": 0.6, "websites": 0.44, "testdienst": 0.28, "vrienden": 0.32, "hulpverlening": 0.06},
}
"""What share of those who tick anything ticks each box."""

NONE: Mapping[str, tuple[str, float]] = {
    "reden_start": ("geen", 0.03),
    "reden_blijf": ("geen", 0.05),
    "land_verkoper": ("geen_voorkeur", 0.12),
    "veilig_extra": ("geen", 0.85),
    "schadebeperking": ("geen", 0.1),
}
"""The box that stands alone, and what share ticks it."""

SILENT = 0.12
"""What share leaves a set open."""

CHEAPER = {"cannabis": 0.28, "xtc": 0.74}
OTHER_CHEAPER, DEARER = 0.48, 0.2

STEADY = {"geslacht": 1.0, "eerste_bron": 0.9, "eerste_gezelschap": 0.9, "drugs_voor": 0.97, "offline_voor": 0.97}
"""How likely somebody who took part before gives the same answer again; else `SAME`."""

SAME = 0.6
NAMES = {"grootste_risico": "risico_voornaamste"}
"""Question of the second wave → its name in the first."""

CATEGORIES = {
    "eerste_bron": {"vrienden": "1", "familie": "2", "dealer": "3", "online": "4", "andere": "5"},
    "eerste_gezelschap": {"partner": "naasten", "familie": "naasten"},
    "info_bron": {"sociale_media": "sociale_netwerken"},
}
"""Category of the first wave → its name in the second, where that is another."""

OTHER_ANSWER = {
    "werk_anders": ("werk", "andere", ("loopbaanonderbreking", "n.v.t.", "technisch werkloos")),
    "eerste_bron_anders": ("eerste_bron", "5", ("gevonden op een festival", "NA", "par un collègue")),
    "doel_anders": ("doel", "andere", ("cadeau", "om te ruilen", "n.v.t.")),
    "reden_start_anders": ("reden_start", "andere", ("podcast", "NA", "par curiosité technique")),
    "reden_blijf_anders": ("reden_blijf", "andere", ("gewoonte", "habitude")),
}
"""What people wrote who chose "other": the question, its category, and their words."""

COMMENTS = (
    "Ik deed in 2019 ook mee.",
    "n.v.t.",
    "Vragen over vroeger blijven moeilijk in te schatten.",
    "Rien à ajouter.",
    "Graag de resultaten: an.voorbeeld@mail.example.org",
    "NA",
)


def counts(shares: Mapping[str, float], size: int) -> dict[str, int]:
    """Return whole numbers that add up to `size` (or to their share of it), by largest remainder."""
    exact = {name: share * size for name, share in shares.items()}
    found = {name: int(number) for name, number in exact.items()}
    rest = round(sum(exact.values())) - sum(found.values())
    for name in sorted(exact, key=lambda name: found[name] - exact[name])[:rest]:
        found[name] += 1
    return found


def ask(rng: Random, question: str, people: Sequence[Follower], by: Key | None = None) -> None:
    """Deal the answers to a question by their shares; who took part before mostly repeats the answer."""
    absent = counts(ABSENT.get(question, USUAL), len(people))
    size = len(people) - sum(absent.values())
    deal(rng, question, people, counts(normed(SHARES[question]), size), absent, by)
    for person in people:
        repeat(rng, person, question)


def normed(shares: Mapping[str, float]) -> dict[str, float]:
    """Return shares that add up to one."""
    total = sum(shares.values())
    return {name: share / total for name, share in shares.items()}


def repeat(rng: Random, person: Follower, question: str) -> None:
    """Let somebody who took part before give the answer of then, if that is still one."""
    said = person.earlier.get(NAMES.get(question, question), BLANK)
    again = CATEGORIES.get(question, {}).get(said, said) if isinstance(said, str) else BLANK
    answered = person.text(question) in SHARES[question]
    if answered and again in SHARES[question] and rng.random() < STEADY.get(question, SAME):
        person.answers[question] = again


def tick_all(rng: Random, question: str, people: Sequence[Follower]) -> None:
    """Let people tick boxes by their shares; somebody who took part before ticks the same ones again, or not."""
    answering = rng.sample(list(people), len(people) - round(SILENT * len(people)))
    alone, share = NONE.get(question, ("", 0.0))
    single = {alone: round(share * len(answering))} if alone else {}
    ticking = len(answering) - sum(single.values())
    tick(rng, question, answering, counts(TICKS[question], ticking), single)
    for person in answering:
        said = person.earlier.get(question)
        if isinstance(said, frozenset) and said and rng.random() < SAME:
            person.answers[question] = said


def screening(rng: Random, people: Sequence[Follower]) -> None:
    """Answer the first page."""
    for person in people:
        person.answers |= {"status": "respondent", "toestemming": "ja", "leeftijd": str(person.age), "koper_12m": "ja"}
    for person, blank in zip(rng.sample(list(people), 6), (OPEN, OPEN, REFUSED, REFUSED, BLANK, "211"), strict=True):
        person.answers["leeftijd"] = blank
    for person in rng.sample(list(people), 2):
        person.answers["koper_12m"] = OPEN


def profile(rng: Random, people: Sequence[Follower]) -> None:
    """Answer who they are."""
    ask(rng, "geslacht", people)
    ask(rng, "werk", people, by=lambda person: person.age)


def first_use(rng: Random, people: Sequence[Follower]) -> None:
    """Answer how it began; who took part before may remember another year."""
    reached = reaching(people, "eerste_leeftijd")
    for person in reached:
        slip = rng.choice((0, 0, 0, 0, 1, -1)) if person.earlier else 0
        person.answers["eerste_leeftijd"] = str(min(max(person.first + slip, 12), person.age))
    for person, blank in zip(rng.sample(reached, 5), (OPEN, OPEN, DONT_KNOW, DONT_KNOW, "77"), strict=True):
        person.answers["eerste_leeftijd"] = blank
    for person, blank in zip(rng.sample(reached, 4), (OPEN, DONT_KNOW) * 2, strict=True):
        person.answers["eerste_drug"] = blank
    ask(rng, "eerste_bron", reached)
    ask(rng, "eerste_gezelschap", reached)


def change(rng: Random, people: Sequence[Follower]) -> None:
    """Answer about the first purchase and what changed since."""
    reached = reaching(people, "eerste_cryptoaankoop")
    for person in reached:
        person.answers["eerste_cryptoaankoop"] = f"{person.start},5" if rng.random() < 0.1 else str(person.start)
    for person, blank in zip(rng.sample(reached, 5), (OPEN, OPEN, OPEN, DONT_KNOW, DONT_KNOW), strict=True):
        person.answers["eerste_cryptoaankoop"] = blank
    ask(rng, "drugs_voor", reached)
    ask(rng, "offline_voor", reached)
    ask(rng, "freq_verandering", reached, by=lambda person: person.new)


def purchases(rng: Random, people: Sequence[Follower]) -> None:
    """Answer how much was spent, how often, in which currency and for whom."""
    reached = reaching(people, "spend_12m")
    bands, orders = list(SHARES["spend_12m"]), list(SHARES["n_bestel_12m"])
    ask(rng, "n_bestel_12m", reached, by=lambda person: person.new)
    ask(rng, "spend_12m", reached, by=lambda person: place(person, "n_bestel_12m", orders))
    ask(rng, "munt", reached, by=lambda person: -place(person, "spend_12m", bands))
    tick_all(rng, "doel", reached)
    ask(rng, "info_bron", reached)


def place(person: Person, question: str, order: Sequence[str]) -> float:
    """Return the place of an answer in the order of its categories, for sorting; the middle where there is none."""
    said = person.text(question)
    return order.index(said) if said in order else len(order) / 2


def evaluation(rng: Random, people: Sequence[Follower]) -> None:
    """Answer the ratings, now both asked only of those who bought elsewhere before, and the prices."""
    reached = reaching(people, "eval_offline")
    buyers = [person for person in reached if person.text("offline_voor") == "ja"]
    points = list(SHARES["eval_offline"])
    ask(rng, "eval_offline", buyers)
    ask(rng, "eval_crypto", buyers, by=lambda person: place(person, "eval_offline", points))
    for person in reached:
        if person.text("offline_voor") in {OPEN, DONT_KNOW}:
            person.answers |= {"eval_offline": HIDDEN, "eval_crypto": HIDDEN}
    for drug in POPULARITY:
        bought = [person for person in reached if person.text(f"d_{drug}_gekocht") == "ja"]
        silent = len(bought) // 12
        cheaper = CHEAPER.get(drug, OTHER_CHEAPER)
        shares = {"goedkoper": cheaper, "even_duur": 1 - cheaper - DEARER, "duurder": DEARER}
        deal(rng, f"prijs_{drug}", bought, counts(shares, len(bought) - silent), {OPEN: silent})


def other_pages(rng: Random, people: Sequence[Follower]) -> None:
    """Answer the pages after the prices; nearly all of it is a question by itself."""
    for question in ("reden_start", "reden_blijf", "land_verkoper", "veilig_extra", "schadebeperking"):
        tick_all(rng, question, reaching(people, question))
    reached = reaching(people, "risico_strategie")
    tick_all(rng, "risico_strategie", reached)
    for person in reached:
        person.answers.setdefault("risico_strategie", OPEN)
    worry = {id(person): rng.random() for person in people}
    for question in ("risico_verkoper", "risico_admin", "risico_opsporing"):
        ask(rng, question, reaching(people, question), by=lambda person: worry[id(person)])
    for question in ("crit_rang", "grootste_risico", "forum_actief", "schok_invloed", "toekomst"):
        ask(rng, question, reaching(people, question))
    reached = reaching(people, "corona_invloed")
    ask(rng, "corona_invloed", reached)
    for person, comment in zip(rng.sample(reached, len(COMMENTS)), COMMENTS, strict=True):
        person.answers["opmerking"] = comment


def specify(people: Sequence[Follower]) -> None:
    """Let those who chose "other" write something, as long as there are words."""
    for text, (question, other, words) in OTHER_ANSWER.items():
        chose = [p for p in people if other in (p.text(question), *p.ticked(question))]
        for person, said in zip(chose, words, strict=False):
            person.answers[text] = said
