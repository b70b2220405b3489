"""The whole report as one Word file: cover, list of tables, reading guide, chapters, methods appendix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from analysis.disclosure import Release
from analysis.table import Text
from reports.appendix import appendix
from reports.binding import Jacket, Piece, bind, flow, set_out
from reports.cover import cover, cover_head, marks, running_head
from reports.fields import list_of_tables
from reports.front import Front
from reports.guide import guide
from reports.layout import aligned, lay_out
from reports.markup import heading
from reports.notes import BASE, INTERNAL, Remark, remarks
from reports.vocabulary import say, word
from reports.word import Exhibit
from survey.files import write_file

WARNINGS = frozenset({"hidden", "synthetic", INTERNAL})
"""Notes that stand together on the last line."""


def write_report(release: Release, front: Front, path: Path, *, page_numbers: bool = False) -> None:
    """Write the report; the file there is replaced only by a whole new one.

    `page_numbers` asks LibreOffice on which page each table falls; without it the list of tables gives none.
    """
    content = report(release, front)
    if page_numbers:
        from reports.pages import find_pages

        draft = report(release, front, dict.fromkeys(captions(release, front), 0))
        content = report(release, front, find_pages(draft, captions(release, front)))
    write_file(path, lambda file: file.write(content))


def report(release: Release, front: Front, pages: Mapping[str, int] | None = None) -> bytes:
    """Return the report as a Word file: the same input gives the same bytes."""
    policy = release.policy
    jacket = Jacket(
        language=front.language,
        title=say(front.title, front.language),
        subject=word("cover.report", front.language),
        running_head=running_head(front, policy),
        cover_head=cover_head(front, policy),
        marks=tuple(marks(front, policy)),
    )
    return bind(_body(release, front, pages), jacket)


def captions(release: Release, front: Front) -> dict[str, str]:
    """Return the text of every caption by table key, in order."""
    return {setting.caption.key: setting.caption.text for setting in set_out(_pieces(release, front), front.language)}


def _pieces(release: Release, front: Front) -> list[Piece]:
    return [*_chapters(release, front.language), *appendix(release, front)]


def _chapters(release: Release, language: str) -> list[Piece]:
    """Return the tables in order of the plan, each behind the heading it opens."""
    pieces: list[Piece] = []
    open_section: Text | None = None
    for table in release.tables:
        opens = table.section is not None and table.section != open_section
        title = heading(say(table.section, language), new_page=not pieces) if opens and table.section else ""
        open_section = table.section or open_section
        notes = _joined(remarks(table, release.policy, language))
        pieces.append(Exhibit(aligned(lay_out(table, language), language), notes, title))
    return pieces


def _joined(notes: Sequence[Remark]) -> tuple[str, ...]:
    """Return the notes as paragraphs: the bases in one, remarks each in their own, warnings in one."""
    bases = " ".join(note.text for note in notes if note.kind == BASE)
    own = [note.text for note in notes if note.kind != BASE and note.kind not in WARNINGS]
    warnings = " ".join(note.text for note in notes if note.kind in WARNINGS)
    return tuple(text for text in (bases, *own, warnings) if text)


def _body(release: Release, front: Front, pages: Mapping[str, int] | None) -> str:
    """Return everything between the covers, and the properties of its last section."""
    language = front.language
    pieces = _pieces(release, front)
    settings = set_out(pieces, language)
    listed = list_of_tables([setting.caption for setting in settings], pages)
    title = heading(word("document.list_of_tables", language), new_page=True)
    opening = cover(front, release.policy) + title + listed + guide(release, language)
    return opening + flow(pieces, settings)
