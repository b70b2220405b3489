"""Answer patterns with counts: everyone is counted once, an answer or a reason, never both."""

from collections import Counter
from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.tally import Counts, Pattern, count_reason, group, select, tally, waves
from analysis.tally import _distinct as distinct
from survey.codebook import VariableType
from survey.errors import StudyError
from survey.missing import Denominator, Reason
from tests import toy

SEX, AGE = toy.one("sex", "m v"), toy.number("age")
PEOPLE = [
    {"sex": "m", "age": 20},
    {"sex": "m", "age": 20},
    {"sex": "v", "age": Reason.INVALID},
    {"sex": Reason.REFUSED, "age": 31},
]
SURVEY = toy.survey([SEX, AGE], PEOPLE)


def test_patterns_hold_answers_and_reasons_with_counts() -> None:
    found = {pattern.entries: pattern.count for pattern in tally(SURVEY, ["sex", "age"]).patterns}
    assert found == {("m", Fraction(20)): 2, ("v", Reason.INVALID): 1, (Reason.REFUSED, Fraction(31)): 1}


def test_no_variables_and_no_people() -> None:
    assert tally(SURVEY, []).patterns == (Pattern((), 4),)
    assert tally(toy.survey([SEX], []), ["sex"]).n == 0


def test_a_variable_named_twice_counts_once() -> None:
    assert tally(SURVEY, ["sex", "sex"]).names == ("sex",)


@pytest.mark.parametrize(
    ("type_", "answer", "read"),
    [
        (VariableType.DECIMAL, 2.65, Fraction("2.65")),
        (VariableType.INTEGER, 7, Fraction(7)),
        (VariableType.TEXT, "vrij", "vrij"),
        (VariableType.DATE, "2019-06-03", date(2019, 6, 3)),
    ],
)
def test_answers_are_plain_and_exact(type_: VariableType, answer: object, read: object) -> None:
    variable = toy.number("x", type_)
    counts = tally(toy.survey([variable], [{"x": answer}, {}]), ["x"]).counts("x")
    assert counts == Counts({read: 1}, {Reason.NO_ANSWER: 1})


def test_a_set_is_what_was_ticked_and_an_empty_one_is_a_real_none() -> None:
    ticks = toy.several("s", "a b c")
    counts = tally(toy.survey([ticks], [{"s": "a c"}, {"s": ""}, {"s": Reason.BREAK_OFF}]), ["s"]).counts("s")
    assert counts == Counts({frozenset("ac"): 1, frozenset(): 1}, {Reason.BREAK_OFF: 1})


def test_a_ranking_keeps_its_places_and_an_item_named_twice_is_invalid() -> None:
    rank = toy.ranked("r", "a b c")
    people = [{"r": "b a -"}, {"r": "- c -"}, {"r": "a b a"}, {"r": Reason.REFUSED}]
    counts = tally(toy.survey([rank], people), ["r"]).counts("r")
    assert counts.answers == {("b", "a", None): 1, (None, "c", None): 1}
    assert counts.missing == {Reason.INVALID: 1, Reason.REFUSED: 1}


def test_a_category_called_like_a_reason_stays_an_answer() -> None:
    gate = toy.one("q", "unknown yes")
    counts = tally(toy.survey([gate], [{"q": "unknown"}, {"q": Reason.UNKNOWN}, {"q": "yes"}]), ["q"]).counts("q")
    assert counts == Counts({"unknown": 1, "yes": 1}, {Reason.UNKNOWN: 1})


def test_denominators_split_the_absences() -> None:
    counts = Counts({"a": 5}, {Reason.NOT_APPLICABLE: 1, Reason.BREAK_OFF: 2, Reason.DONT_KNOW: 3}, outside=4)
    sizes = {word: counts.size(word) for word in Denominator}
    assert sizes == {Denominator.VALID: 5, Denominator.REACHED: 8, Denominator.ASKED: 10, Denominator.ALL: 11}
    for word in Denominator:
        assert counts.base("b", toy.label("b"), word).universe == 15


def test_select_leaves_out_those_for_whom_it_cannot_be_told() -> None:
    people, cannot_tell = select(SURVEY, "${age} >= 18", "here")
    assert (len(people), cannot_tell) == (3, 1)
    assert select(SURVEY, "", "here") == (SURVEY, 0)


def test_a_rule_that_cannot_be_read_says_where() -> None:
    with pytest.raises(StudyError, match=r"tables\.csv, row 9"):
        select(SURVEY, "${age} >=", "tables.csv, row 9")


def test_group_reasons_and_waves() -> None:
    assert len(group(SURVEY, "sex", "m")) == 2
    assert count_reason(SURVEY, Reason.INVALID) == 1
    assert waves(SURVEY) == ("2019",)


@given(
    st.lists(
        st.tuples(st.integers(-9, 5), st.integers(-9, 300), st.integers(0, 1), st.integers(-3, 9)),
        min_size=1,
        max_size=60,
    )
)
def test_different_rows_are_counted_in_order(rows: list[tuple[int, ...]]) -> None:
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    found, counts = distinct(columns)
    expected = sorted(Counter(rows).items())
    assert [(tuple(row), count) for row, count in zip(found, counts, strict=True)] == expected
