"""An XLSForm (.xlsx, .xls), the questionnaire of KoboToolbox and ODK, as a sketch.

Everything that collects an answer becomes a variable; notes do not. Questions in a repeat are variables too, although
an export holds them in other sheets: whoever holds the sketch against an export tells that they are absent there.
A name that is none (a formula, a number) is written as the sheet shows it, other signs as `_`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from survey.codebook import Choice, Label, Variable, VariableType
from survey.errors import StudyError, problem
from survey.read.file import File, Kind
from survey.read.sheets import read_sheet, sheet_names
from survey.structure.absences import reason_of
from survey.structure.names import legal_name
from survey.structure.sketch import Sketch
from survey.structure.xlsform_cells import Line, language, read_lines
from survey.structure.xlsform_rules import translate
from survey.structure.xlsform_types import Asked, read_type

GROUP = re.compile(r"(?P<edge>begin|end)[_ ](?:group|repeat|score|rank|kobomatrix|loop)\b", re.IGNORECASE)
OTHER = "other"
OTHER_WORDS: Mapping[str, str] = {"nl": "Andere", "fr": "Autre", "en": "Other", "de": "Andere", "": "Other"}
"""What `or_other` offers; the platform itself has it in English only."""


@dataclass(frozen=True)
class _Group:
    """A group that the questions being read stand in."""

    name: str
    written: str
    relevant: str
    list_name: str = ""
    """The list of its rows, where it is one of KoboToolbox's matrices."""


@dataclass
class _Form:
    """A form while its rows are read."""

    lists: Mapping[str, tuple[Choice, ...]]
    twice: frozenset[str]
    """Names that the form gives to several questions, in different groups."""
    taken: dict[str, str] = field(default_factory=dict)
    """The variable's name by the form's."""
    variables: list[Variable] = field(default_factory=list)
    groups: dict[str, Label] = field(default_factory=dict)
    open_groups: list[_Group] = field(default_factory=list)
    page: int = 0


def recognise(file: File) -> bool:
    """Return whether this is a workbook with the sheets of a form."""
    if file.kind is not Kind.WORKBOOK:
        return False
    try:
        sheets = _sheets(file)
        return "survey" in sheets and bool({"choices", "settings"} & set(sheets)) and bool(_lines(file, "survey"))
    except StudyError:
        return False


def sketch(file: File) -> Sketch:
    """Return the questionnaire; raise `StudyError` when the sheet survey has no columns type and name."""
    settings = next(iter(_lines(file, "settings")), Line({}, ""))
    survey, choices = _lines(file, "survey"), _lines(file, "choices")
    if not survey:
        raise problem("the sheet survey lists no questions", str(file.path), "It needs the columns type and name.")
    default = language(settings["default_language"])
    form = _Form(_lists(choices, default), _twice(survey))
    for line in survey:
        _add(form, line, default)
    title = settings["form_title"] or settings["title"]
    return Sketch(
        variables=tuple(form.variables),
        groups=form.groups,
        title=Label({default: title} if title else {}),
        languages=_languages((*survey, *choices), default),
    )


def _sheets(file: File) -> dict[str, str]:
    """Return the workbook's names of its sheets by their plain names."""
    return {name.strip().lower(): name for name in sheet_names(file.path)}


def _lines(file: File, sheet: str) -> list[Line]:
    name = _sheets(file).get(sheet)
    return read_lines(read_sheet(file.path, name), f"sheet {name}") if name is not None else []


def _twice(survey: Iterable[Line]) -> frozenset[str]:
    names = Counter(line["name"] for line in survey if not GROUP.match(line["type"]))
    return frozenset(name for name, times in names.items() if times > 1)


def _languages(lines: Iterable[Line], default: str) -> tuple[str, ...]:
    """Return the languages of all labels, the form's own first."""
    found = dict.fromkeys(code for line in lines for code in line.label(default).texts if code)
    first = [default] if default in found else []
    return tuple(dict.fromkeys([*first, *found]))


def _lists(lines: Iterable[Line], default: str) -> dict[str, tuple[Choice, ...]]:
    """Return the choices by list; names that a filter tells apart become one."""
    lists: dict[str, dict[str, Choice]] = {}
    for line in lines:
        name = line["name"] or line["value"]
        if line["list_name"] and name:
            label = line.label(default)
            lists.setdefault(line["list_name"], {}).setdefault(name, _choice(name, label))
    return {name: tuple(choices.values()) for name, choices in lists.items()}


def _choice(name: str, label: Label) -> Choice:
    reasons = filter(None, map(reason_of, label.texts.values()))
    return Choice(name, label or Label({"": name}), reason=next(reasons, None))


def _add(form: _Form, line: Line, default: str) -> None:
    """Take one row of the sheet survey in."""
    group = GROUP.match(line["type"])
    if group and group["edge"].lower() == "begin":
        _open(form, line, default)
    elif group:
        del form.open_groups[-1:]
    else:
        inner = form.open_groups[-1].list_name if form.open_groups else ""
        asked = read_type(line, inner, form.lists)
        if asked is not None:
            form.variables.extend(_variables(form, line, asked, default))


def _open(form: _Form, line: Line, default: str) -> None:
    form.page += not form.open_groups
    name = legal_name(line["name"] or "group", form.groups)
    list_name = line["kobo--score-choices"] or line["kobo--rank-items"]
    form.open_groups.append(_Group(name, line["name"], line["relevant"], list_name))
    form.groups[name] = line.label(default)


def _variables(form: _Form, line: Line, asked: Asked, default: str) -> Iterator[Variable]:
    """Yield the variable of a question, and the text behind its "other"."""
    name = legal_name(line["name"], form.taken.values())
    relevant, routing = ("", "") if asked.identifier else _routing(form, [line["relevant"]])
    form.taken.setdefault(line["name"], name)
    choices = _with_other(form.lists.get(asked.list_name, asked.choices), default) if asked.other else asked.choices
    label = line.label(default)
    yield Variable(
        name=name,
        type=asked.type,
        label=label if label or asked.identifier else Label({"": name}),
        choices=choices,
        list_name=f"{asked.list_name}_or_other" if asked.other else asked.list_name,
        relevant=relevant,
        routing=routing,
        constraint=_translated(form, line["constraint"]),
        identifier=asked.identifier,
        group=form.open_groups[-1].name if form.open_groups else "",
        page=form.page,
        column=_heading(form, line["name"], name),
        place=line.place,
    )
    if asked.other:
        yield _other(form, line["name"], name, label)


def _heading(form: _Form, written: str, name: str) -> str:
    """Return the heading in an export where it is not the name: with its path, when the name is there twice."""
    if written in form.twice:
        return "/".join([*(group.written for group in form.open_groups), written])
    return "" if name == written else written


def _with_other(choices: Sequence[Choice], default: str) -> tuple[Choice, ...]:
    if any(choice.name == OTHER for choice in choices):
        return tuple(choices)
    codes = list(choices[0].label.texts) if choices else [default]
    return (*choices, Choice(OTHER, Label({code: OTHER_WORDS.get(code, OTHER_WORDS[""]) for code in codes})))


def _other(form: _Form, written: str, name: str, label: Label) -> Variable:
    """Return the text that `or_other` asks for."""
    own = legal_name(f"{name}_{OTHER}", form.taken.values())
    form.taken.setdefault(f"{written}_{OTHER}", own)
    relevant, routing = _routing(form, [f"selected(${{{written}}}, '{OTHER}')"])
    texts = {code: f"{text} – {OTHER_WORDS.get(code, OTHER_WORDS[''])}" for code, text in label.texts.items()}
    return Variable(
        name=own,
        type=VariableType.TEXT,
        label=Label(texts or {"": own}),
        relevant=relevant,
        routing=routing,
        group=form.open_groups[-1].name if form.open_groups else "",
        page=form.page,
    )


def _routing(form: _Form, own: Sequence[str]) -> tuple[str, str]:
    """Return the rule by which a question and its groups are shown, or else the form's words."""
    words = [text for text in (*(group.relevant for group in form.open_groups), *own) if text]
    rules = [_translated(form, text) for text in words]
    if all(rules):
        return _both(rules), ""
    return "", _both(words)


def _both(rules: Sequence[str]) -> str:
    return rules[0] if len(rules) == 1 else " and ".join(f"({rule})" for rule in rules)


def _translated(form: _Form, text: str) -> str:
    return translate(text, form.taken, {variable.name: variable for variable in form.variables})
