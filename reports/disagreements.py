"""The list of what coders must settle, as a Word document with a column to write the decision in.

It holds words from transcripts, so it is internal whatever the study's policy says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.disagreements import Disagreement, disagreements
from analysis.disclosure import Audience, Policy
from analysis.presence import coders, compared, initials
from analysis.table import Level
from reports.binding import Jacket, bind, flow
from reports.cover import badge, cover_head, cover_page, marks, product_facts, running_head
from reports.fields import Caption
from reports.front import Front, front_of
from reports.layout import Head, Layout, Line
from reports.markup import heading, paragraph, run
from reports.paper import LANDSCAPE, Format
from reports.vocabulary import capital, word
from reports.word import Exhibit, Setting
from survey.files import write_file
from survey.interviews.turns import clock

if TYPE_CHECKING:
    from survey.interviews.codings import Coding
    from survey.interviews.corpus import Corpus, Interview
    from survey.study import Study

OWNER_ONLY = 0o600
STRONG, PLAIN = "\ue001", "\ue002"
"""Stand where the words that were coded begin and end, until the text is set."""
AROUND = 18
"""Words before and after a passage."""
LONGEST = 120
"""A passage of more words loses its middle."""
SHORT = 9
"""A segment of more words is told by its first and last ones."""
FORM = Format(LANDSCAPE, 180)
STUB, PASSAGE, DECISION = 1900, 4900, 2900
"""Widths, in twentieths of a point; the coders share what is left."""


def write_disagreements(study: Study, corpus: Corpus, overlap: Fraction, language: str, path: Path) -> None:
    """Write the list, for its owner's eyes; the file there is replaced only by a whole new one."""
    content = disagreement_list(study, corpus, overlap, language)
    write_file(path, lambda file: file.write(content), OWNER_ONLY)


def disagreement_list(study: Study, corpus: Corpus, overlap: Fraction, language: str) -> bytes:
    """Return the list as a Word file: the same codings give the same bytes."""
    front = front_of(study, None, language)
    policy = Policy(Audience.INTERNAL, study.threshold)
    jacket = Jacket(
        language=language,
        title=front.title.text(language),
        subject=_said("kind", language),
        running_head=running_head(front, policy),
        cover_head=cover_head(front, policy),
        marks=tuple(marks(front, policy)),
    )
    return bind(_Settling(front, compared(corpus), overlap).body(), jacket)


def _said(key: str, language: str, **values: object) -> str:
    return word(f"agreement.document.{key}", language, **values)


@dataclass(frozen=True)
class _Settling:
    """The pages: what they are, how to use them, and the passages."""

    front: Front
    corpus: Corpus
    overlap: Fraction

    @property
    def language(self) -> str:
        return self.front.language

    @cached_property
    def letters(self) -> dict[str, str]:
        return initials(coders(self.corpus))

    @cached_property
    def found(self) -> tuple[Disagreement, ...]:
        return disagreements(self.corpus, self.overlap)

    def body(self) -> str:
        cover = cover_page(self._said("kind"), self.front, "".join(self._badges()), self._facts())
        setting = self._setting()
        return _emphasised(flow([cover, setting.exhibit], [setting]))

    def _said(self, key: str, **values: object) -> str:
        return _said(key, self.language, **values)

    def _badges(self) -> Iterator[str]:
        yield badge(word("document.internal", self.language), self._said("internal_note"))
        if self.front.synthetic:
            yield badge(capital(word("document.synthetic", self.language)), self._said("synthetic_note"))

    def _facts(self) -> Iterator[tuple[str, str]]:
        yield self._said("set"), self.corpus.title.text(self.language) or self.corpus.name
        yield self._said("compared"), ", ".join(self._name(interview) for interview in self.corpus)
        yield self._said("coders"), ", ".join(self._coder(coder) for coder in self.letters)
        yield self._said("overlap"), self._said("overlap_value", percent=100 * self.overlap)
        yield self._said("found"), self._said("passages", n=len(self.found))
        yield from product_facts(self.front)

    def _name(self, interview: Interview) -> str:
        key = "interview" if interview.pseudonym else "only_id"
        return self._said(key, name=interview.pseudonym, id=interview.id)

    def _coder(self, coder: str) -> str:
        letters = self.letters[coder]
        return (
            letters if letters == coder else self._said("coder", letters=letters, name=coder or self._said("nothing"))
        )

    def _setting(self) -> Setting:
        layout = Layout("disagreements", self._said("caption"), self._said("stub"), self._heads(), tuple(self._lines()))
        each = (LANDSCAPE.text_width - STUB - PASSAGE - DECISION) // max(1, len(self.letters))
        widths = (STUB, PASSAGE, *[each] * len(self.letters), DECISION)
        opening = heading(self._said("title")) + paragraph(run(self._said("how")), "Normal")
        caption = Caption(layout.key, 1, layout.title, self.language)
        return Setting(Exhibit(layout, heading=opening, widths=widths), caption, FORM)

    def _heads(self) -> tuple[Head, ...]:
        texts = (self._said("passage"), *self.letters.values(), self._said("decision"))
        return tuple(Head(text, is_text=True) for text in texts)

    def _lines(self) -> Iterator[Line]:
        numbered = enumerate(self.found, 1)
        for name, group in groupby(numbered, lambda each: each[1].interview):
            yield Line(name, self._name(self.corpus[name]), Level.HEAD)
            for number, each in group:
                yield Line(f"{name}-{number}", self._place(number, each), Level.ROW, tuple(self._cells(each)))

    def _place(self, number: int, each: Disagreement) -> str:
        turn = self.corpus[each.interview].transcript.turn_at(each.start)
        if turn is None:
            where = self._said("outside")
        elif turn.start_ms is None:
            where = self._said("turn", turn=turn.number)
        else:
            where = self._said("turn_at", turn=turn.number, clock=clock(turn.start_ms))
        return self._said("place", number=number, turn=where)

    def _cells(self, each: Disagreement) -> Iterator[str]:
        yield passage(self.corpus[each.interview].transcript.text, each.start, each.end)
        for coder in self.letters:
            yield self._coded(each, each.coded.get(coder))
        yield ""

    def _coded(self, each: Disagreement, own: Sequence[Coding] | None) -> str:
        """Return what a coder gave a passage; nothing at all for somebody who did not code the interview."""
        if own is None:
            return ""
        said = dict.fromkeys(self._code(coding, each) for coding in own)
        return word("document.semicolon", self.language).join(said) or self._said("nothing")

    def _code(self, coding: Coding, each: Disagreement) -> str:
        """Return a code, with the words it is on where another coder has it on others."""
        trail = self.corpus.codes.trail(coding.code, self.language)
        same = [other for other in each.codings if other.code == coding.code and other.span != coding.span]
        return self._said("own_words", code=trail, words=shortened(coding.quote)) if same else trail


def passage(text: str, start: int, end: int) -> str:
    """Return a passage between marks, with the words around it; a long one without its middle."""
    before, after = _clean(text[:start]).split(), _clean(text[end:]).split()
    words = _clean(text[start:end]).split()
    half = LONGEST // 2
    inside = [*words[:half], "[…]", *words[-half:]] if len(words) > LONGEST else words
    ahead = [*(["…"] if len(before) > AROUND else []), *before[-AROUND:]]
    behind = [*after[:AROUND], *(["…"] if len(after) > AROUND else [])]
    glued = "" if start and not text[start - 1].isspace() else " "
    closed = "" if end < len(text) and not text[end].isspace() else " "
    return f"{' '.join(ahead)}{glued}{STRONG}{' '.join(inside)}{PLAIN}{closed}{' '.join(behind)}".strip()


def shortened(words: str) -> str:
    """Return words as they are, or where there are many the first and last of them."""
    found = _clean(words).split()
    return " ".join(found) if len(found) <= SHORT else f"{' '.join(found[:4])} … {' '.join(found[-4:])}"


def _clean(text: str) -> str:
    return text.replace(STRONG, "").replace(PLAIN, "")


def _emphasised(xml: str) -> str:
    """Return set text with what stands between the marks in runs of their own."""
    reopened = '<w:t xml:space="preserve">'
    strong = f'</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Strong"/></w:rPr>{reopened}'
    return xml.replace(STRONG, strong).replace(PLAIN, f"</w:t></w:r><w:r>{reopened}")
