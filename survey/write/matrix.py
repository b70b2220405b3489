"""Which codes were found in which interview: a row for each interview, to join to the survey by wave and study id.

For each code, called by its path, 1 where it (or one under it) was found and 0 where it was not coded; then, as
`segments:path`, on how many segments (`survey/interviews/segments.py`). Suggestions do not count. The file ties codes
to single respondents, so it is for the team only: only its owner can read it, and a workbook says so on a sheet.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from survey.files import write_file
from survey.interviews.corpus import Corpus
from survey.interviews.segments import segments
from survey.write.cases import WARNING
from survey.write.sheets import safe, signed

Cell: TypeAlias = str | int

ENDINGS = (".csv", ".xlsx")
WHO = ("interview", "pseudonym", "wave", "respondent")
TIMES = "segments:"
LINE_END = "\r\n"


def matrix(corpus: Corpus) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Return the heads and a row for each interview."""
    paths = [code.path for code in corpus.codes]
    found = {path: [segment.interview for segment in segments(corpus, path)] for path in paths}
    rows: list[tuple[Cell, ...]] = []
    for interview in corpus:
        times = [found[path].count(interview.id) for path in paths]
        who = (interview.id, interview.pseudonym, *(interview.person or ("", "")))
        rows.append((*who, *(int(n > 0) for n in times), *times))
    return (*WHO, *paths, *(TIMES + path for path in paths)), rows


def matrix_file(corpus: Corpus, ending: str) -> bytes:
    """Return the matrix as a workbook, or else as a .csv file."""
    heads, rows = matrix(corpus)
    return _workbook(heads, rows) if ending == ".xlsx" else _csv(heads, rows)


def write_matrix(corpus: Corpus, path: Path) -> None:
    """Write the matrix as the ending of the file's name says, readable only by the owner."""
    data = matrix_file(corpus, path.suffix.lower())
    write_file(path, lambda file: file.write(data), mode=0o600)


def is_written(corpus: Corpus, path: Path) -> bool:
    """Tell whether a file is this very matrix already, so that nothing is lost when it is written again."""
    return path.is_file() and path.read_bytes() == matrix_file(corpus, path.suffix.lower())


def _csv(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator=LINE_END).writerows([_safe(row) for row in (heads, *rows)])
    return text.getvalue().encode()


def _workbook(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise RuntimeError("a new workbook has no sheet")
    sheet.title = "matrix"
    for row in (heads, *rows):
        sheet.append(_safe(row))
    sheet.freeze_panes = "A2"
    book.create_sheet("confidential").append([WARNING])
    return signed(book)


def _safe(row: Sequence[Cell]) -> list[Cell]:
    return [safe(cell) if isinstance(cell, str) else cell for cell in row]
