"""The first page: what the report is, about whom, from when, and whether it may leave the team."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from analysis.disclosure import Audience, Policy
from reports.front import Front
from reports.markup import paragraph, run, tab
from reports.numbers import day
from reports.passages import COVER, Form, Passage
from reports.vocabulary import capital, say, tongue, word

FACT = Form("CoverFact", lead="CoverLabel", tabbed=True)


def cover(front: Front, policy: Policy) -> list[Passage]:
    """Return the cover of a report, paragraph by paragraph."""
    language = front.language
    title = Form("Title", tongue=tongue(front.title, language))
    said = [
        Passage("report", word("cover.report", language), form=Form("CoverKind")),
        Passage("title", say(front.title, language), form=title),
    ]
    for key, name, text in _warnings(front, policy):
        said.append(Passage(key, capital(name), form=Form("CoverBadge", keep=True)))
        said.append(Passage(f"{key}_note", text, form=Form("CoverText")))
    said += [Passage(key, text, label, FACT) for key, (label, text) in known_facts(front, policy)]
    return [replace(each, key=f"{COVER}.{each.key}") for each in said]


def cover_page(kind: str, front: Front, badges: str, facts: Iterable[tuple[str, str]]) -> str:
    """Return a cover: what the document is, the study's title, warnings, and facts each with its label."""
    opening = paragraph(run(kind), "CoverKind") + paragraph(_title(front), "Title")
    return opening + badges + "".join(_fact(label, text) for label, text in facts)


def running_head(front: Front, policy: Policy) -> str:
    """Return the line at the top of every page: title and warnings."""
    said = [run(mark, "Warning") for mark in marks(front, policy)]
    return run("  ·  ").join([_title(front), *said])


def _title(front: Front) -> str:
    return run(say(front.title, front.language), tongue=tongue(front.title, front.language))


def cover_head(front: Front, policy: Policy) -> str:
    """Return the line at the top of the cover: that it is confidential, where it is."""
    return run(word("document.internal", front.language), "Warning") if policy.audience is Audience.INTERNAL else ""


def marks(front: Front, policy: Policy) -> list[str]:
    """Return what must be said on every page and in the file's properties."""
    said = [word("document.internal", front.language)] if policy.audience is Audience.INTERNAL else []
    return [*said, *([word("document.synthetic", front.language)] if front.synthetic else [])]


def badges(front: Front, policy: Policy) -> Iterator[tuple[str, str]]:
    """Yield the warnings, each with what it means."""
    yield from ((name, text) for _, name, text in _warnings(front, policy))


def _warnings(front: Front, policy: Policy) -> Iterator[tuple[str, str, str]]:
    warned = {"internal": policy.audience is Audience.INTERNAL, "synthetic": front.synthetic}
    for key in (key for key, is_so in warned.items() if is_so):
        yield key, word(f"document.{key}", front.language), word(f"cover.{key}_note", front.language)


def badge(name: str, text: str) -> str:
    """Return a warning in a box, and what it means beneath."""
    return paragraph(run(capital(name)), "CoverBadge", keep=True) + paragraph(run(text), "CoverText")


def _fact(label: str, text: str) -> str:
    return paragraph(run(label, "CoverLabel") + tab() + run(text), "CoverFact")


def facts(front: Front, policy: Policy) -> Iterator[tuple[str, str]]:
    """Yield the facts that are known, each with its label."""
    yield from (fact for _, fact in known_facts(front, policy))


def known_facts(front: Front, policy: Policy) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the facts that are known by what each is about."""
    language = front.language
    groups = {
        "wave": wave_facts(front),
        "n": [(word("cover.n", language), _people(front))],
        "fieldwork": fieldwork_facts(front),
        "source": source_facts(front),
        "policy": [(word("cover.policy", language), _policy(policy, language))],
        "product": product_facts(front),
    }
    for group, found in groups.items():
        yield from ((f"{group}{place or ''}", fact) for place, fact in enumerate(found))


def _people(front: Front) -> str:
    """Return how many people there are; of several waves in each, since somebody may be in two."""
    language = front.language
    if not front.rounds:
        return word("cover.people", language, n=front.n)
    return _by_wave((each.name, word("cover.people", language, n=each.n)) for each in front.rounds)


def _by_wave(facts: Iterable[tuple[str, str]]) -> str:
    return " · ".join(f"{wave}: {fact}" for wave, fact in facts)


def wave_facts(front: Front) -> Iterator[tuple[str, str]]:
    """Yield the waves."""
    if front.waves:
        yield word("cover.wave", front.language, n=len(front.waves)), ", ".join(front.waves)


def fieldwork_facts(front: Front) -> Iterator[tuple[str, str]]:
    """Yield the first and last day of fieldwork, wave by wave where there are several."""
    label = word("cover.fieldwork", front.language)
    if front.rounds:
        known = [(each.name, _dates(each.fieldwork, front.language)) for each in front.rounds if each.fieldwork]
        yield from [(label, _by_wave(known))] if known else []
    elif front.fieldwork:
        yield label, _dates(front.fieldwork, front.language)


def _dates(days: Sequence[date], language: str) -> str:
    first, last = (day(one, language) for one in (days[0], days[-1]))
    return word("cover.fieldwork_dates", language, first=first, last=last)


def source_facts(front: Front) -> Iterator[tuple[str, str]]:
    """Yield whose data these are, when they are others', and their licence."""
    language = front.language
    if front.citation:
        yield word("cover.citation", language), say(front.citation, language)
    if front.licence:
        yield word("cover.licence", language), front.licence


def product_facts(front: Front) -> Iterator[tuple[str, str]]:
    """Yield the language and the version of the product."""
    language = front.language
    yield word("cover.language", language), word("cover.language_name", language)
    if "cryptodrug" in front.versions:
        yield word("cover.version", language), f"cryptodrug {front.versions['cryptodrug']}"


def _policy(policy: Policy, language: str) -> str:
    if policy.audience is Audience.INTERNAL:
        return word("cover.policy_internal", language)
    return word("cover.policy_public", language, threshold=policy.threshold)
