"""What a rule may put together: every part has one type, known from the codebook before any data are read."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from survey.codebook import Codebook, Variable, VariableType
from survey.errors import StudyError, did_you_mean, problem
from survey.expressions import Arithmetic, Call, Compare, Literal, Logic, Node, Reference

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
EQUALITY = frozenset({"=", "!="})


class Type(StrEnum):
    """What kind of value a part of a rule has."""

    NUMBER = "number"
    TEXT = "text"
    CATEGORY = "category"
    SET = "set"
    DATE = "date"
    TRUTH = "yes or no"


TYPES = {
    VariableType.INTEGER: Type.NUMBER,
    VariableType.DECIMAL: Type.NUMBER,
    VariableType.TEXT: Type.TEXT,
    VariableType.DATE: Type.DATE,
    VariableType.SELECT_ONE: Type.CATEGORY,
    VariableType.SELECT_MULTIPLE: Type.SET,
    VariableType.RANK: Type.SET,
}


@dataclass(frozen=True)
class Reader:
    """Reads the types of one rule's parts; raises `StudyError` with the rule's place where they do not fit."""

    text: str
    place: str
    codebook: Codebook
    current: str
    known: Collection[str]
    """The variables a rule at this place can ask about."""

    def type_of(self, node: Node) -> Type:  # noqa: PLR0911  one for each kind of part
        """Return the type of a part, after checking everything inside it."""
        match node:
            case Literal(bool()):
                return Type.TRUTH
            case Literal(value):
                return Type.TEXT if isinstance(value, str) else Type.NUMBER
            case Reference():
                return TYPES[self._variable(node).type]
            case Logic():
                self._want(Type.TRUTH, node.left, node.right)
                return Type.TRUTH
            case Arithmetic():
                self._want(Type.NUMBER, node.left, node.right)
                return Type.NUMBER
            case Compare():
                self._compare(node)
                return Type.TRUTH
            case Call():
                return self._call(node)
        raise TypeError(f"no type for {type(node).__name__}")

    def _variable(self, reference: Reference) -> Variable:
        name = reference.name or self.current
        if name in self.known:
            return self.codebook[name]
        if name in self.codebook.variables:
            why = "comes later" if not self.codebook[name].identifier else "identifies people and is kept apart"
            why = "is derived afterwards" if self.codebook[name].derived else why
            raise self._wrong(f"asks for '{name}', which {why}", "Use a question that is known at this point.")
        raise self._wrong(f"asks for '{name}', which is no variable", did_you_mean(name, self.known))

    def _want(self, wanted: Type, *nodes: Node) -> None:
        for node in nodes:
            found = self.type_of(node)
            if found is not wanted:
                raise self._wrong(f"needs a {wanted} where it has a {found}", "See docs/rules.md for the language.")

    def _compare(self, node: Compare) -> None:
        for one, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(one, Reference) and other == Literal(""):
                self._variable(one)
                return
        left, right = self.type_of(node.left), self.type_of(node.right)
        for one, other, kind in ((node.left, node.right, left), (node.right, node.left, right)):
            if kind is Type.SET and isinstance(one, Reference):
                name = self._variable(one).name
                raise self._wrong(f"compares the set '{name}' as if it had one value", f"selected(${{{name}}}, 'a')")
            if kind is Type.CATEGORY and isinstance(other, Literal):
                self._category(one, other, node.sign)
                return
            if kind is Type.DATE and isinstance(other, Literal) and DATE.fullmatch(str(other.value)):
                return
        orderable = left in {Type.NUMBER, Type.DATE} or node.sign in EQUALITY
        if left is not right or not orderable:
            advice = "Categories are compared by = and != with a name in quotes, numbers without."
            raise self._wrong(f"compares a {left} with a {right}, values of another kind", advice)

    def _category(self, node: Node, literal: Literal, sign: str) -> None:
        if sign not in EQUALITY or not isinstance(literal.value, str):
            advice = "Categories are compared by = and != with a name in quotes, numbers without."
            raise self._wrong("compares a category with a value of another kind", advice)
        if isinstance(node, Reference):
            self._choice(self._variable(node), literal.value)

    def _choice(self, variable: Variable, name: str) -> None:
        names = [choice.name for choice in variable.answers]
        if name not in names:
            raise self._wrong(f"asks for '{name}', which is no answer to '{variable.name}'", did_you_mean(name, names))

    def _call(self, call: Call) -> Type:
        first, *others = call.arguments
        match call.name:
            case "selected" | "count-selected":
                return self._selected(call)
            case "not":
                self._want(Type.TRUTH, first)
                return Type.TRUTH
            case "if" | "coalesce":
                results = others if call.name == "if" else call.arguments
                if call.name == "if":
                    self._want(Type.TRUTH, first)
                found = self.type_of(results[0])
                self._want(found, *results[1:])
                return found
            case "mean-of" | "sum-of":
                self._score(call.name, first, others)
                return Type.NUMBER
            case _:
                self._want(Type.NUMBER, *call.arguments)
                return Type.NUMBER

    def _selected(self, call: Call) -> Type:
        asked, *named = call.arguments
        if not isinstance(asked, Reference) or not all(isinstance(name, Literal) for name in named):
            raise self._wrong(f"uses {call.name}() wrongly", "Write selected(${x}, 'a').")
        variable = self._variable(asked)
        if not variable.choices:
            raise self._wrong(f"uses {call.name}() on '{variable.name}', which has no categories", "")
        for name in named:
            self._choice(variable, str(name.value) if isinstance(name, Literal) else "")
        return Type.TRUTH if named else Type.NUMBER

    def _score(self, name: str, least: Node, items: list[Node]) -> None:
        """Check how many items must be answered, and that each is a number or has a score for every category."""
        if not isinstance(least, Literal) or least.value not in range(1, len(items) + 1):
            advice = f"Begin with how many of the {len(items)} must be answered: {name}(2, ${{a}}, ${{b}}, ${{c}})."
            raise self._wrong(f"does not say in {name}() how many items must be answered", advice)
        for item in items:
            if not isinstance(item, Reference) or self.type_of(item) not in {Type.NUMBER, Type.CATEGORY}:
                raise self._wrong(f"scores in {name}() what is neither a number nor a single choice", "Name questions.")
            unscored = [choice.name for choice in self._variable(item).answers if choice.score is None]
            if unscored:
                what = f"scores '{self._variable(item).name}', whose category '{unscored[0]}' has no score"
                raise self._wrong(what, "Fill the column 'score' in the sheet choices.")

    def _wrong(self, what: str, advice: str) -> StudyError:
        return problem(f"the rule '{self.text}' {what}", self.place, advice)
