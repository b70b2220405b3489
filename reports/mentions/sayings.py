"""What is said about the numbers in a document's text, one line each."""

from __future__ import annotations

from reports.mentions.binding import Bound, Problem
from reports.mentions.renewal import Fate, Renewal
from reports.mentions.stale import Stale
from reports.vocabulary import word


def bound_line(bound: Bound, language: str) -> str:
    """Return what a placeholder became."""
    key = "mentions.bound_hidden" if bound.hidden else "mentions.bound"
    return word(key, language, name=bound.key, text=bound.text, place=bound.place)


def problem_line(problem: Problem, language: str) -> str:
    """Return why a placeholder stays, with the key that may have been meant."""
    said = word(f"mentions.trouble.{problem.trouble.value}", language, written=problem.written, place=problem.place)
    return said + _nearest(problem.nearest, language)


def renewal_line(renewal: Renewal, language: str) -> str:
    """Return what became of a bound number; nothing for one that is as it was."""
    if renewal.fate is Fate.SAME:
        return ""
    texts = {"base": renewal.base, "mine": renewal.mine, "theirs": renewal.theirs, "place": renewal.place}
    fate = "unknown" if renewal.fate is Fate.CONFLICT and not renewal.base else renewal.fate.value
    said = word(f"mentions.fate.{fate}", language, name=renewal.key, **texts)
    if renewal.hidden:
        said += word("mentions.is_hidden", language)
    return said


def stale_line(stale: Stale, language: str) -> str:
    """Return where a typed number may be out of date, what it was and what it is."""
    table = f"{word('document.table', language)} {stale.number}" if stale.number else stale.table
    key = "mentions.stale" if stale.new else "mentions.stale_gone"
    said = word(key, language, table=table, label=stale.label, old=stale.old, new=stale.new, sentence=stale.sentence)
    return f"{stale.heading}{word('document.colon', language)}{said}" if stale.heading else said


def _nearest(key: str, language: str) -> str:
    return word("mentions.nearest", language, name=f"{{{{ {key} }}}}") if key else ""
