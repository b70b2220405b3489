"""A drafted codebook as the sheets of a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from survey.codebook import Choice, Codebook, Label, Scale, Variable, VariableType
from survey.plan import TablePlan
from survey.xlsform import LISTED

Row = dict[str, str]
Sheet = list[list[str]]

SURVEY = "type name label relevant routing constraint scale missing identifier column places".split()
CHOICES = "list_name name label code reason exclusive".split()
TABLES = "id kind of title section".split()
BAR = "|"
"""What stands between two codes of one category in the workbook."""


def sheets(codebook: Codebook, plans: Sequence[TablePlan], languages: Sequence[str]) -> dict[str, Sheet]:
    """Return the sheets by name: a head row, then one row for each question, category and table."""
    questions = [row for variable in _by_page(codebook, languages) for row in variable]
    lists = [_choice(name, choice, languages) for name, choices in codebook.lists.items() for choice in choices]
    return {
        "survey": _sheet(SURVEY, questions, languages),
        "choices": _sheet(CHOICES, lists, languages),
        "tables": _sheet(TABLES, [_plan(plan, languages) for plan in plans], languages),
    }


def _sheet(columns: Sequence[str], rows: Sequence[Row], languages: Sequence[str]) -> Sheet:
    heads = [head for column in columns for head in _heads(column, rows, languages)]
    return [heads, *([row.get(head, "") for head in heads] for row in rows)]


def _heads(column: str, rows: Sequence[Row], languages: Sequence[str]) -> list[str]:
    """Return the column itself, or for a label one for each language that occurs, and one for none."""
    if column not in {"label", "title", "section"}:
        return [column]
    wanted = [*(f"{column}::{language}" for language in languages), column]
    return [head for head in wanted if any(row.get(head) for row in rows)] or [column]


def _by_page(codebook: Codebook, languages: Sequence[str]) -> Iterable[list[Row]]:
    """Yield the rows of each page, a group around them; a page without questions still counts as one."""
    yield [_question(variable, languages) for variable in codebook if variable.group not in codebook.groups]
    for group, label in codebook.groups.items():
        rows = [_question(variable, languages) for variable in codebook if variable.group == group]
        texts = _texts("label", label or Label({"": group}), languages)
        yield [{"type": "begin_group", "name": group, **texts}, *rows, {"type": "end_group"}]


def _question(variable: Variable, languages: Sequence[str]) -> Row:
    kind = f"{variable.type} {variable.list_name}" if variable.type in LISTED else str(variable.type)
    heading = variable.column if variable.column != variable.name else ""
    return {
        "type": kind,
        "name": variable.name,
        **_texts("label", variable.label or Label({"": variable.name}), languages),
        "relevant": variable.relevant,
        "routing": variable.routing,
        "constraint": variable.constraint,
        "scale": "" if variable.scale is Scale.NOMINAL else str(variable.scale),
        "missing": " ".join(f"{code}={reason}" for code, reason in variable.missing.items() if " " not in code),
        "identifier": "yes" if variable.identifier else "",
        "column": heading,
        "places": str(variable.rank_places or "") if variable.type is VariableType.RANK else "",
    }


def _choice(list_name: str, choice: Choice, languages: Sequence[str]) -> Row:
    return {
        "list_name": list_name,
        "name": choice.name,
        **_texts("label", choice.label or Label({"": choice.name}), languages),
        "code": "" if choice.written == (choice.name,) else BAR.join(choice.written),
        "reason": str(choice.reason or ""),
        "exclusive": "yes" if choice.exclusive else "",
    }


def _plan(plan: TablePlan, languages: Sequence[str]) -> Row:
    return {
        "id": plan.id,
        "kind": plan.kind,
        "of": " ".join(plan.of),
        **_texts("title", plan.title, languages),
        **_texts("section", plan.section, languages),
    }


def _texts(column: str, label: Label, languages: Sequence[str]) -> Row:
    """Return a label's texts by column; one without a text in the first language stands for all of them."""
    texts = {language: label.texts[language] for language in languages if label.texts.get(language)}
    if label and languages[0] not in texts:
        return {column: label.text(languages[0])}
    return {f"{column}::{language}": text for language, text in texts.items()}
