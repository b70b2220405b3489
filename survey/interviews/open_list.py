"""The Excel list in which coders give open answers categories: written for them, read back from them.

Sheet `answers`: one row for each person who wrote something, with up to three categories, by name or label, and the
coder.
Sheet `categories`: what the questionnaire offered, and below it what coders add, one name and label each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from survey.codebook import Choice, Codebook, Label, Variable
from survey.errors import did_you_mean, gather, problem
from survey.open_answers import Behind, OpenAnswers, OpenCode, behind, given, target
from survey.survey import Person, Survey
from survey.write.sheets import QUOTE, safe, signed

if TYPE_CHECKING:
    import pandas as pd

ANSWERS, CATEGORIES = "answers", "categories"
GIVEN = ("category", "category 2", "category 3")
HEADS = ("question", "wave", "id", "text", *GIVEN, "coder")
WARNING = "CONFIDENTIAL: answers of single respondents. Not for sharing."
WIDTHS = {"question": 16, "wave": 8, "id": 14, "text": 70, **dict.fromkeys(GIVEN, 24), "coder": 10}
MOST_ROWS = 200_000
MOST_BYTES = 100_000_000


@dataclass(frozen=True)
class Listed:
    """A list read back: the codes in it, and the categories that coders added."""

    variable: str
    codes: tuple[OpenCode, ...]
    categories: tuple[Choice, ...]


def open_list(survey: Survey, where: Behind, opened: OpenAnswers, coder: str, language: str) -> bytes:
    """Return the list for one coder, with what that coder gave before (`opened` is tied), and nothing of others."""
    variable = where.text.name
    known = () if where.parent is None and not _is_coded(survey, where) else target(survey.codebook, where).answers
    texts = survey.column(variable).dropna()
    before = given(opened, variable)
    rows = [
        (variable, *person, str(text), *_padded(sorted(before.get(person, {}).get(coder, ()))), coder)
        for person, text in zip(_people(texts), texts.tolist(), strict=True)
        if str(text).strip()
    ]
    return _workbook(rows, known, [language, *(other for other in ("nl", "fr", "en") if other != language)])


def read_list(path: Path, codebook: Codebook, survey: Survey) -> Listed:
    """Return what coders wrote in a list; raise `StudyError` with every row that cannot be used.

    Categories are known by name, or by their label in any language; an unknown one is an error that names the nearest.
    """
    sheets = _sheets(path)
    lines = _records(sheets.get(ANSWERS, []), HEADS, f"{path}, sheet {ANSWERS}")
    names = {line["question"] for _, line in lines if line["question"]}
    if len(names) != 1:
        raise problem("the list is not of one question", str(path), "Write a new one with `interviews open`.")
    where = behind(codebook, names.pop(), str(path))
    offered = _offered(codebook, where)
    added = _added(sheets.get(CATEGORIES, []), offered, f"{path}, sheet {CATEGORIES}")
    known = _by_word([*offered, *added])
    people = set(survey.index)
    codes = gather(lambda item: _codes(item[1], f"{path}, row {item[0]}", known, people), lines)
    flat = tuple(code for group in codes for code in group)
    used = {code.category for code in flat}
    return Listed(where.text.name, flat, tuple(choice for choice in added if choice.name in used))


def _is_coded(survey: Survey, where: Behind) -> bool:
    from survey.open_answers import CODED

    return where.text.name + CODED in survey.codebook.variables


def _people(texts: pd.Series) -> list[Person]:
    return [(str(wave), str(name)) for wave, name in texts.index.tolist()]


def _padded(categories: Sequence[str]) -> tuple[str, ...]:
    return (*categories, *[""] * len(GIVEN))[: len(GIVEN)]


def _workbook(rows: Iterable[Sequence[str]], known: Sequence[Choice], languages: Sequence[str]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    book.remove(book.worksheets[0])
    answers, categories = book.create_sheet(ANSWERS), book.create_sheet(CATEGORIES)
    answers.append([WARNING])
    answers.append(list(HEADS))
    for row in rows:
        answers.append([safe(cell) for cell in row])
    categories.append(["name", *(f"label::{language}" for language in languages)])
    for choice in known:
        categories.append([choice.name, *(safe(choice.label.texts.get(language, "")) for language in languages)])
    for sheet, heads_row in ((answers, 2), (categories, 1)):
        sheet.freeze_panes = f"A{heads_row + 1}"
        for cell in sheet[heads_row]:
            cell.font = Font(bold=True)
    for place, head in enumerate(HEADS, start=1):
        answers.column_dimensions[get_column_letter(place)].width = WIDTHS[head]
    for cells in answers.iter_rows(min_row=3):
        for cell in cells:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    choose = DataValidation(type="list", formula1=f"={CATEGORIES}!$A$2:$A$200", allow_blank=True)
    choose.showErrorMessage = False  # a label, or a category added below the others, is as good
    answers.add_data_validation(choose)
    first, last = (get_column_letter(HEADS.index(head) + 1) for head in (GIVEN[0], GIVEN[-1]))
    choose.add(f"{first}3:{last}{max(answers.max_row, 3)}")
    for place in range(1, 2 + len(languages)):
        categories.column_dimensions[get_column_letter(place)].width = 36
    return signed(book)


def _sheets(path: Path) -> dict[str, list[list[str]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    advice = "Save it again as .xlsx, or write a new one with `interviews open`."
    try:
        if path.stat().st_size > MOST_BYTES:
            raise problem("this list is too large", str(path), advice)
        book = CalamineWorkbook.from_path(str(path))
        found = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except (CalamineError, OSError):
        raise problem("this list cannot be read", str(path), advice) from None
    return {name: [[_text(cell) for cell in row] for row in rows[:MOST_ROWS]] for name, rows in found.items()}


def _text(cell: object) -> str:
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    return text.strip().removeprefix(QUOTE)


def _records(rows: Sequence[Sequence[str]], heads: Sequence[str], place: str) -> list[tuple[int, dict[str, str]]]:
    """Return the rows under the heads, with their numbers in the sheet."""
    for number, row in enumerate(rows, start=1):
        if set(heads) <= set(row):
            columns = {head: row.index(head) for head in heads}
            below = enumerate(rows[number:], start=number + 1)
            return [(at, {h: line[c] for h, c in columns.items()}) for at, line in below if any(line)]
    raise problem("the columns of this list are not there", place, f"It needs {', '.join(heads)}.")


def _offered(codebook: Codebook, where: Behind) -> tuple[Choice, ...]:
    from survey.open_answers import CODED

    if where.parent is None and where.text.name + CODED not in codebook.variables:
        return ()
    variable: Variable = target(codebook, where)
    return variable.answers


def _added(rows: Sequence[Sequence[str]], offered: Sequence[Choice], place: str) -> list[Choice]:
    heads = rows[0] if rows else []
    known = {choice.name for choice in offered}
    languages = {at: head.removeprefix("label::") for at, head in enumerate(heads) if head.startswith("label::")}
    added = []
    for number, row in enumerate(rows[1:], start=2):
        name = row[0] if row else ""
        if not name or name in known:
            continue
        if not name.replace("_", "").isalnum():
            raise problem(
                f"'{name}' cannot name a category", f"{place}, row {number}", "Use letters, digits and _ only."
            )
        texts = {language: row[at] for at, language in languages.items() if at < len(row) and row[at]}
        added.append(Choice(name, Label(texts or {"": name}), coded=True))
    return added


def _by_word(choices: Sequence[Choice]) -> dict[str, str]:
    """Return names by what a coder may write: the name itself, or a label in any language."""
    words = {text.casefold(): choice.name for choice in choices for text in choice.label.texts.values()}
    return {**words, **{choice.name.casefold(): choice.name for choice in choices}}


def _codes(line: Mapping[str, str], place: str, known: Mapping[str, str], people: set[Person]) -> list[OpenCode]:
    wanted = [line[head] for head in GIVEN if line[head]]
    if not wanted:
        return []
    if (line["wave"], line["id"]) not in people:
        raise problem("there is no such respondent", place, "Leave the columns wave and id as they were written.")
    if not line["coder"]:
        raise problem("the coder is missing", place, "Write who coded in the column coder.")
    unknown = next((word for word in wanted if word.casefold() not in known), None)
    if unknown is not None:
        advice = f"{did_you_mean(unknown, known.values())} Or add it to the sheet {CATEGORIES}."
        raise problem(f"there is no category '{unknown}'", place, advice)
    names = dict.fromkeys(known[word.casefold()] for word in wanted)
    return [OpenCode(line["question"], line["wave"], line["id"], name, line["coder"]) for name in names]


def take_in(opened: OpenAnswers, listed: Listed) -> OpenAnswers:
    """Return the coded answers with those of a list; what its coders said of this question before is replaced."""
    coders = {code.coder for code in listed.codes}
    kept = [code for code in opened.codes if not (code.variable == listed.variable and code.coder in coders)]
    before = opened.categories.get(listed.variable, ())
    names = {choice.name for choice in listed.categories}
    categories = (*(choice for choice in before if choice.name not in names), *listed.categories)
    codes = (*kept, *listed.codes)
    return OpenAnswers(codes, {**opened.categories, listed.variable: categories} if categories else opened.categories)
