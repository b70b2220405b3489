"""What a person decided about one respondent: a cell corrected, or somebody put outside the study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from survey.codebook import Codebook, Label, Variable
from survey.errors import problem
from survey.headings import columns_of
from survey.keystore import KeyStore
from survey.survey import Action, Person, Step, Survey

if TYPE_CHECKING:
    import pandas as pd

    from survey.read.export import Export

EXCLUSIONS = "exclusions"
"""The rule under which decisions by hand are counted in the respondent flow."""


@dataclass(frozen=True)
class Exclusion:
    """One person put outside the study by hand."""

    respondent: str
    """A study id, or `#` and the response number of the export."""
    wave: str
    why: Label
    by: str
    """Who decided it, and when."""
    place: str


@dataclass(frozen=True)
class Correction(Exclusion):
    """One cell mended by hand; `old` and `new` are written as the export writes answers."""

    variable: str
    old: str
    new: str


def correct(
    export: Export, rows: Mapping[Person, int], codebook: Codebook, corrections: Sequence[Correction], keys: KeyStore
) -> tuple[Export, list[Step]]:
    """Return the export with its corrections made; raise `StudyError` where an old value is not there.

    `rows` says at which row of the export each person stands.
    """
    cells, steps = export.cells, []
    for correction in corrections:
        row = rows.get(person(correction, keys))
        if row is None:
            continue
        asked = codebook.find(correction.variable, correction.place)
        column = _column(asked, cells, correction)
        if str(cells[column].iloc[row]).strip() != correction.old:
            what = f"the old value of '{correction.variable}' is not the one in the export"
            raise problem(what, correction.place, "Copy it from the export as it stands there.")
        mended = cells[column].astype("string")
        mended.iloc[row] = correction.new
        cells = cells.assign(**{column: mended})
        steps.append(Step(Action.CORRECTED, correction.variable, 1, correction.by, why=correction.why))
    return replace(export, cells=cells), steps


def person(decision: Exclusion, keys: KeyStore) -> Person:
    """Return wave and study id of the person a decision is about; raise `StudyError` when nobody is."""
    return find_person(decision.respondent, decision.wave, keys, decision.place)


def find_person(respondent: str, wave: str, keys: KeyStore, place: str) -> Person:
    """Return wave and study id of who `place` calls `respondent`: a study id, or `#` and a response number."""
    for (own, response), name in keys.ids.items():
        if wave in {"", own} and respondent in {name, f"#{response}"}:
            return own, name
    advice = "Write a study id, or # and the response number of the export."
    raise problem(f"there is no respondent '{respondent}'", place, advice)


def check_present(decisions: Sequence[Exclusion], waves: Sequence[Survey], keys: KeyStore) -> None:
    """Raise `StudyError` for a decision about somebody whom the exports no longer hold."""
    for decision in decisions:
        if not any(person(decision, keys) in survey.index for survey in waves):
            what = f"'{decision.respondent}' is not in the export any more"
            raise problem(what, decision.place, "Remove this row.")


def _column(variable: Variable, cells: pd.DataFrame, correction: Correction) -> str:
    columns = columns_of(variable, cells)
    if len(columns) != 1 or columns[0] not in cells:
        what = f"'{variable.name}' cannot be corrected here"
        raise problem(what, correction.place, "Only a question with one column can.")
    return columns[0]
