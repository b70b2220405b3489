"""What stands under a table: bases and absences first, then remarks, then marks and warnings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.disclosure import Audience, Policy
from analysis.table import NoteKind, Table
from reports.bases import base_sentences
from reports.vocabulary import in_sentence, say, word

BASE = "base"
INTERNAL = "internal"

WARNINGS = frozenset({NoteKind.HIDDEN.value, NoteKind.SYNTHETIC.value, INTERNAL})
"""Notes that stand together on the last line."""

ORDER = (
    NoteKind.RULE,
    NoteKind.TEST,
    NoteKind.REMARK,
    NoteKind.DOUBT,
    NoteKind.LITERATURE,
    NoteKind.HIDDEN,
    NoteKind.SYNTHETIC,
)


@dataclass(frozen=True)
class Remark:
    """One note as printed: why it stands there (a `NoteKind`, `base` or `internal`), and its text."""

    kind: str
    text: str


def remarks(table: Table, policy: Policy, language: str) -> tuple[Remark, ...]:
    """Return every note of a table in the order of printing."""
    bases = [Remark(BASE, text) for text in base_sentences(table, language)]
    return (*bases, *_noted(table, policy, language), *_internal(policy, language))


def note_lines(notes: Sequence[Remark]) -> tuple[str, ...]:
    """Return the notes as paragraphs: the bases in one, remarks each in their own, warnings in one."""
    bases = " ".join(note.text for note in notes if note.kind == BASE)
    own = [note.text for note in notes if note.kind != BASE and note.kind not in WARNINGS]
    warnings = " ".join(note.text for note in notes if note.kind in WARNINGS)
    return tuple(text for text in (bases, *own, warnings) if text)


def hides(table: Table) -> bool:
    """Tell whether something in this table is hidden."""
    cells = (cell for row in table.rows for cell in row.cells.values())
    return any(cell.hidden for cell in cells) or any(base.hidden for base in table.bases)


def _noted(table: Table, policy: Policy, language: str) -> Iterator[Remark]:
    for kind in ORDER:
        texts = [say(note.text, language) for note in table.notes if note.kind is kind]
        if kind is NoteKind.HIDDEN and hides(table):
            texts = [_legend(texts, policy, language)]
        yield from (Remark(kind.value, text) for text in texts)


def _legend(texts: Sequence[str], policy: Policy, language: str) -> str:
    """Return what the mark of a hidden cell means, in the words of disclosure control where it gave any."""
    own = word("document.legend_hidden", language, threshold=policy.threshold)
    text = in_sentence(" ".join(texts) or own)
    return word("document.legend", language, mark=word("number.hidden", language), text=text)


def _internal(policy: Policy, language: str) -> Iterator[Remark]:
    if policy.audience is Audience.INTERNAL:
        yield Remark(INTERNAL, word("document.internal_note", language))
