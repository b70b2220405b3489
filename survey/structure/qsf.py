"""Qualtrics survey files (.qsf): questions in the order of the flow, with the logic that shows or hides them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from survey.codebook import Label, Variable
from survey.errors import problem
from survey.read.file import File
from survey.structure.names import legal_name, once
from survey.structure.qsf_flow import Place, places
from survey.structure.qsf_logic import ALWAYS, FALSE, TRUE, Condition, Translator
from survey.structure.qsf_payload import Languages, Payload, keyed, language, payload, plain_text
from survey.structure.qsf_questions import Asked, asked, carried, renamed
from survey.structure.sketch import Sketch

SIGN = b'"SurveyEntry"'


def recognise(file: File) -> bool:
    """Return whether this is a survey file: JSON that begins with the survey's entry."""
    return file.start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and SIGN in file.start


def sketch(file: File) -> Sketch:
    """Return the questionnaire; raise `StudyError` when the file is damaged.

    Questions in the trash are left out, and so are those whose block is nowhere in the flow. A question of a loop
    is sketched once, under its own tag.
    """
    entry, elements = _read(file)
    questions = {str(_id(one)): one for one in _payloads(elements, "SQ")}
    languages = _languages(entry, questions)
    order = places(_payloads(elements, "BL"), _payloads(elements, "FL"))
    known: dict[str, Asked] = {}
    taken: set[str] = set()
    stems: set[str] = set()
    for place in order:
        if place.question in questions and place.question not in known:
            question = asked(carried(questions[place.question], questions), languages)
            known[place.question] = _headed(_named(question, taken), stems)
    variables, groups = _placed(order, questions, known, languages)
    title = Label({languages.own: text} if (text := plain_text(entry.get("SurveyName"))) else {})
    codes = tuple(dict.fromkeys((languages.own, *map(language, languages.others))))
    return Sketch(tuple(variables), groups, title, codes)


def _read(file: File) -> tuple[Payload, list[Payload]]:
    where = str(file.path)
    try:
        content = json.loads(file.path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise problem(f"this file cannot be read: {error.strerror}", where) from None
    except (ValueError, RecursionError):
        raise problem("this is no whole survey file", where, "Export the survey from Qualtrics again.") from None
    elements = [payload(element) for element in keyed(payload(content).get("SurveyElements")).values()]
    if not elements:
        raise problem("this survey file holds no questions", where, "Export the survey from Qualtrics again.")
    return payload(payload(content).get("SurveyEntry")), elements


def _payloads(elements: list[Payload], kind: str) -> list[Payload]:
    """Return what the elements of one kind hold; blocks stand together in one element."""
    found = [element.get("Payload") for element in elements if element.get("Element") == kind]
    if kind == "BL":
        return [payload(block) for blocks in found for block in keyed(blocks).values()]
    tagged = zip(found, (element for element in elements if element.get("Element") == kind), strict=True)
    return [{"QuestionID": element.get("PrimaryAttribute"), **payload(one)} for one, element in tagged]


def _id(question: Payload) -> Any:
    return question.get("QuestionID")


def _languages(entry: Payload, questions: Mapping[str, Payload]) -> Languages:
    own = str(entry.get("SurveyLanguage") or "EN")
    others = dict.fromkeys(
        code.upper()
        for question in questions.values()
        if isinstance(question.get("Language"), Mapping)
        for code in question["Language"]
    )
    return Languages(language(own), tuple(code for code in others if language(code) != language(own)))


def _named(question: Asked, taken: set[str]) -> Asked:
    """Return the question with names that no other variable has; its columns stay as they are."""
    names: dict[str, str] = {}
    for variable in question.variables:
        names[variable.name] = once(variable.name, taken)
        taken.add(names[variable.name])
    return renamed(question, names)


def _headed(question: Asked, taken: set[str]) -> Asked:
    """Return the question with its columns as the reader of exports calls them, which numbers a tag given twice."""
    stems = {variable.column: variable.column.rpartition("/")[0] or variable.column for variable in question.variables}
    heads: dict[str, str] = {}
    for stem in dict.fromkeys(stems.values()):
        heads[stem], times = stem, 1
        while heads[stem] in taken:
            times += 1
            heads[stem] = f"{stem}#{times}"
    taken.update(heads.values())
    columns = {column: heads[stem] + column.removeprefix(stem) for column, stem in stems.items()}
    return replace(question, variables=tuple(replace(v, column=columns[v.column]) for v in question.variables))


def _placed(
    order: list[Place], questions: Mapping[str, Payload], known: Mapping[str, Asked], languages: Languages
) -> tuple[list[Variable], dict[str, Label]]:
    """Return the variables with their pages and routing, and the pages."""
    shown: dict[str, Condition] = {}
    translator = Translator(known, shown)
    when: dict[str, Condition] = {}
    for place in order:
        if place.question in known:
            here = place.condition(translator) & _display(questions[place.question], translator)
            when[place.question] = when[place.question] | here if place.question in when else here
            if _shows_all(questions[place.question]):
                shown[place.question] = when[place.question]
    variables: list[Variable] = []
    groups: dict[str, Label] = {}
    for place in order:
        if place.question not in when:
            continue
        group = legal_name(place.page)
        routed = [_routed(one, known[place.question], when[place.question]) for one in known[place.question].variables]
        variables += [replace(variable, group=group, page=place.number) for variable in routed]
        if routed:
            groups[group] = Label({languages.own: place.label} if place.label else {})
        del when[place.question]
    return variables, groups


def _shows_all(question: Payload) -> bool:
    """Return whether all choices are displayed whenever the question is."""
    choosy = any("DisplayLogic" in payload(choice) for choice in keyed(question.get("Choices")).values())
    return not (choosy or question.get("DynamicChoices") or question.get("Randomization"))


def _display(question: Payload, translator: Translator) -> Condition:
    logic = question.get("DisplayLogic")
    return translator.logic(logic) if logic else ALWAYS


def _routed(variable: Variable, question: Asked, when: Condition) -> Variable:
    """Return a variable with its routing; a text field of a choice is open to those who made that choice."""
    if when.yes is None:
        return replace(variable, routing=when.words)
    rule = when
    if variable.name in question.others:
        name, choice = question.others[variable.name]
        rule = when & Condition(f"selected(${{{name}}}, '{choice}')", None)
    if rule.yes == FALSE:
        return replace(variable, routing=when.words or "never shown")
    return replace(variable, relevant="" if rule.yes in {None, TRUE} else str(rule.yes))
