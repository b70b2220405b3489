"""Questionnaires as the platforms describe them: one file per format, one line in `STRUCTURES`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

from survey.errors import problem
from survey.read.file import File, open_file
from survey.structure import lime_r, lsa, lss, qsf, redcap_dictionary, sav, xlsform
from survey.structure.sketch import Sketch

STRUCTURES: Mapping[str, ModuleType] = {
    "lime_r": lime_r,
    "lsa": lsa,
    "lss": lss,
    "qsf": qsf,
    "redcap": redcap_dictionary,
    "sav": sav,
    "xlsform": xlsform,
}
"""Name → module with `recognise(file) -> bool` and `sketch(file) -> Sketch`."""


SELF_DESCRIBING = frozenset({"sav", "lsa"})
"""Formats whose export is a structure too."""


def describes_itself(file: File) -> bool:
    """Return whether an export holds its own questionnaire."""
    return any(STRUCTURES[name].recognise(file) for name in SELF_DESCRIBING & set(STRUCTURES))


def is_questionnaire(file: File) -> bool:
    """Return whether a file describes a questionnaire and holds no answers."""
    return any(module.recognise(file) for name, module in STRUCTURES.items() if name not in SELF_DESCRIBING)


def read_structure(path: Path) -> Sketch:
    """Return the questionnaire in `path`; raise `StudyError` when it is in no format that is known."""
    file = open_file(path)
    for module in STRUCTURES.values():
        if module.recognise(file):
            made: Sketch = module.sketch(file)
            if not made.variables:
                raise problem("this file describes no question", str(path), "Export the questionnaire again.")
            return made
    known = ", ".join(STRUCTURES)
    raise problem("this file describes no questionnaire that can be read", str(path), f"Known are {known}.")
