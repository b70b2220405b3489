"""The questionnaire as the export shows it: pages, columns and answer codes, read from the workbook."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

FOLDER = Path(__file__).parent
WAVE = "2019"

Answer: TypeAlias = str | frozenset[str] | tuple[str, ...]
"""One answer: a category or free text, the ticks of a set, or the items of a ranking, best first."""

OPEN = "-99"
HIDDEN = "-98"
REFUSED = "-9"
DONT_KNOW = "-8"
BLANK = ""

CONVERTED = ("risico_strategie", "veilig_extra", "schadebeperking")
"""The sets whose empty boxes the platform wrote as `N`; in the other sets it left them empty."""


@dataclass(frozen=True)
class Question:
    """One question of a wave's questionnaire and how the platform writes its answers."""

    name: str
    kind: str
    page: int
    column: str
    codes: Mapping[str, str]
    """Category → code in the export."""
    places: int = 0

    @property
    def columns(self) -> list[str]:
        """Return the headings of this question in the export."""
        if self.kind == "select_multiple":
            return [f"{self.column}[{code}]" for code in self.codes.values()]
        if self.kind == "rank":
            return [f"{self.column}[{place}]" for place in range(1, self.places + 1)]
        return [self.column]

    def cells(self, answer: Answer) -> list[str]:
        """Return what the platform writes for one person's answer."""
        if isinstance(answer, frozenset):
            unticked = "N" if self.name in CONVERTED else ""
            return ["Y" if name in answer else unticked for name in self.codes]
        if isinstance(answer, tuple):
            codes = [self.codes[name] for name in answer]
            return codes + [""] * (self.places - len(codes))
        return [self.codes.get(answer, answer)] * len(self.columns)


Row: TypeAlias = Mapping[str, str]
"""One row of a sheet."""


def sheet(name: str, folder: str = "codebook") -> list[dict[str, str]]:
    """Return the rows of one sheet of the workbook, or of that of a later wave."""
    with (FOLDER / folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def codes(choices: Iterable[Row]) -> dict[str, dict[str, str]]:
    """Return, for each choice list, category → code; where several are allowed, the first."""
    lists: dict[str, dict[str, str]] = {}
    for row in choices:
        code = row["code"].split("|")[0] or row["name"]
        lists.setdefault(row["list_name"], {})[row["name"]] = code
    return lists


def asked(row: Row, wave: str) -> bool:
    """Return whether a row of the sheet `survey` is a question of a wave."""
    structure = ("begin_group", "end_group", "calculate", "harmonise", "note")
    return row["type"].split()[0] not in structure and (not row["waves"] or wave in row["waves"].split())


def read(survey: Iterable[Row], choices: Iterable[Row], wave: str) -> Iterator[Question]:
    """Yield the questions of a wave in the order in which they were asked."""
    lists, page = codes(choices), 0
    for row in survey:
        page += row["type"] == "begin_group"
        if asked(row, wave):
            kind, _, list_name = row["type"].partition(" ")
            known = lists.get(list_name, {})
            yield Question(row["name"], kind, page, heading(row), known, int(row["places"] or 0))


def heading(row: Row) -> str:
    """Return a question's heading as the platform writes it: `work[other]` for the workbook's `work/other`."""
    column, slash, part = (row["column"] or row["name"]).partition("/")
    return f"{column}[{part}]" if slash else column


@cache
def questions() -> tuple[Question, ...]:
    """Return all questions of the first wave."""
    return tuple(read(sheet("survey"), sheet("choices"), WAVE))


@cache
def pages() -> Mapping[str, int]:
    """Return on which page of the first wave each question stands."""
    return {question.name: question.page for question in questions()}


def last_page() -> int:
    """Return the number of pages."""
    return max(pages().values())
