"""A workbook with three sheets: the answers, the codebook, and what the absences mean.

Cells without an answer hold `absent:` and the reason. Every text is stored as text, so that none runs as a formula.
The codes in the sheets `codebook` and `absences` are those of the SPSS file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from survey.codebook import Choice, Label, VariableType
from survey.errors import problem
from survey.files import check_place, write_file
from survey.missing import NOT_ASKED, Reason
from survey.survey import Survey
from survey.write.cells import absent_word, typed_cells
from survey.write.coding import CODES, category_codes
from survey.write.fields import Field, fields, index_names
from survey.write.sheets import LONGEST, RUNNABLE, printable, signed
from survey.write.words import OPEN_ANSWER, REASONS, RESPONDENT, WAVE, synthetic

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from survey.study import Study

Row: TypeAlias = Sequence[object]

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
NARROWEST, WIDEST = 8, 60
LOOKED_AT = 200
"""Rows by which the width of a column is chosen."""


def write_xlsx(study: Study, survey: Survey, path: Path) -> tuple[Path, ...]:
    """Write the survey as a workbook with its codebook."""
    from openpyxl import Workbook

    check_place(path)
    held = fields(survey)
    if len(survey) >= MOST_ROWS or len(held) + 2 > MOST_COLUMNS:
        what = f"an Excel sheet holds {MOST_ROWS - 1:,} rows and {MOST_COLUMNS:,} columns, and there are more"
        raise problem(what, str(path), "Export to .csv or .sav.")
    book = Workbook(write_only=True)
    _sheet(book, "data", (*index_names(survey), *(field.name for field in held)), _answers(survey, held))
    _sheet(book, "codebook", *_codebook(study, survey, held))
    _sheet(book, "absences", ("cell", "reason", "code", *study.languages), _absences(study))
    if study.synthetic:
        book.properties.description = synthetic(study)
        _sheet(book, "note", (synthetic(study),), [])
    write_file(path, lambda file: file.write(signed(book)), mode=0o600)
    return (path,)


def _answers(survey: Survey, held: Sequence[Field]) -> list[Row]:
    index = [survey.index.get_level_values(level).astype(str) for level in range(2)]
    return list(zip(*index, *(typed_cells(survey, field) for field in held), strict=True))


def _absences(study: Study) -> list[Row]:
    return [
        (absent_word(reason), reason.value, CODES[reason], *(REASONS[reason].text(each) for each in study.languages))
        for reason in Reason
    ]


def _codebook(study: Study, survey: Survey, held: Sequence[Field]) -> tuple[Row, list[Row]]:
    """Return heads and rows: one row for each column, followed by one for each of its categories."""
    languages = study.languages
    heads = (
        *("variable", "type", "scale", "category", "code"),
        *(f"label::{language}" for language in languages),
        *("relevant", "asked", "answered", "absent", "remark"),
    )
    index = [
        (name, "text", "", "", "", *(label.text(language) for language in languages), "", len(survey), len(survey))
        for name, label in zip(index_names(survey), (WAVE, RESPONDENT), strict=True)
    ]
    return heads, [*index, *(row for field in held for row in _described(field, survey, languages))]


def _described(field: Field, survey: Survey, languages: Sequence[str]) -> Iterator[Row]:
    reasons = survey.count_reasons(field.name)
    asked = len(survey) - sum(n for reason, n in reasons.items() if reason in NOT_ASKED)
    absent = ", ".join(f"{reason} ({CODES[reason]}) {n}" for reason, n in reasons.items())
    yield (
        *(field.name, field.type.value, field.variable.scale.value if field.categories else "", "", ""),
        *(field.label.text(language) for language in languages),
        *(field.variable.relevant, asked, len(survey) - sum(reasons.values()), absent),
        OPEN_ANSWER.text(languages[0]) if field.type is VariableType.TEXT else "",
    )
    codes = category_codes(field.categories)
    for choice in field.categories:
        yield (field.name, "", "", choice.name, codes[choice.name], *_labels(choice, languages))


def _labels(choice: Choice, languages: Sequence[str]) -> list[str]:
    label = choice.label or Label({"": choice.name})
    return [label.text(language) for language in languages]


def _sheet(book: Workbook, title: str, heads: Row, rows: Sequence[Row]) -> None:
    """Add a sheet with a frozen head row, a filter on it and widths by its first rows."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    last = get_column_letter(len(heads))
    sheet.auto_filter.ref = f"A1:{last}{len(rows) + 1}"
    for place, head in enumerate(heads):
        shown = [head, *(row[place] for row in rows[:LOOKED_AT] if place < len(row))]
        width = max(len(str(cell)) for cell in shown) + 2
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(WIDEST, max(NARROWEST, width))
    top = [_cell(sheet, head) for head in heads]
    for cell in top:
        cell.font = Font(bold=True)
    sheet.append(top)
    for row in rows:
        sheet.append([_cell(sheet, cell) if isinstance(cell, str) else cell for cell in row])


def _cell(sheet: WriteOnlyWorksheet, value: object) -> Cell:
    """Return a cell that holds a text as text, whatever it looks like."""
    from openpyxl.cell import WriteOnlyCell

    text = printable(str(value))
    cell: Cell = WriteOnlyCell(sheet, text[:LONGEST])
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(RUNNABLE)
    return cell
