"""An interview gets another text, and its codings go along."""

from __future__ import annotations

from dataclasses import dataclass, replace

from survey.interviews.codings import Coding, Status
from survey.interviews.corpus import Corpus, Interview
from survey.interviews.edits import Edits
from survey.interviews.transcript import Transcript

Codings = tuple[Coding, ...]


@dataclass(frozen=True)
class Tally:
    """What became of the codings of one interview."""

    unchanged: int
    moved: int
    """The same words at another place."""
    cut: Codings
    lost: Codings


def move_codings(corpus: Corpus, interview: str, new_text: str, edits: Edits) -> tuple[Corpus, Codings, Codings]:
    """Return the corpus with a new text for one interview, the codings cut by the edits, and those lost.

    A cut coding has other words than before and quotes the new ones; a lost one has none left and keeps the old. A
    text that changed has to be read over again. Raises `ValueError` when the edits do not make the new text.
    """
    old = corpus[interview]
    if edits.apply(old.transcript.text) != new_text:
        raise ValueError("these edits do not make this text")
    moved, cut, lost = [], [], []
    for coding in corpus.codings:
        new = _moved(coding, new_text, edits) if coding.interview == interview else coding
        moved.append(new)
        if new.quote != coding.quote:
            cut.append(new)
        elif new.status is not coding.status:
            lost.append(new)
    interviews = tuple(_rewritten(each, new_text) if each is old else each for each in corpus)
    return replace(corpus, interviews=interviews, codings=tuple(moved)), tuple(cut), tuple(lost)


def tally(before: Corpus, after: Corpus, interview: str) -> Tally:
    """Return what became of an interview's codings; those that were lost already are not counted."""
    pairs = zip(before.codings, after.codings, strict=True)
    both = [(was, now) for was, now in pairs if was.interview == interview and was.status is not Status.LOST]
    lost = tuple(now for _, now in both if now.status is Status.LOST)
    kept = [(was, now) for was, now in both if now.status is not Status.LOST]
    cut = tuple(now for was, now in kept if was.quote != now.quote)
    unchanged = sum(was.quote == now.quote and was.span == now.span for was, now in kept)
    return Tally(unchanged, len(kept) - len(cut) - unchanged, cut, lost)


def _moved(coding: Coding, text: str, edits: Edits) -> Coding:
    """Return a coding at its new place; its words are checked, as an edit may put back what it took."""
    if coding.status is Status.LOST:
        return coding
    moved = edits.move(*coding.span)
    start, end = moved.start, moved.end
    if text[start:end] != coding.quote:
        start, end = _without_blanks(text, start, end)
    if coding.quote.strip() and start == end:
        return replace(coding, start=start, end=start, status=Status.LOST)
    return replace(coding, start=start, end=end, quote=text[start:end])


def _without_blanks(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without the blanks that an edit left at its ends."""
    words = text[start:end]
    begin = start + len(words) - len(words.lstrip())
    return begin, max(begin, start + len(words.rstrip()))


def _rewritten(interview: Interview, text: str) -> Interview:
    old = interview.transcript
    if text == old.text:
        return interview
    transcript = Transcript(text, old.interviewers, old.participants)
    return replace(interview, transcript=transcript, reviewed_by="", reviewed_on="")
