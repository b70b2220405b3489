"""REDCap's branching logic in our rule language, where that says exactly the same.

In REDCap a blank is unequal to every value and a box that was never seen is not ticked; in our rules both are
absent. So `[a] <> '1'` becomes `(${a} != '1' or ${a} = '')`. Functions, fields of other events and instances,
dates in order (where a blank is a text to REDCap), and kinds that our rules do not compare cannot be said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from operator import ge, gt, le, lt
from typing import TYPE_CHECKING, Any, TypeAlias

from survey.codebook import Variable, VariableType

if TYPE_CHECKING:
    from lark import Lark

GRAMMAR = r"""
    ?start: either
    ?either: both | either _OR both -> either
    ?both: comparison | both _AND comparison -> both
    ?comparison: sum | sum SIGN sum -> compare
    ?sum: product | sum PLUS product -> arithmetic
    ?product: value | product TIMES value -> arithmetic
    ?value: NUMBER -> number
        | "-" value -> negative
        | STRING -> text
        | "[" NAME "]" -> field
        | "[" NAME "(" CODE ")" "]" -> box
        | "(" either ")"
    _OR: /or\b/i | "||"
    _AND: /and\b/i | "&&"
    SIGN: "<>" | "!=" | "<=" | ">=" | "==" | "=" | "<" | ">"
    PLUS: "+" | "-"
    TIMES: "*" | "/"
    NAME: /[a-z][a-z0-9_]*/i
    CODE: /[^()\[\]]+/
    STRING: /'[^']*'|"[^"]*"/
    %import common.NUMBER
    %import common.WS
    %ignore WS
"""

SIGNS = {"<>": "!=", "==": "="}
FLIPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
ORDER: Mapping[str, Callable[[float, float], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
NUMBERS = frozenset({VariableType.INTEGER, VariableType.DECIMAL})


class CannotBeSaidError(Exception):
    """Our rules have no words for this part."""


@dataclass(frozen=True)
class Field:
    """The answer to a question."""

    variable: Variable

    def __str__(self) -> str:
        return f"${{{self.variable.name}}}"


@dataclass(frozen=True)
class Box:
    """One box of a set."""

    variable: Variable
    choice: str


@dataclass(frozen=True)
class Value:
    """A number or text that is written out."""

    text: str


@dataclass(frozen=True)
class Sum:
    """Numbers put together."""

    text: str


@dataclass(frozen=True)
class Rule:
    """A part that is true or false; `loose` when it holds an `or` that needs brackets inside an `and`."""

    text: str
    loose: bool = False


Part: TypeAlias = "Field | Box | Value | Sum | Rule"


def translate(logic: str, variables: Mapping[str, Variable]) -> str | None:
    """Return the rule that says the same as the logic, or None where none does; `variables` are by field name."""
    from lark.exceptions import UnexpectedInput, VisitError

    try:
        found = _builder(variables).transform(_parser().parse(logic))
    except UnexpectedInput:
        return None
    except VisitError as error:
        if isinstance(error.orig_exc, CannotBeSaidError):
            return None
        raise
    return found.text if isinstance(found, Rule) else None


@cache
def _parser() -> Lark:
    from lark import Lark

    return Lark(GRAMMAR, parser="lalr", maybe_placeholders=False)


def _builder(variables: Mapping[str, Variable]) -> Any:  # noqa: C901  one small method for each form of the grammar
    from lark import Transformer, v_args

    @v_args(inline=True)
    class Build(Transformer[Any, Part]):
        def number(self, token: str) -> Part:
            return Value(str(token))

        def negative(self, part: Part) -> Part:
            if isinstance(part, Value) and NUMBER.fullmatch(part.text) and not part.text.startswith("-"):
                return Value(f"-{part.text}")
            raise CannotBeSaidError

        def text(self, token: str) -> Part:
            return Value(str(token)[1:-1].strip())

        def field(self, name: str) -> Part:
            return Field(_known(variables, name))

        def box(self, name: str, code: str) -> Part:
            return _box(_known(variables, name), code.strip())

        def either(self, left: Part, right: Part) -> Part:
            return Rule(f"{_rule(left).text} or {_rule(right).text}", loose=True)

        def both(self, left: Part, right: Part) -> Part:
            return Rule(f"{_tight(_rule(left))} and {_tight(_rule(right))}")

        def compare(self, left: Part, sign: str, right: Part) -> Part:
            return _compare(left, SIGNS.get(str(sign), str(sign)), right)

        def arithmetic(self, left: Part, sign: str, right: Part) -> Part:
            return Sum(f"({_number(left)} {'div' if sign == '/' else sign} {_number(right)})")

    return Build()


def _known(variables: Mapping[str, Variable], name: str) -> Variable:
    if name not in variables:
        raise CannotBeSaidError
    return variables[name]


def _box(variable: Variable, code: str) -> Box:
    for choice in variable.choices:
        if code.lower() in {written.lower() for written in choice.written} and choice.reason is None:
            return Box(variable, choice.name)
    raise CannotBeSaidError


def _rule(part: Part) -> Rule:
    if not isinstance(part, Rule):
        raise CannotBeSaidError
    return part


def _tight(rule: Rule) -> str:
    return f"({rule.text})" if rule.loose else rule.text


def _compare(left: Part, sign: str, right: Part) -> Rule:
    if isinstance(left, Value):
        left, sign, right = right, FLIPPED.get(sign, sign), left
    if isinstance(left, Box) and isinstance(right, Value):
        return _ticked(left, sign, right.text)
    if isinstance(left, Field) and isinstance(right, Value):
        return _of_field(left, sign, right.text)
    if sign not in FLIPPED and not isinstance(right, Value):
        raise CannotBeSaidError  # two blanks are equal there, here they are absent
    return _with_blanks(f"{_number(left)} {sign} {_number(right)}", sign, "")


def _of_field(field: Field, sign: str, value: str) -> Rule:
    if value == "":
        if sign in FLIPPED or field.variable.type is VariableType.SELECT_MULTIPLE:
            raise CannotBeSaidError
        return Rule(f"{field} {sign} ''")
    if field.variable.type in NUMBERS:
        return _with_blanks(f"{field} {sign} {_number(Value(value))}", sign, str(field))
    if field.variable.type is VariableType.SELECT_ONE:
        return _of_category(field, sign, value)
    dated = field.variable.type is VariableType.DATE and DATE.fullmatch(value)
    if sign not in FLIPPED and (dated or field.variable.type is VariableType.TEXT):
        return _with_blanks(f"{field} {sign} {_quoted(value)}", sign, str(field))
    raise CannotBeSaidError


def _with_blanks(rule: str, sign: str, field: str) -> Rule:
    """Return the rule; a blank is unequal to everything."""
    if sign == "!=":
        if not field:
            raise CannotBeSaidError
        return Rule(f"({rule} or {field} = '')")
    return Rule(rule)


def _of_category(field: Field, sign: str, value: str) -> Rule:
    """Return a rule on categories by name; order is that of codes that are numbers, written out."""
    if sign in FLIPPED:
        return _one_of(field, sign, value)
    for choice in field.variable.choices:
        if _same(value, choice.written[0]):
            if choice.reason is not None:
                raise CannotBeSaidError
            return _with_blanks(f"{field} {sign} {_quoted(choice.name)}", sign, str(field))
    raise CannotBeSaidError


def _one_of(field: Field, sign: str, value: str) -> Rule:
    limit = float(_number(Value(value)))
    choices = field.variable.choices
    found = [choice for choice in choices if ORDER[sign](float(_number(Value(choice.written[0]))), limit)]
    if not found or any(choice.reason is not None for choice in found):
        raise CannotBeSaidError
    tests = [f"{field} = {_quoted(choice.name)}" for choice in found]
    return Rule(" or ".join(tests), loose=len(tests) > 1)


def _same(value: str, code: str) -> bool:
    """Return whether two codes are one: 1 and 1.0 are."""
    if NUMBER.fullmatch(value) and NUMBER.fullmatch(code):
        return float(value) == float(code)
    return value == code


def _ticked(box: Box, sign: str, value: str) -> Rule:
    if sign in FLIPPED or value not in {"0", "1"}:
        raise CannotBeSaidError
    ticked = f"selected(${{{box.variable.name}}}, {_quoted(box.choice)})"
    if (value == "1") == (sign == "="):
        return Rule(ticked)
    return Rule(f"(not({ticked}) or ${{{box.variable.name}}} = '')")


def _number(part: Part) -> str:
    if isinstance(part, Sum):
        return part.text
    if isinstance(part, Field) and part.variable.type in NUMBERS:
        return str(part)
    if isinstance(part, Value) and NUMBER.fullmatch(part.text):
        return part.text
    raise CannotBeSaidError


def _quoted(text: str) -> str:
    if "'" in text and '"' in text:
        raise CannotBeSaidError
    return f'"{text}"' if "'" in text else f"'{text}'"
