"""Exports as the platforms wrote them: one file per format, one line in `FORMATS`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

from survey.errors import did_you_mean, problem
from survey.read import (
    kobo,
    limesurvey,
    limesurvey_archive,
    limesurvey_r,
    limesurvey_vv,
    qualtrics,
    redcap,
    spreadsheet,
    spss,
    surveymonkey,
)
from survey.read.export import Export, Hints
from survey.read.file import File, open_file

FORMATS: Mapping[str, ModuleType] = {
    "kobo": kobo,
    "limesurvey": limesurvey,
    "limesurvey_archive": limesurvey_archive,
    "limesurvey_r": limesurvey_r,
    "limesurvey_vv": limesurvey_vv,
    "qualtrics": qualtrics,
    "redcap": redcap,
    "spreadsheet": spreadsheet,
    "spss": spss,
    "surveymonkey": surveymonkey,
}
"""Name → module with `recognise(file) -> bool` and `read(file, hints) -> Export`."""

PAIRED = frozenset({"limesurvey_r"})
"""Formats of two files: `structure` in study.toml names the second."""

LAST = "spreadsheet"
"""The format of any table that carries no platform's signature."""


def read_export(path: Path, format_: str = "", hints: Hints | None = None) -> Export:
    """Return the export in `path`, its cells still text.

    `format_` overrides what the content says. Raises `StudyError` when the file is not there, is empty, or is
    nothing that a format reads.
    """
    return read_file(open_file(path), format_, hints)


def read_file(file: File, format_: str = "", hints: Hints | None = None) -> Export:
    """Return the export in a file that is open already, as `read_export` does."""
    if format_ and format_ not in FORMATS:
        raise problem(f"'{format_}' is no format", str(file.path), did_you_mean(format_, FORMATS))
    return FORMATS[format_ or recognise(file)].read(file, hints or Hints())  # type: ignore[no-any-return]


def recognise(file: File) -> str:
    """Return the one format whose signature the content carries; raise `StudyError` for two, or for none."""
    found = [name for name, module in FORMATS.items() if name != LAST and module.recognise(file)]
    if len(found) > 1:
        what = f"this file can be read as {' and as '.join(found)}"
        raise problem(what, str(file.path), f'Say which in study.toml: format = "{found[0]}".')
    if found or spreadsheet.recognise(file):
        return found[0] if found else LAST
    known = ", ".join(FORMATS)
    raise problem("this file is no export that can be read", str(file.path), f"Formats are {known}.")
