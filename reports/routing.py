"""Rules in words: "only if the answer to question 3 “Age” is at least 18". What has no certain words has none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from reports.conditions import (
    Answered,
    Chosen,
    Condition,
    Counted,
    Group,
    Limited,
    NoWordsError,
    Ticked,
    check_formula,
    conditions,
)
from reports.numbers import day, figure
from reports.vocabulary import say, word
from survey.codebook import Codebook
from survey.errors import StudyError
from survey.expressions import Arithmetic, Literal, Node, Reference
from survey.rules import Rule

LONGEST = 80
"""A longer question is named by its beginning: its number tells which one it is."""

NAMES = {"=": "exactly", "!=": "differs", "<": "less", "<=": "at_most", ">": "more", ">=": "at_least"}
SIGNS = {"+": "plus", "-": "minus", "*": "times", "div": "divided"}


@dataclass(frozen=True)
class Teller:
    """Tells rules in one language; questions go by the numbers they have in the questionnaire."""

    codebook: Codebook
    numbers: Mapping[str, int]
    language: str

    def rule(self, rule: Rule, current: str = "") -> str | None:
        """Return a rule as a subordinate clause ("the answer is at least 10"), or nothing where it has no words."""
        try:
            return self._condition(conditions(rule.node, self.codebook, current), current)
        except (NoWordsError, StudyError):
            return None

    def formula(self, rule: Rule) -> str | None:
        """Return a calculation with questions by name, or nothing where it is more than the four operations."""
        try:
            check_formula(rule.node)
        except NoWordsError:
            return None
        return self._formula(rule.node, "")

    def question(self, name: str, current: str = "") -> str:
        """Return what a question is called in a sentence: "question 3 “Age”"."""
        if name == current:
            return word("routing.this_question", self.language)
        label = say(self.codebook[name].label, self.language) or name
        if name not in self.numbers:
            return word("routing.variable", self.language, label=_shortened(label))
        number = str(self.numbers[name])
        return word("routing.question", self.language, number=number, label=_shortened(label))

    def choices(self, name: str, values: Sequence[str]) -> str:
        """Return categories of a question by their labels: "“a”, “b” or “c”"."""
        known = {choice.name: say(choice.label, self.language) for choice in self.codebook[name].choices}
        texts = [known.get(value) or value for value in values]
        return self.either([word("routing.quoted", self.language, text=text) for text in texts])

    def either(self, texts: Sequence[str]) -> str:
        """Return some texts as alternatives: "a, b or c"."""
        *first, last = texts
        return word("routing.or", self.language, first=", ".join(first), last=last) if first else last

    def limits(self, limits: Sequence[tuple[str, Node]], current: str = "", *, dates: bool = False) -> str:
        """Return "at least 18 and less than 25"."""
        texts = [self._limit(sign, value, current, dates) for sign, value in limits]
        return self._chain("and", texts)

    def _condition(self, condition: Condition, current: str, within: bool = False) -> str:
        match condition:
            case Group():
                told = self._chain(condition.sign, [self._condition(part, current, True) for part in condition.parts])
                return word("routing.group", self.language, rule=told) if within else told
            case Limited():
                return self._limited(condition, current)
            case Counted():
                key = f"routing.count.{NAMES[condition.sign]}"
                return word(key, self.language, n=condition.count, question=self.question(condition.question, current))
            case Answered():
                key = "routing.answered" if condition.yes else "routing.unanswered"
                return word(key, self.language, question=self.question(condition.question, current))
            case Chosen() | Ticked():
                return self._choice(condition, current)

    def _choice(self, condition: Chosen | Ticked, current: str) -> str:
        kind = "chosen" if isinstance(condition, Chosen) else "ticked"
        values = self.choices(condition.question, condition.values)
        question = self.question(condition.question, current)
        key = f"routing.{kind}" if condition.yes else f"routing.not_{kind}"
        return word(key, self.language, values=values, question=question)

    def _limited(self, condition: Limited, current: str) -> str:
        subject = self._operand(condition.subject, current)
        limits = self.limits(condition.limits, current, dates=condition.dates)
        key = "routing.dated" if condition.dates else "routing.limited"
        return word(key, self.language, subject=subject, limits=limits)

    def _limit(self, sign: str, value: Node, current: str, dates: bool) -> str:
        fixed = _number(value) is not None
        kind = "date" if dates else "limit" if fixed else "against"
        return word(f"routing.{kind}.{NAMES[sign]}", self.language, value=self._operand(value, current))

    def _operand(self, node: Node, current: str) -> str:
        """Return a number, a date, the answer to a question, or the value of a formula."""
        if isinstance(node, Literal) and isinstance(node.value, str):
            return word("routing.day", self.language, day=day(date.fromisoformat(node.value), self.language))
        number = _number(node)
        if number is not None:
            return figure(number, self.language)
        if isinstance(node, Reference):
            if node.name in ("", current):
                return word("routing.this_answer", self.language)
            return word("routing.answer", self.language, question=self.question(node.name))
        return word("routing.value", self.language, formula=self._formula(node, current))

    def _formula(self, node: Node, current: str, within: bool = False) -> str:
        number = _number(node)
        if number is not None:
            return figure(number, self.language)
        if isinstance(node, Reference):
            return self.question(node.name or current, current)
        if not isinstance(node, Arithmetic):
            raise TypeError(f"no formula for {type(node).__name__}")
        left, right = (self._formula(side, current, within=True) for side in (node.left, node.right))
        told = word(f"routing.{SIGNS[node.sign]}", self.language, left=left, right=right)
        return word("routing.group", self.language, rule=told) if within else told

    def _chain(self, sign: str, texts: Sequence[str]) -> str:
        """Return clauses one after the other with the same word between all of them."""
        told = texts[0]
        for text in texts[1:]:
            told = word("routing.and" if sign == "and" else "routing.or", self.language, first=told, last=text)
        return told


def _number(node: Node) -> Fraction | None:
    """Return the number a part of a rule is, with its sign; nothing where it is something else."""
    if isinstance(node, Literal) and isinstance(node.value, float):
        return Fraction(str(node.value))
    if isinstance(node, Arithmetic) and node.sign == "-" and node.left == Literal(0.0):
        below = _number(node.right)
        return None if below is None else -below
    return None


def _shortened(text: str) -> str:
    """Return a text, or its first words where it is long."""
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rpartition(" ")[0].rstrip(" ,;:") + " …"
