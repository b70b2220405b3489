"""Tests between groups: which one, on whom, said how; and that they change no number of a table."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import differences
from analysis.differences import LEAST
from analysis.disclosure import Audience, Policy, protect
from analysis.inference.draws import How
from analysis.table import Chance, NoteKind, Table, Term
from reports.vocabulary import say, words
from survey.codebook import Scale
from survey.errors import StudyError
from survey.missing import Reason
from tests import toy

NOMINAL = Scale.NOMINAL
SEX, HAS, TOWN = toy.one("sex", "m v", NOMINAL), toy.one("has", "yes no", NOMINAL), toy.one("town", "x y z", NOMINAL)
OFTEN, RISK = toy.one("often", "a b c d"), toy.one("risk", "a b c d")
SET, AGE = toy.several("s", "p q r none", exclusive="none"), toy.number("age")
ALL = [SEX, HAS, TOWN, OFTEN, RISK, SET, AGE]
LETTERS, TICKS = "abcd", ("p", "p q", "none", "q r")
PEOPLE: list[dict[str, object]] = [
    {
        "sex": "mv"[place % 2],
        "has": ("yes", "no")[place % 3 == 0],
        "town": "xyz"[place % 3],
        "often": LETTERS[(place + place % 2 * 2) % 4],
        "risk": LETTERS[place * 7 % 4],
        "s": TICKS[(place + place % 2) % 4],
        "age": 20 + place % 9,
    }
    for place in range(30)
]
YES = {"test": "yes"}


def terms(value: object) -> Iterator[Term]:
    if isinstance(value, Term):
        yield value
        for inner in value.values.values():
            yield from terms(inner)


def said(made: Table) -> list[Term]:
    """Return the terms of the tests under a table."""
    return [note.text for note in made.notes if note.kind is NoteKind.TEST and isinstance(note.text, Term)]


def keys(made: Table) -> set[str]:
    return {term.key.removeprefix("test.groups.") for text in said(made) for term in terms(text)}


def table(
    kind: str, of: str, by: str = "", people: Sequence[Mapping[str, object]] = PEOPLE, options: Mapping[str, str] = YES
) -> Table:
    return toy.table(kind, of, ALL, people, options, by=by)


@pytest.mark.parametrize(
    ("kind", "of", "by", "method", "effect"),
    [
        ("frequency", "has", "sex", "fisher", "odds"),
        ("frequency", "has", "town", "freeman_halton", "cramer"),
        ("frequency", "often", "sex", "mann_whitney", "rank_biserial"),
        ("frequency", "often", "town", "kruskal_wallis", "epsilon"),
        ("frequency", "often", "risk", "kruskal_wallis", "epsilon"),
        ("number", "age", "sex", "mann_whitney", "rank_biserial"),
        ("number", "age", "town", "kruskal_wallis", "epsilon"),
        ("multiresponse", "s", "sex", "set", "boxes"),
        ("crosstab", "has town", "", "freeman_halton", "cramer"),
        ("crosstab", "often sex", "", "mann_whitney", "rank_biserial"),
        ("crosstab", "town often", "", "kruskal_wallis", "epsilon"),
        ("crosstab", "often risk", "", "kendall", "kendall_effect"),
        ("crosstab", "s town", "", "set", "boxes"),
    ],
)
def test_the_questions_choose_the_test(kind: str, of: str, by: str, method: str, effect: str) -> None:
    made = table(kind, of, by)
    assert {method, effect, "result"} <= keys(made)
    assert said(made)[-1] == Term("test.stance")
    assert keys(made) & {"exact", "drawn"}


def test_bands_are_in_order() -> None:
    bands = toy.banded("spend", [0, 50, 100, 200])
    people = [{**person, "spend": f"b{place % 4}"} for place, person in enumerate(PEOPLE)]
    made = toy.table("bands", "spend", [*ALL, bands], people, YES, by="sex")
    assert "mann_whitney" in keys(made)


def test_a_table_of_several_questions_is_one_family() -> None:
    made = table("battery", "often risk", "sex")
    found = [term for text in said(made) for term in terms(text) if term.key == "test.groups.holm"]
    assert [term.values["size"] for term in found] == [2, 2]
    raw = [term.values["p"] for text in said(made) for term in terms(text) if term.key == "test.groups.exact"]
    assert all(isinstance(p, Chance) for p in raw)
    lowest = min(p.value for p in raw if isinstance(p, Chance))
    adjusted = [term.values["adjusted"] for term in found]
    assert min(p.value for p in adjusted if isinstance(p, Chance)) == pytest.approx(min(1, 2 * lowest))


def test_who_misses_an_answer_or_a_group_is_left_out_by_reason() -> None:
    more = [{"sex": Reason.REFUSED, "has": "yes"}, {"sex": "m", "has": Reason.DONT_KNOW}]
    made = table("frequency", "has", "sex", [*PEOPLE, *more])
    text = say(said(made)[0], "en")
    assert (
        "n = 30 (left out: don’t know 1 and refused 1)" in text
        or "n = 30 (left out: don't know 1 and refused 1)" in text
    )
    assert text.startswith("has, by sex: odds ratio")
    assert text.endswith("(exact).")


def test_boxes_ticked_by_all_or_none_are_no_test_and_exclusive_ones_no_item() -> None:
    people = [{"sex": "mv"[place % 2], "s": "p q" if place < 8 else "p"} for place in range(20)]
    made = table("multiresponse", "s", "sex", people)
    boxes = next(text for text in said(made) if text.key == "test.groups.boxes_said")
    assert boxes.values["size"] == 1
    assert [term.key.removeprefix("test.groups.") for term in terms(boxes) if "box" in term.key] == [
        "boxes_said",
        "no_box",
        "box",
        "no_box",
    ]


@pytest.mark.parametrize(
    ("people", "why"),
    [
        ([{"sex": "m", "has": "yes"}] * 9, "one_group"),
        ([{"sex": "m", "has": "yes"}] * 9 + [{"sex": "v", "has": "yes"}] * 9, "one_answer"),
        ([{"sex": "m", "has": "yes"}] * 9 + [{"sex": "v", "has": "no"}] * (LEAST - 1), "small_group"),
        (
            [{"sex": "m", "has": "yes"}] * 9 + [{"sex": "v", "has": "no"}] + [{"sex": "v", "has": "yes"}] * 9,
            "unreachable",
        ),
    ],
)
def test_too_few_is_said_in_words(people: list[dict[str, object]], why: str) -> None:
    made = table("frequency", "has", "sex", people)
    assert {"too_few", why} <= keys(made)
    assert not [term for text in said(made) for term in terms(text) if Chance in map(type, term.values.values())]
    assert "too few to test" in say(said(made)[0], "en")


def test_too_few_for_two_orders() -> None:
    assert "small_sample" in keys(table("crosstab", "often risk", "", PEOPLE[:9]))
    assert "one_answer" in keys(table("crosstab", "often risk", "", [{"often": "a", "risk": "b"}] * 20))
    assert "one_answer" in keys(table("crosstab", "often risk", "", []))


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_every_word_of_the_tests_is_said(language: str) -> None:
    source = Path(differences.__file__).read_text(encoding="utf-8")
    known = set(re.findall(r'"(?:test\.groups\.)?([a-z_]+)"', source)) | set(How)
    section = words(language)["test"]["groups"]
    assert set(section) - known == set()


def test_a_test_needs_groups() -> None:
    with pytest.raises(StudyError, match="nothing to test without groups"):
        table("frequency", "has")


def test_a_question_is_not_tested_against_itself() -> None:
    assert said(table("frequency", "sex", "sex")) == []


def test_a_public_release_tests_nothing_where_a_cell_is_hidden() -> None:
    made = table("frequency", "has", "sex")
    public = protect([made], [], Policy(Audience.PUBLIC, 10)).tables[0]
    assert any(cell.hidden for row in public.rows for cell in row.cells.values())
    assert said(public) == []
    assert said(made)


@settings(deadline=None, max_examples=30)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "sex": st.sampled_from(["m", "v", Reason.REFUSED]),
                "has": st.sampled_from(["yes", "no", Reason.NO_ANSWER]),
                "often": st.sampled_from([*LETTERS, Reason.BREAK_OFF]),
            }
        ),
        max_size=40,
    )
)
def test_tests_change_no_number_and_stay_probabilities(people: list[dict[str, object]]) -> None:
    for kind, of, by in (("frequency", "has often", "sex"), ("crosstab", "often has", "")):
        plain, made = table(kind, of, by, people, {}), table(kind, of, by, people)
        assert replace(made, notes=plain.notes) == plain
        chances = [value for text in said(made) for term in terms(text) for value in term.values.values()]
        assert all(0 <= value.value <= 1 for value in chances if isinstance(value, Chance))
