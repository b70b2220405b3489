"""Which of several files a response came in: kept as a question that nobody was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from survey.codebook import Choice, Codebook, Label, Variable, VariableType
from survey.read.export import Export

ORIGIN = "origin"
LABEL = Label({"nl": "Bestand", "fr": "Fichier", "en": "File"})


def add_origin(codebook: Codebook, files: Sequence[str]) -> Codebook:
    """Return the codebook with the variable `origin`, unless the workbook has one; its categories are the files."""
    if ORIGIN in codebook.variables:
        return codebook
    choices = tuple(Choice(name, Label({"": name})) for name in dict.fromkeys(map(stem, files)))
    made = Variable(ORIGIN, VariableType.SELECT_ONE, LABEL, choices, list_name=ORIGIN, place="study.toml, wave.export")
    return replace(codebook, variables={**codebook.variables, ORIGIN: made})


def mark_origin(export: Export, file: str) -> Export:
    """Return the export with the file's name in a column `origin`, unless it has a column of that name."""
    import pandas as pd

    if ORIGIN in export.cells:
        return export
    column = pd.Series(stem(file), index=export.cells.index, dtype="string")
    cells = export.cells.assign(**{ORIGIN: column})
    return replace(export, cells=cells, platform=(*export.platform, ORIGIN))


def stem(file: str) -> str:
    """Return a file's name without folder and ending."""
    return PurePath(file.replace("\\", "/")).stem
