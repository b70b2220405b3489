"""The questionnaire as it was asked: page by page, each question with its answers and its routing in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from reports.answers import answer_list
from reports.contents import Opening
from reports.markup import paragraph, run, tab
from reports.routing import Teller
from reports.vocabulary import say, word
from survey.codebook import Codebook, Variable, VariableType
from survey.rules import parse_rule

BATTERY = 3
"""So many questions with the same answers in a row are set as a battery: the answers once, beneath."""

TOGETHER = 12
"""A battery of at most so many questions stays on one page."""

REFERRED = 12
"""A longer list of answers is printed once; later questions refer to it."""

CHOICES = frozenset({VariableType.SELECT_ONE, VariableType.SELECT_MULTIPLE})


def questions(codebook: Codebook) -> list[Variable]:
    """Return what people were asked, identifiers among them, in order."""
    return [variable for variable in codebook if not variable.derived]


def question_numbers(codebook: Codebook) -> dict[str, int]:
    """Return the number of each question in the questionnaire."""
    return {variable.name: number for number, variable in enumerate(questions(codebook), 1)}


@dataclass(frozen=True)
class Questionnaire:
    """All questions of a codebook in one language."""

    codebook: Codebook
    language: str

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Return the number of each question."""
        return question_numbers(self.codebook)

    @cached_property
    def teller(self) -> Teller:
        """Return what tells the rules."""
        return Teller(self.codebook, self.numbers, self.language)

    def pieces(self) -> Iterator[str | Opening]:
        """Yield headings and questions."""
        yield Opening(word("annex.questionnaire", self.language), 1)
        yield self._text("annex.questionnaire_text")
        if any(variable.relevant for variable in self.codebook):
            yield self._text("annex.routing_text")
        open_groups: tuple[str, ...] = ()
        for group, found in groupby(questions(self.codebook), key=lambda variable: variable.group):
            around = self._around(group)
            yield from self._headings(around, open_groups)
            open_groups = around
            yield from self._blocks(list(found))

    def _around(self, group: str) -> tuple[str, ...]:
        """Return a group behind those it stands in, outermost first."""
        outer = self.codebook.within.get(group, "")
        return (*self._around(outer), group) if outer else (group,)

    def _headings(self, around: tuple[str, ...], before: tuple[str, ...]) -> Iterator[Opening]:
        """Yield a heading for each group that begins here."""
        if not self.codebook.groups:
            return
        for depth, group in enumerate(around):
            if before[: depth + 1] != around[: depth + 1]:
                label = self.codebook.groups.get(group)
                text = say(label, self.language) if label else group or word("annex.ungrouped", self.language)
                yield Opening(text, 2 if depth == 0 else 3)

    def _blocks(self, variables: Sequence[Variable]) -> Iterator[str]:
        """Yield single questions, and runs of questions with the same answers as batteries."""
        for _, found in groupby(variables, key=_likeness):
            alike = list(found)
            if len(alike) >= BATTERY and alike[0].type in CHOICES and not alike[0].identifier:
                yield self._battery(alike)
            else:
                yield from map(self._question, alike)

    def _question(self, variable: Variable) -> str:
        head = self._head(variable, "Question", keep=True)
        if variable.identifier:
            return head + self._note(variable, keep=False)
        rules, answers = self._rules(variable), self._answers(variable)
        last = len(rules) - 1
        told = "".join(paragraph(rule, "QuestionRule", bool(answers) or at < last) for at, rule in enumerate(rules))
        return head + self._note(variable, keep=bool(rules or answers)) + told + answers

    def _battery(self, variables: Sequence[Variable]) -> str:
        first, last = variables[0], variables[-1]
        short = len(variables) <= TOGETHER
        heads = "".join(
            self._head(
                variable, "QuestionItem" if at else "Question", keep=short or at in (0, len(variables) - 1), named=True
            )
            for at, variable in enumerate(variables)
        )
        rules = "".join(paragraph(rule, "QuestionRule", keep=True) for rule in self._rules(first))
        numbers = {"first": str(self.numbers[first.name]), "last": str(self.numbers[last.name])}
        shared = word("annex.shared_answers", self.language, **numbers)
        parts = " · ".join([*self._facts(first), shared])
        return heads + rules + paragraph(run(parts), "QuestionNote", keep=True) + self._answers(first)

    def _head(self, variable: Variable, style: str, *, keep: bool, named: bool = False) -> str:
        number = run(str(self.numbers[variable.name]), "QuestionNumber")
        text = say(variable.label, self.language) or variable.name
        name = run("\u00a0 ") + run(variable.name, "VariableName") if named else ""
        return paragraph(number + tab() + run(text, "" if named else "Strong") + name, style, keep)

    def _note(self, variable: Variable, *, keep: bool) -> str:
        return paragraph(run(" · ".join((variable.name, *self._facts(variable)))), "QuestionNote", keep)

    def _facts(self, variable: Variable) -> Iterator[str]:
        """Yield how a question is answered, and when it was asked."""
        if variable.identifier:
            yield word("annex.kept_apart", self.language)
            return
        yield self._instruction(variable)
        if variable.waves:
            waves = ", ".join(variable.waves)
            yield word("annex.only_waves", self.language, n=len(variable.waves), waves=waves)

    def _instruction(self, variable: Variable) -> str:
        if variable.type is VariableType.RANK and variable.places >= len(variable.answers):
            return word("annex.answer.rank_all", self.language)
        return word(f"annex.answer.{variable.type.value}", self.language, n=variable.places)

    def _rules(self, variable: Variable) -> list[str]:
        """Return who is asked and which answers are valid: in words, or as the rule stands."""
        rules = (("only_if", variable.relevant, ""), ("valid_if", variable.constraint, variable.name))
        return [self._rule(key, text, variable.place, current) for key, text, current in rules if text]

    def _rule(self, key: str, text: str, place: str, current: str) -> str:
        told = self.teller.rule(parse_rule(text, place), current)
        if told is not None:
            return run(word(f"routing.{key}", self.language, rule=told))
        return run(word(f"routing.{key}_code", self.language) + " ") + run(text, "RuleCode")

    def _answers(self, variable: Variable) -> str:
        if not variable.choices:
            return ""
        earlier = self._printed_at[_list_of(variable)]
        if earlier != variable.name and len(variable.choices) > REFERRED:
            number = str(self.numbers[earlier])
            return paragraph(run(word("annex.same_answers", self.language, number=number)), "QuestionNote")
        return answer_list(variable, self.language)

    @cached_property
    def _printed_at(self) -> dict[tuple[str, ...], str]:
        """Return for each list of answers the first question that has it."""
        with_lists = [variable for variable in questions(self.codebook) if variable.choices and not variable.identifier]
        return {_list_of(variable): variable.name for variable in reversed(with_lists)}

    def _text(self, key: str) -> str:
        return paragraph(run(word(key, self.language)), "Normal")


def _list_of(variable: Variable) -> tuple[str, ...]:
    """Return what tells a list of answers from all others."""
    return (variable.list_name, *(choice.name for choice in variable.choices))


def _likeness(variable: Variable) -> tuple[object, ...]:
    """Return what questions of one battery have in common."""
    rules = (variable.relevant, variable.constraint)
    return (variable.type, variable.list_name, variable.choices, rules, variable.waves, variable.identifier)
