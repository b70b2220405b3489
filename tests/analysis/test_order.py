"""Which came first: ties are shared, open items leave people unplaced, rare sequences are not told."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure import Audience, Policy, protect
from analysis.order import opening, places
from analysis.table import Table
from survey.errors import StudyError
from survey.missing import Reason
from tests import drugs, toy

Person = dict[str, object]
ITEMS = "wxyz"
VARIABLES = drugs.variables(ITEMS)


def began(**ages: int | None) -> Person:
    """Return somebody who began with drugs at these ages, and with the others never."""
    made: Person = {}
    for item in ITEMS:
        age = ages.get(item)
        made |= drugs.gate(item, "never") if age is None else drugs.user(item, age)
    return made


def table(people: list[Person], options: dict[str, str] | None = None, **fields: object) -> Table:
    return toy.table("order", "", VARIABLES, people, {"least": "1", **(options or {})}, **fields)


def found(made: Table, item: str) -> dict[str, int | None]:
    return {key: cell.count for key, cell in toy.row_of(made, item).cells.items() if cell.count}


@pytest.mark.parametrize(
    ("ordered", "expected"),
    [
        ((("x",), ("y",)), {"x": (1, "alone"), "y": (2, "alone")}),
        ((("x", "y"), ("z",)), {"x": (1, "shared"), "y": (1, "shared"), "z": (3, "alone")}),
        ((("x",), ("y", "z"), ("w",)), {"x": (1, "alone"), "y": (2, "shared"), "z": (2, "shared"), "w": (4, "alone")}),
        ((), {}),
    ],
)
def test_places(ordered: tuple[tuple[str, ...], ...], expected: dict[str, tuple[int, str]]) -> None:
    assert places(ordered) == expected


def test_equal_ages_are_never_cut_from_an_opening() -> None:
    ordered = (("x",), ("y", "z"), ("w",))
    assert [opening(ordered, depth) for depth in (1, 2, 3)] == [ordered[:1], ordered[:2], ordered[:2]]


def test_a_table() -> None:
    people = [began(x=15, y=16), began(x=15, y=15, z=20), began(w=13, x=14, y=15, z=16), began()]
    made = table(people)
    base = made.bases[0]
    assert (base.n, dict(base.missing), base.outside) == (3, {}, 1)
    assert found(made, "x") == {"first_alone": 1, "first_shared": 1, "second_alone": 1}
    assert found(made, "z") == {"third_alone": 1, "later": 1, "never": 1}
    assert toy.cell(made, "x", "first_alone") == (Fraction(100, 3), 1)


def test_an_open_item_could_stand_anywhere() -> None:
    people = [{**began(x=15, y=16), "z_12m": toy.OPEN}, {**began(x=15), "x_onset": Reason.DONT_KNOW}, began(x=15)]
    base = table(people).bases[0]
    assert (base.n, dict(base.missing)) == (1, {Reason.NO_ANSWER: 1, Reason.DONT_KNOW: 1})


def test_sequences() -> None:
    people = [began(x=15, y=16)] * 3 + [began(x=14, y=18, z=18, w=19)] * 2 + [began(y=15)]
    made = table(people, {"most": "2"})
    texts = {row.key: row.cells["sequence"].key for row in made.rows if "sequence" in row.cells}
    assert texts == {"sequence_1": "x > y", "sequence_2": "x > y = z"}
    assert toy.column(made, "value") == {"sequence_1": 3, "sequence_2": 2, "other_sequences": 1}
    assert "sequence_2" not in toy.column(table(people, {"least": "3"}), "value")
    assert toy.column(table(people, {"most": "0"}), "value") == {}


def test_groups_list_the_sequences_of_everyone() -> None:
    people = [{**began(x=15), "sex": "m"}] * 4 + [{**began(y=15), "sex": "v"}] * 3 + [{**began(x=15), "sex": "v"}]
    made = table(people, {"least": "2"}, by="sex")
    assert toy.column(made, "v.value") == {"sequence_1": 1, "sequence_2": 3, "other_sequences": 0}
    assert toy.column(made, "m.value") == {"sequence_1": 4, "sequence_2": 0, "other_sequences": 0}
    said = [key for row in made.rows for key, cell in row.cells.items() if cell.text is not None]
    assert said == ["sequence", "sequence"]


def test_a_rare_sequence_is_not_told() -> None:
    people = [began(x=15, y=16)] * 20 + [began(y=15)] * 9 + [began(z=15, w=16)] * 2
    shown = protect([table(people)], (), Policy(Audience.PUBLIC, 5)).tables[0]
    cells = {row.key: row.cells for row in shown.rows if "value" in row.cells}
    assert {key: found["value"].hidden for key, found in cells.items()} == {
        "sequence_1": False,
        "sequence_2": True,
        "sequence_3": True,
        "other_sequences": False,
    }
    assert [cells[f"sequence_{place}"]["sequence"].text is None for place in (1, 2, 3)] == [False, True, True]


@settings(max_examples=40, deadline=None)
@given(st.lists(drugs.person("xy"), max_size=12))
def test_everyone_placed_is_in_one_place_for_each_item(people: list[Person]) -> None:
    made = toy.table("order", "", drugs.variables("xy"), people, {"least": "1"})
    n = made.bases[0].n
    for item in "xy":
        assert sum(cell.count or 0 for cell in toy.row_of(made, item).cells.values()) == n
    rows = toy.column(made, "value")
    assert sum(k or 0 for k in rows.values()) == n
    firsts = [sum(found(made, item).get(f"first_{side}") or 0 for item in "xy") for side in ("alone", "shared")]
    assert firsts[0] + Fraction(firsts[1], 2) == n


def test_no_place_at_all_is_refused() -> None:
    with pytest.raises(StudyError, match="1 or more"):
        table([began(x=15)], {"places": "0"})
