"""`cryptodrug interviews list`: a line for each interview of a set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from reports.terminal import Lang, SetName, StudyPath, language_of

if TYPE_CHECKING:
    from survey.interviews.codings import Coding
    from survey.interviews.corpus import Corpus, Interview

EXAMPLE = "Examples: cryptodrug interviews list my-study · cryptodrug interviews list my-study --set experts --lang en"
COLUMNS = ("interview", "pseudonym", "language", "mode", "words", "turns", "codings", "text", "respondent")
BETWEEN = "  "


def list_interviews(study: StudyPath, set_name: SetName = "", lang: Lang = None) -> None:
    """List the interviews of a set: how long, by whom coded, pseudonymised or not, tied to a respondent or not."""
    from survey import Study

    loaded = Study.load(study)
    part = loaded.interview_set(set_name)
    corpus = next(each for each in loaded.corpora if each.name == part.name)
    typer.echo("\n".join(lines(corpus, language_of(loaded, lang))))


def lines(corpus: Corpus, language: str) -> Iterator[str]:
    """Yield the list as aligned columns, and beneath it the labels that were not taken for speakers."""
    if not len(corpus):
        yield _said("none", language)
        return
    rows = [[_said(column, language) for column in COLUMNS], *(_row(each, corpus, language) for each in corpus)]
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        yield BETWEEN.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
    for interview in corpus:
        refused = interview.transcript.refused
        if refused:
            places = ", ".join(str(each.line) for each in refused)
            yield _said("refused", language, n=len(refused), interview=interview.id, lines=places)


def _said(key: str, language: str, **values: object) -> str:
    from reports.vocabulary import word

    return word(f"interviews.list.{key}", language, **values)


def _row(interview: Interview, corpus: Corpus, language: str) -> list[str]:
    from reports.numbers import whole
    from reports.vocabulary import word

    return [
        interview.id,
        interview.pseudonym,
        interview.language,
        word(f"interviews.mode.{interview.mode.value}", language) if interview.mode else "",
        whole(interview.transcript.words, language),
        whole(len(interview.transcript.turns), language),
        _codings([coding for coding in corpus.codings if coding.interview == interview.id], language),
        _said(_state(interview), language),
        _said("tied" if interview.respondent else "not_tied", language),
    ]


def _state(interview: Interview) -> str:
    if not interview.pseudonymised:
        return "raw"
    return "reviewed" if interview.quotable else "pseudonymised"


def _codings(codings: list[Coding], language: str) -> str:
    """Return how many codings there are by each coder, and what does not count: suggestions and lost ones."""
    from reports.vocabulary import word
    from survey.interviews.codings import Status

    coders = Counter(coding.coder for coding in codings if coding.status is Status.CODED)
    parts = [f"{coder or word('interviews.import.nobody', language)} {n}" for coder, n in sorted(coders.items())]
    for key, status in (("suggestions", Status.SUGGESTED), ("lost", Status.LOST)):
        n = sum(coding.status is status for coding in codings)
        parts += [_said(key, language, n=n)] if n else []
    return ", ".join(parts)
