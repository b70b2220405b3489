"""Questions of a .qsf file as variables: one for each column, or set of columns, that an export has of them.

A rank order question gives one whole number for each item, its rank: our type `rank` has the item of each rank
instead, and an export of Qualtrics does not. A numeric export writes a choice by its recode value, a text export by
its wording or its variable name: all are among the codes of a choice, unless one is the value of another choice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from survey.codebook import Choice, Label, Variable, VariableType
from survey.read.qualtrics_heads import shared_names
from survey.structure.absences import reason_of
from survey.structure.names import legal_code, legal_name, once
from survey.structure.qsf_payload import Languages, Payload, code, joined, keyed, ordered, payload

MULTIPLE = frozenset({"MAVR", "MAHR", "MACOL", "MSB"})
NUMBERS = {"Slider": VariableType.DECIMAL, "CS": VariableType.DECIMAL, "RO": VariableType.INTEGER}
CELLS = {"TE": VariableType.TEXT, "CS": VariableType.DECIMAL, "RO": VariableType.INTEGER}
"""What stands in each cell of a matrix of these kinds."""
PERSONAL = frozenset({"ValidEmail", "ValidPhone", "ValidUSPhone", "ValidZip", "ValidUSZip"})

_Targets: TypeAlias = dict[tuple[str, ...], tuple[str, str]]


@dataclass(frozen=True)
class Asked:
    """One question of the questionnaire, with what logic can ask about it."""

    variables: tuple[Variable, ...] = ()
    choices: Mapping[tuple[str, ...], tuple[str, str]] = field(default_factory=dict)
    """Variable and category for a choice's id, or for the ids of a row and an answer; not for absences."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Variable for the id of a field, "" where there is one only."""
    others: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Variable and category without which a text field ("other, specify") is empty, by the name of that field."""


def asked(question: Payload, languages: Languages) -> Asked:
    """Return the variables of one question; none for descriptions, timers and what holds no answers of people."""
    make = _KINDS.get(str(question.get("QuestionType", "")))
    return _apart(make(question, languages)) if make else Asked()


def carried(question: Payload, questions: Mapping[str, Payload]) -> Payload:
    """Return a question with the choices it takes over from another one, whose ids it writes with an `x`."""
    source = re.match(r"q://(QID\d+)/", str(payload(question.get("DynamicChoices")).get("Locator", "")))
    if not source or source[1] not in questions:
        return question
    taken = {f"x{key}": choice for key, choice in ordered(questions[source[1]]).items()}
    own = {f"{key}": choice for key, choice in ordered(question).items()}
    return {**question, "Choices": {**taken, **own}, "ChoiceOrder": [*taken, *own]}


def renamed(question: Asked, names: Mapping[str, str]) -> Asked:
    """Return the question with other names for its variables."""
    return Asked(
        tuple(replace(variable, name=names[variable.name]) for variable in question.variables),
        {key: (names[name], choice) for key, (name, choice) in question.choices.items()},
        {key: names[name] for key, name in question.values.items()},
        {names[key]: (names[name], choice) for key, (name, choice) in question.others.items()},
    )


def _apart(question: Asked) -> Asked:
    """Return the question with different names; what had the name of another cannot be asked about."""
    names = [variable.name for variable in question.variables]
    twice = {name for name in names if names.count(name) > 1}
    made: list[Variable] = []
    for variable in question.variables:
        made.append(replace(variable, name=once(variable.name, [one.name for one in made])))
    return Asked(
        tuple(made),
        {key: target for key, target in question.choices.items() if target[0] not in twice},
        {key: name for key, name in question.values.items() if name not in twice},
        {name: target for name, target in question.others.items() if not twice & {name, target[0]}},
    )


def _tag(question: Payload) -> str:
    return str(question.get("DataExportTag") or question.get("QuestionID") or "")


def _variable(
    column: str, type_: VariableType, label: Label, choices: tuple[Choice, ...] = (), *, identifier: bool = False
) -> Variable:
    name = legal_name(column.replace("/", "_"))
    return Variable(name, type_, label, choices, column=column, identifier=identifier)


def _choices(
    question: Payload, languages: Languages, what: str = "Choices", *, boxes: bool = False
) -> dict[str, Choice]:
    """Return the categories by id; choices recoded to one value are one category.

    The `boxes` of a set are known by their ids too, which legacy files have behind the slash.
    """
    shown = ordered(question, what, f"{what[:-1]}Order")
    values = {key: code(question, "RecodeValues", key) for key in shown}
    labels = {key: languages.label(question, what, key, "Display") for key in shown}
    naming = keyed(question.get("VariableNaming"))
    texts = {key: (*labels[key].texts.values(), *filter(None, [str(naming.get(key) or "")])) for key in shown}
    alone = _only_here(values, texts)
    made: dict[str, Choice] = {}
    for key, value in values.items():
        same = [other for other, its in values.items() if its == value]
        codes = dict.fromkeys((value, *(text for other in same for text in texts[other] if text in alone)))
        old = (key,) if boxes and same == [key] and key not in values.values() else ()
        reasons = {reason_of(text) for other in same for text in labels[other].texts.values()}
        reason = reasons.pop() if len(reasons) == 1 else None
        exclusive = all(bool(shown[other].get("ExclusiveAnswer")) for other in same)
        label = _merged([labels[other] for other in same])
        made[key] = Choice(legal_code(value), label, (*codes, *old), reason, exclusive)
    return made


def _only_here(values: Mapping[str, str], texts: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Return the texts that stand for one value only, and are no value themselves."""
    found: dict[str, set[str]] = {}
    for key, several in texts.items():
        for text in several:
            found.setdefault(text, set()).add(values[key])
    return {text for text, its in found.items() if len(its) == 1 and text not in values.values()}


def _merged(labels: list[Label]) -> Label:
    return Label({code: " / ".join(dict.fromkeys(label.text(code) for label in labels)) for code in labels[0].texts})


def _askable(choices: Mapping[str, Choice]) -> dict[str, Choice]:
    """Return the categories that logic can ask for: no absences, and none that several choices were recoded to."""
    names = [choice.name for choice in choices.values()]
    return {key: its for key, its in choices.items() if its.reason is None and names.count(its.name) == 1}


def _once(choices: Mapping[str, Choice]) -> tuple[Choice, ...]:
    return tuple({choice.name: choice for choice in choices.values()}.values())


def _multiple_choice(question: Payload, languages: Languages) -> Asked:
    several = question.get("Selector") in MULTIPLE
    type_ = VariableType.SELECT_MULTIPLE if several else VariableType.SELECT_ONE
    choices = _choices(question, languages, boxes=several)
    variable = _variable(_tag(question), type_, languages.label(question, "QuestionText"), _once(choices))
    texts = {
        key: _other(f"{variable.column}_{choices[key].codes[0]}_TEXT", variable, choices[key])
        for key, choice in ordered(question).items()
        if choice.get("TextEntry")
    }
    answers: _Targets = {}
    answers |= {(key,): (variable.name, choice.name) for key, choice in _askable(choices).items()}
    return Asked(
        (variable, *texts.values()),
        answers,
        {key: text.name for key, text in texts.items()},
        {text.name: answers[(key,)] for key, text in texts.items() if (key,) in answers},
    )


def _other(column: str, variable: Variable, choice: Choice) -> Variable:
    return _variable(column, VariableType.TEXT, joined(variable.label, choice.label))


def _rows(question: Payload) -> dict[str, tuple[str, str]]:
    """Return the tag and the column of each row by id: `Q5_1` and `Q5/1`."""
    tags = keyed(question.get("ChoiceDataExportTags"))
    rows = {key: str(tags.get(key) or f"{_tag(question)}_{key}") for key in ordered(question)}
    return {key: (tag, name) for (key, tag), name in zip(rows.items(), shared_names(list(rows.values())), strict=True)}


def _matrix(question: Payload, languages: Languages) -> Asked:
    if question.get("Selector") in CELLS:
        return _cells(question, languages, CELLS[str(question["Selector"])])
    several = question.get("SubSelector") == "MultipleAnswer"
    type_ = VariableType.SELECT_MULTIPLE if several else VariableType.SELECT_ONE
    answers, variables = _choices(question, languages, "Answers", boxes=several), []
    found: _Targets = {}
    for key, (tag, name) in _rows(question).items():
        label = _row_label(question, languages, key)
        variable = _variable(tag if several else name, type_, label, _once(answers))
        variables.append(variable)
        if keyed(question.get("Choices")).get(key, {}).get("TextEntry"):
            variables.append(_variable(f"{tag}_TEXT", VariableType.TEXT, label))
        found |= {(key, one): (variable.name, its.name) for one, its in _askable(answers).items()}
    return Asked(tuple(variables), found)


def _row_label(question: Payload, languages: Languages, key: str) -> Label:
    row = languages.label(question, "Choices", key, "Display")
    return joined(languages.label(question, "QuestionText"), row)


def _cells(question: Payload, languages: Languages, type_: VariableType) -> Asked:
    answers = ordered(question, "Answers", "AnswerOrder")
    variables = []
    for key, (tag, _) in _rows(question).items():
        names = shared_names([f"{tag}_{answer}" for answer in answers])
        for answer, name in zip(answers, names, strict=True):
            column = languages.label(question, "Answers", answer, "Display")
            variables.append(_variable(name, type_, joined(_row_label(question, languages, key), column)))
    return Asked(tuple(variables))


def _fields(question: Payload, languages: Languages) -> Asked:
    """Return one variable for each field, slider or item."""
    type_ = NUMBERS.get(str(question.get("QuestionType")), VariableType.TEXT)
    if type_ is VariableType.DECIMAL and str(payload(question.get("Configuration")).get("NumDecimals")) == "0":
        type_ = VariableType.INTEGER
    keys = list(ordered(question))
    names = shared_names([f"{_tag(question)}_{key}" for key in keys])
    made = {
        key: _variable(name, type_, _row_label(question, languages, key)) for key, name in zip(keys, names, strict=True)
    }
    return Asked(tuple(made.values()), values={key: variable.name for key, variable in made.items()})


def _text_entry(question: Payload, languages: Languages) -> Asked:
    if question.get("Selector") == "FORM":
        return _fields(question, languages)
    settings = payload(payload(question.get("Validation")).get("Settings"))
    content = settings.get("ContentType") if settings.get("Type") == "ContentType" else ""
    label = languages.label(question, "QuestionText")
    limits = payload(settings.get("ValidNumber"))
    type_ = VariableType.TEXT
    if content == "ValidNumber":
        whole = str(limits.get("NumDecimals")) == "0"
        type_ = VariableType.INTEGER if whole else VariableType.DECIMAL
    variable = _variable(_tag(question), type_, label, identifier=content in PERSONAL)
    constraint = _within(limits) if type_ is not VariableType.TEXT else ""
    return Asked((replace(variable, constraint=constraint),), values={"": variable.name})


def _within(limits: Payload) -> str:
    signs = ((">=", limits.get("Min")), ("<=", limits.get("Max")))
    return " and ".join(f". {sign} {number(limit)}" for sign, limit in signs if number(limit))


def number(value: object) -> str:
    """Return a number as a rule writes it, or nothing when this is none."""
    text = str(value).strip()
    try:
        return text if text and float(text) == float(text) and text.lstrip("-").replace(".", "", 1).isdigit() else ""
    except ValueError:
        return ""


def _side_by_side(question: Payload, languages: Languages) -> Asked:
    """Return the columns of a table as questions of their own, each with the rows of the whole."""
    variables: list[Variable] = []
    choices: _Targets = {}
    text = languages.label(question, "QuestionText")
    for key, part in keyed(question.get("AdditionalQuestions")).items():
        shared = {name: question.get(name) for name in ("Choices", "ChoiceOrder", "Language")}
        whole = {**shared, **payload(part), "ChoiceOrder": shared["ChoiceOrder"], "ChoiceDataExportTags": False}
        made = asked(whole, languages)
        variables += [replace(variable, label=joined(text, variable.label)) for variable in made.variables]
        choices |= {(key, *ids): target for ids, target in made.choices.items()}
    return Asked(tuple(variables), choices)


_KINDS: Mapping[str, Callable[[Payload, Languages], Asked]] = {
    "MC": _multiple_choice,
    "Matrix": _matrix,
    "TE": _text_entry,
    "Slider": _fields,
    "CS": _fields,
    "RO": _fields,
    "SBS": _side_by_side,
}
