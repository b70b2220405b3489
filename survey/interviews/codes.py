"""The codes of an interview set: `codes.csv`, a tree of names with labels, definitions and patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from survey.codebook import Label
from survey.errors import did_you_mean, gather, problem
from survey.workbook import Line

SEPARATOR = "/"
PATH = re.compile(r"^[\w-]+(?:/[\w-]+)*$")
COLOR = re.compile(r"^#[0-9A-Fa-f]{6}$")
COLUMNS = frozenset("path label definition include exclude pattern color since origin".split())
"""`label`, `definition`, `include`, `exclude` and `pattern` take a language: `label::nl`."""
LABELLED = ("label", "definition", "include", "exclude", "pattern")
ORIGINS = ("", "theory", "data")
"""Where a code comes from: the researchers' own questions, or what people said."""


@dataclass(frozen=True)
class Code:
    """One code: where it stands in the tree, and how a coder knows it."""

    path: str
    """Names free of language, from the root: `resale/not_inclined`."""
    label: Label = field(default_factory=Label)
    definition: Label = field(default_factory=Label)
    include: Label = field(default_factory=Label)
    """An example of what it is."""
    exclude: Label = field(default_factory=Label)
    """An example of what it is not."""
    pattern: Label = field(default_factory=Label)
    """By language: words or a regular expression that suggest it."""
    color: str = ""
    since: str = ""
    """The day it was made, as 2026-03-01."""
    origin: str = ""
    """`theory` (the researchers' questions) or `data` (what people said)."""
    place: str = ""

    @property
    def name(self) -> str:
        """Return the last name of the path."""
        return self.path.rpartition(SEPARATOR)[2]

    @property
    def parent(self) -> str:
        """Return the path of the code it stands under, or nothing."""
        return self.path.rpartition(SEPARATOR)[0]

    def title(self, language: str) -> str:
        """Return its label, else its name."""
        return self.label.text(language) or self.name.replace("_", " ")


@dataclass(frozen=True)
class Codes:
    """All codes of a set, in the order of the file; every parent is there too."""

    by_path: Mapping[str, Code] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Code]:
        return iter(self.by_path.values())

    def __len__(self) -> int:
        return len(self.by_path)

    def __contains__(self, path: object) -> bool:
        return path in self.by_path

    def __getitem__(self, path: str) -> Code:
        return self.by_path[path]

    @classmethod
    def of(cls, codes: Sequence[Code]) -> Codes:
        """Return the tree of these codes; raise `StudyError` for a path that is there twice or has no parent."""
        gather(lambda code: _check(code, [other.path for other in codes]), codes)
        return cls({code.path: code for code in codes})

    def below(self, path: str) -> tuple[str, ...]:
        """Return the paths of a code and of all codes under it, in order."""
        return tuple(code.path for code in self if code.path == path or code.path.startswith(path + SEPARATOR))

    def trail(self, path: str, language: str) -> str:
        """Return the labels from the root down to a code, for readers: `Resale > Not inclined`."""
        parts = path.split(SEPARATOR)
        paths = [SEPARATOR.join(parts[: n + 1]) for n in range(len(parts))]
        return " > ".join(self[each].title(language) if each in self else each for each in paths)

    def find(self, path: str, place: str) -> Code:
        """Return the code that `place` calls `path`; raise `StudyError` naming the nearest when there is none."""
        if path not in self.by_path:
            raise problem(f"there is no code '{path}'", place, did_you_mean(path, self.by_path))
        return self.by_path[path]


def read_codes(lines: Sequence[Line]) -> Codes:
    """Return the codes of a sheet; raise `StudyError` with everything wrong in it."""
    return Codes.of(gather(_code, lines))


def _code(line: Line) -> Code:
    if not PATH.match(line["path"]):
        advice = f"Write names of letters, digits, _ and -, with {SEPARATOR} between parent and child."
        raise problem(f"'{line['path']}' cannot name a code", line.place, advice)
    if line["color"] and not COLOR.match(line["color"]):
        raise problem(f"'{line['color']}' is no color", line.place, "Write it as #1F6F8B.")
    if line["origin"] not in ORIGINS:
        raise problem(f"'{line['origin']}' is no origin", line.place, "Write theory or data, or leave it empty.")
    if line["since"] and not _is_day(line["since"]):
        raise problem("'since' must be a day, such as 2026-03-01", line.place)
    labels = {column: line.label(column) for column in LABELLED}
    _check_patterns(labels["pattern"], line.place)
    texts = {column: line[column] for column in ("color", "since", "origin")}
    return Code(line["path"], **labels, **texts, place=line.place)  # type: ignore[arg-type]


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _check_patterns(patterns: Label, place: str) -> None:
    for language, pattern in patterns.texts.items():
        try:
            re.compile(pattern)
        except re.error as error:
            what = f"the pattern in '{language}' cannot be read: {error.msg}"
            raise problem(what, place, "Put a \\ before a sign that is meant as itself, such as \\( or \\?.") from None


def _check(code: Code, paths: Sequence[str]) -> None:
    if paths.count(code.path) > 1:
        raise problem(f"the code '{code.path}' is there twice", code.place, "Remove or rename one of them.")
    if code.parent and code.parent not in paths:
        raise problem(f"'{code.path}' has no parent '{code.parent}'", code.place, f"Add a row for '{code.parent}'.")


__all__ = ["SEPARATOR", "Code", "Codes", "read_codes"]
