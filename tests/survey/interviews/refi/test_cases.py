"""Variables: taken where they belong to one text."""

from __future__ import annotations

from pathlib import Path

from survey.interviews.incoming import Incoming, LossKind
from survey.interviews.refi.project import read_project
from tests.survey.interviews.refi.writing import MAXQDA, Parts, Written, identity, write

VARIABLES = "".join(
    f'<Variable guid="{identity(7, n)}" name="{name}" typeOfVariable="Text"/>'
    for n, name in enumerate(("age", "city", "unused"))
)


def _value(variable: int, value: str = "") -> str:
    return f'<VariableValue><VariableRef targetGUID="{{{identity(7, variable).lower()}}}"/>{value}</VariableValue>'


def _case(name: str, inside: str, *sources: int) -> str:
    refs = "".join(f'<SourceRef targetGUID="{identity(3, n)}"/>' for n in sources)
    return f'<Case guid="{identity(8, len(inside))}"{name}>{inside}{refs}</Case>'


def _read(tmp_path: Path, cases: str, extra: str = "") -> Incoming:
    texts = [Written("sam", "Een tekst.\n", (), extra), Written("kim", "Nog een.\n")]
    parts = Parts(variables=f"<Variables>{VARIABLES}</Variables>", cases=f"<Cases>{cases}</Cases>")
    return read_project(write(tmp_path / "p.qdpx", MAXQDA, texts, parts))


def _losses(incoming: Incoming) -> dict[tuple[LossKind, str], int]:
    return {(loss.kind, loss.subject): loss.count for loss in incoming.losses if loss.subject != "User"}


def test_a_case_with_one_text_gives_it_its_variables(tmp_path: Path) -> None:
    integer, text = "<IntegerValue> 34 </IntegerValue>", "<TextValue>Gent &amp; rand</TextValue>"
    incoming = _read(tmp_path, _case(' name="P 12"', _value(0, integer), 0), _value(1, text))
    assert [dict(each.attributes) for each in incoming.texts] == [
        {"age": "34", "city": "Gent & rand", "case": "P 12"},
        {},
    ]
    assert _losses(incoming) == {(LossKind.VARIABLE, "Variable"): 1}


def test_a_case_without_name_only_holds_the_variables_of_its_text(tmp_path: Path) -> None:
    incoming = _read(tmp_path, _case("", _value(0, "<TextValue>34</TextValue>") + _value(1), 1))
    assert dict(incoming.texts[1].attributes) == {"age": "34"}
    assert _losses(incoming) == {(LossKind.VARIABLE, "Variable"): 1}


def test_cases_of_several_texts_or_none_are_lost_with_their_variables(tmp_path: Path) -> None:
    cases = _case(' name="A"', _value(0, "<TextValue>34</TextValue>"), 0, 1) + _case(' name="B"', "")
    incoming = _read(tmp_path, cases)
    assert [dict(each.attributes) for each in incoming.texts] == [{}, {}]
    assert _losses(incoming) == {
        (LossKind.CASE, "Case"): 2,
        (LossKind.VARIABLE, "VariableValue"): 1,
        (LossKind.VARIABLE, "Variable"): 3,
    }


def test_a_second_value_that_says_otherwise_is_lost(tmp_path: Path) -> None:
    values = _value(0, "<TextValue>34</TextValue>") + _value(9, "<TextValue>x</TextValue>")
    coded = f'<CodeRef targetGUID="{identity(2, 1)}"/>'
    incoming = _read(tmp_path, _case("", values + coded, 0), _value(0, "<TextValue>35</TextValue>"))
    assert dict(incoming.texts[0].attributes) == {"age": "35"}
    assert _losses(incoming) == {
        (LossKind.VARIABLE, "VariableValue: sam"): 1,
        (LossKind.VARIABLE, "VariableValue"): 1,
        (LossKind.VARIABLE, "Variable"): 2,
        (LossKind.CASE, "Case/CodeRef"): 1,
    }
