"""Questionnaires as the platforms describe them: one file per format, one line in `STRUCTURES`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

from survey.errors import problem
from survey.read.file import open_file
from survey.structure.sketch import Sketch

STRUCTURES: Mapping[str, ModuleType] = {}
"""Name → module with `recognise(file) -> bool` and `sketch(file) -> Sketch`."""


def read_structure(path: Path) -> Sketch:
    """Return the questionnaire in `path`; raise `StudyError` when it is in no format that is known."""
    file = open_file(path)
    for module in STRUCTURES.values():
        if module.recognise(file):
            return module.sketch(file)  # type: ignore[no-any-return]
    known = ", ".join(STRUCTURES)
    raise problem("this file describes no questionnaire that can be read", str(path), f"Known are {known}.")
