"""Which items of CHERRIES (online questionnaires), of the AAPOR disclosure list and of COREQ can the data fill?

The items of COREQ (`coreq.py`) are there when the study has interviews. What the data cannot tell comes from
`[method]` in study.toml, by the key of the item, and goes before what the product would say itself. An item nobody
filled says so.
Sources: Eysenbach 2004, J Med Internet Res 6:e34; AAPOR Code of Professional Ethics and Practices, 2021.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.coreq import COREQ, FACTS, Fact, statement
from analysis.kinds import Body, Request
from analysis.table import Cell, Column, RespondentUnit, Row, Term, Text, Unit, Universe
from analysis.tally import count_reason
from survey.codebook import Label, Variable
from survey.errors import Problem, did_you_mean
from survey.missing import Reason
from survey.questions import asked

if TYPE_CHECKING:
    from survey.study import Study

CHERRIES, AAPOR = "CHERRIES", "AAPOR"
BOTH = (CHERRIES, AAPOR)


def _fixed(key: str) -> Callable[[Request], Cell]:
    return lambda request: Cell(text=Term(f"checklist.value.{key}"))


def _number(key: str, count: Callable[[Request], int]) -> Callable[[Request], Cell]:
    """Return a fact about the questionnaire: a number that is not one of people."""
    return lambda request: Cell(text=Term(f"checklist.value.{key}", {"count": count(request)}))


def _people(key: str, n: int, reveals: int | None = None) -> Cell:
    """Return a fact about people: their number stands behind the cell, so that it can be hidden."""
    return Cell(text=Term(f"checklist.value.{key}", {"n": n}), count=n, reveals=reveals)


def _questions(request: Request) -> list[Variable]:
    """Return what these waves asked: nothing derived, and no columns that only identify."""
    waves = {wave.name for wave in request.study.waves}
    return [variable for variable in asked(request.codebook) if not variable.waves or waves & set(variable.waves)]


def _started(request: Request) -> Cell:
    return _people("started", request.survey.started)


def _included(request: Request) -> Cell:
    return _people("included", len(request.survey))


def _completion(request: Request) -> Cell:
    """Return how many of those included did not break off, where every export tells who finished."""
    if not request.survey.tells_finished:
        return _fixed("unknown")(request)
    left = count_reason(request.survey, Reason.BREAK_OFF)
    return _people("completion", len(request.survey) - left, reveals=left)


def _dates(request: Request) -> Cell:
    days = [day for wave in request.study.waves for day in wave.fieldwork]
    if not days:
        return _fixed("none")(request)
    return Cell(text=Term("checklist.value.dates", {"first": min(days), "last": max(days)}))


@dataclass(frozen=True)
class Item:
    """One item: the lists it stands on, and what the data say about it (nothing when they cannot)."""

    standards: tuple[str, ...]
    value: Callable[[Request], Cell] | None = None


ITEMS: Mapping[str, Item] = {
    "design": Item(BOTH),
    "sampling": Item(BOTH, _fixed("sampling")),
    "sponsor": Item((AAPOR,)),
    "ethics": Item((CHERRIES,)),
    "consent": Item((CHERRIES,)),
    "privacy": Item((CHERRIES,)),
    "development": Item(BOTH),
    "recruitment": Item(BOTH),
    "mode": Item(BOTH),
    "incentives": Item(BOTH),
    "languages": Item((AAPOR,)),
    "dates": Item(BOTH, _dates),
    "questions": Item(BOTH, _number("questions", lambda request: len(_questions(request)))),
    "routing": Item(
        (CHERRIES,),
        _number("routing", lambda request: sum(bool(question.relevant) for question in _questions(request))),
    ),
    "review": Item((CHERRIES,)),
    "started": Item(BOTH, _started),
    "included": Item(BOTH, _included),
    "completion": Item((CHERRIES,), _completion),
    "duplicates": Item((CHERRIES,)),
    "age_limits": Item(BOTH),
    "incomplete": Item((CHERRIES,), _fixed("incomplete")),
    "item_nonresponse": Item(BOTH, _fixed("item_nonresponse")),
    "weighting": Item(BOTH, _fixed("weighting")),
    "margin": Item((AAPOR,), _fixed("margin")),
    "limitations": Item(BOTH),
}


def checklist(request: Request) -> Body:
    """Return the items of the wanted list, each with what this study can say about it."""
    wanted = set(request.option("standard").split() or (*BOTH, COREQ))
    items = {key: item for key, item in ITEMS.items() if wanted & set(item.standards)}
    facts = FACTS if COREQ in wanted and request.survey.corpora else {}
    return Body(
        bases=(),
        columns=(
            Column("standard", Term("column.standard"), Unit.TEXT),
            Column("value", Term("column.statement"), Unit.TEXT),
        ),
        rows=(
            *(_row(request, key, item) for key, item in items.items()),
            *(_interview_row(request, key, fact) for key, fact in facts.items()),
        ),
        universe=Universe(RespondentUnit.ITEMS, len(items) + len(facts)),
    )


def check_method(study: Study) -> list[Problem]:
    """Return the facts of `[method]` in study.toml that no item of the checklist asks for."""
    return [
        Problem(
            f"'{key}' is no item of the checklist",
            f"{study.path / 'study.toml'}, method.{key}",
            did_you_mean(key, (*ITEMS, *FACTS)),
        )
        for key in study.method
        if key not in ITEMS and key not in FACTS
    ]


def _row(request: Request, key: str, item: Item) -> Row:
    standards: Text = Label({"": ", ".join(item.standards)})
    return Row(
        key, Term(f"checklist.{key}"), "", {"standard": Cell(text=standards), "value": _value(request, key, item)}
    )


def _interview_row(request: Request, key: str, fact: Fact) -> Row:
    """Return an item about the interviews; their numbers are no counts of respondents."""
    stated = request.study.method.get(key) or statement(fact, request.survey.corpora)
    value = Cell(text=stated) if stated else _fixed("none")(request)
    standard = Cell(text=Label({"": f"{COREQ} {fact.number}"}))
    return Row(key, Term(f"checklist.{key}"), "", {"standard": standard, "value": value})


def _value(request: Request, key: str, item: Item) -> Cell:
    stated = request.study.method.get(key)
    if stated:
        return Cell(text=stated)
    return (item.value or _fixed("none"))(request)
