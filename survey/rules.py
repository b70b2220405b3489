"""The rule language of the workbook: a subset of XPath in three-valued logic.

A rule that meets a missing value is neither true nor false: its result is missing too, unless the rest of the
rule decides the matter. `docs/rules.md` describes the language, `expressions.py` evaluates it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from survey.codebook import Codebook, Variable, VariableType
from survey.errors import did_you_mean, problem
from survey.expressions import (
    Answers,
    Arithmetic,
    Call,
    Compare,
    Literal,
    Logic,
    Node,
    Reference,
    Value,
    as_column,
    call,
)

if TYPE_CHECKING:
    import pandas as pd
    from lark import Lark

GRAMMAR = r"""
    ?start: disjunction
    ?disjunction: conjunction | disjunction "or" conjunction -> either
    ?conjunction: comparison | conjunction "and" comparison -> both
    ?comparison: sum | sum COMPARE sum -> compare
    ?sum: product | sum PLUS product -> arithmetic
    ?product: value | product TIMES value -> arithmetic
    ?value: NUMBER -> number
        | "-" value -> negative
        | STRING -> text
        | "${" NAME "}" -> variable
        | "." -> current
        | FUNCTION "(" [disjunction ("," disjunction)*] ")" -> call
        | "(" disjunction ")"
    COMPARE: "!=" | "<=" | ">=" | "=" | "<" | ">"
    PLUS: "+" | "-"
    TIMES: "*" | "div" | "mod"
    FUNCTION.2: /[a-z][a-z-]*(?=\s*\()/
    NAME: /[^\W\d][\w.-]*/
    STRING: /'[^']*'|"[^"]*"/
    %import common.NUMBER
    %import common.WS
    %ignore WS
"""


@dataclass(frozen=True)
class Rule:
    """A parsed rule and where it stands in the workbook."""

    text: str
    node: Node
    place: str

    @property
    def variables(self) -> tuple[str, ...]:
        """Return the names of the variables the rule asks about, each once."""
        names = (part.name for part in self.node.parts() if isinstance(part, Reference))
        return tuple(dict.fromkeys(name for name in names if name))

    def evaluate(self, answers: Answers, current: str = "") -> pd.Series:
        """Return true, false or missing for everyone, as a Boolean column on the index of the answers."""
        return as_column(self.node.evaluate(answers, current), answers)

    def calculate(self, answers: Answers) -> Value:
        """Return the value a calculation gives everyone."""
        return self.node.evaluate(answers, "")

    def check(self, codebook: Codebook, current: str = "") -> None:
        """Raise `StudyError` for an unknown variable or category, or types that cannot be compared."""
        parts = tuple(self.node.parts())
        for part in parts:
            if isinstance(part, Reference):
                self._check_reference(part, codebook, current)
        for part in parts:
            if isinstance(part, Call):
                self._check_call(part, codebook, current)
            elif isinstance(part, Compare):
                self._check_comparison(part, codebook, current)

    def _check_reference(self, part: Reference, codebook: Codebook, current: str) -> None:
        name = part.name or current
        if name not in codebook.variables:
            what = f"the rule '{self.text}' asks for '{name}', which is no variable"
            raise problem(what, self.place, did_you_mean(name, codebook.variables))

    def _check_call(self, part: Call, codebook: Codebook, current: str) -> None:
        if part.name != "selected":
            return
        set_, choice = part.arguments
        if not (isinstance(set_, Reference) and isinstance(choice, Literal)):
            raise problem(f"the rule '{self.text}' uses selected() wrongly", self.place, "Write selected(${x}, 'a').")
        self._check_choice(codebook[set_.name or current], str(choice.value))

    def _check_comparison(self, part: Compare, codebook: Codebook, current: str) -> None:
        for one, other in ((part.left, part.right), (part.right, part.left)):
            if not isinstance(one, Reference) or other == Literal(""):
                continue
            variable = codebook[one.name or current]
            if variable.type in {VariableType.SELECT_MULTIPLE, VariableType.RANK}:
                what = f"the rule '{self.text}' compares the set '{variable.name}' as if it had one value"
                raise problem(what, self.place, f"Write selected(${{{variable.name}}}, 'a').")
            if isinstance(other, Literal):
                self._check_literal(variable, other, part.sign)

    def _check_literal(self, variable: Variable, literal: Literal, sign: str) -> None:
        categorical = variable.type is VariableType.SELECT_ONE
        number = variable.type in {VariableType.INTEGER, VariableType.DECIMAL}
        if categorical and sign in {"=", "!="}:
            self._check_choice(variable, str(literal.value))
        elif categorical or number != (not isinstance(literal.value, str)):
            what = f"the rule '{self.text}' compares '{variable.name}' ({variable.type}) with a value of another kind"
            raise problem(
                what,
                self.place,
                "Categories are compared by = and != with a name in quotes, numbers without.",
            )

    def _check_choice(self, variable: Variable, name: str) -> None:
        known = [choice.name for choice in variable.answers]
        if name in known:
            return
        what = f"the rule '{self.text}' asks for '{name}', which is no answer to '{variable.name}'"
        raise problem(what, self.place, did_you_mean(name, known))


def parse_rule(text: str, place: str) -> Rule:
    """Return the rule written in `text`; raise `StudyError` with the spot where it cannot be read."""
    from lark.exceptions import UnexpectedInput, VisitError

    try:
        return Rule(text, _read(text), place)
    except UnexpectedInput as error:
        spot = getattr(error, "column", 0)
        near = f" at character {spot}" if spot and spot > 0 else ""
        raise problem(f"the rule '{text}' cannot be read{near}", place, "See docs/rules.md for the language.") from None
    except VisitError as error:
        raise problem(f"the rule '{text}' cannot be read: {error.orig_exc}", place) from None


@cache
def _read(text: str) -> Node:
    return _build(_parser().parse(text))


@cache
def _parser() -> Lark:
    from lark import Lark

    return Lark(GRAMMAR, parser="lalr", maybe_placeholders=False)


def _build(tree: Any) -> Node:  # noqa: C901  one small method for each form of the grammar
    from lark import Transformer, v_args

    @v_args(inline=True)
    class Build(Transformer[Any, Node]):
        def number(self, token: str) -> Node:
            return Literal(float(token))

        def negative(self, value: Node) -> Node:
            return Arithmetic("-", Literal(0.0), value)

        def text(self, token: str) -> Node:
            return Literal(str(token)[1:-1])

        def variable(self, name: str) -> Node:
            return Reference(str(name))

        def current(self) -> Node:
            return Reference("")

        def either(self, left: Node, right: Node) -> Node:
            return Logic("or", left, right)

        def both(self, left: Node, right: Node) -> Node:
            return Logic("and", left, right)

        def compare(self, left: Node, sign: str, right: Node) -> Node:
            return Compare(str(sign), left, right)

        def arithmetic(self, left: Node, sign: str, right: Node) -> Node:
            return Arithmetic(str(sign), left, right)

        def call(self, name: str, *arguments: Node) -> Node:
            return call(str(name), arguments)

    return Build().transform(tree)
