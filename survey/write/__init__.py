"""Files written for researchers: beside first, then in place.

Each writer takes the study, its survey and the file to write, and returns the files it wrote. They hold single
respondents' answers, so only their owner can read them; identifiers are in none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from survey.survey import Survey
from survey.write.datapackage import write_csv
from survey.write.ddi import write_ddi
from survey.write.excel import write_xlsx
from survey.write.seals import PACKAGE, is_ours
from survey.write.spss import write_sav

if TYPE_CHECKING:
    from survey.study import Study

Writer: TypeAlias = Callable[["Study", Survey, Path], tuple[Path, ...]]

WRITERS: Mapping[str, Writer] = {
    ".sav": write_sav,
    ".zsav": write_sav,
    ".csv": write_csv,
    ".xlsx": write_xlsx,
    ".xml": write_ddi,
}
"""Every format of an export, by the ending of the file's name."""


def written_with(path: Path) -> tuple[Path, ...]:
    """Return the files that an export to `path` would write: it, and what goes beside it."""
    return (path, path.with_name(PACKAGE)) if path.suffix.lower() == ".csv" else (path,)


__all__ = ["WRITERS", "is_ours", "written_with"]
