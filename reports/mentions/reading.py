"""A paragraph as it is read: its sentences, the numbers typed in them, and the tables that they refer to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from reports.mentions.runs import BARRIER, Piece, pieces
from reports.openxml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

MINUS = "\u2212"
BLANK = "[ \u00a0\u202f\u2007\u2009\u2006]"
NUMBER = re.compile(
    rf"(?<![\w.,/{MINUS}-])[{MINUS}-]?(?:\d{{1,3}}(?:(?:{BLANK}|[.,'\u2019])\d{{3}})+(?!\d)|\d+)(?:[.,]\d+)*(?![\w/])"
)
"""A number as typed, with any mark between thousands; none within a word, a date or a range of years."""
ACCENTS = re.compile("[\u0300-\u036f]")
LETTERS = re.compile(r"[^\W\d_]{3,}")
END = re.compile(rf"[.!?…](?:{BLANK}?[\"”’»)\]])*\s+(?=[\"“‘«(\[]*[^\W\d_a-z])")
SHORTENED = re.compile(
    r"(?:^|[\s(\[])(?:cf|bv|bijv|resp|vgl|ca|nr|tab|fig|vs|dr|mevr|dhr|mm?|p|pp|e\.g|i\.e|p\.ex|m\.a\.w|t\.o\.v|z\.g)$",
    re.IGNORECASE,
)
ITEM = re.compile(r"\d+(?:[.-]\d+)*")
LIST = (
    rf"{ITEM.pattern}(?:(?:, {ITEM.pattern})*{BLANK}(?:en|et|and|&|tot|to|à){BLANK}{ITEM.pattern}(?![\d.,]*{BLANK}*%))?"
)
REFERS = re.compile(rf"\btab(?:el(?:len)?|leaux?|les?)?\b\.?{BLANK}*({LIST})", re.IGNORECASE)
"""`Tabel 9`, `tables 3 et 4`, `tab. 2.1`."""
FIELD = re.compile(r"\s*(?:PAGE)?REF\s+(\S+)", re.IGNORECASE)

EQUAL_START, DIFFERENT_END = 5, 3
"""Words with so many letters in common, and so few different ones after them, are forms of one word."""


@dataclass(frozen=True)
class Typed:
    """A number typed in a sentence."""

    text: str
    values: frozenset[Fraction]


@dataclass(frozen=True)
class Sentence:
    """A sentence: its words, its numbers, and the tables it refers to by number and by bookmark."""

    text: str
    numbers: tuple[Typed, ...]
    tables: frozenset[str]
    bookmarks: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        """Return its words without capitals and accents."""
        return words(self.text)


@dataclass
class Reader:
    """Goes through a story; knows which fields are open, and which pieces are numbers of ours."""

    bound: Collection[_Element] = ()
    _codes: list[str] = field(default_factory=list)
    """The codes of the open fields; one that shows its result ends with a barrier."""

    def read(self, paragraph: _Element) -> list[Sentence]:
        """Return the sentences of the next paragraph."""
        text, fixed, marks = "", "", []
        for piece in pieces(paragraph):
            target = _target(piece, paragraph) or self._follow(piece)
            marks += [(len(text), target)] if target else []
            fixes = bool(self._codes) or piece.node in self.bound or _in_simple_field(piece)
            text += piece.text
            fixed += ("x" if fixes else " ") * len(piece.text)
        return [
            _sentence(text, fixed, start, end, [name for place, name in marks if start <= place < end])
            for start, end in sentences(text)
        ]

    def _follow(self, piece: Piece) -> str:
        """Keep track of fields; return the bookmark that one refers to where its result begins."""
        if piece.node.tag == f"{W}instrText" and self._codes:
            self._codes[-1] += piece.node.text or ""
        if piece.node.tag != f"{W}fldChar":
            return ""
        match piece.node.get(f"{W}fldCharType"):
            case "begin":
                self._codes.append("")
            case "end" if self._codes:
                self._codes.pop()
            case "separate" if self._codes and (named := FIELD.match(self._codes[-1])):
                return named[1]
        return ""


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence begins and ends; brackets are not cut, nor is text behind a shortened word."""
    start = 0
    for match in END.finditer(text):
        before = text[start : match.start()]
        if before.count("(") > before.count(")") + match[0].count(")") or SHORTENED.search(before):
            continue
        yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def values(text: str) -> frozenset[Fraction]:
    """Return what a number can mean: a lone mark before three digits is a decimal one or stands between thousands."""
    plain = re.sub(rf"{BLANK}|['\u2019]", "", text).replace(MINUS, "-")
    marks = re.findall(r"[.,]", plain)
    thousands = re.sub(r"[.,]", "", plain)
    if not marks:
        return frozenset({Fraction(plain)})
    if len(marks) > 1 and len(set(marks)) == 1:
        return frozenset({Fraction(thousands)})
    before, mark, after = plain.rpartition(marks[-1])
    read = {Fraction(f"{re.sub(r'[.,]', '', before)}.{after}")}
    return frozenset(read | ({Fraction(thousands)} if len(marks) == 1 and len(after) == 3 and mark else set()))


def words(text: str) -> frozenset[str]:
    """Return the words of a text, without capitals and accents."""
    bare = text if text.isascii() else ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return frozenset(LETTERS.findall(bare.casefold()))


def alike(one: str, other: str) -> bool:
    """Tell whether two words are forms of one: `vriend` and `vrienden`, `âge` and `âges`."""
    short, long = sorted((one, other), key=len)
    shared = next((place for place, sign in enumerate(short) if sign != long[place]), len(short))
    return (shared == len(short) or shared >= EQUAL_START) and len(long) - shared <= DIFFERENT_END


def _sentence(text: str, fixed: str, start: int, end: int, marks: list[str]) -> Sentence:
    referring = list(REFERS.finditer(text, start, end))
    spans = [match.span(1) for match in referring]
    numbers = [
        Typed(match[0], values(match[0]))
        for match in NUMBER.finditer(text, start, end)
        if "x" not in fixed[match.start() : match.end()]
        and not any(low <= match.start() < high for low, high in spans)
        and match[0].count(".") < 2
    ]
    tables = {item for match in referring for item in ITEM.findall(match[1])}
    return Sentence(text[start:end].replace(BARRIER, ""), tuple(numbers), frozenset(tables), frozenset(marks))


def _target(piece: Piece, paragraph: _Element) -> str:
    """Return the bookmark that a link, or a field in short notation, around a piece refers to."""
    for around in piece.run.iterancestors():
        if around is paragraph:
            return ""
        if around.tag == f"{W}hyperlink":
            return around.get(f"{W}anchor", "")
        if around.tag == f"{W}fldSimple":
            named = FIELD.match(around.get(f"{W}instr", ""))
            return named[1] if named else ""
    return ""


def _in_simple_field(piece: Piece) -> bool:
    return next(piece.run.iterancestors(f"{W}fldSimple"), None) is not None
