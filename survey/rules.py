"""The rule language of the workbook: a subset of XPath, evaluated over whole columns in three-valued logic.

A rule that meets a missing value is neither true nor false: its result is missing too, unless the rest of the
rule decides the matter (`false and ?` is false, `true or ?` is true). `docs/rules.md` describes the language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache, reduce
from operator import add, and_
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from survey.codebook import Codebook, Variable, VariableType
from survey.errors import did_you_mean, problem

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

Value: TypeAlias = Any
"""A nullable pandas Series, or a plain number, text or truth value that holds for everyone."""


class Answers(Protocol):
    """What rules are evaluated over: a survey, or one in the making."""

    @property
    def codebook(self) -> Codebook:
        """Return the variables the columns belong to."""

    @property
    def index(self) -> pd.Index:
        """Return the people."""

    def column(self, name: str) -> pd.Series:
        """Return the answers in one of the `Variable.columns`."""


class Node:
    """One part of a rule."""

    def evaluate(self, answers: Answers, current: str) -> Value:
        """Return this part's value for everyone; `current` is the variable that `.` stands for."""
        raise NotImplementedError

    def parts(self) -> Iterator[Node]:
        """Yield this part and every part inside it."""
        yield self
        for field in fields(self):  # type: ignore[arg-type]
            value = getattr(self, field.name)
            for part in value if isinstance(value, tuple) else (value,):
                if isinstance(part, Node):
                    yield from part.parts()


@dataclass(frozen=True)
class Literal(Node):
    """A number, a text or a truth value."""

    value: float | str | bool

    def evaluate(self, answers: Answers, current: str) -> Value:
        return self.value


@dataclass(frozen=True)
class Reference(Node):
    """`${name}`, or `.` (an empty name)."""

    name: str

    def evaluate(self, answers: Answers, current: str) -> Value:
        variable = answers.codebook[self.name or current]
        if len(variable.columns) != 1:
            raise ValueError(f"the set '{variable.name}' has no single value")
        column = answers.column(variable.name)
        text = variable.type in {VariableType.SELECT_ONE, VariableType.TEXT}
        return column.astype("string") if text else column

    def absent(self, answers: Answers, current: str) -> pd.Series:
        """Return for whom there is no answer at all; never missing itself."""
        columns = answers.codebook[self.name or current].columns
        return reduce(and_, (answers.column(column).isna() for column in columns)).astype("boolean")


@dataclass(frozen=True)
class Logic(Node):
    """`and` / `or` between two parts, in Kleene's logic."""

    word: str
    left: Node
    right: Node

    def evaluate(self, answers: Answers, current: str) -> Value:
        left = _column(self.left.evaluate(answers, current), answers)
        right = _column(self.right.evaluate(answers, current), answers)
        return left & right if self.word == "and" else left | right


@dataclass(frozen=True)
class Compare(Node):
    """Two parts compared; with the empty text it asks whether there is an answer at all."""

    sign: str
    left: Node
    right: Node

    def evaluate(self, answers: Answers, current: str) -> Value:
        if isinstance(self.left, Reference) and self.right == Literal(""):
            absent = self.left.absent(answers, current)
            return absent if self.sign == "=" else ~absent
        left, right = self.left.evaluate(answers, current), self.right.evaluate(answers, current)
        return _where_known(COMPARISONS[self.sign](left, right), left, right)


@dataclass(frozen=True)
class Arithmetic(Node):
    """Two numbers put together; a division by zero is missing."""

    sign: str
    left: Node
    right: Node

    def evaluate(self, answers: Answers, current: str) -> Value:
        left, right = self.left.evaluate(answers, current), self.right.evaluate(answers, current)
        if self.sign in {"div", "mod"}:
            right = _column(right, answers, "Float64")
            right = right.mask(right == 0)
        return ARITHMETIC[self.sign](left, right)


@dataclass(frozen=True)
class Call(Node):
    """A function with its arguments."""

    name: str
    arguments: tuple[Node, ...]

    def evaluate(self, answers: Answers, current: str) -> Value:
        if self.name in {"selected", "count-selected"}:
            return _selected(self, answers, current)
        values = [argument.evaluate(answers, current) for argument in self.arguments]
        return FUNCTIONS[self.name].apply(answers, values)


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
        return _column(self.node.evaluate(answers, current), answers)

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


@dataclass(frozen=True)
class Function:
    """A function of the language: how many arguments it takes, and what it does with their values."""

    least: int
    most: int
    apply: Callable[[Answers, list[Value]], Value]


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
            return _call(str(name), arguments)

    return Build().transform(tree)


def _call(name: str, arguments: tuple[Node, ...]) -> Node:
    if name in {"true", "false"} and not arguments:
        return Literal(name == "true")
    known = {name: (function.least, function.most) for name, function in FUNCTIONS.items()}
    known |= {"selected": (2, 2), "count-selected": (1, 1)}
    if name not in known:
        raise ValueError(f"there is no function {name}(). {did_you_mean(name, known)}")
    least, most = known[name]
    if not least <= len(arguments) <= most:
        raise ValueError(f"{name}() takes {least} to {most} values, not {len(arguments)}")
    return Call(name, arguments)


def _column(value: Value, answers: Answers, dtype: str = "boolean") -> pd.Series:
    import pandas as pd

    if isinstance(value, pd.Series):
        return value.astype(dtype)  # type: ignore[call-overload,no-any-return]
    return pd.Series(value, index=answers.index, dtype=dtype)


def _where_known(result: Value, *operands: Value) -> Value:
    import pandas as pd

    if not isinstance(result, pd.Series):
        return bool(result)
    result = result.astype("boolean")
    for operand in operands:
        if isinstance(operand, pd.Series):
            result = result.mask(operand.isna())
    return result


def _selected(call: Call, answers: Answers, current: str) -> Value:
    reference = call.arguments[0]
    if not isinstance(reference, Reference):
        raise ValueError(f"{call.name}() asks about a variable")
    variable = answers.codebook[reference.name or current]
    if call.name == "count-selected":
        return reduce(add, (answers.column(column).astype("Int64") for column in variable.columns))
    choice = call.arguments[1]
    name = choice.value if isinstance(choice, Literal) else ""
    if variable.type is VariableType.SELECT_MULTIPLE:
        return answers.column(f"{variable.name}/{name}")
    return Compare("=", reference, Literal(str(name))).evaluate(answers, current)


def _if(answers: Answers, values: list[Value]) -> Value:
    import pandas as pd

    condition, yes, no = _column(values[0], answers), values[1], values[2]
    whole = [pd.Series(value, index=answers.index) for value in (yes, no)]
    chosen = whole[0].where(condition.fillna(False).astype(bool), whole[1])
    return chosen.convert_dtypes().mask(condition.isna())


def _coalesce(answers: Answers, values: list[Value]) -> Value:
    import pandas as pd

    first = pd.Series(values[0], index=answers.index)
    return first.where(first.notna(), values[1])


def _across(reduce: str) -> Callable[[Answers, list[Value]], Value]:
    """Return a function over several numbers that is missing as soon as one of them is."""

    def apply(answers: Answers, values: list[Value]) -> Value:
        import pandas as pd

        frame = pd.concat([_column(value, answers, "Float64") for value in values], axis=1)
        return getattr(frame, reduce)(axis=1, skipna=False)

    return apply


def _not(answers: Answers, values: list[Value]) -> Value:
    return ~_column(values[0], answers)


def _int(answers: Answers, values: list[Value]) -> Value:
    return (_column(values[0], answers, "Float64") // 1).astype("Int64")


MANY = 99
FUNCTIONS: Mapping[str, Function] = {
    "not": Function(1, 1, _not),
    "if": Function(3, 3, _if),
    "coalesce": Function(2, 2, _coalesce),
    "min": Function(1, MANY, _across("min")),
    "max": Function(1, MANY, _across("max")),
    "sum": Function(1, MANY, _across("sum")),
    "int": Function(1, 1, _int),
}

COMPARISONS: Mapping[str, Callable[[Value, Value], Value]] = {
    "=": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}

ARITHMETIC: Mapping[str, Callable[[Value, Value], Value]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "div": lambda left, right: left / right,
    "mod": lambda left, right: left % right,
}
