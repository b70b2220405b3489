"""A rule taken apart for telling: negations moved inside, what is asked of one question put together.

What cannot be told with certainty is not told at all: `conditions` raises `NoWordsError`, and the rule is printed as it
stands. Moving `not` inside is safe in three-valued logic, where De Morgan's laws hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from survey.codebook import Codebook, Variable, VariableType
from survey.expressions import Arithmetic, Call, Compare, Literal, Logic, Node, Reference

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
FLIPPED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
OTHER = {"and": "or", "or": "and"}

NUMBERS = frozenset({VariableType.INTEGER, VariableType.DECIMAL})
SETS = frozenset({VariableType.SELECT_MULTIPLE, VariableType.RANK})
FORMULA_SIGNS = frozenset("+-*") | {"div"}


class NoWordsError(ValueError):
    """The rule has no certain words."""


@dataclass(frozen=True)
class Chosen:
    """One of some answers was given to a question; or, where not `yes`, an answer other than those."""

    question: str
    values: tuple[str, ...]
    yes: bool


@dataclass(frozen=True)
class Ticked:
    """One of some boxes was ticked; or, where not `yes`, the one box was not."""

    question: str
    values: tuple[str, ...]
    yes: bool


@dataclass(frozen=True)
class Answered:
    """There is an answer; or, where not `yes`, there is none."""

    question: str
    yes: bool


@dataclass(frozen=True)
class Counted:
    """How many boxes were ticked, against a whole number."""

    question: str
    sign: str
    count: int


@dataclass(frozen=True)
class Limited:
    """A number or a date against one or more limits, all of which hold."""

    subject: Node
    limits: tuple[tuple[str, Node], ...]
    dates: bool = False


@dataclass(frozen=True)
class Group:
    """Conditions of which all hold (`and`), or at least one (`or`)."""

    sign: str
    parts: tuple[Condition, ...]


Condition: TypeAlias = Chosen | Ticked | Answered | Counted | Limited | Group


def conditions(node: Node, codebook: Codebook, current: str = "") -> Condition:
    """Return the conditions a rule consists of; raise `NoWordsError` where it holds something that has no words."""
    return _Taker(codebook, current).take(node, yes=True)


def check_formula(node: Node) -> None:
    """Raise `NoWordsError` for a number that is more than numbers, questions and the four operations."""
    for part in node.parts():
        if isinstance(part, Arithmetic) and part.sign not in FORMULA_SIGNS:
            raise NoWordsError(part.sign)
        if isinstance(part, Literal) and not isinstance(part.value, float):
            raise NoWordsError("a formula with text")
        if not isinstance(part, Arithmetic | Literal | Reference):
            raise NoWordsError(type(part).__name__)


@dataclass(frozen=True)
class _Taker:
    """Takes the rule of one question apart."""

    codebook: Codebook
    current: str

    def take(self, node: Node, yes: bool) -> Condition:
        """Return a part, or its opposite."""
        match node:
            case Logic():
                return self._logic(node, yes)
            case Compare():
                sign = node.sign if yes else OPPOSITE[node.sign]
                return self._compare(sign, node.left, node.right)
            case Call(name="not"):
                return self.take(node.arguments[0], not yes)
            case Call(name="selected"):
                return self._selected(node, yes)
        raise NoWordsError(type(node).__name__)

    def _logic(self, node: Logic, yes: bool) -> Condition:
        sign = node.sign if yes else OTHER[node.sign]
        found: list[Condition] = []
        for side in (node.left, node.right):
            part = self.take(side, yes)
            found += part.parts if isinstance(part, Group) and part.sign == sign else [part]
        parts = _together(found, sign)
        return parts[0] if len(parts) == 1 else Group(sign, tuple(parts))

    def _compare(self, sign: str, left: Node, right: Node) -> Condition:
        if isinstance(left, Literal) and not isinstance(right, Literal):
            return self._compare(FLIPPED[sign], right, left)
        if isinstance(left, Call):
            return self._counted(sign, left, right)
        if not isinstance(left, Reference):
            check_formula(left)
            return self._number(sign, left, right)
        return self._answer(sign, left, right)

    def _answer(self, sign: str, left: Reference, right: Node) -> Condition:
        """Return the answer to a question compared with something."""
        variable = self._variable(left)
        left = Reference("") if left.name == self.current else left
        if right == Literal(""):
            return Answered(variable.name, sign == "!=")
        if variable.type in NUMBERS:
            return self._number(sign, left, right)
        if variable.type is VariableType.DATE:
            return self._date(sign, left, right)
        return self._choice(sign, variable, right)

    def _choice(self, sign: str, variable: Variable, right: Node) -> Condition:
        """Return a category or text compared with a fixed one."""
        if variable.type in SETS or sign not in {"=", "!="}:
            raise NoWordsError(sign)
        if not isinstance(right, Literal) or not isinstance(right.value, str):
            raise NoWordsError("a category compared with another question")
        return Chosen(variable.name, (right.value,), sign == "=")

    def _number(self, sign: str, left: Node, right: Node) -> Limited:
        check_formula(right)
        asked = [part for side in (left, right) for part in side.parts() if isinstance(part, Reference)]
        if not asked or any(self._variable(reference).type not in NUMBERS for reference in asked):
            raise NoWordsError("a number compared with something else")
        return Limited(left, ((sign, right),))

    def _date(self, sign: str, left: Node, right: Node) -> Limited:
        if isinstance(right, Reference) and self._variable(right).type is VariableType.DATE:
            return Limited(left, ((sign, right),), dates=True)
        if not (isinstance(right, Literal) and _is_day(right.value)):
            raise NoWordsError("a date compared with something else")
        return Limited(left, ((sign, right),), dates=True)

    def _counted(self, sign: str, call: Call, right: Node) -> Counted:
        question = call.arguments[0]
        if call.name != "count-selected" or not isinstance(question, Reference):
            raise NoWordsError(call.name)
        variable = self._variable(question)
        if variable.type is not VariableType.SELECT_MULTIPLE:
            raise NoWordsError("a count of something else than boxes")
        if not isinstance(right, Literal) or not isinstance(right.value, float) or not right.value.is_integer():
            raise NoWordsError("a count compared with something else")
        return Counted(variable.name, *_inclusive(sign, int(right.value)))

    def _selected(self, call: Call, yes: bool) -> Condition:
        question, value = call.arguments
        if not isinstance(question, Reference) or not isinstance(value, Literal) or not isinstance(value.value, str):
            raise NoWordsError("selected")
        variable = self._variable(question)
        if variable.type is VariableType.RANK:
            raise NoWordsError("selected in a ranking")
        if variable.type is VariableType.SELECT_MULTIPLE:
            return Ticked(variable.name, (value.value,), yes)
        return Chosen(variable.name, (value.value,), yes)

    def _variable(self, reference: Reference) -> Variable:
        return self.codebook[reference.name or self.current]


def _is_day(value: object) -> bool:
    try:
        return bool(DATE.fullmatch(str(value)) and date.fromisoformat(str(value)))
    except ValueError:
        return False


def _inclusive(sign: str, count: int) -> tuple[str, int]:
    """Return "more than 2" as "at least 3", and "less than 2" as "at most 1"."""
    return {">": (">=", count + 1), "<": ("<=", count - 1)}.get(sign, (sign, count))


def _together(parts: Sequence[Condition], sign: str) -> list[Condition]:
    """Return the parts with those that ask the same of one question as one, each where the first of them stood."""
    found: list[Condition] = []
    for part in parts:
        joined = ((place, _joined(before, part, sign)) for place, before in enumerate(found))
        match = next(((place, one) for place, one in joined if one is not None), None)
        if match is None:
            found.append(part)
        else:
            found[match[0]] = match[1]
    return found


def _joined(one: Condition, other: Condition, sign: str) -> Condition | None:
    """Return two conditions as one: this or that answer, neither of two answers, two limits of a number."""
    match one, other:
        case (Chosen(), Chosen()) if (one.question, one.yes) == (other.question, other.yes):
            alike = one.yes == (sign == "or")
            return replace(one, values=(*one.values, *other.values)) if alike else None
        case (Ticked(yes=True), Ticked(yes=True)) if one.question == other.question and sign == "or":
            return replace(one, values=(*one.values, *other.values))
        case (Limited(), Limited()) if one.subject == other.subject and sign == "and":
            return replace(one, limits=(*one.limits, *other.limits))
    return None
