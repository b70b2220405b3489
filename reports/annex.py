"""The annex of a report: the questionnaire, and the codebook of the data. It holds no answers and no counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.disclosure import Audience, Policy
from reports.binding import Jacket, Piece, bind, flow, set_out
from reports.codebook import codebook_pieces
from reports.contents import Opening, contents
from reports.cover import (
    badge,
    cover_page,
    fieldwork_facts,
    marks,
    product_facts,
    running_head,
    source_facts,
    wave_facts,
)
from reports.front import Front, front_of
from reports.markup import heading
from reports.numbers import whole
from reports.questionnaire import Questionnaire
from reports.vocabulary import capital, say, word
from reports.word import Exhibit
from survey.files import write_file

if TYPE_CHECKING:
    from survey.study import Study


def write_annex(study: Study, language: str, path: Path) -> None:
    """Write the annex; the file there is replaced only by a whole new one."""
    content = annex(study, language)
    write_file(path, lambda file: file.write(content))


def annex(study: Study, language: str) -> bytes:
    """Return the annex as a Word file: the same study gives the same bytes."""
    front = front_of(study, None, language)
    policy = Policy(Audience.PUBLIC, study.threshold)
    jacket = Jacket(
        language=language,
        title=say(front.title, language),
        subject=word("annex.title", language),
        running_head=running_head(front, policy),
        marks=tuple(marks(front, policy)),
    )
    return bind(_body(study, front), jacket)


def _body(study: Study, front: Front) -> str:
    language = front.language
    asked = Questionnaire(study.codebook, language)
    found = [*asked.pieces(), *codebook_pieces(study, language)]
    openings = iter(_numbered(piece for piece in found if isinstance(piece, Opening)))
    numbered = [next(openings) if isinstance(piece, Opening) else piece for piece in found]
    listed = contents([piece for piece in numbered if isinstance(piece, Opening)])
    pieces = _joined(numbered)
    opening = _cover(front, len(asked.numbers)) + heading(word("annex.contents", language), new_page=True) + listed
    return opening + flow(pieces, set_out(pieces, language))


def _joined(found: Iterable[Piece | Opening]) -> list[Piece]:
    """Return the pieces with the heading over a table as a part of it: it must be on the table's own page."""
    pieces: list[Piece] = []
    over = ""
    for piece in found:
        if isinstance(piece, Opening):
            over += piece.xml
        else:
            pieces += [replace(piece, heading=over)] if isinstance(piece, Exhibit) else [over, piece]
            over = ""
    return [*pieces, over]


def _numbered(openings: Iterator[Opening]) -> Iterator[Opening]:
    return (replace(opening, number=number) for number, opening in enumerate(openings, 1))


def _cover(front: Front, questions: int) -> str:
    language = front.language
    synthetic = badge(capital(word("document.synthetic", language)), word("annex.synthetic_note", language))
    facts = [
        *wave_facts(front),
        *fieldwork_facts(front),
        (word("annex.questions", language), whole(questions, language)),
        *source_facts(front),
        *product_facts(front),
    ]
    return cover_page(word("annex.title", language), front, synthetic if front.synthetic else "", facts)
