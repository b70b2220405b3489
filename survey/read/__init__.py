"""Exports as the platforms wrote them: one file per format, one line in `FORMATS`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

from survey.errors import did_you_mean, problem
from survey.read import limesurvey, spreadsheet
from survey.read.export import Export
from survey.read.text import Delimited, read_delimited

FORMATS: Mapping[str, ModuleType] = {
    "limesurvey": limesurvey,
    "spreadsheet": spreadsheet,
}
"""Name → module with `recognise(file) -> bool` and `read(file, names) -> Export`, the most particular first."""


def read_export(path: Path, format_: str = "", names: tuple[str, ...] = ()) -> Export:
    """Return the export in `path`, its cells still text.

    `format_` overrides what the content says. `names` are the columns of a file without a heading row. Raises
    `StudyError` when the file is not there, is empty, or is no delimited text.
    """
    if format_ and format_ not in FORMATS:
        raise problem(f"'{format_}' is no format", str(path), did_you_mean(format_, FORMATS))
    file = read_delimited(path)
    return FORMATS[format_ or recognise(file)].read(file, names)  # type: ignore[no-any-return]


def recognise(file: Delimited) -> str:
    """Return the first format whose signature the content carries."""
    return next(name for name, module in FORMATS.items() if module.recognise(file))
