"""Wanted tables are checked without data; every problem is reported at once, with its place."""

import pytest

from analysis import TABLES, check_plans, tables
from survey.errors import StudyError
from survey.plan import TablePlan
from tests import toy

Q, P, AGE, SET = toy.one("q"), toy.one("p"), toy.number("age"), toy.several("s", "a b")
VARIABLES = [Q, P, AGE, SET, toy.ranked("r", "a b c")]


def problems(*plans: TablePlan) -> str:
    with pytest.raises(StudyError) as caught:
        check_plans(toy.study(VARIABLES, plans))
    return str(caught.value)


@pytest.mark.parametrize(
    ("plan", "messages"),
    [
        (toy.plan("frequencies", "q"), ["no table kind 'frequencies'", "Did you mean 'frequency'"]),
        (toy.plan("frequency", "qq"), ["no variable 'qq'", "Did you mean 'q'"]),
        (toy.plan("frequency", ""), ["takes at least 1 variable(s), not 0"]),
        (toy.plan("frequency", "s"), ["'s' is select_multiple", "takes select_one"]),
        (toy.plan("number", "q"), ["'q' is select_one", "mean or median of category codes means nothing"]),
        (toy.plan("frequency", "q", {"totals": "yes"}), ["no column 'totals'", "Did you mean 'total'"]),
        (toy.plan("frequency", "q", {"total": "yess"}), ["column 'total'", "Did you mean 'yes'"]),
        (toy.plan("frequency", "q", {"base": "everyone"}), ["column 'base'", "'everyone' is not allowed"]),
        (toy.plan("frequency", "q", show=("mean",)), ["cannot show 'mean'"]),
        (toy.plan("number", "age", show=("%",)), ["cannot show '%'"]),
        (toy.plan("number", "age", {"digits": "two"}), ["'two' must be a whole number"]),
        (toy.plan("counts", "q p", {"at_least": "1 x"}), ["'1 x' must be whole numbers"]),
        (toy.plan("counts", "q p", {"counted": "yess"}), ["there is no category 'yess'", "Did you mean 'yes'"]),
        (toy.plan("crosstab", "q"), ["takes 2 variable(s), not 1"]),
        (toy.plan("ranking", "q"), ["takes rank"]),
        (toy.plan("grid", "q", {"role": "new"}), ["is of no variables"]),
        (toy.plan("published", "zz"), ["there is no table 'zz'"]),
        (toy.plan("checklist", by="q"), ["not about respondents"]),
        (toy.plan("frequency", "q", where="${zz} = 1"), ["'zz', which is no variable"]),
        (toy.plan("frequency", "q", where="${q} ="), ["cannot be read"]),
        (toy.plan("frequency", "q", where="${q} = 'yess'"), ["no answer to 'q'"]),
    ],
)
def test_what_is_wrong_and_where(plan: TablePlan, messages: list[str]) -> None:
    said = problems(plan)
    for message in [*messages, "tables.csv, row 2"]:
        assert message in said


def test_all_problems_at_once() -> None:
    said = problems(toy.plan("frequency", "qq ss", where="${q} ="), toy.plan("nothing"))
    assert said.count("tables.csv, row 2") == 4


def test_identifiers_are_in_no_table() -> None:
    from dataclasses import replace

    with pytest.raises(StudyError, match="identifies people"):
        check_plans(toy.study([replace(Q, identifier=True)], [toy.plan("frequency", "q")]))


def test_empty_columns_of_other_kinds_do_not_matter() -> None:
    check_plans(toy.study(VARIABLES, [toy.plan("frequency", "q", {"role": "", "top::nl": " "})]))


def test_an_unknown_table_is_named_with_its_neighbour() -> None:
    study = toy.study(VARIABLES, [toy.plan("frequency", "q", id="profile")])
    with pytest.raises(StudyError, match="Did you mean 'profile'"):
        tables(study, toy.survey(VARIABLES, []), only=["profil"])


def test_tables_come_in_the_order_of_the_plan() -> None:
    plans = [toy.plan("published", id="z"), toy.plan("frequency", "q", id="a"), toy.plan("number", "age", id="m")]
    survey = toy.survey(VARIABLES, [{"q": "yes"}])
    assert [made.id for made in tables(toy.study(VARIABLES, plans), survey)] == ["z", "a", "m"]
    assert [made.id for made in tables(toy.study(VARIABLES, plans), survey, only=["m", "z"])] == ["z", "m"]


def test_selection_titles_and_notes() -> None:
    plan = toy.plan("frequency", "q", {"universe::nl": "volwassenen"}, where="${age} >= 18", remark=toy.label("let op"))
    study = toy.study(VARIABLES, [plan], synthetic=True)
    made = tables(study, toy.survey(VARIABLES, [{"age": 20, "q": "yes"}, {"age": 17}, {}]))[0]
    assert (made.universe.n, made.universe.cannot_tell, made.universe.where) == (1, 1, "${age} >= 18")
    assert made.universe.label == toy.label("volwassenen")
    assert made.title == Q.label
    assert made.wave == "2019"
    assert [note.kind.value for note in made.notes] == ["doubt", "remark", "synthetic"]


def test_one_line_for_each_kind() -> None:
    assert set(TABLES) == set(
        "flow missingness frequency multiresponse number bands battery ranking grid counts crosstab change "
        "published checklist motives together overlap onset order repertoire combinations careers breakoff patterns "
        "profile mcar reliability trend changes shifts panel dropout linked "
        "codes codes_by codes_together saturation quotes interviewed joint agreement matching "
        "boundaries".split()
    )
