"""Careers: classed only where every completion of what is missing agrees, told by filling in every cell."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.dimensions import UNUSED
from analysis.disclosure import Audience, Policy, protect
from analysis.table import Table
from survey.codebook import Role
from survey.errors import StudyError
from survey.missing import Reason
from tests import drugs, toy
from tests.analysis.test_dimensions import course, escalation, frequency, intensity, switching
from tests.analysis.test_terms import flat, terms

Person = dict[str, object]
ITEMS = "xy"
VARIABLES = drugs.variables(ITEMS)
CELLS = {
    "12m": ("never", "ever", "year"),
    "before": ("yes", "no"),
    "often_before": drugs.LEVELS,
    "often": drugs.LEVELS,
    "amount": drugs.CHANGES,
}


def table(people: list[Person], **fields: object) -> Table:
    return toy.table("careers", "", VARIABLES, people, **fields)  # type: ignore[arg-type]


def classes(made: Table, dimension: str) -> dict[str, int | None]:
    found = toy.column(made, "n")
    return {key.partition(".")[2]: n for key, n in found.items() if key.startswith(f"{dimension}.") and n}


def completions(person: Person, item: str) -> Iterator[dict[str, object]]:
    """Yield every way in which somebody may have answered about a drug, had they left nothing open."""
    given_ = {word: person[f"{item}_{word}"] for word in CELLS}
    options = [choices if isinstance(given_[word], Reason) else (given_[word],) for word, choices in CELLS.items()]
    for answers in product(*options):
        filled = dict(zip(CELLS, answers, strict=True))
        if given_["12m"] == "never" and given_["before"] is Reason.NOT_APPLICABLE:
            filled["before"] = "no"
        yield filled


def state(filled: dict[str, object]) -> tuple[tuple[bool, bool], tuple[int, int], int | None]:
    """Return use, levels and change of amount of a drug of which everything is known."""
    before, since = filled["before"] == "yes", filled["12m"] == "year"
    levels = (
        drugs.LEVELS.index(str(filled["often_before"])) if before else UNUSED,
        drugs.LEVELS.index(str(filled["often"])) if since else UNUSED,
    )
    change = drugs.CHANGES.index(str(filled["amount"])) - 1 if before and since else None
    return (before, since), levels, change


RULES = {
    "repertoire": (0, course),
    "frequency": (1, frequency),
    "escalation": (1, escalation),
    "switching": (1, switching),
    "intensity": (2, intensity),
}


def by_hand(person: Person, dimension: str) -> str:
    part, rule = RULES[dimension]
    states = [{state(filled)[part] for filled in completions(person, item)} for item in ITEMS]
    found = {rule(known) for known in product(*states)}  # type: ignore[operator]
    return found.pop() if len(found) == 1 else "undetermined"


@settings(max_examples=60, deadline=None)
@given(st.lists(drugs.person(ITEMS), max_size=6))
def test_everyone_is_classed_as_by_filling_in_every_cell(people: list[Person]) -> None:
    made = table(people)
    for dimension in RULES:
        assert classes(made, dimension) == Counter(by_hand(person, dimension) for person in people)


def test_one_open_cell_matters_only_where_it_could_change_the_class() -> None:
    known = {
        **drugs.user("x", 15, before="yes", often_before="low", often="high", amount="more"),
        **drugs.user("y", 16, before="no", often="low", often_before=Reason.NOT_APPLICABLE),
    }
    assert classes(table([known]), "repertoire") == {"expansion": 1}
    open_ = {**known, "y_before": toy.OPEN, "y_often_before": Reason.NOT_SHOWN}
    made = table([open_])
    assert classes(made, "repertoire") == {"undetermined": 1}
    assert classes(made, "switching") == {"undetermined": 1}
    assert {base.key: dict(base.missing) for base in made.bases}["repertoire"] == {Reason.NO_ANSWER: 1}
    assert classes(table([{**known, "y_often": toy.OPEN}]), "escalation") == {"escalation": 1}


def test_the_lowest_age_given_is_the_onset() -> None:
    people = [
        {**drugs.user("x", 15), **drugs.user("y", 13)},
        {**drugs.user("x", 18), "y_12m": toy.OPEN},
        {**drugs.gate("x", "never"), **drugs.gate("y", "never")},
        {"x_12m": "year", "x_onset": Reason.DONT_KNOW, **drugs.gate("y", "never")},
    ]
    made = table(people)
    assert toy.cell(made, "onset.median", "percent") == (Fraction(31, 2), 2)
    base = made.bases[0]
    assert (base.n, dict(base.missing), base.outside) == (2, {Reason.DONT_KNOW: 1}, 1)


def test_frequent_or_not() -> None:
    person = {
        **drugs.user("x", 15, before="yes", often_before="low", often="mid", amount="same"),
        **drugs.gate("y", "never"),
    }
    assert classes(table([person]), "frequency") == {"higher": 1}
    assert classes(table([person], options={"frequent": "high"}), "frequency") == {"same": 1}


def test_a_dimension_without_questions_is_left_out() -> None:
    few = [variable for variable in VARIABLES if not variable.name.endswith(("often", "amount", "onset"))]
    made = toy.table("careers", "", few, [])
    assert {row.key.partition(".")[0] for row in made.rows} == {"repertoire"}


@pytest.mark.parametrize(
    ("dropped", "message"),
    [("before", "no question has the role 'before'"), ("12m", "no question has the role 'recency'")],
)
def test_both_periods_must_have_been_asked(dropped: str, message: str) -> None:
    few = [variable for variable in VARIABLES if not variable.name.endswith(dropped)]
    with pytest.raises(StudyError, match=message):
        toy.table("careers", "", few, [])


def test_a_small_class_is_not_left_alone() -> None:
    stable = {**drugs.user("x", 15, before="yes", often_before="low", often="low", amount="same")}
    grown = {**stable, **drugs.user("y", 15, before="no", often="low", often_before=Reason.NOT_APPLICABLE)}
    people = (
        [{**stable, **drugs.gate("y", "never")}] * 20
        + [grown] * 8
        + [{**drugs.gate("x", "never"), **drugs.gate("y", "never")}] * 2
    )
    shown = protect([table(people)], (), Policy(Audience.PUBLIC, 5)).tables[0]
    hidden = {row.key for row in shown.rows for cell in row.cells.values() if cell.hidden}
    assert {"repertoire.none", "repertoire.expansion"} <= hidden
    assert "repertoire.stable" not in hidden


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_every_word_about_careers_is_said_and_known(language: str) -> None:
    path = Path(__file__).parents[2] / "reports" / "languages" / f"{language}.toml"
    words = {key for key in flat(tomllib.loads(path.read_text(encoding="utf-8"))) if key.startswith("careers.")}
    odd: list[Person] = [{"x_12m": "year", "x_onset": 30, "age": 20}, drugs.gate("x", "never"), {"x_12m": "year"}]
    both = {**drugs.user("x", 15), **drugs.user("y", 15)}
    alone = {**drugs.user("x", 15), **drugs.gate("y", "never"), "age": 20}
    people: list[Person] = [*odd, *[both] * 3, *[{**both, "y_onset": 16}] * 3, *[alone] * 9]
    after = [toy.one(f"{item}_after", "yes no", role=Role.AFTER, item=item) for item in ITEMS]
    plans = [
        toy.plan("onset", options={"age": "age", "interval": "yes"}),
        toy.plan("order"),
        toy.plan("repertoire"),
        toy.plan("combinations"),
        toy.plan("careers", options={"frequent": "high"}),
    ]
    made = [toy.table(plan.kind, "", VARIABLES, people, plan.options) for plan in plans]
    made.append(toy.table("careers", "", [*VARIABLES, *after], people))
    made.append(toy.table("onset", "", VARIABLES, [{**drugs.user("x", 15), "age": 20}] * 3, {"age": "age"}))
    said = {term.key for term in terms(made)}
    assert words - said == set()
    assert {key for key in said if key.startswith("careers.")} - words == set()
