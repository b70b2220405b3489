"""Which interview of the set a text of a file is: by checksum, else by the id that is given, else by name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import PurePath

from survey.errors import problem
from survey.interviews.corpus import Corpus, Interview, Mode
from survey.interviews.edits import Edits, difference
from survey.interviews.incoming import Incoming, IncomingText
from survey.interviews.transcript import Transcript, canonical

LEGAL = re.compile(r"\w[\w-]*")
LONGEST = 60
ROW = 3
"""So many words in a row tell a text by."""
FEW = 50
"""A text of fewer words may share most of them with an interview that it is not."""
FEWEST = 20
"""Where two texts both have fewer words, nothing can be told."""
VERSION = 0.3
"""Versions of one text share most rows of words, and two interviews hardly any (6 % measured)."""
COPY = 0.5
"""More than the questions that all interviews share."""


class Fit(StrEnum):
    """How a text of a file stands to the interview it is."""

    NEW = "new"
    SAME = "same"
    DIFFERS = "differs"
    """The same interview in other words; what is coded there moves, and the transcript of the set stays."""


@dataclass(frozen=True)
class Wishes:
    """What the researcher says beside the files, and what the study's settings say."""

    interview: str = ""
    respondent: str = ""
    mode: Mode | None = None
    language: str = ""
    coder: str = ""
    """Who coded, where the file names nobody."""
    add_codes: bool = False
    today: str = ""
    label_language: str = ""
    """The language in which new codes are named: the study's first."""
    wave: str = ""
    interviewers: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()


@dataclass(frozen=True)
class Matched:
    """A text of a file, the interview it is, and the way from its positions to those of the interview."""

    text: IncomingText
    interview: Interview
    fit: Fit
    edits: Edits = field(default_factory=Edits)


def match_texts(corpus: Corpus, incoming: Incoming, wishes: Wishes) -> tuple[Matched, ...]:
    """Return the interview of every text that has words; raise `StudyError` for one that cannot be told."""
    texts = [text for text in incoming.texts if text.text.strip()]
    if len(texts) != 1 and (wishes.interview or wishes.respondent):
        what = f"this file holds {len(texts)} texts, and --interview and --respondent are about one"
        raise problem(what, incoming.source, "Leave them out; say the respondents in interviews.csv.")
    known = list(corpus)
    found = []
    for text in texts:
        matched = _match(text, known, corpus, incoming.source, wishes)
        known = [*(each for each in known if each.id != matched.interview.id), matched.interview]
        found.append(matched)
    return tuple(found)


def is_another_text(one: str, other: str) -> bool:
    """Return whether two texts are hardly alike: what nobody would call a copy, or a corrected version, of the other.

    Of two texts of a few words nothing can be told.
    """
    return not _is_told_by_name(one, other, COPY)


def legal_name(name: str, taken: Sequence[str] = ()) -> str:
    """Return a name as an id: letters, digits, _ and -, unlike those that are taken."""
    legal = re.sub(r"[^\w-]+", "_", canonical(name)).strip("_-")[:LONGEST].rstrip("_-") or "interview"
    used = {each.casefold() for each in taken}
    names = [legal, *(f"{legal}-{number}" for number in range(2, len(used) + 3))]
    return next(each for each in names if each.casefold() not in used)


def _match(text: IncomingText, known: Sequence[Interview], corpus: Corpus, source: str, wishes: Wishes) -> Matched:
    """Return the interview of a text among those `known`; by name only one that was in the set before this file."""
    same = [each for each in known if each.transcript.text == text.text]
    named = _named(text, [each for each in known if each.id in corpus.by_id], wishes)
    if same and wishes.interview and named not in same:
        what = f"this is the text of the interview '{same[0].id}', not of '{wishes.interview}'"
        raise problem(what, source, f"Leave --interview out, or say --interview {same[0].id}.")
    if same:
        return Matched(text, _told(named if named in same else same[0], wishes), Fit.SAME)
    if named is None:
        _refuse_a_copy(text, known, source, wishes)
        return Matched(text, _told(_new(text, known, source, wishes), wishes), Fit.NEW)
    ours = named.transcript.text
    if not _is_told_by_name(text.text, ours, VERSION):
        what = f"'{text.name}' would be the interview '{named.id}', but has other words"
        advice = "Say --interview with the right id, or with a new one; `interviews correct` replaces a transcript."
        raise problem(what, source, advice)
    return Matched(text, _told(named, wishes), Fit.DIFFERS, difference(text.text, ours))


def _named(text: IncomingText, known: Sequence[Interview], wishes: Wishes) -> Interview | None:
    """Return the interview with the id that is given, else the one that is called as the text is."""
    given = [wishes.interview] if wishes.interview else [text.interview, text.name, legal_name(text.name)]
    for name in filter(None, given):
        for interview in known:
            if interview.id.casefold() == name.casefold():
                return interview
    stems = [] if wishes.interview else [each for each in known if PurePath(each.source).stem == text.name]
    return stems[0] if len(stems) == 1 else None


def _refuse_a_copy(text: IncomingText, known: Sequence[Interview], source: str, wishes: Wishes) -> None:
    """Raise `StudyError` for a text that is nearly that of an interview: it must not come in a second time."""
    near = [] if wishes.interview else [each for each in known if _is_copy(text.text, each.transcript.text)]
    if near:
        what = f"'{text.name}' is no interview of the set, but nearly the text of '{near[0].id}'"
        advice = f"Say --interview {near[0].id} if it is that one, or --interview with a new id."
        raise problem(what, source, f"{advice} In a file with several texts, rename the text.")


def _new(text: IncomingText, known: Sequence[Interview], source: str, wishes: Wishes) -> Interview:
    if wishes.interview and not LEGAL.fullmatch(wishes.interview):
        raise problem(f"'{wishes.interview}' cannot name an interview", source, "Use letters, digits, _ and - only.")
    return Interview(
        id=wishes.interview or legal_name(text.interview or text.name, [each.id for each in known]),
        transcript=Transcript(text.text, wishes.interviewers, wishes.participants),
        wave=wishes.wave,
        language=text.language,
        source=source,
    )


def _told(interview: Interview, wishes: Wishes) -> Interview:
    """Return the interview with what the researcher says about it."""
    return replace(
        interview,
        respondent=wishes.respondent or interview.respondent,
        mode=wishes.mode or interview.mode,
        language=wishes.language or interview.language,
    )


def _is_copy(one: str, other: str) -> bool:
    """Return whether two texts are alike though nothing says so; a few words may be alike by chance."""
    words = _words(one), _words(other)
    return min(map(len, words)) >= FEW and _likeness(*words) > COPY


def _is_told_by_name(one: str, other: str, least: float) -> bool:
    """Return whether two texts, which something says are one, are so by their words, as far as these tell."""
    words = _words(one), _words(other)
    return max(map(len, words)) < FEWEST or _likeness(*words) > least


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Return which part of the rows of words of the shorter text the other has too."""
    row = min(ROW, max(len(one), 1), max(len(other), 1))
    first, second = ({tuple(each[i : i + row]) for i in range(len(each) - row + 1)} for each in (one, other))
    return len(first & second) / max(1, min(len(first), len(second)))


__all__ = ["Fit", "Matched", "Wishes", "is_another_text", "legal_name", "match_texts"]
