"""Who sees which question of a LimeSurvey questionnaire: its own relevance, its group's, its row's, and its filters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from survey.codebook import Variable, VariableType
from survey.read.limesurvey_fields import Field, Holds
from survey.read.limesurvey_questions import Group, Question, Questionnaire
from survey.structure.lime_rules import Kind, Meaning, both, translate

ALWAYS = {"", "1"}
KINDS = {
    VariableType.SELECT_ONE: Kind.CHOICE,
    VariableType.DECIMAL: Kind.NUMBER,
    VariableType.INTEGER: Kind.NUMBER,
    VariableType.TEXT: Kind.TEXT,
}
SETS, RANKING = "MP", "R"
SOURCES = SETS + "KQABCEFH"
"""Types whose columns are rows, so that they can filter the rows of a later question."""


@dataclass
class Routes:
    """The rules of the questions so far, and what the names in expressions mean."""

    questionnaire: Questionnaire
    meanings: dict[str, Meaning] = field(default_factory=dict)
    rules: dict[str, str | None] = field(default_factory=dict)
    """By variable: empty when everyone sees it, None when its routing is kept as text."""
    known: dict[str, str | None] = field(default_factory=dict)
    """What an expression was translated to; many questions share one."""

    def routed(self, variable: Variable, group: Group, question: Question, parts: Sequence[Field]) -> Variable:
        """Return the variable with its routing as a rule, or in the platform's words; and remember it for the rest."""
        wanted = [text for text in self._expressions(group, question, parts) if text.strip() not in ALWAYS]
        rules = [self._translated(text) for text in wanted]
        told = [rule for rule in rules if rule is not None]
        whole = len(told) == len(rules) and not question.conditions
        self.rules[variable.name] = both(*told) if whole else None
        self._mean(variable, question, parts)
        if whole:
            return replace(variable, relevant=both(*told))
        conditions = "; ".join(question.conditions)
        return replace(variable, routing=" && ".join(_bracketed([*wanted, conditions] if conditions else wanted)))

    def _expressions(self, group: Group, question: Question, parts: Sequence[Field]) -> Iterator[str]:
        yield group.relevance
        if question.relevance.strip() not in ALWAYS or not question.conditions:
            yield question.relevance
        rows = {option.code: option.relevance for option in question.rows}
        codes = list(dict.fromkeys(_row(part) for part in parts if _row(part) in rows))
        codes = list(rows) if question.type == RANKING else codes
        if len(codes) == 1 and question.type not in SETS + RANKING:
            yield rows[codes[0]]
        yield from self._filters(question, codes)

    def _filters(self, question: Question, codes: Sequence[str]) -> Iterator[str]:
        """Yield what array filters ask: that an earlier question's row of the same code was ticked, or was not."""
        types = {earlier.code: earlier.type for earlier in self.questionnaire.questions}
        for setting, sign in (("array_filter", "!="), ("array_filter_exclude", "==")):
            for source in re.findall(r"\w+", question.settings.get(setting, "")):
                names = [f"{source}_{code}" for code in codes]
                if not codes:
                    continue
                if types.get(source, "X") in SOURCES and all(name in self.meanings for name in names):
                    yield "(" + " || ".join(f'{name}.NAOK {sign} ""' for name in names) + ")"
                else:
                    yield f"{setting}: {source}"

    def _translated(self, text: str) -> str | None:
        meanings = {} if self.questionnaire.assessed and ".value" in text else self.meanings
        if text not in self.known:
            self.known[text] = translate(text, meanings, self.rules)
        return self.known[text]

    def _mean(self, variable: Variable, question: Question, parts: Sequence[Field]) -> None:
        """Remember what expressions call these columns: by code, or by the numbers of the database."""
        field_name = f"{self.questionnaire.sid}X{question.gid}X{question.qid}"
        self.known = {text: rule for text, rule in self.known.items() if rule is not None}
        for part, choice in zip(parts, _boxes(variable, parts), strict=True):
            meaning = _meaning(variable, question, part, choice)
            for name in (_expression_name(question, part), f"{field_name}{part.suffix}"):
                self.meanings.setdefault(name, meaning)


def _meaning(variable: Variable, question: Question, part: Field, box: str) -> Meaning:
    if part.holds is Holds.BOX:
        return Meaning(variable.name, Kind.BOX, box=box, tick="Y" if question.type in SETS else "1")
    first = part.holds is not Holds.RANK or part.item == "1"
    kind = KINDS.get(variable.type, Kind.OTHER) if first else Kind.OTHER
    codes = {choice.written[0]: "" if choice.reason else choice.name for choice in variable.choices}
    return Meaning(variable.name, kind, codes)


def _boxes(variable: Variable, parts: Sequence[Field]) -> list[str]:
    """Return the category that each column of a set is, and nothing for others."""
    if variable.type is not VariableType.SELECT_MULTIPLE:
        return [""] * len(parts)
    return [choice.name for choice in variable.choices]


def _expression_name(question: Question, part: Field) -> str:
    """Return how expressions name a column: `Q_SQ001`; the scales of a dual array count from 0."""
    item = part.item
    if question.type == "1":
        row, _, scale = item.rpartition("_")
        item = f"{row}_{int(scale) - 1}"
    return f"{question.code}_{item}" if item else question.code


def _row(part: Field) -> str:
    """Return the code of the row that a column belongs to."""
    return part.row or part.suffix.partition("#")[0]


def _bracketed(texts: Sequence[str]) -> list[str]:
    found = list(dict.fromkeys(text.strip() for text in texts))
    return [f"({text})" for text in found] if len(found) > 1 else found
