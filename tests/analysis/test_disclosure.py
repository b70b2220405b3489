"""What leaves the team: small counts and everything that says them are gone, the rest is untouched."""

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import tables
from analysis.disclosure import Audience, Number, Policy, Registry, Release, protect
from analysis.table import Cell, Note, NoteKind, Table, Term
from survey.errors import StudyError
from survey.missing import Reason
from survey.plan import Comparator, Finding
from survey.survey import Action, Step
from tests import toy

Q = toy.one("q", "yes no maybe")
INTERNAL = Policy(Audience.INTERNAL)


def public(threshold: int = 5) -> Policy:
    return Policy(Audience.PUBLIC, threshold)


def release(*made: Table, policy: Policy | None = None, registry: Registry | None = None) -> Release:
    return protect(made, (), policy or public(), registry)


def frequency(options: dict[str, str] | None = None, **counts: int) -> Table:
    return toy.table("frequency", "q", [Q], toy.spread("q", **counts), options)


def shown(made: Table, row: str) -> dict[str, bool]:
    return {key: not cell.hidden for key, cell in toy.row_of(made, row).cells.items()}


@pytest.mark.parametrize(("count", "visible"), [(0, True), (1, False), (4, False), (5, True)])
def test_small_counts_go_with_their_percentage(count: int, visible: bool) -> None:
    made = release(frequency(yes=20, no=20, maybe=count)).tables[0]
    assert shown(made, "maybe") == {"percent": visible, "n": visible}
    assert shown(made, "yes") == {"percent": True, "n": True}
    hidden = toy.row_of(made, "maybe").cells["percent"] if not visible else Cell(hidden=True)
    assert (hidden.value, hidden.count, hidden.low, hidden.text) == (None, None, None, None)


def test_intervals_go_too() -> None:
    made = release(frequency({"interval": "yes"}, yes=20, no=20, maybe=3)).tables[0]
    cell = toy.row_of(made, "maybe").cells["percent"]
    assert cell == Cell(hidden=True)


def test_all_but_a_few_is_as_telling() -> None:
    made = release(frequency(yes=98, no=0, maybe=1)).tables[0]
    assert shown(made, "yes") == {"percent": False, "n": False}
    assert shown(made, "no") == {"percent": True, "n": True}


def test_a_small_base_hides_its_rows_its_n_and_its_absences() -> None:
    made = release(frequency(yes=3, no=1, no_answer=40)).tables[0]
    assert not any(visible for row in made.rows for visible in shown(made, row.key).values())
    base = made.bases[0]
    assert (base.n, dict(base.missing), base.outside, base.hidden) == (None, {}, None, {Reason.NO_ANSWER})


def test_small_absences_are_hidden_in_the_base() -> None:
    base = release(frequency(yes=20, no_answer=4, refused=5, dont_know=9)).tables[0].bases[0]
    assert (base.n, dict(base.missing)) == (20, {Reason.DONT_KNOW: 9})
    assert base.hidden == {Reason.NO_ANSWER, Reason.REFUSED}


def test_a_hidden_absence_does_not_follow_from_the_rest_of_its_base() -> None:
    base = release(frequency(yes=20, no_answer=1, refused=1, dont_know=9, break_off=9)).tables[0].bases[0]
    assert (base.n, dict(base.missing)) == (20, {Reason.DONT_KNOW: 9})


def test_the_only_absence_is_hidden_with_the_n() -> None:
    scale = [toy.one(name, "yes no", top="yes") for name in "ab"]
    people = [*[{"a": "yes", "b": "yes"}] * 15, *[{"a": "no", "b": "no"}] * 12, {"a": Reason.BREAK_OFF, "b": "yes"}]
    made = release(toy.table("battery", "a b", scale, people)).tables[0]
    assert (made.bases[0].n, dict(made.bases[0].missing)) == (None, {})
    assert shown(made, "a") == {"yes": True, "no": True, "n": False}
    assert shown(made, "b")["n"]


def test_the_head_of_a_group_does_not_say_a_hidden_n() -> None:
    sex = toy.one("sex", "m v")
    people = [*[{"q": "yes", "sex": "m"}] * 10, *[{"q": "no", "sex": "m"}] * 10, {"q": Reason.BREAK_OFF, "sex": "m"}]
    table = toy.table("frequency", "q", [Q, sex], people, by="sex")
    head = Term("column.group", {"group": sex.choice("m").label, "n": 20})
    heads = tuple(replace(c, spanner=head) if c.key.startswith("m.") else c for c in table.columns)
    made = release(replace(table, columns=heads)).tables[0]
    assert [c.spanner for c in made.columns if c.key == "m.n"] == [replace(head, values={**head.values, "n": None})]


def test_a_finding_does_not_repeat_a_hidden_n() -> None:
    plans = [toy.plan("frequency", "q", id="f"), toy.plan("published", id="p")]
    found = Finding("1", toy.label("1"), "f", "yes", "percent", "50", Comparator.EQUAL)
    people = toy.spread("q", yes=20, no=20, break_off=1)
    made = release(*tables(toy.study([Q], plans, [found]), toy.survey([Q], people))).tables
    assert made[0].bases[0].n is None
    assert shown(made[1], "1") == {"published": True, "computed": True, "n": False, "verdict": True}


def test_people_outside_a_base_are_a_part_of_it() -> None:
    sex = toy.one("sex", "m v")
    people = [*[{"q": "yes", "sex": "m"}] * 20, *[{"sex": "m"}] * 6, *[{"q": "no", "sex": "v"}] * 3]
    bases = {
        base.key: base for base in release(toy.table("frequency", "q", [Q, sex], people, by="sex")).tables[0].bases
    }
    assert (bases["m.q"].n, bases["m.q"].outside, dict(bases["m.q"].missing)) == (20, None, {})


def missingness(**counts: int) -> set[str]:
    made = release(toy.table("missingness", "q", [Q], toy.spread("q", **counts))).tables[0]
    assert (made.bases[1].n is None) == (not all(shown(made, "q").values()))
    return {key for key, is_shown in shown(made, "q").items() if is_shown}


def test_absences_in_the_missingness_table_are_cells_too() -> None:
    few = missingness(yes=20, no_answer=4, refused=5, dont_know=6)
    assert few == {"asked", "answered", "dont_know"}
    assert missingness(yes=20, no_answer=5) == {"asked", "answered", "no_answer", "nonresponse"}


def test_an_absence_does_not_follow_from_the_rest_of_its_row() -> None:
    routed = missingness(yes=20, no_answer=7, not_applicable=2, not_shown=9, break_off=8)
    assert routed == {"asked", "answered", "no_answer", "break_off", "nonresponse"}
    across = missingness(yes=20, no_answer=7, not_applicable=2, break_off=8)
    assert across == {"answered", "break_off"}
    assert missingness(yes=20, break_off=2) == set()


def test_an_absence_does_not_follow_within_a_group() -> None:
    sex = toy.one("sex", "m v")
    people = [{**person, "sex": name} for name in "mv" for person in toy.spread("q", yes=20, no_answer=4, refused=5)]
    made = release(toy.table("missingness", "q", [Q, sex], people, by="sex")).tables[0]
    hidden = {key for key, is_shown in shown(made, "q").items() if not is_shown}
    assert hidden == {f"{name}.{key}" for name in "mv" for key in ("no_answer", "refused", "nonresponse")}


@pytest.mark.parametrize(
    ("n", "visible"), [(4, set()), (9, {"n", "median", "mean"}), (10, {"n", "median", "q1", "mean"})]
)
def test_means_need_the_threshold_and_quartiles_twice_it(n: int, visible: set[str]) -> None:
    age = toy.number("age")
    made = toy.table("number", "age", [age], [{"age": k} for k in range(n)], show=("n", "median", "q1", "mean", "min"))
    cells = shown(release(made).tables[0], "age")
    assert {key for key, is_shown in cells.items() if is_shown} == visible


def test_extremes_never_leave() -> None:
    age = toy.number("age")
    made = toy.table("number", "age", [age], [{"age": 30}] * 99, show=("min", "max"))
    assert shown(release(made).tables[0], "age") == {"min": False, "max": False}


def test_a_cumulative_share_does_not_give_a_hidden_band_away() -> None:
    spend = toy.banded("spend", (0, 50, 100))
    made = toy.table("bands", "spend", [spend], toy.spread("spend", b0=20, b1=3, b2=20))
    assert shown(release(made).tables[0], "b1") == {"percent": False, "n": False, "at_least": False}
    assert shown(release(made).tables[0], "b2")["at_least"]


def test_the_flow_hides_small_exclusions_with_what_gives_them_away() -> None:
    counts = {"consent": 12, "age": 2, "country": 9, "buyer": 8}
    steps = (*(Step(Action.EXCLUDED, name, n) for name, n in counts.items()), Step(Action.READ, "export", 0))
    survey = toy.survey([Q], [{"q": "yes"}] * 20, history=steps, started=51)
    done = protect(tables(toy.study([Q], [toy.plan("flow")]), survey), steps, public())
    assert {row.key: tuple(shown(done.tables[0], row.key).values()) for row in done.tables[0].rows} == {
        "started": (True,),
        "consent": (True, True),
        "age": (False, False),
        "country": (True, False),
        "buyer": (False, True),
        "included": (True,),
    }
    assert [step.count for step in done.history] == [12, None, 9, None, 0]


def test_exclusions_for_one_reason_do_not_follow_from_their_sum() -> None:
    names = ("rule", "exclusions", "exclusions", "exclusions")
    steps = [Step(Action.EXCLUDED, name, n) for name, n in zip(names, (9, 2, 6, 7), strict=True)]
    assert [step.count for step in protect([], steps, public()).history] == [9, None, None, 7]


def test_means_do_not_give_a_hidden_row_of_their_distribution_away() -> None:
    spend = toy.banded("spend", (0, 50, 100, 250), open_end=False)
    hidden = release(toy.table("bands", "spend", [spend], toy.spread("spend", b0=20, b1=9, b2=3))).tables[0]
    values = {row.key: not row.cells["value"].hidden for row in hidden.rows if "value" in row.cells}
    assert values == {"mode": True, "median_band": True, "median": False, "mean_low": False, "mean_high": False}
    drugs = [toy.one(name, "no yes", top="yes") for name in "ab"]
    people = [{"a": a, "b": b} for a, b, n in (("no", "no", 9), ("no", "yes", 9), ("yes", "yes", 2)) for _ in range(n)]
    made = toy.table("counts", "a b", drugs, people)
    assert shown(release(made).tables[0], "mean_all") == shown(release(made).tables[0], "mean_some") == {"value": False}
    assert shown(protect([made], (), public(3)).tables[0], "mean_all") == {"value": False}
    assert shown(release(toy.table("counts", "a b", drugs, people[:18])).tables[0], "mean_all") == {"value": True}


def test_small_groups_and_their_heading() -> None:
    sex = toy.one("sex", "m v")
    people = [{"q": "yes", "sex": "m"}] * 20 + [{"q": "no", "sex": "v"}] * 3
    made = release(toy.table("frequency", "q", [Q, sex], people, by="sex")).tables[0]
    group = {column.key: column.spanner for column in made.columns}["v.n"]
    assert isinstance(group, Term)
    assert group.values["n"] == Term("unit.fewer", {"threshold": 5})
    assert not shown(made, "no")["v.n"]


def test_a_small_selection_does_not_tell_its_size() -> None:
    table = toy.table("frequency", "q", [Q], toy.spread("q", yes=3, no=20, no_answer=2), where="${q} = 'yes'")
    universe = release(table).tables[0].universe
    assert (universe.n, universe.cannot_tell) == (None, None)


def findings() -> tuple[Table, ...]:
    plans = [toy.plan("frequency", "q", id="f"), toy.plan("published", id="p")]
    found = [Finding(row, toy.label(row), "f", row, "percent", "93", Comparator.EQUAL) for row in ("yes", "maybe")]
    return tables(toy.study([Q], plans, found), toy.survey([Q], toy.spread("q", yes=40, maybe=3)))


def test_published_figures_follow_their_source() -> None:
    made = release(*findings()).tables[1]
    assert shown(made, "maybe") == {"published": True, "computed": False, "n": False, "verdict": True}
    assert toy.row_of(made, "maybe").cells["verdict"] == Cell(text=Term("verdict.hidden"))
    assert shown(made, "yes")["computed"] is False


def test_published_figures_are_hidden_without_their_source() -> None:
    made = release(findings()[1]).tables[0]
    assert [row.cells["verdict"].text for row in made.rows] == [Term("verdict.hidden")] * 2


def test_what_is_hidden_does_not_depend_on_which_tables_are_asked_for() -> None:
    together = release(*findings()).tables
    assert protect(findings(), (), public(), only=["p"]).tables == (together[1],)
    assert protect(findings(), (), public(), only=["f"]).tables == (together[0],)
    assert [table.id for table in protect(findings(), (), INTERNAL, only=["p"]).tables] == ["p"]


def with_reason(figure: str) -> tuple[Table, ...]:
    plans = [toy.plan("frequency", "q", id="f"), toy.plan("published", id="p")]
    found = Finding("1", toy.label("1"), "f", "maybe", "percent", figure, Comparator.EQUAL, why=toy.label("why"))
    return tables(toy.study([Q], plans, [found]), toy.survey([Q], toy.spread("q", yes=17, maybe=3)))


def test_a_note_does_not_tell_a_hidden_verdict() -> None:
    agrees, differs = release(*with_reason("15")).tables[1], release(*with_reason("16")).tables[1]
    assert [note.text for note in agrees.notes] == [note.text for note in differs.notes]
    seen = protect(with_reason("15"), (), public(3)).tables[1]
    assert NoteKind.DOUBT in [note.kind for note in seen.notes]


def test_a_note_says_that_something_is_hidden_and_only_then() -> None:
    hidden = release(frequency(yes=20, no=3)).tables[0]
    assert hidden.notes[-1].kind is NoteKind.HIDDEN
    assert hidden.notes[-1].text == Term("note.hidden", {"threshold": 5})
    assert not release(frequency(yes=20, no=20)).tables[0].notes


def test_internal_changes_nothing_and_releases_nothing() -> None:
    made = frequency(yes=1, no=1)
    steps = (Step(Action.EXCLUDED, "consent", 1),)
    done = protect([made], steps, INTERNAL, Registry())
    assert done == Release((made,), steps, INTERNAL, Registry())


@pytest.mark.parametrize("threshold", [2, 1, 0, -5])
def test_a_threshold_below_three_is_an_error(threshold: int) -> None:
    with pytest.raises(StudyError, match="protects nobody"):
        public(threshold)


def test_an_unknown_audience_is_refused() -> None:
    with pytest.raises(AssertionError):
        protect([], (), Policy("press"))  # type: ignore[arg-type]


def test_registry_holds_what_was_shown_once() -> None:
    made = frequency(yes=20, no=20, maybe=3)
    first = release(made).registry
    assert Number("t", "yes", "percent", "2019", 43, "47", 5) in first.numbers
    assert Number("t", "q", "n", "2019", 43, "43", 5) in first.numbers
    assert not [number for number in first.numbers if number.row == "maybe"]
    assert release(made, registry=first).registry == first
    later = release(made, policy=public(3), registry=first).registry
    assert later.numbers[: len(first.numbers)] == first.numbers
    assert Number("t", "maybe", "n", "2019", 43, "3", 3) in later.numbers


def numbers(table: Table) -> Iterator[int]:
    """Yield every number of people a table still holds."""
    for base in table.bases:
        yield from (n for n in (base.n, base.outside, *base.missing.values()) if n is not None)
    for row in table.rows:
        yield from (cell.count for cell in row.cells.values() if cell.count is not None)


@given(
    st.lists(st.sampled_from(["yes", "no", "maybe", *Reason]), max_size=60),
    st.sampled_from([3, 5, 10]),
    st.sampled_from(["frequency", "missingness"]),
)
def test_no_small_number_is_left(answers: list[str], threshold: int, kind: str) -> None:
    made = toy.table(kind, "q", [Q], [{"q": answer} for answer in answers])
    done = release(made, policy=public(threshold))
    assert not [n for n in numbers(done.tables[0]) if 0 < n < threshold]
    values = [c.value for row in done.tables[0].rows for c in row.cells.values() if c.hidden]
    assert not any(value is not None for value in values)
    hidden = {(row.key, key) for row in done.tables[0].rows for key, cell in row.cells.items() if cell.hidden}
    assert not hidden & {(number.row, number.column) for number in done.registry.numbers}


def test_registry_holds_everything_a_release_prints() -> None:
    sex = toy.one("sex", "m v")
    people = [{"q": "yes", "sex": "m"}] * 20 + [{"q": "no", "sex": "v"}] * 11 + [{"sex": "v"}] * 9 + [{"q": "yes"}] * 8
    made = toy.table("frequency", "q", [Q, sex], people, by="sex", where="${q} != 'maybe'")
    steps = (Step(Action.EXCLUDED, "consent", 12), Step(Action.INVALID, "q", 2))
    found = {(n.table, n.row, n.column): n.value for n in protect([made], steps, public()).registry.numbers}
    assert found["t", "universe", "n"] == "39"
    assert found["t", "universe", "cannot_tell"] == "9"
    assert found["t", "head", "m.n"] == "20"
    assert found["t", "m.q", "outside"] == "19"
    assert found["history", "consent", "excluded"] == "12"
    assert ("history", "q", "invalid") not in found


def test_registry_is_plain_data() -> None:
    first = release(frequency(yes=20, no=20)).registry
    assert json.loads(json.dumps([asdict(number) for number in first.numbers]))
    assert Fraction(first.numbers[0].value) == 40


def test_a_test_tells_of_every_cell_so_it_goes_when_one_is_hidden() -> None:
    note = Note(NoteKind.TEST, Term("note.pairs"))
    for people, kept in ((toy.spread("q", a=20, b=30), True), (toy.spread("q", a=2, b=30), False)):
        made = replace(toy.table("frequency", "q", [toy.one("q", "a b")], people), notes=(note,))
        shown = protect([made], [], Policy(Audience.PUBLIC, 10)).tables[0]
        assert (note in shown.notes) is kept
