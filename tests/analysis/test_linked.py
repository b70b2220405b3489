"""How many people two waves share, and why the others were not linked: parts that add up to each wave."""

from dataclasses import replace
from fractions import Fraction

from analysis import tables
from analysis.disclosure import Audience, Policy, protect
from analysis.table import Table
from survey.survey import Linked
from tests import returning, rounds, toy

Q = toy.one("q")
LEFT = {"ambiguous": [("2019", 9), ("2021", 7)], "incomplete": [("2021", 6)]}


def linked(**fields: object) -> Table:
    plan = toy.plan("linked", **fields)  # type: ignore[arg-type]
    people = [[{"q": "yes"}] * n for n in (10, 8)]
    return returning.table([Q], people, plan, [(0, 0), (1, 1), (2, 2)], left=LEFT)


def row(made: Table, key: str) -> dict[str, int | None]:
    return {column: cell.count for column, cell in toy.row_of(made, key).cells.items() if column != "percent"}


def test_every_part_of_a_wave_is_counted() -> None:
    made = linked()
    assert row(made, "2019") == {"n": 10, "linked": 3, "unclear": 1, "incomplete": 0, "not_found": 6}
    assert row(made, "2021") == {"n": 8, "linked": 3, "unclear": 1, "incomplete": 1, "not_found": 3}
    assert toy.cell(made, "2019", "percent") == (Fraction(30), 3)
    assert {base.key: (base.n, base.outside) for base in made.bases} == {"2019": (10, 8), "2021": (8, 10)}


def test_a_filter_looks_at_each_wave_by_itself() -> None:
    made = linked(where="${q} = 'no'")
    assert row(made, "2019") == dict.fromkeys(("n", "linked", "unclear", "incomplete", "not_found"), 0)


def test_a_hidden_part_takes_another_with_it() -> None:
    shown = protect([linked()], (), Policy(Audience.PUBLIC, 3)).tables[0]
    hidden = {key for key, cell in toy.row_of(shown, "2019").cells.items() if cell.hidden}
    assert hidden == {"unclear", "linked", "percent"}


def test_each_two_waves_have_rows_of_their_own() -> None:
    asked = {wave: [Q] for wave in ("a", "b", "c")}
    made = rounds.study(asked, [toy.plan("linked")], link=returning.LINK)
    people = rounds.survey(made, dict.fromkeys(asked, [{"q": "yes"}] * 4))
    links = {("a", "b"): Linked((("r0", "r1"),)), ("a", "c"): Linked((("r2", "r2"), ("r3", "r3")))}
    table = tables(made, replace(people, links=links))[0]
    assert [row.key for row in table.rows if row.cells] == ["a+b.a", "a+b.b", "a+c.a", "a+c.c", "b+c.b", "b+c.c"]
    assert [row.cells["linked"].count for row in table.rows if row.cells] == [1, 1, 2, 2, 0, 0]
