"""The rule language of the workbook: a subset of XPath in three-valued logic.

A rule that meets a missing value is neither true nor false: its result is missing too, unless the rest of the
rule decides the matter. `docs/rules.md` describes the language, `expressions.py` evaluates it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from survey.codebook import Codebook
from survey.errors import problem
from survey.expressions import (
    Answers,
    Arithmetic,
    Compare,
    Literal,
    Logic,
    Node,
    Reference,
    Value,
    as_column,
    call,
)
from survey.rule_types import Reader, Type

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

    def check(
        self, codebook: Codebook, current: str = "", known: Collection[str] | None = None, *, number: bool = False
    ) -> None:
        """Raise `StudyError` where the rule asks for what is not there, or puts together what does not fit.

        `current` is the variable that `.` stands for. `known` are the variables that can be asked about here: by
        default all but identifiers. A rule must be true or false; with `number` it may be a number too.
        """
        known = {variable.name for variable in codebook if not variable.identifier} if known is None else known
        found = Reader(self.text, self.place, codebook, current, known).type_of(self.node)
        if found is not Type.TRUTH and not (number and found is Type.NUMBER):
            what = f"the rule '{self.text}' gives a {found}, not {'a number' if number else 'yes or no'}"
            raise problem(what, self.place, "See docs/rules.md for the language.")


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
