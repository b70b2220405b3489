"""LimeSurvey's export for R: a data file, and a syntax file that says by position what its columns are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from survey.errors import problem
from survey.read.export import Alike, Export, Hints, Signs, State
from survey.read.file import File
from survey.read.limesurvey_export import export, questions_of
from survey.read.limesurvey_heads import Heading, Style, by_code, headings
from survey.read.limesurvey_syntax import Column, read_syntax

if TYPE_CHECKING:
    import pandas as pd

DATA = re.compile(r"(.*)_R_data_file\.csv", re.IGNORECASE)
SYNTAX = ".r"
MANY = 50_000_000
"""More bytes than any syntax file has."""
SIGNS = Signs(ticked=frozenset({"1"}), unticked=frozenset({"0"}))


def recognise(file: File) -> bool:
    """Return whether this is a data file with its syntax file beside it."""
    return beside(file.path) is not None


def is_syntax(path: Path) -> bool:
    """Return whether a file is an R syntax file by its name."""
    return path.suffix.lower() == SYNTAX


def beside(path: Path) -> Path | None:
    """Return the syntax file that belongs to a data file and lies beside it, or None."""
    match = DATA.fullmatch(path.name)
    if not match:
        return None
    wanted = f"{match[1]}_R_syntax_file.R".casefold()
    return next((other for other in path.parent.iterdir() if other.name.casefold() == wanted), None)


def read(file: File, hints: Hints) -> Export:
    """Return the export with the names and wordings of the syntax file; 1, 0 and empty are kept apart.

    A box of a set is 0 when it was shown and not ticked, and empty when it was not shown.
    """
    syntax = hints.structure if hints.structure and is_syntax(hints.structure) else beside(file.path)
    if syntax is None:
        advice = "Put …_R_syntax_file.R beside …_R_data_file.csv, or name it as 'structure' in study.toml."
        raise problem("the syntax file of this data file is missing", str(file.path), advice)
    columns = read_columns(syntax)
    found = _headings(file, columns)
    cells = file.grid.frame([heading.column for heading in found])
    return export(
        cells,
        path=str(file.path),
        sha256=file.sha256,
        format="limesurvey_r",
        signs=SIGNS,
        spelling=file.grid.spelling,
        letters=file.grid.letters,
        not_shown=_not_shown(cells, {found[column.place - 1].column for column in columns if column.is_box}),
        labels={heading.column: heading.text for heading in found if heading.text and heading.column in cells},
        questions={heading.column.partition("/")[0]: heading.question for heading in found if heading.question},
        alike=Alike(several=frozenset({State.LEFT_OPEN, State.NOT_TICKED})),
    )


def read_columns(path: Path) -> tuple[Column, ...]:
    """Return what a syntax file says; raise `StudyError` when it cannot be read."""
    try:
        if path.stat().st_size > MANY:
            raise problem("this syntax file is too large", str(path), "Export it again from LimeSurvey.")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise problem(f"this file cannot be read: {error.strerror}", str(path)) from None
    except UnicodeDecodeError:
        raise problem("the letters of this file cannot be told", str(path), "Save it as UTF-8.") from None
    return read_syntax(text, str(path))


def named(columns: Sequence[Column]) -> dict[int, str]:
    """Return the column's name by its position: `Q1_SQ001` becomes `Q1/SQ001`."""
    with_names = [column for column in columns if column.name]
    names = by_code(column.name for column in with_names)
    return {column.place: heading.column for column, heading in zip(with_names, names, strict=True)}


def worded(label: str) -> tuple[str, str]:
    """Return the item and the question of a label: `[Bar] Which of these?`."""
    match = re.fullmatch(r"\[(?P<item>[^\][]*)\]\s*(?P<question>.*)", label, re.DOTALL)
    return (match["item"].strip(), match["question"].strip()) if match else (label, "")


def _headings(file: File, columns: Sequence[Column]) -> list[Heading]:
    """Return the columns of the data file: named by the syntax file, the others by their own headings."""
    found = headings(file.heads, Style.TEXT, "")
    last = max(column.place for column in columns)
    if last > len(found):
        what = f"the syntax file tells of {last} columns, the data file has {len(found)}"
        raise problem(what, str(file.path), "Do the two files come from one export?")
    names, labels = named(columns), {column.place: column.label for column in columns}
    return [
        _heading(names[place], labels[place]) if place in names else heading
        for place, heading in enumerate(found, start=1)
    ]


def _heading(name: str, label: str) -> Heading:
    item, question = worded(label) if "/" in name else (label, "")
    return Heading(name, item, question)


def _not_shown(cells: pd.DataFrame, boxes: set[str]) -> pd.DataFrame | None:
    """Return for whom sets were not shown: the platform writes 0 in each box that was."""
    import pandas as pd

    sets = questions_of([str(column) for column in cells]).values()
    told = [column for columns in sets for column in columns if column in boxes]
    return (
        pd.DataFrame({column: cells[column].astype("string").str.strip() == "" for column in told}).astype(bool)
        if told
        else None
    )
