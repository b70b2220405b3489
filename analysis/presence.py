"""Who coded the same interviews, and in which turns each of them found a code.

Only interviews that two coders or more coded can be compared. A coder **rated** an interview when anything in it was
coded by them; in another interview all their ratings are missing, not "no". A unit is a **turn** of somebody who is
interviewed, or of nobody known where a transcript names no speakers; what the interviewer says is none. A code is
present in a turn when a coding of it, or of a code under it, has a character there. Suggestions and lost codings do
not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from analysis.inference.agreement import Pattern
from survey.interviews.codings import Coding
from survey.interviews.corpus import Corpus
from survey.interviews.turns import Speaker, Turn

Presence = Mapping[str, Counter[Pattern]]
"""Ratings (True, False, None = did not rate) by interview: they are drawn by interview."""


def compared(corpus: Corpus) -> Corpus:
    """Return the part of a set that two coders or more coded."""
    by_interview: dict[str, set[str]] = {}
    for coding in corpus.coded:
        by_interview.setdefault(coding.interview, set()).add(coding.coder)
    return part(corpus, [name for name, coders in by_interview.items() if len(coders) > 1])


def part(corpus: Corpus, names: Iterable[str]) -> Corpus:
    """Return some interviews of a set with their codings."""
    kept = set(names)
    return replace(
        corpus,
        interviews=tuple(interview for interview in corpus if interview.id in kept),
        codings=tuple(coding for coding in corpus.codings if coding.interview in kept),
    )


def raters(corpus: Corpus, interview: str) -> tuple[str, ...]:
    """Return who coded an interview, in the order of the set's coders."""
    found = {coding.coder for coding in corpus.coded if coding.interview == interview}
    return tuple(coder for coder in coders(corpus) if coder in found)


def coders(corpus: Corpus) -> tuple[str, ...]:
    """Return who coded, by name: an order that no coding changes."""
    return tuple(sorted(corpus.coders))


def initials(names: Sequence[str]) -> dict[str, str]:
    """Return short names of coders: `An De Wit` is ADW, `LV` stays; alike ones are numbered, nobody is `?`."""
    short = {name: _initials(name) for name in names}
    alike = Counter(short.values())
    place: Counter[str] = Counter()
    for name, letters in short.items():
        if alike[letters] > 1:
            place[letters] += 1
            short[name] = f"{letters}{place[letters]}"
    return short


def rated_turns(corpus: Corpus, interview: str) -> tuple[Turn, ...]:
    """Return the turns of an interview that are units: all but the interviewer's."""
    turns = corpus[interview].transcript.turns
    return tuple(turn for turn in turns if turn.speaker is not Speaker.INTERVIEWER)


def presence(corpus: Corpus, path: str) -> Presence:
    """Return who found a code, or one under it, in how many turns: by interview, coders in the order of `coders`."""
    return _patterns(corpus, corpus.under(path))


def pooled(corpus: Corpus, paths: Sequence[str]) -> Presence:
    """Return the ratings of several codes together: a unit is a turn held against one code, without those under it."""
    found: dict[str, Counter[Pattern]] = {interview.id: Counter() for interview in corpus}
    for path in paths:
        for name, ratings in _patterns(corpus, [c for c in corpus.coded if c.code == path]).items():
            found[name].update(ratings)
    return found


def together(ratings: Presence) -> Counter[Pattern]:
    """Return the ratings of all interviews."""
    return sum(ratings.values(), Counter())


def unheard(corpus: Corpus) -> int:
    """Return how many codings stand in no turn that is a unit: in the interviewer's words, or in a label."""
    turns = {interview.id: rated_turns(corpus, interview.id) for interview in corpus}
    return sum(not any(touches(coding, turn) for turn in turns[coding.interview]) for coding in corpus.coded)


def touches(coding: Coding, turn: Turn) -> bool:
    """Tell whether a coding has a character in a turn; one without characters must stand in it."""
    if coding.start == coding.end:
        return turn.start <= coding.start <= turn.end
    return coding.start < turn.end and turn.start < coding.end


def _patterns(corpus: Corpus, codings: Iterable[Coding]) -> Presence:
    codings = tuple(codings)
    everyone = coders(corpus)
    return {
        interview.id: _of_interview(
            rated_turns(corpus, interview.id),
            [coding for coding in codings if coding.interview == interview.id],
            everyone,
            set(raters(corpus, interview.id)),
        )
        for interview in corpus
    }


def _of_interview(
    turns: Sequence[Turn], codings: Sequence[Coding], everyone: Sequence[str], rated: set[str]
) -> Counter[Pattern]:
    found: Counter[Pattern] = Counter()
    for turn in turns:
        here = {coding.coder for coding in codings if touches(coding, turn)}
        found[tuple(coder in here if coder in rated else None for coder in everyone)] += 1
    return found


def _initials(name: str) -> str:
    words = name.replace(".", " ").split()
    letters = "".join(word[0] for word in words).upper()
    return letters if len(words) > 1 else name[:3].upper() or "?"
