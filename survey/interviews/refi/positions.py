"""Places in a text as another program counts them, turned into places of the canonical text."""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate

from survey.interviews.refi.dialects import Dialect, Unit
from survey.interviews.transcript import CONTROL, LINE_ENDS

INSIDE = -1
BOM = "\ufeff"
PIECE = re.compile(r"\r\n|.", re.DOTALL)
WIDE = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True)
class Raw:
    """A text as it stands in a file: decoded, without its byte order mark, its line ends as they were."""

    text: str
    bom: bool = False
    inline: bool = False
    """Whether it stood in XML, where every line end has become a line feed whatever its program counts."""
    single: bool = False
    """Whether the file has one byte for each character."""

    @classmethod
    def of(cls, content: bytes) -> Raw:
        """Return the text of a file: UTF-8, or UTF-16 with its mark, else the Windows letters of Western Europe."""
        for mark, encoding in WIDE:
            if content.startswith(mark):
                return cls(content[len(mark) :].decode(encoding, "replace"), bom=True)
        bom = content.startswith(codecs.BOM_UTF8)
        try:
            return cls(content.removeprefix(codecs.BOM_UTF8).decode("utf-8"), bom)
        except UnicodeDecodeError:
            return cls(content.decode("cp1252", "replace"), single=True)

    @property
    def crlf(self) -> bool:
        """Return whether it has line ends of two characters."""
        return "\r\n" in self.text

    @cached_property
    def _mapped(self) -> tuple[str, list[int]]:
        """Return the canonical text, and for each place of this text its place there, or `INSIDE` a character."""
        places = [INSIDE] * (len(self.text) + 1)
        parts: list[str] = []
        done = 0
        for piece, start, inner in _characters(self.text):
            for offset, width in inner:
                places[start + offset] = done + width
            parts.append(piece)
            done += len(piece)
        places[len(self.text)] = done
        return "".join(parts), places

    @property
    def canonical(self) -> str:
        """Return the text that everything else counts in."""
        return self._mapped[0]

    def place(self, position: int, dialect: Dialect) -> int | None:
        """Return the canonical place of a position, or nothing when it lies outside the text or in a character."""
        index = self._index(position, dialect)
        if index is None or self._mapped[1][index] == INSIDE:
            return None
        return self._mapped[1][index]

    def span(self, start: int, end: int, dialect: Dialect) -> tuple[int, int] | None:
        """Return where a stretch lies in the canonical text; what begins or ends in a character takes it whole."""
        counted = self._counted(dialect)
        if not 0 <= start <= end <= counted[-1]:
            return None
        first = self._outward(min(bisect_left(counted, start), len(self.text)), start, counted, -1)
        last = self._outward(bisect_left(counted, end), end, counted, 1)
        return first, max(first, last)

    def _outward(self, index: int, position: int, counted: list[int], step: int) -> int:
        """Return the canonical place of an index, or of the nearest one before (-1) or behind (1) it that has one."""
        if step < 0 and counted[index] > position and index > 0:
            index -= 1
        while self._mapped[1][index] == INSIDE:
            index += step
        return self._mapped[1][index]

    def _index(self, position: int, dialect: Dialect) -> int | None:
        counted = self._counted(dialect)
        if position == 0:
            return 0
        index = bisect_left(counted, position)
        return index if index < len(counted) and counted[index] == position else None

    @cached_property
    def _counts(self) -> dict[tuple[int, int, Unit], list[int]]:
        return {}

    def _counted(self, dialect: Dialect) -> list[int]:
        """Return for each place of this text how far a dialect has counted there."""
        unit = Unit.CODE_POINT if self._units_agree(dialect.unit) else dialect.unit
        first = (3 if unit is Unit.BYTE else 1) if dialect.bom and self.bom else 0
        key = (first, dialect.newline, unit)
        if key not in self._counts:
            self._counts[key] = list(accumulate(self._widths(dialect.newline, unit), initial=first))
        return self._counts[key]

    def _units_agree(self, unit: Unit) -> bool:
        if unit is Unit.BYTE:
            return self.single or (self.text.isascii() and not self.bom)
        return unit is Unit.CODE_POINT or not self.text or max(self.text) <= "\uffff"

    def _widths(self, newline: int, unit: Unit) -> Iterator[int]:
        """Yield how much each character counts; of a CRLF that counts 1 the first half counts nothing."""
        feed = newline if not self.crlf else 1
        for match in PIECE.finditer(self.text):
            if match[0] == "\r\n":
                yield from (newline - 1, 1)
            else:
                yield feed if match[0] == "\n" else _width(match[0], unit)


def _width(character: str, unit: Unit) -> int:
    if unit is Unit.BYTE:
        return len(character.encode("utf-8", "surrogatepass"))
    return 2 if unit is Unit.UTF_16 and character > "\uffff" else 1


Inner = list[tuple[int, int]]
"""For places in a stretch of the file: how far in, and how far in the canonical stretch."""


def _characters(text: str) -> Iterator[tuple[str, int, Inner]]:
    """Yield stretches that become canonical each by itself: canonical text, where it starts, places in it."""
    steady = unicodedata.is_normalized("NFC", CONTROL.sub("", text))
    held: list[tuple[str, int]] = []
    first = True
    for match in PIECE.finditer(text):
        clean = CONTROL.sub("", LINE_ENDS.sub("\n", match[0]))
        if first and clean == BOM:
            clean = ""
        first = first and not clean
        if held and clean and (steady or _begins(clean)):
            yield _composed(held)
            held = []
        held.append((clean, match.start()))
    if held:
        yield _composed(held)


def _composed(held: list[tuple[str, int]]) -> tuple[str, int, Inner]:
    """Return the canonical form of a stretch; when composing changes it, only its beginning has a place."""
    start = held[0][1]
    plain = "".join(piece for piece, _ in held)
    whole = unicodedata.normalize("NFC", plain)
    inner, done = [], 0
    for piece, place in held:
        if done in {0, len(plain)} or whole == plain:
            inner.append((place - start, len(whole) if done == len(plain) else done))
        done += len(piece)
    return whole, start, inner


def _begins(character: str) -> bool:
    """Return whether nothing before this character can ever compose with it, or change places with it."""
    first = unicodedata.normalize("NFD", character)[0]
    return unicodedata.combining(first) == 0 and first not in _joining()


@cache
def _joining() -> frozenset[str]:
    """Return the characters of combining class 0 that compose with what stands before them."""
    pairs = (unicodedata.decomposition(chr(point)).split() for point in range(0x30000))
    seconds = {chr(int(pair[1], 16)) for pair in pairs if len(pair) == 2 and not pair[0].startswith("<")}
    jamo = {chr(point) for point in (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))}
    return frozenset({each for each in seconds if unicodedata.combining(each) == 0} | jamo)
