"""Tables over waves: each wave on its own base, and differences of comparable questions only."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analysis import check_plans, tables
from analysis.disclosure import Audience, Policy, protect
from analysis.table import Level, NoteKind, Table, Term, Unit
from survey.codebook import Label, Variable
from survey.errors import StudyError
from survey.missing import Reason
from survey.study import Study
from survey.survey import Linked
from survey.waves.crosswalk import CrosswalkRow, Status
from tests import rounds, toy
from tests.rounds import row
from tests.toy import number, one, plan, several, spread
from tests.two_waves import WriteWaves, waves

__all__ = ["waves"]

Q = one("q", "yes no")
OTHER = replace(Q, label=toy.label("q in other words"))
FIRST, LAST = spread("q", yes=30, no=20, no_answer=5), spread("q", yes=10, no=30, dont_know=2)
TWO = {"2019": FIRST, "2021": LAST}


def trend(asked: rounds.Asked, people: Any, of: str = "q", *rows: Any, **options: str) -> Table:
    return rounds.table(asked, people, plan("trend", of, options), rows)


def same(variable: Variable = Q, names: str = "2019 2021") -> dict[str, list[Variable]]:
    return {name: [variable] for name in names.split()}


def notes(table: Table) -> list[str]:
    return [note.text.key for note in table.notes if isinstance(note.text, Term)]


def shown(table: Table, key: str) -> dict[str, Fraction | None]:
    return {column: cell.value for column, cell in toy.row_of(table, key).cells.items()}


def test_each_wave_stands_on_its_own_base_and_others_are_outside() -> None:
    table = trend(same(), TWO)
    assert [(base.key, base.n, base.outside) for base in table.bases] == [("2019.q", 50, 42), ("2021.q", 40, 55)]
    assert {base.universe for base in table.bases} == {97}
    assert table.bases[0].missing == {Reason.NO_ANSWER: 5}
    assert shown(table, "yes") == {
        "2019.percent": 60,
        "2019.n": 30,
        "2021.percent": 25,
        "2021.n": 10,
        "difference": -35,
    }
    assert toy.row_of(table, "yes").cells["2021.percent"].base == "2021.q"


def test_a_base_can_hold_the_absences_too() -> None:
    table = trend(same(), TWO, base="reached")
    assert table.bases[0].n == 55
    assert shown(table, "reason.no_answer")["difference"] == Fraction(-100 * 5, 55)


def test_the_difference_has_newcombes_interval_on_request() -> None:
    """Checked with R.

    `w <- function(k, n) prop.test(k, n, correct = FALSE)$conf.int`, put into Newcombe's method 10: .021025 .389529.
    """
    people = {"2019": spread("q", yes=9, no=32), "2021": spread("q", yes=21, no=27)}
    cell = toy.row_of(trend(same(), people, interval="yes"), "yes").cells["difference"]
    assert cell.low is not None
    assert cell.high is not None
    assert float(cell.low) == pytest.approx(2.1025, abs=1e-4)
    assert float(cell.high) == pytest.approx(38.9529, abs=1e-4)
    assert toy.row_of(trend(same(), people), "yes").cells["difference"].low is None
    both = toy.row_of(trend(same(), people, interval="all"), "yes").cells["2019.percent"]
    assert both.low is not None
    assert both.high is not None
    assert float(both.low) == pytest.approx(12.0, abs=0.1)
    assert float(both.high) == pytest.approx(36.7, abs=0.1)


def test_each_wave_can_be_compared_with_the_one_before() -> None:
    people = {**TWO, "2023": spread("q", yes=40)}
    table = trend(same(names="2019 2021 2023"), people, against="previous")
    cells = shown(table, "yes")
    assert [cells[f"{wave}.difference"] for wave in ("2021", "2023")] == [-35, 75]
    assert "2019.difference" not in cells
    assert shown(trend(same(names="2019 2021 2023"), people), "yes")["difference"] == 40


def test_a_wave_that_did_not_ask_has_empty_cells_and_no_difference() -> None:
    new = one("new", "a b")
    asked = {"2019": [Q], "2021": [Q, new], "2023": [Q, new]}
    people = {"2019": FIRST, "2021": [{"q": "yes", "new": "a"}] * 12, "2023": [{"q": "no", "new": "b"}] * 12}
    table = trend(asked, people, "new", against="previous")
    assert set(toy.row_of(table, "a").cells) == {"2021.percent", "2021.n", "2023.percent", "2023.n", "2023.difference"}
    assert [base.key for base in table.bases] == ["2021.new", "2023.new"]
    assert "trend.note.not_asked" in notes(table)
    assert "difference" not in {column.key for column in trend(asked, people, "new").columns}


def test_a_category_that_a_wave_did_not_offer_is_empty_there_and_never_zero() -> None:
    before, after = several("s", "a b"), several("s", "a b c")
    people = {"2019": [{"s": "a"}] * 6 + [{"s": ""}] * 6, "2021": [{"s": "a c"}] * 6 + [{"s": "b"}] * 6}
    table = trend({"2019": [before], "2021": [after]}, people, "s", row("2021", "s", "with_care", category="c"))
    assert set(toy.row_of(table, "c").cells) == {"2021.percent", "2021.n"}
    assert shown(table, "none") == {"2019.percent": 50, "2019.n": 6, "2021.percent": 0, "2021.n": 0, "difference": -50}
    assert {"trend.note.not_offered", "note.multiresponse"} <= set(notes(table))


def test_with_care_has_a_mark_at_the_wave_and_the_reason_in_a_note() -> None:
    table = trend({"2019": [Q], "2021": [OTHER]}, TWO, "q", row("2021", "q", "with_care", why="other words"))
    heads = {column.key: column.spanner for column in table.columns}
    assert heads["2019.percent"] == Term("column.group", {"group": Label({"": "2019"}), "n": 50})
    marked = Term("trend.marked", {"text": Label({"": "2021"}), "marks": "†"})
    assert heads["2021.percent"] == Term("column.group", {"group": marked, "n": 40})
    note = next(note for note in table.notes if note.text.key == "trend.note.care")  # type: ignore[union-attr]
    assert note.kind is NoteKind.DOUBT
    assert (note.text.values["mark"], note.text.values["why"]) == ("†", toy.label("other words"))  # type: ignore[union-attr]
    cells = toy.row_of(table, "yes").cells
    assert {key for key, cell in cells.items() if cell.care} == {"2021.percent", "2021.n", "difference"}


def test_of_several_questions_the_one_with_care_has_the_mark() -> None:
    plain = one("plain", "yes no")
    asked = {"2019": [Q, plain], "2021": [OTHER, plain]}
    people = {wave: [{**person, "plain": "yes"} for person in held] for wave, held in TWO.items()}
    table = trend(asked, people, "q plain", row("2021", "q", "with_care"))
    assert [(r.key, isinstance(r.label, Term)) for r in table.rows if r.level is Level.HEAD] == [
        ("q", True),
        ("plain", False),
    ]
    assert {key: cell.count for key, cell in toy.row_of(table, "q.n").cells.items()} == {"2019.n": 50, "2021.n": 40}


@pytest.mark.parametrize("decided", [True, False], ids=["not comparable", "undecided"])
def test_what_is_not_comparable_stands_apart_without_a_difference(decided: bool) -> None:
    rows = [row("2021", "q", "not_comparable", rule="impossible")] if decided else []
    table = trend({"2019": [Q], "2021": [OTHER]}, TWO, "q", *rows)
    assert [r.key for r in table.rows] == ["q", "yes", "no", "q_2021", "q_2021.yes", "q_2021.no"]
    assert shown(table, "yes") == {"2019.percent": 60, "2019.n": 30}
    assert shown(table, "q_2021.yes") == {"2021.percent": 25, "2021.n": 10}
    assert toy.row_of(table, "q_2021").label == Term(
        "trend.apart", {"question": OTHER.label, "wave": Label({"": "2021"})}
    )
    assert ("trend.note.apart" if decided else "trend.note.undecided") in notes(table)
    assert "difference" not in {column.key for column in table.columns}


def test_numbers_have_n_median_and_mean() -> None:
    age = number("age")
    people = {"2019": [{"age": n} for n in (20, 30, 40)], "2021": [{"age": n} for n in (25, 30, 50, 31)]}
    table = trend(same(age), people, "age", unit="years")
    assert shown(table, "mean") == {"2019.value": 30, "2021.value": 34, "difference": 4}
    assert shown(table, "median")["difference"] == Fraction(1, 2)
    assert set(toy.row_of(table, "n").cells) == {"2019.value", "2021.value"}
    assert {column.unit for column in table.columns} == {Unit.YEARS}


def test_people_who_come_back_are_told_of_and_only_those_in_the_table() -> None:
    made = rounds.study(same(), [plan("trend", "q"), plan("trend", "q", id="some", where="${q} = 'yes'")])
    people = replace(rounds.survey(made, TWO), links={("2019", "2021"): Linked((("r0", "r0"), ("r1", "r39")))})
    whole, some = tables(made, people)[:2]
    [told], [less] = ([n.text for n in t.notes if n.text.key == "trend.note.returning"] for t in (whole, some))  # type: ignore[union-attr]
    assert (told.values["n"], less.values["n"]) == (2, 1)  # type: ignore[union-attr]
    assert "trend.note.returning" not in notes(trend(same(), TWO))


@pytest.mark.parametrize(
    ("yes", "hidden"),
    [(30, False), (5, True), (45, True)],
    ids=["many", "a few said so", "all but a few"],
)
def test_a_difference_goes_with_the_percentage_that_it_would_give_away(yes: int, hidden: bool) -> None:
    people = {"2019": spread("q", yes=yes, no=50 - yes), "2021": spread("q", yes=20, no=20)}
    [table] = protect([trend(same(), people, interval="yes")], (), Policy(Audience.PUBLIC)).tables
    cells = toy.row_of(table, "yes").cells
    assert (cells["2019.percent"].hidden, cells["difference"].hidden) == (hidden, hidden)
    assert not cells["2021.percent"].hidden
    assert (cells["difference"].low is None) is hidden


def test_the_n_of_a_hidden_base_is_nowhere() -> None:
    people = {"2019": spread("q", yes=4, no=3, no_answer=30), "2021": spread("q", yes=20, no=20)}
    [table] = protect([trend(same(), people)], (), Policy(Audience.PUBLIC)).tables
    [head] = [column.spanner for column in table.columns if column.key == "2019.n"]
    assert isinstance(head, Term)
    assert head.values["n"] == Term("unit.fewer", {"threshold": 10})
    shown_still = {key for key, cell in toy.row_of(table, "yes").cells.items() if not cell.hidden}
    assert shown_still == {"2021.percent", "2021.n"}


def test_the_size_of_another_wave_does_not_hide_a_few_absences() -> None:
    """Those outside a wave's base are the other waves, whose sizes are in the table: they tell what is left over."""
    people = {"2019": spread("q", yes=30, no=20, no_answer=3), "2021": spread("q", yes=20, no=20)}
    [table] = protect([trend(same(), people)], (), Policy(Audience.PUBLIC)).tables
    assert (table.bases[0].n, table.bases[0].missing, table.bases[0].outside) == (None, {}, 40)
    [head] = [column.spanner for column in table.columns if column.key == "2019.n"]
    assert isinstance(head, Term)
    assert head.values["n"] is None


def test_a_variable_made_of_a_question_with_care_is_with_care(waves: WriteWaves) -> None:
    folder = waves(
        survey="type,name,label::nl\n,freq,Hoe vaak ongeveer?\n",
        crosswalk="wave,variable,rule,status,why::nl\n2021,freq,same,with_care,Andere woorden\n",
        recode="variable,label::nl,source,value,category,category_label::nl\n"
        "ever,Ooit?,freq,never,no,Nee\never,,,some,yes,Ja\never,,,often,yes,\n",
    )
    study = Study.load(folder)
    made = tables(replace(study, plans=(plan("trend", "ever"),)), study.survey(keep_keys=False))[0]
    assert {key: cell.care for key, cell in toy.row_of(made, "yes").cells.items() if key.endswith("percent")} == {
        "2019.percent": False,
        "2021.percent": True,
    }


@pytest.mark.parametrize(
    ("of", "options", "by", "words"),
    [
        ("q", {}, "q", "no 'by'"),
        ("q age", {}, "", "ask for two"),
        ("age", {"interval": "yes"}, "", "says nothing about numbers"),
        ("q", {"digits": "1"}, "", "says nothing about categories"),
        ("age", {"figure": "yes"}, "", "figure"),
        ("q", {"against": "next"}, "", "not allowed"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(of: str, options: dict[str, str], by: str, words: str) -> None:
    made = rounds.study({"2019": [Q, number("age")]}, [plan("trend", of, options, by=by)])
    with pytest.raises(StudyError, match=words):
        check_plans(made)


STATUSES = ("comparable", "with_care", "not_comparable")
NAMES = ("p", "s")


@st.composite
def questions(draw: st.DrawFn) -> list[Variable]:
    """One or both of two questions, each in one of two wordings, of two sorts, with a category more or less."""
    found: list[Variable] = []
    for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True)):
        categories = draw(st.sampled_from(["a b", "a b c", "b a"]))
        asked = (one if name != "s" or draw(st.booleans()) else several)(name, categories)
        found.append(replace(asked, label=toy.label(draw(st.sampled_from([name, f"{name} reworded"])))))
    return found


@st.composite
def crosswalks(draw: st.DrawFn, asked: dict[str, list[Variable]]) -> list[CrosswalkRow]:
    rows = []
    for wave, variables in list(asked.items())[1:]:
        for variable in variables:
            status = draw(st.sampled_from(("", *STATUSES)))
            goal = draw(st.sampled_from([variable.name, variable.name, *(v.name for v in asked["2019"])]))
            rule = "impossible" if status == "not_comparable" else "same" if goal == variable.name else "renamed"
            if status:
                rows.append(row(wave, variable.name, status, harmonised=goal, rule=rule))
    return rows


def comparable(asked: rounds.Asked, rows: Sequence[CrosswalkRow], wave: str, name: str) -> bool:
    """Tell from the sheets alone whether a wave asked something that may stand beside the question `name`."""
    base, _, origin = name.partition("_")
    if origin:  # what stood apart in that wave, and was asked again in the same words
        kept = [repr(v) for v in asked[origin] if v.name == base]
        return any(repr(v) in kept for v in asked[wave])
    first = next((v for held in asked.values() for v in held if v.name == name), None)
    if first is None:
        return False
    known = set(map(repr, first.choices))
    for each, variables in asked.items():
        said = {v.name: _said(v, rows, asked, each) for v in variables}
        found = [v for v in variables if _becomes(said[v.name], name) or _same(v, first, known, said[v.name])]
        if each == wave:
            return bool(found)
        known |= {repr(choice) for variable in found for choice in variable.choices}
    return False


def _said(variable: Variable, rows: Sequence[CrosswalkRow], asked: rounds.Asked, wave: str) -> CrosswalkRow | None:
    """Return what the crosswalk says of a question: what it said last, while the question was asked unchanged."""
    for each in [name for name in reversed(tuple(asked)) if name <= wave]:
        if repr(variable) not in map(repr, asked[each]):
            return None
        found = next((own for own in rows if (own.wave, own.variable) == (each, variable.name)), None)
        if found is not None:
            return found
    return None


def _becomes(said: CrosswalkRow | None, name: str) -> bool:
    return said is not None and said.harmonised == name and said.status is not Status.NOT_COMPARABLE


def _same(variable: Variable, first: Variable, known: set[str], said: CrosswalkRow | None) -> bool:
    """Tell whether nothing was said of a question, and nothing changed: its categories may be those added since."""
    same = (variable.name, variable.type, variable.label) == (first.name, first.type, first.label)
    itself = said is None or (said.harmonised != first.name and said.status is Status.NOT_COMPARABLE)
    return same and itself and set(map(repr, variable.choices)) == known


@st.composite
def generated(draw: st.DrawFn) -> tuple[dict[str, list[Variable]], list[CrosswalkRow]]:
    names = draw(st.sampled_from([("2019", "2021"), ("2019", "2021", "2023")]))
    asked = {name: draw(questions()) for name in names}
    return asked, draw(crosswalks(asked))


def person(variables: Sequence[Variable], place: int) -> dict[str, object]:
    return {v.name: v.answers[place % len(v.answers)].name for v in variables}


@settings(max_examples=20)
@given(generated(), st.sampled_from(["first", "previous"]))
def test_no_difference_is_printed_between_questions_that_are_not_comparable(
    made: tuple[dict[str, list[Variable]], list[CrosswalkRow]], against: str
) -> None:
    asked, rows = made
    names = tuple(asked)
    wanted = plan("shifts", "", {"least": "1", "most": "99"}, id="shifts"), plan("trend", "", {"against": against})
    try:
        study = rounds.study(asked, wanted, rows, disclosure={"threshold": 3})
    except StudyError:
        assume(False)  # the crosswalk contradicts the questionnaires, and says so
    study = replace(study, plans=(wanted[0], replace(wanted[1], of=tuple(study.codebook.variables))))
    people = {
        name: [person(variables, place) for place in range(7 + at)]
        for at, (name, variables) in enumerate(asked.items())
    }
    by_id = {table.id: table for table in tables(study, rounds.survey(study, people))}
    pairs = {"difference": (names[0], names[-1])} | {
        f"{after}.difference": (before, after) for before, after in pairwise(names)
    }
    for table in (by_id["t"], by_id["shifts"]):
        for each in table.rows:
            for key in each.cells.keys() & pairs.keys():
                pair = names[-2:] if table.id == "shifts" else pairs[key]
                name = each.key.rpartition(".")[0] or next(iter(study.codebook.variables))
                assert all(comparable(asked, rows, wave, name) for wave in pair), (name, pair)
