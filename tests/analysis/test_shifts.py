"""The answers that moved most between the last two waves."""

from dataclasses import replace
from typing import Any

from analysis.disclosure import Audience, Policy, protect
from analysis.table import Table, Term
from survey.codebook import Variable
from tests import rounds, toy
from tests.rounds import row
from tests.toy import one, plan, several

Q, S, SMALL = one("q", "a b c"), several("s", "x y"), one("small", "a b")


def people(q: dict[str, int], x: int, small: int) -> list[dict[str, object]]:
    """Return people by answer to `q`, of whom so many ticked `x` and so many answered `small`."""
    answers = [name for name, count in q.items() for _ in range(count)]
    return [
        {"q": answer, "s": "x" if at < x else "y", **({"small": "a"} if at < small else {})}
        for at, answer in enumerate(answers)
    ]


BEFORE, AFTER = people({"a": 20, "b": 20, "c": 10}, 15, 12), people({"a": 20, "b": 10, "c": 30}, 45, 12)


def shifts(after: list[Variable], *rows: Any, **options: str) -> Table:
    asked = {"2019": [Q, S, SMALL], "2021": after}
    return rounds.table(asked, {"2019": BEFORE, "2021": AFTER}, plan("shifts", "", options), rows)


def test_the_largest_differences_stand_first_and_a_question_has_one_row() -> None:
    table = shifts([Q, S, SMALL])
    assert [each.key for each in table.rows] == ["s.x", "s.y", "q.c"]
    cells = toy.row_of(table, "q.c").cells
    assert {key: cell.value for key, cell in cells.items()} == {
        "before": 20,
        "before_n": 10,
        "after": 50,
        "after_n": 30,
        "difference": 30,
    }
    assert [each.key for each in shifts([Q, S, SMALL], most="1").rows] == ["s.x"]


def test_nothing_that_is_not_plainly_comparable_takes_part() -> None:
    other = replace(Q, label=toy.label("other words"))
    assert {each.key[0] for each in shifts([other, S, SMALL]).rows} == {"s"}
    assert {each.key[0] for each in shifts([other, S, SMALL], row("2021", "q", "with_care")).rows} == {"s"}
    assert "q.c" in {each.key for each in shifts([other, S, SMALL], row("2021", "q")).rows}


def test_nothing_in_it_is_ever_hidden_and_the_choice_is_told() -> None:
    table = shifts([Q, S, SMALL], least="1")
    [released] = protect([table], (), Policy(Audience.PUBLIC)).tables
    assert not any(cell.hidden for each in released.rows for cell in each.cells.values())
    keys = [note.text.key for note in table.notes if isinstance(note.text, Term)]
    assert {"shifts.rule", "shifts.chance"} <= set(keys)
