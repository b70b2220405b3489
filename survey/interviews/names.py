"""The project's own list of names, `names.csv`, and how a name on it may stand in a text.

The list holds real names, so it stands beside the study folder and not in it, like the key file.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from survey.errors import StudyError, problem
from survey.interviews.identifiers import Found
from survey.interviews.transcript import canonical
from survey.keystore import OWNER_ONLY
from survey.workbook import Line, read_sheet

COLUMNS = ("kind", "name", "replacement", "variants")
CANDIDATE_COLUMNS = (*COLUMNS, "count", "interviews")
"""A list of candidates can be filled in and used as it is; rows without a kind are not decided yet."""
FIRST_NAME, SURNAME, PERSON, PLACE, KEEP = "first_name", "surname", "person", "place", "keep"
KINDS = (FIRST_NAME, SURNAME, PERSON, PLACE, "street", "organisation", "school", "shop", "nickname", "other", KEEP)
"""Kinds that have words in the language files; any other word is used as it is written. `keep` is left alone."""
PEOPLE = frozenset({FIRST_NAME, SURNAME, PERSON, "nickname"})
PARTICLES = frozenset(
    "van vanden vander de den der ter ten te 't d' d’ du des la le l' l’ von del di da el ben".split()
)
GLUED = re.compile(r"^(?P<particle>[dDlL]['’])(?P<rest>\w.*)$")
BLANK = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"
PIECE = re.compile(r"[\s-]+")
LITERAL = re.compile(r"\w+\.?")
MARKS = "\u0300-\u036f"


@dataclass(frozen=True)
class Name:
    """One name to be replaced, or to be kept, and other ways in which people write it."""

    kind: str
    name: str
    replacement: str = ""
    """What stands in its place, in brackets; empty = its kind and a number."""
    variants: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """Return every way to write it: as listed, and for a full name its parts and initials."""
        listed = (self.name, *self.variants)
        parts = [form for each in listed for form in _parts(each)] if self.kind == PERSON else []
        return tuple(dict.fromkeys((*listed, *parts)))


@dataclass(frozen=True)
class Names:
    """The whole list."""

    names: tuple[Name, ...] = ()
    undecided: int = 0
    """Rows that have no kind yet."""

    @property
    def kept(self) -> frozenset[str]:
        """Return the texts that are to be left alone."""
        return frozenset(form for name in self.names if name.kind == KEEP for form in (name.name, *name.variants))

    @property
    def places(self) -> frozenset[str]:
        """Return the names of places, in small letters."""
        return frozenset(form.casefold() for name in self.names if name.kind == PLACE for form in name.forms)

    def find(self, text: str) -> list[Found]:
        """Return where names of the list stand, the longest first, none over another."""
        folded = text.casefold()
        near = [(form, name) for form, pieces, name in self._forms if all(piece in folded for piece in pieces)]
        found = [item for form, name in near for item in _all(_pattern(form), name, text)]
        # after the names as written, those of people with the s of a possessive
        found += [item for form, name in near if name.kind in PEOPLE for item in _all(_pattern(form, "s"), name, text)]
        taken: list[Found] = []
        for item in sorted(found, key=lambda item: (item.start - item.end, item.start)):
            if all(item.end <= other.start or item.start >= other.end for other in taken):
                taken.append(item)
        return taken

    @cached_property
    def _forms(self) -> list[tuple[str, list[str], Name]]:
        """Return every form with the pieces that a text must have, in small letters, to be worth searching."""
        names = [name for name in self.names if name.kind != KEEP]
        return [(form, LITERAL.findall(form.casefold()), name) for name in names for form in name.forms]


def names_file(study: Path) -> Path:
    """Return where the list of names of a study stands: beside its folder, not in it."""
    folder = study.resolve()
    return folder.with_name(f"{folder.name}.names.csv")


def read_names(path: Path, kinds: Mapping[str, str]) -> Names:
    """Return a list of names; `kinds` tells the kind that a word in the column `kind` means.

    Raises `StudyError`, without any name in it, when the list cannot be read.
    """
    try:
        lines = read_sheet(path, CANDIDATE_COLUMNS, COLUMNS[:2])
    except StudyError:
        advice = f"It is a UTF-8 .csv file with the columns {', '.join(COLUMNS)}."
        raise problem("this list of names cannot be read", str(path), advice) from None
    decided = [line for line in lines if line["kind"]]
    return Names(tuple(_name(line, kinds) for line in decided), len(lines) - len(decided))


def keep_to_owner(path: Path) -> None:
    """Close a file that others may read; a copy or a backup may have opened it."""
    if os.name == "posix" and path.exists() and stat.S_IMODE(path.stat().st_mode) != OWNER_ONLY:
        path.chmod(OWNER_ONLY)


def _name(line: Line, kinds: Mapping[str, str]) -> Name:
    if not line["name"]:
        raise problem("this row has no name", line.place, "Fill it in, or remove the row.")
    kind = kinds.get(line["kind"].casefold(), line["kind"].casefold())
    variants = tuple(filter(None, (canonical(variant).strip() for variant in line["variants"].split(";"))))
    return Name(kind, canonical(line["name"]), _bare(line["replacement"]), variants)


def _bare(replacement: str) -> str:
    return " ".join(re.sub(r"[\[\]]", " ", canonical(replacement)).split())


def _parts(full: str) -> Iterator[str]:
    """Yield the parts and initials of a full name: `Jan`, `Van den Broeck`, `J. Van den Broeck`, `Jan V.`, `J.V.`."""
    words = full.split()
    if len(words) < 2:
        return
    first, last = words[0], " ".join(words[1:])
    yield from (part for part in (first, last) if len(part) > 1)
    ends = {words[1][0], words[-1][0]} | {sign.upper() for sign in (words[1][0], words[-1][0])}
    yield f"{first[0]}. {last}"
    yield from (f"{first} {end}." for end in sorted(ends))
    yield from (f"{first[0]}.{gap}{end}." for end in sorted(ends) for gap in ("", " "))


@cache
def _pattern(form: str, ending: str = "") -> re.Pattern[str]:
    """Return what finds a form as a whole word, case as written, blanks and apostrophes of any sort.

    A possessive ending (Joriks, Jorik's, Kris') is looked for and stays outside what is found.
    """
    return re.compile(rf"(?<!\w){_spelled(form)}(?={ending}(?![\w{MARKS}]))")


def _spelled(form: str) -> str:
    words: Sequence[str] = [word for glued in PIECE.split(form) for word in _unglued(glued)]
    spelled = ""
    for number, word in enumerate(words):
        before = words[number - 1].casefold() if number else ""
        gap = rf"(?:{BLANK}|-){'?' if before.endswith('.') else ''}" if number else ""
        first, either = re.escape(word[0]), f"[{re.escape(word[0].upper())}{re.escape(word[0].lower())}]"
        start = gap + (either if word.casefold() in PARTICLES else first)
        if before in PARTICLES:
            start = f"(?:{start}|{either})"  # Van den Broeck, Vandenbroeck
        apostrophe = "['’]?" if word.casefold() in PARTICLES else "['’]"
        spelled += start + re.sub(r"['’]", apostrophe, re.escape(word[1:]))
    return spelled


def _unglued(word: str) -> tuple[str, ...]:
    match = GLUED.match(word)
    return (match["particle"], match["rest"]) if match else (word,)


def _all(pattern: re.Pattern[str], name: Name, text: str) -> Iterator[Found]:
    return (Found(name.kind, name.name, match.start(), match.end()) for match in pattern.finditer(text))


__all__ = ["KEEP", "KINDS", "Name", "Names", "keep_to_owner", "names_file", "read_names"]
