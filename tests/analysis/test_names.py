"""Categories, rules, groups and variables may be called what the tables call their own rows and columns."""

import pytest

from analysis import tables
from analysis.table import Table
from survey.survey import Action, Step
from tests import toy

RESERVED = "total top same up down complete partial mode median n percent none by all row column"
Q, TICKS = toy.one("q", RESERVED, top="top"), toy.several("s", RESERVED)
OTHER, RANKED = toy.one("total", RESERVED, top="top"), toy.ranked("r", RESERVED)
BY, SEX = toy.one("by", RESERVED, top="top"), toy.one("sex", "by row column")
VARIABLES = [Q, TICKS, OTHER, RANKED, BY, SEX]
PEOPLE = [
    {"q": name, "s": name, "total": "down", "r": f"{name} - top", "by": name, "sex": group}
    for name in ("same", "mode")
    for group in ("by", "row", "column")
]


def toy_table(kind: str, of: str, options: dict[str, str] | None = None, by: str = "") -> Table:
    return toy.table(kind, of, VARIABLES, PEOPLE, options, by=by)


@pytest.mark.parametrize("by", ["", "sex", "by"])
@pytest.mark.parametrize(
    ("kind", "of", "options"),
    [
        ("missingness", "", {}),
        ("frequency", "q", {"total": "yes"}),
        ("frequency", "q total by", {"total": "yes", "base": "all"}),
        ("multiresponse", "s", {}),
        ("battery", "q total by", {}),
        ("ranking", "r", {}),
        ("counts", "q total", {"at_least": "1"}),
        *(("crosstab", "q by", {"percent": way}) for way in ("row", "column", "total")),
        ("change", "q total", {}),
    ],
)
def test_a_name_is_not_mistaken_for_the_tables_own(kind: str, of: str, options: dict[str, str], by: str) -> None:
    made = toy_table(kind, of, options, by)
    assert len({row.key for row in made.rows}) == len(made.rows) > 0


def test_both_rows_of_one_name_are_there() -> None:
    changed = toy_table("change", "q total")
    assert toy.cell(changed, "choice.same", "before_n")[1] == 3
    assert toy.row_of(changed, "same").cells["value"].count == 0
    assert toy_table("crosstab", "q by").row("choice.total") is not None
    assert toy_table("frequency", "q").row("total") is not None


def test_bands_may_be_called_like_their_summary() -> None:
    spend = toy.banded("spend", (0, 50))
    named = toy.Variable("spend", spend.type, spend.label, _renamed(spend), scale=spend.scale)
    made = toy.table("bands", "spend", [named], [{"spend": "mode"}])
    assert toy.cell(made, "choice.mode", "n")[1] == 1
    assert toy.row_of(made, "mode").cells["value"].key == "mode"


def _renamed(variable: toy.Variable) -> tuple[toy.Choice, ...]:
    first, last = variable.choices
    return toy.Choice("mode", first.label, low=first.low, high=first.high), last


def test_a_rule_may_be_called_like_a_row_of_the_flow() -> None:
    names = ("started", "included", "exclusions")
    steps = [Step(Action.EXCLUDED, name, 1, label=toy.label("rule")) for name in names]
    survey = toy.survey([Q], [{}], history=(*steps, Step(Action.EXCLUDED, "exclusions", 1)), started=5)
    made = tables(toy.study([Q], [toy.plan("flow")]), survey)[0]
    keys = ["started", "choice.started", "choice.included", "choice.exclusions", "exclusions", "included"]
    assert [row.key for row in made.rows] == keys


def test_a_ranking_with_an_open_place_in_the_middle_is_partial() -> None:
    made = toy.table("ranking", "r", [toy.ranked("r", "a b c")], [{"r": "a - b"}, {"r": "a b c"}])
    assert toy.cell(made, "partial", "value")[1] == 1
    assert toy.cell(made, "b", "mean_rank")[0] == toy.Fraction(5, 2)
