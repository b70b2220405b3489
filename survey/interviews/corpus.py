"""The interviews of one set with everything coded in them, tied to the respondents they were held with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from survey.codebook import Label
from survey.interviews.codes import Codes
from survey.interviews.codings import Coding, Status
from survey.interviews.transcript import Transcript
from survey.survey import Person


class Mode(StrEnum):
    """How an interview was held."""

    VOICE = "voice"
    CHAT = "chat"
    IN_PERSON = "in_person"


@dataclass(frozen=True)
class Interview:
    """One interview: its transcript, and what is known about it."""

    id: str
    transcript: Transcript
    pseudonym: str = ""
    respondent: str = ""
    """As the list says it: a study id, or `#` and the response number of the export."""
    person: Person | None = None
    """Wave and study id in the survey, once tied to it; nothing for somebody who did not fill it in."""
    wave: str = ""
    language: str = ""
    date: str = ""
    mode: Mode | None = None
    minutes: int | None = None
    source: str = ""
    """The file it was read from."""
    pseudonymised: str = ""
    """The day it was pseudonymised, else nothing."""
    reviewed_by: str = ""
    reviewed_on: str = ""
    """Who read the pseudonymised text over and when; only then may it be quoted."""

    @property
    def name(self) -> str:
        """Return what readers may see: the pseudonym, else the id."""
        return self.pseudonym or self.id

    @property
    def quotable(self) -> bool:
        """Return whether its words may be printed: pseudonymised, and read over by a person since."""
        return bool(self.pseudonymised and self.reviewed_by and self.reviewed_on)


@dataclass(frozen=True)
class Corpus:
    """One set of interviews, its codes and codings.

    Making one fails with `ValueError` when a coding names no interview or code of the set, or when the words at its
    place are not its quote (codings that are lost have no place).
    """

    name: str
    interviews: tuple[Interview, ...] = ()
    codes: Codes = field(default_factory=Codes)
    codings: tuple[Coding, ...] = ()
    title: Label = field(default_factory=Label)

    def __post_init__(self) -> None:
        """Refuse codings that do not fit their text."""
        texts = {interview.id: interview.transcript.text for interview in self.interviews}
        if len(texts) != len(self.interviews):
            raise ValueError("an interview is there twice")
        for coding in self.codings:
            if coding.interview not in texts or coding.code not in self.codes:
                raise ValueError(f"a coding names interview '{coding.interview}' and code '{coding.code}'")
            if coding.status is Status.LOST:
                continue
            text = texts[coding.interview]
            if coding.end > len(text) or text[coding.start : coding.end] != coding.quote:
                raise ValueError(f"a coding of '{coding.code}' in '{coding.interview}' is not on its quote")

    def __iter__(self) -> Iterator[Interview]:
        return iter(self.interviews)

    def __len__(self) -> int:
        return len(self.interviews)

    def __getitem__(self, name: str) -> Interview:
        return self.by_id[name]

    @cached_property
    def by_id(self) -> Mapping[str, Interview]:
        """Return the interviews by id."""
        return {interview.id: interview for interview in self.interviews}

    @cached_property
    def coded(self) -> tuple[Coding, ...]:
        """Return what people coded, in order of interview and place: the codings that count."""
        order = {interview.id: place for place, interview in enumerate(self.interviews)}
        kept = [coding for coding in self.codings if coding.status is Status.CODED]
        return tuple(sorted(kept, key=lambda coding: (order[coding.interview], *coding.span, coding.code)))

    @property
    def coders(self) -> tuple[str, ...]:
        """Return who coded, in order of first appearance."""
        return tuple(dict.fromkeys(coding.coder for coding in self.coded))

    def under(self, path: str) -> tuple[Coding, ...]:
        """Return the codings of a code and of all codes under it."""
        paths = set(self.codes.below(path))
        return tuple(coding for coding in self.coded if coding.code in paths)

    def interviews_with(self, path: str) -> tuple[str, ...]:
        """Return the ids of the interviews in which a code, or one under it, was found."""
        found = {coding.interview for coding in self.under(path)}
        return tuple(interview.id for interview in self.interviews if interview.id in found)

    def replace_codings(self, codings: Sequence[Coding]) -> Corpus:
        """Return the corpus with other codings."""
        return replace(self, codings=tuple(codings))
