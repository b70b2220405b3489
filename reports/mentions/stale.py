"""Numbers that an author typed and that may be out of date. They are told, never rewritten.

A number is flagged when (a) it was printed in a table and that number changed, (b) its sentence refers to the table or
stands in the same section, and (c) a word of the number's row or column, or the name of its statistic, is in the
sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from analysis.disclosure import Release
from reports.layout import aligned, lay_out
from reports.manifest import Printed, PrintedTable, printed_table, squeezed
from reports.mentions.controls import held_numbers
from reports.mentions.places import Place, Section, sections
from reports.mentions.reading import NUMBER, Reader, Sentence, Typed, alike, values, words
from reports.notes import note_lines, remarks
from reports.vocabulary import knows, word

if TYPE_CHECKING:
    from lxml.etree import _Element

SHORT = 70
"""So many letters of a sentence or note say which one it is."""


@dataclass(frozen=True)
class Stale:
    """A typed number that may be out of date: where it stands, and what it was and is in which table."""

    table: str
    number: str
    """The table's, as printed in the document; empty where it has none."""
    label: str
    old: str
    new: str
    """What is printed now; the mark of hidden where it is hidden, empty where it is no longer there."""
    heading: str
    sentence: str
    """Its first words."""


@dataclass(frozen=True)
class _Changed:
    """A printed number that is another one now."""

    table: str
    label: str
    old: str
    new: str
    words: frozenset[str]
    values: frozenset[Fraction]


def stale_numbers(
    root: _Element,
    base: Printed,
    release: Release,
    language: str,
    headings: frozenset[str] = frozenset(),
    places: Mapping[str, Place] | None = None,
) -> list[Stale]:
    """Return the typed numbers of a part that are out of date, in the order of the text.

    `base` is what was printed before this release; `headings` the document's styles of headings; `places` where its
    tables stand, needed for a part that is not its body.
    """
    told = sections(root, base.tables, headings)
    read = list(_sentences(root, told))
    changed = _changed(base, release, language) if read else {}
    if not changed:
        return []
    known = {**(places or {}), **{key: place for section in told for key, place in section.tables.items()}}
    return [stale for section, sentence in read for stale in _stales(section, sentence, changed, known)]


def _sentences(root: _Element, told: Sequence[Section]) -> Iterator[tuple[Section, Sentence]]:
    """Yield the sentences in which a number is typed; captions are none."""
    reader = Reader({piece.node for held in held_numbers(root) for piece in held.pieces})
    for section in told:
        for paragraph in section.paragraphs:
            sentences = reader.read(paragraph)
            if not any(paragraph is caption for caption in section.captions):
                yield from ((section, sentence) for sentence in sentences if sentence.numbers)


def _stales(
    section: Section, sentence: Sentence, changed: Mapping[str, Sequence[_Changed]], known: Mapping[str, Place]
) -> Iterator[Stale]:
    tables = [key for key, place in known.items() if key in section.tables or _refers(sentence, place)]
    options = [each for key in tables for each in changed.get(key, ())]
    for typed in sentence.numbers:
        found = _best(typed, sentence, options)
        if found is not None:
            yield _stale(found, section, sentence, known[found.table])


def _refers(sentence: Sentence, place: Place) -> bool:
    return bool(sentence.bookmarks & place.bookmarks) or place.number in sentence.tables


def _best(typed: Typed, sentence: Sentence, options: Sequence[_Changed]) -> _Changed | None:
    """Return the changed number that a typed one most likely repeats: with most of its words in the sentence."""
    said = sentence.words
    scores = [(_shared(each.words, said), each) for each in options if each.values & typed.values]
    score, found = max(scores, key=lambda scored: scored[0], default=(0, None))
    return found if score else None


def _shared(labels: frozenset[str], said: frozenset[str]) -> int:
    return sum(any(alike(label, each) for each in said) for label in labels)


def _stale(found: _Changed, section: Section, sentence: Sentence, place: Place) -> Stale:
    text = squeezed(sentence.text)
    return Stale(found.table, place.number, _begin(found.label), found.old, found.new, section.heading, _begin(text))


def _begin(text: str) -> str:
    return text if len(text) <= SHORT else text[:SHORT].rsplit(" ", 1)[0] + " …"


def _changed(base: Printed, release: Release, language: str) -> dict[str, list[_Changed]]:
    """Return the numbers of each table that are printed differently now, or no longer."""
    tables = {table.id: table for table in release.tables}
    found = {}
    for key, old in base.tables.items():
        table = tables.get(key)
        if table is not None:
            notes = note_lines(remarks(table, release.policy, language))
            new = printed_table(aligned(lay_out(table, language), language), notes)
            found[key] = list(_table(key, old, new, language))
    return {key: changes for key, changes in found.items() if changes}


def _table(key: str, old: PrintedTable, new: PrintedTable, language: str) -> Iterator[_Changed]:
    for row, printed in old.rows.items():
        now = new.rows.get(row)
        cells = {} if now is None else dict(zip(new.columns, now.cells, strict=False))
        whole = len(printed.cells) == len(old.columns)
        for place, cell in enumerate(printed.cells):
            column = old.columns[place] if whole else ""
            head = old.heads[place] if whole else ""
            then = cells.get(column, "") if whole else (now.cells[0] if now and now.cells else "")
            named = _Named(f"{printed.label}, {head}".strip(", "), (row, column))
            yield from _pairs(key, squeezed(cell), squeezed(then), named, language)
        yield from _texts(key, printed.label, "" if now is None else now.label, language)
    heads = dict(zip(new.columns, new.heads, strict=True))
    for column, head in zip(old.columns, old.heads, strict=True):
        yield from _texts(key, head, heads.get(column, ""), language)
    for before, note in zip(old.notes, new.notes, strict=False):
        yield from _texts(key, before, note, language)


@dataclass(frozen=True)
class _Named:
    """What a number is called: its labels, and the keys of its row and column."""

    label: str
    keys: tuple[str, str] = ("", "")


def _texts(table: str, old: str, new: str, language: str) -> Iterator[_Changed]:
    """Yield the numbers in a label, head or note that says the same of others now: "66 van 99 respondenten"."""
    if old != new and NUMBER.sub("#", old) == NUMBER.sub("#", new):
        yield from _pairs(table, old, new, _Named(old), language)


def _pairs(table: str, old: str, new: str, named: _Named, language: str) -> Iterator[_Changed]:
    """Yield each number of a printed text that is another one in the text that is printed now."""
    before, after = NUMBER.findall(old), NUMBER.findall(new)
    if old == new or not before:
        return
    hidden = word("number.hidden", language)
    if len(before) != len(after):
        after = [hidden if new == hidden else new] * len(before) if not after else []
    for one, other in zip(before, after, strict=False):
        if one != other:
            yield _Changed(table, named.label, one, other, _words(named, language), values(one))


def _words(named: _Named, language: str) -> frozenset[str]:
    """Return the words by which a sentence can mean a number: those of its labels, and its statistic's."""
    parts = {part for key in named.keys for part in key.rpartition(".")[2].split("_")}
    names = [f"mentions.statistic.{part}" for part in parts if part]
    statistic = " ".join(word(name, language) for name in names if knows(name, language))
    return words(f"{named.label} {statistic}") - words(word("mentions.small_words", language))
