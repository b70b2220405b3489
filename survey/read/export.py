"""What a reader hands on: cells that are still text, and what the platform knew about each response."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from survey.errors import did_you_mean, problem
from survey.missing import Reason

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd


class State(StrEnum):
    """Why a cell can be blank, as far as a platform knows."""

    NOT_SHOWN = "not_shown"
    LEFT_OPEN = "left_open"
    NOT_TICKED = "not_ticked"


@dataclass(frozen=True)
class Alike:
    """The states that a format writes alike: no reader can tell them apart."""

    single: frozenset[State] = frozenset({State.NOT_SHOWN, State.LEFT_OPEN})
    """Of a question with one answer."""
    several: frozenset[State] = frozenset(State)
    """Of a set of tick boxes."""


@dataclass(frozen=True)
class Signs:
    """How a format writes tick boxes and questions that were not displayed."""

    ticked: frozenset[str]
    unticked: frozenset[str] = frozenset()
    not_shown: frozenset[str] = frozenset()
    blank: frozenset[str] = frozenset()
    """What says as little as a blank: `#N/A` of a spreadsheet."""
    none: bool = False
    """Whether a set with every box written as unticked was left so by a person who saw it."""


@dataclass(frozen=True)
class Hints:
    """What `study.toml` tells a reader about a file."""

    names: tuple[str, ...] = ()
    """The columns of a file without a heading row."""
    structure: Path | None = None
    """The second file of an export that comes in two."""


@dataclass(frozen=True)
class Export:
    """One export file.

    `cells` is text, one row per response; columns of a set are named `question/item`. The other frames and
    columns share its index. A column is None where the format does not tell.
    """

    path: str
    sha256: str
    format: str
    cells: pd.DataFrame
    signs: Signs
    spelling: str = ""
    """How the file was read, where that had to be decided: its encoding and delimiter."""
    response: pd.Series | None = None
    """The platform's own number of each response."""
    finished: pd.Series | None = None
    """Whether the response was submitted."""
    last_page: pd.Series | None = None
    """The number of the last page reached; missing where the platform wrote none."""
    not_shown: pd.DataFrame | None = None
    """Cells of which the platform says that they were not displayed, where no sign in the cell says it."""
    identifiers: tuple[str, ...] = ()
    """Columns that can point at a person; they go to the key file."""
    platform: tuple[str, ...] = ()
    """Columns that the platform adds to every export; nobody needs to name them."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """The wording that the headings carry, by column; for a box of a set, the wording of the box."""
    questions: Mapping[str, str] = field(default_factory=dict)
    """The wording of a question with several columns (`Q4` of `Q4/1`), where the headings carry it."""
    ticks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """How a tick in this column is written, where it is the box's own text or code."""
    missing: Mapping[str, Mapping[str, Reason]] = field(default_factory=dict)
    """Codes that the file itself declares missing, by column."""
    joined: str = ""
    """What stands between several answers in one cell, where a set has one column."""
    alike: Alike = field(default_factory=Alike)
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Rows that are nobody's answers (`preview`, `test`), by what they are."""
    letters: bool = True
    """False when the letters look as if they were written on another kind of computer."""
    exact: bool = False
    """Whether a program wrote the numbers, never with a mark of thousands."""

    def column(self, name: str) -> pd.Series:
        """Return the cells of a column as text, without blanks around them; what says nothing is blank."""
        import pandas as pd

        cells = self.cells[name]
        if isinstance(cells.dtype, pd.CategoricalDtype):
            texts = pd.Series(cells.cat.categories, dtype="string").str.strip()
            texts = texts.mask(texts.isin(self.signs.blank), "")
            found = texts.array.take(cells.cat.codes.to_numpy(), allow_fill=True, fill_value="")
            return pd.Series(found, index=cells.index, dtype="string", name=name)
        texts = cells.astype("string").str.strip()
        return texts.mask(texts.isin(self.signs.blank), "")


def rename_columns(export: Export, headings: Mapping[str, str]) -> Export:
    """Return the export with other headings; that of a set or array stands for all its columns (`Q1`, `Q1/2`).

    Raises `StudyError` for a heading that the export does not have, and when two columns would share one.
    """
    old = [str(column) for column in export.cells]
    new = {column: _renamed(column, headings) for column in old}
    idle = [head for head in headings if all(head not in {column, column.rpartition("/")[0]} for column in old)]
    if idle:
        raise problem(f"there is no column '{idle[0]}' to rename", export.path, did_you_mean(idle[0], old))
    if len(set(new.values())) != len(old):
        raise problem("two columns would have one heading after 'rename'", export.path, "Rename the other one too.")
    return replace(
        export,
        cells=export.cells.rename(columns=new),
        not_shown=None if export.not_shown is None else export.not_shown.rename(columns=new),
        identifiers=tuple(new[column] for column in export.identifiers),
        platform=tuple(new[column] for column in export.platform),
        labels={new.get(column, column): text for column, text in export.labels.items()},
        questions={headings.get(question, question): text for question, text in export.questions.items()},
        ticks={new.get(column, column): marks for column, marks in export.ticks.items()},
        missing={new.get(column, column): codes for column, codes in export.missing.items()},
    )


def _renamed(column: str, headings: Mapping[str, str]) -> str:
    question, slash, item = column.rpartition("/")  # a question can lie in groups: `group/question/option`
    return headings.get(column, f"{headings.get(question, question)}{slash}{item}")
