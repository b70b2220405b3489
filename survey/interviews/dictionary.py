"""Suggestions: sentences of participants in which the pattern of a code matches.

A sentence ends at . ! ? or …, with the quotation marks or brackets that close behind it, where a blank or the end of
the line follows; a line always ends one. A line of at most 60 characters, such as in a chat, is one sentence. The
rule is simple on purpose: somebody reads every suggestion, and widens or narrows it where need be.

Only what participants say is looked through, never the interviewer's words. Where a transcript names no speakers,
nobody can tell who asks, so nothing is suggested there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from survey.errors import StudyError, problem
from survey.interviews.codes import Code, Codes
from survey.interviews.codings import Coding, Status
from survey.interviews.corpus import Corpus, Interview
from survey.interviews.patterns import SECONDS, SlowPatternError, matching
from survey.interviews.turns import Speaker
from survey.interviews.versions import SUGGESTER

CODES = "codes.csv"
SOURCE = "dictionary"
"""Where a suggestion comes from until it goes out in a file."""
SHORT = 60
"""A line of at most so many characters is one sentence."""
SENTENCE = re.compile(r"\S.*?(?:[.!?…]+[\"'”’»›)\]]*(?=\s|$)|(?=\s*$))", re.MULTILINE)
LINE = re.compile(r"\S(?:.*\S)?")

Span = tuple[int, int]


@dataclass(frozen=True)
class Suggested:
    """The corpus with its suggestions, and where none could be made."""

    corpus: Corpus
    made: tuple[Coding, ...] = ()
    """Every suggestion that stands open now, in the interviews asked for."""
    speechless: tuple[str, ...] = ()
    """Interviews whose transcript names no speakers."""


@dataclass(frozen=True)
class _Search:
    """One pattern, and the sentences to look for it in."""

    code: Code
    pattern: str
    places: Sequence[tuple[Interview, Span]]


def suggest(corpus: Corpus, only: Sequence[str] = (), seconds: float = SECONDS) -> Suggested:
    """Return the corpus with what the patterns suggest, in all interviews or `only` some.

    Open suggestions of an earlier run make way; refused ones stay, and are not made again. Nothing is suggested
    where somebody gave that code to overlapping words. Raises `StudyError` for a pattern that takes too long.
    """
    asked = [interview for interview in corpus if not only or interview.id in only]
    names = {interview.id for interview in asked}
    kept = [each for each in corpus.codings if not (each.interview in names and _is_replaced(each))]
    settled = _settled(kept)
    made = [each for each in _found(asked, corpus.codes, seconds) if not _overlaps(each, settled)]
    speechless = [each.id for each in asked if all(turn.speaker is Speaker.UNKNOWN for turn in each.transcript.turns)]
    return Suggested(corpus.replace_codings([*kept, *made]), tuple(made), tuple(speechless))


def sentences(interview: Interview) -> tuple[Span, ...]:
    """Return where the sentences of participants begin and end, in order."""
    text, turns = interview.transcript.text, interview.transcript.turns
    spoken = [turn for turn in turns if turn.speaker is Speaker.PARTICIPANT]
    return tuple(span for turn in spoken for span in _sentences(text, turn.start, turn.end))


def patterns_for(code: Code, language: str) -> tuple[str, ...]:
    """Return the patterns of a code that hold for an interview: its language's, or all where that is not known."""
    texts = code.pattern.texts
    main = language.partition("-")[0].casefold()
    fitting = [pattern for key, pattern in texts.items() if not main or key.casefold() in {"", main, language}]
    return tuple(dict.fromkeys(pattern for pattern in fitting if pattern))


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    for line in LINE.finditer(text, start, end):
        if line.end() - line.start() <= SHORT:
            yield line.span()
        else:
            yield from (match.span() for match in SENTENCE.finditer(text, *line.span()))


def _is_replaced(coding: Coding) -> bool:
    return coding.status is Status.SUGGESTED and coding.coder == SUGGESTER


def _settled(codings: Sequence[Coding]) -> Mapping[tuple[str, str], list[Span]]:
    """Return by interview and code the words about which there is nothing to suggest any more."""
    settled: dict[tuple[str, str], list[Span]] = {}
    for coding in codings:
        if coding.status is not Status.LOST:
            settled.setdefault((coding.interview, coding.code), []).append(coding.span)
    return settled


def _overlaps(coding: Coding, settled: Mapping[tuple[str, str], list[Span]]) -> bool:
    known = settled.get((coding.interview, coding.code), [])
    return any(max(coding.start, start) < min(coding.end, end) for start, end in known)


def _found(asked: Sequence[Interview], codes: Codes, seconds: float) -> Iterator[Coding]:
    """Yield a coding for each sentence and code, in order of interview, place and code."""
    spans = {interview.id: sentences(interview) for interview in asked}
    searches = list(_searches(asked, codes, spans))
    texts = [[each.transcript.text[start:end] for each, (start, end) in search.places] for search in searches]
    try:
        found = matching([search.pattern for search in searches], texts, seconds)
    except SlowPatternError as error:
        raise _too_slow(searches[error.place].code) from None
    hits = {
        (search.places[place][0].id, search.places[place][1], search.code.path)
        for search, places in zip(searches, found, strict=True)
        for place in places
    }
    for interview in asked:
        for span, code in product(spans[interview.id], codes):
            if (interview.id, span, code.path) in hits:
                yield _coding(interview, span, code.path)


def _searches(asked: Sequence[Interview], codes: Codes, spans: Mapping[str, Sequence[Span]]) -> Iterator[_Search]:
    for code in codes:
        fitting = {interview.id: patterns_for(code, interview.language) for interview in asked}
        for pattern in dict.fromkeys(pattern for patterns in fitting.values() for pattern in patterns):
            where = [interview for interview in asked if pattern in fitting[interview.id]]
            yield _Search(code, pattern, [(interview, span) for interview in where for span in spans[interview.id]])


def _too_slow(code: Code) -> StudyError:
    advice = "Leave out repeats within repeats, such as (a+)+ or (\\w+\\s*)*."
    return problem(f"a pattern of the code '{code.path}' takes too long", code.place or CODES, advice)


def _coding(interview: Interview, span: Span, path: str) -> Coding:
    start, end = span
    return Coding(
        interview.id, start, end, path, SUGGESTER, interview.transcript.text[start:end], SOURCE, status=Status.SUGGESTED
    )


__all__ = ["SOURCE", "Suggested", "patterns_for", "sentences", "suggest"]
