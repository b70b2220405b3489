"""Files and sets made in memory, for the tests of what an import does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from survey.codebook import Label
from survey.interviews.codes import Code, Codes
from survey.interviews.codings import Coding
from survey.interviews.corpus import Corpus, Interview
from survey.interviews.incoming import Incoming, IncomingCoding, IncomingText
from survey.interviews.transcript import Transcript

TEXT = "I: Wat vond u van de prijs?\n\nR: Die was goed. Echt goed, en het gemak ook.\n\nI: En nu?\n\nR: Nu niet meer."
CODES = Codes.of(
    [
        Code("motief", label=Label({"nl": "Motief"})),
        Code("motief/prijs", label=Label({"nl": "Prijs"})),
        Code("motief/gemak", label=Label({"nl": "Gemak"})),
    ]
)
SOURCE = "K01.docx"


def interview(name: str = "K01", text: str = TEXT, **fields: Any) -> Interview:
    return replace(Interview(name, Transcript(text)), **fields)


def corpus(*codings: Coding, codes: Codes = CODES, interviews: tuple[Interview, ...] = (interview(),)) -> Corpus:
    return Corpus("kopers", interviews, codes, codings)


def coding(words: str, code: str = "motief/prijs", coder: str = "LV", **fields: Any) -> Coding:
    start = TEXT.index(words)
    return replace(Coding("K01", start, start + len(words), code, coder, words, SOURCE), **fields)


def found(words: str, code: str = "motief/prijs", coder: str = "LV", text: str = TEXT, **fields: Any) -> IncomingCoding:
    start = text.index(words)
    names = tuple(code.split("/"))
    return replace(IncomingCoding("K01", start, start + len(words), names, coder, place="comment 1"), **fields)


def incoming(*codings: IncomingCoding, text: str = TEXT, name: str = "K01", **fields: Any) -> Incoming:
    made = Incoming(SOURCE, "word", (IncomingText(name, text),), codings=codings, coded=True)
    return replace(made, **fields)
