"""The other answers: exactly as many people give each one as the published figures ask for."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from survey.studies.cryptodrug.careers import POPULARITY, sample
from survey.studies.cryptodrug.people import Person, deal, reaching, tick
from survey.studies.cryptodrug.questionnaire import BLANK, DONT_KNOW, HIDDEN, OPEN, REFUSED

OWN = "own"
"""Stands for the person's own number until that is filled in."""

CHEAPER = {"xtc": 0.82, "cannabis": 0.3}
OTHER_CHEAPER = 0.55
CRITERIA = {
    "transacties": 8.0,
    "reputatiescore": 5.0,
    "reviews": 3.2,
    "prijs": 1.4,
    "land": 1.2,
    "beschrijving": 1.0,
    "specialisering": 0.7,
}
OTHER_WORK = ("zelfstandige zonder vast contract", "n.v.t.", "entre deux emplois")
OTHER_SOURCE = ("gekregen op een feest", "NA", "in een coffeeshop", "trouvé par hasard")
OTHER_PURPOSE = ("verjaardagscadeau", "om te ruilen", "n.v.t.", "cadeau", BLANK)
OTHER_REASON = ("aangeraden in een documentaire", "NA", "par principe", OPEN)
COMMENTS = (
    "Interessant onderzoek, ik lees graag de resultaten.",
    "n.v.t.",
    "NA",
    "Vragenlijst was wat lang.",
    "Merci pour cette étude.",
    "Je mag me de resultaten sturen: jan.voorbeeld@mail.example.org",
    "Bedankt dat dit anoniem is!",
    "Rien à ajouter.",
    'De vraag over "vroeger" was niet altijd duidelijk; ik heb zo goed mogelijk geantwoord.',
    "Geen opmerkingen",
)


def screening(rng: Random, people: Sequence[Person]) -> None:
    """Answer the first page, on which some leave age or purchase open."""
    deal(rng, "koper_12m", people, {"ja": 96}, {OPEN: 3})
    deal(rng, "leeftijd", people, {OWN: 92}, {REFUSED: 3, OPEN: 2, BLANK: 1, "199": 1})
    for person in people:
        person.answers |= {"status": "respondent", "toestemming": "ja"}
        if person.text("leeftijd") == OWN:
            person.answers["leeftijd"] = str(person.age)


def profile(rng: Random, people: Sequence[Person]) -> None:
    """Answer who they are, and the five questions that link waves."""
    deal(rng, "geslacht", people, {"man": 93}, {REFUSED: 3, OPEN: 3})
    work = {"student": 24, "deeltijds": 12, "voltijds": 54, "werkzoekend": 3, "andere": 3}
    deal(rng, "werk", people, work, {OPEN: 3}, by=lambda person: person.age)
    specify(people, "werk", "werk_anders", OTHER_WORK)
    letters = "ABCDEFGHIJKLMNOPRSTVW"
    for person in people:
        code = (rng.choice(letters), f"{rng.randint(1, 28):02}", rng.choice(letters), str(rng.randrange(4)))
        for number, answer in enumerate((*code, rng.choice(letters)), start=1):
            person.answers[f"code_{number}"] = answer if rng.random() < 0.94 else BLANK


def specify(people: Sequence[Person], question: str, text: str, words: Sequence[str]) -> None:
    """Let those who chose "other" write something."""
    others = [p for p in people if p.text(question) == "andere" or "andere" in p.ticked(question)]
    for person, said in zip(others, words, strict=False):
        person.answers[text] = said


def first_use(rng: Random, people: Sequence[Person]) -> None:
    """Answer how it began; a few give an age at first use that is higher than their own."""
    start = reaching(people, "eerste_leeftijd")
    said = [person for person in start if person.text("leeftijd") == str(person.age)]
    wrong = {id(person) for person in rng.sample(said, 3)}
    rest = [person for person in start if id(person) not in wrong]
    deal(rng, "eerste_leeftijd", rest, {OWN: 87}, {DONT_KNOW: 3, OPEN: 3})
    for person in start:
        if id(person) in wrong:
            person.answers["eerste_leeftijd"] = str(person.age + rng.randint(2, 9))
        elif person.text("eerste_leeftijd") == OWN:
            person.answers["eerste_leeftijd"] = str(person.first)
    for person, blank in zip(rng.sample(start, 6), (OPEN, DONT_KNOW) * 3, strict=True):
        person.answers["eerste_drug"] = blank
    sources = {"vrienden": 61, "dealer": 11, "familie": 6, "online": 8, "andere": 4}
    deal(rng, "eerste_bron", start, sources, {DONT_KNOW: 3, OPEN: 3})
    specify(start, "eerste_bron", "eerste_bron_anders", OTHER_SOURCE)
    company = {"alleen": 9, "vrienden": 66, "partner": 5, "familie": 3, "onbekenden": 3}
    deal(rng, "eerste_gezelschap", start, company, {DONT_KNOW: 3, BLANK: 4, HIDDEN: 3})


def change(rng: Random, people: Sequence[Person], late: Sequence[Person]) -> None:
    """Answer about the first purchase and what changed since."""
    reached = reaching(people, "drugs_voor")
    deal(rng, "eerste_cryptoaankoop", reached, {OWN: 87}, {DONT_KNOW: 3, OPEN: 3})
    for person in reached:
        if person.text("eerste_cryptoaankoop") == OWN:
            half = rng.random() < 0.15
            person.answers["eerste_cryptoaankoop"] = f"{person.start},5" if half else str(person.start)
    others = [person for person in reached if person not in late]
    deal(rng, "drugs_voor", others, {"ja": 83}, {OPEN: 3, REFUSED: 3})
    deal(rng, "drugs_voor", late, {"nee": len(late)})
    points = {"veel_minder": 9, "minder": 14, "evenveel": 34, "vaker": 21, "veel_vaker": 8}
    deal(rng, "freq_verandering", reached, points, {OPEN: 4, DONT_KNOW: 3}, by=lambda person: person.new)


def purchases(rng: Random, people: Sequence[Person]) -> None:
    """Answer how much was spent, how often, for whom, and where they learned of cryptomarkets."""
    reached = reaching(people, "spend_12m")
    purposes(rng, reached)
    sellers = [person for person in reached if "klanten" in person.ticked("doel")]
    rest = [person for person in reached if person not in sellers]
    deal(rng, "spend_12m", sellers, {"250_500": 1, "1000_5000": 2, "meer_5000": 1})
    bands = {"minder_50": 4, "50_100": 8, "100_250": 24, "250_500": 16, "500_1000": 11, "1000_5000": 10}
    spent = bands | {"meer_5000": 3}
    deal(rng, "spend_12m", rest, spent, {REFUSED: 5, OPEN: 3}, by=lambda person: person.new)
    orders = {"eenmaal": 13, "enkele_keren": 41, "6_10": 17, "11_20": 9, "meer_20": 4}
    deal(rng, "n_bestel_12m", reached, orders, {OPEN: 4}, by=spending)
    sources = {
        "clearweb_forums": 30,
        "massamedia": 11,
        "darkweb_forums": 8,
        "sociale_media": 3,
        "offline_vrienden": 14,
    }
    deal(rng, "info_bron", reached, sources, {OPEN: 18, DONT_KNOW: 4})


def spending(person: Person) -> float:
    """Return the place of a person's spending band, for sorting."""
    bands = ("minder_50", "50_100", "100_250", "250_500", "500_1000", "1000_5000", "meer_5000")
    said = person.text("spend_12m")
    return bands.index(said) if said in bands else 3


def purposes(rng: Random, reached: Sequence[Person]) -> None:
    """Tick for whom the purchases were: 66 people answer, four of whom buy for customers too."""
    answering = rng.sample(list(reached), 66)
    only_others, own = answering[:3], answering[3:]
    for person in only_others:
        person.answers["doel"] = frozenset({"vrienden"})
    ticks = {"vrienden": 34, "klanten": 4, "andere": 5}
    drawn = {name: {id(person) for person in rng.sample(own, count)} for name, count in ticks.items()}
    for person in own:
        person.answers["doel"] = frozenset({"eigen"} | {name for name in drawn if id(person) in drawn[name]})
    specify(reached, "doel", "doel_anders", OTHER_PURPOSE)


def evaluation(rng: Random, people: Sequence[Person]) -> None:
    """Answer the ratings of offline and cryptomarket purchases: 77 pairs."""
    reached = reaching(people, "offline_voor")
    deal(rng, "offline_voor", reached, {"ja": 81, "nee": 3}, {OPEN: 3})
    buyers = [person for person in reached if person.text("offline_voor") == "ja"]
    offline = {
        "zeer_negatief": 3,
        "eerder_negatief": 11,
        "neutraal": 24,
        "eerder_positief": 30,
        "zeer_positief": 9,
    }
    deal(rng, "eval_offline", buyers, offline, {OPEN: 4})
    both = [person for person in buyers if person.text("eval_offline") in offline]
    crypto = {"eerder_negatief": 3, "neutraal": 9, "eerder_positief": 37, "zeer_positief": 28}
    deal(rng, "eval_crypto", both, crypto)
    rest = [person for person in reached if person not in both]
    deal(
        rng,
        "eval_crypto",
        rest,
        {"neutraal": 1, "eerder_positief": 1, "zeer_positief": 1},
        {OPEN: 4, DONT_KNOW: 3},
    )
    for person in reached:
        if person.text("offline_voor") == OPEN:
            person.answers["eval_offline"] = HIDDEN
    for drug in POPULARITY:
        prices(rng, reached, drug)


def prices(rng: Random, reached: Sequence[Person], drug: str) -> None:
    """Answer how the price of one drug compares, for those who bought it on a cryptomarket."""
    bought = [person for person in reached if person.text(f"d_{drug}_gekocht") == "ja"]
    silent = len(bought) // 12
    size = len(bought) - silent
    cheaper = int(CHEAPER.get(drug, OTHER_CHEAPER) * size)
    dearer = (size - cheaper) // 3
    counts = {"goedkoper": cheaper, "even_duur": size - cheaper - dearer, "duurder": dearer}
    deal(rng, f"prijs_{drug}", bought, counts, {OPEN: silent})


def motives(rng: Random, people: Sequence[Person]) -> None:
    """Tick the reasons to start and to stay."""
    reached = reaching(people, "reden_start")
    start = {
        "aanbod": 45,
        "nieuwsgierigheid": 38,
        "prijs": 33,
        "kwaliteit": 31,
        "gemak": 24,
        "anonimiteit": 20,
    }
    start |= {"reviews": 14, "specifieke_stof": 12, "andere": 4}
    tick(rng, "reden_start", rng.sample(reached, 75), start, {"geen": 3})
    stay = {"kwaliteit": 43, "prijs": 38, "aanbod": 34, "gemak": 27, "reviews": 21, "anonimiteit": 18}
    stay |= {"nieuwsgierigheid": 11, "specifieke_stof": 9, "andere": 4}
    tick(rng, "reden_blijf", rng.sample(reached, 71), stay, {"geen": 4})
    specify(reached, "reden_start", "reden_start_anders", OTHER_REASON)
    specify(reached, "reden_blijf", "reden_blijf_anders", OTHER_REASON[::-1])


def vendors(rng: Random, people: Sequence[Person]) -> None:
    """Rank the criteria, five people only in part and one the same twice; tick the countries."""
    reached = reaching(people, "crit_rang")
    ranking = rng.sample(reached, 72)
    for place, person in enumerate(ranking):
        ranks = sample(rng, CRITERIA, 3)
        person.answers["crit_rang"] = tuple(ranks[: 1 + place % 2] if place < 5 else ranks)
    ranking[-1].answers["crit_rang"] = ("prijs", "prijs", "reviews")
    countries = {"nl": 44, "be": 38, "de": 29, "fr": 9, "vk": 6, "andere_eu": 7, "buiten_eu": 3}
    tick(rng, "land_verkoper", rng.sample(reached, 72), countries, {"geen_voorkeur": 11})


def risks(rng: Random, people: Sequence[Person]) -> None:
    """Answer the risk battery, the main risk and what is done about it."""
    reached = reaching(people, "risico_verkoper")
    levels = ("zeer_klein", "klein", "matig", "groot", "zeer_groot", "weet_niet")
    shares = {
        "verkoper": (22, 28, 13, 4, 3, 5),
        "admin": (24, 28, 11, 3, 3, 6),
        "opsporing": (34, 27, 7, 3, 0, 4),
    }
    for who, counts in shares.items():
        deal(rng, f"risico_{who}", reached, dict(zip(levels, counts, strict=True)), {OPEN: 8})
    main = {"geld_pakket": 41, "opsporing": 11, "kwaliteit": 10, "gezondheid": 4, "gegevens": 3, "geen": 3}
    deal(rng, "risico_voornaamste", reached, main, {DONT_KNOW: 3, REFUSED: 3, OPEN: 5})
    for person in reached:
        person.answers["risico_strategie"] = OPEN
    strategies = {"lokaal": 46, "beoordelingen": 39, "vaste_verkoper": 27, "testen": 14}
    tick(rng, "risico_strategie", rng.sample(reached, 72), strategies, nothing=5)
    careful = frozenset({"betaling", "communicatie"})
    for place, person in enumerate(rng.sample(reached, 70)):
        person.answers["veilig_extra"] = careful if place < 3 else frozenset({"geen"})


def forums(rng: Random, people: Sequence[Person]) -> None:
    """Answer about forums and harm reduction."""
    reached = reaching(people, "forum_actief")
    deal(rng, "forum_actief", reached, {"nooit": 51, "zelden": 18, "soms": 3}, {DONT_KNOW: 3, OPEN: 8})
    sources = {"forums": 45, "websites": 26, "testdienst": 14, "vrienden": 22, "hulpverlening": 4}
    tick(rng, "schadebeperking", rng.sample(reached, 71), sources, {"geen": 9})


def shocks(rng: Random, people: Sequence[Person]) -> None:
    """Answer about the market shocks and the future; ten people add a comment."""
    reached = reaching(people, "schok_invloed")
    deal(rng, "schok_invloed", reached, {"geen": 47, "beperkt": 17, "groot": 7}, {DONT_KNOW: 4, OPEN: 6})
    deal(rng, "schok_herkocht", reached, {"ja": 44, "nee": 27}, {REFUSED: 4, OPEN: 6})
    future = {"ja": 57, "misschien": 6, "nee": 8, "weet_niet": 5}
    again = {"ja": 0.0, "nee": 1.0}
    deal(rng, "toekomst", reached, future, {OPEN: 5}, by=lambda p: again.get(p.text("schok_herkocht"), 0.5))
    for person, comment in zip(rng.sample(reached, len(COMMENTS)), COMMENTS, strict=True):
        person.answers["opmerking"] = comment
