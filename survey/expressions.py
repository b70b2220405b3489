"""What rules are made of: parts that are evaluated over whole columns in three-valued logic.

A part that meets a missing value is missing too, unless the rest decides the matter (`false and ?` is false,
`true or ?` is true).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import reduce
from operator import add, and_
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from survey.codebook import Codebook, VariableType
from survey.errors import did_you_mean

if TYPE_CHECKING:
    import pandas as pd

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


class Node(ABC):
    """One part of a rule."""

    @abstractmethod
    def evaluate(self, answers: Answers, current: str) -> Value:
        """Return this part's value for everyone; `current` is the variable that `.` stands for."""

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
class Pair(Node):
    """Two parts with a sign or word between them."""

    sign: str
    left: Node
    right: Node

    def sides(self, answers: Answers, current: str) -> tuple[Value, Value]:
        """Return the values of both parts."""
        return self.left.evaluate(answers, current), self.right.evaluate(answers, current)


@dataclass(frozen=True)
class Logic(Pair):
    """`and` / `or` between two parts, in Kleene's logic."""

    def evaluate(self, answers: Answers, current: str) -> Value:
        left, right = (as_column(side, answers) for side in self.sides(answers, current))
        return left & right if self.sign == "and" else left | right


@dataclass(frozen=True)
class Compare(Pair):
    """Two parts compared; with the empty text it asks whether there is an answer at all."""

    def evaluate(self, answers: Answers, current: str) -> Value:
        for one, other in ((self.left, self.right), (self.right, self.left)):
            if isinstance(one, Reference) and other == Literal(""):
                absent = one.absent(answers, current)
                return absent if self.sign == "=" else ~absent
        left, right = self.sides(answers, current)
        return _where_known(COMPARISONS[self.sign](left, right), left, right)


@dataclass(frozen=True)
class Arithmetic(Pair):
    """Two numbers put together; a division by zero is missing."""

    def evaluate(self, answers: Answers, current: str) -> Value:
        left, right = self.sides(answers, current)
        if self.sign in {"div", "mod"}:
            right = as_column(right, answers, "Float64")
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
        read = _scored if self.name in SCORES else _plain
        values = [read(argument, answers, current) for argument in self.arguments]
        return FUNCTIONS[self.name].apply(answers, values)


@dataclass(frozen=True)
class Function:
    """A function of the language: how many arguments it takes, and what it does with their values."""

    least: int
    most: int
    apply: Callable[[Answers, list[Value]], Value]


def call(name: str, arguments: tuple[Node, ...]) -> Node:
    """Return a call of the function `name`; raise `ValueError` when there is none, or it takes other arguments."""
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


def _plain(part: Node, answers: Answers, current: str) -> Value:
    return part.evaluate(answers, current)


def _scored(part: Node, answers: Answers, current: str) -> Value:
    """Return a part's value, a category's being its score."""
    value = part.evaluate(answers, current)
    variable = answers.codebook[part.name or current] if isinstance(part, Reference) else None
    if variable is None or variable.type is not VariableType.SELECT_ONE:
        return value
    scores = {choice.name: float(choice.score) for choice in variable.answers if choice.score is not None}
    return value.map(scores).astype("Float64")


def as_column(value: Value, answers: Answers, dtype: str = "boolean") -> pd.Series:
    """Return a value as a column, also where it is the same for everyone."""
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

    condition, yes, no = as_column(values[0], answers), values[1], values[2]
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

        frame = pd.concat([as_column(value, answers, "Float64") for value in values], axis=1)
        return getattr(frame, reduce)(axis=1, skipna=False)

    return apply


def _of(times: Callable[[int], int]) -> Callable[[Answers, list[Value]], Value]:
    """Return the mean of those numbers that are there, `times` over; missing where fewer are than the first says."""

    def apply(answers: Answers, values: list[Value]) -> Value:
        import pandas as pd

        least, *items = values
        frame = pd.concat([as_column(value, answers, "Float64") for value in items], axis=1)
        return (frame.mean(axis=1) * times(len(items))).mask(frame.notna().sum(axis=1) < least)

    return apply


def _not(answers: Answers, values: list[Value]) -> Value:
    return ~as_column(values[0], answers)


def _int(answers: Answers, values: list[Value]) -> Value:
    return _whole(as_column(values[0], answers, "Float64"))


def _whole(numbers: pd.Series) -> pd.Series:
    """Return the whole part, towards zero as XPath has it."""
    return numbers.mask(numbers < 0, -(-numbers // 1)).mask(numbers >= 0, numbers // 1)


MANY = 99
FUNCTIONS: Mapping[str, Function] = {
    "not": Function(1, 1, _not),
    "if": Function(3, 3, _if),
    "coalesce": Function(2, 2, _coalesce),
    "min": Function(1, MANY, _across("min")),
    "max": Function(1, MANY, _across("max")),
    "sum": Function(1, MANY, _across("sum")),
    "int": Function(1, 1, _int),
    "mean-of": Function(2, MANY, _of(lambda items: 1)),
    "sum-of": Function(2, MANY, _of(lambda items: items)),
}
SCORES = frozenset({"mean-of", "sum-of"})
"""Functions in which a category is the number that the codebook declares as its score."""

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
    "mod": lambda left, right: left - right * _whole(left / right),
}
