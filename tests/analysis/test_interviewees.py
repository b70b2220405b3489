"""What of the interviews goes out: numbers do; small groups, and attributes that few share, do not."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import tables
from analysis.disclosure import Audience, Policy, protect
from analysis.table import NoteKind, Table, Term
from survey.missing import Reason
from survey.plan import Convergence, Junction
from tests import corpora, toy

SEX, AGE = toy.one("sex", "m v x"), toy.one("age", "young old")
TREE = corpora.codes("all", "all/part", "few")


def by_group(answers: Sequence[object], found: dict[str, list[str]] | None = None) -> Table:
    """Return codes by sex of these interviewees; `all` was found with every one of them."""
    held = [corpora.interview(f"i{place}", person=place) for place in range(len(answers))]
    made = corpora.corpus(TREE, held, found or {each.id: ["all"] for each in held})
    return corpora.table("codes_by", "", made, {"groups": "sex"}, [SEX], [{"sex": answer} for answer in answers])


def seen(table: Table, row: str = "all") -> dict[str, int | None]:
    return {key: cell.count for key, cell in toy.row_of(corpora.public(table), row).cells.items()}


def test_groups_of_three_are_shown_with_numbers_under_the_threshold() -> None:
    table = by_group(["m"] * 3 + ["v"] * 4)
    assert seen(table) == {"interviews": 7, "m": 3, "v": 4, "x": 0}
    assert [base.n for base in corpora.public(table).bases] == [7, 7]


def test_a_small_group_goes_with_the_next_smallest() -> None:
    table = by_group(["m"] * 3 + ["v"] * 4 + ["x"] * 2)
    assert seen(table) == {"interviews": 9, "m": None, "v": 4, "x": None}
    shown = corpora.public(table)
    assert [(base.n, dict(base.missing), base.outside) for base in shown.bases] == [(9, {}, 0), (None, {}, None)]
    heads = [column.label.values.get("count") for column in shown.columns if isinstance(column.label, Term)]
    assert heads == [None, None, 4, None]
    assert shown.notes[-1].kind is NoteKind.HIDDEN


def test_one_without_an_answer_takes_a_group_along() -> None:
    assert seen(by_group(["m"] * 4 + ["v"] * 3 + [Reason.REFUSED])) == {"interviews": 8, "m": 4, "v": None, "x": 0}


def test_where_nothing_can_hide_a_small_group_all_go() -> None:
    assert seen(by_group(["v"] * 2)) == {"interviews": 2, "m": None, "v": None, "x": None}


def test_a_row_that_tells_of_one_or_two_goes_but_for_its_number() -> None:
    held = {f"i{place}": ["all/part"] for place in range(3)} | {"i3": ["all"], "i4": ["few"]}
    table = by_group(["m"] * 6 + ["v"] * 4, held)
    assert seen(table, "few") == {"interviews": 1, "m": None, "v": None, "x": None}
    assert seen(table, "all/part")["m"] == 3
    assert seen(table, "all") == {"interviews": 4, "m": None, "v": None, "x": None}


@pytest.mark.parametrize(
    ("m", "v", "shown"),
    [(3, 0, True), (3, 6, True), (1, 4, False), (2, 3, False), (4, 3, False), (5, 0, False), (0, 5, False)],
)
def test_a_row_with_one_or_two_of_a_group_or_all_but_so_many_loses_its_groups(m: int, v: int, shown: bool) -> None:
    held = {f"i{place}": ["all"] for place in (*range(m), *range(6, 6 + v))}
    table = by_group(["m"] * 6 + ["v"] * 6, held)
    assert seen(table) == {"interviews": m + v, **({"m": m, "v": v, "x": 0} if shown else dict.fromkeys("mvx"))}


@pytest.mark.parametrize(("hidden", "shown"), [(0, True), (1, False), (2, False), (3, False), (5, True)])
def test_hidden_groups_are_one_group_since_their_number_follows(hidden: int, shown: bool) -> None:
    held = {f"i{place}": ["all"] for place in (*range(hidden), *range(5, 10))}
    table = by_group(["m"] * 3 + ["x"] * 2 + ["v"] * 5, held)
    assert seen(table)["v"] == (5 if shown else None)


@settings(max_examples=40)
@given(st.lists(st.sampled_from(["m", "v", "x", *Reason]), max_size=12))
def test_no_hidden_group_follows_from_the_others(answers: list[object]) -> None:
    table = by_group(answers)
    shown = seen(table)
    hidden = [key for key, count in shown.items() if count is None]
    sizes = {str(key): answers.count(key) for key in ("m", "v", "x")}
    assert not [key for key in sizes if 0 < sizes[key] < 3 and key not in hidden]
    told = sum(sizes[key] for key in sizes if key not in hidden)
    assert not hidden or len(answers) - told >= 3 or len(hidden) == 3
    base = corpora.public(table).bases[1]
    assert not hidden or (base.n, dict(base.missing), base.outside) == (None, {}, None)


def quotes(answers: Sequence[str], ages: Sequence[str] = (), attributes: str = "sex", more: int = 30) -> Table:
    held = [corpora.interview(f"i{place}", person=place) for place in range(len(answers))]
    codings = [
        corpora.coding(each, "dat ik er eigenlijk nooit bij stilstond en gewoon verder deed", "all") for each in held
    ]
    made = replace(corpora.corpus(TREE, held, {}), codings=tuple(codings))
    people = [{"sex": s, "age": a} for s, a in zip(answers, ages or ["old"] * len(answers), strict=True)]
    people += [{"sex": name, "age": "old"} for name in "mv" for _ in range(more)]
    options = {"attributes": attributes, "most": "12"}
    return corpora.table("quotes", "all", made, options, [SEX, AGE], people)


def beside(table: Table, column: str = "by.sex") -> list[str]:
    rows = [row for row in corpora.public(table).rows if column in row.cells]
    return ["hidden" if row.cells[column].hidden else row.cells[column].key for row in rows]


def test_an_attribute_that_three_share_stands_beside_a_quote() -> None:
    assert beside(quotes(["m"] * 3 + ["v"] * 3)) == ["m"] * 3 + ["v"] * 3


def test_one_that_few_share_goes_with_the_next_smallest() -> None:
    assert beside(quotes(["m"] * 3 + ["v"] * 4 + ["x"])) == ["hidden"] * 3 + ["v"] * 4 + ["hidden"]
    assert beside(quotes(["m"] * 7 + ["v"])) == ["hidden"] * 8


def test_one_that_few_respondents_share_goes_too() -> None:
    assert beside(quotes(["m"] * 4 + ["v"] * 3, more=0)) == ["hidden"] * 7


def test_the_public_sees_one_attribute_only_whatever_is_asked_for() -> None:
    table = quotes(["m"] * 4, attributes="sex age")
    assert beside(table) == ["m"] * 4
    assert beside(table, "by.age") == ["hidden"] * 4


def test_words_and_pseudonyms_stay_and_the_warning_goes() -> None:
    table = quotes(["m", "v", "x"])
    assert NoteKind.DOUBT in [note.kind for note in table.notes]
    shown = corpora.public(table)
    assert NoteKind.DOUBT not in [note.kind for note in shown.notes]
    assert [row.cells["quote"] for row in shown.rows if row.cells] == [r.cells["quote"] for r in table.rows if r.cells]
    assert [row.label for row in shown.rows] == [row.label for row in table.rows]


@pytest.mark.parametrize(("n", "hidden"), [(20, False), (3, True)])
def test_a_joint_display_hides_what_its_source_hides(n: int, hidden: bool) -> None:
    held = [corpora.interview("i0", person=0)]
    made = corpora.corpus(TREE, held, {"i0": ["few"]})
    rows = [Junction("q", toy.label("q"), "f", "m", "n", ("few",), Convergence.DIVERGENT)]
    plans = [toy.plan("frequency", "sex", id="f"), toy.plan("joint", id="j")]
    people = [{"sex": "m"}] * n + [{"sex": "v"}] * 20
    survey = toy.survey([SEX], people, corpora=(made,))
    found = tables(toy.study([SEX], plans, corpora=(made,), joint=rows), survey)
    cells = toy.row_of(protect(found, (), Policy(Audience.PUBLIC)).tables[1], "q").cells
    assert (cells["survey"].hidden, cells["n"].hidden) == (hidden, hidden)
    assert (cells["interviews"].count, cells["verdict"].key) == (1, "divergent")
    alone = toy.row_of(protect(found[1:], (), Policy(Audience.PUBLIC)).tables[0], "q").cells
    assert alone["survey"].hidden


def test_released_numbers_are_registered_and_hidden_ones_are_not() -> None:
    table = by_group(["m"] * 3 + ["v"] * 4 + ["x"] * 2)
    registry = protect([table], (), Policy(Audience.PUBLIC)).registry
    found = {(number.row, number.column): number.value for number in registry.numbers}
    assert (found["all", "interviews"], found["all", "v"], found["interviews", "n"]) == ("9", "4", "9")
    assert not {("all", "m"), ("all", "x"), ("groups", "n")} & set(found)
