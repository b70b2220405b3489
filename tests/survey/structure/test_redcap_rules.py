"""REDCap's branching logic in our rules: the same people are shown the same questions, or nothing is said."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.absence import Draft
from survey.codebook import Choice, Codebook, Label, Variable, VariableType
from survey.missing import Reason
from survey.rules import parse_rule
from survey.structure.redcap_rules import translate


def listed(name: str, kind: VariableType, codes: str) -> Variable:
    return Variable(name, kind, Label({"": name}), tuple(Choice(code, Label({"": code})) for code in codes.split()))


VARIABLES = {
    variable.name: variable
    for variable in (
        listed("sex", VariableType.SELECT_ONE, "0 1 2"),
        listed("c", VariableType.SELECT_MULTIPLE, "1 2 -9"),
        Variable("age", VariableType.INTEGER, Label()),
        Variable("size", VariableType.DECIMAL, Label()),
        Variable("word", VariableType.TEXT, Label()),
        Variable("day", VariableType.DATE, Label()),
        Variable(
            "sure",
            VariableType.SELECT_ONE,
            Label(),
            (Choice("1", Label()), Choice("9", Label(), reason=Reason.REFUSED)),
        ),
    )
}


@pytest.mark.parametrize(
    ("logic", "rule"),
    [
        ("[sex] = '1'", "${sex} = '1'"),
        ('[sex] = "0" and [age] > "3"', "${sex} = '0' and ${age} > 3"),
        ("[sex]=1", "${sex} = '1'"),
        ("'1' = [sex]", "${sex} = '1'"),
        ("18 <= [age]", "${age} >= 18"),
        ("[sex] <> '1'", "(${sex} != '1' or ${sex} = '')"),
        ("[sex] = ''", "${sex} = ''"),
        ("[sex] <> ''", "${sex} != ''"),
        ("[sex] >= 1", "${sex} = '1' or ${sex} = '2'"),
        ("[sex] >= 1 and [age] < 5", "(${sex} = '1' or ${sex} = '2') and ${age} < 5"),
        ("[c(2)] = '1'", "selected(${c}, '2')"),
        ("[c(-9)] = 1", "selected(${c}, '-9')"),
        ("[c(2)] = '0'", "(not(selected(${c}, '2')) or ${c} = '')"),
        ("([sex] = '1' or [sex] = '2') AND [word] = 'x'", "(${sex} = '1' or ${sex} = '2') and ${word} = 'x'"),
        ("[sex] = '1' or [sex] = '2' and [age] = 3", "${sex} = '1' or ${sex} = '2' and ${age} = 3"),
        ("[age] + [size] > 2.5 * -1", "(${age} + ${size}) > (2.5 * -1)"),
        ("[age] + [size] > 2.5", "(${age} + ${size}) > 2.5"),
        ("[age] / 2 <= [size]", "(${age} div 2) <= ${size}"),
        ("[age] > -1", "${age} > -1"),
        ('[word] = "it\'s"', '${word} = "it\'s"'),
        ("[day] = '2019-06-03'", "${day} = '2019-06-03'"),
        # what cannot be said
        ("[day] > '2019-06-03'", None),
        ("[visit_1_arm_1][sex] = '1'", None),
        ("[sex][current-instance] = '1'", None),
        ("datediff([day], 'today', 'd') > 3", None),
        ("[word] > 3", None),
        ("[sex] = '7'", None),
        ("[sure] = '9'", None),
        ("[sure] > 1", None),
        ("[nowhere] = 1", None),
        ("[c] = '1'", None),
        ("[c(7)] = '1'", None),
        ("[age] = [size]", None),
        ("[sex]", None),
        ("[sex] = ", None),
        ("", None),
    ],
)
def test_translations(logic: str, rule: str | None) -> None:
    assert translate(logic, VARIABLES) == rule
    if rule:
        parse_rule(rule, "here").check(Codebook(VARIABLES), "", list(VARIABLES))


Person = dict[str, str]
Tree = tuple[Any, ...]

leaves = st.one_of(
    st.tuples(st.just("sex"), st.sampled_from(["=", "<>", "<", ">=", ">", "<="]), st.sampled_from(["0", "1", "2"])),
    st.tuples(st.just("age"), st.sampled_from(["=", "<>", "<", ">=", ">", "<="]), st.sampled_from(["0", "3", "7"])),
    st.tuples(st.sampled_from(["sex", "age", "word"]), st.sampled_from(["=", "<>"]), st.just("")),
    st.tuples(st.just("word"), st.sampled_from(["=", "<>"]), st.sampled_from(["a", "b"])),
    st.tuples(st.sampled_from(["c(1)", "c(2)", "c(-9)"]), st.sampled_from(["=", "<>"]), st.sampled_from(["0", "1"])),
)
trees = st.recursive(leaves, lambda inner: st.tuples(inner, st.sampled_from(["and", "or"]), inner), max_leaves=5)
people = st.fixed_dictionaries(
    {
        "sex": st.sampled_from(["", "0", "1", "2"]),
        "age": st.sampled_from(["", "0", "3", "5"]),
        "word": st.sampled_from(["", "a", "b"]),
        "c(1)": st.sampled_from("01"),
        "c(2)": st.sampled_from("01"),
        "c(-9)": st.sampled_from("01"),
    }
)


def written(tree: Tree) -> str:
    left, sign, right = tree
    if sign in {"and", "or"}:
        return f"({written(left)} {sign} {written(right)})"
    return f"[{left}] {sign} '{right}'"


def shown(tree: Tree, person: Person) -> bool:
    """Return what REDCap shows: a blank is unequal to all but a blank, and neither more nor less than a number."""
    left, sign, right = tree
    if sign == "and":
        return shown(left, person) and shown(right, person)
    if sign == "or":
        return shown(left, person) or shown(right, person)
    value = person[left]
    if sign in {"=", "<>"}:
        return (value == right) == (sign == "=")
    if value == "":
        return False
    one, other = float(value), float(right)
    return {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}[sign]


def draft(person: Person) -> Draft:
    boxes = {f"c/{code}": person[f"c({code})"] == "1" for code in ("1", "2", "-9")}
    seen = any(boxes.values())
    values = pd.DataFrame(
        {
            "sex": pd.Series([person["sex"] or pd.NA], dtype="string"),
            "age": pd.Series([int(person["age"]) if person["age"] else pd.NA], dtype="Int64"),
            "word": pd.Series([person["word"] or pd.NA], dtype="string"),
            **{box: pd.Series([ticked if seen else pd.NA], dtype="boolean") for box, ticked in boxes.items()},
        }
    )
    return Draft.of(Codebook(VARIABLES), values)


@given(trees, people)
def test_whom_redcap_shows_a_question_is_whom_the_rule_lets_in(tree: Tree, person: Person) -> None:
    rule = translate(written(tree), VARIABLES)
    unsayable = "[sex] < '0'" in written(tree) or "[sex] > '2'" in written(tree)
    assert (rule is None) == unsayable
    if rule is not None:
        told = parse_rule(rule, "here").evaluate(draft(person)).iloc[0]
        assert (told is not pd.NA and bool(told)) == shown(tree, person), rule


@given(st.text(alphabet="[]()'\"=<>andor 01sexc+-*/", max_size=30))
def test_anything_else_is_left_alone(logic: str) -> None:
    rule = translate(logic, VARIABLES)
    assert rule is None or parse_rule(rule, "here").text == rule
