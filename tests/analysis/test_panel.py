"""The same people in two waves: stayed, moved, came and left, on those who answered both times."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure import Audience, Policy, protect
from analysis.table import Chance, Figure, Table, Term
from reports.vocabulary import say
from survey.codebook import Label, Scale, Variable, VariableType
from survey.errors import StudyError
from survey.missing import Reason
from survey.plan import TablePlan
from survey.waves.crosswalk import Crossing, CrosswalkRow, Status
from tests import returning, rounds, toy
from tests.analysis import test_table as promises
from tests.analysis.test_terms import LANGUAGES, terms

YES, SCALE = toy.one("q", "yes no", Scale.NOMINAL), toy.one("q", "low mid high")
TOPPED = toy.one("q", "low mid high", top="mid high")
PLACE = toy.one("q", "a b c", Scale.NOMINAL)
WHY, AGE = toy.several("why", "price fun none", exclusive="none"), toy.number("age")


def panel(variable: Variable, people: returning.Both, **options: str) -> Table:
    return returning.table([variable], people, toy.plan("panel", variable.name, options))


def ways(made: Table) -> dict[str, int | None]:
    return {key: n for key, n in toy.column(made, "value").items() if key in {"stayed", "moved", "up", "down"}}


def said(made: Table, key: str) -> dict[str, object]:
    """Return the values of the first term called `key` in the notes, wherever it stands."""
    found = [term for note in made.notes for term in terms(note.text) if term.key == key]
    return dict(found[0].values)


def p_of(value: object, key: str) -> float:
    chance = value.values[key] if isinstance(value, Term) else None
    assert isinstance(chance, Chance)
    return chance.value


def test_shares_are_of_the_people_who_answered_twice() -> None:
    earlier, later = returning.moves("q", yes_yes=3, yes_no=2, no_yes=4, no_no=1)
    people = [[*earlier, {"q": Reason.REFUSED}, {"q": "yes"}], [*later, {"q": "no"}, {}]]
    made = panel(YES, people)
    assert [toy.cell(made, "yes", key) for key in ("before", "after")] == [(Fraction(50), 5), (Fraction(70), 7)]
    assert [toy.cell(made, "yes", key)[1] for key in ("kept", "left", "came")] == [3, 2, 4]
    assert toy.row_of(made, "yes").cells["difference"].value == 20
    base = made.bases[0]
    assert (base.n, base.missing) == (10, {Reason.REFUSED: 1, Reason.NO_ANSWER: 1})


def test_who_stayed_and_who_moved() -> None:
    assert ways(panel(PLACE, returning.moves("q", a_a=2, a_b=3, c_a=1))) == {"stayed": 2, "moved": 4}
    people = returning.moves("q", low_high=2, mid_mid=4, high_mid=1)
    assert ways(panel(SCALE, people)) == {"stayed": 4, "up": 2, "down": 1}


def test_top_categories_are_added_up_where_there_are_several() -> None:
    people = returning.moves("q", low_high=2, mid_high=4, high_low=1)
    assert [toy.cell(panel(TOPPED, people), "top", key)[1] for key in ("kept", "left", "came")] == [4, 1, 2]
    assert panel(SCALE, people).row("top") is None


def test_boxes_of_a_set_are_looked_at_one_by_one() -> None:
    earlier = [{"why": "price fun"}, {"why": "price"}, {"why": "none"}, {"why": ""}]
    later = [{"why": "price"}, {"why": "price"}, {"why": "fun"}, {"why": ""}]
    made = panel(WHY, [earlier, later])
    assert [toy.cell(made, "fun", key)[1] for key in ("kept", "left", "came")] == [0, 1, 1]
    assert [row.key for row in made.rows][-4:] == ["none", "nothing_ticked", "stayed", "moved"]
    assert ways(made) == {"stayed": 2, "moved": 2}


def test_a_category_of_one_wave_has_that_wave_alone() -> None:
    people = returning.moves("q", yes_yes=2, no_maybe=1)
    more = toy.one("q", "yes no maybe", Scale.NOMINAL)
    rows = [rounds.row("2021", "q", category="maybe")]
    made = returning.table([YES], people, toy.plan("panel", "q"), rows=rows, asked=[more])
    assert set(toy.row_of(made, "maybe").cells) == {"after"}
    assert toy.cell(made, "no", "came")[1] == 0


def test_numbers_have_medians_and_directions() -> None:
    earlier = [{"age": n} for n in (20, 30, 40, 50)]
    later = [{"age": n} for n in (22, 30, 41, 49)]
    made = panel(AGE, [earlier, later])
    assert [toy.cell(made, "age", key)[0] for key in ("before", "after")] == [35, Fraction(71, 2)]
    assert [toy.cell(made, "age", key)[1] for key in ("stayed", "up", "down")] == [1, 2, 1]


def test_numbers_and_categories_do_not_mix() -> None:
    with pytest.raises(StudyError, match="numbers and categories"):
        returning.table([YES, AGE], [[], []], toy.plan("panel", "q age"))


def test_mcnemar_and_its_interval_as_in_r() -> None:
    made = panel(YES, returning.moves("q", yes_yes=8, yes_no=2, no_yes=10, no_no=5), test="yes", interval="yes")
    cell = toy.row_of(made, "yes").cells["difference"]
    assert [float(end or 0) for end in (cell.low, cell.high)] == pytest.approx([5.296596, 52.946245])
    top = said(made, "test.paired.top")
    assert p_of(top["chance"], "p") == pytest.approx(0.038574219)
    assert (top["difference"], top["gained"]) == (Figure(32, 0), Term("test.paired.count", {"n": 10}))


def test_bowker_as_in_r() -> None:
    made = panel(PLACE, returning.square("q", "a b c", [[5, 3, 0], [2, 6, 4], [1, 1, 7]]), test="yes")
    found = said(made, "panel.bowker")
    assert (found["n"], found["statistic"], found["df"]) == (29, Figure(3.0), 3)
    assert p_of(found["chance"], "p") == pytest.approx(0.3916252, abs=1e-6)
    assert "panel.bowker_few" in str(panel(PLACE, returning.moves("q", a_b=3, a_a=9), test="yes").notes)


def test_signed_ranks_of_numbers_as_in_r() -> None:
    steps = (0.5, 0.5, 1.5, -0.5, 2, 0, 0, 1, 3, -1, 0.5, 0.5)
    number = toy.number("x", VariableType.DECIMAL)
    made = panel(number, [[{"x": 5.0}] * len(steps), [{"x": 5 + step} for step in steps]], test="yes")
    assert (said(made, "panel.ranks")["w"], said(made, "panel.ranks")["up"]) == (
        Figure(45.5, 1),
        Term("test.paired.count", {"n": 8}),
    )
    assert p_of(said(made, "panel.ranks")["chance"], "p") == pytest.approx(0.078125)


def test_all_tests_of_a_table_are_one_family() -> None:
    first = returning.moves("q", yes_yes=8, yes_no=2, no_yes=10, no_no=5)
    second = returning.moves("r", yes_yes=8, yes_no=3, no_yes=11, no_no=3)
    people = [[{**one, **other} for one, other in zip(*both, strict=True)] for both in zip(first, second, strict=True)]
    plan = toy.plan("panel", "q r", {"test": "yes"})
    made = returning.table([YES, toy.one("r", "yes no", Scale.NOMINAL)], people, plan)
    adjusted = [term for note in made.notes for term in terms(note.text) if term.key == "test.paired.p_holm"]
    assert [p_of(term, "adjusted") for term in adjusted] == pytest.approx([0.077148438] * 2)


def test_boxes_are_tested_in_a_column_of_their_own() -> None:
    earlier = [{"why": "price"}] * 10 + [{"why": "fun"}] * 2
    later = [{"why": "fun"}] * 10 + [{"why": "price"}] * 2
    made = panel(WHY, (earlier, later), test="yes")
    texts = {row.key: row.cells["p"].text for row in made.rows if "p" in row.cells}
    assert set(texts) == {"price", "fun"}
    assert p_of(texts["price"], "p") == pytest.approx(0.077148438)


def test_a_mark_of_care_stands_at_the_difference() -> None:
    question = toy.one("q", "no yes")
    row = CrosswalkRow(
        returning.LATER, "q", "", "q", "", Crossing.SAME, Status.WITH_CARE, Label({"": "Andere woorden"}), "row 2"
    )
    made = returning.table([question], returning.moves("q", yes_no=3, no_no=4), toy.plan("panel", "q"), rows=[row])
    [note] = [note.text for note in made.notes if isinstance(note.text, Term) and note.text.key == "trend.note.care"]
    [head] = [column.label for column in made.columns if column.key == "difference"]
    assert isinstance(head, Term)
    assert head.values["marks"] == note.values["mark"]


def test_what_a_hidden_count_follows_from_is_hidden() -> None:
    made = panel(SCALE, returning.moves("q", low_low=20, low_high=2, high_high=15, mid_mid=30, mid_high=10), test="yes")
    shown = protect([made], (), Policy(Audience.PUBLIC, 5)).tables[0]
    hidden = {row.key: {key for key, cell in row.cells.items() if cell.hidden} for row in shown.rows}
    assert hidden["low"] >= {"kept", "left", "came"}
    assert hidden["stayed"] == hidden["up"] == {"value"}
    assert not hidden["mid"]
    assert [note.text for note in shown.notes if note.kind.value == "test"] == []


ANSWER = st.one_of(st.sampled_from(["low", "mid", "high"]), st.sampled_from(list(Reason)))
PERSON = st.fixed_dictionaries(
    {
        "q": ANSWER,
        "why": st.one_of(st.sampled_from(["price", "fun price", "none", ""]), st.sampled_from(list(Reason))),
        "age": st.one_of(st.integers(15, 20), st.sampled_from(list(Reason))),
    }
)
PEOPLE = st.lists(PERSON, min_size=1, max_size=25)
PLANS = [
    toy.plan("panel", "q why", {"test": "yes", "interval": "yes"}),
    toy.plan("panel", "age", {"test": "yes"}, where="${q} = 'low'"),
    toy.plan("dropout", "q", {"interval": "yes"}),
    toy.plan("linked"),
]


@settings(max_examples=8)
@given(PEOPLE, PEOPLE, st.data())
def test_every_kind_keeps_its_promises(earlier: list[toy.Person], later: list[toy.Person], data: st.DataObject) -> None:
    places = data.draw(st.permutations(range(len(later))))
    pairs = list(zip(range(len(earlier)), places, strict=False))[: data.draw(st.integers(0, 25))]
    made = [returning.table([TOPPED, WHY, AGE], [earlier, later], plan, pairs) for plan in PLANS]
    for table in made:
        promises.assert_bases_add_up(table)
        promises.assert_shares_are_exact(table)
    for table in protect(made, (), Policy(Audience.PUBLIC, 3)).tables:
        counts = [cell.count for row in table.rows for cell in row.cells.values()]
        assert not [n for n in counts if n in {1, 2}], table.kind
        promises.assert_no_small_complement(table, 3)
        promises.assert_no_absence_follows(table, 3)


WORDS = [
    toy.plan("panel", "q", {"test": "yes"}),
    toy.plan("panel", "why q r place", {"test": "yes", "interval": "yes"}, where="${age} > 10"),
    toy.plan("panel", "age", {"test": "yes"}),
    toy.plan("dropout", "q r", {"interval": "yes"}),
    toy.plan("dropout", "q", where="${q} = 'low'"),
    toy.plan("linked"),
]


@pytest.mark.parametrize("plan", WORDS, ids=lambda plan: f"{plan.kind} {plan.of}")
@pytest.mark.parametrize("n", [1, 12])
def test_everything_can_be_said(plan: TablePlan, n: int) -> None:
    variables = [SCALE, WHY, AGE, toy.one("r", "yes no"), replace(PLACE, name="place")]
    one: toy.Person = {"q": "low", "why": "price", "age": 20, "r": "yes", "place": "a"}
    other: toy.Person = {"q": "high", "why": "fun", "age": 22, "r": "no", "place": "b"}
    made = returning.table(variables, [[one] * n, [other] * n], plan)
    for term in terms(made):
        for language in LANGUAGES:
            assert "{" not in say(term, language).replace("${", "")
