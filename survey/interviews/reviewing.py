"""A person has read a pseudonymised text over: only then may it be quoted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from survey.errors import did_you_mean, gather, problem
from survey.interviews.corpus import Corpus, Interview
from survey.interviews.folder import INTERVIEWS
from survey.interviews.names import Names
from survey.interviews.pseudonyms import find_all, find_in_note, notes


@dataclass(frozen=True)
class NewMemos:
    """What an import put into the memos of a pseudonymised interview, and what the rules find there."""

    interview: str
    n: int
    found: Counter[str]
    """Names and identifiers, by kind."""


def choose(corpus: Corpus, ids: Sequence[str]) -> tuple[Interview, ...]:
    """Return the interviews that have these ids, or all; raise `StudyError` for an id that none has."""

    def chosen(name: str) -> Interview:
        if name not in corpus.by_id:
            advice = did_you_mean(name, corpus.by_id)
            raise problem(f"there is no interview '{name}'", f"{INTERVIEWS} of '{corpus.name}'", advice)
        return corpus[name]

    return tuple(gather(chosen, dict.fromkeys(ids))) if ids else corpus.interviews


def left(corpus: Corpus, interview: Interview, names: Names, language: str) -> Counter[str]:
    """Return how many names and identifiers the rules still find in an interview and its memos, by kind."""
    found = [*find_all(interview, names, language)]
    found += [item for note in notes(corpus, interview.id) for item in find_in_note(note, names)]
    return Counter(item.kind for item in found)


def review(
    corpus: Corpus, ids: Sequence[str], names: Names, language: str, by: str, today: date | None = None
) -> Corpus:
    """Return the corpus with these interviews marked as read over by somebody.

    Raises `StudyError` for those not pseudonymised, or in which something is still found: how many of what kind.
    """
    if not by.strip():
        raise problem("who read them over has no name", "--by", "Write --by and a name.")
    chosen = choose(corpus, ids)
    gather(lambda interview: _check(corpus, interview, names, language), chosen)
    done = (today or date.today()).isoformat()
    marked = {each.id: replace(each, reviewed_by=by.strip(), reviewed_on=done) for each in chosen}
    return replace(corpus, interviews=tuple(marked.get(each.id, each) for each in corpus))


def new_memos(before: Corpus, after: Corpus, names: Names) -> tuple[NewMemos, ...]:
    """Return the memos that pseudonymised interviews did not have before."""
    told = []
    for interview in before:
        new = set(notes(after, interview.id)) - {*notes(before, interview.id), ""}
        if interview.pseudonymised and new:
            found = Counter(item.kind for note in new for item in find_in_note(note, names))
            told.append(NewMemos(interview.id, len(new), found))
    return tuple(told)


def to_be_read(corpus: Corpus, memos: Sequence[NewMemos]) -> Corpus:
    """Return the corpus in which interviews are no longer reviewed whose new memos bring names back."""
    named = {each.interview for each in memos if each.found}
    unread = (replace(each, reviewed_by="", reviewed_on="") if each.id in named else each for each in corpus)
    return replace(corpus, interviews=tuple(unread))


def _check(corpus: Corpus, interview: Interview, names: Names, language: str) -> None:
    place = f"interview {interview.id} of '{corpus.name}'"
    advice = f"Run `cryptodrug interviews pseudonymise` on {interview.id}, then read it over."
    if not interview.pseudonymised:
        raise problem("this interview is not pseudonymised", place, advice)
    found = left(corpus, interview, names, language)
    if found:
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(found.items()))
        raise problem(f"names or identifiers are still found in this interview: {kinds}", place, advice)
