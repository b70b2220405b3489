"""The whole report as one Word file: cover, lists of tables and figures, reading guide, chapters, methods appendix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from analysis.disclosure import Audience, Release
from reports.appendix import appendix, told
from reports.binding import Jacket, Piece, bound, flow, hang_out, set_out
from reports.chapters import chapters, openings
from reports.cover import cover, cover_head, marks, running_head
from reports.fields import list_of_tables
from reports.front import Front
from reports.guide import guide
from reports.house import House
from reports.likeness import printed_figure
from reports.manifest import Printed, printed_table, with_manifest
from reports.markup import heading
from reports.paper import FORMATS
from reports.passages import CHAPTERS, COVER, GUIDE, METHOD, Passage, passages, set_passages
from reports.plate import Hung, attachments
from reports.prose import Heading
from reports.vocabulary import say, word
from reports.word import Exhibit, Setting, describe
from survey.files import write_file
from survey.package import zipped


def write_report(
    release: Release, front: Front, path: Path, *, page_numbers: bool = False, house: House | None = None
) -> None:
    """Write the report, in a house style if one is given; the file there is replaced only by a whole new one.

    `page_numbers` asks LibreOffice on which page each table falls; without it the list of tables gives none.
    """
    content = report(release, front, house=house)
    if page_numbers:
        from reports.pages import find_pages

        draft = report(release, front, dict.fromkeys(captions(release, front), 0), house)
        content = report(release, front, find_pages(draft, captions(release, front)), house)
    write_file(path, lambda file: file.write(content))


def report(release: Release, front: Front, pages: Mapping[str, int] | None = None, house: House | None = None) -> bytes:
    """Return the report as a Word file: the same input gives the same bytes."""
    pieces = _pieces(release, front)
    settings = set_out(pieces, front.language, house.forms if house else FORMATS)
    hung = hang_out(pieces, settings, front.language)
    body = _body(release, front, pieces, settings, hung, pages)
    return _bound(release, front, pieces, body, hung, house=house)


def excerpt(release: Release, front: Front, house: House | None = None) -> bytes:
    """Return the tables of a release with their notes and figures, without cover, lists, guide and appendix."""
    pieces = _chapters(release, front.language)
    bare = [replace(piece, heading="") if isinstance(piece, Exhibit) else piece for piece in pieces]
    settings = set_out(bare, front.language, house.forms if house else FORMATS)
    hung = hang_out(bare, settings, front.language)
    return _bound(release, front, bare, flow(bare, settings, hung), hung, covered=False, house=house)


def texts(release: Release, front: Front) -> dict[str, list[Passage | Exhibit]]:
    """Return every paragraph of a report outside its tables, by story; in the appendix the tables between them."""
    return {
        COVER: list(cover(front, release.policy)),
        GUIDE: list(guide(release, front.language)),
        CHAPTERS: list(passages(CHAPTERS, openings(release, front.language))),
        METHOD: told(release, front),
    }


def _bound(
    release: Release,
    front: Front,
    pieces: Sequence[Piece],
    body: str,
    hung: Sequence[Hung],
    *,
    covered: bool = True,
    house: House | None = None,
) -> bytes:
    """Return a Word file that knows what it prints; without a cover, its first page has the head of the others."""
    policy = release.policy
    jacket = Jacket(
        language=front.language,
        title=say(front.title, front.language),
        subject=word("cover.report", front.language),
        running_head=running_head(front, policy),
        cover_head=cover_head(front, policy) if covered else running_head(front, policy),
        marks=tuple(marks(front, policy)),
    )
    parts = bound(body, jacket, attachments(hung))
    locale = word("document.locale", front.language)
    dressed = house.dressed(parts, jacket.marks, locale) if house else parts
    return zipped(with_manifest(dressed, printed(release, front, pieces, hung, covered=covered)))


def printed(
    release: Release, front: Front, pieces: Sequence[Piece], hung: Sequence[Hung], *, covered: bool = True
) -> Printed:
    """Return every number of the study's tables, every figure and every other paragraph, as these pieces print it."""
    stories = texts(release, front) if covered else {}
    kept = [piece for piece in pieces if isinstance(piece, Exhibit) and piece.kept]
    return Printed(
        study=front.name,
        language=front.language,
        internal=release.policy.audience is Audience.INTERNAL,
        threshold=release.policy.threshold,
        waves=list(front.waves),
        tables={
            piece.layout.key: printed_table(piece.layout, piece.notes, describe(piece.layout, front.language))
            for piece in kept
        },
        figures={each.plate.table.id: printed_figure(each) for each in hung},
        texts={each.key: each.printed for story in stories.values() for each in story if isinstance(each, Passage)},
    )


def captions(release: Release, front: Front) -> dict[str, str]:
    """Return the text of every caption by the key of its table or figure, in order."""
    pieces = _pieces(release, front)
    settings = set_out(pieces, front.language)
    hung = hang_out(pieces, settings, front.language)
    return {each.key: each.text for each in [*(s.caption for s in settings), *(h.caption for h in hung)]}


def _pieces(release: Release, front: Front) -> list[Piece]:
    return [*_chapters(release, front.language), *appendix(release, front)]


def _chapters(release: Release, language: str) -> list[Piece]:
    """Return the tables and figures of every chapter; a heading goes with the table below it."""
    pieces: list[Piece] = []
    opens, headings = "", iter(set_passages(CHAPTERS, passages(CHAPTERS, openings(release, language))))
    for part in chapters(release, language):
        if isinstance(part, Heading):
            opens = next(headings)
        elif isinstance(part, Exhibit):
            pieces.append(replace(part, heading=opens))
            opens = ""
        else:
            pieces.append(part)
    return pieces


def _body(
    release: Release,
    front: Front,
    pieces: Sequence[Piece],
    settings: Sequence[Setting],
    hung: Sequence[Hung],
    pages: Mapping[str, int] | None,
) -> str:
    """Return everything between the covers, with the properties of its last section."""
    language = front.language
    listed = list_of_tables([setting.caption for setting in settings], pages)
    title = heading(word("document.list_of_tables", language), new_page=True)
    facts = "".join(set_passages(COVER, cover(front, release.policy)))
    opening = facts + title + listed + _figures(hung, pages, language)
    return opening + "".join(set_passages(GUIDE, guide(release, language))) + flow(pieces, settings, hung)


def _figures(hung: Sequence[Hung], pages: Mapping[str, int] | None, language: str) -> str:
    """Return the list of figures, where there are any."""
    if not hung:
        return ""
    listed = list_of_tables([each.caption for each in hung], pages)
    return heading(word("document.list_of_figures", language)) + listed
