"""LimeSurvey's expressions as rules, held against a small evaluator that does what LimeSurvey does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.absence import Draft
from survey.codebook import Choice, Codebook, Label, Variable, VariableType
from survey.rules import parse_rule
from survey.structure.lime_rules import Kind, Meaning, both, translate

CODES = ("1", "2", "x")
MEANINGS = {
    "n": Meaning("n", Kind.NUMBER),
    "m": Meaning("m", Kind.NUMBER),
    "h": Meaning("h", Kind.NUMBER),
    "t": Meaning("t", Kind.TEXT),
    "c": Meaning("c", Kind.CHOICE, {code: f"c{code}" for code in CODES}),
    "s_a": Meaning("s", Kind.BOX, box="A"),
    "s_b": Meaning("s", Kind.BOX, box="B"),
    "why": Meaning("why", Kind.CHOICE, {"1": "yes", "8": ""}),
    "day": Meaning("day", Kind.OTHER),
}
ROUTES = {**dict.fromkeys(("n", "m", "t", "c", "s", "why", "day"), ""), "h": "${n} > 3", "lost": None}


@pytest.mark.parametrize(
    ("expression", "rule"),
    [
        ("", None),
        ("1", ""),
        ("0", "false()"),
        ("!is_empty(t)", "${t} != ''"),
        ("is_empty(n.NAOK)", "${n} = ''"),
        ('n>1 && c != ""', "${n} > 1 and ${c} != ''"),
        ('c.NAOK=="1"', "${c} = 'c1'"),
        ("c.code eq 1", "${c} = 'c1'"),
        ("1 == c", "${c} = 'c1'"),
        ('c != "1"', "${c} != 'c1' or ${c} = ''"),
        ("c > 1", "${c} = 'c2'"),
        ("c <= 2", "${c} != 'cx' or ${c} = ''"),
        ('c == "9"', "false()"),
        ("c != 0", "${c} = 'c1' or ${c} = 'c2' or ${c} = 'cx'"),
        ("n lt 5", "${n} < 5 or ${n} = ''"),
        ("n > -1", "${n} > -1"),
        ("5 <= n", "${n} >= 5"),
        ("NOT (n == 5 OR m ge 2)", "(${n} != 5 or ${n} = '') and (${m} < 2 or ${m} = '')"),
        ('s_a.NAOK == "Y"', "selected(${s}, 'A')"),
        ('s_a == "Y" or s_b == "Y"', "selected(${s}, 'A') or selected(${s}, 'B')"),
        ('s_a != "Y"', "not(selected(${s}, 'A')) or ${s} = ''"),
        ("!is_empty(s_b)", "selected(${s}, 'B')"),
        ("day != ''", "${day} != ''"),
        ('t == "it\'s"', '${t} = "it\'s"'),
        ("n + 2 * m >= 10", "${n} + (2 * ${m}) >= 10"),
        ("(n - (m - 1)) / 2 < 3", "(${n} - (${m} - 1)) div 2 < 3"),
        ("count(c, s_a) == n", "if(${c} != '', 1, 0) + if(${s} != '' and selected(${s}, 'A'), 1, 0) = ${n}"),
        ("why != 1", "${why} = ''"),
        ("sum(n, m) > 3", "if(${n} != '', ${n}, 0) + if(${m} != '', ${m}, 0) > 3"),
    ],
)
def test_rules(expression: str, rule: str | None) -> None:
    assert translate(expression, MEANINGS, ROUTES) == rule


@pytest.mark.parametrize(
    ("expression", "rule"),
    [
        ("h > 1", "${h} > 1"),
        ("h != 1", "(${h} != 1 or ${h} = '') and ${n} > 3"),
        ("h.NAOK != 1", "${h} != 1 or ${h} = ''"),
        ("h > 1 or m > 1", "(${h} > 1 or ${m} > 1) and ${n} > 3"),
        ("is_empty(h)", "${h} = '' and ${n} > 3"),
    ],
)
def test_a_question_that_was_not_shown_makes_all_of_it_false(expression: str, rule: str) -> None:
    assert translate(expression, MEANINGS, ROUTES) == rule


@pytest.mark.parametrize(
    "expression",
    [
        *("unknown > 1", "n", "n = 1", "that.q == 1", "self.NAOK > 1", "n.shown == 1", "TOKEN:ATTRIBUTE_1 == 1"),
        *(
            't == "5"',
            "t > 'a'",
            "day == '2019-01-01'",
            "s_a == 'N'",
            "count(n)",
            "min(n, m) > 1",
            "n > t",
            "c + 1 > 1",
        ),
        *("is_empty(n, m)", "is_empty(1)", "n > 1 > 0", "n ==", '"', "n > 1 &&", "(n > 1", "c > 'a'", "sum(c) > 1"),
        *(
            "why == 8",
            "why > 1",
            "c == 0",
            "c < 0",
            "(" * 100 + "1" + ")" * 100,
            "!" * 5000 + "1",
            "n > 1 " + "&& n > 1 " * 5000,
        ),
        't == "it\'s \\"it\\""',
    ],
)
def test_what_cannot_be_said_exactly_is_not_said(expression: str) -> None:
    assert translate(expression, MEANINGS, ROUTES) is None


def test_routing_that_was_kept_as_text_takes_what_depends_on_it_along() -> None:
    meanings = {"lost": Meaning("lost", Kind.NUMBER)}
    assert translate("lost != 1", meanings, ROUTES) is None
    assert translate("lost.NAOK != 1", meanings, ROUTES) == "${lost} != 1 or ${lost} = ''"


def test_rules_are_joined() -> None:
    assert both("", "${a} = 1") == "${a} = 1"
    assert both("${a} = 1 or ${b} = 1", "${c} = 1", "${c} = 1") == "(${a} = 1 or ${b} = 1) and ${c} = 1"
    assert both() == ""


@given(st.text(alphabet=st.sampled_from("ncs_ab()!=<>&|\"'1250. +-*/,") | st.characters()))
def test_whatever_an_expression_is_it_is_said_or_not(expression: str) -> None:
    rule = translate(expression, MEANINGS, ROUTES)
    assert rule is None or not rule or parse_rule(rule, "here")


Person = Mapping[str, str]
"""What the platform holds: texts by name, empty where nothing was answered."""


@dataclass(frozen=True)
class Said:
    """An expression, and what LimeSurvey makes of it; in a browser an empty text is nought to a number."""

    text: str
    value: Callable[[Person, bool], object]
    bare: frozenset[str] = frozenset()


def number(value: object, browser: bool) -> float | None:
    if value == "":
        return 0.0 if browser else None
    try:
        return float(str(value))
    except ValueError:
        return None


def compare(sign: str, left: object, right: object, browser: bool) -> bool:
    one, other = number(left, browser and right != ""), number(right, browser and left != "")
    if one is None or other is None:
        mismatch = "" not in {left, right} and sign not in {"==", "!="} and (one is None) is not (other is None)
        return False if mismatch else verdict(sign, str(left), str(right))
    return verdict(sign, one, other)


def verdict(sign: str, left: Any, right: Any) -> bool:
    less, equal = bool(left < right), bool(left == right)
    return {"==": equal, "!=": not equal, "<": less, "<=": less or equal, ">": not (less or equal), ">=": not less}[
        sign
    ]


SIGN = st.sampled_from(("==", "!=", "<", "<=", ">", ">="))
EQUAL = st.sampled_from(("==", "!="))


def named(name: str, mark: bool) -> Said:
    return Said(f"{name}{'.NAOK' if mark else ''}", lambda person, _: person[name], frozenset() if mark else {name})  # type: ignore[arg-type]


def variable(*names: str) -> st.SearchStrategy[Said]:
    return st.builds(named, st.sampled_from(names), st.booleans())


def literal(*texts: str) -> st.SearchStrategy[Said]:
    return st.sampled_from(texts).map(lambda text: Said(f'"{text}"', lambda *_: text))


NUMBER = st.integers(-1, 6).map(lambda value: Said(str(value), lambda *_: str(value)))
POSITIVE = st.integers(1, 6).map(lambda value: Said(str(value), lambda *_: str(value)))
"""Versions of LimeSurvey differ about an empty answer and nought; of a category we then say nothing."""


def comparison(left: Said, sign: str, right: Said) -> Said:
    return Said(
        f"{left.text} {sign} {right.text}",
        lambda person, browser: compare(sign, left.value(person, browser), right.value(person, browser), browser),
        left.bare | right.bare,
    )


def counted(parts: list[Said]) -> Said:
    bare = frozenset().union(*(part.bare for part in parts))
    text = ", ".join(part.text for part in parts)
    return Said(f"count({text})", lambda p, b: str(sum(part.value(p, b) != "" for part in parts)), bare)


def empty(part: Said) -> Said:
    return Said(f"is_empty({part.text})", lambda person, browser: part.value(person, browser) == "", part.bare)


def negated(part: Said) -> Said:
    return Said(f"!({part.text})", lambda person, browser: not part.value(person, browser), part.bare)


def joined(left: Said, word: str, right: Said) -> Said:
    def value(person: Person, browser: bool) -> bool:
        sides = (bool(left.value(person, browser)), bool(right.value(person, browser)))
        return all(sides) if word == "&&" else any(sides)

    return Said(f"({left.text} {word} {right.text})", value, left.bare | right.bare)


NUMBERS = variable("n", "m", "h")
ANY = variable("n", "m", "h", "c", "s_a", "s_b")
TEST_OF = st.one_of(
    st.builds(comparison, NUMBERS, SIGN, NUMBER),
    st.builds(comparison, NUMBER, SIGN, NUMBERS),
    st.builds(comparison, variable("c"), SIGN, POSITIVE),
    st.builds(comparison, variable("c"), EQUAL, literal("1", "x", "", "9")),
    st.builds(comparison, variable("s_a", "s_b"), EQUAL, literal("Y", "")),
    st.builds(comparison, variable("t"), EQUAL, literal("a", "", "b c")),
    st.builds(comparison, st.lists(ANY, min_size=1, max_size=3).map(counted), SIGN, NUMBER),
    st.builds(empty, ANY),
)
EXPRESSION = st.recursive(
    TEST_OF,
    lambda inner: st.one_of(st.builds(negated, inner), st.builds(joined, inner, st.sampled_from(("&&", "||")), inner)),
    max_leaves=5,
)
BOX = st.sampled_from(("Y", ""))
ANSWER = st.integers(0, 6).map(str)


def people(answer: st.SearchStrategy[str], code: st.SearchStrategy[str]) -> st.SearchStrategy[Person]:
    texts = st.sampled_from(("a", "b c"))
    return st.fixed_dictionaries({"n": answer, "m": answer, "h": answer, "c": code, "t": texts, "s_a": BOX, "s_b": BOX})


TOTAL = people(ANSWER, st.sampled_from(CODES)).map(lambda person: {**person, "n": "4", "s_a": "Y"})
"""People who answered everything: nothing was hidden from them."""
SOME = people(ANSWER | st.just(""), st.sampled_from((*CODES, "")))


def shown(person: Person) -> Person:
    """Return a person's answers as they can be: the hidden question is empty."""
    return person if compare(">", person["n"], "3", False) else {**person, "h": ""}


def outcome(said: Said, person: Person, browser: bool) -> bool:
    """Return whether LimeSurvey shows the question."""
    hidden = "h" in said.bare and not compare(">", person["n"], "3", False)
    return not hidden and bool(said.value(person, browser))


def codebook() -> Codebook:
    def one(name: str, kind: VariableType, *names: str) -> Variable:
        return Variable(name, kind, Label(), tuple(Choice(choice, Label()) for choice in names))

    made = [one(name, VariableType.INTEGER) for name in ("n", "m", "h")]
    made += [one("t", VariableType.TEXT), one("c", VariableType.SELECT_ONE, *(f"c{code}" for code in CODES))]
    made.append(one("s", VariableType.SELECT_MULTIPLE, "A", "B"))
    return Codebook({variable.name: variable for variable in made})


def held(persons: list[Person]) -> Draft:
    """Return people's answers as our surveys hold them; a set without a tick is one without an answer."""
    frame = pd.DataFrame(persons)
    values = frame[["n", "m", "h"]].replace("", pd.NA).astype("Int64")
    values["t"] = frame["t"].astype("string")
    values["c"] = frame["c"].map({code: f"c{code}" for code in CODES}).astype("string")
    open_ = (frame["s_a"] == "") & (frame["s_b"] == "")
    for box in "AB":
        values[f"s/{box}"] = (frame[f"s_{box.lower()}"] == "Y").astype("boolean").mask(open_)
    return Draft.of(codebook(), values)


@settings(max_examples=300)
@given(EXPRESSION, st.lists(TOTAL, min_size=1, max_size=6))
def test_who_answered_everything_is_shown_what_limesurvey_shows(said: Said, persons: list[Person]) -> None:
    rule = translate(said.text, MEANINGS, ROUTES)
    assert rule is not None
    expected = [outcome(said, person, browser=False) for person in persons]
    if rule:
        parse_rule(rule, "here").check(codebook())
        assert parse_rule(rule, "here").evaluate(held(persons)).tolist() == expected
    else:
        assert all(expected)


@settings(max_examples=300)
@given(EXPRESSION, st.lists(SOME.map(shown), min_size=1, max_size=6))
def test_of_others_a_rule_says_nothing_that_limesurvey_does_not(said: Said, persons: list[Person]) -> None:
    rule = translate(said.text, MEANINGS, ROUTES)
    assert rule is not None
    found = parse_rule(rule, "here").evaluate(held(persons)).tolist() if rule else [True] * len(persons)
    for verdict_, person in zip(found, persons, strict=True):
        if verdict_ is not pd.NA:
            assert {outcome(said, person, browser) for browser in (False, True)} == {verdict_}, (rule, person)
