"""LimeSurvey's R syntax file as a questionnaire: names, wordings and categories, but no routing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from survey.codebook import Choice, Label, Variable, VariableType
from survey.read.file import File
from survey.read.identifiers import identifying
from survey.read.limesurvey_export import IDENTIFIERS, PLATFORM
from survey.read.limesurvey_r import is_syntax, named, read_columns, worded
from survey.read.limesurvey_syntax import Column
from survey.structure.absences import reason_of
from survey.structure.names import legal_code, legal_name
from survey.structure.sketch import Sketch

SIGN = b"# LimeSurvey Field type:"
OTHER_CODE, OTHER = "-oth-", "other"


def recognise(file: File) -> bool:
    """Return whether this is a syntax file that LimeSurvey wrote for R."""
    return is_syntax(file.path) and SIGN in file.start


def sketch(file: File) -> Sketch:
    """Return the questions; a list with a field for "other" has that category, which the file itself leaves out."""
    columns = read_columns(file.path)
    names = named(columns)
    taken: set[str] = set()
    asked = [column for column in columns if names.get(column.place, "") not in {"", *PLATFORM, *IDENTIFIERS}]
    groups: dict[str, list[Column]] = {}
    for column in asked:
        name = names[column.place]
        groups.setdefault(name.partition("/")[0] if column.is_box and "/" in name else name, []).append(column)
    present = set(names.values())
    return Sketch(tuple(_variables(groups, names, present, taken)))


def _variables(
    groups: dict[str, list[Column]], names: dict[int, str], present: set[str], taken: set[str]
) -> Iterator[Variable]:
    for heading, columns in groups.items():
        made = legal_name(heading.replace("/", "_"), taken)
        taken.add(made)
        first = columns[0]
        if first.is_box and "/" in names[first.place]:
            yield _set(made, heading, columns, names)
        else:
            yield _single(made, heading, first, f"{heading}/{OTHER}" in present)


def _set(name: str, heading: str, columns: Sequence[Column], names: dict[int, str]) -> Variable:
    choices: list[Choice] = []
    for column in columns:
        code = names[column.place].partition("/")[2]
        choices.append(_choice(code, worded(column.label)[0], choices))
    label = Label({"": worded(columns[0].label)[1] or heading})
    return Variable(name, VariableType.SELECT_MULTIPLE, label, tuple(choices), name, column=heading)


def _single(name: str, heading: str, column: Column, other: bool) -> Variable:
    item, question = worded(column.label) if "/" in heading else (column.label, "")
    label = " – ".join(filter(None, (question, item))) or heading
    choices: list[Choice] = []
    for code, wording in column.levels:
        choices.append(_choice(code, wording, choices))
    if choices and other:
        choices.append(
            Choice(legal_code(OTHER, {choice.name for choice in choices}), Label({"": "Other"}), (OTHER_CODE,))
        )
    return Variable(
        name,
        VariableType.SELECT_ONE if choices else _type(column.type),
        Label({"": label}),
        tuple(choices),
        name if choices else "",
        identifier=not choices and not heading.endswith(f"/{OTHER}") and identifying(heading, label),
        column=heading,
    )


def _choice(code: str, wording: str, before: Sequence[Choice]) -> Choice:
    name = legal_code(code, {choice.name for choice in before})
    return Choice(name, Label({"": wording or code}), () if name == code else (code,), reason_of(wording))


def _type(field_type: str) -> VariableType:
    """Return the type that a field of the database has."""
    if field_type.startswith("DATE"):
        return VariableType.DATE
    return VariableType.DECIMAL if field_type == "F" else VariableType.TEXT
