"""A map of what changed in a text, through which every position keeps its place: the one way codings are moved.

A position outside the edits shifts by the sum of the earlier changes of length. Inside an edit a start moves to the
start of the replacement, and an end to its end. What is put in at the edge of a span stays outside it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate, pairwise, takewhile
from typing import TypeAlias

from survey.interviews.transcript import canonical

WORD = re.compile(r"\w+|[^\w\s]")
LINE = re.compile(r"[^\n]*\S[^\n]*")
RECODED = re.compile("\ufeff|\r\n|[\x00-\x08\x0b-\x1f\x7f]|[\x00-\x7f]?[^\x00-\x7f]+")
"""Where the canonical form of a text can differ from it: line ends, control signs, letters beyond ASCII."""
RUN = 3
"""So many words in a row that occur once in both texts are taken for the same place."""
CELLS = 4_000_000
"""Stretches whose words, multiplied, are more than this are taken as rewritten; comparing them would last minutes."""

Match: TypeAlias = tuple[int, int, int]
"""Text that stayed the same: where it begins in the old and in the new text, and how long it is."""
Finder: TypeAlias = Callable[[str, str], Iterator[Match]]
Chain: TypeAlias = tuple[tuple[int, int], "Chain | None"]
"""A pair of places, and the chain of pairs before it."""


@dataclass(frozen=True)
class Edit:
    """`text` instead of what stands from `start` to `end`; an insertion when they are equal."""

    start: int
    end: int
    text: str

    @property
    def shift(self) -> int:
        """Return by how much the text grows."""
        return len(self.text) - (self.end - self.start)


@dataclass(frozen=True)
class Moved:
    """Where a span stands after the edits, and whether the words in it are untouched."""

    start: int
    end: int
    whole: bool


@dataclass(frozen=True, init=False)
class Edits:
    """Edits of one text, sorted; raises `ValueError` when two of them overlap. Insertions at one place keep order."""

    edits: tuple[Edit, ...]

    def __init__(self, edits: Iterable[Edit] = ()) -> None:
        ordered = tuple(sorted(edits, key=lambda edit: (edit.start, edit.end)))
        if any(not 0 <= edit.start <= edit.end for edit in ordered):
            raise ValueError("an edit begins before the text, or ends before it begins")
        if any(after.start < before.end for before, after in pairwise(ordered)):
            raise ValueError("two edits overlap")
        object.__setattr__(self, "edits", ordered)

    def __iter__(self) -> Iterator[Edit]:
        return iter(self.edits)

    def __len__(self) -> int:
        return len(self.edits)

    def apply(self, text: str) -> str:
        """Return the edited text; raise `ValueError` when an edit lies beyond its end."""
        if self.edits and self.edits[-1].end > len(text):
            raise ValueError("an edit lies beyond the end of the text")
        parts, done = [], 0
        for edit in self.edits:
            parts += [text[done : edit.start], edit.text]
            done = edit.end
        return "".join([*parts, text[done:]])

    def move(self, start: int, end: int) -> Moved:
        """Return where the span from `start` to `end` stands afterwards."""
        first = bisect_right(self._ends, start)
        whole = first == len(self.edits) or self._starts[first] >= end
        begin = self._start(start)
        return Moved(begin, max(begin, self._end(end)), whole)

    def _start(self, place: int) -> int:
        done = bisect_right(self._ends, place)
        inside = done < len(self.edits) and self._starts[done] < place
        return (self._starts[done] if inside else place) + self._shifts[done]

    def _end(self, place: int) -> int:
        begun = bisect_left(self._starts, place)
        inside = begun > 0 and self._ends[begun - 1] > place
        return (self._ends[begun - 1] if inside else place) + self._shifts[begun]

    @cached_property
    def _starts(self) -> list[int]:
        return [edit.start for edit in self.edits]

    @cached_property
    def _ends(self) -> list[int]:
        return [edit.end for edit in self.edits]

    @cached_property
    def _shifts(self) -> list[int]:
        """Return the change of length before each edit, and after the last one."""
        return list(accumulate((edit.shift for edit in self.edits), initial=0))


def difference(old: str, new: str) -> Edits:
    """Return the edits, in whole words, that make `new` of `old`.

    Lines, then runs of words, then words that occur once in both texts are matched first; only what lies between
    them is compared word by word.
    """
    matches: list[Match] = []
    for find in (_lines, _runs, _single_words, _compared):
        matches = list(_filled(old, new, matches, find))
    return Edits(_edits(old, new, matches))


def recoding(old: str, new: str) -> Edits:
    """Return the edits that make the canonical form `new` of `old`: letter by letter, so that no word is cut."""
    edits = Edits(edit for match in RECODED.finditer(old) for edit in _recoded(match))
    return edits if edits.apply(old) == new else difference(old, new)


def _filled(old: str, new: str, matches: Sequence[Match], find: Finder) -> Iterator[Match]:
    """Yield the matches, and between them those that `find` finds in the gaps."""
    a = b = 0
    for x, y, size in [*matches, (len(old), len(new), 0)]:
        if a < x and b < y:
            yield from ((a + i, b + j, length) for i, j, length in find(old[a:x], new[b:y]))
        if size:
            yield x, y, size
        a, b = x + size, y + size


def _lines(old: str, new: str) -> Iterator[Match]:
    a, b = list(LINE.finditer(old)), list(LINE.finditer(new))
    for i, j in _anchors([line[0] for line in a], [line[0] for line in b]):
        yield a[i].start(), b[j].start(), len(a[i][0])


def _runs(old: str, new: str) -> Iterator[Match]:
    return _words(old, new, lambda a, b: _anchors(_in_a_row(a), _in_a_row(b)))


def _single_words(old: str, new: str) -> Iterator[Match]:
    return _words(old, new, _anchors)


def _compared(old: str, new: str) -> Iterator[Match]:
    return _words(old, new, _alike)


def _words(old: str, new: str, pair: Callable[[list[str], list[str]], Iterable[tuple[int, int]]]) -> Iterator[Match]:
    a, b = list(WORD.finditer(old)), list(WORD.finditer(new))
    for i, j in pair([word[0] for word in a], [word[0] for word in b]):
        yield a[i].start(), b[j].start(), len(a[i][0])


def _in_a_row(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)]


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return the places of what is there once in both, in the longest order that both have."""
    once, there = _once(old), _once(new)
    pairs = [(place, there[key]) for key, place in once.items() if key in there]
    tops: list[int] = []
    chains: list[Chain | None] = []
    for pair in pairs:  # patience: the shortest chain whose last place comes later is taken over
        pile = bisect_left(tops, pair[1])
        chain = (pair, chains[pile - 1] if pile else None)
        tops[pile : pile + 1], chains[pile : pile + 1] = [pair[1]], [chain]
    return _unrolled(chains[-1] if chains else None)


def _once(keys: Sequence[Hashable]) -> dict[Hashable, int]:
    counts = Counter(keys)
    return {key: place for place, key in enumerate(keys) if counts[key] == 1}


def _unrolled(chain: Chain | None) -> list[tuple[int, int]]:
    pairs = []
    while chain is not None:
        pair, chain = chain
        pairs.append(pair)
    return pairs[::-1]


def _alike(old: list[str], new: list[str]) -> Iterator[tuple[int, int]]:
    if len(old) * len(new) > CELLS:
        return
    for i, j, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        yield from ((i + n, j + n) for n in range(size))


def _edits(old: str, new: str, matches: Sequence[Match]) -> Iterator[Edit]:
    """Yield an edit for every gap between matches that differs, blanks that both begin or end with left out."""
    a = b = 0
    for x, y, size in [*matches, (len(old), len(new), 0)]:
        gone, put = old[a:x], new[b:y]
        if gone != put:
            before = _shared_blanks(gone, put)
            after = _shared_blanks(gone[before:][::-1], put[before:][::-1])
            yield Edit(a + before, x - after, put[before : len(put) - after])
        a, b = x + size, y + size


def _shared_blanks(one: str, other: str) -> int:
    return sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1] and pair[0].isspace(), zip(one, other, strict=False))
    )


def _recoded(match: re.Match[str]) -> Iterator[Edit]:
    """Yield the letters of a match that canonical form writes in another way."""
    start = match.start()
    for letter in _letters(match[0]):
        text = canonical(letter) if start == 0 or letter != "\ufeff" else letter
        if text != letter:
            yield Edit(start, start + len(letter), text)
        start += len(letter)


def _letters(text: str) -> Iterator[str]:
    """Yield what normalisation looks at together: a letter and the marks and letters that combine with it."""
    if text == "\r\n":
        yield text
        return
    letter = ""
    for sign in text:
        joined = unicodedata.normalize("NFC", letter + sign)
        if not unicodedata.combining(sign) and joined == unicodedata.normalize("NFC", letter) + sign:
            if letter:
                yield letter
            letter = ""
        letter += sign
    if letter:
        yield letter
