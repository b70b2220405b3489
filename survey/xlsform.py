"""The sheets `survey` and `choices` (an XLSForm) as a codebook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from survey.codebook import GROUP_LIST, Choice, Codebook, Label, Role, Scale, Variable, VariableType
from survey.errors import Problem, StudyError, did_you_mean, gather, problem
from survey.missing import Reason
from survey.rules import parse_rule
from survey.workbook import Line

NAME = re.compile(r"^[^\W\d][\w.-]*$")

ITEM = re.compile(r"^(\w+)\[(\w+)\]$")
"""A heading of an item as LimeSurvey writes it, `q[item]`; readers call it `q/item`."""

BLANK_SET = "none"
"""What `blank` says of a set in which nothing ticked means none."""

LISTED = {VariableType.SELECT_ONE, VariableType.SELECT_MULTIPLE, VariableType.RANK}
HARMONISED = "harmonise"
"""The type of a question that nobody was asked: the crosswalk gives it answers from each wave's own."""

TYPES = frozenset({*VariableType, "calculate", HARMONISED, "begin_group", "end_group", "note"})


@dataclass(frozen=True)
class Spot:
    """Where in the questionnaire a question stands."""

    group: str = ""
    page: int = 0
    relevant: str = ""
    """The routing of all groups around it."""


def read_codebook(survey: Sequence[Line], choices: Iterable[Line]) -> Codebook:
    """Return the codebook written in the two sheets; raise `StudyError` with everything wrong in them."""
    lists = _lists(choices)
    spots = _spots(survey)
    questions = [line for line in survey if line["type"] not in {"begin_group", "end_group", "note"}]
    variables = gather(lambda line: _variable(line, lists, spots[line.place]), questions)
    _refuse_twice([(variable.name, variable.place) for variable in variables], "variable")
    groups = {line["name"]: line.label() for line in survey if line["type"] == "begin_group"}
    return Codebook({variable.name: variable for variable in variables}, groups, lists, _within(survey))


def check_rules(codebook: Codebook) -> None:
    """Raise `StudyError` with every rule that cannot be read, or asks for what is not known at its question.

    Routing and constraints know the questions before theirs, calculations every variable but identifiers.
    """
    questions = [variable.name for variable in codebook if not variable.derived and not variable.identifier]
    before = {name: frozenset(questions[:position]) for position, name in enumerate(questions)}
    gather(lambda variable: _check_rules(variable, codebook, before.get(variable.name, frozenset())), codebook)


def _check_rules(variable: Variable, codebook: Codebook, before: frozenset[str]) -> None:
    name = variable.name
    if variable.relevant:
        parse_rule(variable.relevant, variable.place).check(codebook, name, before)
    if variable.constraint:
        parse_rule(variable.constraint, variable.place).check(codebook, name, before | {name})
    if variable.calculation:
        parse_rule(variable.calculation, variable.place).check(codebook, name, number=True)


def check_labels(codebook: Codebook, language: str) -> None:
    """Raise `StudyError` for questions and categories without a text in the study's first language."""
    bare = [
        _no_label(f"'{variable.name}'", variable.place, language)
        for variable in codebook
        if _silent(variable, language)
    ]
    for name, choices in codebook.lists.items():
        mute = [choice.name for choice in choices if not _says(choice.label, language)]
        bare += [_no_label(f"'{choice}' in the list '{name}'", "sheet choices", language) for choice in mute]
    if bare:
        raise StudyError(*bare)


def _silent(variable: Variable, language: str) -> bool:
    return not variable.identifier and not _says(variable.label, language)


def _says(label: Label, language: str) -> bool:
    return bool(label.texts.get(language) or label.texts.get(""))


def _no_label(name: str, place: str, language: str) -> Problem:
    return Problem(f"{name} has no label", place, f"Fill the column label::{language}, or table rows stay nameless.")


def _lists(lines: Iterable[Line]) -> dict[str, tuple[Choice, ...]]:
    lists: dict[str, list[Choice]] = {}
    named = gather(lambda line: (line, _choice(line)), lines)
    _refuse_twice([(f"{line['list_name']}/{choice.name}", line.place) for line, choice in named], "category")
    codes = [(f"{line['list_name']}/{code}", line.place) for line, choice in named for code in choice.written]
    _refuse_twice(codes, "code")
    for line, choice in named:
        lists.setdefault(line["list_name"], []).append(choice)
    _refuse_unknown_groups(named, [choice.name for choice in lists.get(GROUP_LIST, ())])
    return {name: tuple(choices) for name, choices in lists.items()}


def _refuse_unknown_groups(named: Iterable[tuple[Line, Choice]], known: Sequence[str]) -> None:
    odd = [(choice.group, line.place) for line, choice in named if choice.group and choice.group not in known]
    hint = f"Name it in the sheet choices, as a category of a list called '{GROUP_LIST}'."
    if odd:
        problems = [Problem(f"there is no group '{name}'", at, did_you_mean(name, known) or hint) for name, at in odd]
        raise StudyError(*problems)


def _choice(line: Line) -> Choice:
    if not line["list_name"] or not line["name"]:
        raise problem("a category needs a list_name and a name", line.place)
    low, high = line.number("low"), line.number("high")
    if low is not None and high is not None and low >= high:
        raise problem("this band ends before it begins", line.place, "Let low be smaller than high.")
    return Choice(
        name=line["name"],
        label=line.label(),
        codes=tuple(code.strip() for code in line["code"].split("|") if code.strip()),
        reason=line.word("reason", Reason) if line["reason"] else None,
        exclusive=line.yes("exclusive"),
        low=low,
        high=high,
        score=line.number("score"),
        top=line.yes("top"),
        implies=line["implies"],
        collapse=line["collapse"],
        group=line["group"],
    )


def _spots(lines: Iterable[Line]) -> dict[str, Spot]:
    """Return for each row the innermost group, the page (outermost group) and the groups' routing it stands under."""
    spots: dict[str, Spot] = {}
    open_groups: list[Line] = []
    page = 0
    for line in lines:
        if line["type"] == "begin_group":
            page += not open_groups
            open_groups.append(line)
        elif line["type"] == "end_group":
            if not open_groups:
                raise problem("an end_group without a begin_group", line.place)
            open_groups.pop()
        else:
            spots[line.place] = Spot(open_groups[-1]["name"] if open_groups else "", page, _all_of(open_groups))
    if open_groups:
        raise problem(f"the group '{open_groups[-1]['name']}' is never closed", "sheet survey", "Add an end_group.")
    return spots


def _all_of(lines: Iterable[Line]) -> str:
    """Return the routing of several rows as one rule: each of them must hold."""
    rules = [line["relevant"] for line in lines if line["relevant"]]
    return rules[0] if len(rules) == 1 else " and ".join(f"({rule})" for rule in rules)


def _within(lines: Iterable[Line]) -> dict[str, str]:
    """Return for each group the one it stands in, where it stands in one."""
    within: dict[str, str] = {}
    open_groups: list[str] = []
    for line in lines:
        if line["type"] == "begin_group":
            if open_groups:
                within[line["name"]] = open_groups[-1]
            open_groups.append(line["name"])
        elif line["type"] == "end_group":
            open_groups.pop()
    return within


def _variable(line: Line, lists: Mapping[str, tuple[Choice, ...]], spot: Spot) -> Variable:
    kind, list_name = _type(line)
    name = line["name"]
    if not NAME.match(name):
        raise problem(f"'{name}' cannot be the name of a variable", line.place, "Use letters, digits and _ only.")
    choices = _choices_of(kind, list_name, lists, line.place)
    return Variable(
        name=name,
        type=kind,
        label=line.label(),
        choices=choices,
        list_name=list_name,
        scale=line.word("scale", Scale, Scale.NOMINAL),
        item=line["item"],
        role=line.word("role", Role) if line["role"] else None,
        relevant=_all_of([Line({"relevant": spot.relevant}, line.place), line]) if spot.relevant else line["relevant"],
        routing=line["routing"],
        constraint=line["constraint"],
        calculation=line["calculation"],
        missing=read_missing(line["missing"], line.place),
        blank=_blank(line),
        identifier=line.yes("identifier"),
        sensitive=line.yes("sensitive", default=True),
        group=spot.group,
        page=spot.page,
        waves=tuple(line["waves"].split()),
        listed=bool(line["waves"]),
        column=ITEM.sub(r"\1/\2", line["column"]),
        rank_places=int(line.number("places") or 0),
        derived=line["type"] == "calculate" or line["type"].startswith(HARMONISED),
        harmonised=line["type"].startswith(HARMONISED),
        place=line.place,
    )


def _type(line: Line) -> tuple[VariableType, str]:
    word, _, list_name = line["type"].partition(" ")
    if word not in TYPES:
        raise problem(f"'{word}' is no type of question", line.place, did_you_mean(word, TYPES))
    if word == "calculate":
        if not line["calculation"]:
            raise problem(f"'{line['name']}' calculates nothing", line.place, "Fill the column calculation.")
        return VariableType.DECIMAL, ""
    kind = VariableType.SELECT_ONE if word == HARMONISED else VariableType(word)
    if kind in LISTED and not list_name.strip():
        raise problem(f"'{word}' names no list of categories", line.place, f"Write: {word} listname")
    return kind, list_name.strip()


def _choices_of(
    kind: VariableType, list_name: str, lists: Mapping[str, tuple[Choice, ...]], place: str
) -> tuple[Choice, ...]:
    if kind not in LISTED:
        return ()
    if list_name not in lists:
        raise problem(f"there is no list '{list_name}' in the sheet choices", place, did_you_mean(list_name, lists))
    return lists[list_name]


def _blank(line: Line) -> str:
    text = line["blank"]
    known = [*Reason, BLANK_SET]
    if text and text not in known:
        raise problem(f"'{text}' is nothing a blank can mean", line.place, did_you_mean(text, known))
    if text == BLANK_SET and not line["type"].startswith("select_multiple"):
        raise problem("only a set of tick boxes can have blank = none", line.place)
    return text


def read_missing(text: str, place: str) -> dict[str, Reason]:
    """Return the reasons by code of `-8=dont_know -9=refused`; raise `StudyError` for anything else."""
    pairs = [part.rpartition("=") for part in text.split()]
    for code, sign, reason in pairs:
        if not (code and sign):
            raise problem("missing codes are written code=reason", place, "For example: -8=dont_know -9=refused")
        if reason not in list(Reason):
            raise problem(f"'{reason}' is no reason", place, did_you_mean(reason, Reason))
    return {code: Reason(reason) for code, _, reason in pairs}


def _refuse_twice(named: Sequence[tuple[str, str]], what: str) -> None:
    names = [name for name, _ in named]
    twice = [(name, place) for position, (name, place) in enumerate(named) if name in names[:position]]
    if twice:
        raise StudyError(
            *(Problem(f"the {what} '{name}' is there twice", place, "Rename one.") for name, place in twice)
        )
