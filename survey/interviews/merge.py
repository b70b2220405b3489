"""What a file brings becomes part of a set of interviews: its texts, codes and codings, and what it took away.

A file is known by its name. Importing it again replaces what it brought before, in the interviews that it still holds;
so does importing a file that we wrote ourselves (`versions.sent_out`), in which everybody's codings went out.
The transcripts of the set stay as they are: what was coded on another version of one moves to ours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeAlias

from survey.interviews.codes import Codes
from survey.interviews.codings import Coding, Status
from survey.interviews.corpus import Corpus
from survey.interviews.edits import Edits
from survey.interviews.incoming import Incoming, LossKind
from survey.interviews.matching import Fit, Matched, Wishes, match_texts
from survey.interviews.naming import Found, resolve
from survey.interviews.new_codes import Names, UnknownCode, name_codes
from survey.interviews.placing import Placed, Read, Trace, place_codings
from survey.interviews.transcript import Transcript, canonical
from survey.interviews.versions import SUGGESTER, Change, Kind, compare, identity, same_place

MARK = "?"
"""What stands behind the code of a suggestion in a comment."""

OPEN = (Status.CODED, Status.SUGGESTED)
Place: TypeAlias = tuple[str, int, int, str]
"""Interview, start, end and code."""


@dataclass(frozen=True)
class Shared:
    """Codings of another file that this one holds too; they stay that file's, and so do those that are not here."""

    source: str
    here: int
    absent: int
    """Of the same interviews: made since this file was written, or taken out of it."""
    added: int = 0
    """Of the same interviews and coders, added by this file: made since, or taken out of the other one."""


@dataclass(frozen=True)
class Merged:
    """A set with a file in it, and the account of everything that this changed."""

    corpus: Corpus
    incoming: Incoming
    texts: tuple[Matched, ...] = ()
    changes: tuple[Change, ...] = ()
    unknown: tuple[UnknownCode, ...] = ()
    traces: tuple[Trace, ...] = ()
    moved: int = 0
    """How many codings stand elsewhere than in the file's version of the text, words untouched."""
    duplicates: int = 0
    """How many were in the file twice."""
    elsewhere: tuple[Shared, ...] = ()
    """What the set had already from other files."""
    kept: tuple[tuple[str, int], ...] = ()
    """By interview: how many codings of this file stay, because it no longer holds that text, or cannot place them."""
    blank: int = 0
    """How many texts had no words."""


def merge(corpus: Corpus, incoming: Incoming, wishes: Wishes | None = None) -> Merged:
    """Return the set with what a file brings; raise `StudyError` when an interview cannot be told.

    Names that are no code of the set are listed; with `add_codes` they become codes. Duplicates are taken once.
    """
    wishes = wishes or Wishes()
    matched = match_texts(corpus, incoming, wishes)
    read = tuple(_read(corpus.codes, incoming, wishes))
    named = name_codes(corpus.codes, (each.code for each in read), incoming.codes, wishes)
    placed = place_codings(read, matched, named.paths, incoming.source)
    earlier = [coding for coding in corpus.codings if coding.source == incoming.source]
    placed = replace(placed, codings=tuple(_named_before(placed.codings, earlier, project=bool(incoming.codes))))
    held, found = _held(matched, incoming), {same_place(coding) for coding in placed.codings}
    old = [coding for coding in earlier if incoming.coded and coding.interview in held]
    met = found | _asked(incoming, matched, corpus.codes)
    old += [coding for coding in corpus.codings if _is_met(coding, met) and coding.source != incoming.source]
    replaced = {id(coding) for coding in old}
    others = [coding for coding in corpus.codings if id(coding) not in replaced]
    theirs = {identity(coding): coding.source for coding in others}
    before = _named_now(old, placed.codings, wishes.coder)
    changes = [change for change in _changes(before, placed.codings) if identity(change.coding) not in theirs]
    stay = [change.coding for change in changes if change.kind is not Kind.REMOVED]
    interviews = {each.id: each for each in (*corpus, *(each.interview for each in matched))}
    merged = replace(
        corpus, interviews=tuple(interviews.values()), codes=named.codes, codings=tuple(dict.fromkeys((*others, *stay)))
    )
    return Merged(
        corpus=merged,
        incoming=incoming,
        texts=matched,
        changes=tuple(change for change in changes if not _is_old_news(change)),
        unknown=named.unknown,
        traces=placed.traces,
        moved=placed.moved,
        duplicates=placed.duplicates,
        elsewhere=_elsewhere(placed, others, changes),
        kept=tuple(Counter(coding.interview for coding in earlier if id(coding) not in replaced).items()),
        blank=sum(not text.text.strip() for text in incoming.texts),
    )


def read_back(asked: Sequence[Coding], found: Sequence[Coding]) -> tuple[tuple[Change, ...], frozenset[Place]]:
    """Return what became of the suggestions that went out in a file, and the places that people accepted.

    A suggestion goes out as a comment `code ?` by `cryptodrug`, and its record in the set has that file as its
    source. Read back, of `asked` (those records, and open ones at the same places) and `found` (everything coded in
    the file now):

    - a person's coding with that code on the same words accepts it: a comment of their own, a reply that names the
      code, or the comment itself without its `?` (`_read`). The record makes way for that person's coding;
    - the comment `code ?` that is still there leaves it a suggestion;
    - no comment any more rejects it, and it is not made again. So it does in a copy of that file under another name,
      which says which suggestions stood in it (`Incoming.asked`).

    Suggestions that the set has no record of join it as suggestions; a record keeps its source.
    """
    people = {same_place(coding) for coding in found if coding.status is Status.CODED}
    waiting = {same_place(coding): coding for coding in found if is_suggestion(coding)}
    records = {same_place(coding): coding for coding in asked}
    changes = []
    for place in dict.fromkeys((*records, *waiting)):
        if place in people:
            continue
        if place in waiting:
            changes.append(Change(Kind.SUGGESTED, _still_open(waiting[place], records.get(place)), records.get(place)))
        else:
            changes.append(Change(Kind.REJECTED, replace(records[place], status=Status.REJECTED), records[place]))
    return tuple(changes), frozenset(people & {*records, *waiting})


def _still_open(found: Coding, record: Coding | None) -> Coding:
    """Return a suggestion that is still there; it stays that of the file in which it went out."""
    return replace(found, source=record.source, time=record.time or found.time) if record is not None else found


def is_suggestion(coding: Coding) -> bool:
    """Return whether a coding is a suggestion of a pattern, open or rejected."""
    return coding.coder == SUGGESTER and coding.status in {Status.SUGGESTED, Status.REJECTED}


def _is_met(coding: Coding, met: Set[Place]) -> bool:
    """Return whether a file has something to say about an open suggestion, whichever file it went out in."""
    return coding.coder == SUGGESTER and coding.status is Status.SUGGESTED and same_place(coding) in met


def _asked(incoming: Incoming, matched: Sequence[Matched], codes: Codes) -> set[Place]:
    """Return where suggestions stood in a file when we wrote it: a copy of it answers them under any name."""
    paths = {each.code: each.code[0] for each in incoming.asked if each.code[0] in codes}
    read = [Read(each, each.code, SUGGESTER, Status.SUGGESTED) for each in incoming.asked]
    texts = [as_written for each in matched if (as_written := _as_written(each))]
    return {same_place(coding) for coding in place_codings(read, texts, paths, incoming.source).codings}


def _as_written(matched: Matched) -> Matched | None:
    """Return a text as we wrote it, without what people changed in it; nothing where ours is another one too."""
    ours = matched.interview.transcript
    if matched.text.written_as == ours.sha256:
        return replace(matched, text=replace(matched.text, text=ours.text), fit=Fit.SAME, edits=Edits())
    return matched if matched.text.written_as == Transcript(matched.text.text).sha256 else None


def _read(codes: Codes, incoming: Incoming, wishes: Wishes) -> Iterator[Read]:
    """Yield the file's codings with who made them, and whether they are suggestions.

    In a comment `?` behind the code says so, whoever wrote it, unless the code itself is called that way. A comment
    by `cryptodrug` without it was accepted, by a person whom only `--coder` can name. In a file with a codebook (a
    project of another program) the coder `cryptodrug` says it alone.
    """
    book = {code.path for code in incoming.codes}

    @cache
    def unmarked(names: Names) -> Names:
        whole = names in book or isinstance(resolve(names, codes), Found)
        bare = names[-1].rstrip().removesuffix(MARK).rstrip()
        return names if whole or not bare else (*names[:-1], bare)

    for each in filter(lambda coding: coding.code, incoming.codings):
        code = unmarked(each.code)
        if each.coder == SUGGESTER and (book or code != each.code):
            yield Read(each, code, SUGGESTER, Status.SUGGESTED)
            continue
        coder = wishes.coder if each.coder in {"", SUGGESTER} else each.coder
        status = Status.CODED if code == each.code or each.coder == SUGGESTER else Status.SUGGESTED
        yield Read(each, code, " ".join(canonical(coder).split()), status)


def _named_before(found: Sequence[Coding], earlier: Sequence[Coding], *, project: bool) -> Iterator[Coding]:
    """Yield the codings; one by nobody keeps the coder that was named for it at an earlier import.

    So does a person's `code ?`, which goes out in a project as a suggestion of ours, by nobody.
    """
    there = {identity(coding) for coding in found}
    people = [each for each in earlier if each.coder and each.status in OPEN and not is_suggestion(each)]
    named = {same_place(each): each.coder for each in people}
    doubts = {same_place(each): each.coder for each in people if each.status is Status.SUGGESTED}
    for coding in found:
        before = named if not coding.coder else doubts if project and is_suggestion(coding) else {}
        known = replace(coding, coder=before.get(same_place(coding), coding.coder))
        yield coding if identity(known) in there else known


def _named_now(old: Sequence[Coding], new: Sequence[Coding], coder: str) -> list[Coding]:
    """Return the codings of an earlier import; those by nobody get the coder whom `--coder` names now."""
    there = {identity(coding) for coding in new}

    def named(coding: Coding) -> Coding:
        known = replace(coding, coder=coding.coder or coder)
        return known if identity(known) in there and identity(coding) not in there else coding

    return [named(coding) for coding in old]


def _held(matched: Sequence[Matched], incoming: Incoming) -> set[str]:
    """Return the interviews for which the file says everything that is coded in them."""
    untold = [loss.subject for loss in incoming.losses if loss.kind is LossKind.DIALECT]
    return {each.interview.id for each in matched if not any(each.text.name in subject for subject in untold)}


def _changes(old: Sequence[Coding], new: Sequence[Coding]) -> Iterator[Change]:
    about, accepted = read_back([coding for coding in old if is_suggestion(coding)], new)
    before = [coding for coding in old if not is_suggestion(coding)]
    for change in compare(before, [coding for coding in new if not is_suggestion(coding)]):
        taken_over = change.kind is Kind.ADDED and same_place(change.coding) in accepted
        yield replace(change, kind=Kind.ACCEPTED) if taken_over else change
    yield from about


def _is_old_news(change: Change) -> bool:
    """Return whether this is a suggestion that was rejected before."""
    return change.kind is Kind.REJECTED and change.before is not None and change.before.status is Status.REJECTED


def _elsewhere(placed: Placed, others: Sequence[Coding], changes: Sequence[Change]) -> tuple[Shared, ...]:
    found, held = {identity(coding) for coding in placed.codings}, {coding.interview for coding in placed.codings}
    here: dict[str, list[Coding]] = {}
    for coding in others:
        if coding.source and identity(coding) in found:
            here.setdefault(coding.source, []).append(coding)
    absent = Counter(
        coding.source
        for coding in others
        if coding.interview in held and coding.status is Status.CODED and identity(coding) not in found
    )
    added = Counter((each.coding.interview, each.coding.coder) for each in changes if each.kind is Kind.ADDED)
    return tuple(
        Shared(
            source, len(known), absent[source], sum(added[place] for place in {(c.interview, c.coder) for c in known})
        )
        for source, known in here.items()
    )
