"""LimeSurvey questionnaires: `.lss`, and the `.lss` inside an archive of a survey."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from survey.codebook import Choice, Label, Scale, Variable, VariableType
from survey.errors import problem
from survey.read.archive import open_archive
from survey.read.file import File, Kind
from survey.read.identifiers import identifying
from survey.read.limesurvey_fields import LISTS, Field, Holds, column_of, fields, options, places
from survey.read.limesurvey_questions import (
    Option,
    Question,
    Questionnaire,
    Texts,
    is_questionnaire,
    read_questionnaire,
)
from survey.structure.absences import reason_of
from survey.structure.lime_routing import Routes
from survey.structure.names import legal_code, legal_name
from survey.structure.sketch import Sketch

STRUCTURE = ".lss"
OTHER_CODE, OTHER = "-oth-", "other"
REGISTER = re.compile(r"-(?:informal|formal|easy)$")
"""LimeSurvey has languages in two tones; a report has one."""

TYPES = {
    Holds.CHOICE: VariableType.SELECT_ONE,
    Holds.BOX: VariableType.SELECT_MULTIPLE,
    Holds.RANK: VariableType.RANK,
    Holds.TEXT: VariableType.TEXT,
    Holds.NUMBER: VariableType.DECIMAL,
    Holds.DATE: VariableType.DATE,
    Holds.UPLOAD: VariableType.TEXT,
}
FIXED: Mapping[str, Mapping[str, Texts]] = {
    "Y": {
        "Y": {"en": "Yes", "nl": "Ja", "fr": "Oui", "de": "Ja"},
        "N": {"en": "No", "nl": "Nee", "fr": "Non", "de": "Nein"},
    },
    "G": {
        "F": {"en": "Female", "nl": "Vrouwelijk", "fr": "Féminin", "de": "weiblich"},
        "M": {"en": "Male", "nl": "Mannelijk", "fr": "Masculin", "de": "männlich"},
    },
    "C": {
        "Y": {"en": "Yes", "nl": "Ja", "fr": "Oui", "de": "Ja"},
        "U": {"en": "Uncertain", "nl": "Onzeker", "fr": "Incertain", "de": "Unsicher"},
        "N": {"en": "No", "nl": "Nee", "fr": "Non", "de": "Nein"},
    },
    "E": {
        "I": {"en": "Increase", "nl": "Toenemend", "fr": "Augmenter", "de": "Zunahme"},
        "S": {"en": "Same", "nl": "Zelfde", "fr": "Sans changement", "de": "Unverändert"},
        "D": {"en": "Decrease", "nl": "Afnemend", "fr": "Diminuer", "de": "Abnahme"},
    },
    **{kind: {str(point): {} for point in range(1, last + 1)} for kind, last in (("5", 5), ("A", 5), ("B", 10))},
}
"""Answers that a type always has, worded as LimeSurvey words them; points of a scale are worded by their number."""
OTHERS: Texts = {"en": "Other", "nl": "Andere", "fr": "Autre", "de": "Sonstiges"}
COMMENTS: Texts = {"en": "comment", "nl": "opmerking", "fr": "commentaire", "de": "Kommentar"}


def recognise(file: File) -> bool:
    """Return whether this is a LimeSurvey questionnaire."""
    return file.kind is Kind.XML and is_questionnaire(file.start)


def sketch(file: File) -> Sketch:
    """Return the questionnaire, groups as pages; texts without a question (boilerplate) are left out."""
    found = read(file)
    sketcher = Sketcher(found)
    groups = {f"group_{place}": sketcher.label(group.texts) for place, group in enumerate(found.groups, start=1)}
    return Sketch(tuple(sketcher.variables()), groups, sketcher.label(found.titles), sketcher.languages)


def read(file: File) -> Questionnaire:
    """Return the questionnaire of a `.lss` or of the one in an archive; raise `StudyError` when there is none."""
    if file.kind is not Kind.ARCHIVE:
        try:
            return read_questionnaire(file.path.read_bytes(), str(file.path))
        except OSError as error:
            raise problem(f"this file cannot be read: {error.strerror}", str(file.path)) from None
    with open_archive(file.path) as archive:
        name = archive.ending(STRUCTURE)
        return read_questionnaire(archive.read(name), f"{file.path}, {name}")


@dataclass
class Sketcher:
    """Turns the questions of one questionnaire into variables."""

    questionnaire: Questionnaire
    taken: set[str] = field(default_factory=set)

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages, the questionnaire's own first."""
        return tuple(dict.fromkeys(REGISTER.sub("", language) for language in self.questionnaire.languages))

    def variables(self) -> Iterator[Variable]:
        """Yield the variables in order, with their routing."""
        routes, step = Routes(self.questionnaire), 0
        for place, group in enumerate(self.questionnaire.groups, start=1):
            for question in group.questions:
                step += 1
                page = {"A": 0, "S": step}.get(self.questionnaire.paging, place)
                for made, parts in self._question(question, f"group_{place}", page):
                    yield routes.routed(made, group, question, parts)

    def label(self, *texts: Texts) -> Label:
        """Return texts as one label, in the languages of the questionnaire."""
        made: dict[str, str] = {}
        for language in self.questionnaire.languages:
            words = [text for one in texts if (text := one.get(language, ""))]
            if words:
                made.setdefault(REGISTER.sub("", language), " – ".join(words))
        return Label(made)

    def _question(self, question: Question, group: str, page: int) -> Iterator[tuple[Variable, list[Field]]]:
        for parts in _variables(question):
            first = parts[0]
            name = legal_name(_name(question, first), self.taken)
            self.taken.add(name)
            choices = self._choices(question, first, parts)
            whole = question.type == "N" and question.settings.get("num_value_int_only") == "1"
            whole = whole or first.item == "filecount"
            label = self._label(question, first)
            made = Variable(
                name=name,
                type=VariableType.INTEGER if whole else TYPES[first.holds],
                label=label,
                choices=choices,
                list_name=name if choices else "",
                scale=Scale.ORDINAL if question.type in {"5", "A", "B"} else Scale.NOMINAL,
                identifier=first.holds is Holds.UPLOAD or _identifies(name, label, first),
                group=group,
                page=page,
                column=_column(question, first),
                rank_places=places(question) if first.holds is Holds.RANK else 0,
            )
            yield made, parts

    def _label(self, question: Question, part: Field) -> Label:
        """Return the question's text, with that of its row and column where this is one of several."""
        if part.holds is Holds.BOX:
            return self.label(question.texts, *part.texts[:-1])
        if part.item.endswith("comment"):
            return self.label(question.texts, *part.texts, self._worded(COMMENTS))
        if part.item == OTHER and not part.texts:
            return self.label(question.texts, self._worded(OTHERS))
        return self.label(question.texts, *part.texts)

    def _worded(self, texts: Texts) -> Texts:
        """Return LimeSurvey's own words in the languages of the questionnaire, English where we have no others."""
        return {
            language: texts.get(language.partition("-")[0], texts["en"]) for language in self.questionnaire.languages
        }

    def _choices(self, question: Question, part: Field, parts: Sequence[Field]) -> tuple[Choice, ...]:
        if part.holds is Holds.BOX:
            alone = set(re.split(r"[;,\s]+", question.settings.get("exclude_all_others", "")))
            return self._made([Option(one.item, one.texts[-1]) for one in parts], alone)
        if part.holds is Holds.RANK:
            return self._made(options(question))
        if part.holds is not Holds.CHOICE:
            return ()
        if question.type == "I":
            return self._made([Option(code, {}) for code in self.questionnaire.languages])
        if question.type in FIXED:
            fixed = FIXED[question.type].items()
            return self._made([Option(code, self._worded(texts) if texts else {}) for code, texts in fixed])
        more = [Option(OTHER_CODE, self._worded(OTHERS))] if question.other and question.type in LISTS else []
        return self._made([*options(question, part.scale), *more])

    def _made(self, found: Sequence[Option], alone: set[str] | frozenset[str] = frozenset()) -> tuple[Choice, ...]:
        """Return categories; a code that is no legal name, or is there twice, is kept beside a name that is."""
        made: list[Choice] = []
        for option in found:
            name = OTHER if option.code == OTHER_CODE else option.code
            name = legal_code(name, {choice.name for choice in made})
            label = self.label(option.texts) or Label({"": option.code})
            absent = reason_of(next(iter(label.texts.values())))
            codes = () if name == option.code else (option.code,)
            made.append(Choice(name, label, codes, absent, exclusive=option.code in alone and absent is None))
        return tuple(made)


def _variables(question: Question) -> Iterator[list[Field]]:
    """Yield the columns that make one variable: the boxes of a set or of an array's row, all ranks, or one alone."""
    together: dict[tuple[Holds, str], list[Field]] = {}
    for part in fields(question):
        if part.holds in {Holds.BOX, Holds.RANK}:
            together.setdefault((part.holds, part.row), []).append(part)
    given: set[tuple[Holds, str]] = set()
    for part in fields(question):
        key = (part.holds, part.row)
        if key not in together:
            yield [part]
        elif key not in given:
            given.add(key)
            yield together[key]


def _name(question: Question, part: Field) -> str:
    """Return the name of a variable: a set is called like its question, or like its row of an array."""
    if part.holds is Holds.RANK or (part.holds is Holds.BOX and not part.row):
        return question.code
    item = part.row if part.holds is Holds.BOX else part.item
    return f"{question.code}_{item}" if item else question.code


def _column(question: Question, part: Field) -> str:
    return question.code if part.holds in {Holds.BOX, Holds.RANK} else column_of(question, part)


def _identifies(name: str, label: Label, part: Field) -> bool:
    """Return whether an open question asks for what points at a person; "other, namely" never does."""
    if part.holds not in {Holds.TEXT, Holds.NUMBER, Holds.DATE} or part.item.endswith((OTHER, "comment")):
        return False
    return any(identifying(name, text) for text in label.texts.values() or [""])
