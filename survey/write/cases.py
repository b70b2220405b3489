"""Doubtful records as a confidential workbook, for the researcher who looks them up."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from survey.checks import Doubt
from survey.files import write_file
from survey.keystore import ROW, KeyStore
from survey.survey import Survey
from survey.write.sheets import safe, signed

HEADS = ("wave", "respondent", "response", "variable", "doubt", "rule", "answer")
WARNING = "CONFIDENTIAL: answers of single respondents. Not for sharing."


def write_cases(doubts: Iterable[Doubt], survey: Survey, keys: KeyStore, path: Path) -> int:
    """Write one row for each person and doubt, readable only by the owner; return how many rows there are."""
    from openpyxl import Workbook

    numbers = {(wave, name): key for (wave, key), name in keys.ids.items() if ROW not in key}
    rows = [
        (wave, name, numbers.get((wave, name), ""), doubt.subject, doubt.concern.value, doubt.rule, answer)
        for doubt in doubts
        for wave, name in doubt.people
        for answer in (_answers(survey, doubt, (wave, name)),)
    ]
    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise RuntimeError("a new workbook has no sheet")
    sheet.title = "cases"
    for row in ((WARNING,), HEADS, *rows):
        sheet.append([safe(cell) for cell in row])
    write_file(path, lambda file: file.write(signed(book)), mode=0o600)
    return len(rows)


def _answers(survey: Survey, doubt: Doubt, person: tuple[str, str]) -> str:
    """Return the answer in doubt, or those that contradict each other, each behind its question."""
    if not doubt.about:
        return _answer(survey, doubt.subject, person)
    return "; ".join(f"{name}: {_answer(survey, name, person)}" for name in doubt.about)


def _answer(survey: Survey, variable: str, person: tuple[str, str]) -> str:
    """Return what is left of the person's answer: a value, the boxes ticked, or nothing."""
    columns = list(survey.codebook[variable].columns)
    cells = survey.values.loc[person, columns].dropna()
    if len(columns) == 1:
        return str(cells.iloc[0]) if len(cells) else ""
    return ", ".join(str(column).rpartition("/")[2] for column, value in cells.items() if value)
