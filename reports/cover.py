"""The first page: what the report is, about whom, from when, and whether it may leave the team."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.disclosure import Audience, Policy
from reports.front import Front
from reports.markup import paragraph, run, tab
from reports.numbers import day
from reports.vocabulary import capital, say, word


def cover(front: Front, policy: Policy) -> str:
    """Return the cover."""
    language = front.language
    kind = paragraph(run(word("cover.report", language)), "CoverKind")
    title = paragraph(run(say(front.title, language)), "Title")
    facts = "".join(_fact(label, text) for label, text in _facts(front, policy))
    return kind + title + "".join(_badges(front, policy)) + facts


def running_head(front: Front, policy: Policy) -> str:
    """Return the line at the top of every page: title and warnings."""
    said = [run(mark, "Warning") for mark in marks(front, policy)]
    return run("  ·  ").join([run(say(front.title, front.language)), *said])


def cover_head(front: Front, policy: Policy) -> str:
    """Return the line at the top of the cover: that it is confidential, where it is."""
    return run(word("document.internal", front.language), "Warning") if policy.audience is Audience.INTERNAL else ""


def marks(front: Front, policy: Policy) -> list[str]:
    """Return what must be said on every page and in the file's properties."""
    said = [word("document.internal", front.language)] if policy.audience is Audience.INTERNAL else []
    return [*said, *([word("document.synthetic", front.language)] if front.synthetic else [])]


def _badges(front: Front, policy: Policy) -> Iterator[str]:
    language = front.language
    if policy.audience is Audience.INTERNAL:
        yield _badge(word("document.internal", language), word("cover.internal_note", language))
    if front.synthetic:
        yield _badge(word("document.synthetic", language), word("cover.synthetic_note", language))


def _badge(name: str, text: str) -> str:
    return paragraph(run(capital(name)), "CoverBadge", keep=True) + paragraph(run(text), "CoverText")


def _fact(label: str, text: str) -> str:
    return paragraph(run(label, "CoverLabel") + tab() + run(text), "CoverFact")


def _facts(front: Front, policy: Policy) -> Iterator[tuple[str, str]]:
    """Yield the facts that are known, each with its label."""
    language = front.language
    if front.waves:
        yield word("cover.wave", language, n=len(front.waves)), ", ".join(front.waves)
    yield word("cover.n", language), word("cover.people", language, n=front.n)
    if front.fieldwork:
        first, last = (day(one, language) for one in (front.fieldwork[0], front.fieldwork[-1]))
        yield word("cover.fieldwork", language), word("cover.fieldwork_dates", language, first=first, last=last)
    if front.citation:
        yield word("cover.citation", language), say(front.citation, language)
    if front.licence:
        yield word("cover.licence", language), front.licence
    yield word("cover.policy", language), _policy(policy, language)
    yield word("cover.language", language), word("cover.language_name", language)
    if "cryptodrug" in front.versions:
        yield word("cover.version", language), f"cryptodrug {front.versions['cryptodrug']}"


def _policy(policy: Policy, language: str) -> str:
    if policy.audience is Audience.INTERNAL:
        return word("cover.policy_internal", language)
    return word("cover.policy_public", language, threshold=policy.threshold)
