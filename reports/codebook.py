"""The codebook of a study's data: variables, lists of answers with their codes, absences, derived variables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from analysis.table import Level
from reports.contents import Opening
from reports.layout import Head, Layout, Line
from reports.markup import paragraph, run
from reports.questionnaire import question_numbers, questions
from reports.routing import Teller
from reports.vocabulary import say, word
from reports.word import Exhibit
from survey.codebook import Choice, Codebook, Variable
from survey.expressions import Literal, Node
from survey.missing import Reason
from survey.recode import Piece as Part
from survey.recode import Recode
from survey.rules import parse_rule
from survey.xlsform import BLANK_SET

if TYPE_CHECKING:
    from survey.study import Study


def codebook_pieces(study: Study, language: str) -> Iterator[str | Opening | Exhibit]:
    """Yield the headings, texts and tables of the codebook."""
    made = CodebookTables(study, language)
    about = paragraph(run(word("annex.codebook_text", language)), "Normal")
    yield Opening(word("annex.codebook", language), 1, about)
    yield Opening(word("annex.variables", language), 2)
    yield Exhibit(made.variables())
    lists = made.lists()
    if lists.lines:
        yield Opening(word("annex.lists", language), 2)
        yield Exhibit(lists)
    yield from made.derived()
    yield from made.absences()


@dataclass(frozen=True)
class CodebookTables:
    """The tables of the codebook in one language."""

    study: Study
    language: str

    @property
    def codebook(self) -> Codebook:
        """Return what was asked."""
        return self.study.codebook

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Return the number of each question."""
        return question_numbers(self.codebook)

    @cached_property
    def teller(self) -> Teller:
        """Return what tells the rules."""
        return Teller(self.codebook, self.numbers, self.language)

    def variables(self) -> Layout:
        """Return the table of variables, group by group; a column that would be empty is left out."""
        lines: list[Line] = []
        for group, found in groupby(self.codebook, key=lambda one: (one.derived, "" if one.derived else one.group)):
            head = self._group(*group)
            lines += [Line(f"group {head}", head, Level.HEAD)] if head else []
            lines += [self._variable(variable) for variable in found]
        heads = tuple(Head(word(f"annex.{key}", self.language), is_text=True) for key in ("label", "type", "absence"))
        title, stub = word("annex.variables_table", self.language), word("annex.variable", self.language)
        return _without_empty(Layout("annex.variables", title, stub, heads, tuple(lines), keeps_groups=True))

    def lists(self) -> Layout:
        """Return the table of answer lists that some question or derived variable has, each once."""
        found: dict[tuple[str, ...], list[Variable]] = {}
        for variable in questions(self.codebook):
            if variable.choices and not variable.identifier:
                key = (variable.list_name, *(choice.name for choice in variable.choices))
                found.setdefault(key, []).append(variable)
        lines = [line for variables in found.values() for line in self._list(variables)]
        heads = tuple(Head(word(f"annex.{key}", self.language), is_text=True) for key in ("code", "category", "remark"))
        title, stub = word("annex.lists_table", self.language), word("annex.name", self.language)
        return _without_empty(Layout("annex.lists", title, stub, heads, tuple(lines), keeps_groups=True))

    def derived(self) -> Iterator[str | Opening | Exhibit]:
        """Yield how the derived variables are made: grouped from others, and calculated."""
        recodes = self.study.cleaning.recodes
        calculated = [variable for variable in self.codebook if variable.calculation]
        if recodes or calculated:
            yield Opening(word("annex.derived", self.language), 2)
        if recodes:
            yield Exhibit(self._recodes(recodes))
        if calculated:
            yield Opening(word("annex.calculated", self.language), 3)
            yield from (paragraph(self._calculated(variable), "ListBullet") for variable in calculated)
            yield paragraph(run(word("annex.calculated_text", self.language)), "Normal")

    def absences(self) -> Iterator[str | Opening]:
        """Yield the codes that mean the same in all questions, and what each reason means."""
        missing = self.study.settings.missing
        yield Opening(word("annex.absences", self.language), 2)
        yield self._text("absences_text" if missing.codes else "no_codes")
        for code, reason in missing.codes.items():
            yield paragraph(run(self._means(code, self._reason(reason))), "ListBullet")
        yield self._text("blank_text", reason=self._reason(missing.blank))
        yield Opening(word("annex.reasons", self.language), 3)
        for reason in Reason:
            meaning = word("document.colon", self.language) + word(f"document.meaning.{reason.value}", self.language)
            yield paragraph(run(self._reason(reason), "Strong") + run(meaning), "ListBullet")

    def _text(self, key: str, **values: str) -> str:
        return paragraph(run(word(f"annex.{key}", self.language, **values)), "Normal")

    def _group(self, derived: bool, group: str) -> str:
        if derived:
            return word("annex.derived", self.language)
        label = self.codebook.groups.get(group)
        return say(label, self.language) if label else group

    def _variable(self, variable: Variable) -> Line:
        label = say(variable.label, self.language) or variable.name
        if variable.name in self.numbers:
            number = str(self.numbers[variable.name])
            label = word("annex.numbered", self.language, number=number, label=label)
        return Line(variable.name, variable.name, Level.ROW, (label, *self._facts(variable)))

    def _facts(self, variable: Variable) -> tuple[str, str]:
        """Return the type with item, role and waves, and the codes of absence; an identifier is only kept apart."""
        if variable.identifier:
            return word("annex.kept_apart", self.language), ""
        waves = word("annex.only_waves", self.language, n=len(variable.waves), waves=", ".join(variable.waves))
        parts = (self._kind(variable), self._role(variable), waves if variable.waves else "")
        return word("document.semicolon", self.language).join(part for part in parts if part), self._absent(variable)

    def _kind(self, variable: Variable) -> str:
        if variable.derived:
            return word("annex.calculated_type" if variable.calculation else "annex.recoded_type", self.language)
        key = f"annex.kind.{variable.type.value}"
        return word(key, self.language, list=variable.list_name, n=variable.places)

    def _absent(self, variable: Variable) -> str:
        means = [self._means(_unbroken(code), self._reason(reason)) for code, reason in variable.missing.items()]
        if variable.blank:
            nothing = variable.blank == BLANK_SET
            meaning = word("annex.nothing_ticked", self.language) if nothing else self._reason(Reason(variable.blank))
            means.append(self._means(word("annex.blank", self.language), meaning))
        return word("document.semicolon", self.language).join(means)

    def _role(self, variable: Variable) -> str:
        role = word(f"role.{variable.role.value}", self.language) if variable.role else ""
        return ", ".join(part for part in (variable.item, role) if part)

    def _means(self, code: str, meaning: str) -> str:
        return word("annex.code_means", self.language, code=code, meaning=meaning)

    def _reason(self, reason: Reason) -> str:
        return word(f"reason.{reason.value}", self.language)

    def _list(self, variables: Sequence[Variable]) -> Iterator[Line]:
        first = variables[0]
        name = first.list_name or first.name
        yield Line(f"list {name}", word("annex.list", self.language, name=name), Level.HEAD)
        for choice in first.choices:
            codes = " | ".join(choice.written)
            cells = (codes, say(choice.label, self.language) or choice.name, self._remark(choice))
            yield Line(f"{name}/{choice.name}", choice.name, Level.ROW, cells)

    def _remark(self, choice: Choice) -> str:
        said = []
        if choice.reason:
            said.append(word("annex.is_reason", self.language, reason=self._reason(choice.reason)))
        if choice.exclusive:
            said.append(word("annex.is_exclusive", self.language))
        return word("document.semicolon", self.language).join(said)

    def _recodes(self, recodes: Iterable[Recode]) -> Layout:
        heads = tuple(Head(word(f"annex.{key}", self.language), is_text=True) for key in ("category", "made_from"))
        lines = [line for recode in recodes for line in self._recode(recode)]
        title, stub = word("annex.recoded", self.language), word("annex.name", self.language)
        return Layout("annex.recoded", title, stub, heads, tuple(lines), keeps_groups=True)

    def _recode(self, recode: Recode) -> Iterator[Line]:
        variable, source = recode.variable, self.teller.question(recode.source)
        names = {"label": say(variable.label, self.language), "name": variable.name, "source": source}
        yield Line(variable.name, word("annex.recoded_head", self.language, **names), Level.HEAD)
        for choice in variable.choices:
            parts = [self._part(recode, part) for part in recode.pieces if part.category == choice.name]
            cells = (say(choice.label, self.language), word("document.semicolon", self.language).join(parts))
            yield Line(f"{variable.name}/{choice.name}", choice.name, Level.ROW, cells)

    def _part(self, recode: Recode, part: Part) -> str:
        """Return the values or the range of the source that become a category."""
        if part.names:
            return self.teller.choices(recode.source, part.values)
        if part.values:
            return self.teller.either(list(part.values))
        ends = ((">=", part.low), ("<", part.high))
        limits: list[tuple[str, Node]] = [(sign, Literal(float(end))) for sign, end in ends if end is not None]
        return self.teller.limits(limits)

    def _calculated(self, variable: Variable) -> str:
        rule = parse_rule(variable.calculation, variable.place)
        told = self.teller.formula(rule)
        made = run(f"{variable.name} = ") + (run(told) if told else run(variable.calculation, "RuleCode"))
        label = say(variable.label, self.language)
        return (run(label, "Strong") + run(word("document.colon", self.language)) if label else "") + made


def _unbroken(code: str) -> str:
    """Return a code with a hyphen at which a narrow column does not break it off from its number."""
    return code.replace("-", "\u2011")


def _without_empty(layout: Layout) -> Layout:
    """Return the layout without the columns in which every cell is empty."""
    full = [line.cells for line in layout.lines if line.cells]
    kept = [place for place in range(len(layout.heads)) if any(cells[place] for cells in full)]
    lines = tuple(
        Line(line.key, line.label, line.level, tuple(line.cells[place] for place in kept if line.cells))
        for line in layout.lines
    )
    return replace(layout, heads=tuple(layout.heads[place] for place in kept), lines=lines)
