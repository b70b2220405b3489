"""The break-off curve: everyone left somewhere or went on to the end."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import tables
from analysis.disclosure import Audience, Policy, protect
from analysis.table import Table, Term
from survey.missing import Reason
from tests import toy

GONE, PAST, OPEN = Reason.BREAK_OFF, Reason.NOT_APPLICABLE, Reason.NO_ANSWER
PAGES = [replace(toy.one(name, group=f"g{page}"), page=page) for name, page in (("a", 1), ("b", 1), ("c", 2), ("d", 3))]
BARE = [toy.one(name) for name in "abcd"]


def curve(people: list[toy.Person], variables: list[object] | None = None, **more: object) -> Table:
    return toy.table("breakoff", "", variables or PAGES, people, **more)  # type: ignore[arg-type]


def person(*entries: object) -> toy.Person:
    return dict(zip("abcd", entries, strict=True))


def left(made: Table) -> dict[str, tuple[int | None, int | None]]:
    return {
        row.key: (row.cells["still_in"].count, row.cells["left"].count if "left" in row.cells else None)
        for row in made.rows
    }


PEOPLE = [
    person("yes", "yes", "yes", "yes"),
    person("yes", OPEN, OPEN, OPEN),
    person("yes", GONE, GONE, GONE),
    person("yes", "no", "no", GONE),
    person("yes", "no", PAST, GONE),
    person(GONE, GONE, GONE, GONE),
]


def test_by_page() -> None:
    made = curve(PEOPLE)
    assert left(made) == {"g1": (6, 3), "g2": (3, 1), "g3": (2, 0), "finished": (2, None)}
    third = Fraction(100, 3)
    percents = {row.key: row.cells["percent"].value for row in made.rows}
    assert percents == {"g1": 100, "g2": 50, "g3": third, "finished": third}


def test_by_question() -> None:
    wanted = {"a": (6, 2), "b": (4, 1), "c": (3, 1), "d": (2, 0), "finished": (2, None)}
    assert left(curve(PEOPLE, options={"per": "question"})) == wanted
    assert left(curve(PEOPLE, list(BARE))) == wanted


def test_a_page_that_routing_passed_is_not_where_they_left() -> None:
    assert left(curve([person("yes", "yes", PAST, GONE)]))["g2"] == (0, 0)


def test_without_questions_or_people() -> None:
    assert left(curve([])) == {"g1": (0, 0), "g2": (0, 0), "g3": (0, 0), "finished": (0, None)}


@pytest.mark.parametrize("told", [True, False])
def test_a_note_says_where_leaving_cannot_be_told(told: bool) -> None:
    survey = toy.survey(PAGES, PEOPLE, tells_finished=told)
    made = tables(toy.study(PAGES, [toy.plan("breakoff")]), survey)[0]
    assert (Term("note.breakoff_untold") in [note.text for note in made.notes]) is not told


LEAVING = st.integers(0, 4).map(lambda stay: person(*["yes"] * stay, *[GONE] * (4 - stay)))


@settings(deadline=None)
@given(st.lists(LEAVING, max_size=60), st.sampled_from([3, 5, 10]))
def test_it_adds_up_to_the_person_and_tells_no_small_number(people: list[toy.Person], k: int) -> None:
    made = curve(people)
    parts = [row.cells["left"].count or 0 for row in made.rows if "left" in row.cells]
    assert sum(parts) + (toy.row_of(made, "finished").cells["still_in"].count or 0) == len(people)
    shown = protect([made], (), Policy(Audience.PUBLIC, k)).tables[0]
    for row, other in zip(shown.rows, shown.rows[1:], strict=False):
        before, after = row.cells["still_in"].count, other.cells["still_in"].count
        if before is not None and after is not None:
            assert not 0 < before - after < k
        assert row.cells["left"].count is None or not 0 < row.cells["left"].count < k


def test_each_group_has_its_own_curve() -> None:
    sex = toy.one("sex", "m v")
    people = [{**each, "sex": "mv"[place % 2]} for place, each in enumerate(PEOPLE)]
    made = toy.table("breakoff", "", [sex, *PAGES], people, by="sex")
    cells = {row.key: [row.cells[f"{group}.still_in"].count for group in "mv"] for row in made.rows}
    assert cells == {"page.0": [3, 3], "g1": [3, 2], "g2": [1, 2], "g3": [1, 1], "finished": [1, 1]}
