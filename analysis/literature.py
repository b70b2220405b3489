"""What other studies found, in a column of its own beside what this one counts.

A finding with a `study` names a cell. Its figure stands in the row of that cell as it was published, in a column
`literature`; under the table a note names the study. It is no number of this study: it is not computed with, never
hidden, and never judged (`published.py`). A row that runs over the full width (a mean) has the note alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.plans import BESIDE
from analysis.published import LITERATURE, find, said
from analysis.table import Cell, Level, Note, NoteKind, Row, Table, Term, Text
from survey.plan import Finding


def beside(table: Table, findings: Sequence[Finding]) -> Table:
    """Return a table with a column of what other studies found, where they found any of it."""
    found = [finding for finding in findings if finding.study and finding.table == table.id and table.kind in BESIDE]
    if not found:
        return table
    figures = {finding.number: said(finding, find(finding, table)) for finding in found}
    texts = {row.key: [figures[each.number] for each in found if each.row == row.key] for row in table.rows}
    placed = [row for row in table.rows if texts[row.key] and row.level is not Level.SUMMARY]
    return replace(
        table,
        columns=(*table.columns, LITERATURE) if placed else table.columns,
        rows=tuple(_with(row, texts[row.key]) if row in placed else row for row in table.rows),
        notes=(*table.notes, *(_note(finding, figures[finding.number]) for finding in found)),
    )


def _with(row: Row, texts: Sequence[Text]) -> Row:
    """Return a row with its figures; on no base, because they are not of these people."""
    first, *others = texts
    for other in others:
        first = Term("row.comma", {"first": first, "last": other})
    return replace(row, cells={**row.cells, LITERATURE.key: Cell(text=first, base="")})


def _note(finding: Finding, figure: Text) -> Note:
    words = {"study": finding.study, "label": finding.label, "figure": figure}
    return Note(NoteKind.LITERATURE, Term("note.literature", words))
