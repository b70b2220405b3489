"""Where along the questionnaire did people leave?

**Still in** at a page (or question): everyone included who came as far as it. **Left here**: those of them who came no
further: they saw something of it, and broke off before they saw the next question that was for them. A
page that routing passed in between is not where they left. Everyone left somewhere or went on to the end, so
the column adds up to the person. **Universe**: the respondents included; questionnaires that the exclusions
took out stand in the respondent flow. **Missing values.** Leaving is told by the reason `break_off`, which only an
export that says who finished can give; where one does not, a note says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis import shares
from analysis.kinds import Body, Request
from analysis.missingness import ALL, questions
from analysis.shares import PERCENT
from analysis.table import Base, Cell, Column, Level, Note, NoteKind, Row, Term, Text, Unit
from analysis.tally import leavers
from survey.codebook import Codebook, Variable

FINISHED = "finished"
PAGE, QUESTION = "page", "question"


@dataclass(frozen=True)
class Stop:
    """A page or a question of the questionnaire, and how many left there."""

    key: str
    label: Text
    left: int


def breakoff(request: Request) -> Body:
    """Return how many were still in at each page, and how many left there."""
    asked = questions(request)
    n, stops = len(request.survey), _stops(request, asked)
    untold = [] if request.survey.tells_finished else [Note(NoteKind.DOUBT, Term("note.breakoff_untold"))]
    return Body(
        bases=(Base(ALL, Term("base.all"), n),),
        columns=(
            Column("still_in", Term("column.still_in"), Unit.COUNT),
            Column("percent", Term("column.percent"), Unit.PERCENT),
            Column("left", Term("column.left_here"), Unit.COUNT),
        ),
        rows=(*_curve(stops, n), _end(n - sum(stop.left for stop in stops), n)),
        notes=(Note(NoteKind.RULE, Term("note.breakoff")), *untold),
        stub=Term("column.stop"),
    )


def _stops(request: Request, asked: Sequence[Variable]) -> list[Stop]:
    left = leavers(request.survey, [variable.name for variable in asked])
    paged = any(variable.page for variable in asked)
    if request.option("per", PAGE if paged else QUESTION) == QUESTION:
        return [Stop(shares.row_key(v.name, [FINISHED]), v.label, left[v.name]) for v in asked]
    pages: dict[int, list[Variable]] = {}
    for variable in asked:
        pages.setdefault(variable.page, []).append(variable)
    return [_page(request.codebook, number, held, left) for number, held in pages.items()]


def _page(codebook: Codebook, number: int, held: Sequence[Variable], left: dict[str, int]) -> Stop:
    """Return a page: the outermost group of its questions, or its first question where they stand in none."""
    group = next((variable.group for variable in held if variable.group), "")
    while group in codebook.within:
        group = codebook.within[group]
    label = codebook.groups.get(group) or held[0].label
    key = shares.row_key(group, [FINISHED]) if group else f"page.{number}"
    return Stop(key, label, sum(left[variable.name] for variable in held))


def _curve(stops: Sequence[Stop], n: int) -> list[Row]:
    rows, still_in = [], n
    for stop in stops:
        cells = {**_came(still_in, n), "left": shares.count(stop.left)}
        rows.append(Row(stop.key, stop.label, ALL, cells))
        still_in -= stop.left
    return rows


def _came(k: int, n: int) -> dict[str, Cell]:
    return shares.present({"still_in": shares.count(k), "percent": shares.share(k, n, PERCENT)})


def _end(k: int, n: int) -> Row:
    return Row(FINISHED, Term("row.finished"), ALL, _came(k, n), Level.TOTAL)
