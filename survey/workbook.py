"""The workbook: sheets of text cells, from one .xlsx file or a folder of .csv files."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from survey.codebook import Label
from survey.errors import did_you_mean, gather, problem

Kind = TypeVar("Kind", bound=StrEnum)

LABELLED = re.compile(r"^(?P<column>[\w ]+)::(?:.*\((?P<code>\w{2,3})\)|(?P<bare>\w{2,3}))$")
"""`label::Nederlands (nl)` or `label::nl`."""

COLUMNS: Mapping[str, frozenset[str]] = {
    "survey": frozenset(
        "type name label relevant routing constraint calculation scale item role missing blank identifier sensitive"
        " waves column places".split()
    ),
    "choices": frozenset(
        "list_name name label code reason exclusive low high score top implies collapse group".split()
    ),
    "recode": frozenset("variable label source low high value category category_label scale top".split()),
    "exclude": frozenset("name rule label".split()),
    "contradictions": frozenset("name rule label".split()),
    "corrections": frozenset("respondent wave variable old new why who when".split()),
    "exclusions": frozenset("respondent wave why who when".split()),
    "crosswalk": frozenset("wave variable category harmonised harmonised_category rule status why".split()),
    "tables": frozenset("id kind of by wave where title section remark show order".split()),
    "findings": frozenset("number label table row column figure comparator source study why".split()),
    "joint": frozenset("id label table row column codes verdict why quote".split()),
}
"""Every sheet and its columns; `tables` takes more, which its kinds check."""

CHANGES: Mapping[str, frozenset[str]] = {"survey": frozenset({"after"}), "choices": frozenset()}
"""The sheets of a later wave's own workbook, and the columns that they have besides those of the study's workbook."""

LARGEST_CELL = 1 << 24
"""A quote may be a whole interview; far longer cells are a quotation mark that was never closed."""

DELIMITERS = (",", ";", "\t")
"""Excel writes a semicolon wherever the comma is the decimal mark."""

OPEN_SHEETS = frozenset({"tables"})

XLSFORM = frozenset(
    "hint required required_message constraint_message appearance default readonly read_only parameters image"
    " audio video choice_filter repeat_count note guidance_hint trigger disabled instance".split()
)
"""Columns of an XLSForm that we read past."""

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "survey": ("type", "name"),
    "choices": ("list_name", "name"),
    "recode": ("variable", "source", "category"),
    "exclude": ("name", "rule"),
    "contradictions": ("name", "rule"),
    "corrections": ("respondent", "variable", "old", "new"),
    "exclusions": ("respondent", "why"),
    "crosswalk": ("wave", "variable", "rule", "status"),
    "tables": ("id", "kind"),
    "findings": ("number", "table", "row", "column", "figure", "comparator"),
    "joint": ("id", "label", "codes"),
}

YES = frozenset({"yes", "true", "1", "x", "ja", "oui"})
NO = frozenset({"", "no", "false", "0", "nee", "non"})


@dataclass(frozen=True)
class Line:
    """One row of a sheet: its filled cells by column (`label::nl` for labels), and where it stands."""

    cells: Mapping[str, str]
    place: str

    def __getitem__(self, column: str) -> str:
        """Return the cell, or nothing when it is empty."""
        return self.cells.get(column, "")

    def label(self, column: str = "label") -> Label:
        """Return the texts of `column::language` as one label."""
        prefix = f"{column}::"
        texts = {key.removeprefix(prefix): text for key, text in self.cells.items() if key.startswith(prefix)}
        return Label(texts or ({"": self[column]} if self[column] else {}))

    def word(self, column: str, kind: type[Kind], default: Kind | None = None) -> Kind:
        """Return the cell as one of the words of `kind`; raise `StudyError` naming the nearest one."""
        text = self[column]
        if not text and default is not None:
            return default
        if text not in list(kind):
            raise problem(f"'{text}' is no {column}", self.place, did_you_mean(text, kind))
        return kind(text)

    def yes(self, column: str, default: bool = False) -> bool:
        """Return whether the cell says yes; an empty one says `default`."""
        text = self[column].lower()
        if text not in YES | NO:
            raise problem(f"'{text}' in column '{column}' is neither yes nor no", self.place, "Write yes or no.")
        return text in YES if text else default

    def number(self, column: str) -> Fraction | None:
        """Return the cell as an exact number, or nothing when it is empty."""
        try:
            return Fraction(self[column].replace(",", ".")) if self[column] else None
        except ValueError:
            raise problem(f"'{self[column]}' in column '{column}' is no number", self.place) from None


def read_workbook(study: Path) -> dict[str, tuple[Line, ...]]:
    """Return the sheets of a study's workbook, checked for unknown sheets and columns.

    The workbook is `codebook.xlsx`, or a folder `codebook` with one .csv file per sheet. Raises `StudyError`
    when there is none or both, or when a sheet or column is not known.
    """
    file, folder = study / "codebook.xlsx", study / "codebook"
    if file.exists() and folder.exists():
        raise problem("there are two workbooks: codebook.xlsx and a folder codebook", str(study), "Keep one of them.")
    sheets = _read_book(file if file.is_file() else folder)
    if sheets is None:
        raise problem("there is no workbook", str(study), "A study needs codebook.xlsx or a folder codebook.")
    if "survey" not in sheets:
        raise problem("the workbook has no sheet 'survey'", str(study), "It lists the questions, one row each.")
    named = gather(lambda item: (item[0], _lines(item[0], *item[1])), sheets.items())
    return dict(named)


def read_changes(path: Path) -> dict[str, tuple[Line, ...]]:
    """Return the sheets `survey` and `choices` of a later wave's own workbook: what changed since the wave before.

    It is a folder of .csv files or an .xlsx file, with the columns of the study's workbook and `after`. Raises
    `StudyError` when there is none, and for other sheets and columns.
    """
    sheets = _read_book(path)
    if sheets is None:
        advice = "It is a folder with survey.csv and choices.csv, or an .xlsx file with these sheets."
        raise problem("there is no such workbook of a wave", str(path), advice)
    if not sheets:
        raise problem("this workbook of a wave has no sheets", str(path), "It needs the sheet survey, or choices.")
    return dict(gather(lambda item: (item[0], _changed_lines(item[0], *item[1])), sheets.items()))


def _changed_lines(sheet: str, place: str, rows: list[list[str]]) -> tuple[Line, ...]:
    if sheet not in CHANGES:
        advice = "It has the sheets survey and choices; all others stand in the workbook of the study."
        raise problem(f"'{sheet}' is no sheet of a wave's workbook", place, advice)
    return _checked(sheet, place, rows, COLUMNS[sheet] | CHANGES[sheet] | XLSFORM, ("name",))


def _read_book(path: Path) -> dict[str, tuple[str, list[list[str]]]] | None:
    """Return the rows of each sheet and where they stand; nothing when there is no such file or folder."""
    if path.is_dir():
        files = [each for each in sorted(path.iterdir()) if each.suffix.lower() == ".csv" and each.name[0] != "."]
        return {each.stem: (str(each), _read_csv(each)) for each in files}
    return _read_xlsx(path) if path.is_file() else None


def read_sheet(
    path: Path, columns: Collection[str], required: Sequence[str], *, exact: bool = False
) -> tuple[Line, ...]:
    """Return the rows of one .csv sheet that stands outside the workbook, checked for unknown columns.

    With `exact`, blanks around a cell's text are part of it.
    """
    rows = _read_csv(path)
    if not rows:
        raise problem("this sheet is empty", str(path), f"It needs the columns {', '.join(required)}.")
    heads = [_head(cell) for cell in rows[0]]
    _check_heads(path.name, str(path), heads, columns, required)
    numbered = enumerate(rows[1:], start=2)
    return tuple(
        _line(heads, row, f"{path}, row {number}", exact=exact) for number, row in numbered if any(map(str.strip, row))
    )


def _read_xlsx(path: Path) -> dict[str, tuple[str, list[list[str]]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
        names = [name for name in book.sheet_names if name != "settings"]
        rows = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names}
    except (CalamineError, OSError) as error:
        raise problem(f"this workbook cannot be read: {error}", str(path), "Save it again as .xlsx.") from None
    return {name: (f"{path}, sheet {name}", [[_text(cell) for cell in row] for row in rows[name]]) for name in names}


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _read_csv(path: Path) -> list[list[str]]:
    csv.field_size_limit(LARGEST_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            heads = file.readline()
            file.seek(0)
            return list(csv.reader(file, delimiter=max(DELIMITERS, key=heads.count), strict=True))
    except (UnicodeDecodeError, csv.Error, OSError):
        raise problem("this sheet is no UTF-8 CSV file", str(path), "Save it as 'CSV UTF-8'.") from None


def _lines(sheet: str, place: str, rows: list[list[str]]) -> tuple[Line, ...]:
    if sheet not in COLUMNS:
        raise problem(f"'{sheet}' is no sheet of a workbook", place, did_you_mean(sheet, COLUMNS))
    known = COLUMNS[sheet] | (XLSFORM if sheet in {"survey", "choices"} else frozenset())
    return _checked(sheet, place, rows, known, REQUIRED[sheet])


def _checked(
    sheet: str, place: str, rows: list[list[str]], known: Collection[str], required: Sequence[str]
) -> tuple[Line, ...]:
    if not rows:
        raise problem("this sheet is empty", place, f"It needs the columns {', '.join(required)}.")
    heads = [_head(cell) for cell in rows[0]]
    _check_heads(sheet, place, heads, known, required)
    numbered = enumerate(rows[1:], start=2)
    return tuple(_line(heads, row, f"{place}, row {number}") for number, row in numbered if any(map(str.strip, row)))


def _head(cell: str) -> str:
    match = LABELLED.match(cell.strip())
    return f"{match['column']}::{match['code'] or match['bare']}" if match else cell.strip()


def _check_heads(sheet: str, place: str, heads: list[str], known: Collection[str], required: Sequence[str]) -> None:
    filled = [head for head in heads if head]
    twice = sorted({head for head in filled if filled.count(head) > 1})
    if twice:
        raise problem(f"the column '{twice[0]}' stands there twice", place, "Remove or rename one of them.")
    wrong = [head for head in filled if head.split("::")[0] not in known]
    if wrong and sheet not in OPEN_SHEETS:
        raise problem(f"'{wrong[0]}' is no column of this sheet", place, did_you_mean(wrong[0], known))
    plain = {head.split("::")[0] for head in filled}
    absent = [column for column in required if column not in plain]
    if absent:
        raise problem(f"the column '{absent[0]}' is missing", place, did_you_mean(absent[0], filled))


def _line(heads: Iterable[str], row: list[str], place: str, *, exact: bool = False) -> Line:
    heads = list(heads)
    if any(cell.strip() for cell in row[len(heads) :]):
        raise problem("this row has more cells than the sheet has columns", place, "Quote a cell that holds a comma.")
    filled = {
        head: cell if exact else cell.strip()
        for head, cell in zip(heads, row, strict=False)
        if head and (cell if exact else cell.strip())
    }
    return Line(filled, place)
