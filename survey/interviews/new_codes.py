"""The codes that a file names: which of the set they are, and those that become codes of it when that is wished for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from survey.codebook import Label
from survey.interviews.codes import COLOR, SEPARATOR, Code, Codes
from survey.interviews.incoming import IncomingCode
from survey.interviews.matching import Wishes
from survey.interviews.naming import Found, Unknown, Why, resolve
from survey.interviews.transcript import canonical

SHORT_COLOR = re.compile(r"^#[0-9A-Fa-f]{3}$")
ORIGIN = "data"

Names = tuple[str, ...]


@dataclass(frozen=True)
class UnknownCode:
    """A name of the file that is no code of the set: how often it is coded, what it resembles, and what it became."""

    names: Names
    count: int
    why: Why
    nearest: tuple[str, ...] = ()
    added: str = ""
    """The path under which it was added."""

    @property
    def written(self) -> str:
        """Return the names for readers."""
        return " > ".join(self.names)


@dataclass(frozen=True)
class Named:
    """The codes of a set after a file was looked at, and which of them each of its names is."""

    codes: Codes
    paths: Mapping[Names, str]
    unknown: tuple[UnknownCode, ...] = ()


def name_codes(codes: Codes, coded: Iterable[Names], book: Sequence[IncomingCode], wishes: Wishes) -> Named:
    """Return which code each name is; names that are none are added to the codes when that is wished for.

    Never added: a name that several codes have, and one that would get the path of a code that is there.
    """
    counts = Counter({code.path: 0 for code in book if code.path})
    counts.update(coded)
    answers = {names: resolve(names, codes) for names in counts}
    paths = {names: answer.path for names, answer in answers.items() if isinstance(answer, Found)}
    unknown = {names: answer for names, answer in answers.items() if isinstance(answer, Unknown)}
    growing = _Growing(codes, {code.path: code for code in book}, wishes)
    added: dict[Names, str] = {}
    if wishes.add_codes:
        added = {names: growing.add(names) for names, answer in unknown.items() if answer.why is not Why.AMBIGUOUS}
    told = tuple(
        UnknownCode(names, counts[names], answer.why, answer.nearest, added.get(names, ""))
        for names, answer in unknown.items()
    )
    return Named(growing.grown, paths | {names: path for names, path in added.items() if path}, told)


class _Growing:
    """Codes to which names are added, parents first."""

    def __init__(self, codes: Codes, book: Mapping[Names, IncomingCode], wishes: Wishes) -> None:
        self.known = codes
        self.book = book
        self.wishes = wishes
        self.new: dict[str, Code] = {}
        self.made: dict[Names, str] = {}

    @property
    def grown(self) -> Codes:
        """Return the codes with what was added."""
        return Codes.of([*self.known, *self.new.values()]) if self.new else self.known

    def add(self, names: Names) -> str:
        """Return the path that a name gets, or nothing where a code of the set has it already."""
        if names in self.made:
            return self.made[names]
        parent = self._parent(names[:-1])
        path = SEPARATOR.join(filter(None, (parent, legal_step(names[-1]))))
        if path in self.known or (names[:-1] and not parent):
            return ""
        path = next(each for each in (path, *(f"{path}_{n}" for n in range(2, 10_000))) if self._is_free(each))
        self.made[names] = path
        self.new[path] = self._code(names, path)
        return path

    def _parent(self, names: Names) -> str:
        if not names:
            return ""
        answer = resolve(names, self.known)
        return answer.path if isinstance(answer, Found) else self.add(names)

    def _is_free(self, path: str) -> bool:
        return path not in self.known and path not in self.new

    def _code(self, names: Names, path: str) -> Code:
        said = self.book.get(names)
        language = (said.language if said else "") or self.wishes.label_language
        definition = canonical(said.description).strip() if said else ""
        return Code(
            path,
            label=(said and said.label) or Label({language: " ".join(names[-1].split())}),
            definition=Label({language: definition} if definition else {}),
            include=said.include if said else Label(),
            exclude=said.exclude if said else Label(),
            color=_color(said.color) if said else "",
            since=self.wishes.today,
            origin=ORIGIN,
        )


def legal_step(name: str) -> str:
    """Return a name as one step of a path: small letters, digits, _ and -."""
    return re.sub(r"[^\w-]+", "_", canonical(name).casefold()).strip("_") or "code"


def _color(written: str) -> str:
    color = "#" + "".join(sign * 2 for sign in written[1:]) if SHORT_COLOR.match(written) else written
    return color.upper() if COLOR.match(color) else ""


__all__ = ["Named", "UnknownCode", "legal_step", "name_codes"]
