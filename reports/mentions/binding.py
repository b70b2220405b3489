"""`{{ table.row.column }}` in running text becomes the number, in a content control by which it is found again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from analysis.disclosure import Release
from reports.manifest import Printed, squeezed
from reports.mentions.controls import holds_numbers, is_ours, mark, set_properties, unwrap
from reports.mentions.keys import Keys, Value, Written, was_printed, written
from reports.mentions.names import Taken
from reports.mentions.runs import (
    BARRIER,
    FALLBACK,
    REVISIONS,
    ROOMS,
    Piece,
    cut_out,
    pieces,
    properties_of,
    remove,
    set_text,
    text_of,
    within,
)
from reports.openxml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

OPEN = "{\uff5b\ufe5b\u2774\u2983"
CLOSE = "}\uff5d\ufe5c\u2775\u2984"
"""Braces, and the signs that look like them."""
LONGEST = 300
PLACEHOLDER = re.compile(rf"[{OPEN}]{{2}}([^{OPEN}{CLOSE}{BARRIER}]{{1,{LONGEST}}})[{CLOSE}]{{2}}")
OPENED = re.compile(rf"[{OPEN}]{{2}}")
SHORT = 60
"""So many letters of a paragraph say where something stands."""

OTHERS = {f"{W}{name}" for name in ("text", "dataBinding", "comboBox", "dropDownList", "date", "picture")}
"""What content controls have that cannot hold another one."""


class Trouble(StrEnum):
    """Why a placeholder stays as it was written."""

    UNKNOWN = "unknown"
    """Nothing has that key."""
    GONE = "gone"
    """The document printed it; the study has it no more."""
    FORM = "form"
    """The number cannot be printed in the form that is asked for."""
    BROKEN = "broken"
    """The braces do not close, or something else than text stands between them."""
    REVISED = "revised"
    """Tracked changes run through it."""
    ELSEWHERE = "elsewhere"
    """It stands where Word allows no content control."""


@dataclass(frozen=True)
class Bound:
    """A number that was bound: its name (key and form), its text, and the words it stands in."""

    key: str
    text: str
    place: str
    hidden: bool = False


@dataclass(frozen=True)
class Problem:
    """A placeholder that stays, why, and the key that may have been meant."""

    trouble: Trouble
    written: str
    place: str
    nearest: str = ""


@dataclass(frozen=True)
class _Found:
    """A placeholder in a paragraph."""

    paragraph: _Element
    start: int
    end: int
    inside: str

    @property
    def covered(self) -> list[Piece]:
        """Return every piece that it touches."""
        return [piece for piece in pieces(self.paragraph) if piece.start < self.end and piece.end > self.start]

    @property
    def place(self) -> str:
        """Return the first words of the paragraph."""
        return beginning(self.paragraph)


def bind_numbers(
    root: _Element, release: Release, language: str, taken: Taken | None = None, base: Printed | None = None
) -> tuple[list[Bound], list[Problem]]:
    """Bind every placeholder of a part, in place; return those bound and those that stay, in the order of the text.

    `taken` tells what the other parts of the document use; it is added to. `base` is what was last printed.
    """
    keys, used = Keys(release, language), taken or Taken.of([root])
    bound: list[Bound] = []
    problems: list[Problem] = []
    for paragraph in _with_braces(root):
        done = [_bind(found, keys, used, base) for found in _placeholders(paragraph)]
        seen = [] if within(paragraph, {FALLBACK}) is not None else [*reversed(done), *_unclosed(paragraph)]
        bound += [each for each in seen if isinstance(each, Bound)]
        problems += [each for each in seen if isinstance(each, Problem)]
    return bound, problems


def names_numbers(root: _Element) -> bool:
    """Tell whether a part holds a number that is bound, or something between braces that may ask for one."""
    asked = (OPENED.search(text_of(pieces(paragraph))) for paragraph in root.iter(f"{W}p"))
    return holds_numbers(root) or any(asked)


def beginning(paragraph: _Element) -> str:
    """Return the first words of a paragraph."""
    text = squeezed(text_of(pieces(paragraph)).replace(BARRIER, " "))
    return text if len(text) <= SHORT else text[:SHORT].rsplit(" ", 1)[0] + " …"


def _with_braces(root: _Element) -> list[_Element]:
    """Return the paragraphs with a brace in them; a placeholder within a control of ours takes its place."""
    with_brace = [node for node in root.iter(f"{W}t") if node.text and any(sign in node.text for sign in OPEN)]
    for node in with_brace:
        around = within(node, {f"{W}sdt"})
        if around is not None and is_ours(around) and OPENED.search(_plain(around)):
            unwrap(around)
    return list(dict.fromkeys(around for node in with_brace if (around := within(node, {f"{W}p"})) is not None))


def _plain(node: _Element) -> str:
    return "".join(text.text or "" for text in node.iter(f"{W}t"))


def _placeholders(paragraph: _Element) -> Iterator[_Found]:
    """Yield the placeholders of a paragraph, the last one first: binding one moves what stands behind it."""
    text = text_of(pieces(paragraph))
    for match in reversed(list(PLACEHOLDER.finditer(text))):
        yield _Found(paragraph, *match.span(), match[1])


def _unclosed(paragraph: _Element) -> Iterator[Problem]:
    """Yield what opens like a placeholder and is none."""
    rest = PLACEHOLDER.sub("", text_of(pieces(paragraph)))
    for match in OPENED.finditer(rest):
        yield Problem(
            Trouble.BROKEN, squeezed(rest[match.start() :][:SHORT].replace(BARRIER, " ")), beginning(paragraph)
        )


def _bind(found: _Found, keys: Keys, taken: Taken, base: Printed | None) -> Bound | Problem:
    place, key = found.place, written(found.inside)
    number = keys.find(key.key)
    if number is None and base is not None and was_printed(key.key, base):
        return Problem(Trouble.GONE, squeezed(found.inside), place)
    if number is None:
        return Problem(Trouble.UNKNOWN, squeezed(found.inside), place, keys.nearest(key.key))
    value = number.shown(key.form, keys.language)
    hindered = _hindrance(found)
    if value is None or hindered is not None:
        return Problem(hindered or Trouble.FORM, squeezed(found.inside), place)
    name = Written(number.key, key.form).name
    _set(found, name, value, taken)
    return Bound(name, value.text, place, value.hidden)


def _hindrance(found: _Found) -> Trouble | None:
    """Return why no control can stand here, or nothing."""
    covered = found.covered
    around = [within(piece.run, REVISIONS, found.paragraph) for piece in covered]
    if any(each is not around[0] for each in around) or _deleted_between(covered):
        return Trouble.REVISED
    first = covered[0].run
    parent = first.getparent()
    controls = [node for node in first.iterancestors(f"{W}sdt") if _kinds(node) & OTHERS]
    fits = parent is not None and parent.tag in ROOMS and not controls
    return None if fits else Trouble.ELSEWHERE


def _kinds(control: _Element) -> set[str]:
    properties = control.find(f"{W}sdtPr")
    return set() if properties is None else {str(child.tag) for child in properties}


def _deleted_between(covered: list[Piece]) -> bool:
    """Tell whether a tracked deletion stands between the runs of a placeholder."""
    runs = list(dict.fromkeys(piece.run for piece in covered))
    return any(node.tag in REVISIONS for run, following in pairwise(runs) for node in _siblings(run, following))


def _siblings(run: _Element, following: _Element) -> Iterator[_Element]:
    for node in run.itersiblings():
        if node is following:
            return
        yield node


def _set(found: _Found, name: str, value: Value, taken: Taken) -> None:
    """Put the control before what it replaces, formatted like the run in which the placeholder begins."""
    covered = cut_out(found.paragraph, found.start, found.end)
    first = covered[0].run
    for node in _control(first, name, value.text, taken):
        first.addprevious(node)
    remove(covered)


def _control(like: _Element, name: str, text: str, taken: Taken) -> list[_Element]:
    """Return a bookmark around a content control that holds a number, formatted like a run."""
    from lxml import etree

    start, end = mark(like, name, taken)
    held = like.makeelement(f"{W}sdt", {})
    properties = etree.SubElement(held, f"{W}sdtPr")
    set_properties(properties, name, start.get(f"{W}name", ""), taken)
    run = etree.SubElement(etree.SubElement(held, f"{W}sdtContent"), f"{W}r")
    formatted = properties_of(like)
    if formatted is not None:
        run.append(formatted)
    set_text(etree.SubElement(run, f"{W}t"), text)
    return [start, held, end]
