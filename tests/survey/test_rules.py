"""The rule language, held against Kleene's truth tables and plain Python."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey import Study
from survey.codebook import Choice, Codebook, Label, Variable, VariableType
from survey.errors import StudyError
from survey.rules import parse_rule

YES_NO = (Choice("yes", Label()), Choice("no", Label()))
CODEBOOK = Codebook(
    {
        variable.name: variable
        for variable in (
            Variable("p", VariableType.SELECT_ONE, Label(), YES_NO),
            Variable("q", VariableType.SELECT_ONE, Label(), YES_NO),
            Variable("age", VariableType.INTEGER, Label()),
            Variable("set", VariableType.SELECT_MULTIPLE, Label(), YES_NO),
        )
    }
)
THREE = [True, False, None]
PAIRS = list(product(THREE, THREE))


@dataclass(frozen=True)
class People:
    """Nine people, one for each pair of truth values; ages from 16 up, one unknown."""

    codebook: Codebook = CODEBOOK

    @property
    def index(self) -> pd.Index:
        return pd.RangeIndex(len(PAIRS))

    def column(self, name: str) -> pd.Series:
        words = {True: "yes", False: "no", None: None}
        columns: dict[str, object] = {
            "p": pd.Categorical([words[p] for p, _ in PAIRS], ["yes", "no"]),
            "q": pd.Categorical([words[q] for _, q in PAIRS], ["yes", "no"]),
            "age": pd.array([None, *range(16, 24)], dtype="Int64"),
            "set/yes": pd.array([p for p, _ in PAIRS], dtype="boolean"),
            "set/no": pd.array([None if p is None else q is True for p, q in PAIRS], dtype="boolean"),
        }
        return pd.Series(columns[name])


def truth(rule: str) -> list[bool | None]:
    parsed = parse_rule(rule, "row 1")
    parsed.check(CODEBOOK)
    return [None if value is pd.NA else bool(value) for value in parsed.evaluate(People())]


def kleene_and(p: bool | None, q: bool | None) -> bool | None:
    if p is False or q is False:
        return False
    return None if p is None or q is None else True


def invert(p: bool | None) -> bool | None:
    return None if p is None else not p


P, Q = "${p} = 'yes'", "${q} = 'yes'"


def test_and() -> None:
    assert truth(f"{P} and {Q}") == [kleene_and(p, q) for p, q in PAIRS]


def test_or_follows_by_de_morgan() -> None:
    assert truth(f"{P} or {Q}") == [invert(kleene_and(invert(p), invert(q))) for p, q in PAIRS]


def test_not() -> None:
    assert truth(f"not({P})") == [invert(p) for p, _ in PAIRS]


def test_and_binds_tighter_than_or() -> None:
    assert truth(f"{P} or {Q} and false()") == truth(P)


def test_the_empty_text_asks_for_an_answer_and_is_never_unsure() -> None:
    assert truth("${p} = ''") == [p is None for p, _ in PAIRS]
    assert truth("'' = ${p}") == [p is None for p, _ in PAIRS]
    assert truth("${set} != ''") == [p is not None for p, _ in PAIRS]


AGES = [None, *range(16, 24)]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("${age} >= 18", lambda age: age >= 18),
        ("${age} < 18 or ${age} > 20", lambda age: age < 18 or age > 20),
        ("${age} - 16 = 2 * 2", lambda age: age == 20),
        ("${age} mod 2 = 0", lambda age: age % 2 == 0),
        ("${age} div 2 > 9.5", lambda age: age / 2 > 9.5),
        ("(${age} + 1) * 2 = 40", lambda age: age == 19),
        ("-${age} < -20", lambda age: age > 20),
        ("min(${age}, 18) = 18", lambda age: min(age, 18) == 18),
        ("max(${age}, 18) = 18", lambda age: max(age, 18) == 18),
        ("sum(${age}, 2) = 20", lambda age: age + 2 == 20),
        ("int(${age} div 3) = 6", lambda age: age // 3 == 6),
        ("if(${age} > 18, 1, 2) = 1", lambda age: age > 18),
    ],
)
def test_numbers_as_python_counts_them(rule: str, expected: object) -> None:
    assert truth(rule) == [None if age is None else expected(age) for age in AGES]  # type: ignore[operator]


def test_a_division_by_zero_is_missing() -> None:
    assert truth("${age} div (${age} - 18) > 0")[AGES.index(18)] is None


def test_coalesce_fills_what_is_missing() -> None:
    assert truth("coalesce(${age}, 0) = 0") == [age is None for age in AGES]


def test_sets() -> None:
    assert truth("selected(${set}, 'yes')") == [p for p, _ in PAIRS]
    assert truth("count-selected(${set}) = 2") == [None if p is None else (p and q is True) for p, q in PAIRS]


def test_selected_works_on_a_single_choice_too() -> None:
    assert truth("selected(${p}, 'yes')") == truth(P)


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("${age} >=", "cannot be read at character"),
        ("${age} >= 18 18", "cannot be read"),
        ("${age", "cannot be read"),
        ("", "cannot be read"),
        ("today()", "no function today"),
        ("selected(${set})", "2 to 2 values"),
        ("${p} = 'maybe'", "no answer to 'p'"),
        ("selected(${set}, 'maybe')", "no answer to 'set'"),
        ("${age} = 'old'", "another kind"),
        ("${p} > 3", "another kind"),
        ("${set} = 'yes'", "compares the set"),
        ("${ag} = 1", "Did you mean 'age'"),
        ("${p} + 1 > 2", "needs a number where it has a category"),
        ("${set} + 1 > 2", "needs a number where it has a set"),
        ("${age} and true()", "needs a yes or no where it has a number"),
        ("${age}", "gives a number, not yes or no"),
        ("if(${age} > 1, 'a', 2) = 'a'", "needs a text where it has a number"),
        ("${p} = ${age}", "another kind"),
        ("selected(${age}, 'a')", "no categories"),
        ("selected(${set}, ${p})", "wrongly"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place(rule: str, says: str) -> None:
    with pytest.raises(StudyError, match=says) as caught:
        parse_rule(rule, "row 7").check(CODEBOOK)
    assert "row 7" in str(caught.value)


def test_the_variables_of_a_rule() -> None:
    assert parse_rule(f"{P} and ({Q} or {P}) and ${{age}} > 1", "row 1").variables == ("p", "q", "age")


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        parse_rule(text, "row 7")
    except StudyError as error:
        assert "row 7" in str(error)


def test_the_whole_part_and_the_remainder_go_towards_zero() -> None:
    assert truth("int(0 - ${age} div 10) = -1")[1:5] == [True, True, True, True]
    assert truth("-${age} mod 5 = -1")[1] is True


@pytest.mark.parametrize(
    ("sheet", "says"),
    [
        ("integer,a,A,${b} > 1,,,\ninteger,b,B,,,,\n", "asks for 'b', which comes later"),
        ("integer,a,A,${c} > 1,,,\ncalculate,c,C,,,1 + 1,\n", "asks for 'c', which is derived afterwards"),
        ("integer,a,A,,. > ${b},,\ninteger,b,B,,,,\n", "asks for 'b', which comes later"),
        ("text,m,M,,,,yes\ninteger,a,A,${m} != '',,,\n", "asks for 'm', which identifies people"),
        ("text,m,M,,,,yes\ncalculate,c,C,,,\"if(${m} = '', 1, 0)\",\n", "asks for 'm', which identifies people"),
        ("integer,a,A,,,,\ncalculate,c,C,,,\"if(${a} > 1, 'p', 'q')\",\n", "gives a text, not a number"),
        ("date,d,D,,. > 'soon',,\n", "another kind"),
    ],
)
def test_a_rule_knows_only_what_stands_before_it(write: Callable[..., Path], sheet: str, says: str) -> None:
    questions = f"type,name,label::nl,relevant,constraint,calculation,identifier\n{sheet}"
    with pytest.raises(StudyError, match=says):
        Study.load(write(survey=questions))


def test_a_date_may_be_compared_with_a_date(write: Callable[..., Path]) -> None:
    questions = "type,name,label::nl,constraint\ndate,d,D,. >= '2019-06-03'\n"
    survey = Study.load(write(survey=questions, export="d;x\n2019-06-03;\n2019-06-02;\n")).survey(keep_keys=False)
    assert survey.reasons["d"].fillna("-").tolist() == ["-", "invalid"]


SCALE = tuple(
    Choice(name, Label(), codes=("9",), score=Fraction(at)) for at, name in enumerate(("low", "mid", "high"), 1)
)
ITEMS = Codebook(
    {
        **{name: Variable(name, VariableType.SELECT_ONE, Label(), SCALE) for name in "abc"},
        "n": Variable("n", VariableType.INTEGER, Label()),
        "bare": Variable("bare", VariableType.SELECT_ONE, Label(), YES_NO),
    }
)
ANSWERS = st.lists(st.tuples(*[st.sampled_from([None, "low", "mid", "high"])] * 3), min_size=1, max_size=8)


@dataclass(frozen=True)
class Answered:
    """People with answers to three items, or without."""

    rows: list[tuple[str | None, ...]]
    codebook: Codebook = ITEMS

    @property
    def index(self) -> pd.Index:
        return pd.RangeIndex(len(self.rows))

    def column(self, name: str) -> pd.Series:
        return pd.Series(
            [row["abc".index(name)] for row in self.rows], dtype=pd.CategoricalDtype(["low", "mid", "high"])
        )


@given(ANSWERS, st.integers(1, 3))
def test_a_score_is_of_the_items_answered_if_enough_are(rows: list[tuple[str | None, ...]], least: int) -> None:
    scores = {choice.name: float(choice.score or 0) for choice in SCALE}
    known = [[scores[answer] for answer in row if answer is not None] for row in rows]
    means = [sum(found) / len(found) if len(found) >= least else None for found in known]
    for name, times in (("mean-of", 1), ("sum-of", 3)):
        made = parse_rule(f"{name}({least}, ${{a}}, ${{b}}, ${{c}})", "here").calculate(Answered(rows))
        wanted = [None if mean is None else mean * times for mean in means]
        assert [None if value is pd.NA else value for value in made] == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("mean-of(4, ${a}, ${b}, ${c})", "how many items must be answered"),
        ("mean-of(0, ${a}, ${b})", "how many items must be answered"),
        ("mean-of(${n}, ${a}, ${b})", "how many items must be answered"),
        ("sum-of(1, ${a}, ${bare})", "category 'yes' has no score"),
        ("sum-of(1, ${a}, 3)", "neither a number nor a single choice"),
        ("mean-of(1)", "takes 2 to 99 values"),
    ],
)
def test_a_score_without_its_rule_is_refused(rule: str, says: str) -> None:
    with pytest.raises(StudyError, match=re.escape(says)):
        parse_rule(rule, "here").check(ITEMS, number=True)


def test_numbers_are_scored_as_they_are() -> None:
    parse_rule("mean-of(2, ${n}, ${a})", "here").check(ITEMS, number=True)
