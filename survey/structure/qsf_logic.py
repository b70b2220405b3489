"""Display, branch and skip logic of a .qsf file as rules in our language, where they can be said exactly.

The platform knows no third truth value: of a question without an answer "is selected" is false and "is not selected"
is true. So "not selected" becomes `(${Q1} = '' or not(selected(${Q1}, '2')))`. What cannot be written as a rule keeps
the platform's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce

from survey.codebook import Variable, VariableType
from survey.structure.qsf_payload import Payload, keyed, payload, plain_text
from survey.structure.qsf_questions import Asked, number

LOCATOR = re.compile(r"^q://(?P<question>QID\d+)/(?P<what>\w+)(?:/(?P<ids>.+))?$")
TRUE, FALSE = "true()", "false()"
SIGNS = {
    "EqualTo": ("=", "!="),
    "NotEqualTo": ("!=", "="),
    "GreaterThan": (">", "<="),
    "GreaterThanOrEqual": (">=", "<"),
    "LessThan": ("<", ">="),
    "LessThanOrEqual": ("<=", ">"),
}
TURNED = {"NotSelected": "Selected", "NotDisplayed": "Displayed", "NotEmpty": "Empty"}


@dataclass(frozen=True)
class Condition:
    """A condition as a rule and as its opposite, both None where our language has no words for it."""

    yes: str | None
    no: str | None
    words: str = ""

    def __invert__(self) -> Condition:
        return Condition(self.no, self.yes, f"not: {self.words}" if self.words else "")

    def __and__(self, other: Condition) -> Condition:
        words = " AND ".join(dict.fromkeys(filter(None, (self.words, other.words))))
        return Condition(_both(self.yes, other.yes), _either(self.no, other.no), words)

    def __or__(self, other: Condition) -> Condition:
        words = " OR ".join(dict.fromkeys(filter(None, (self.words, other.words))))
        return Condition(_either(self.yes, other.yes), _both(self.no, other.no), words)


ALWAYS = Condition(TRUE, FALSE)


@dataclass(frozen=True)
class Translator:
    """Writes conditions about the questions of one questionnaire."""

    questions: Mapping[str, Asked]
    shown: Mapping[str, Condition]
    """When each question was displayed, for questions whose choices all were displayed with them."""

    def logic(self, expression: object) -> Condition:
        """Return a BooleanExpression: sets of conditions, joined by "and" or by "or" but not by both."""
        sets = [value for key, value in sorted(keyed(expression).items(), key=_place) if key.isdigit()]
        types = [str(payload(one).get("Type", "If")) for one in sets]
        words = _described(expression)
        parts = [self._set(one) for one in sets]
        return self._joined(parts, ["Or" if "Or" in type_ or "Else" in type_ else "And" for type_ in types[1:]], words)

    def _set(self, conditions: object) -> Condition:
        parts = [payload(value) for key, value in sorted(keyed(conditions).items(), key=_place) if key.isdigit()]
        joins = [str(part.get("Conjuction") or part.get("Conjunction") or "And") for part in parts[1:]]
        return self._joined([self.condition(part) for part in parts], joins, _described(conditions))

    def _joined(self, parts: list[Condition], joins: list[str], words: str) -> Condition:
        if not parts or len(set(joins)) > 1:
            return Condition(None, None, words)
        if joins and joins[0] not in {"And", "Or"}:
            return Condition(None, None, words)
        whole = reduce(Condition.__or__ if "Or" in joins else Condition.__and__, parts)
        return Condition(whole.yes, whole.no, words)

    def condition(self, one: Payload) -> Condition:
        """Return a single condition, of display logic or of skip logic."""
        words = plain_text(one.get("Description"))
        unsaid = Condition(None, None, words)
        where = LOCATOR.match(str(one.get("LeftOperand") or one.get("ChoiceLocator") or one.get("Locator") or ""))
        kind = one.get("LogicType", "Question")
        if kind != "Question" or not where or str(one.get("QuestionIsInLoop", "no")).lower() == "yes":
            return unsaid
        operator = str(one.get("Operator") or one.get("Condition") or "")
        found = self._about(where, TURNED.get(operator, operator), one.get("RightOperand"))
        found = ~found if operator in TURNED else found
        return Condition(found.yes, found.no, words)

    def _about(self, where: re.Match[str], operator: str, operand: object) -> Condition:
        question, what = self.questions.get(where["question"], Asked()), where["what"]
        ids = tuple((where["ids"] or "").split("/")) if where["ids"] else ()
        if operator == "Selected" and what in {"SelectableChoice", "SelectableAnswer"}:
            return _selected(question, ids, anywhere=what == "SelectableAnswer")
        if operator == "Displayed":
            return self.shown.get(where["question"], Condition(None, None))
        if what == "SelectedChoicesCount":
            return _counted(question, operator, operand)
        if what in {"ChoiceTextEntryValue", "ChoiceNumericEntryValue"}:
            return _valued(question, ids[0] if ids else "", operator, operand)
        return Condition(None, None)


def _selected(question: Asked, ids: tuple[str, ...], *, anywhere: bool) -> Condition:
    """Return whether a choice was ticked; of a matrix, whether an answer was in any row."""
    targets = [question.choices[ids]] if ids in question.choices else []
    if anywhere and not targets:
        targets = [target for key, target in question.choices.items() if len(key) == 2 and key[1:] == ids]
        rows = {key[0] for key in question.choices}
        targets = targets if len(targets) == len(rows) else []
    parts = [_ticked(question, variable, choice) for variable, choice in targets]
    return reduce(Condition.__or__, parts) if parts else Condition(None, None)


def _ticked(question: Asked, variable: str, choice: str) -> Condition:
    several = _variable(question, variable).type is VariableType.SELECT_MULTIPLE
    if several:
        ticked = f"selected(${{{variable}}}, '{choice}')"
        return Condition(ticked, f"(${{{variable}}} = '' or not({ticked}))")
    return Condition(f"${{{variable}}} = '{choice}'", f"(${{{variable}}} = '' or ${{{variable}}} != '{choice}')")


def _counted(question: Asked, operator: str, operand: object) -> Condition:
    """Return how many choices were ticked, none for somebody without an answer."""
    limit = number(operand)
    said = [variable for variable in question.variables if variable.type is VariableType.SELECT_MULTIPLE]
    if not limit or operator not in SIGNS or len(said) != 1 or said[0].answers != said[0].choices:
        return Condition(None, None)
    blank = {"=": float(limit) == 0, "!=": float(limit) != 0, ">": float(limit) < 0, ">=": float(limit) <= 0}
    blank |= {"<": float(limit) > 0, "<=": float(limit) >= 0}
    rules = []
    for sign in SIGNS[operator]:
        counted = f"count-selected(${{{said[0].name}}}) {sign} {limit}"
        rules.append(f"(${{{said[0].name}}} = '' or {counted})" if blank[sign] else counted)
    return Condition(*rules)


def _valued(question: Asked, field: str, operator: str, operand: object) -> Condition:
    """Return what was written in a field: numbers can be compared, texts only be there or not."""
    name = question.values.get(field, "")
    if not name or _variable(question, name).identifier:
        return Condition(None, None)
    if operator == "Empty":
        return Condition(f"${{{name}}} = ''", f"${{{name}}} != ''")
    limit = number(operand)
    numeric = _variable(question, name).type in {VariableType.INTEGER, VariableType.DECIMAL}
    if not limit or not numeric or operator not in SIGNS:
        return Condition(None, None)
    yes, no = (f"${{{name}}} {sign} {limit}" for sign in SIGNS[operator])
    return Condition(yes, no)


def _variable(question: Asked, name: str) -> Variable:
    return next(variable for variable in question.variables if variable.name == name)


def _both(one: str | None, other: str | None) -> str | None:
    if FALSE in {one, other}:
        return FALSE
    return None if one is None or other is None else _put(" and ", one, other, idle=TRUE)


def _either(one: str | None, other: str | None) -> str | None:
    if TRUE in {one, other}:
        return TRUE
    return None if one is None or other is None else _put(" or ", one, other, idle=FALSE)


def _put(word: str, one: str, other: str, idle: str) -> str:
    if idle in {one, other} or one == other:
        return other if one == idle else one
    return word.join(_bracketed(side, word) for side in (one, other))


def _bracketed(rule: str, word: str) -> str:
    """Return a rule in brackets when it is itself joined by the other word."""
    outer = _outer(rule)
    return f"({rule})" if (" or " in outer and word == " and ") or (" and " in outer and word == " or ") else rule


def _outer(rule: str) -> str:
    """Return the rule without what stands in its brackets."""
    while (shorter := re.sub(r"\([^()]*\)", "", rule)) != rule:
        rule = shorter
    return rule


def _described(expression: object) -> str:
    """Return the platform's words for all conditions, in their order."""
    if isinstance(expression, Mapping) and "Description" in expression:
        return plain_text(expression["Description"])
    parts: Iterable[tuple[str, object]] = sorted(keyed(expression).items(), key=_place)
    return " ".join(filter(None, (_described(part) for key, part in parts if key.isdigit())))


def _place(item: tuple[str, object]) -> tuple[int, str]:
    return (int(item[0]) if item[0].isdigit() else 0, item[0])
