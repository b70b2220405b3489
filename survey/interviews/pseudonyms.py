"""Names and identifiers in the interviews replaced by [bracketed] pseudonyms, the same ones everywhere.

What stands in brackets already is never touched, so that a second run changes nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import TypeAlias

from survey.interviews.codings import Coding, Status
from survey.interviews.corpus import Corpus, Interview
from survey.interviews.edits import Edit, Edits
from survey.interviews.identifiers import Found, Kind, find_blocks, find_identifiers
from survey.interviews.moving import Tally, move_codings, tally
from survey.interviews.names import KINDS, Names
from survey.interviews.pseudonym_log import NUMBER, Entry, Log, number_of
from survey.interviews.speakers import SPEAKER, find_labels, name_labels
from survey.interviews.transcript import Transcript
from survey.interviews.turns import plain_label

Say: TypeAlias = Callable[[str, str], str]
"""Returns the word for a kind in a language."""
Span: TypeAlias = tuple[int, int]

BRACKETED = re.compile(r"\[[^\[\]\n]*\]")
PASSES = 20
FILLER = "]"
"""Stands, while searching, in every place that must not be touched; no rule and no name has it."""


@dataclass(frozen=True)
class Change:
    """What was replaced in one interview, by kind, and what became of its codings."""

    interview: str
    counts: Counter[str]
    codings: Tally


@dataclass(frozen=True)
class Pseudonymised:
    """A set after pseudonymising, and everything to be told about it."""

    corpus: Corpus
    log: Log
    changes: tuple[Change, ...]
    declared: tuple[str, ...]
    """Letters that stand for labels which the study declares: its settings must name them instead."""
    exposed: tuple[str, ...]
    """Interviews whose id, pseudonym or file name holds a name of the list."""


@dataclass
class Numbers:
    """Which number each original has, by kind; filled while searching."""

    names: Names
    say: Say
    known: dict[tuple[str, str], int] = field(default_factory=dict)
    highest: Counter[str] = field(default_factory=Counter)

    def note(self, kind: str, name: str, number: int) -> None:
        """Keep a number that was given before."""
        self.known.setdefault((kind, name), number)
        self.highest[kind] = max(self.highest[kind], number)

    def give(self, found: Iterable[Found]) -> None:
        """Give a number to everything that has none yet."""
        for item in found:
            if item.kind != SPEAKER and not self._own(item) and (item.kind, item.name) not in self.known:
                self.note(item.kind, item.name, self.highest[item.kind] + 1)

    def pseudonym(self, item: Found, language: str) -> str:
        """Return what stands in its place: with a number where there are several of its kind."""
        own = self._own(item)
        if own:
            return f"[{own}]"
        word = self.say(item.kind, language)
        return f"[{word} {self.known[item.kind, item.name]}]" if self.highest[item.kind] > 1 else f"[{word}]"

    def _own(self, item: Found) -> str:
        """Return the replacement that the list of names gives."""
        return next((n.replacement for n in self.names.names if (n.kind, n.name) == (item.kind, item.name)), "")


def pseudonymise(
    corpus: Corpus,
    names: Names,
    log: Log,
    say: Say,
    language: str,
    *,
    languages: Collection[str],
    only: Sequence[str] = (),
    today: date | None = None,
) -> Pseudonymised:
    """Return the set with names and identifiers replaced; `language` is that of interviews that name none we know."""
    chosen = [interview for interview in corpus if not only or interview.id in only]
    numbers = _numbers(corpus, names, log, say, languages)
    for interview in chosen:
        numbers.give(find_all(interview, names, language))
        for text in notes(corpus, interview.id):
            numbers.give(find_in_note(text, names))
    after, made, letters = corpus, Counter[Entry](), list[str]()
    for interview in chosen:
        speech = interview.language if interview.language in languages else language
        after, entries, replaced = _rewritten(after, interview.id, numbers, speech, today or date.today())
        made += entries
        letters += [letter for letter in replaced if letter not in letters]
    changes = tuple(_change(corpus, after, interview.id, made) for interview in chosen)
    exposed = tuple(each.id for each in chosen if names.find(_around(each)))
    return Pseudonymised(after, log.add(made), changes, tuple(letters), exposed)


def find_all(interview: Interview, names: Names, language: str) -> list[Found]:
    """Return everything in an interview that is to be replaced, in order of place."""
    labels = _labels(interview, names, language)
    return sorted([*find_labels(interview.transcript, labels), *_said(interview.transcript, names)], key=_start)


def searched(transcript: Transcript, names: Names) -> str:
    """Return the text with a filler also for what is found, so that only words nobody knows of are left."""
    return _filled(masked(transcript), [(item.start, item.end) for item in _said(transcript, names)])


def masked(transcript: Transcript) -> str:
    """Return the text with a filler for what is in brackets, and for labels and times."""
    text = _filled(transcript.text, [match.span() for match in BRACKETED.finditer(transcript.text)])
    blocks = find_blocks(text)
    heads = [(turn.label_start, turn.start) for turn in transcript.turns]
    return _filled(text, [span for span in heads if not any(b.start <= span[0] < b.end for b in blocks)])


def _labels(interview: Interview, names: Names, language: str) -> dict[str, str]:
    known = {interview.id, interview.pseudonym, *names.kept}
    return name_labels(interview.transcript, interview.language or language, frozenset(map(str.casefold, known)))


def _said(transcript: Transcript, names: Names) -> list[Found]:
    text = _filled(transcript.text, [match.span() for match in BRACKETED.finditer(transcript.text)])
    blocks = find_blocks(text)
    hidden = masked(transcript)
    return [*blocks, *_free(_filled(hidden, [(block.start, block.end) for block in blocks]), names)]


def find_in_note(text: str, names: Names) -> list[Found]:
    """Return everything to be replaced in a text that has no speakers."""
    return _free(_filled(text, [match.span() for match in BRACKETED.finditer(text)]), names)


def _free(text: str, names: Names) -> list[Found]:
    """Return identifiers, then names that do not overlap them, without what the list says to keep."""
    kept = [match.span() for each in names.kept for match in re.finditer(rf"(?<!\w){re.escape(each)}(?!\w)", text)]
    taken: list[Found] = []
    for item in (*find_identifiers(text, names.places), *names.find(text)):
        inside = any(start <= item.start and item.end <= end for start, end in kept)
        if not inside and all(item.end <= other.start or item.start >= other.end for other in taken):
            taken.append(item)
    return sorted(taken, key=_start)


def _filled(text: str, spans: Iterable[Span]) -> str:
    return Edits(Edit(start, end, FILLER * (end - start)) for start, end in spans).apply(text)


def _numbers(corpus: Corpus, names: Names, log: Log, say: Say, languages: Collection[str]) -> Numbers:
    """Return the numbers of the log, and those that somebody gave by hand and that must mean nothing else."""
    numbers = Numbers(names, say)
    kinds = {*Kind, *KINDS, *(name.kind for name in names.names), *(entry.kind for entry in log.counts)}
    words = {f"[{say(kind, language)}]": kind for kind in kinds - {SPEAKER} for language in languages}
    for entry in log.counts:
        if words.get(_unnumbered(entry.replacement)) == entry.kind:
            numbers.note(entry.kind, entry.name, entry.number)
    used = {match[0] for interview in corpus for match in BRACKETED.finditer(interview.transcript.text)}
    for each in used:
        if _unnumbered(each) in words:
            kind = words[_unnumbered(each)]
            numbers.highest[kind] = max(numbers.highest[kind], number_of(each))
    return numbers


def _unnumbered(pseudonym: str) -> str:
    return NUMBER.sub("]", pseudonym)


def _rewritten(
    corpus: Corpus, name: str, numbers: Numbers, language: str, today: date
) -> tuple[Corpus, Counter[Entry], list[str]]:
    """Return the corpus with one interview rewritten, what was replaced, and the letters of declared labels.

    What a replacement uncovers is replaced too, until nothing is found.
    """
    before, made, letters = corpus[name], Counter[Entry](), list[str]()
    for _ in range(PASSES):
        interview = corpus[name]
        labels, found = _labels(interview, numbers.names, language), find_all(interview, numbers.names, language)
        if not found:
            break
        numbers.give(found)
        text = interview.transcript.text
        edits, entries = _edits(text, found, partial(_stands, labels, numbers, language))
        made += Counter({replace(entry, set=corpus.name, interview=name): n for entry, n in entries.items()})
        corpus, *_ = move_codings(corpus, name, edits.apply(text), edits)
        corpus, replaced = _with_letters(corpus, name, labels)
        letters += replaced
    corpus, entries = _noted(corpus, name, numbers, language)
    done = before.pseudonymised if corpus[name].transcript.text == before.transcript.text else ""
    return _put(corpus, replace(corpus[name], pseudonymised=done or today.isoformat())), made + entries, letters


def _stands(labels: Mapping[str, str], numbers: Numbers, language: str, item: Found) -> str:
    return labels[item.name] if item.kind == SPEAKER else numbers.pseudonym(item, language)


def _edits(text: str, found: Sequence[Found], say: Callable[[Found], str]) -> tuple[Edits, Counter[Entry]]:
    edits = Edits(Edit(item.start, item.end, say(item)) for item in found)
    entries = (Entry("", "", item.kind, item.name, text[item.start : item.end], say(item)) for item in found)
    return edits, Counter(entries)


def _with_letters(corpus: Corpus, name: str, labels: Mapping[str, str]) -> tuple[Corpus, list[str]]:
    """Return the corpus with the letters of declared labels declared too, and those letters."""
    old = corpus[name].transcript
    asking = [labels[plain_label(label)] for label in old.interviewers if plain_label(label) in labels]
    answering = [labels[plain_label(label)] for label in old.participants if plain_label(label) in labels]
    new = Transcript(old.text, (*old.interviewers, *asking), (*old.participants, *answering))
    return _put(corpus, replace(corpus[name], transcript=new)), [*asking, *answering]


def _noted(corpus: Corpus, name: str, numbers: Numbers, language: str) -> tuple[Corpus, Counter[Entry]]:
    """Return the corpus with names replaced in memos, and in the words of codings that have no place any more."""
    made = Counter[Entry]()

    def cleaned(text: str) -> str:
        for _ in range(PASSES):
            found = find_in_note(text, numbers.names)
            if not found:
                break
            numbers.give(found)
            edits, entries = _edits(text, found, lambda item: numbers.pseudonym(item, language))
            made.update({replace(entry, set=corpus.name, interview=name): n for entry, n in entries.items()})
            text = edits.apply(text)
        return text

    def rewritten(coding: Coding) -> Coding:
        if coding.interview != name:
            return coding
        quote = cleaned(coding.quote) if coding.status is Status.LOST else coding.quote
        return replace(coding, memo=cleaned(coding.memo), quote=quote)

    return corpus.replace_codings([rewritten(coding) for coding in corpus.codings]), made


def notes(corpus: Corpus, name: str) -> Iterator[str]:
    """Yield what else is kept of an interview: memos, and the words of codings that have no place any more."""
    for coding in corpus.codings:
        if coding.interview == name:
            yield coding.memo
            if coding.status is Status.LOST:
                yield coding.quote


def _put(corpus: Corpus, interview: Interview) -> Corpus:
    return replace(corpus, interviews=tuple(interview if each.id == interview.id else each for each in corpus))


def _change(before: Corpus, after: Corpus, name: str, made: Mapping[Entry, int]) -> Change:
    counts = Counter[str]()
    for entry, count in made.items():
        if entry.interview == name:
            counts[entry.kind] += count
    return Change(name, counts, tally(before, after, name))


def _around(interview: Interview) -> str:
    return re.sub(r"[\W_]+", " ", f"{interview.id} {interview.pseudonym} {interview.source}")


def _start(found: Found) -> int:
    return found.start
