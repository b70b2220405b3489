"""People who answered in two waves, made in memory: the first of either wave are the same, unless said otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from analysis import tables
from analysis.table import Table
from survey.codebook import Variable
from survey.plan import TablePlan
from survey.survey import Linked, Survey
from survey.waves.crosswalk import CrosswalkRow
from tests import rounds, toy

EARLIER, LATER = "2019", "2021"
LINK = {"of": ["code"]}

Both = Sequence[Sequence[toy.Person]]
"""The people of the earlier and of the later wave."""


def table(
    variables: Sequence[Variable],
    both: Both,
    plan: TablePlan,
    pairs: Sequence[tuple[int, int]] | None = None,
    rows: Sequence[CrosswalkRow] = (),
    **more: Any,
) -> Table:
    """Return one table; `asked` gives the second wave's own questions, `left` people who were not linked, and why."""
    made = rounds.study({EARLIER: variables, LATER: more.get("asked", variables)}, [plan], rows, link=LINK)
    people = rounds.survey(made, dict(zip((EARLIER, LATER), both, strict=True)))
    found = list(enumerate(range(min(map(len, both))))) if pairs is None else pairs
    return tables(made, with_links(people, found, **more.get("left", {})), [plan.id])[0]


def with_links(survey: Survey, pairs: Sequence[tuple[int, int]], **left: Sequence[tuple[str, int]]) -> Survey:
    """Return the survey with people linked by their places."""
    others: Mapping[str, Any] = {
        why: tuple((wave, f"r{place}") for wave, place in people) for why, people in left.items()
    }
    linked = Linked(tuple((f"r{one}", f"r{other}") for one, other in pairs), **others)
    return replace(survey, links={(EARLIER, LATER): linked})


def moves(name: str, **counts: int) -> Both:
    """Return what people said in either wave: `moves("q", yes_no=3)` is three who said yes, and no the second time."""
    both = [move.split("_") for move, n in counts.items() for _ in range(n)]
    return [[{name: move[side]} for move in both] for side in (0, 1)]


def square(name: str, categories: str, counts: Sequence[Sequence[int]]) -> Both:
    """Return the same from a table of the earlier answers by the later ones."""
    names = categories.split()
    found = {f"{one}_{other}": counts[i][j] for i, one in enumerate(names) for j, other in enumerate(names)}
    return moves(name, **found)
