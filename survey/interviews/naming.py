"""How people write down codes in a comment, and which code of the set they mean.

A comment names a code (`price`), several (`price; quality`, `#price #quality`, or one on each line), a code by its
place in the tree (`motives/price`, `Motives > Price`), and may add a note to it (`price :: said twice`). Each line
stands alone, so that nothing on a next line is taken for part of a note.

A name is a code's when it is written as that code's path, name, label or trail: capitals and the number of blanks
apart, nothing else. What only resembles one is reported with the codes it resembles, never taken for them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from survey.interviews.codes import SEPARATOR, Codes

MEMO = "::"
DISTANCE = 2
"""Names that are so many letters apart may be one name with a typing error."""
NEAREST = 3
STEP = re.compile(r"\s*(?:>|(?<!/)/(?!/))\s*")
TAGS = re.compile(r"\s+(?=#)")
LOOSE = re.compile(r"[\s_\-\u00ad\u2010-\u2015]+")


@dataclass(frozen=True)
class Naming:
    """One code as somebody wrote it: the names from the root down, and a note. No names: only a note."""

    names: tuple[str, ...]
    memo: str = ""

    @property
    def written(self) -> str:
        """Return the names for readers."""
        return " > ".join(self.names)


@dataclass(frozen=True)
class Found:
    """The one code that a name stands for."""

    path: str


class Why(StrEnum):
    """Why a name is no code of the set."""

    UNKNOWN = "unknown"
    NEAR = "near"
    """It resembles codes: accents, blanks, _ and -, or one or two letters apart."""
    AMBIGUOUS = "ambiguous"
    """Several codes are called so."""


@dataclass(frozen=True)
class Unknown:
    """A name that stands for no code, and the paths of the codes it may have meant, nearest first."""

    names: tuple[str, ...]
    why: Why
    nearest: tuple[str, ...] = ()


def namings(comment: str) -> tuple[Naming, ...]:
    """Return what a comment names, each once, in its order; nothing for an empty comment. It never raises."""
    found = (naming for line in comment.splitlines() for naming in _on_a_line(line))
    return tuple(dict.fromkeys(found))


def resolve(names: Sequence[str], codes: Codes) -> Found | Unknown:
    """Return the one code that these names, from the root down, stand for; else what is wrong with them.

    A full path goes before a name or label: the root code `price` is meant by `price`, also when there is a
    `motives/price`, which can be written in full.
    """
    key = _exact(SEPARATOR.join(names))
    if not key:
        return Unknown(tuple(names), Why.UNKNOWN)
    exact = [code.path for code in codes if _exact(code.path) == key]
    found = exact or [code.path for code in codes if _means(key, codes, code.path)]
    if len(found) == 1:
        return Found(found[0])
    if found:
        return Unknown(tuple(names), Why.AMBIGUOUS, tuple(found))
    nearest = _nearest(names, codes)
    return Unknown(tuple(names), Why.NEAR if nearest else Why.UNKNOWN, nearest)


def alike(one: str, other: str) -> bool:
    """Return whether two names may be one: equal but for capitals, accents, blanks, _ and -, or two letters apart."""
    return _distance(_folded(one), _folded(other)) is not None


def _on_a_line(line: str) -> Iterator[Naming]:
    before, _, memo = line.partition(MEMO)
    memo = " ".join(memo.split())
    written = [tuple(filter(None, map(str.strip, STEP.split(part)))) for part in _parts(before.strip())]
    named = [Naming(names, memo) for names in written if names]
    if named or memo:
        yield from named or [Naming((), memo)]


def _parts(text: str) -> Iterator[str]:
    """Yield what stands between semicolons, and what follows each # where a part begins with one."""
    for part in text.split(";"):
        stripped = " ".join(part.split())
        if stripped.startswith("#"):
            yield from (tag.lstrip("#").strip() for tag in TAGS.split(stripped))
        else:
            yield stripped


def _exact(text: str) -> str:
    """Return what must be equal for two names to be one."""
    whole = unicodedata.normalize("NFC", " ".join(text.split())).casefold()
    return STEP.sub(SEPARATOR, whole)


def _folded(text: str) -> str:
    """Return what must be equal, or nearly so, for two names to be worth a question."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return LOOSE.sub("", "".join(sign for sign in parts if not unicodedata.combining(sign)))


def _means(key: str, codes: Codes, path: str) -> bool:
    """Return whether a name is that of a code, or its own name behind the names of codes above it, in any mix."""
    parent = codes[path].parent
    return any(
        key == called
        or (parent and key.endswith(SEPARATOR + called) and _means(key[: -len(called) - 1], codes, parent))
        for called in _called(codes, path)
    )


def _called(codes: Codes, path: str) -> list[str]:
    """Return the name and the labels of one code; without a label it is printed as its name with blanks."""
    code = codes[path]
    return sorted({_exact(each) for each in (code.name, code.title(""), *code.label.texts.values())})


def _nearest(names: Sequence[str], codes: Codes) -> tuple[str, ...]:
    wanted = {_folded(SEPARATOR.join(names)), _folded(names[-1])}
    apart: dict[str, int] = {}
    for code in codes:
        keys = {_folded(key) for key in (code.path, *_called(codes, code.path))}
        near = [found for a, b in product(wanted, keys) if (found := _distance(a, b)) is not None]
        if near:
            apart[code.path] = min(near)
    return tuple(sorted(apart, key=apart.__getitem__)[:NEAREST])


def _distance(one: str, other: str) -> int | None:
    """Return by how many letters two names differ, or nothing when they have too little in common."""
    if abs(len(one) - len(other)) > DISTANCE:
        return None
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        above, row = row, [i]
        for j, b in enumerate(other, start=1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (a != b)))
        if min(row) > DISTANCE:
            return None
    return row[-1] if row[-1] <= DISTANCE and row[-1] * 2 < max(len(one), len(other), 1) else None
